"""Where a page is in other languages: switcher, `hreflang`, sitemap; what is missing says so."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page

from network_core.directory.models import ContactPoint, Offer, OfferLanguage, OfferText
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup
from network_core.translations.models import TranslationState
from network_core.translations.state import mark_proofread, told_about_words
from network_core.words.models import mirror_german_words
from sites.models import HomePage, StandardPage
from tests.factories import (
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    TermFactory,
    UserFactory,
    VerificationFactory,
)
from tests.sites.making import below, home_of, make_network, read, visit

LANGUAGES = ["de", "en", "ar", "uk", "de-simple"]


@pytest.fixture
def network(db: None) -> Iterator[Network]:
    """A network in five languages; the Ukrainian home page waits for its text."""
    made = make_network("vielfalt", languages=LANGUAGES, contact_phone="0551 400 3000")
    german = HomePage.objects.get(pk=made.site.root_page_id)
    for home in HomePage.objects.filter(translation_key=german.translation_key):
        if home.locale.language_code != "uk":
            home.save_revision().publish()
        for child in home.get_children():
            key = german.get_children().get(slug=child.slug).translation_key
            Page.objects.filter(pk=child.pk).update(translation_key=key)
    yield made
    cache.clear()


@pytest.fixture
def offer(network: Network) -> Offer:
    """An offer with Arabic words, a hotline and a town."""
    made: Offer = OfferFactory(
        slug="hilfe", title="Hilfe am Telefon", summary="Wir hören zu.", steward=network
    )
    ContactPoint.objects.create(offer=made, kind="phone", value="116 016")
    mirror_german_words(made)
    OfferText.objects.create(
        record=made,
        locale=Locale.objects.get(language_code="ar"),
        title="مساعدة",
        summary="اتصل على 116 016 من 9:00–17:00.",
        live=True,
        source_hash=made.words_hash,
        last_published_at=timezone.now(),
    )
    return made


def alternates(html: str) -> dict[str, str]:
    """The versions that a page names, by language."""
    links = re.findall(r'<link rel="alternate"\s+hreflang="([\w-]+)"\s+href="([^"]+)"', html)
    return dict(links)


def switcher(html: str) -> dict[str, str]:
    """Where the language switcher leads to."""
    return {
        code: path
        for path, code in re.findall(
            r'<a href="([^"]+)"\s+lang="[\w-]+"\s+hreflang="([\w-]+)"', html
        )
    }


def test_a_language_without_a_home_page_is_not_there_at_any_address(network: Network) -> None:
    addresses = [
        *("", "suche/?q=geld", "merkliste/", "veranstaltungen/kalender.ics", "kontakt/"),
        *("kontakt/senden/", "unternehmen/senden/", "angebote/", "angebote/x/", "wegweiser/x/"),
        *("aktuelles/feed/", "wichtige-adressen/", "zusammenarbeit/", "pruefung/abmelden/x/"),
    ]
    for language in ("uk", "tr"):
        for address in addresses:
            answer = visit(network, f"/{language}/{address}")
            assert answer.status_code == 404, address
            assert answer.headers["Content-Language"] == "de"
            assert '<html lang="de" dir="ltr">' in answer.content.decode()
    assert "/uk/" not in visit(network, "/sitemap.xml").content.decode()


def test_the_switcher_leads_to_the_same_page_or_says_that_there_is_none(network: Network) -> None:
    below(home_of(network), StandardPage(title="Nur deutsch", slug="nur-deutsch"))
    html = read(network, "/de/angebote/")
    assert switcher(html) == {code: f"/{code}/angebote/" for code in LANGUAGES if code != "uk"}
    for name in ("Deutsch", "English", "العربيّة", "Leichte Sprache"):
        assert name in html
    assert "weiter zur Startseite" not in html
    html = read(network, "/de/nur-deutsch/")
    assert switcher(html)["ar"] == "/ar/"
    assert "هذه الصفحة غير متوفرة بهذه اللغة" in html
    assert alternates(html) == {
        "de": "http://vielfalt.localhost/de/nur-deutsch/",
        "x-default": "http://vielfalt.localhost/de/nur-deutsch/",
    }


@pytest.mark.parametrize(
    "address",
    [
        "suche/?q=geld",
        "suche/?q=geld&scope=own&type=offer&topic=geld&cost=free&near=37073&radius=25&sort=title",
        "angebote/?topic=geld&language=tr&cost=free",
        "partner/?kind=advice&kind=jobcenter",
        "veranstaltungen/?past=1",
        "merkliste/?merkliste=a1",
    ],
)
def test_what_was_asked_for_is_kept_in_another_language(
    network: Network, offer: Offer, address: str
) -> None:
    TermFactory(scheme__slug="topic", slug="geld")
    OfferLanguage.objects.create(offer=offer, code="tr")
    html = read(network, f"/de/{address}")
    assert unescape(switcher(html)["ar"]) == f"/ar/{address}"


def test_what_does_not_hold_in_another_language_is_left_behind(network: Network) -> None:
    TermFactory(scheme__slug="topic", slug="geld")
    html = read(network, "/de/angebote/?topic=geld&topic=unsinn&language=xx&p=2")
    assert switcher(html)["ar"] == "/ar/angebote/?topic=geld"
    assert alternates(html)["ar"] == "http://vielfalt.localhost/ar/angebote/"
    tagged = read(network, "/de/aktuelles/?tag=Wohnen")
    assert switcher(tagged)["ar"] == "/ar/aktuelles/"


def test_a_record_is_named_in_the_languages_that_it_has_words_in(
    network: Network, offer: Offer
) -> None:
    html = read(network, "/de/angebote/hilfe/")
    assert alternates(html) == {
        "de": "http://vielfalt.localhost/de/angebote/hilfe/",
        "ar": "http://vielfalt.localhost/ar/angebote/hilfe/",
        "x-default": "http://vielfalt.localhost/de/angebote/hilfe/",
    }
    assert switcher(html)["en"] == "/en/angebote/hilfe/"
    sitemap = visit(network, "/sitemap.xml").content.decode()
    assert "<loc>http://vielfalt.localhost/ar/angebote/hilfe/</loc>" in sitemap
    assert "<loc>http://vielfalt.localhost/en/angebote/hilfe/</loc>" not in sitemap
    link = '<xhtml:link href="{}" hreflang="ar" rel="alternate"></xhtml:link>'
    assert link.format("http://vielfalt.localhost/ar/angebote/hilfe/") in sitemap
    assert link.format("http://vielfalt.localhost/ar/angebote/") in sitemap


def test_german_words_stand_in_and_say_that_they_are_german(network: Network, offer: Offer) -> None:
    html = read(network, "/en/angebote/hilfe/")
    assert re.search(r'<h1\s+lang="de" dir="ltr"\s*>Hilfe am Telefon</h1>', html)
    assert "This text is not available in this language yet." in html
    assert '<bdi dir="ltr">116 016</bdi>' in html
    # Nothing that is read out in English is German, nor the other way round.
    assert "not yet been checked" not in html
    html = read(network, "/de/angebote/hilfe/")
    assert "in dieser Sprache noch nicht" not in html


def test_contact_data_are_current_beside_older_words(network: Network, offer: Offer) -> None:
    assert "النص الألماني أحدث" not in read(network, "/ar/angebote/hilfe/")
    offer.summary = "Wir hören zu und beraten."
    offer.save()
    mirror_german_words(offer)
    ContactPoint.objects.update(value="08000 116 016")
    html = read(network, "/ar/angebote/hilfe/")
    assert "مساعدة" in html
    assert '<bdi dir="ltr">08000 116 016</bdi>' in html
    assert "النص الألماني أحدث من هذه الترجمة" in html


def test_a_page_that_is_older_than_the_german_one_says_so(network: Network) -> None:
    german = home_of(network)
    arabic = home_of(network, "ar")
    assert "النص الألماني أحدث" not in read(network, "/ar/")
    # Publishing again without another word changes nothing.
    german.save_revision().publish()
    assert "النص الألماني أحدث" not in read(network, "/ar/")
    german.introduction = "Ein neuer Satz."
    german.save_revision().publish()
    assert "النص الألماني أحدث" in read(network, "/ar/")
    arabic.refresh_from_db()
    arabic.introduction = "جملة جديدة"
    arabic.save_revision().publish()
    assert "النص الألماني أحدث" not in read(network, "/ar/")


def test_a_translation_is_marked_until_a_native_speaker_has_read_it(
    network: Network, offer: Offer
) -> None:
    mark = "لم يراجع هذه الترجمة بعد"
    assert mark in read(network, "/ar/")
    assert mark in read(network, "/ar/angebote/hilfe/")
    assert "noch nicht von Muttersprachler" not in read(network, "/de/")
    home, words = home_of(network, "ar"), offer.texts.get(locale__language_code="ar")
    mark_proofread(home, "Amal Haddad")
    mark_proofread(words, "Amal Haddad")
    assert mark not in read(network, "/ar/")
    assert mark not in read(network, "/ar/angebote/hilfe/")
    state = TranslationState.objects.get(translation_key=home.translation_key, language="ar")
    assert (state.proofread_by, state.proofread_at is not None) == ("Amal Haddad", True)
    # What was read is not what stands there now.
    home.refresh_from_db()
    home.introduction = "جملة أخرى"
    home.save_revision().publish()
    assert mark in read(network, "/ar/")


def test_cards_and_steps_say_it_in_a_few_words(
    network: Network, offer: Offer, django_assert_num_queries: Any
) -> None:
    german = PathwayFactory(steward=network, slug="weg", title="Der Weg")
    step = PathwayStepFactory(pathway=german, title="Zuerst")
    older, unread = "النص الألماني أحدث.", "لم تُراجع الترجمة بعد."
    for record in (german, step):
        mirrored = mirror_german_words(record)
        record.texts.create(
            locale=Locale.objects.get(language_code="ar"),
            translation_key=mirrored.translation_key,
            title="طريق",
            live=True,
            source_hash="made from something else" if record is step else record.words_hash,
        )
    text = offer.texts.get(locale__language_code="ar")
    cards, steps = read(network, "/ar/angebote/"), read(network, "/ar/wegweiser/weg/")
    assert unread in cards
    assert older not in cards
    assert unread in steps
    assert older in steps
    for words in (text, *step.texts.all()):
        mark_proofread(words, "Amal Haddad")
    assert unread not in read(network, "/ar/angebote/")
    assert unread not in read(network, "/ar/wegweiser/weg/")
    with override("ar"):
        (shown,) = Offer.objects.with_words()
        with django_assert_num_queries(0):
            assert not told_about_words(shown)


def test_numbers_are_isolated_in_words_titles_calendars_and_on_paper(
    network: Network, offer: Offer
) -> None:
    VerificationFactory(offer=offer)
    offer.texts.filter(locale__language_code="ar").update(title="خط 116 016")
    html = read(network, "/ar/angebote/hilfe/")
    assert '<bdi dir="ltr">116 016</bdi> من <bdi dir="ltr">9:00–17:00</bdi>' in html
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title is not None
    assert "\u2066116 016\u2069" in title[1]
    assert '<bdi dir="ltr">0551 400 3000</bdi>' in read(network, "/ar/suche/")


def test_leichte_sprache_has_short_lines_and_a_way_from_the_german_home_page(
    network: Network,
) -> None:
    simple = home_of(network, "de-simple")
    simple.introduction = "Hier finden Sie Hilfe. Die Hilfe kostet nichts."
    simple.save_revision().publish()
    html = read(network, "/de-simple/")
    assert '<html lang="de-simple" dir="ltr">' in html
    assert "Hier finden Sie Hilfe.<br>Die Hilfe kostet nichts." in html
    german = home_of(network)
    assert 'href="/de-simple/" hreflang="de-simple"' in read(network, "/de/")
    german.sign_language_video = "https://video.example/dgs"
    german.save_revision().publish()
    html = read(network, "/de/")
    assert 'href="https://video.example/dgs"' in html
    # A link and no player: nothing is asked of another host before somebody wants it.
    assert "<iframe" not in html
    assert "<video" not in html


def test_editors_say_in_the_admin_who_has_read_a_translation(network: Network) -> None:
    editor = UserFactory()
    editor.groups.add(RoleGroup.objects.get(network=network, role=Role.EDITOR).group)
    client = Client(headers={"host": network.site.hostname})
    client.force_login(editor)
    home = home_of(network, "ar")
    address = f"/admin/uebersetzungen/gelesen/{home.pk}/"
    assert address in client.get(f"/admin/pages/{home.pk}/edit/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"by": ""}).status_code == 200
    assert client.post(address, {"by": "Amal Haddad"}).status_code == 302
    assert "لم يراجع هذه الترجمة بعد" not in read(network, "/ar/")
    # German pages are no translations, and other networks' pages are not theirs.
    assert client.get(f"/admin/uebersetzungen/gelesen/{home_of(network).pk}/").status_code == 404
    other = make_network("andere", languages=["de", "ar"])
    strange = HomePage.objects.get(slug="andere-ar")
    strange.save_revision().publish()
    assert home_of(other, "ar").pk == strange.pk
    refused = client.get(f"/admin/uebersetzungen/gelesen/{strange.pk}/")
    assert refused.status_code in {302, 404}
