"""Topics for which a network looks after no offer of its own, and who has some."""

from collections.abc import Sequence
from dataclasses import dataclass

from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.umbrella.comparison import Counting
from network_core.umbrella.figures import find_figures, term_key
from network_core.umbrella.trend.snapshots import top_terms

SCHEME = "topic"


@dataclass(frozen=True)
class TopicGap:
    """One topic: the networks without an offer, and those with some, most offers first."""

    term: Term
    without: list[Network]
    having: list[Network]


def topic_gaps(networks: Sequence[Network], counting: Counting) -> list[TopicGap]:
    """The top topics that were counted in some of `networks`, in the order of the taxonomy.

    A topic that was not counted is no gap. The queries do not depend on how many there are.
    """
    terms = {term_key(SCHEME, t.slug): t for t in top_terms() if t.scheme_id == SCHEME}
    values = counting(find_figures(terms), networks)
    found = []
    for key, term in terms.items():
        numbers = values[key]
        without = [network for network in networks if numbers[network.pk] == 0]
        having = [network for network in networks if numbers[network.pk]]
        having.sort(key=lambda network: (-(numbers[network.pk] or 0), network.name))
        if without or having:
            found.append(TopicGap(term, without, having))
    return found
