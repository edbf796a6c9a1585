"""Which networks are there for the same people, so that their numbers must not be summed."""

from collections import defaultdict
from collections.abc import Sequence

from network_core.networks.models import Network
from network_core.networks.regions import enclosing_keys


def overlapping(networks: Sequence[Network]) -> dict[int, list[Network]]:
    """Id of each network → those of `networks` whose region shares something with its own.

    Regions overlap when one key begins with the other; where both name postcodes, they must share
    one. Without a query if region keys and postcodes are read already.
    """
    holders: dict[str, list[Network]] = defaultdict(list)
    postcodes = {n.pk: {row.postcode for row in n.postcodes.all()} for n in networks}
    for network in networks:
        for row in network.region_keys.all():
            holders[row.key].append(network)
    pairs: dict[int, dict[int, Network]] = defaultdict(dict)
    for key, inner in holders.items():
        for outer_key in enclosing_keys(key):
            for one in inner:
                for other in holders.get(outer_key, ()):
                    if one.pk == other.pk or _apart(postcodes[one.pk], postcodes[other.pk]):
                        continue
                    pairs[one.pk][other.pk] = other
                    pairs[other.pk][one.pk] = one
    return {pk: sorted(others.values(), key=lambda n: n.name) for pk, others in pairs.items()}


def _apart(some: set[str], others: set[str]) -> bool:
    return bool(some and others and not some & others)
