"""A network is asked before it hosts an event, and answers for itself."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from network_core.events.models import CoHost, Event
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import CoHostFactory, EventFactory, person
from tests.tenancy.conftest import editor_a, editor_b, enter

__all__ = ["editor_a", "editor_b", "enter"]

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
TITLE = "Fachtag an der Landesgrenze"


@pytest.fixture
def event(network_a: Network) -> Event:
    """A published event of network A that names nobody."""
    return EventFactory(network=network_a, title=TITLE)


def name(client: Client, event: Event, *networks: Network, publish: bool = True) -> None:
    """Save the event's form with these networks ticked."""
    reverse("wagtailadmin_home")
    url = reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])
    ticked = {"host_networks": [network.pk for network in networks]}
    action = {"action-publish": "1"} if publish else {}
    assert client.post(url, posted(client.get(url)) | ticked | action).status_code == 302


def page_of(co_host: CoHost) -> str:
    return reverse("gemeinsame-veranstaltungen:inspect", args=[co_host.pk])


def answer(client: Client, co_host: CoHost, word: str) -> HttpResponse:
    return client.post(page_of(co_host), {word: "1"})


def shown(network: Network) -> bool:
    """Whether the event stands in the network's calendar."""
    return Event.objects.shown_by(network).filter(title=TITLE).exists()


def test_a_network_is_asked_accepts_and_leaves_again(
    enter: Enter, editor_a: User, editor_b: User, event: Event, network_b: Network
) -> None:
    owner, asked = enter(editor_a), enter(editor_b)
    name(owner, event, network_b, publish=False)
    assert not CoHost.objects.exists(), "a draft asks nobody and tells nobody of itself"

    name(owner, event, network_b)
    co_host = CoHost.objects.get()
    assert (co_host.network, co_host.status, co_host.asked_by) == (network_b, "asked", editor_a)
    mail = OutgoingMail.objects.get()
    assert mail.recipient == editor_b.email
    assert TITLE in mail.subject
    assert not shown(network_b)
    assert event.networks == [event.network]

    home = asked.get(reverse("wagtailadmin_home")).content.decode()
    assert TITLE in home
    assert page_of(co_host) in home
    assert TITLE in asked.get(reverse("gemeinsame-veranstaltungen:index")).content.decode()
    assert "Mitveranstalten" in asked.get(page_of(co_host)).content.decode()
    answer(asked, co_host, "accept")
    assert shown(network_b)
    assert event.networks == [event.network, network_b]
    assert OutgoingMail.objects.filter(recipient=editor_a.email).count() == 1
    assert TITLE not in asked.get(reverse("wagtailadmin_home")).content.decode()

    assert "Nicht mehr mitveranstalten" in asked.get(page_of(co_host)).content.decode()
    answer(asked, co_host, "decline")
    assert not shown(network_b)
    name(owner, event, network_b)
    co_host.refresh_from_db()
    assert co_host.status == "declined", "who has answered is not asked with every new version"
    said = {"events.co_host_asked": 1, "events.co_host_answered": 2}
    for action, count in said.items():
        assert ModelLogEntry.objects.filter(action=action, object_id=event.pk).count() == count
    history = reverse(Event.snippet_viewset.get_url_name("history"), args=[event.pk])
    assert f"{network_b.name} veranstaltet nicht mit" in owner.get(history).content.decode()


def test_the_owner_takes_it_back_and_may_ask_again(
    enter: Enter, editor_a: User, editor_b: User, event: Event, network_b: Network
) -> None:
    owner, asked = enter(editor_a), enter(editor_b)
    name(owner, event, network_b)
    co_host = CoHost.objects.get()
    answer(asked, co_host, "accept")
    name(owner, event)
    co_host.refresh_from_db()
    assert co_host.status == "withdrawn"
    assert not shown(network_b)
    text = asked.post(page_of(co_host), {"accept": "1"}, follow=True).content.decode()
    assert "Sie wurde zurückgezogen" in text
    assert not shown(network_b)
    name(owner, event, network_b)
    co_host.refresh_from_db()
    assert (co_host.status, co_host.decided_by) == ("asked", None)


def test_only_the_network_that_is_asked_answers(
    enter: Enter, editor_a: User, network_b: Network, event: Event
) -> None:
    co_host = CoHostFactory(event=event, network=network_b)
    stranger = person(CoHostFactory().network, Role.COORDINATOR)
    author = person(network_b, Role.AUTHOR)
    for user in (editor_a, stranger, author):
        assert answer(enter(user), co_host, "accept").url == reverse("wagtailadmin_home")
    assert not shown(network_b)
    assert enter(stranger).get(page_of(co_host)).status_code == 302
    for user in (editor_a, author):
        assert TITLE in enter(user).get(page_of(co_host)).content.decode()
    assert answer(enter(person(network_b, Role.EDITOR)), co_host, "accept").status_code == 302
    assert shown(network_b)


def test_nothing_is_answered_about_an_event_that_is_not_public_any_more(
    enter: Enter, editor_b: User, network_b: Network, event: Event
) -> None:
    co_host = CoHostFactory(event=event, network=network_b)
    event.unpublish()
    assert "Mitveranstalten" not in enter(editor_b).get(page_of(co_host)).content.decode()
    answer(enter(editor_b), co_host, "accept")
    co_host.refresh_from_db()
    assert co_host.status == "asked"


def test_what_becomes_of_an_event_that_is_a_draft_again_is_not_told_to_whom_was_asked(
    enter: Enter, editor_a: User, editor_b: User, network_b: Network, event: Event
) -> None:
    co_host = CoHostFactory(event=event, network=network_b)
    listed = reverse("gemeinsame-veranstaltungen:index")
    event.unpublish()
    Event.objects.filter(pk=event.pk).update(title="Geheimtreffen")
    for address in (listed, f"{listed}?export=csv", page_of(co_host), f"{listed}?q=geheim"):
        response = enter(editor_b).get(address, follow=True)
        assert b"Geheimtreffen" not in response.getvalue()
    assert "Geheimtreffen" in enter(editor_a).get(listed).content.decode()


def test_the_form_says_what_was_answered(
    enter: Enter, editor_a: User, network_b: Network, event: Event
) -> None:
    url = reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])
    assert "Antworten der Netzwerke" not in enter(editor_a).get(url).content.decode()
    co_host = CoHostFactory(event=event, network=network_b, status="declined")
    text = enter(editor_a).get(url).content.decode()
    assert page_of(co_host) in text
    assert "abgelehnt" in text
