"""The series of portraits, as visitors see it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network_core.directory.models import Partner
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from sites.models import AnnouncedPortrait, NewsIndexPage, NewsPage, PortraitIndexPage, PortraitPage
from tests.factories import AdministratorFactory, MembershipFactory, PartnerFactory, TermFactory
from tests.sites.making import below, home_of, make_network, read, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return make_network()


@pytest.fixture
def series(network: Network) -> PortraitIndexPage:
    return below(home_of(network), PortraitIndexPage(title="Vorstellungsrunde", slug="runde"))


@pytest.fixture
def partner(network: Network) -> Partner:
    partner = PartnerFactory(name="Familienbüro", slug="familienbuero", steward=network)
    MembershipFactory(network=network, partner=partner)
    return partner


def portrait(series: PortraitIndexPage, name: str, **facts: Any) -> PortraitPage:
    page = PortraitPage(title=f"Porträt {name}", slug=name.lower(), **facts)
    return below(series, page)


def interview() -> list[dict[str, Any]]:
    value = {"question": "Was sind die Aufgaben?", "answer": "<p>Zuhören.</p>"}
    return [{"type": "question_answer", "value": value}]


def test_a_portrait_shows_the_interview_and_its_partner(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    portrait(series, "Eins", introduction="Wer ist das?", body=interview(), partner=partner)
    html = read(network, "/de/runde/eins/")
    assert "Wer ist das?" in html
    assert "Was sind die Aufgaben?" in html
    assert "<p>Zuhören.</p>" in html
    assert 'href="/de/partner/familienbuero/"' in html


def test_a_partner_that_is_no_longer_public_is_not_named(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    portrait(series, "Eins", partner=partner)
    partner.unpublish()
    assert "Familienbüro" not in read(network, "/de/runde/eins/")
    assert "Familienbüro" not in read(network, "/de/runde/")


def test_previous_and_next_follow_the_dates(network: Network, series: PortraitIndexPage) -> None:
    portrait(series, "Drei", date=date(2026, 3, 1))
    portrait(series, "Eins", date=date(2026, 1, 1))
    portrait(series, "Zwei", date=date(2026, 2, 1))
    middle = read(network, "/de/runde/zwei/")
    assert 'href="/de/runde/eins/" rel="prev"' in " ".join(middle.split())
    assert 'href="/de/runde/drei/"' in middle
    first = read(network, "/de/runde/eins/")
    assert "Vorheriges Porträt" not in first
    assert "Nächstes Porträt" in first


def test_portraits_of_one_day_stand_in_one_order(
    network: Network, series: PortraitIndexPage
) -> None:
    for name in ("Eins", "Zwei", "Drei"):
        portrait(series, name, date=date(2026, 1, 1))
    middle = read(network, "/de/runde/zwei/")
    assert "Porträt Eins" in middle
    assert "Porträt Drei" in middle


def test_similar_articles_share_topics(network: Network, series: PortraitIndexPage) -> None:
    shared: Term = TermFactory(scheme__slug="topic")
    other: Term = TermFactory(scheme=shared.scheme)
    news = NewsIndexPage.objects.child_of(home_of(network)).get()
    below(news, NewsPage(title="Das passt", slug="das-passt", topics=[shared]))
    below(news, NewsPage(title="Das passt nicht", slug="das-nicht", topics=[other]))
    portrait(series, "Eins", topics=[shared])
    portrait(series, "Zwei", topics=[shared])
    html = read(network, "/de/runde/eins/")
    related = html[html.index("Ähnliche Beiträge") :]
    assert "Das passt" in related
    assert "Porträt Zwei" in related
    assert "Das passt nicht" not in related
    assert "Porträt Eins" in read(network, "/de/aktuelles/das-passt/")


def test_the_series_lists_what_is_out_and_what_is_announced(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    portrait(series, "Eins")
    draft = PortraitPage(title="Porträt Entwurf", slug="entwurf", live=False)
    series.add_child(instance=draft)
    series.announced = [
        AnnouncedPortrait(partner=partner, expected="im Mai", locale=series.locale),
        AnnouncedPortrait(name="Noch ohne Eintrag", locale=series.locale),
    ]
    series.save_revision().publish()
    html = read(network, "/de/runde/")
    assert 'href="/de/runde/eins/"' in html
    assert "Entwurf" not in html
    announced = html[html.index("Angekündigt") :]
    assert "Familienbüro" in announced
    assert "im Mai" in announced
    assert "Noch ohne Eintrag" in announced


def test_a_partner_lists_its_portraits(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    assert "Im Porträt" not in read(network, "/de/partner/familienbuero/")
    portrait(series, "Eins", partner=partner)
    portrait(series, "Zwei")
    html = read(network, "/de/partner/familienbuero/")
    assert 'href="/de/runde/eins/"' in html
    assert "Porträt Zwei" not in html


def test_another_network_links_to_the_portrait_on_its_own_site(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    portrait(series, "Eins", partner=partner)
    other = make_network("andere")
    html = read(other, "/de/partner/familienbuero/")
    assert 'href="http://probe.localhost/de/runde/eins/"' in html


def test_the_teaser_shows_the_newest_portraits(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    portrait(series, "Alt", date=date(2025, 1, 1))
    portrait(series, "Neu", date=date(2026, 1, 1), partner=partner)
    home = home_of(network)
    home.body = [{"type": "portrait_teaser", "value": {"title": "Wer wir sind", "count": 1}}]
    home.save_revision().publish()
    html = read(network, "/de/")
    teaser = html[html.index("Wer wir sind") :]
    assert "Porträt Neu" in teaser
    assert "Familienbüro" in teaser
    assert 'href="/de/runde/"' in teaser
    assert "Porträt Alt" not in teaser


def test_the_number_of_queries_does_not_grow(
    network: Network, series: PortraitIndexPage, partner: Partner
) -> None:
    topic = TermFactory(scheme__slug="topic")

    def count(path: str) -> int:
        visit(network, path)
        with CaptureQueriesContext(connection) as queries:
            read(network, path)
            return len(queries)

    def add(*numbers: int) -> None:
        for number in numbers:
            portrait(series, f"P{number}", partner=partner, topics=[topic])
            row = AnnouncedPortrait(partner=partner, locale=series.locale)
            series.announced.add(row)
        series.save_revision().publish()

    add(1, 2, 3)
    paths = ("/de/runde/", "/de/runde/p2/", "/de/partner/familienbuero/")
    before = [count(path) for path in paths]
    add(4, 5, 6)
    assert [count(path) for path in paths] == before


def test_an_editor_makes_a_series_in_the_admin(network: Network, client: Client) -> None:
    client.force_login(AdministratorFactory())
    home = home_of(network)
    row = {"name": "Kinderhaus", "expected": "im Mai", "partner": ""}
    form = {
        "title": "Reihe",
        "slug": "reihe",
        "introduction": "",
        "body": streamfield([("text", rich_text("<p>Fünf Fragen.</p>"))]),
        "announced": inline_formset([row]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    address = reverse("wagtailadmin_pages:add", args=["sites", "portraitindexpage", home.pk])
    response = client.post(address, nested_form_data(form), headers={"host": "probe.localhost"})
    assert response.status_code == 302
    html = read(network, "/de/reihe/")
    assert "Kinderhaus" in html
    assert "im Mai" in html
