"""Offers in search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.expressions import Combinable
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import (
    ContactPoint,
    HiddenOffer,
    Offer,
    OfferLanguage,
    OfferPlace,
    OfferText,
    ServiceArea,
)
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.places.finding import nearest_postcodes
from network_core.places.names import fold
from search.documents.base import (
    Draft,
    HitContext,
    among,
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
        # Rows instead of records: those of a hundred thousand offers take a third of the time.
        offers = (
            Offer.objects.public()
            .filter(pk__in=pks)
            .order_by("pk")
            .values_list(
                *("pk", "nationwide", "is_online", "cost_kind", "valid_until"),
                *("source_title", "source_law", "steward__slug"),
                *("partner__name", "partner__live"),
                *("check_plan__hide_on", "check_plan__due_on"),
                *Offer.word_fields,
                named=True,
            )
        )
        parts = _Parts(pks)
        terms = TermLabels()
        for offer in offers:
            yield offer.pk, tuple(self._documents(offer, parts, terms))

    def _documents(self, offer: Any, parts: _Parts, terms: TermLabels) -> Iterator[IndexDocument]:
        term_ids = [pk for (pk,) in parts.terms[offer.pk]]
        places = parts.places[offer.pk]
        spoken = [code for (code,) in parts.spoken[offer.pk]]
        facets: dict[str, Iterable[str]] = {
            **terms.facets(term_ids),
            "network": [offer.steward__slug],
            "hidden_in": [slug for (slug,) in parts.hidden_in[offer.pk]],
            "spoken": spoken,
            "cost": [offer.cost_kind],
            "region": [key for (key,) in parts.areas[offer.pk]],
            "reach": [
                name
                for name, holds in (("nationwide", offer.nationwide), ("online", offer.is_online))
                if holds
            ],
            # Of a protected place nothing but the town may ever be found.
            "town": {fold(city) for city, _name, _code, _protected in places},
            "postcode": parts.postcodes[offer.pk],
        }
        names = [offer.partner__name] if offer.partner__live else []
        for city, name, code, is_protected in places:
            # Of a protected place nothing but the town may ever be found.
            names.append(city)
            if not is_protected:
                names.extend([name, code])
        readings = {each.locale__language_code: each for each in parts.texts[offer.pk]}
        readings["de"] = offer
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
                    *spoken_names(spoken, language),
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
                    *(value for (value,) in parts.contacts[offer.pk]),
                ],
                facets=facets,
                visible_until=min(end_of(offer.valid_until), end_of(offer.check_plan__hide_on)),
                check_due=end_of(offer.check_plan__due_on),
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


class _Parts:
    """What belongs to some offers, by the offer, each kind read by one query."""

    def __init__(self, pks: Sequence[int]) -> None:
        def rows(objects: QuerySet, *columns: str) -> dict[int, list[tuple[Any, ...]]]:
            found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
            chosen = objects.filter(among("offer_id", pks))
            for pk, *values in chosen.values_list("offer_id", *columns):
                found[pk].append(tuple(values))
            return found

        self.terms: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for name in SCHEME_FIELDS.values():
            through = getattr(Offer, name).through.objects.order_by("term_id")
            for pk, found in rows(through, "term_id").items():
                self.terms[pk].extend(found)
        self.places = rows(OfferPlace.objects.all(), "city", "name", "postal_code", "is_protected")
        self.postcodes = _postcodes(
            rows(
                OfferPlace.objects.filter(is_protected=False),
                *("postal_code", "latitude", "longitude"),
            )
        )
        self.contacts = rows(ContactPoint.objects.all(), "value")
        self.spoken = rows(OfferLanguage.objects.all(), "code")
        self.areas = rows(ServiceArea.objects.all(), "key")
        self.hidden_in = rows(HiddenOffer.objects.all(), "network__slug")
        self.texts: dict[int, list[Any]] = defaultdict(list)
        texts = OfferText.objects.filter(among("record_id", pks), live=True)
        for each in texts.values_list(
            "record_id", "locale__language_code", *Offer.word_fields, named=True
        ):
            self.texts[each.record_id].append(each)


def _postcodes(places: dict[int, list[tuple[Any, ...]]]) -> dict[int, set[str]]:
    """Offer → in which postcodes it is: a radius is asked of the index as a set of postcodes.

    A place that only its coordinates are known of counts to the postcode nearest to it.
    """
    bare = [
        (latitude, longitude)
        for rows in places.values()
        for code, latitude, longitude in rows
        if not code and latitude is not None
    ]
    nearest = nearest_postcodes(bare)
    found: dict[int, set[str]] = defaultdict(set)
    for pk, rows in places.items():
        for code, latitude, longitude in rows:
            if postcode := code or nearest.get((latitude, longitude)):
                found[pk].add(postcode)
    return found


def spoken_names(codes: Iterable[str], language: str) -> list[str]:
    """What the languages spoken at an offer are called in the language of its text.

    German goes without saying at an offer in Germany.
    """
    return [name for code in codes if code != "de" and (name := _spoken_name(code, language))]


@lru_cache(maxsize=1_000)
def _spoken_name(code: str, language: str) -> str:
    with translation.override(language):
        try:
            return str(translation.get_language_info(code)["name_translated"])
        except KeyError:
            return ""
