"""The five sites in a language into which nobody has translated any record: what is German there?

Pages are copies of the German ones, as translators find them. Strings of the product are marked
by a translation that the tests put in, so what is neither marked nor content was never meant to be
translated, which is a mistake.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from wagtail.models import Locale, Page

from infra.messages.extracting import every_message, messages_for_visitors
from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep
from network_core.taxonomy.models import Term
from sites.models import HomePage
from sites.provisioning.provision import Blueprint, provision
from tests.sites.seeded.pseudo import ISOLATED, MARKED, Reading, Text, all_content, marking
from tests.sites.seeded.visiting import HOSTS, visit

pytestmark = pytest.mark.usefixtures("seeded")

LANGUAGE = "fa"
# Of pages that differ in their last part only, so many are looked at on each site.
OF_A_KIND = 2
BEGINNINGS = (
    *("", "nix/", "suche/?q=kind", "suche/?q=xyzzy", "merkliste/?merkliste=a1-s1"),
    *("veranstaltungen/", "veranstaltungen/?past=1", "zusammenarbeit/"),
)
# Names that are the same in every language.
NAMES = {"GeoNames"}
# A string whose number stands in an element of its own is in pieces.
CUT = re.compile("⟦[^⟧]*$|^[^⟦]*⟧")
SECTIONS = ("", "angebote", "partner", "wegweiser", "veranstaltungen", "suche", "kontakt")
EDGES = " .,:;·()„“0123456789"
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}")
NUMBER = re.compile(r"\+?\(?\d+\)?(?:[ /–-]\(?\d+\)?)+|[\w.+-]+@[\w-]+\.\w+|\b\d{5} [A-ZÄÖÜ]\w+")
RECORDS = (Offer, Partner, Event, Pathway, PathwayStep, Term)


@dataclass(frozen=True)
class Walk:
    """The pages by address, the other answers, and the strings that were asked for."""

    pages: dict[str, Reading]
    answers: dict[str, int]
    headers: dict[str, str]
    asked: set[str]

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Every piece of text, each once, with the address where it stands first."""
        known: set[tuple[str, str]] = set()
        for address, reading in self.pages.items():
            for piece in reading.pieces:
                if (piece.said, piece.language) not in known:
                    known.add((piece.said, piece.language))
                    yield address, piece


def give_language(network: Network) -> None:
    """Make the network's site exist in the language, with one page of every type that it has."""
    network.languages = [*network.languages, LANGUAGE]
    network.save()
    provision([Blueprint({"slug": network.slug, "name": network.name}, None, "", 80)])
    german = HomePage.objects.get(pk=network.site.root_page_id)
    locale = Locale.objects.get(language_code=LANGUAGE)
    home = HomePage.objects.get(translation_key=german.translation_key, locale=locale)
    home.body = german.body
    home.save_revision().publish()
    known = {(page.specific_class, page.slug): page for page in home.get_children()}
    taken: set[type[Page]] = set()
    for page in german.get_descendants().live().order_by("depth", "path").specific():
        if standard := known.get((type(page), page.slug)):
            Page.objects.filter(pk=standard.pk).update(translation_key=page.translation_key)
        elif type(page) not in taken:
            taken.add(type(page))
            copy = page.copy_for_translation(locale, copy_parents=True)
            copy.get_ancestors().filter(live=False).update(live=True)
            copy.save_revision().publish()


def walk() -> tuple[dict[str, Reading], dict[str, int], dict[str, str]]:
    """Follow the links of the five sites in the language, a few pages of every kind."""
    pages: dict[str, Reading] = {}
    answers: dict[str, int] = {}
    headers: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    waiting = [f"http://{host}/{LANGUAGE}/{path}" for host in HOSTS for path in BEGINNINGS]
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        above = parts.path.rstrip("/").rpartition("/")[0]
        # Directly below the home page every page is of a kind of its own.
        above = parts.path if above.count("/") < 2 else above
        kind = f"{parts.netloc}{above}?{parts.query.partition('=')[0]}"
        if address in answers or kinds[kind] >= OF_A_KIND:
            continue
        kinds[kind] += 1
        response = visit(parts.netloc, f"{parts.path}?{parts.query}")
        answers[address] = response.status_code
        headers[address] = response.headers.get("Content-Language", "")
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        pages[address] = reading = Reading(response.content.decode())
        for link in reading.links:
            target = urldefrag(urljoin(address, link)).url
            goal = urlsplit(target)
            if goal.netloc in HOSTS and goal.path.startswith(f"/{LANGUAGE}/"):
                waiting.append(target)
    return pages, answers, headers


@pytest.fixture(scope="module")
def walked(five_networks: None, django_db_blocker: Any) -> Iterator[Walk]:
    """The walk, made once; the language is gone afterwards."""
    strings = {text for _context, text in every_message()}
    with django_db_blocker.unblock(), transaction.atomic():
        for network in Network.objects.select_related("site"):
            give_language(network)
        cache.clear()
        with marking(LANGUAGE, strings) as asked:
            pages, answers, headers = walk()
        yield Walk(pages, answers, headers, asked)
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(scope="module")
def content(walked: Walk, django_db_blocker: Any) -> str:
    """What stands in the database."""
    with django_db_blocker.unblock():
        return all_content()


def test_the_walk_sees_every_kind_of_page(walked: Walk) -> None:
    sections = {urlsplit(address).path.split("/")[2] for address in walked.pages}
    assert sections >= set(SECTIONS)
    assert len(walked.pages) > 80


def test_every_string_that_a_page_asks_for_is_in_the_catalogues(walked: Walk) -> None:
    """Otherwise `infra/messages/sources.py` does not know who speaks to visitors."""
    known = {text for _context, text in messages_for_visitors()}
    unknown = sorted(walked.asked - known)
    assert not unknown, "\n".join(unknown)


def test_nothing_is_written_into_a_page_past_the_catalogues(walked: Walk, content: str) -> None:
    strange = []
    for address, piece in walked.texts():
        if piece.language != LANGUAGE:
            continue
        rest = [" ".join(part.split()) for part in MARKED.split(CUT.sub("", piece.said))]
        parts = [part.strip(EDGES) for one in rest for part in re.split(r"[,:;·–]\s|\s[(–]", one)]
        strange += [
            f"{address} {piece}: {part}"
            for part in parts
            if WORD.search(part) and part not in content and part not in NAMES
            if not part.startswith("http")
        ]
    assert not strange, "\n".join(strange)


def test_german_words_of_records_are_marked_as_german(walked: Walk, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        words = {
            " ".join(str(value).split())
            for model in RECORDS
            for row in model.objects.values_list(*model.word_fields)
            for value in row
            if len(str(value)) > 3
        }
        # Pages may say the same in their own text.
        said_by_pages = all_content(*apps.get_app_config("sites").get_models())
    unmarked = [
        f"{address} {piece}"
        for address, piece in walked.texts()
        if piece.language == LANGUAGE and "title" not in piece.inside
        if piece.said in words and piece.said not in said_by_pages
    ]
    assert not unmarked, "\n".join(unmarked)


def test_strings_of_the_product_are_not_marked_as_german(walked: Walk) -> None:
    wrong = [
        f"{address} {piece}"
        for address, piece in walked.texts()
        if MARKED.search(piece.said) and piece.language != LANGUAGE
    ]
    assert not wrong, "\n".join(wrong)


def test_pages_say_their_language_and_direction(walked: Walk) -> None:
    for address, reading in walked.pages.items():
        assert reading.root == {"lang": LANGUAGE, "dir": "rtl"}, address
        assert walked.headers[address] == LANGUAGE, address


def test_numbers_and_addresses_are_isolated_wherever_they_stand(walked: Walk) -> None:
    loose = [
        f"{address} {piece}"
        for address, reading in walked.pages.items()
        for piece in reading.pieces
        if not piece.is_isolated and not piece.is_attribute
        if NUMBER.search(ISOLATED.sub("", piece.said))
    ]
    assert not loose, "\n".join(loose)


def test_no_link_is_dead(walked: Walk) -> None:
    wrong = {a: status for a, status in walked.answers.items() if status not in {200, 302}}
    assert {a for a in wrong if not a.endswith("/nix/?") and "/nix/" not in a} == set()


def test_the_switcher_leads_to_the_same_page(walked: Walk) -> None:
    for address, reading in walked.pages.items():
        parts = urlsplit(address)
        for link in reading.switcher:
            response = visit(parts.netloc, link)
            assert response.status_code == 200 or "/nix/" in address, f"{address} → {link}"
