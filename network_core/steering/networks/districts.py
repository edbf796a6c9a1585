"""Which districts of Germany belong to which networks, and which to none."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from network_core.networks.models import Network
from network_core.networks.regions import LAENDER
from network_core.places.districts import KnownDistrict

DISTRICT = 5


@dataclass(frozen=True, slots=True)
class District(KnownDistrict):
    """A district (Kreis) with its networks.

    `networks` are responsible for all of it, `partly` for some of its municipalities or postcodes.
    """

    networks: tuple[Network, ...]
    partly: tuple[Network, ...]

    @property
    def land(self) -> str:
        """The Land that it lies in."""
        return LAENDER.get(self.key[:2], "–")

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.latitude, self.longitude

    @property
    def is_free(self) -> bool:
        """Whether no network is responsible for any of it."""
        return not self.networks and not self.partly


def with_networks(
    districts: Iterable[KnownDistrict], networks: Iterable[Network]
) -> list[District]:
    """The districts with those of `networks` that are responsible for them, by the order of both.

    Without a query if region keys and postcodes are read already.
    """
    whole: dict[str, dict[int, Network]] = defaultdict(dict)
    part: dict[str, dict[int, Network]] = defaultdict(dict)
    for network in networks:
        is_narrowed = bool(network.postcodes.all())
        for row in network.region_keys.all():
            is_part = is_narrowed or len(row.key) > DISTRICT
            (part if is_part else whole)[row.key[:DISTRICT]][network.pk] = network
    found = []
    for each in districts:
        enclosing = [each.key[:length] for length in range(2, DISTRICT + 1)]
        full = _named(whole, enclosing)
        rest = {pk: one for pk, one in _named(part, enclosing).items() if pk not in full}
        found.append(
            District(
                *(each.key, each.name, each.latitude, each.longitude),
                *(tuple(full.values()), tuple(rest.values())),
            )
        )
    return found


def _named(by_key: dict[str, dict[int, Network]], keys: list[str]) -> dict[int, Network]:
    found: dict[int, Network] = {}
    for key in keys:
        found |= by_key.get(key, {})
    return found
