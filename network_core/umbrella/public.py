"""What the public sees of the comparison: harmless figures of networks that agreed."""

from dataclasses import dataclass

from django.core.cache import cache

from network_core.networks.models import Network
from network_core.networks.openness import of_open_network
from network_core.umbrella.figures import Figure, Value, count, find_figures
from network_core.umbrella.models import ComparisonProfile, ReferenceGroup

PUBLIC_KEYS = (
    "offers",
    "offers_per_thousand",
    "verified",
    "partners",
    "events",
    "languages",
    "translated",
    "accessibility_age",
)
MOST_NETWORKS = 500
KEPT_SECONDS = 15 * 60
_CACHE_KEY = "umbrella.public.values"


@dataclass(frozen=True)
class PublicRow:
    """One network as the public sees it."""

    network: Network
    values: list[tuple[Figure, str]]
    reference_group: ReferenceGroup | None


def public_figures() -> list[Figure]:
    """The figures that the public sees, in order."""
    return [figure for figure in find_figures(PUBLIC_KEYS) if figure.is_harmless]


def has_public_rows() -> bool:
    """Whether any network agreed to be seen by everybody; one query."""
    agreed = ComparisonProfile.objects.filter(seen_by=ComparisonProfile.SeenBy.PUBLIC)
    return agreed.filter(of_open_network("network")).exists()


def public_rows() -> list[PublicRow]:
    """The networks that agreed to be seen by everybody, by name.

    Who withdraws the agreement is gone at once; the numbers themselves are counted again after
    a quarter of an hour. Three queries while they are kept.
    """
    agreed = list(
        Network.objects.open()
        .filter(comparison_profile__seen_by=ComparisonProfile.SeenBy.PUBLIC)
        .select_related("site", "comparison_profile")
        .prefetch_related("comparison_profile__reference_groups")
        .order_by("name", "pk")[:MOST_NETWORKS]
    )
    figures = public_figures()
    values: dict[str, dict[int, Value]] | None = cache.get(_CACHE_KEY)
    if values is None or any(network.pk not in values[PUBLIC_KEYS[0]] for network in agreed):
        values = count(figures, list(Network.objects.regional().open()))
        cache.set(_CACHE_KEY, values, KEPT_SECONDS)
    return [
        PublicRow(
            network,
            [(figure, figure.unit.shown(values[figure.key][network.pk])) for figure in figures],
            next(iter(network.comparison_profile.reference_groups.all()), None),
        )
        for network in agreed
    ]
