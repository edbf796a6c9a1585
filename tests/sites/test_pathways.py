"""Pathways as visitors see them: list, page, for paper, only the next steps."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from network_core.directory.models import ContactPoint, Selection
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep, PathwayStepText, PathwayText
from network_core.taxonomy.models import Term
from tests.factories import (
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    TermFactory,
)
from tests.sites.making import home_of, make_network, read, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def national() -> Network:
    """The umbrella."""
    return make_network("umbrella", name="Bundesebene", short_name="Bundesebene", is_umbrella=True)


@pytest.fixture
def here(national: Network) -> Network:
    """A regional network with a contact."""
    return make_network(
        "hier",
        short_name="Hierstadt",
        region_keys=["03159"],
        contact_phone="0551 12345",
        contact_email="netz@example.org",
    )


@pytest.fixture
def topic() -> Term:
    """What a step asks for."""
    return TermFactory(slug="unterhaltsvorschuss", label="Unterhaltsvorschuss")


@pytest.fixture
def separation() -> Term:
    """A life situation."""
    return TermFactory(scheme__slug="life_situation", slug="trennung", label="Wir trennen uns")


@pytest.fixture
def pathway(national: Network, topic: Term, separation: Term) -> Pathway:
    """A national pathway of two steps; the second asks for offers."""
    pathway = PathwayFactory(
        steward=national, slug="trennung", title="Trennung", life_situations=[separation]
    )
    PathwayStepFactory(pathway=pathway, title="Durchatmen", sort_order=1)
    PathwayStepFactory(
        pathway=pathway,
        title="Vorschuss beantragen",
        text="<p>So geht das.</p>",
        deadlines="Innerhalb von 3 Monaten\nSpätestens im Mai",
        documents="Geburtsurkunde\nAusweis",
        sources="§ 1 UhVorschG https://www.gesetze-im-internet.de/uhvorschg/__1.html\n§ 2 XYZ",
        ask_instead="Das Jugendamt am Wohnort",
        terms=[topic],
        sort_order=2,
    )
    return pathway


PAGE = "/de/wegweiser/trennung/"


def texts(html: str) -> str:
    """What is read, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_network_has_the_list_in_its_menu_and_the_national_pathways_in_it(
    here: Network, national: Network, pathway: Pathway
) -> None:
    for network in (here, national):
        html = read(network, "/de/wegweiser/")
        assert f'href="{PAGE}"' in html
        assert "2 Schritte" in texts(html)
        assert 'href="/de/wegweiser/"' in html.split('class="nav"')[1].split("</nav>")[0]


def test_own_pathways_come_first_and_those_of_others_stay_with_them(
    here: Network, national: Network, pathway: Pathway
) -> None:
    there = make_network("dort", short_name="Dortheim", region_keys=["05124"])
    PathwayFactory(steward=here, slug="z-eigen", title="Z eigen", kind="chain")
    PathwayFactory(steward=there, slug="kompass", title="Kompass")
    html = read(here, "/de/wegweiser/")
    assert re.findall(r'c-card__link" href="([^"]+)"', html) == ["/de/wegweiser/z-eigen/", PAGE]
    assert "Dienstleistungskette" in html
    umbrella_list = read(national, "/de/wegweiser/")
    assert 'href="http://dort.localhost/de/wegweiser/kompass/"' in umbrella_list
    response = visit(here, "/de/wegweiser/kompass/")
    assert response.status_code == 302
    assert response.headers["Location"] == "http://dort.localhost/de/wegweiser/kompass/"


def test_a_page_has_explanation_deadlines_papers_sources_and_offers(
    here: Network, pathway: Pathway, topic: Term
) -> None:
    offer = OfferFactory(title="Vorschusskasse", steward=here, terms=[topic])
    ContactPoint.objects.create(offer=offer, kind="phone", value="0551 777")
    html = read(here, PAGE)
    shown = texts(html)
    for words in (
        "So geht das.",
        "Innerhalb von 3 Monaten",
        "Spätestens im Mai",
        "Geburtsurkunde",
        "Ausweis",
        "§ 1 UhVorschG",
        "§ 2 XYZ",
        "Vorschusskasse",
        "0551 777",
    ):
        assert words in shown
    assert 'href="https://www.gesetze-im-internet.de/uhvorschg/__1.html"' in html
    assert html.index("Durchatmen") < html.index("Vorschuss beantragen")
    assert "Hier fehlt" not in shown


def test_an_empty_step_says_so_and_whom_to_ask_instead(
    here: Network, pathway: Pathway, separation: Term
) -> None:
    hotline = TermFactory(scheme__slug="format", slug="hotline")
    phone = OfferFactory(title="Elterntelefon", nationwide=True, terms=[hotline, separation])
    ContactPoint.objects.create(offer=phone, kind="phone", value="0800 1110550")
    html = read(here, PAGE)
    gap = texts(html.split('class="p-gap"')[1].split("</ol>")[0])
    assert "Hier fehlt noch ein Angebot im Netzwerk Hierstadt." in gap
    for words in ("Das Jugendamt am Wohnort", "0551 12345", "netz@example.org", "0800 1110550"):
        assert words in gap
    assert html.count('class="p-gap"') == 1, "a step that asks for nothing is no gap"


def test_the_canonical_address_is_the_stewards(
    here: Network, national: Network, pathway: Pathway
) -> None:
    canonical = f'rel="canonical" href="http://umbrella.localhost{PAGE}"'
    for path in (PAGE, f"{PAGE}drucken/", f"{PAGE}naechste-schritte/"):
        assert canonical in read(here, path)
        assert canonical in read(national, path)


def test_a_draft_and_what_does_not_exist_are_nowhere(here: Network, pathway: Pathway) -> None:
    Pathway.objects.update(live=False)
    for path in (PAGE, f"{PAGE}drucken/", f"{PAGE}naechste-schritte/", "/de/wegweiser/nichts/"):
        assert visit(here, path).status_code == 404
    assert "Trennung" not in read(here, "/de/wegweiser/")


def test_paper_has_everything_written_out_and_the_way_back(
    here: Network, pathway: Pathway, topic: Term
) -> None:
    offer = OfferFactory(title="Vorschusskasse", steward=here, terms=[topic])
    ContactPoint.objects.create(offer=offer, kind="email", value="kasse@example.org")
    html = read(here, f"{PAGE}drucken/")
    shown = texts(html)
    for words in ("So geht das.", "Innerhalb von 3 Monaten", "Ausweis", "kasse@example.org"):
        assert words in shown
    assert "http://hier.localhost/de/wegweiser/trennung/" in shown
    assert '<svg viewBox="' in html
    assert 'name="robots" content="noindex"' in html
    assert f'href="{PAGE}drucken/"' in read(here, PAGE)


def test_the_next_steps_leave_the_explanations_out(
    here: Network, pathway: Pathway, topic: Term
) -> None:
    OfferFactory(title="Vorschusskasse", steward=here, terms=[topic])
    shown = texts(read(here, f"{PAGE}naechste-schritte/"))
    assert "So geht das." not in shown
    for words in ("1. Durchatmen", "2. Vorschuss beantragen", "Ausweis", "Vorschusskasse"):
        assert words in shown
    later = texts(read(here, f"{PAGE}naechste-schritte/", ab="2"))
    assert "1. Durchatmen" not in later
    assert "2. Vorschuss beantragen" in later


@pytest.mark.parametrize("asked", ["0", "-1", "99", "zwei", "²", "9" * 50, "\x00", "1.5", ""])
def test_a_crafted_number_of_the_first_step_shows_all_steps(
    here: Network, pathway: Pathway, asked: str
) -> None:
    assert "1. Durchatmen" in texts(read(here, f"{PAGE}naechste-schritte/", ab=asked))


def test_a_network_for_other_people_leads_to_the_national_pathways(
    here: Network, national: Network, pathway: Pathway
) -> None:
    experts = TermFactory(scheme__slug="audience", slug="fachkraefte")
    Selection.objects.get(network=here).terms.set([experts])
    html = read(here, "/de/wegweiser/")
    assert 'href="http://umbrella.localhost/de/wegweiser/"' in html
    assert f'href="{PAGE}"' not in html
    response = visit(here, PAGE)
    assert response.headers["Location"] == f"http://umbrella.localhost{PAGE}"


def test_tiles_of_the_home_page_lead_to_pathways(here: Network, pathway: Pathway) -> None:
    html = read(here, "/de/")
    assert f'class="ways__link" href="{PAGE}"' in html
    assert "Wir trennen uns" in html
    home = home_of(here)
    home.show_pathways = False
    home.save_revision().publish()
    assert f'class="ways__link" href="{PAGE}"' not in read(here, "/de/")


def test_the_list_of_offers_for_a_life_situation_names_its_pathway(
    here: Network, pathway: Pathway
) -> None:
    assert f'href="{PAGE}"' in read(here, "/de/angebote/", life_situation="trennung")
    assert f'href="{PAGE}"' not in read(here, "/de/angebote/")


def test_the_site_map_has_the_pathways_of_the_steward_only(
    here: Network, national: Network, pathway: Pathway
) -> None:
    assert f"http://umbrella.localhost{PAGE}" in read(national, "/sitemap.xml")
    assert PAGE not in read(here, "/sitemap.xml")


def test_a_page_in_another_language_shows_its_words_and_marks_german_ones(
    national: Network, pathway: Pathway
) -> None:
    network = make_network("welt", languages=["de", "ar"])
    arabic = Locale.objects.get(language_code="ar")
    home = type(home_of(network)).objects.get(locale=arabic, slug="welt-ar")
    home.save_revision().publish()
    step = PathwayStep.objects.get(title="Durchatmen")
    PathwayText.objects.create(record=pathway, locale=arabic, title="انفصال")
    PathwayStepText.objects.create(record=step, locale=arabic, title="تنفس")
    html = read(network, "/ar/wegweiser/trennung/")
    assert 'dir="rtl"' in html
    assert "انفصال" in html
    assert "تنفس" in html
    german = re.search(r"<h3 class=.p-step__title.([^>]*)>Vorschuss beantragen", html)
    assert german
    assert 'lang="de" dir="ltr"' in german.group(1)


def _grow(here: Network, pathway: Pathway, topic: Term) -> None:
    offers = OfferFactory.create_batch(12, steward=here, terms=[topic])
    for offer in offers:
        ContactPoint.objects.create(offer=offer, kind="phone", value="0551 1")
    for number in range(8):
        PathwayStepFactory(
            pathway=pathway, terms=[topic], offers=offers[:3], sort_order=10 + number
        )


def test_the_number_of_queries_is_small_and_does_not_grow(
    here: Network, pathway: Pathway, topic: Term
) -> None:
    paths = [PAGE, f"{PAGE}drucken/", f"{PAGE}naechste-schritte/", "/de/wegweiser/", "/de/"]

    def queries(path: str) -> int:
        read(here, path)
        with CaptureQueriesContext(connection) as captured:
            read(here, path)
        return len(captured)

    OfferFactory(steward=here, terms=[topic])
    before = {path: queries(path) for path in paths}
    _grow(here, pathway, topic)
    for number in range(5):
        PathwayStepFactory(pathway__steward=here, pathway__slug=f"mehr-{number}")
    assert {path: queries(path) for path in paths} == before
    assert max(before.values()) <= 25, before
