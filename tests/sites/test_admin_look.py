"""The admin speaks of the network, in German, and not of the software that it is made with."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from tests.factories import EventFactory, OfferFactory, person

pytestmark = pytest.mark.django_db
FOREIGN_WORDS = re.compile(r"wagtail|dashboard|what.s new|editor guide", re.IGNORECASE)


@pytest.fixture
def editor(network_a: Network) -> Client:
    """An editor of network A at its own address."""
    client = Client(HTTP_HOST=network_a.site.hostname)
    client.force_login(person(network_a, Role.EDITOR))
    return client


def read(text: str) -> str:
    """What a person reads: the title, the text, the menu; no names of classes and files."""
    soup = BeautifulSoup(text, "html.parser")
    props = soup.find(id="wagtail-sidebar-props")
    labels = " ".join(re.findall(r'"(?:label|name)": "([^"]*)"', props.text if props else ""))
    # Scripts, styles, and the page for browsers without a script, which is never seen with one.
    for tag in soup.find_all(["script", "style", "noscript"]):
        tag.decompose()
    return f"{soup.title.text if soup.title else ''} {soup.get_text(' ')} {labels}"


def test_pages_of_the_admin_are_called_after_the_network(
    editor: Client, network_a: Network
) -> None:
    event = EventFactory(network=network_a)
    OfferFactory(steward=network_a)
    home = reverse("wagtailadmin_home")
    for url in (
        home,
        reverse(type(event).snippet_viewset.get_url_name("list")),
        reverse(type(event).snippet_viewset.get_url_name("edit"), args=[event.pk]),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailimages:index"),
    ):
        text = read(editor.get(url, follow=True).content.decode())
        assert FOREIGN_WORDS.findall(text) == [], url
        assert network_a.short_name in text, url
    assert "Anleitung" in editor.get(home).content.decode()


def test_lists_without_rows_say_so_in_german(editor: Client) -> None:
    url = reverse("gemeinsame-veranstaltungen:index")
    assert "Hier steht noch nichts." in editor.get(url).content.decode()
    assert "Dazu wurde nichts gefunden." in editor.get(f"{url}?q=xyz").content.decode()
    events = editor.get("/admin/snippets/events/event/").content.decode()
    assert "Jetzt etwas eintragen" in events


def test_the_log_in_and_what_is_missing_bear_no_other_name(network_a: Network) -> None:
    visitor = Client(HTTP_HOST=network_a.site.hostname)
    text = read(visitor.get(reverse("wagtailadmin_login")).content.decode())
    assert FOREIGN_WORDS.findall(text) == []
    assert network_a.short_name in text
