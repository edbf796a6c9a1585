"""Pathways in search, with all that their steps say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from network_core.pathways.models import Pathway, PathwayStep, PathwayStepText, PathwayText
from search.documents.base import Draft, HitContext, holding, plain, stands_for
from search.documents.records import HitRow, RecordSource
from search.documents.terms import TermLabels
from search.engines.base import IndexDocument


class PathwaySource(RecordSource):
    """One document per language in which a pathway has words."""

    type = "pathway"
    label = _("Wegweiser")
    model = Pathway
    is_prepared = False

    def pks(self) -> Iterable[int]:
        """All pathways."""
        return Pathway.objects.order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those pathways that are live."""
        texts = PathwayText.objects.filter(live=True).select_related("locale")
        step_texts = PathwayStepText.objects.filter(live=True).select_related("locale")
        steps = PathwayStep.objects.prefetch_related(
            Prefetch("texts", step_texts, to_attr="live_texts")
        )
        pathways = (
            Pathway.objects.public()
            .filter(pk__in=pks)
            .select_related("steward")
            .prefetch_related(
                "life_situations",
                "audiences",
                Prefetch("texts", texts, to_attr="live_texts"),
                Prefetch("steps", steps.order_by("sort_order", "pk")),
            )
        )
        terms = TermLabels()
        for pathway in pathways:
            yield pathway.pk, tuple(self._documents(pathway, terms))

    def _documents(self, pathway: Pathway, terms: TermLabels) -> Iterator[IndexDocument]:
        situations = [term.pk for term in pathway.life_situations.all()]
        sorted_in = [*situations, *(term.pk for term in pathway.audiences.all())]
        readings = {text.locale.language_code: text for text in pathway.live_texts}
        readings["de"] = pathway
        for language, words in readings.items():
            yield Draft(
                type=self.type,
                pk=pathway.pk,
                language=language,
                stands_for=stands_for(language, readings),
                title=words.title,
                lead=words.summary,
                mentions=terms.labels(situations, language),
                body=[plain(words.introduction), *_step_texts(pathway, language)],
                facets={**terms.facets(sorted_in), "network": [pathway.steward.slug]},
            ).build()

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title and summary."""
        found = holding(Pathway.objects.public(), ["title", "summary"], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def shown(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """Live pathways."""
        return Pathway.objects.public().filter(pk__in=pks)

    def columns(self, context: HitContext) -> dict[str, Combinable]:
        """Whether the asking network's site shows it itself."""
        here = Pathway.objects.shown_by(context.own).order_by()
        return {"is_here": Exists(here.filter(pk=OuterRef("pk")))}

    def url(self, row: HitRow, context: HitContext) -> str:
        """Inside the frame of this site where it shows the pathway, else at home."""
        if row.is_here:
            return super().url(row, context)
        pathway = Pathway(slug=row.slug, steward=context.named.get(row.network, context.network))
        return pathway.get_canonical_url(context.language)


def _step_texts(pathway: Pathway, language: str) -> Iterator[str]:
    """What the steps say in one language, German where a step is not translated."""
    for step in pathway.steps.all():
        translated = {text.locale.language_code: text for text in step.live_texts}
        words = translated.get(language, step)
        yield from (words.title, plain(words.text), words.deadlines, words.documents)
