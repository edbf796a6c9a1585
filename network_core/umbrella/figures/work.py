"""What a network does: answering proposals, events, filling pathways."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Proposal
from network_core.events.models import Event, Occurrence
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network
from network_core.pathways.coverage import coverage
from network_core.umbrella.figures.figure import Better, Figure, Group, Numbers, Unit, share
from network_core.umbrella.figures.offers import DAY
from network_core.umbrella.medians import Median, Seconds

YEAR = timedelta(days=365)
# Withdrawing is the sender's doing and no answer.
ANSWERED = (Proposal.Status.ACCEPTED, Proposal.Status.PARTLY, Proposal.Status.DECLINED)


def count_proposals(networks: Sequence[Network]) -> Numbers:
    """Proposals of the last year for records of each network, and how fast they were answered."""
    rows = (
        Proposal.objects.filter(created_at__gte=timezone.now() - YEAR)
        .order_by()
        .values(owner=Coalesce("offer__steward", "partner__steward"))
        .annotate(
            received=Count("pk"),
            open=Count("pk", filter=Q(status=Proposal.Status.OPEN)),
            took=Median(
                Seconds("decided_at") - Seconds("created_at"), filter=Q(status__in=ANSWERED)
            ),
        )
    )
    return {
        row["owner"]: {
            "proposals": row["received"],
            "proposals_open": row["open"],
            "proposal_days": row["took"] / DAY if row["took"] is not None else None,
        }
        for row in rows
    }


def count_events(networks: Sequence[Network]) -> Numbers:
    """Public events that take place, or took place within the last year; one query."""
    rows = (
        Occurrence.objects.filter(end__gte=timezone.now() - YEAR, event__live=True)
        .filter(of_open_network("event__network"))
        .order_by()
        .values_list("event__network")
        .annotate(number=Count("event", distinct=True))
    )
    return {network_id: {"events": number} for network_id, number in rows}


def _events(network: Network) -> QuerySet[Event]:
    times = Occurrence.objects.filter(end__gte=timezone.now() - YEAR)
    events: QuerySet[Event] = Event.objects.public().of(network)
    return events.filter(pk__in=times.values("event")).order_by("-begin", "-pk")


def count_pathways(networks: Sequence[Network]) -> Numbers:
    """The share of steps that have an offer, of all pathways that the network's site shows."""
    asked: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for found in coverage(networks):
        asked[found.network_id] += found.asked
        filled[found.network_id] += found.filled
    return {pk: {"pathways": share(filled[pk], number)} for pk, number in asked.items()}


FIGURES = (
    Figure(
        "proposals",
        _("Änderungsvorschläge"),
        _("Vorschläge der letzten 12 Monate zu Einträgen, die das Netzwerk pflegt."),
        Group.WORK,
        count_proposals,
    ),
    Figure(
        "proposals_open",
        _("Offene Vorschläge"),
        _("Vorschläge der letzten 12 Monate, die auf eine Antwort warten."),
        Group.WORK,
        count_proposals,
        better=Better.LESS,
    ),
    Figure(
        "proposal_days",
        _("Zeit bis zur Antwort"),
        _("Median der Tage, bis ein Vorschlag der letzten 12 Monate beantwortet war."),
        Group.WORK,
        count_proposals,
        Unit.DAYS,
        Better.LESS,
        empty=None,
    ),
    Figure(
        "events",
        _("Veranstaltungen"),
        _("Öffentliche Veranstaltungen, die kommen oder in den letzten 12 Monaten waren."),
        Group.WORK,
        count_events,
        better=Better.MORE,
        records=_events,
        is_harmless=True,
    ),
    Figure(
        "pathways",
        _("Wegweiser vollständig"),
        _("Anteil der Schritte aller gezeigten Wegweiser, für die es hier ein Angebot gibt."),
        Group.WORK,
        count_pathways,
        Unit.SHARE,
        Better.MORE,
        empty=None,
        is_harmless=True,
    ),
)
