"""Where else people find help whose own network has no site (yet, or any more)."""

from collections.abc import Iterable
from itertools import takewhile

from django.db.models import Q

from network_core.networks.models import Network, RegionKey

LAND = 2
MOST_KEYS = 2_000


def neighbours_of(network: Network, limit: int = 5) -> list[Network]:
    """Open networks of the same Land, the nearest first, then by name; two queries.

    Near is a region whose key shares most digits with one of the network's own.
    """
    own = network.area_keys
    laender = {key[:LAND] for key in own}
    if not laender:
        return []
    same = Q()
    for land in laender:
        same |= Q(key__startswith=land)
    rows = (
        RegionKey.objects.filter(same, network__in=Network.objects.regional().open())
        .exclude(network=network)
        .select_related("network__site")
        .order_by("network", "key")[:MOST_KEYS]
    )
    shared: dict[Network, int] = {}
    for row in rows:
        shared[row.network] = max(shared.get(row.network, 0), _digits_shared(row.key, own))
    return sorted(shared, key=lambda each: (-shared[each], each.name.casefold(), each.pk))[:limit]


def _digits_shared(key: str, others: Iterable[str]) -> int:
    """How many digits at the beginning are the same as those of the nearest of `others`."""
    return max(
        sum(
            1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(key, other, strict=False))
        )
        for other in others
    )
