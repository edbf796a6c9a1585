"""A shared record is changed once, and right everywhere: pages, languages, search, feeds."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from network_core.directory.models import (
    ContactPoint,
    LocalNoteText,
    Offer,
    OfferText,
    Partner,
    PartnerText,
)
from network_core.networks.models import Network
from network_core.tenancy.models import User
from network_core.words.staleness import stale_texts
from search import indexer
from search.query import synonyms
from sites.models import (
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    PartnerIndexPage,
    StandardPage,
)
from tests.admin_forms import posted
from tests.directory.records import address, fresh
from tests.factories import (
    EventFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    person,
)
from tests.sites.making import below, home_of, make_network, read

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]

OLD, NEW = "0551 111111", "0551 999999"
LANGUAGES = ("de", "tr")


@pytest.fixture(autouse=True)
def index_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    synonyms.forget()
    yield
    synonyms.forget()


@pytest.fixture
def networks() -> list[Network]:
    """Two networks with German and Turkish."""
    Locale.objects.get_or_create(language_code="tr")
    made = [make_network(slug, languages=list(LANGUAGES)) for slug in ("eins", "zwei")]
    turkish = Locale.objects.get(language_code="tr")
    for network in made:
        german = network.site.root_page
        german.get_translation(turkish).specific.save_revision().publish()
        for child in german.get_children().specific().type(OfferIndexPage, PartnerIndexPage):
            copy = child.copy_for_translation(turkish)
            copy.save_revision().publish()
    return made


def publish(record: Any) -> Any:
    """Publish what a factory made, with its German row."""
    record.save_revision().publish()
    return fresh(record)


@pytest.fixture
def records(networks: list[Network]) -> tuple[Partner, Offer]:
    """A partner and an offer of the first network, with the same number, shown by both."""
    partner = publish(PartnerFactory(steward=networks[0], name="Haus", phone=OLD))
    for network in networks:
        MembershipFactory(network=network, partner=partner)
    offer = OfferFactory(steward=networks[0], partner=partner, title="Beratung", nationwide=True)
    offer.contacts = [ContactPoint(kind="phone", value=OLD, sort_order=0)]
    turkish = Locale.objects.get(language_code="tr")
    PartnerText.objects.create(record=partner, locale=turkish, summary="Ev", live=True)
    offer = publish(offer)
    OfferText.objects.create(
        record=offer, locale=turkish, title="Danışma", live=True, source_hash=offer.words_hash
    )
    return partner, offer


def card(partner: Partner | None, offer: Offer | None) -> dict[str, Any]:
    """A contact card as a page stores it."""
    value = {"partner": partner and partner.pk, "offer": offer and offer.pk}
    return {"type": "contact_card", "id": "x", "value": value}


def everywhere(
    networks: list[Network], partner: Partner, offer: Offer
) -> dict[tuple[str, str], str]:
    """All pages that show the two records, on every site and in every language."""
    paths = []
    for language in LANGUAGES:
        paths += [f"/{language}/hilfe/", partner.get_path(language), offer.get_path(language)]
    return {(network.slug, path): read(network, path) for network in networks for path in paths}


def found(network: Network, words: str) -> set[str]:
    """Titles that the search of a site finds."""
    response = Client().get("/de/suche/", {"q": words}, headers={"host": network.site.hostname})
    return {hit["title"] for hit in response.context["hits"]}


def test_a_number_that_is_changed_once_is_right_everywhere(
    enter: Enter, networks: list[Network], records: tuple[Partner, Offer]
) -> None:
    partner, offer = records
    for network in networks:
        body = json.dumps([card(partner, None), card(None, offer)])
        page = below(home_of(network), StandardPage(title="Hilfe", slug="hilfe", body=body))
        copy = page.copy_for_translation(Locale.objects.get(language_code="tr"))
        copy.slug = "hilfe"
        copy.save_revision().publish()
    news = NewsIndexPage.objects.descendant_of(home_of(networks[1])).first()
    below(
        news,
        NewsPage(
            title="Neu", slug="neu", date="2026-01-01", body=json.dumps([card(partner, None)])
        ),
    )
    event = EventFactory(network=networks[1], title="Fest")
    event.hosts.add(partner)
    event.save()
    indexer.index_all_pending()
    before = everywhere(networks, partner, offer)
    assert [address for address, html in before.items() if OLD not in html] == []
    assert found(networks[1], OLD) == {"Haus", "Beratung"}

    client = enter(person(networks[0]))
    for record, change in ((partner, {"phone": NEW}), (offer, {"contacts-0-value": NEW})):
        url = address(type(record), "edit", record.pk)
        sent = posted(client.get(url), **change) | {"action-publish": "1"}
        assert client.post(url, sent).status_code == 302
    indexer.index_all_pending()

    after = everywhere(networks, partner, offer)
    wrong = [address for address, html in after.items() if OLD in html or NEW not in html]
    assert wrong == []
    for network in networks:
        assert found(network, NEW) == {"Haus", "Beratung"}
        assert found(network, OLD) == set()
        for feed in ("/de/aktuelles/feed/", "/de/veranstaltungen.ics"):
            answer = Client().get(feed, headers={"host": network.site.hostname})
            assert OLD.encode() not in answer.content
    assert NEW in read(networks[1], "/de/aktuelles/neu/")
    assert not OfferText.objects.get(locale__language_code="tr").is_stale, "no word has changed"


def test_changed_words_make_translations_stale_until_they_are_translated_again(
    enter: Enter, networks: list[Network], records: tuple[Partner, Offer]
) -> None:
    _partner, offer = records
    assert set(stale_texts(OfferText).values_list("record", flat=True)) == set()
    offer.title = "Neue Beratung"
    offer.save_revision().publish()
    assert set(stale_texts(OfferText).values_list("record", flat=True)) == {offer.pk}
    client = enter(person(networks[0]))
    listed = client.get(address(Offer, "list") + "?stale=yes").content.decode()
    assert "Neue Beratung" in listed
    row = OfferText.objects.get(locale__language_code="tr")
    row.title = "Yeni danışma"
    row.save_revision().publish()
    assert not OfferText.objects.get(pk=row.pk).is_stale
    assert not stale_texts(OfferText).exists()
    assert "Neue Beratung" not in client.get(address(Offer, "list") + "?stale=yes").content.decode()


def test_translation_is_measured_by_the_words_that_the_translators_had(
    networks: list[Network],
    records: tuple[Partner, Offer],
    django_capture_on_commit_callbacks: Any,
) -> None:
    _partner, offer = records
    OfferText.objects.filter(locale__language_code="tr").delete()
    german, turkish = offer.texts.get(), Locale.objects.get(language_code="tr")
    source, _new = TranslationSource.update_or_create_from_instance(german)
    Translation.objects.create(source=source, target_locale=turkish)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=turkish,
            context=segment.context,
            data="Danışma",
        )
    offer.title = "Inzwischen anders"
    offer.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        source.create_or_update_translation(turkish)
    row = OfferText.objects.get(locale=turkish)
    assert row.title == "Danışma"
    assert row.is_stale, "it says what the German words were before"
    source.update_from_db()
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=turkish,
            context=segment.context,
            defaults={"data": "Başka"},
        )
    with django_capture_on_commit_callbacks(execute=True):
        source.create_or_update_translation(turkish)
    row.refresh_from_db()
    assert (row.title, OfferText.objects.get(pk=row.pk).is_stale) == ("Başka", False)


def test_local_note_appears_with_the_record_on_the_site_of_its_network_only(
    networks: list[Network], records: tuple[Partner, Offer]
) -> None:
    partner, offer = records
    here, there = networks[1], networks[0]
    LocalNoteFactory(
        network=here, offer=None, partner=partner, text="Hofeingang", phone="0202 777777"
    )
    note = LocalNoteFactory(network=here, offer=offer, text="Hofeingang", phone="0202 777777")
    turkish = Locale.objects.get(language_code="tr")
    LocalNoteText.objects.create(record=note, locale=turkish, text="Avludan", live=True)
    for network in networks:
        body = json.dumps([card(partner, None), card(None, offer)])
        below(home_of(network), StandardPage(title="Hilfe", slug="hilfe", body=body))
    indexer.index_all_pending()
    for path in ("/de/hilfe/", partner.get_path("de"), offer.get_path("de")):
        for said in ("Hofeingang", "0202 777777"):
            assert said in read(here, path), path
            assert said not in read(there, path), path
    assert "Avludan" in read(here, offer.get_path("tr"))
    assert "Avludan" not in read(there, offer.get_path("tr"))
    for path in ("/de/angebote/", "/de/partner/"):
        assert "Hofeingang" not in read(there, path)
    for network in networks:
        assert found(network, "Hofeingang") == set(), "one index serves all sites"
