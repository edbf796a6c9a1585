"""Lists of offers and partners: by query, always current, in a fixed number of queries."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from network_core.directory.models import Offer, OfferText, Partner
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from tests.factories import (
    HiddenOfferFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
)

Show = Callable[..., str]
Check = Callable[[str, Any], Any]


@pytest.fixture
def money(db: None) -> Term:
    """A topic."""
    return TermFactory(slug="geld", label="Geld")


@pytest.fixture
def maintenance(money: Term) -> Term:
    """A topic below it."""
    return TermFactory(slug="unterhalt", label="Unterhalt", parent=money)


def _titles(html: str) -> list[str]:
    return [unescape(title).strip() for title in re.findall(r'c-card__link"[^>]*>([^<]+)<', html)]


def test_list_shows_what_the_network_shows_own_first(
    show: Show, network_a: Network, network_b: Network
) -> None:
    OfferFactory(title="Bundesweit", nationwide=True)
    OfferFactory(title="Eigenes", steward=network_a)
    OfferFactory(title="Fremdes", steward=network_b)
    OfferFactory(title="Entwurf", steward=network_a, live=False)
    past = timezone.localdate() - timedelta(days=1)
    OfferFactory(title="Vorbei", steward=network_a, valid_until=past)
    hidden = OfferFactory(title="Ausgeblendet", nationwide=True)
    HiddenOfferFactory(network=network_a, offer=hidden)
    html = show(("offer_list", {"title": "Angebote"}), network=network_a)
    assert _titles(html) == ["Eigenes", "Bundesweit"]
    assert '<h2 class="b-title">Angebote</h2>' in html


def test_own_only(show: Show, network_a: Network) -> None:
    OfferFactory(title="Bundesweit", nationwide=True)
    OfferFactory(title="Eigenes", steward=network_a)
    html = show(("offer_list", {"own_only": True}), network=network_a)
    assert _titles(html) == ["Eigenes"]


def test_topic_includes_the_topics_below_it(
    show: Show, network_a: Network, money: Term, maintenance: Term
) -> None:
    OfferFactory(title="A Geld", steward=network_a, terms=[money])
    OfferFactory(title="B Unterhalt", steward=network_a, terms=[money, maintenance])
    OfferFactory(title="C Anderes", steward=network_a)
    html = show(("offer_list", {"topics": ["geld"]}), network=network_a)
    assert _titles(html) == ["A Geld", "B Unterhalt"]
    html = show(("offer_list", {"topics": ["unterhalt"]}), network=network_a)
    assert _titles(html) == ["B Unterhalt"]


def test_schemes_narrow_and_terms_of_one_scheme_widen(
    show: Show, network_a: Network, money: Term
) -> None:
    work = TermFactory(slug="arbeit", label="Arbeit")
    group = TermFactory(slug="gruppe", label="Gruppe", scheme__slug="format")
    OfferFactory(title="A", steward=network_a, terms=[money])
    OfferFactory(title="B", steward=network_a, terms=[work, group])
    OfferFactory(title="C", steward=network_a, terms=[group])
    both = {"topics": ["geld", "arbeit"]}
    assert _titles(show(("offer_list", both), network=network_a)) == ["A", "B"]
    narrowed = both | {"formats": ["gruppe"]}
    assert _titles(show(("offer_list", narrowed), network=network_a)) == ["B"]


def test_unknown_terms_are_ignored_but_never_widen_to_everything(
    show: Show, network_a: Network, money: Term
) -> None:
    OfferFactory(title="A", steward=network_a, terms=[money])
    OfferFactory(title="B", steward=network_a)
    html = show(("offer_list", {"topics": ["geld", "gibt-es-nicht"]}), network=network_a)
    assert _titles(html) == ["A"]
    assert _titles(show(("offer_list", {"topics": ["gibt-es-nicht"]}), network=network_a)) == []


@pytest.mark.parametrize(("limit", "shown"), [(1, 1), (2, 2), (500, 20), (-3, 1), (None, 20)])
def test_list_never_grows_beyond_its_limit(
    show: Show, network_a: Network, limit: int | None, shown: int
) -> None:
    for _n in range(22):
        OfferFactory(steward=network_a)
    html = show(("offer_list", {"limit": limit}), network=network_a)
    assert len(_titles(html)) == shown


def test_list_leads_to_all_offers_with_the_same_filter(
    show: Show, network_a: Network, money: Term
) -> None:
    TermFactory(slug="gruppe", label="Gruppe", scheme__slug="format")
    OfferFactory(steward=network_a, terms=[money])
    html = unescape(show(("offer_list", {"topics": ["geld"]}), network=network_a))
    assert 'href="/de/angebote/?topic=geld"' in html
    assert "Alle Angebote zu: Geld" in html
    OfferFactory(steward=network_a)
    html = show(("offer_list", {}), network=network_a)
    assert 'href="/de/angebote/"' in html


def test_empty_list_is_not_shown_but_explained_in_the_preview(
    show: Show, network_a: Network
) -> None:
    block = ("offer_list", {"title": "Angebote für alle"})
    assert "Angebote für alle" not in show(block, network=network_a)
    html = show(block, network=network_a, is_preview=True)
    assert "keine Angebote" in html


def test_limit_is_checked_when_saved(check: Check, money: Term) -> None:
    check("offer_list", {"topics": ["geld"], "limit": 20})
    with pytest.raises(ValidationError):
        check("offer_list", {"limit": 21})


def test_terms_that_are_gone_are_dropped_when_saved(check: Check, money: Term) -> None:
    assert check("offer_list", {"topics": ["geld", "gibt-es-nicht"]})["topics"] == ["geld"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_number_of_queries_does_not_depend_on_the_number_of_offers(
    show: Show, network_a: Network, money: Term, language: str
) -> None:
    block = ("offer_list", {"topics": ["geld"], "limit": 20})
    partner = PartnerFactory()
    OfferFactory(steward=network_a, partner=partner, terms=[money])
    show(block, network=network_a, language=language)
    with CaptureQueriesContext(connection) as one:
        show(block, network=network_a, language=language)
    for _n in range(12):
        OfferFactory(steward=network_a, partner=PartnerFactory(), terms=[money])
    with CaptureQueriesContext(connection) as many:
        html = show(block, network=network_a, language=language)
    assert len(_titles(html)) == 13
    assert len(many) == len(one)


def test_further_lists_share_what_is_the_same_for_all(
    show: Show, network_a: Network, money: Term
) -> None:
    OfferFactory(steward=network_a, terms=[money])
    block = ("offer_list", {"topics": ["geld"]})
    show(block, network=network_a)
    with CaptureQueriesContext(connection) as one:
        show(block, network=network_a)
    with CaptureQueriesContext(connection) as three:
        show(block, block, block, network=network_a)
    cards_of_one_list = len(
        [query for query in one.captured_queries if "directory_offer" in query["sql"].lower()]
    )
    assert len(three) <= len(one) + 2 * cards_of_one_list


def test_partner_list_shows_members_and_own_records(
    show: Show, network_a: Network, network_b: Network
) -> None:
    MembershipFactory(network=network_a, partner=PartnerFactory(name="Mitglied"))
    PartnerFactory(name="Eigener", steward=network_a)
    PartnerFactory(name="Fremder", steward=network_b)
    PartnerFactory(name="Entwurf", steward=network_a, live=False)
    html = show(("partner_list", {"title": "Partner"}), network=network_a)
    assert _titles(html) == ["Eigener", "Mitglied"]
    assert 'href="/de/partner/"' in html


def test_partner_list_by_kind(show: Show, network_a: Network) -> None:
    PartnerFactory(name="Volkshochschule", steward=network_a, kind=Partner.Kind.EDUCATION)
    PartnerFactory(name="Stadt", steward=network_a, kind=Partner.Kind.MUNICIPALITY)
    html = show(("partner_list", {"kinds": ["education"]}), network=network_a)
    assert _titles(html) == ["Volkshochschule"]
    assert 'href="/de/partner/?kind=education"' in html


def test_partner_list_costs_the_same_however_long(show: Show, network_a: Network) -> None:
    PartnerFactory(steward=network_a)
    show(("partner_list", {}), network=network_a)
    with CaptureQueriesContext(connection) as one:
        show(("partner_list", {}), network=network_a)
    for _n in range(8):
        PartnerFactory(steward=network_a)
    with CaptureQueriesContext(connection) as many:
        assert len(_titles(show(("partner_list", {}), network=network_a))) == 9
    assert len(many) == len(one)


def test_offers_are_listed_in_the_visitors_language(show: Show, network_a: Network) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    offer: Offer = OfferFactory(title="Sprechstunde", slug="sprech", steward=network_a)
    OfferText.objects.create(record=offer, locale=english, title="Consultation", live=True)
    html = show(("offer_list", {}), network=network_a, language="en")
    assert _titles(html) == ["Consultation"]
    assert 'href="/en/angebote/sprech/"' in html
