"""In how many languages a network speaks, and how far its offers are translated."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import Offer, OfferText
from network_core.directory.visibility import is_public
from network_core.networks.models import Network
from network_core.umbrella.figures.figure import Better, Figure, Group, Numbers, Unit, Value, share
from network_core.umbrella.figures.offers import count_offers, public_offers
from network_core.words.staleness import stale_texts


def count_languages(networks: Sequence[Network]) -> Numbers:
    """The languages of each network's site; no query, they are part of the network."""
    return {network.pk: {"languages": len(network.languages)} for network in networks}


def count_translations(networks: Sequence[Network]) -> Numbers:
    """The translations of public offers into the languages of each network; one query."""
    return {pk: {"texts": number} for pk, number in _of_own_languages(_translations(), networks)}


def count_stale(networks: Sequence[Network]) -> Numbers:
    """Those of them that are older than the German words; one query."""
    return {pk: {"stale_texts": number} for pk, number in _of_own_languages(_stale(), networks)}


def _of_own_languages(
    texts: QuerySet[OfferText], networks: Sequence[Network]
) -> Iterable[tuple[int, int]]:
    rows = (
        texts.order_by()
        .values_list(F("record__steward"), F("locale__language_code"))
        .annotate(number=Count("pk"))
    )
    wanted = {network.pk: _others(network) for network in networks}
    numbers: Counter[int] = Counter()
    for network_id, code, number in rows:
        if code in wanted.get(network_id, ()):
            numbers[network_id] += number
    return numbers.items()


def _translated_share(counted: Mapping[str, Value]) -> Value:
    """There should be one for each public offer in each language but German."""
    others = (counted.get("languages") or 1) - 1
    return share(counted.get("texts"), (counted.get("offers") or 0) * others)


def _stale_share(counted: Mapping[str, Value]) -> Value:
    return share(counted.get("stale_texts"), counted.get("texts"))


def _others(network: Network) -> set[str]:
    return set(network.languages) - {settings.LANGUAGE_CODE}


def _translations() -> QuerySet[OfferText]:
    """Live words of public offers in other languages than German."""
    texts: QuerySet[OfferText] = OfferText._default_manager.filter(is_public("record__"), live=True)
    return texts.exclude(locale__language_code=settings.LANGUAGE_CODE)


def _stale() -> QuerySet[OfferText]:
    """Those of them that were made from other German words than those of today."""
    return stale_texts(OfferText).filter(is_public("record__"))


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
        records=_translated,
        is_harmless=True,
        also=(count_offers, count_languages),
        value=_translated_share,
    ),
    Figure(
        "stale",
        _("Veraltete Übersetzungen"),
        _("Anteil der Übersetzungen, deren deutscher Text sich seither geändert hat."),
        Group.LANGUAGES,
        count_stale,
        Unit.SHARE,
        Better.LESS,
        records=_with_stale,
        also=(count_translations,),
        value=_stale_share,
    ),
)
