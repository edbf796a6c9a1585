"""The list of things to remember, kept in nothing but the address."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network_core.directory.models import ContactPoint, Offer, OfferPlace
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep
from sites.shortlist import MOST, OFFER, STEP, Entry, Shortlist
from tests.factories import (
    HiddenOfferFactory,
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
)
from tests.sites.making import make_network, read, visit

LIST = "/de/merkliste/"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a1-s2", "a1-s2"),
        ("a1-a1-s1-a1", "a1-s1"),
        ("", ""),
        ("a0-a01-a-1-x5-a1b-A3", ""),
        ("a1 -s2", "s2"),
        ("a1\x00-s2", "s2"),
        ("a²-s2", "s2"),
        ("a" + "9" * 40, ""),
        ("a999999999", "a999999999"),
        ("<script>-a1", "a1"),
        ("-" * 10_000, ""),
    ],
)
def test_whatever_is_in_an_address_only_entries_are_kept(raw: str, kept: str) -> None:
    assert str(Shortlist.parse(raw)) == kept


def test_a_list_has_a_greatest_length() -> None:
    many = "-".join(f"a{number}" for number in range(1, 1000))
    full = Shortlist.parse(many)
    assert len(full) == MOST
    assert full.is_full
    assert full.with_entry(Entry(STEP, 1)) == full
    assert len(full.without(Entry(OFFER, 1))) == MOST - 1


def test_an_address_carries_the_list_before_its_fragment() -> None:
    kept = Shortlist.parse("a1-s2")
    assert kept.carried("/de/") == "/de/?merkliste=a1-s2"
    assert kept.carried("/de/?p=2#da") == "/de/?p=2&merkliste=a1-s2#da"
    assert Shortlist().carried("/de/") == "/de/"


@pytest.fixture
def here(db: None) -> Network:
    """A network."""
    return make_network("hier")


@pytest.fixture
def offer(here: Network) -> Offer:
    """An offer with a place and a number."""
    offer = OfferFactory(steward=here, title="Sprechstunde", summary="Jeden Montag.")
    ContactPoint.objects.create(offer=offer, kind="phone", value="0551 777")
    OfferPlace.objects.create(offer=offer, street="Weg 1", city="Hierstadt")
    return offer


@pytest.fixture
def step(here: Network) -> PathwayStep:
    """A step of a pathway."""
    pathway = PathwayFactory(steward=here, slug="weg", title="Trennung")
    return PathwayStepFactory(
        pathway=pathway, title="Vorschuss beantragen", deadlines="Innerhalb von 3 Monaten"
    )


def press(network: Network, html: str, title: str) -> str:
    """Press the button that is about `title`, as a browser without a script does."""
    before, _of, after = re.sub(r": <span[^>]*>", ": ", html).partition(f": {title}")
    form = before.rpartition("<form")[2]
    action = form.split('action="', 1)[1].split('"', 1)[0].split("#")[0]
    fields = {}
    if "<input" in form:
        fields["merkliste"] = unescape(form.split('value="', 1)[1].split('"', 1)[0])
    assert after
    return read(network, action, **fields)


def kept_in(html: str) -> str:
    """The list in the link of the bar."""
    address = unescape(html.split('c-shortbar__link" href="', 1)[1].split('"', 1)[0])
    return parse_qs(urlsplit(address).query)["merkliste"][0]


def test_offers_and_steps_are_put_on_the_list_and_taken_off_without_a_script(
    here: Network, offer: Offer, step: PathwayStep
) -> None:
    html = press(here, read(here, offer.get_path()), "Sprechstunde")
    assert kept_in(html) == f"a{offer.pk}"
    assert "Gemerkt" in html
    page = read(here, "/de/wegweiser/weg/", merkliste=kept_in(html))
    html = press(here, page, "Vorschuss beantragen")
    assert kept_in(html) == f"a{offer.pk}-s{step.pk}"
    html = read(here, LIST, merkliste=kept_in(html))
    for words in (
        *("Sprechstunde", "Jeden Montag.", "0551 777", "Weg 1", "Hierstadt"),
        *("Vorschuss beantragen", "Trennung", "Innerhalb von 3 Monaten"),
    ):
        assert words in html
    html = press(here, html, "Sprechstunde")
    assert "Jeden Montag." not in html
    assert "Innerhalb von 3 Monaten" in html
    assert "Auf dieser Liste steht nichts." in press(here, html, "Vorschuss beantragen")


def test_the_list_goes_along_from_page_to_page(
    here: Network, offer: Offer, step: PathwayStep
) -> None:
    kept = f"merkliste=a{offer.pk}"
    html = read(here, "/de/wegweiser/", merkliste=f"a{offer.pk}")
    assert f'href="/de/wegweiser/weg/?{kept}"' in html
    assert f'href="/de/angebote/?{kept}"' in html
    html = read(here, "/de/angebote/", merkliste=f"a{offer.pk}")
    assert f'href="{offer.get_path()}?{kept}"' in html
    form = html.split('class="c-facets"')[1].split("</form>")[0]
    assert f'name="merkliste" value="a{offer.pk}"' in form
    html = read(here, "/de/partner/", kind="other", merkliste=f"a{offer.pk}")
    assert f'href="?&amp;{kept}">Alle Filter entfernen' in html
    plain = read(here, "/de/angebote/")
    assert "merkliste" not in plain.split("<main")[0]


def test_the_list_can_be_passed_on_and_printed(here: Network, offer: Offer) -> None:
    address = f"http://hier.localhost{LIST}?merkliste=a{offer.pk}"
    html = read(here, LIST, merkliste=f"a{offer.pk}")
    assert address in unescape(html)
    assert "mailto:?subject=Merkliste&amp;body=http%3A%2F%2Fhier" in html
    assert "<svg viewBox" in html
    assert 'class="c-remember u-noprint"' in html


def test_nothing_is_stored_and_nobody_else_keeps_it(here: Network, offer: Offer) -> None:
    response = Client().get(
        LIST, {"merkliste": f"a{offer.pk}"}, headers={"host": here.site.hostname}
    )
    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex"' in response.content.decode()
    robots = read(here, "/robots.txt")
    assert "Disallow: /de/merkliste/" in robots
    assert "Disallow: /*?merkliste=" in robots


def test_what_is_hidden_expired_or_withdrawn_is_said_and_what_never_was_public_is_not(
    here: Network, offer: Offer, step: PathwayStep
) -> None:
    hidden = OfferFactory(title="VERBORGEN")
    HiddenOfferFactory(network=here, offer=hidden)
    ended = date.today() - timedelta(days=3)  # noqa: DTZ011
    expired = OfferFactory(title="Altes Angebot", valid_until=ended)
    withdrawn = OfferFactory(title="ZURÜCKGEZOGEN")
    withdrawn.save_revision().publish()
    withdrawn.refresh_from_db()
    withdrawn.unpublish()
    draft = OfferFactory(title="ENTWURF", live=False)
    gone = PathwayStepFactory(title="WEG-SCHRITT")
    gone.pathway.save_revision().publish()
    Pathway.objects.get(pk=gone.pathway.pk).unpublish()
    ids = "-".join(f"a{pk}" for pk in (hidden.pk, expired.pk, withdrawn.pk, draft.pk, 123_456_789))
    html = read(here, LIST, merkliste=f"{ids}-s{gone.pk}-s987654321")
    assert "Ein Eintrag wird auf dieser Website nicht gezeigt." in html
    assert f"„Altes Angebot“ gibt es nicht mehr. Das Angebot galt bis {ended:%d.%m.%Y}." in html
    assert html.count("Ein Eintrag ist nicht mehr veröffentlicht.") == 2
    for secret in ("VERBORGEN", "ZURÜCKGEZOGEN", "ENTWURF", "WEG-SCHRITT"):
        assert secret not in html
    only_draft = read(here, LIST, merkliste=f"a{draft.pk}")
    assert "nicht mehr" not in only_draft


def test_steps_of_another_region_lead_to_its_site(here: Network, step: PathwayStep) -> None:
    there = make_network("dort")
    html = read(there, LIST, merkliste=f"s{step.pk}")
    assert 'href="http://hier.localhost/de/wegweiser/weg/?merkliste=' in html


@pytest.mark.parametrize("crafted", ["", "\x00", "a" * 9000, "a1-a2'--", "%00", "s-1", "a1e5"])
def test_crafted_lists_never_break_a_page(here: Network, offer: Offer, crafted: str) -> None:
    for path in (LIST, "/de/", "/de/wegweiser/", offer.get_path()):
        assert visit(here, path, merkliste=crafted).status_code == 200


def test_a_full_list_says_so(here: Network, offer: Offer) -> None:
    full = "-".join(f"a{1_000_000 + number}" for number in range(MOST))
    html = read(here, offer.get_path(), merkliste=full)
    assert f"Die Merkliste ist voll: Sie fasst {MOST} Einträge." in html


def test_the_list_answers_to_reading_only(here: Network) -> None:
    assert Client().post(LIST, headers={"host": here.site.hostname}).status_code == 405


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    here: Network, offer: Offer, step: PathwayStep
) -> None:
    def queries(kept: str) -> int:
        read(here, LIST, merkliste=kept)
        with CaptureQueriesContext(connection) as captured:
            read(here, LIST, merkliste=kept)
        return len(captured)

    few = queries(f"a{offer.pk}-s{step.pk}")
    offers = OfferFactory.create_batch(8, steward=here)
    steps = [PathwayStepFactory(pathway__steward=here) for _number in range(8)]
    many = "-".join([*(f"a{o.pk}" for o in offers), *(f"s{s.pk}" for s in steps)])
    assert queries(many) == few <= 25
    assert Pathway.objects.count() == 9
