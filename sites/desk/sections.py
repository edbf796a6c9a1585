"""What waits in a person's own networks: one function and at most two queries for each question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from network_core.directory.models import CheckPlan, Offer, Partner, Proposal
from network_core.directory.visibility import has_not_ended
from network_core.events.models import CoHost, Event
from network_core.networks.models import Network
from network_core.statistics.figures import most_frequent
from network_core.tenancy.access import languages_translated_by, network_ids_for, roles_of
from network_core.tenancy.matrix import Kind, Role
from network_core.tenancy.models import User
from network_core.tenancy.translations import to_be_changed_by
from network_core.words.staleness import stale_texts
from sites.translating.kinds import KINDS
from sites.translating.worklist import State

ROWS = 5
SOON = timedelta(days=30)
MAX_NETWORKS = 4
"""Whoever works in more networks sees the search words of these; everything else of all."""


@dataclass(frozen=True)
class Row:
    """One thing to look at."""

    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """What was found for one question; `more_url` leads to all of it."""

    title: str
    rows: list[Row] = field(default_factory=list)
    more_url: str = ""
    more: bool = False


@dataclass(frozen=True)
class Desk:
    """For whom sections are collected."""

    user: User
    networks: list[Network]

    def may(self, action: str, kind: Kind) -> set[int]:
        """Ids of the networks in which the person may do this."""
        return network_ids_for(self.user, action, kind) & {each.pk for each in self.networks}


def decisions(desk: Desk) -> Section | None:
    """Proposals that wait for an answer by one of the own networks."""
    mine = desk.may("publish", Kind.RECORD)
    if not mine:
        return None
    proposals = (
        Proposal.objects.open()
        .for_stewards(mine)
        .select_related("offer", "partner", "network", "proposed_by")
    )
    return _section(
        _("Änderungsvorschläge, die auf Antwort warten"),
        (
            Row(str(each), reverse("aenderungsvorschlaege:inspect", args=[each.pk]), each.sender)
            for each in proposals[: ROWS + 1]
        ),
        reverse("aenderungsvorschlaege:index"),
    )


def joint_events(desk: Desk) -> Section | None:
    """Events of others that ask the own networks to host them, too."""
    mine = desk.may("decide", Kind.HOSTING)
    if not mine:
        return None
    waiting = (
        CoHost.objects.waiting_for(mine)
        .select_related("event__network", "network")
        .order_by("asked_at", "pk")
    )
    return _section(
        _("Gemeinsame Veranstaltungen, die auf Zusage warten"),
        (
            Row(
                each.event.title,
                reverse("gemeinsame-veranstaltungen:inspect", args=[each.pk]),
                each.event.network.name,
            )
            for each in waiting[: ROWS + 1]
        ),
        reverse("gemeinsame-veranstaltungen:index"),
    )


def due_checks(desk: Desk) -> Section | None:
    """Offers whose check has run out or does so within a month, the longest due first."""
    mine = desk.may("add", Kind.LOCAL)
    if not mine:
        return None
    today = timezone.localdate()
    plans = (
        CheckPlan.objects.of_live_offers()
        .filter(has_not_ended("offer__"), offer__steward__in=mine, due_on__lte=today + SOON)
        .select_related("offer")
        .order_by("due_on", "pk")
    )
    return _section(
        _("Angebote, deren Prüfung abläuft"),
        (
            Row(plan.offer.title, _edit(plan.offer), _due(plan.due_on, today))
            for plan in plans[: ROWS + 1]
        ),
        reverse("due_checks"),
    )


def _due(day: date, today: date) -> str:
    text = _("war fällig am %(day)s") if day < today else _("bis %(day)s")
    return text % {"day": _day(day)}


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def drafts(desk: Desk) -> Section | None:
    """Pages and records with changes that are not published, the newest first."""
    found: list[tuple[Any, Row]] = []
    changeable = policy_registry.get_by_type(Page).instances_user_has_permission_for(
        desk.user, "change"
    )
    pages = (
        own_pages(desk.networks)
        .filter(has_unpublished_changes=True, pk__in=changeable.values("pk"))
        .order_by(F("latest_revision_created_at").desc(nulls_last=True))
    )
    for page in pages[: ROWS + 1]:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        found.append((page.latest_revision_created_at, Row(page.get_admin_display_title(), url)))
    for model, owner, kind in (
        (Offer, "steward", Kind.RECORD),
        (Partner, "steward", Kind.RECORD),
        (Event, "network", Kind.EVENT),
    ):
        mine = desk.may("change", kind)
        if not mine:
            continue
        records = model.objects.filter(
            **{f"{owner}__in": mine}, has_unpublished_changes=True
        ).select_related("latest_revision")
        for record in records.order_by(F("latest_revision__created_at").desc(nulls_last=True))[
            : ROWS + 1
        ]:
            at = record.latest_revision.created_at if record.latest_revision else None
            name = capfirst(str(model._meta.verbose_name))
            found.append((at, Row(str(record), _edit(record), name)))
    found.sort(key=lambda pair: (pair[0] is not None, pair[0]), reverse=True)
    return _section(_("Entwürfe"), (row for _at, row in found))


def pages_to_translate(desk: Desk) -> Section | None:
    """Pages in the languages that translators were given, the one changed last first."""
    if not any(role == Role.TRANSLATOR for _network, role, _umbrella in roles_of(desk.user)):
        return None
    waiting = to_be_changed_by(desk.user, Translation.objects.filter(enabled=True))
    waiting = waiting.select_related("source", "target_locale").order_by("-source__last_updated_at")
    found = list(waiting[: ROWS + 1])
    keys = {translation.source.object_id for translation in found}
    pages = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(translation_key__in=keys)
    }
    rows = []
    for translation in found:
        page = pages[translation.source.object_id, translation.target_locale_id]
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        title = translation.source.object_repr
        rows.append(Row(title, url, translation.target_locale.get_display_name()))
    return _section(_("Seiten übersetzen"), rows, reverse("translations_to_do"))


def stale_translations(desk: Desk) -> Section | None:
    """Translations of own records, in the person's languages, that are older than the German."""
    codes = {each: languages_translated_by(desk.user, each) for each in desk.networks}
    if not any(codes.values()):
        return None
    rows: list[Row] = []
    for kind in (KINDS["offer"], KINDS["partner"], KINDS["event"]):
        mine = Q(pk__in=[])
        for network, own in codes.items():
            owner = {f"record__{kind.policy.network_field}": network}
            mine |= Q(locale__language_code__in=own, **owner)
        stale = (
            stale_texts(kind.text_model)
            .filter(mine, record__in=kind.public().order_by().values("pk"))
            .select_related("record", "locale")
            .order_by("record", "locale")
        )
        for text in stale[: ROWS + 1]:
            args = [kind.key, text.record_id, text.locale.language_code]
            url = reverse("translate_words", args=args)
            rows.append(Row(str(text), url, text.locale.get_display_name()))
    return _section(
        _("Übersetzungen, deren deutscher Text sich geändert hat"),
        rows,
        f"{reverse('translations_to_do')}?state={State.STALE}",
    )


def coming_events(desk: Desk) -> Section | None:
    """The next events of the own networks."""
    mine = desk.may("change", Kind.EVENT)
    if not mine:
        return None
    events = Event.objects.filter(network__in=mine).upcoming()
    return _section(
        _("Nächste Veranstaltungen"),
        (
            Row(event.title, _edit(event), _day(timezone.localtime(event.shown_begin)))
            for event in events[: ROWS + 1]
        ),
        reverse(Event.snippet_viewset.get_url_name("list")),
    )


def searches_without_hit(desk: Desk) -> Section | None:
    """What visitors of the own sites looked for and did not find in the last month."""
    until = timezone.localdate()
    rows = [
        Row(words, note=_("%(count)d-mal") % {"count": count})
        for network in desk.networks[:MAX_NETWORKS]
        for words, count in most_frequent(
            "search_without_hit", network, until - SOON, until, ROWS + 1
        )
    ]
    return _section(_("Gesucht und nicht gefunden"), rows)


SECTIONS: tuple[Callable[[Desk], Section | None], ...] = (
    decisions,
    joint_events,
    due_checks,
    drafts,
    pages_to_translate,
    stale_translations,
    coming_events,
    searches_without_hit,
)


def collect(user: User, networks: list[Network]) -> list[Section]:
    """All sections that the person has to do with, also those in which nothing waits."""
    desk = Desk(user, networks)
    return [section for each in SECTIONS if (section := each(desk)) is not None]


def own_pages(networks: Iterable[Network]) -> Any:
    """The pages of these networks in all languages."""
    keys = [network.site.root_page.translation_key for network in networks]
    below = Q(pk__in=[])
    for path in Page.objects.filter(depth=2, translation_key__in=keys).values_list(
        "path", flat=True
    ):
        below |= Q(path__startswith=path)
    return Page.objects.filter(below)


def _section(title: str, rows: Iterable[Row], more_url: str = "") -> Section:
    found = list(rows)
    return Section(title, found[:ROWS], more_url, len(found) > ROWS)


def _edit(record: Any) -> str:
    return reverse(type(record).snippet_viewset.get_url_name("edit"), args=[record.pk])
