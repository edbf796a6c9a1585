"""The search page: what is found, what never is, in which order, with which filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from network_core.directory.models import Offer, OfferPlace, OfferText
from network_core.networks.models import Network
from network_core.statistics import counters
from network_core.statistics.models import DailyCount
from search import indexer
from tests.factories import (
    EventFactory,
    HiddenOfferFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    let_speak,
)

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


# --- what is found --------------------------------------------------------------------------


def test_all_types_of_all_networks_are_found(
    network_a: Network, network_b: Network, titles: Titles, ask: Any, add_page: Any
) -> None:
    partner = PartnerFactory(steward=network_b, name="Frauenzentrum am Markt")
    OfferFactory(steward=network_a, title="Frauenfrühstück", partner=partner)
    EventFactory(network=network_b, title="Fachtag Frauenarmut")
    add_page(network_b, "Frauen in Arbeit")
    found = titles(network_a, "Frauen")
    assert set(found) == {
        "Frauenzentrum am Markt",
        "Frauenfrühstück",
        "Fachtag Frauenarmut",
        "Frauen in Arbeit",
    }
    hits = {hit["title"]: hit for hit in ask(network_a, "Frauen")["hits"]}
    assert hits["Frauenfrühstück"]["is_own"]
    assert hits["Frauenfrühstück"]["partner_name"] == "Frauenzentrum am Markt"
    assert hits["Frauenfrühstück"]["url"].startswith("/de/angebote/")
    assert hits["Fachtag Frauenarmut"]["network_name"] == "B-Netz"
    assert hits["Frauen in Arbeit"]["url"] == "http://b-netz.localhost/de/frauen-in-arbeit/"


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Beratung für Väter", "Beraterin Vater"),
        ("Unterhaltsvorschuss", "unterhalts-vorschuss"),
        ("Unterhaltsvorschuss", "Unterhaltsvorschus"),
        ("Krabbelgruppe", "Krabelgrupe"),
        ("Kinderbetreuung am Abend", "kinder betreuung"),
        ("Kinderbetreuung am Abend", "betreuung"),
        ("Betreuung der Kinder am Abend", "Kinderbetreuung"),
        ("Treffen in Göttingen", "goettingen"),
        ("Sprechstunde der Ärzt*innen", "arzt"),
        ("Hausaufgabenhilfe", "haus aufgaben hilfe"),
        ("Leistungen für BuT", "BuT"),
        ("Mutter-Kind-Kur", "kuren"),
        ("Schuldnerberatung", "ich brauche eine Schuldnerberaterin in der Nähe"),
    ],
)
def test_people_find_what_is_written_otherwise(
    network_a: Network, titles: Titles, title: str, query: str
) -> None:
    OfferFactory(steward=network_a, title=title)
    OfferFactory(steward=network_a, title="Nähcafé")
    assert titles(network_a, query) == [title]


def test_synonyms_of_the_taxonomy_lead_to_what_is_tagged(
    network_a: Network, titles: Titles
) -> None:
    term = TermFactory(label="Unterhaltsvorschuss", synonyms="UVG\nVater zahlt nicht")
    OfferFactory(steward=network_a, title="Geld vom Jugendamt", terms=[term])
    OfferFactory(steward=network_a, title="Vater-Kind-Gruppe")
    assert titles(network_a, "UVG") == ["Geld vom Jugendamt"]
    assert titles(network_a, "der Vater zahlt nicht")[0] == "Geld vom Jugendamt"
    term.synonyms = "Amtsgeld"
    term.save()
    assert titles(network_a, "Amtsgeld") == ["Geld vom Jugendamt"]


def test_a_misspelled_word_is_corrected_and_the_correction_offered(
    network_a: Network, titles: Titles, ask: Any
) -> None:
    OfferFactory(steward=network_a, title="Krabbelgruppe")
    assert titles(network_a, "krabelgruppe") == ["Krabbelgruppe"]
    assert ask(network_a, "krabelgruppe")["suggestion"] == "Krabbelgruppe"
    assert ask(network_a, "Krabbelgruppe")["suggestion"] == ""


# --- what is never found --------------------------------------------------------------------


def test_nothing_that_is_not_live_or_public_is_found(
    network_a: Network, network_b: Network, titles: Titles, add_page: Any
) -> None:
    OfferFactory(steward=network_b, title="Geheimsache Entwurf", live=False)
    yesterday = timezone.localdate() - timedelta(days=1)
    OfferFactory(steward=network_b, title="Geheimsache vorbei", valid_until=yesterday)
    PartnerFactory(steward=network_b, name="Geheimsache Partner", live=False)
    EventFactory(network=network_b, title="Geheimsache Termin", live=False)
    add_page(network_b, "Geheimsache Seite", live=False)
    private = add_page(network_b, "Geheimsache intern")
    private.add_child(instance=type(private)(title="Geheimsache darunter"))
    PageViewRestriction.objects.create(
        page=private.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    hidden = OfferFactory(steward=network_b, title="Geheimsache für A")
    HiddenOfferFactory(offer=hidden, network=network_a)
    assert titles(network_a, "Geheimsache") == []
    assert titles(network_b, "Geheimsache") == ["Geheimsache für A"]


def test_what_is_withdrawn_deleted_or_made_private_is_gone(
    network_a: Network, titles: Titles, add_page: Any
) -> None:
    offer = OfferFactory(steward=network_a, title="Werkstatt eins")
    partner = PartnerFactory(steward=network_a, name="Werkstatt zwei")
    page = add_page(network_a, "Werkstatt drei")
    parent = add_page(network_a, "Dach")
    child = parent.add_child(instance=type(parent)(title="Werkstatt vier"))
    assert len(titles(network_a, "Werkstatt")) == 4
    offer.unpublish()
    assert len(titles(network_a, "Werkstatt")) == 3
    partner.delete()
    page.delete()
    assert titles(network_a, "Werkstatt") == ["Werkstatt vier"]
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=parent.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert titles(network_a, "Werkstatt") == []
    child.refresh_from_db()
    PageViewRestriction.objects.all().get().delete()
    assert titles(network_a, "Werkstatt") == ["Werkstatt vier"]


def test_a_stale_index_shows_nothing_that_the_database_denies(
    network_a: Network, ask: Any, add_page: Any
) -> None:
    offer = OfferFactory(steward=network_a, title="Werkstatt eins")
    page = add_page(network_a, "Werkstatt zwei")
    indexer.index_all_pending()
    Offer.objects.filter(pk=offer.pk).update(live=False)
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )
    context = ask(network_a, "Werkstatt")
    assert context["hits"] == []


def test_of_a_protected_place_only_the_town_is_found(network_a: Network, titles: Titles) -> None:
    offer = OfferFactory(steward=network_a, title="Frauenhaus")
    OfferPlace.objects.create(
        offer=offer, city="Wuppertal", postal_code="42103", name="Hinterhof", is_protected=True
    )
    offer.save()
    assert titles(network_a, "Wuppertal") == ["Frauenhaus"]
    assert titles(network_a, "42103") == []
    assert titles(network_a, "Hinterhof") == []


def test_filters_in_the_address_cannot_widen_the_search(
    network_a: Network, client: Client, ask: Any
) -> None:
    OfferFactory(steward=network_a, title="Geheimsache Entwurf", live=False)
    OfferFactory(steward=network_a, title="Kochkurs")
    indexer.index_all_pending()
    for query in (
        "* OR *",
        "network:a-netz",
        "_exists_:title",
        '"',
        "title:Geheimsache OR Kochkurs",
    ):
        context = ask(network_a, query, live="0", visible_until="0", stands_for="*")
        assert all("Geheimsache" not in hit["title"] for hit in context["hits"])


# --- order ----------------------------------------------------------------------------------


def test_own_network_first_but_a_good_match_before_a_poor_own_one(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_b, title="Hebammenhilfe")
    OfferFactory(steward=network_a, title="Hebammenhilfe bei uns")
    OfferFactory(
        steward=network_a, title="Stadtplan", description="<p>Auch eine Hebammenhilfe ist da.</p>"
    )
    assert titles(network_a, "Hebammenhilfe") == [
        "Hebammenhilfe bei uns",
        "Hebammenhilfe",
        "Stadtplan",
    ]


def test_all_words_beat_fewer_words_even_of_the_own_network(
    network_a: Network, network_b: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_b, title="Angebot", description="<p>Mediation, auch online</p>")
    OfferFactory(steward=network_a, title="Mediation Mediation")
    assert titles(network_a, "Mediation online")[0] == "Angebot"


def test_matches_in_one_part_come_only_when_nothing_better_exists(
    network_a: Network, titles: Titles
) -> None:
    OfferFactory(steward=network_a, title="Schreibwerkstatt")
    assert titles(network_a, "Malwerkstatt") in (["Schreibwerkstatt"], [])
    OfferFactory(steward=network_a, title="Malwerkstatt")
    assert titles(network_a, "Malwerkstatt") == ["Malwerkstatt"]


# --- pages ---------------------------------------------------------------------------------


def test_results_come_in_pages_of_at_most_twenty(network_a: Network, ask: Any) -> None:
    for _ in range(45):
        OfferFactory(steward=network_a, title="Spielgruppe")
    indexer.index_all_pending()
    pages = [ask(network_a, "Spielgruppe", p=page) for page in (1, 2, 3)]
    urls = [hit["url"] for page in pages for hit in page["hits"]]
    assert [len(page["hits"]) for page in pages] == [20, 20, 5]
    assert len(set(urls)) == 45
    assert pages[0]["total"] == 45
    too_far = ask(network_a, "Spielgruppe", p=40)
    assert [hit["url"] for hit in too_far["hits"]] == [hit["url"] for hit in pages[2]["hits"]]
    assert too_far["page_obj"].number == 3


# --- languages ------------------------------------------------------------------------------


def test_words_in_another_language_are_found_and_german_stands_in(
    network_a: Network, titles: Titles
) -> None:
    english = let_speak(network_a, "en")["en"]
    translated = OfferFactory(steward=network_a, title="Unterhaltsvorschuss")
    OfferText.objects.create(
        record=translated, locale=english, title="Advance child maintenance", live=True
    )
    draft = OfferFactory(steward=network_a, title="Wohngeld")
    OfferText.objects.create(record=draft, locale=english, title="Housing benefit", live=False)
    assert titles(network_a, "maintenance", "en") == ["Advance child maintenance"]
    assert titles(network_a, "Unterhaltsvorschuss", "en") == []
    assert titles(network_a, "maintenance") == []
    assert titles(network_a, "housing benefit", "en") == []
    assert titles(network_a, "Wohngeld", "en") == ["Wohngeld"]


# --- the page itself ------------------------------------------------------------------------


def test_excerpts_mark_what_was_found_and_escape_the_rest(network_a: Network, ask: Any) -> None:
    OfferFactory(
        steward=network_a,
        title="Rat & Tat",
        summary='Kinderbetreuung <script>alert("x")</script> am Abend',
    )
    indexer.index_all_pending()
    (hit,) = ask(network_a, "Kinderbetreuung")["hits"]
    assert "<mark>Kinderbetreuung</mark>" in hit["excerpt"]
    assert "<script>" not in hit["excerpt"]
    assert "&lt;script&gt;" in hit["excerpt"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "a\x00b",
        '"',
        "'",
        "\\",
        "((((",
        "* OR 1=1 --",
        "%ff%fe",
        "😀",
        "x" * 5_000,
        " ".join(["wort"] * 2_000),
        " ".join(f"wort{number}" for number in range(60)),
        "e" + "\u0301" * 150,
        "\u202egnur\u202c",
        "ﷺ" * 60,
        "-" * 200,
        "Berater*" * 30,
    ],
)
def test_odd_questions_are_answered(network_a: Network, client: Client, query: str) -> None:
    OfferFactory(steward=network_a)
    indexer.index_all_pending()
    response = client.get("/de/suche/", {"q": query}, headers={"host": network_a.site.hostname})
    assert response.status_code == 200
    assert len(response.context["query"]) <= 200
    assert "\x00" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "?p=0",
        "?q=kind&p=-1",
        "?q=kind&p=99999999999999999999",
        "?q=kind&p=%00",
        "?q=kind&p=²",
        "?q=kind&network=%00&type=%22&topic=" + "x" * 500,
        "?q=kind&" + "&".join(["network=a"] * 500),
        "?q[]=kind&q=%ED%A0%80",
    ],
)
def test_odd_addresses_are_answered(network_a: Network, client: Client, address: str) -> None:
    indexer.rebuild()
    response = client.get("/de/suche/" + address, headers={"host": network_a.site.hostname})
    assert response.status_code == 200


def test_before_there_is_an_index_the_page_says_nothing_was_found(
    network_a: Network, ask: Any
) -> None:
    OfferFactory(steward=network_a, title="Spielgruppe")
    assert ask(network_a, "Spielgruppe")["total"] == 0


def test_a_damaged_index_is_no_error_for_visitors(
    network_a: Network, ask: Any, engine: Any
) -> None:
    engine.folder.mkdir(parents=True)
    (engine.folder / "current").write_text("gone")
    assert ask(network_a, "Spielgruppe")["is_degraded"]


def test_only_reading_is_possible_and_nothing_is_kept(network_a: Network, client: Client) -> None:
    host = {"host": network_a.site.hostname}
    assert client.post("/de/suche/", {"q": "kind"}, headers=host).status_code == 405
    response = client.get("/de/suche/", {"q": "kind"}, headers=host)
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_searches_without_a_hit_are_counted_but_no_addresses(network_a: Network, ask: Any) -> None:
    indexer.rebuild()
    ask(network_a, "Pizza")
    ask(network_a, "anna@example.org")
    counters.flush()
    counts = DailyCount.objects.filter(kind="search_without_hit")
    keys = set(counts.values_list("key", flat=True))
    assert "pizza" in keys
    assert not any("anna" in key for key in keys)
