"""What the page of an offer shows besides its words; the same for the public and for a preview."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network_core.directory.addresses import OFFER_SECTION
from network_core.directory.opening import week_of
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network, RegionKey
from network_core.networks.regions import LAENDER
from network_core.taxonomy.models import Term
from network_core.words.languages import language_name

if TYPE_CHECKING:
    from network_core.directory.models import Offer

LONGEST_CHAIN = 3
MOST_ALIKE = 3
TAG_SCHEMES = ("topic", "life_situation")


def offer_facts(offer: "Offer") -> dict[str, Any]:
    """Weekly hours, languages by name, tags, newest check of `offer` and plan of the next."""
    verifications = list(offer.verifications.all()) if offer.pk else []
    plan = getattr(offer, "check_plan", None) if offer.pk else None
    return {
        "week": week_of(offer.hours.all()),
        "spoken_languages": [language_name(code) for code in offer.language_codes],
        "terms": _tags_of(offer),
        "areas": _areas_of(offer),
        "verification": verifications[0] if verifications else None,
        "check_plan": plan,
    }


def instead_of(offer: "Offer", network: Network) -> list["Offer"]:
    """What to use in place of an offer that is no more: its replacement, else what is like it.

    A replacement that is gone itself is followed to its own. Only offers that have a page on the
    network's site, at most three.
    """
    offers = type(offer).objects.reachable_on(network).for_cards().with_words()
    asked = {offer.pk}
    wanted = offer.replacement_id
    while wanted and wanted not in asked and len(asked) <= LONGEST_CHAIN:
        if found := list(offers.filter(pk=wanted)):
            return found
        asked.add(wanted)
        wanted = type(offer).objects.filter(pk=wanted).values_list("replacement", flat=True).first()
    topics = offer.topics.through.objects.filter(term__in=[term.pk for term in offer.topics.all()])
    alike = (
        type(offer).objects.shown_by(network).filter(Exists(topics.filter(offer=OuterRef("pk"))))
    )
    return list(alike.for_cards().with_words().own_first(network)[:MOST_ALIKE])


def _areas_of(offer: "Offer") -> list[str]:
    """The areas that the offer serves, by the name of the network or Land that has the key."""
    areas = list(offer.service_areas.all())
    keys = {area.key for area in areas}
    networks = dict(
        RegionKey.objects.filter(key__in=keys)
        .order_by("-network_id")
        .values_list("key", "network__short_name")
    )
    names: dict[str, list[str]] = {}
    for area in areas:
        land = LAENDER.get(area.key[:2], area.key)
        name = land if len(area.key) == 2 else networks.get(area.key)
        name = name or _("ein Teil von %(land)s") % {"land": land}
        names.setdefault(name, []).extend([area.postcode] if area.postcode else [])
    return [
        _("%(name)s (Postleitzahlen %(postcodes)s)") % {"name": name, "postcodes": ", ".join(codes)}
        if codes
        else name
        for name, codes in names.items()
    ]


def _tags_of(offer: "Offer") -> list[dict[str, str]]:
    """The topics and life situations, each leading to the list of what shares it."""
    chosen = [term.pk for name in TAG_SCHEMES for term in getattr(offer, SCHEME_FIELDS[name]).all()]
    index = f"/{get_language()}/{OFFER_SECTION}/"
    return [
        {
            "label": term.words.label,
            "words_language": term.words_language,
            "url": f"{index}?{urlencode({term.scheme_id: term.slug})}",
        }
        for term in Term.objects.filter(pk__in=chosen).with_words()
    ]
