"""Which districts of Germany belong to which networks, and which to none."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from network_core.networks.models import Network, RegionKey, RegionPostcode
from network_core.networks.regions import LAENDER
from network_core.places.models import Place

DISTRICT = 5


@dataclass(frozen=True)
class District:
    """A district (Kreis) by its key, named by its largest town: GeoNames knows no other name here.

    `networks` are responsible for all of it, `partly` for some of its municipalities or postcodes.
    """

    key: str
    town: str
    networks: tuple[Network, ...]
    partly: tuple[Network, ...]

    @property
    def land(self) -> str:
        """The Land that it lies in."""
        return LAENDER.get(self.key[:2], "–")

    @property
    def is_free(self) -> bool:
        """Whether no network is responsible for any of it."""
        return not self.networks and not self.partly


def districts(land: str = "") -> list[District]:
    """Every district that the places know, by its key; of one Land if `land` (two digits) says so.

    Three queries, however many networks there are. The umbrella is responsible for none of them.
    """
    towns = _largest_towns(land)
    whole: dict[str, dict[int, Network]] = defaultdict(dict)
    part: dict[str, dict[int, Network]] = defaultdict(dict)
    narrowed = set(RegionPostcode.objects.values_list("network_id", flat=True))
    rows = RegionKey.objects.filter(network__is_umbrella=False).select_related("network__site")
    for row in rows.order_by("network__name", "key"):
        is_part = len(row.key) > DISTRICT or row.network_id in narrowed
        (part if is_part else whole)[row.key[:DISTRICT]][row.network_id] = row.network
    found = []
    for key, town in sorted(towns.items()):
        enclosing = [key[:length] for length in range(2, DISTRICT + 1)]
        full = _named(whole, enclosing)
        rest = {pk: each for pk, each in _named(part, enclosing).items() if pk not in full}
        found.append(District(key, town, tuple(full.values()), tuple(rest.values())))
    return found


def _named(by_key: dict[str, dict[int, Network]], keys: list[str]) -> dict[int, Network]:
    found: dict[int, Network] = {}
    for key in keys:
        found |= by_key.get(key, {})
    return found


def _largest_towns(land: str) -> dict[str, str]:
    """For each district its town with most postcodes of people, the first by name of several."""
    rows = Place.objects.filter(is_bulk=False, key__startswith=land).exclude(key="")
    counted = rows.order_by().values_list("key", "name").annotate(number=Count("pk"))
    towns: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, number in counted:
        towns[key][name] = number
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in towns.items()}
