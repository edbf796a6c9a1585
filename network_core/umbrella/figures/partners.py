"""Partners of each network's directory, by kind."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import HiddenPartner, Membership, Partner
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network
from network_core.umbrella.figures.figure import Better, Figure, Group, Numbers, Value


def count_partners(networks: Sequence[Network]) -> Numbers:
    """Partners that each network's directory shows, in all and by kind; one query.

    A network shows its members and the records that it looks after; who is both counts once.
    """
    memberships = Membership.objects.current()
    members = (
        memberships.filter(of_open_network("partner__steward"), partner__live=True)
        .exclude(_hides(network=OuterRef("network"), partner=OuterRef("partner")))
        .order_by()
        .values(owner=F("network"), kind=F("partner__kind"))
        .annotate(number=Count("partner", distinct=True))
    )
    kept = (
        Partner.objects.public()
        .exclude(_hides(network=OuterRef("steward"), partner=OuterRef("pk")))
        .exclude(Exists(memberships.filter(network=OuterRef("steward"), partner=OuterRef("pk"))))
        .order_by()
        .values(owner=F("steward"))
        # Named like the column of the members; the model has a field of this name.
        .annotate(kind=F("kind"), number=Count("pk"))
        .values("owner", "kind", "number")
    )
    found: dict[int, dict[str, Value]] = defaultdict(lambda: {"partners": 0})
    for row in members.union(kept, all=True):
        numbers = found[row["owner"]]
        for key in ("partners", f"partners_{row['kind']}"):
            numbers[key] = (numbers.get(key) or 0) + row["number"]
    return dict(found)


def _hides(**pair: OuterRef) -> Exists:
    return Exists(HiddenPartner.objects.filter(**pair))


def _shown(network: Network, kind: str = "") -> QuerySet[Partner]:
    partners: QuerySet[Partner] = Partner.objects.shown_by(network)
    return partners.filter(kind=kind) if kind else partners


def _of_kind(kind: Partner.Kind) -> Figure:
    return Figure(
        f"partners_{kind.value}",
        format_lazy("{}: {}", _("Partner"), kind.label),
        _("Partner dieser Art im Verzeichnis des Netzwerks."),
        Group.PARTNERS,
        count_partners,
        records=partial(_shown, kind=kind.value),
        is_harmless=True,
    )


FIGURES = (
    Figure(
        "partners",
        _("Partner"),
        _(
            "Partner im Verzeichnis des Netzwerks: seine Mitglieder und die Einträge, die es "
            "pflegt. Ein Partner kann in mehreren Netzwerken sein."
        ),
        Group.PARTNERS,
        count_partners,
        better=Better.MORE,
        records=_shown,
        is_harmless=True,
    ),
    *(_of_kind(kind) for kind in Partner.Kind),
)
