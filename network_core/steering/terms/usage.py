"""How often terms are used, and by which networks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from network_core.links.sources import roots_of_networks
from network_core.networks.models import Network
from network_core.steering.terms.slugs import count_slugs
from network_core.steering.terms.uses import uses


@dataclass(frozen=True)
class Usage:
    """How often one term is used: `(label, network or None for rules of all) → records`."""

    numbers: Counter[tuple[str, Network | None]]

    @property
    def total(self) -> int:
        """All records together."""
        return self.numbers.total()

    @property
    def labels(self) -> list[str]:
        """The kinds of records that use it."""
        return sorted({label for label, _network in self.numbers})

    @property
    def networks(self) -> list[Network]:
        """The networks that use it, by name."""
        found = {network for _label, network in self.numbers if network is not None}
        return sorted(found, key=lambda each: each.name)

    @property
    def rows(self) -> list[tuple[Network | None, list[int]]]:
        """The numbers in the order of `labels`: of rules for all, then of each network."""
        for_all = [None] if any(network is None for _label, network in self.numbers) else []
        return [
            (network, [self.numbers[label, network] for label in self.labels])
            for network in (*for_all, *self.networks)
        ]


def usage_of(term_ids: Iterable[int]) -> dict[int, Usage]:
    """The use of some terms; as many queries as there are relations, whatever their number."""
    wanted = list(term_ids)
    networks = {network.pk: network for network in Network.objects.all()}
    roots = roots_of_networks()
    found: dict[int, Counter[tuple[str, Network | None]]] = {pk: Counter() for pk in wanted}
    for use in uses():
        for (term_id, whose), number in use.count(wanted).items():
            network_id = roots.get(whose) if use.owner is None else whose
            network = networks.get(network_id) if network_id is not None else None
            found[term_id][use.label, network] += number
    for (term_id, label, network_id), number in count_slugs(wanted, roots).items():
        found[term_id][label, networks.get(network_id) if network_id else None] += number
    return {pk: Usage(numbers) for pk, numbers in found.items()}
