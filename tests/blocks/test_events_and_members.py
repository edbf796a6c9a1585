"""Events, members and what partners say: current, public, in a fixed number of queries."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.directory.models import Membership, Partner
from network_core.networks.known import known_networks
from network_core.networks.models import Network
from tests.factories import EventFactory, MembershipFactory, PartnerFactory

Show = Callable[..., str]
Check = Callable[[str, Any], Any]


def _event(network: Network, title: str, days: int, **fields: Any) -> Any:
    begin = timezone.now() + timedelta(days=days)
    return EventFactory(network=network, title=title, begin=begin, **fields)


def _titles(html: str) -> list[str]:
    return [unescape(title).strip() for title in re.findall(r'c-card__link"[^>]*>([^<]+)<', html)]


def _names(html: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'b-members__name"[^>]*>([^<]+)<', html)]


def test_coming_events_of_the_network_the_next_one_first(
    show: Show, network_a: Network, network_b: Network
) -> None:
    _event(network_a, "Später", 9)
    _event(network_a, "Bald", 2)
    _event(network_a, "Vorbei", -9)
    _event(network_a, "Entwurf", 3, live=False)
    _event(network_b, "Anderswo", 3)
    html = show(("event_teaser", {"title": "Termine"}), network=network_a)
    assert _titles(html) == ["Bald", "Später"]
    assert '<h2 class="b-title">Termine</h2>' in html
    assert 'href="/de/veranstaltungen/"' in html


def test_past_events_the_latest_one_first(show: Show, network_a: Network) -> None:
    _event(network_a, "Lange her", -90)
    _event(network_a, "Neulich", -2)
    _event(network_a, "Bald", 2)
    html = show(("event_teaser", {"which": "past"}), network=network_a)
    assert _titles(html) == ["Neulich", "Lange her"]
    assert "Alle vergangenen Veranstaltungen" in html


def test_umbrella_shows_the_events_of_all(show: Show, network_a: Network) -> None:
    _event(network_a, "Bald", 2)
    assert _titles(show(("event_teaser", {}))) == ["Bald"]


def test_no_events_leave_nothing(show: Show) -> None:
    assert "Termine" not in show(("event_teaser", {"title": "Termine"}))
    assert "b-empty" in show(("event_teaser", {"title": "Termine"}), is_preview=True)


@pytest.mark.parametrize("language", ["de", "en"])
def test_events_cost_the_same_however_many(show: Show, network_a: Network, language: str) -> None:
    for day in range(1, 7):
        _event(network_a, f"Treffen {day}", day).hosts.add(PartnerFactory())
    show(("event_teaser", {"count": 1}), network=network_a, language=language)
    with CaptureQueriesContext(connection) as few:
        show(("event_teaser", {"count": 1}), network=network_a, language=language)
    with CaptureQueriesContext(connection) as many:
        html = show(("event_teaser", {"count": 6}), network=network_a, language=language)
    assert len(_titles(html)) == 6
    assert len(many) == len(few)


def test_teaser_never_grows_beyond_its_limit(show: Show, network_a: Network) -> None:
    for day in range(1, 15):
        _event(network_a, f"Treffen {day}", day)
    assert len(_titles(show(("event_teaser", {"count": 500}), network=network_a))) == 12


def _member(network: Network, name: str, **fields: Any) -> Membership:
    partner = fields.pop("partner", None) or PartnerFactory(name=name)
    membership: Membership = MembershipFactory(network=network, partner=partner, **fields)
    return membership


def test_members_are_listed_by_role_with_the_year(
    show: Show, network_a: Network, network_b: Network
) -> None:
    _member(network_a, "Verein", since=date(2012, 5, 1))
    _member(network_a, "Amt", role=Membership.Role.COORDINATION, since=date(2009, 1, 1))
    _member(network_a, "Arbeitskreis")
    _member(network_b, "Fremd")
    html = show(("members_list", {"title": "Mitglieder"}), network=network_a)
    assert re.findall(r'b-members__role">([^<]+)<', html) == ["Koordination", "Mitglied"]
    assert _names(html) == ["Amt", "Arbeitskreis", "Verein"]
    assert "seit 2009" in html
    assert html.count("seit ") == 2
    assert "seit" not in show(("members_list", {"show_since": False}), network=network_a)


def test_only_members_of_today_and_public_ones_are_named(show: Show, network_a: Network) -> None:
    today = timezone.localdate()
    _member(network_a, "Früher", until=today - timedelta(days=1))
    _member(network_a, "Künftig", since=today + timedelta(days=1))
    _member(network_a, "Entwurf", partner=PartnerFactory(name="Entwurf", live=False))
    _member(network_a, "Heute", since=today)
    assert _names(show(("members_list", {}), network=network_a)) == ["Heute"]


def test_who_is_entered_twice_is_named_once(show: Show, network_a: Network) -> None:
    partner = PartnerFactory(name="Verein")
    for year in (2012, 2020):
        _member(network_a, "", partner=partner, since=date(year, 1, 1))
    html = show(("members_list", {}), network=network_a)
    assert _names(html) == ["Verein"]
    assert "seit 2012" in html


def test_list_can_be_narrowed_to_roles(show: Show, network_a: Network) -> None:
    _member(network_a, "Amt", role=Membership.Role.COORDINATION)
    _member(network_a, "Verein")
    html = show(("members_list", {"roles": ["coordination"]}), network=network_a)
    assert _names(html) == ["Amt"]


def test_network_without_members_shows_nothing(show: Show, network_a: Network) -> None:
    value = ("members_list", {"title": "Mitglieder"})
    assert "Mitglieder" not in show(value, network=network_a)
    assert "b-empty" in show(value, network=network_a, is_preview=True)


def test_members_cost_the_same_however_many(show: Show, network_a: Network) -> None:
    _member(network_a, "Partner 0")
    with CaptureQueriesContext(connection) as few:
        show(("members_list", {}), network=network_a)
    for number in range(1, 8):
        _member(network_a, f"Partner {number}")
    with CaptureQueriesContext(connection) as many:
        html = show(("members_list", {}), network=network_a)
    assert len(_names(html)) == 8
    assert len(many) == len(few)


def _quote(partner: Partner, **fields: Any) -> tuple[str, dict[str, Any]]:
    return "partner_quotation", {"text": "Kommt vorbei.", "partner": partner.pk} | fields


def test_quotation_leads_to_the_partner(show: Show) -> None:
    partner = PartnerFactory(name="Beratung Nord", slug="beratung-nord")
    html = show(_quote(partner, speaker="Eine Beraterin"))
    assert "Kommt vorbei." in html
    assert "Eine Beraterin" in html
    assert '<a href="/de/partner/beratung-nord/">Beratung Nord</a>' in html
    assert "b-quotation__speaker" not in show(_quote(partner))


def test_quotation_of_a_partner_that_is_not_public_is_not_shown(show: Show) -> None:
    partner = PartnerFactory(name="Beratung Nord", live=False)
    assert "Kommt vorbei" not in show(_quote(partner))
    assert "Beratung Nord" not in show(_quote(partner), is_preview=True)
    block = _quote(partner)
    partner.delete()
    assert "Kommt vorbei" not in show(block)


@pytest.mark.django_db
def test_quotation_needs_text_and_partner(check: Check) -> None:
    partner = PartnerFactory()
    name, value = _quote(partner)
    check(name, value)
    for wrong in ({"text": ""}, {"partner": None}):
        with pytest.raises(ValidationError):
            check(name, value | wrong)


def test_quotations_cost_the_same_however_many(show: Show) -> None:
    quotes = [_quote(PartnerFactory()) for _number in range(4)]
    known_networks()  # As the frame of every page has.
    with CaptureQueriesContext(connection) as few:
        show(*quotes[:1])
    with CaptureQueriesContext(connection) as many:
        assert show(*quotes).count("<blockquote") == 4
    assert len(many) == len(few)
