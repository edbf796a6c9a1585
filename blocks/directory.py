"""Blocks that show what the directory knows: contact card, list of offers, list of partners."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, IntegerBlock, StructBlock, StructValue

from blocks.choices import PartnerKindsBlock, TermsBlock
from blocks.choosers import OfferBlock, PartnerBlock
from blocks.contacts import contact_for
from blocks.fields import LineField
from blocks.position import heading_below
from blocks.previews import example_offers, example_partner, example_partners
from blocks.rendering import Rendering, is_preview, rendering_for
from blocks.rules import require_exactly_one
from network_core.directory.addresses import OFFER_SECTION, PARTNER_SECTION
from network_core.directory.models import Offer
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.taxonomy.models import Term

MOST_ENTRIES = 20
MOST_LABELS = 3


class ContactCardBlock(StructBlock):
    """How to reach a partner or an offer, always as the directory has it now."""

    partner = PartnerBlock(label=_("Partner"), required=False)
    offer = OfferBlock(label=_("Angebot"), required=False)

    def clean(self, value: StructValue) -> StructValue:
        """A card is about one record."""
        cleaned = super().clean(value)
        require_exactly_one(
            cleaned, "partner", "offer", _("Bitte entweder einen Partner oder ein Angebot wählen.")
        )
        return cleaned

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the contact; it is None when the record is not public (any more)."""
        context = super().get_context(value, parent_context=parent_context)
        network = rendering_for(context).network
        context["contact"] = contact_for(value.get("partner") or value.get("offer"), network)
        context["is_preview"] = is_preview(context)
        context["level"] = heading_below(value, context)
        return context

    def get_preview_value(self) -> Any:
        """An invented partner: real ones may be somebody's draft."""
        return self.normalize({"partner": example_partner(), "offer": None})

    class Meta:
        icon = "mail"
        label = _("Kontaktkarte")
        template = "blocks/contact_card.html"
        description = _("Adresse, Telefon und E-Mail eines Partners oder Angebots, immer aktuell.")


class OfferListBlock(StructBlock):
    """The offers that the network shows and that match the chosen terms, always current."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    topics = TermsBlock("topic", label=_("Themen"))
    life_situations = TermsBlock("life_situation", label=_("Lebenslagen"))
    formats = TermsBlock("format", label=_("Art des Angebots"))
    audiences = TermsBlock("audience", label=_("Zielgruppen"))
    own_only = BooleanBlock(
        label=_("Nur eigene Angebote"),
        required=False,
        default=False,
        help_text=_("Sonst folgen auf die eigenen die regionalen und bundesweiten Angebote."),
    )
    limit = IntegerBlock(
        label=_("Höchstens so viele"), min_value=1, max_value=MOST_ENTRIES, default=6
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the offers and the way to all of them."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        context["card_level"] = "h3" if value.get("title") else heading_below(value, context)
        if examples := getattr(value, "examples", None):
            context["offers"] = examples
            return context
        rendering = rendering_for(context)
        chosen = _chosen_terms(value, rendering)
        context["offers"] = _matching_offers(value, rendering, chosen)
        terms = [term for found in chosen.values() for term in found]
        context["more_label"] = _label_of_all(terms)
        context["more_url"] = f"/{rendering.language}/{OFFER_SECTION}/" + _query(
            [(term.scheme_id, term.slug) for term in terms]
        )
        return context

    def get_preview_value(self) -> Any:
        """Invented offers."""
        value = self.normalize({**self.get_default(), "title": "Angebote rund ums Geld"})
        value.examples = example_offers()
        return value

    class Meta:
        icon = "list-ul"
        label = _("Liste von Angeboten")
        label_format = "{title}"
        template = "blocks/offer_list.html"
        description = _("Angebote zu einem Thema oder einer Lebenslage, immer aktuell.")


class PartnerListBlock(StructBlock):
    """The partners of the network, always current."""

    title = LineField(label=_("Titel"), required=False, max_length=160)
    kinds = PartnerKindsBlock(label=_("Nur diese Arten"))
    limit = IntegerBlock(
        label=_("Höchstens so viele"), min_value=1, max_value=MOST_ENTRIES, default=12
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the partners and the way to all of them."""
        context = super().get_context(value, parent_context=parent_context)
        context["is_preview"] = is_preview(context)
        context["card_level"] = "h3" if value.get("title") else heading_below(value, context)
        if examples := getattr(value, "examples", None):
            context["partners"] = examples
            return context
        rendering = rendering_for(context)
        partners = rendering.partners.with_words(rendering.locale).order_by("name", "pk")
        kinds = value.get("kinds") or []
        if kinds:
            partners = partners.filter(kind__in=kinds)
        context["partners"] = list(partners[: _limit(value)])
        context["more_url"] = f"/{rendering.language}/{PARTNER_SECTION}/" + _query(
            [("kind", kind) for kind in kinds]
        )
        return context

    def get_preview_value(self) -> Any:
        """Invented partners."""
        value = self.normalize({**self.get_default(), "title": "Wer mitmacht"})
        value.examples = example_partners()
        return value

    class Meta:
        icon = "group"
        label = _("Liste von Partnern")
        label_format = "{title}"
        template = "blocks/partner_list.html"
        description = _("Die Partner des Netzwerks, immer aktuell.")


def _limit(value: StructValue) -> int:
    return max(1, min(value.get("limit") or MOST_ENTRIES, MOST_ENTRIES))


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _chosen_terms(value: StructValue, rendering: Rendering) -> dict[str, list[Term]]:
    """The terms by scheme; a scheme of which only unknown slugs are left has an empty list."""
    return {
        scheme: rendering.find_terms(scheme, value[field])
        for scheme, field in SCHEME_FIELDS.items()
        if value.get(field)
    }


def _matching_offers(
    value: StructValue, rendering: Rendering, chosen: dict[str, list[Term]]
) -> list[Offer]:
    """One of the terms, or what lies below it, in every scheme that was chosen from.

    Nothing is shown when all chosen terms of a scheme are gone: everything would be wrong.
    """
    if rendering.network is None:
        return []
    offers = rendering.offers
    if value.get("own_only"):
        offers = offers.filter(steward=rendering.network)
    for scheme, terms in chosen.items():
        wanted = rendering.term_tree.with_descendants(term.pk for term in terms)
        through = getattr(Offer, SCHEME_FIELDS[scheme]).through
        offers = offers.filter(pk__in=through.objects.filter(term_id__in=wanted).values("offer_id"))
    shown = offers.own_first(rendering.network).for_cards().with_words(rendering.locale)
    return list(shown[: _limit(value)])


def _label_of_all(terms: list[Term]) -> str:
    if not terms:
        return _now("Alle Angebote")
    if len(terms) > MOST_LABELS:
        return _now("Alle passenden Angebote")
    labels = ", ".join(term.words.label for term in terms)
    return _now("Alle Angebote zu: %(terms)s") % {"terms": labels}
