"""Records as hits: every type gives the same columns, so that one query re-reads them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from network_core.directory.addresses import record_path
from search.documents.base import Hit, HitContext, object_key

NO = Value(False, BooleanField())
NOTHING = Value("", CharField())


class HitRow(NamedTuple):
    """What the database says of one hit."""

    type: str
    pk: int
    slug: str
    title: str
    is_translated: bool
    network: int
    partner: str
    is_spoken: bool
    is_own: bool
    is_here: bool


class RecordSource:
    """A type of record with words in several languages, one of the networks looks after each."""

    type: str
    kind: str = ""
    """The value of the type filter, if it is wider than the type."""
    label: Any
    model: Any
    title: str = "title"
    steward: str = "steward_id"
    is_title_translated: bool = True
    is_prepared: bool = True
    """Its rows depend on nothing but the number of the network, the language, and the day."""

    def shown(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """Those of the records that may be shown to a visitor of the site now."""
        raise NotImplementedError

    def columns(self, context: HitContext) -> dict[str, Combinable]:
        """What this type knows besides: `partner`, `is_spoken`, `is_own`, `is_here`."""
        return {}

    def rows(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """The columns of `HitRow`, in its order, for `shown`."""
        title: Any = F(self.title)
        is_translated: Any = NO
        if context.language != settings.LANGUAGE_CODE:
            text_model: type[Model] = self.model._meta.get_field("texts").related_model
            texts = text_model._default_manager.filter(
                record=OuterRef("pk"), locale__language_code=context.language, live=True
            )
            is_translated = Exists(texts)
            if self.is_title_translated:
                title = Coalesce(Subquery(texts.values(self.title)[:1]), F(self.title))
        more = self.columns(context)
        return (
            self.shown(pks, context)
            .order_by()
            .annotate(
                of_type=Value(self.type, CharField()),
                of_title=title,
                of_words=is_translated,
                of_partner=more.get("partner", NOTHING),
                of_spoken=more.get("is_spoken", NO),
                of_own=more.get("is_own", NO),
                of_here=more.get("is_here", NO),
            )
            .values_list(
                "of_type",
                "pk",
                "slug",
                "of_title",
                "of_words",
                self.steward,
                "of_partner",
                "of_spoken",
                "of_own",
                "of_here",
            )
        )

    def hit(self, row: HitRow, context: HitContext) -> Hit:
        """The hit that a row stands for."""
        is_own = bool(row.is_own) or row.network == context.network.pk
        network = context.network if is_own else context.named[row.network]
        steward = context.named.get(row.network)
        return Hit(
            object=object_key(self.type, row.pk),
            slug=row.slug,
            title=row.title,
            url=self.url(row, context),
            type=self.kind or self.type,
            type_label=self.label,
            network=network.slug,
            network_name=network.short_name,
            is_own=is_own,
            language=context.language if row.is_translated else settings.LANGUAGE_CODE,
            partner_name=row.partner,
            is_spoken=bool(row.is_spoken) and not row.is_translated,
            is_dormant=steward is not None and steward.is_dormant,
        )

    def url(self, row: HitRow, context: HitContext) -> str:
        """Where the record is read; on any network's site unless the type says otherwise."""
        return record_path(self.model.section, row.slug, context.language)

    def hits(self, pks: Sequence[int], context: HitContext) -> Mapping[int, Hit]:
        """Those of the records that may be shown, re-checked now, in one query."""
        rows = map(HitRow._make, self.rows(pks, context))
        return {row.pk: self.hit(row, context) for row in rows if context.knows(row.network)}
