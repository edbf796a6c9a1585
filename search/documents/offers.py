"""Offers in search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Prefetch, QuerySet, When
from django.db.models.expressions import Combinable
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer, OfferLanguage, OfferText
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.places.names import fold
from search.documents.base import (
    Draft,
    HitContext,
    end_of,
    holding,
    plain,
    stands_for,
)
from search.documents.records import NOTHING, RecordSource
from search.documents.terms import TermLabels
from search.engines.base import IndexDocument


class OfferSource(RecordSource):
    """One document per language in which an offer has words."""

    type = "offer"
    label = _("Angebot")
    model = Offer

    def pks(self) -> Iterable[int]:
        """All offers."""
        return Offer.objects.order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, pks: Sequence[int]) -> Iterator[tuple[int, tuple[IndexDocument, ...]]]:
        """The documents of those offers that are public today."""
        offers = (
            Offer.objects.public()
            .filter(pk__in=pks)
            .select_related("partner", "steward", "check_plan")
            .prefetch_related(
                *SCHEME_FIELDS.values(),
                "places",
                "contacts",
                "spoken_languages",
                "service_areas",
                "hidden_by__network",
                Prefetch(
                    "texts",
                    OfferText.objects.filter(live=True).select_related("locale"),
                    to_attr="live_texts",
                ),
            )
        )
        terms = TermLabels()
        for offer in offers:
            yield offer.pk, tuple(self._documents(offer, terms))

    def _documents(self, offer: Offer, terms: TermLabels) -> Iterator[IndexDocument]:
        term_ids = [
            term.pk for name in SCHEME_FIELDS.values() for term in getattr(offer, name).all()
        ]
        facets: dict[str, Iterable[str]] = {
            **terms.facets(term_ids),
            "network": [offer.steward.slug],
            "hidden_in": [hidden.network.slug for hidden in offer.hidden_by.all()],
            "spoken": offer.language_codes,
            "cost": [offer.cost_kind],
            "region": [area.key for area in offer.service_areas.all()],
            "reach": [
                name
                for name, holds in (("nationwide", offer.nationwide), ("online", offer.is_online))
                if holds
            ],
            # Of a protected place nothing but the town may ever be found.
            "town": {fold(place.city) for place in offer.places.all()},
            "postcode": {
                place.postal_code
                for place in offer.places.all()
                if place.postal_code and not place.is_protected
            },
        }
        partner = offer.partner if offer.partner and offer.partner.live else None
        names = [partner.name] if partner else []
        for place in offer.places.all():
            # Of a protected place nothing but the town may ever be found.
            names.append(place.city)
            if not place.is_protected:
                names.extend([place.name, place.postal_code])
        readings = {text.locale.language_code: text for text in offer.live_texts}
        readings["de"] = offer
        plan = getattr(offer, "check_plan", None)
        for language, words in readings.items():
            yield Draft(
                type=self.type,
                pk=offer.pk,
                language=language,
                stands_for=stands_for(language, readings),
                title=words.title,
                lead=words.summary,
                mentions=[
                    *terms.labels(term_ids, language),
                    *names,
                    *spoken_names(offer.language_codes, language),
                ],
                body=[
                    plain(words.description),
                    words.eligibility,
                    words.documents,
                    words.steps,
                    words.cost_note,
                    words.hours_note,
                    offer.source_title,
                    offer.source_law,
                    *(contact.value for contact in offer.contacts.all()),
                ],
                facets=facets,
                visible_until=min(
                    end_of(offer.valid_until), end_of(plan.hide_on if plan else None)
                ),
                check_due=end_of(plan.due_on if plan else None),
            ).build()

    def named(self, words: Sequence[str], limit: int) -> list[int]:
        """Public ones by title and summary."""
        found = holding(Offer.objects.public(), ["title", "summary"], words)
        return list(found.order_by("pk").values_list("pk", flat=True)[:limit])

    def shown(self, pks: Sequence[int], context: HitContext) -> QuerySet:
        """Public offers that the asking network does not hide."""
        return Offer.objects.reachable_on(context.network).filter(pk__in=pks)

    def columns(self, context: HitContext) -> dict[str, Combinable]:
        """The partner, and whether the visitor's language is spoken."""
        partner = Case(When(partner__live=True, then=F("partner__name")), default=NOTHING)
        if context.language == settings.LANGUAGE_CODE:
            return {"partner": partner}
        spoken = OfferLanguage.objects.filter(offer=OuterRef("pk"), code=context.language)
        return {"partner": partner, "is_spoken": Exists(spoken)}


def spoken_names(codes: Iterable[str], language: str) -> list[str]:
    """What the languages spoken at an offer are called in the language of its text.

    German goes without saying at an offer in Germany.
    """
    names: list[str] = []
    with translation.override(language):
        for code in codes:
            if code == "de":
                continue
            try:
                names.append(str(translation.get_language_info(code)["name_translated"]))
            except KeyError:
                continue
    return names
