"""The words of a record in one language: drafts, publishing, and who has read them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.words.models import mirror_german_words
from sites.models import HomePage
from tests.admin_forms import posted
from tests.factories import (
    EventFactory,
    LocalNoteFactory,
    OfferFactory,
    PathwayFactory,
    PathwayStepFactory,
    TermFactory,
    let_speak,
    person,
)
from tests.sites.making import make_network, read

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def network(db: None) -> Iterator[Network]:
    """A network with its pages, in German, English and Arabic."""
    made = make_network("vielfalt", languages=["de", "en", "ar"])
    german = HomePage.objects.get(pk=made.site.root_page_id)
    for home in HomePage.objects.filter(translation_key=german.translation_key):
        home.save_revision().publish()
    yield made
    cache.clear()


@pytest.fixture
def offer(network: Network) -> Offer:
    made: Offer = OfferFactory(
        steward=network,
        slug="hilfe",
        title="Hilfe",
        summary="Wir hören zu.",
        description="<p>Ja</p>",
    )
    mirror_german_words(made)
    return made


def address(key: str, record: Any, language: str = "en") -> str:
    return f"/admin/uebersetzungen/{key}/{record.pk}/{language}/"


def typed(client: Client, url: str, action: str = "save", **words: str) -> dict[str, str]:
    """What a browser would post: what the form has, and what was typed."""
    return posted(client.get(url), action=action, **words)


def test_an_editor_publishes_and_the_words_are_there(
    network: Network, offer: Offer, enter: Enter
) -> None:
    client = enter(person(network))
    url = address("offer", offer)
    html = client.get(url).content.decode()
    assert "Wir hören zu." in html
    answer = client.post(url, typed(client, url, "publish", title="Help", summary="We listen."))
    assert answer.status_code == 302
    text = offer.texts.get(locale__language_code="en")
    assert (text.live, text.title, text.is_stale) == (True, "Help", False)
    assert "We listen." in read(network, "/en/angebote/hilfe/")


def test_a_translator_leaves_a_draft_that_an_editor_publishes(
    network: Network, offer: Offer, enter: Enter
) -> None:
    translator, editor = enter(person(network, Role.TRANSLATOR, "en")), enter(person(network))
    url = address("offer", offer)
    assert 'value="publish"' not in translator.get(url).content.decode()
    assert translator.post(url, typed(translator, url, "publish", title="Help")).status_code == 404
    assert translator.post(url, typed(translator, url, title="Help")).status_code == 302
    assert "Help" not in read(network, "/en/angebote/hilfe/")
    assert "Hilfe" in read(network, "/en/angebote/hilfe/")
    listed = editor.get("/admin/uebersetzungen/", {"language": "en", "state": "draft"})
    assert url in listed.content.decode()
    assert editor.post(url, typed(editor, url, "publish")).status_code == 302
    assert "Help" in read(network, "/en/angebote/hilfe/")


def test_other_languages_and_records_of_other_networks_stay_closed(
    umbrella: Network, network: Network, network_b: Network, offer: Offer, enter: Enter
) -> None:
    let_speak(network_b, "en")
    let_speak(umbrella, "en")
    foreign = OfferFactory(steward=network_b)
    draft = OfferFactory(steward=network, live=False)
    translator, editor = enter(person(network, Role.TRANSLATOR, "en")), enter(person(network))
    for client, url in (
        (translator, address("offer", offer, "ar")),
        (editor, address("offer", foreign)),
        (editor, address("offer", offer, "tr")),
        (editor, address("offer", offer, "de")),
        (editor, address("offer", draft)),
        (editor, address("term", TermFactory())),
        (editor, address("nothing", offer)),
        (enter(person(network, Role.AUTHOR)), address("offer", offer)),
    ):
        for answer in (
            client.get(url),
            client.post(url, {"title": "X"}),
            client.get(f"{url}gelesen/"),
        ):
            assert answer.status_code in (302, 403, 404), url
    assert not foreign.texts.exists()


def test_what_changed_meanwhile_is_said_and_what_was_typed_stays(
    network: Network, offer: Offer, enter: Enter
) -> None:
    client = enter(person(network))
    url = address("offer", offer)
    mine = typed(client, url, "publish", title="My words")
    offer.summary = "Wir hören zu und beraten."
    offer.save()
    mirror_german_words(offer)
    html = client.post(url, mine).content.decode()
    assert "Der deutsche Text wurde geändert" in html
    assert "My words" in html
    assert "Wir hören zu und beraten." in html
    mine = typed(client, url, "publish", title="My words")
    client.post(url, typed(client, url, "publish", title="Theirs"))
    answer = client.post(url, mine)
    assert "hat inzwischen jemand anders gespeichert" in answer.content.decode()
    assert offer.texts.get(locale__language_code="en").title == "Theirs"
    # Seen and pressed again, it counts.
    assert client.post(url, posted(answer, action="publish")).status_code == 302
    assert offer.texts.get(locale__language_code="en").title == "My words"


def test_nothing_is_published_with_gaps_where_german_does_not_stand_in(
    network: Network, enter: Enter
) -> None:
    event = EventFactory(network=network, title="Frühstück", summary="Mit Kindern")
    client = enter(person(network))
    url = address("event", event)
    refused = client.post(url, typed(client, url, "publish", title="Breakfast"))
    assert "Auf Deutsch steht hier etwas" in refused.content.decode()
    assert "Breakfast" in refused.content.decode()
    assert client.post(url, typed(client, url, title="Breakfast")).status_code == 302
    words = typed(client, url, "publish", summary="With children")
    assert client.post(url, words).status_code == 302
    assert event.texts.get(locale__language_code="en").live


def test_a_native_speaker_has_read_the_words_until_they_change(
    network: Network, offer: Offer, enter: Enter, translated: Callable[..., Any]
) -> None:
    translated(offer, "ar", title="مساعدة")
    mark = "لم يراجع هذه الترجمة بعد"
    assert mark in read(network, "/ar/angebote/hilfe/")
    client = enter(person(network, Role.TRANSLATOR, "ar"))
    url = address("offer", offer, "ar")
    assert "Noch nicht von Muttersprachler*innen geprüft" in client.get(url).content.decode()
    assert client.post(f"{url}gelesen/", {"by": ""}).status_code == 200
    assert client.post(f"{url}gelesen/", {"by": "Amal Haddad"}).status_code == 302
    assert "Geprüft von Amal Haddad" in client.get(url).content.decode()
    assert mark not in read(network, "/ar/angebote/hilfe/")
    editor = enter(person(network))
    editor.post(url, typed(editor, url, title="عون"))
    assert mark not in read(network, "/ar/angebote/hilfe/")
    editor.post(url, typed(editor, url, "publish"))
    assert mark in read(network, "/ar/angebote/hilfe/")
    assert "Geprüft von" not in editor.get(url).content.decode()
    assert "Danach wurde der Text geändert" in editor.get(f"{url}gelesen/").content.decode()


def test_all_kinds_open(umbrella: Network, network: Network, enter: Enter) -> None:
    let_speak(umbrella, "en")
    step = PathwayStepFactory(pathway=PathwayFactory(steward=network))
    note = LocalNoteFactory(network=network, text="Montags geschlossen")
    client = enter(person(network))
    assert client.get(address("step", step)).status_code == 200
    url = address("note", note)
    assert client.post(url, typed(client, url, "publish", text="Closed")).status_code == 302
    assert note.texts.get(locale__language_code="en").text == "Closed"
    term = TermFactory(label="Geld", synonyms="Kohle")
    staff = enter(person(umbrella))
    url = address("term", term)
    words = typed(staff, url, "publish", label="Money", synonyms="cash")
    assert staff.post(url, words).status_code == 302
    assert term.texts.get(locale__language_code="en").live
