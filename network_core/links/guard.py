"""Which machines may be asked: public ones only, whatever a name says.

A name is looked up once, every address that it has is judged, and the connection goes to the
address that was judged. So a name that changes between the two (DNS rebinding) changes nothing.
"""

import ipaddress
import socket
from dataclasses import dataclass

from django.conf import settings

# Where websites are; nobody shall use the check to knock at other doors.
PORTS = frozenset({80, 443, 8080, 8443})
_EMBEDDED = (
    # IPv4 in IPv6: NAT64, 6to4 and Teredo lead to addresses that look different.
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
)


class RefusedError(Exception):
    """The address is not one of a public website."""


class UnknownHostError(Exception):
    """There is no such name, or nobody can be asked for it."""


@dataclass(frozen=True)
class Target:
    """A judged address to connect to."""

    family: int
    address: str
    port: int


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in _EMBEDDED):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def resolve(host: str, port: int) -> Target:
    """The address to connect to for a host. Raises RefusedError and UnknownHostError.

    One address that is not public is enough to refuse the name.
    """
    allowed = _allowed_for_tests()
    try:
        name = host.encode("idna").decode() if not host.isascii() else host
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError from error
    targets = [Target(entry[0], str(entry[4][0]), port) for entry in found]
    if not targets:
        raise UnknownHostError
    if all((target.address, port) in allowed for target in targets):
        return targets[0]
    if port not in PORTS or not all(is_public(target.address) for target in targets):
        raise RefusedError
    return targets[0]


def _allowed_for_tests() -> set[tuple[str, int]]:
    """Pairs of address and port that a test's own server has; empty everywhere else."""
    return set(settings.LINK_CHECK_ALSO_ALLOWED)
