"""Contact card: current data, the network's own additions, nothing that is not public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from blocks.streams import BodyStream
from network_core.directory.models import (
    ContactPoint,
    LocalNote,
    Offer,
    OfferPlace,
    OfferText,
    Partner,
    PartnerText,
)
from network_core.networks.models import Network
from tests.factories import OfferFactory, PartnerFactory

Show = Callable[..., str]
Check = Callable[[str, Any], Any]


@pytest.fixture
def partner(network_a: Network) -> Partner:
    """A partner with an address."""
    return PartnerFactory(
        name="Beratung Nord",
        slug="beratung-nord",
        steward=network_a,
        street="Weg 1",
        postal_code="37073",
        city="Göttingen",
        phone="0551 400-0",
        email="nord@example.org",
        website="https://nord.example.org",
        summary="Wir beraten.",
    )


def _card(record: Partner | Offer) -> tuple[str, dict[str, Any]]:
    kind = "partner" if isinstance(record, Partner) else "offer"
    return "contact_card", {"partner": None, "offer": None} | {kind: record.pk}


def test_partner_can_be_reached(show: Show, partner: Partner) -> None:
    html = show(_card(partner))
    assert 'href="/de/partner/beratung-nord/"' in html
    assert "Weg 1" in html
    assert "37073 Göttingen" in html
    assert '<a href="tel:+495514000"><bdi dir="ltr">0551 400-0</bdi></a>' in html
    assert 'href="mailto:nord@example.org"' in html
    assert 'href="https://nord.example.org"' in html


def test_card_shows_what_the_directory_has_now(show: Show, partner: Partner) -> None:
    assert "0551 400-0" in show(_card(partner))
    Partner.objects.filter(pk=partner.pk).update(phone="0551 999")
    html = show(_card(partner))
    assert "0551 999" in html
    assert "0551 400-0" not in html


def test_offer_without_contacts_is_reached_through_its_partner(
    show: Show, partner: Partner
) -> None:
    offer = OfferFactory(title="Sprechstunde", partner=partner)
    html = show(_card(offer))
    assert "Sprechstunde" in html
    assert "Beratung Nord" in html
    assert "tel:+495514000" in html


def test_own_contacts_of_an_offer_come_before_those_of_the_partner(
    show: Show, partner: Partner
) -> None:
    offer = OfferFactory(partner=partner)
    ContactPoint.objects.create(offer=offer, kind="phone", value="0551 77700", label="Anmeldung")
    html = show(_card(offer))
    assert "tel:+4955177700" in html
    assert "Anmeldung" in html
    assert "400-0" not in html


def test_partner_that_is_a_draft_does_not_leak_through_its_offer(
    show: Show, partner: Partner
) -> None:
    Partner.objects.filter(pk=partner.pk).update(live=False)
    html = show(_card(OfferFactory(title="Sprechstunde", partner=partner)))
    assert "Sprechstunde" in html
    assert "Beratung Nord" not in html
    assert "400-0" not in html


def test_protected_place_is_not_told(show: Show) -> None:
    offer = OfferFactory(title="Frauenhaus")
    OfferPlace.objects.create(
        offer=offer, name="Haus am Teich", city="Göttingen", is_protected=True
    )
    html = show(_card(offer))
    assert "Göttingen" in html
    assert "Teich" not in html


def _unpublish(record: Partner | Offer) -> None:
    type(record).objects.filter(pk=record.pk).update(live=False)


def _expire(record: Offer) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Offer.objects.filter(pk=record.pk).update(valid_until=yesterday)


def _delete(record: Partner | Offer) -> None:
    type(record).objects.filter(pk=record.pk).delete()


@pytest.mark.parametrize("end", [_unpublish, _expire, _delete])
def test_offer_that_is_not_public_any_more_leaves_nothing(
    show: Show, end: Callable[[Offer], None]
) -> None:
    offer = OfferFactory(title="Altes Angebot", slug="alt")
    card = _card(offer)
    assert "Altes Angebot" in show(card)
    end(offer)
    html = show(card)
    assert "Altes" not in html
    assert "<section" not in html
    assert "<p" not in html


def test_editor_is_told_in_the_preview(show: Show, partner: Partner) -> None:
    card = _card(partner)
    _unpublish(partner)
    html = show(card, is_preview=True)
    assert "nicht mehr verfügbar" in html
    assert "Beratung Nord" not in html


def test_local_note_is_shown_on_the_site_of_its_network_only(
    show: Show, partner: Partner, network_a: Network, network_b: Network
) -> None:
    LocalNote.objects.create(
        network=network_b, partner=partner, text="Bei uns dienstags.", phone="0551 33300"
    )
    on_b = show(_card(partner), network=network_b)
    assert "Bei uns dienstags." in on_b
    assert "tel:+4955133300" in on_b
    assert "dienstags" not in show(_card(partner), network=network_a)


def test_words_are_in_the_visitors_language(show: Show, partner: Partner) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    PartnerText.objects.create(record=partner, locale=english, summary="We advise.", live=True)
    html = show(_card(partner), language="en")
    assert "We advise." in html
    assert "Wir beraten." not in html
    assert 'href="/en/partner/beratung-nord/"' in html


def test_german_words_on_a_page_in_another_language_are_marked(
    show: Show, partner: Partner
) -> None:
    html = show(_card(partner), language="en")
    assert '<p lang="de">Wir beraten.</p>' in html
    assert "lang=" not in show(_card(partner))


def test_draft_of_a_translation_is_not_shown(show: Show) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    offer = OfferFactory(title="Sprechstunde")
    OfferText.objects.create(record=offer, locale=english, title="Consultation", live=False)
    html = show(_card(offer), language="en")
    assert "Sprechstunde" in html
    assert "Consultation" not in html


def test_card_is_about_exactly_one_record(check: Check, partner: Partner) -> None:
    offer = OfferFactory()
    both = {"partner": partner.pk, "offer": offer.pk}
    for wrong in ({"partner": None, "offer": None}, both):
        with pytest.raises(ValidationError):
            check("contact_card", wrong)


@pytest.mark.parametrize("language", ["de", "en"])
def test_five_cards_cost_as_much_as_one_of_each(
    show: Show, partner: Partner, language: str
) -> None:
    cards = [_card(partner)] + [_card(OfferFactory(partner=partner)) for _n in range(4)]
    show(*cards, language=language)
    with CaptureQueriesContext(connection) as few:
        show(*cards[:2], language=language)
    with CaptureQueriesContext(connection) as many:
        assert show(*cards, language=language).count("b-contact c-card") == 5
    assert len(many) == len(few)


def test_drafts_are_neither_taken_nor_shown_in_the_form(check: Check, partner: Partner) -> None:
    value = {"partner": partner.pk, "offer": None}
    check("contact_card", value)
    _unpublish(partner)
    with pytest.raises(ValidationError):
        check("contact_card", value)
    block = BodyStream().child_blocks["contact_card"]
    assert block.get_form_state(block.to_python(value))["partner"] is None
