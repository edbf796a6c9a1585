"""Working groups, agreements and positions in search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network_core.alliance.models import Agreement, Meeting, Position, WorkingGroup
from network_core.alliance.models.record import AllianceRecord
from search.documents.base import Draft, HitContext, holding, plain, stands_for
from search.documents.records import RecordSource
from search.engines.base import IndexDocument

KIND = "alliance"
"""All of them have one value of the type filter: few networks have more than a handful."""

Texts = Callable[[Any, Any], list[str]]


class AllianceSource(RecordSource):
    """One document per language in which a record of one kind has words.

    `title` and `lead` are the names of fields. `texts` takes the record and its words, and returns
    what is searched besides.
    """

    steward = "network_id"

    def __init__(
        self,
        type_name: str,
        label: Promise,
        model: type[AllianceRecord],
        texts: Texts,
        *,
        title: str = "title",
        lead: str = "summary",
    ) -> None:
        self.type = type_name
        self.kind = KIND
        self.label = label
        self.model = model
        self.title = title
        self.lead = lead
        self.texts = texts

    def pks(self) -> Iterable[int]:
        """All records of this kind."""
        keys: Iterable[int] = self.model.objects.order_by("pk").values_list("pk", flat=True)
        return iter(keys)

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those records that are live."""
        text_model: Any = self.model._meta.get_field("texts").related_model
        texts = text_model.objects.filter(live=True).select_related("locale")
        records = (
            self.model.objects.public()
            .filter(pk__in=pks)
            .select_related("network")
            .prefetch_related(Prefetch("texts", texts, to_attr="live_texts"))
        )
        if self.model is WorkingGroup:
            public = Meeting.objects.filter(live=True).order_by("-date", "-pk")
            records = records.prefetch_related(Prefetch("meetings", public, to_attr="held"))
        for record in records:
            yield record.pk, tuple(self._documents(record))

    def _documents(self, record: Any) -> Iterator[IndexDocument]:
        readings = {text.locale.language_code: text for text in record.live_texts}
        readings["de"] = record
        for language, words in readings.items():
            yield Draft(
                type=self.type,
                kind=KIND,
                pk=record.pk,
                language=language,
                stands_for=stands_for(language, readings),
                title=getattr(words, self.title),
                lead=getattr(words, self.lead),
                mentions=[record.network.short_name],
                body=self.texts(record, words),
                facets={"network": [record.network.slug]},
            ).build()

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title and short text."""
        found = holding(self.model.objects.public(), [self.title, self.lead], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def shown(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """Live records; every network's site shows them inside its own frame."""
        return self.model.objects.public().filter(pk__in=pks)


def _of_group(group: Any, words: Any) -> list[str]:
    """With the public minutes, which are German and stand on the group's page."""
    meetings = [text for m in group.held for text in (m.subject, plain(m.minutes))]
    return [words.tasks, words.composition, *(meetings if words is group else [])]


def _of_agreement(agreement: Any, words: Any) -> list[str]:
    return [plain(words.description), words.common_tasks]


def _of_position(position: Any, words: Any) -> list[str]:
    return [plain(words.description), words.demands, words.addressees, plain(words.answer)]


def alliance_sources() -> list[AllianceSource]:
    """One source per kind of record."""
    group = AllianceSource(
        "group", _("Arbeitsgruppe"), WorkingGroup, _of_group, title="name", lead="purpose"
    )
    return [
        group,
        AllianceSource("agreement", _("Vereinbarung"), Agreement, _of_agreement),
        AllianceSource("position", _("Position"), Position, _of_position),
    ]
