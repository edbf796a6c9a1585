"""The figures of the comparison: what there is to count about every network.

Adding one is one entry in one of these files, with its query, label, explanation and a test.
"""

from collections.abc import Iterable

from network_core.umbrella.figures import offers, partners, sites, translations, work
from network_core.umbrella.figures.figure import (
    Better,
    Figure,
    Group,
    Unit,
    Value,
    Values,
    count,
    difference,
)
from network_core.umbrella.figures.terms import term_figures, term_key

__all__ = [
    "DEFAULT_KEYS",
    "FIGURES",
    "Better",
    "Figure",
    "Group",
    "Unit",
    "Value",
    "Values",
    "count",
    "difference",
    "find_figure",
    "find_figures",
    "term_key",
]

FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        *offers.FIGURES,
        *partners.FIGURES,
        *translations.FIGURES,
        *work.FIGURES,
        *sites.FIGURES,
    )
}

# The columns of somebody who has chosen none. Few enough for one look, and for twelve queries.
DEFAULT_KEYS = (
    "offers",
    "offers_per_thousand",
    "verified",
    "check_age",
    "overdue",
    "partners",
    "translated",
    "broken_links",
    "proposal_days",
    "search_misses",
)


def find_figures(keys: Iterable[str]) -> list[Figure]:
    """The figures of `keys` in their order; unknown ones are left out."""
    wanted = list(dict.fromkeys(keys))
    known = FIGURES | term_figures(wanted)
    return [known[key] for key in wanted if key in known]


def find_figure(key: str) -> Figure | None:
    """The figure of `key`, or None."""
    found = find_figures([key])
    return found[0] if found else None
