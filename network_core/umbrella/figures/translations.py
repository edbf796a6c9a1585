"""In how many languages a network speaks, and how far its offers are translated."""

from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer, OfferText
from network_core.networks.models import Network
from network_core.umbrella.figures.figure import Better, Figure, Group, Numbers, Unit, share
from network_core.umbrella.figures.offers import public_offers


def count_languages(networks: Sequence[Network]) -> Numbers:
    """The languages of each network's site; no query, they are part of the network."""
    return {network.pk: {"languages": len(network.languages)} for network in networks}


def count_translations(networks: Sequence[Network]) -> Numbers:
    """How many of the translations that there should be exist; two queries.

    There should be one of each public offer in each language of its steward's site.
    """
    offers: dict[int, int] = dict(
        Offer.objects.public().order_by().values_list("steward").annotate(number=Count("pk"))
    )
    existing: Counter[int] = Counter()
    wanted = {network.pk: _others(network) for network in networks}
    for network_id, code, number in _by_language(_translations()):
        if code in wanted.get(network_id, ()):
            existing[network_id] += number
    return {
        pk: {"translated": share(existing[pk], offers.get(pk, 0) * len(codes))}
        for pk, codes in wanted.items()
    }


def count_stale(networks: Sequence[Network]) -> Numbers:
    """How many of the translations are older than the German words; two queries."""
    wanted = {network.pk: _others(network) for network in networks}
    existing: Counter[int] = Counter()
    stale: Counter[int] = Counter()
    for numbers, texts in ((existing, _translations()), (stale, _stale())):
        for network_id, code, number in _by_language(texts):
            if code in wanted.get(network_id, ()):
                numbers[network_id] += number
    return {pk: {"stale": share(stale[pk], existing[pk])} for pk in wanted}


def _others(network: Network) -> set[str]:
    return set(network.languages) - {settings.LANGUAGE_CODE}


def _translations() -> QuerySet[OfferText]:
    """Live words of public offers in other languages than German."""
    public = Offer.objects.public().order_by().values("pk")
    texts: QuerySet[OfferText] = OfferText._default_manager.filter(live=True, record__in=public)
    return texts.exclude(locale__language_code=settings.LANGUAGE_CODE)


def _stale() -> QuerySet[OfferText]:
    """Those of them that were made from other German words than those of today."""
    return _translations().filter(
        Exists(
            OfferText._default_manager.filter(
                record=OuterRef("record"), locale__language_code=settings.LANGUAGE_CODE
            ).exclude(source_hash=OuterRef("source_hash"))
        )
    )


def _by_language(texts: QuerySet[OfferText]) -> QuerySet:
    return (
        texts.order_by()
        .values_list(F("record__steward"), F("locale__language_code"))
        .annotate(number=Count("pk"))
    )


def _translated(network: Network) -> QuerySet[Offer]:
    texts = _translations().filter(locale__language_code__in=_others(network))
    return public_offers(network).filter(pk__in=texts.values("record"))


def _with_stale(network: Network) -> QuerySet[Offer]:
    texts = _stale().filter(locale__language_code__in=_others(network))
    return public_offers(network).filter(pk__in=texts.values("record"))


FIGURES = (
    Figure(
        "languages",
        _("Sprachen"),
        _("Sprachen der Website, Deutsch eingeschlossen."),
        Group.LANGUAGES,
        count_languages,
        better=Better.MORE,
        is_harmless=True,
    ),
    Figure(
        "translated",
        _("Übersetzt"),
        _(
            "Anteil der vorhandenen Übersetzungen: jedes aktive Angebot in jeder Sprache der "
            "Website außer Deutsch. Ohne andere Sprachen gibt es keinen Wert."
        ),
        Group.LANGUAGES,
        count_translations,
        Unit.SHARE,
        Better.MORE,
        empty=None,
        records=_translated,
        is_harmless=True,
    ),
    Figure(
        "stale",
        _("Veraltete Übersetzungen"),
        _("Anteil der Übersetzungen, deren deutscher Text sich seither geändert hat."),
        Group.LANGUAGES,
        count_stale,
        Unit.SHARE,
        Better.LESS,
        empty=None,
        records=_with_stale,
    ),
)
