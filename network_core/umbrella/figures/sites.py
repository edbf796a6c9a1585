"""Each network's website: broken links, searches without hit, accessibility, last publication."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.links.models import Link, LinkUse
from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from network_core.statistics.kinds import SEARCH, SEARCH_WITHOUT_HIT
from network_core.statistics.models import DailyCount
from network_core.umbrella.figures.figure import Better, Figure, Group, Numbers, Unit, share

_ROOT_LENGTH = Page.steplen * 2


def begin_of_month(today: date) -> date:
    """The first of the last 30 days, of which `today` is the last."""
    return today - timedelta(days=29)


def count_broken_links(networks: Sequence[Network]) -> Numbers:
    """Addresses that are reported as broken, by the network on whose site they stand."""
    rows = (
        LinkUse.objects.filter(link__in=Link.objects.broken().order_by().values("pk"))
        .order_by()
        .values_list("network")
        .annotate(number=Count("link", distinct=True))
    )
    return {network_id: {"broken_links": number} for network_id, number in rows}


def count_searches(networks: Sequence[Network]) -> Numbers:
    """Searches of the last 30 days, and those that found nothing; one query."""
    today = timezone.localdate()
    rows = (
        DailyCount.objects.filter(
            kind__in=[SEARCH, SEARCH_WITHOUT_HIT], day__range=(begin_of_month(today), today)
        )
        .order_by()
        .values("network")
        .annotate(
            searches=Sum("count", filter=Q(kind=SEARCH), default=0),
            misses=Sum("count", filter=Q(kind=SEARCH_WITHOUT_HIT), default=0),
        )
    )
    return {
        row["network"]: {
            "searches": row["searches"],
            "search_misses": row["misses"],
            "search_miss_share": share(row["misses"], row["searches"]),
        }
        for row in rows
    }


def count_accessibility(networks: Sequence[Network]) -> Numbers:
    """Days since the accessibility of each site was checked; no query."""
    today = timezone.localdate()
    return {
        network.pk: {"accessibility_age": (today - network.accessibility_checked_on).days}
        for network in networks
        if network.accessibility_checked_on
    }


def count_last_publication(networks: Sequence[Network]) -> Numbers:
    """Days since something was published: a record, or a page in any language; four queries."""
    last: dict[int, datetime] = {}

    def remember(network_id: int | None, at: datetime | None) -> None:
        if network_id is not None and at is not None:
            last[network_id] = max(at, last.get(network_id, at))

    records = [
        model._default_manager.filter(live=True)
        .order_by()
        .values_list(F(owner))
        .annotate(last=Max("last_published_at"))
        for model, owner in (
            (Offer, "steward"),
            (Partner, "steward"),
            (Pathway, "steward"),
            (Event, "network"),
        )
    ]
    for network_id, at in records[0].union(*records[1:], all=True):
        remember(network_id, at)
    keys: dict[UUID, int] = dict(
        Network.objects.order_by().values_list("site__root_page__translation_key", "pk")
    )
    roots = dict(Page.objects.filter(depth=2).order_by().values_list("path", "translation_key"))
    pages = (
        Page.objects.filter(live=True, depth__gte=2)
        .order_by()
        .annotate(root=Substr("path", 1, _ROOT_LENGTH))
        .values_list("root")
        .annotate(last=Max("last_published_at"))
    )
    for path, at in pages:
        remember(keys.get(roots.get(path, UUID(int=0))), at)
    today = timezone.localdate()
    return {
        pk: {"last_publication": (today - timezone.localdate(at)).days} for pk, at in last.items()
    }


FIGURES = (
    Figure(
        "broken_links",
        _("Defekte Links"),
        _("Adressen anderer Websites, die seit mindestens drei Tagen nicht gehen."),
        Group.SITE,
        count_broken_links,
        better=Better.LESS,
    ),
    Figure(
        "accessibility_age",
        _("Erklärung zur Barrierefreiheit"),
        _("Tage, seit die Barrierefreiheit der Website zuletzt geprüft wurde."),
        Group.SITE,
        count_accessibility,
        Unit.DAYS,
        Better.LESS,
        empty=None,
        is_harmless=True,
    ),
    Figure(
        "last_publication",
        _("Letzte Veröffentlichung"),
        _("Tage, seit auf der Website oder im Verzeichnis zuletzt etwas veröffentlicht wurde."),
        Group.SITE,
        count_last_publication,
        Unit.DAYS,
        Better.LESS,
        empty=None,
    ),
    Figure(
        "searches",
        _("Suchanfragen"),
        _("Suchanfragen auf der Website in den letzten 30 Tagen."),
        Group.VISITORS,
        count_searches,
    ),
    Figure(
        "search_misses",
        _("Suchen ohne Treffer"),
        _("Suchanfragen der letzten 30 Tage, auf die es keinen Treffer gab."),
        Group.VISITORS,
        count_searches,
        better=Better.LESS,
    ),
    Figure(
        "search_miss_share",
        _("Anteil ohne Treffer"),
        _("Anteil der Suchanfragen der letzten 30 Tage, auf die es keinen Treffer gab."),
        Group.VISITORS,
        count_searches,
        Unit.SHARE,
        Better.LESS,
        empty=None,
    ),
)
