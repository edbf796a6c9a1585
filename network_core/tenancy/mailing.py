"""Mails to the people of a network who may do something there."""

from collections.abc import Mapping
from typing import Any

from network_core.mail.headers import is_address
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.tenancy.access import people_who_may
from network_core.tenancy.matrix import Kind

# More people than that decide nothing together; the bound keeps a request short.
MOST_RECIPIENTS = 20


def mail_those_who_may(
    action: str, kind: Kind, network: Network, mail: str, context: Mapping[str, Any]
) -> int:
    """Send `mail` in the network's name to everybody who may do `action` with `kind` there.

    The number of mails that were handed over; people without an address get none.
    """
    people = people_who_may(action, kind, network)[:MOST_RECIPIENTS]
    addresses = [person.email for person in people if is_address(person.email)]
    for address in addresses:
        send_mail(mail, network, address, context)
    return len(addresses)
