"""Editing events in the admin."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from network_core.events.models import CoHost, Event
from network_core.media.models import File, Picture
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.matrix import Role
from tests.admin_forms import posted
from tests.factories import EventFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(network_a: Network) -> Client:
    """A browser in which an editor of network A is signed in."""
    client = Client(HTTP_HOST=network_a.site.hostname)
    client.force_login(person(network_a, Role.EDITOR))
    return client


def address(event: Event) -> str:
    reverse("wagtailadmin_home")
    return reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])


def save(browser: Client, event: Event, **changes: object) -> HttpResponse:
    form = posted(browser.get(address(event)))
    return browser.post(address(event), form | changes | {"action-publish": "1"})


def row(relation: str, **values: object) -> dict[str, object]:
    """One new row of a relation, as the browser sends it."""
    return {f"{relation}-TOTAL_FORMS": "1", f"{relation}-0-ORDER": "1"} | {
        f"{relation}-0-{name}": value for name, value in values.items()
    }


def picture_of(network: Network, credit: str = "Foto: Wir") -> Picture:
    data = BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "PNG")
    return Picture.objects.create(
        title="Bild",
        credit=credit,
        collection=Collection.objects.get(name=network.name),
        file=ImageFile(BytesIO(data.getvalue()), name="bild.png"),
    )


def file_of(network: Network) -> File:
    return File.objects.create(
        title="Protokoll",
        collection=Collection.objects.get(name=network.name),
        file=ContentFile(b"Text", name="protokoll.txt"),
    )


def test_a_series_is_entered_and_what_is_wrong_is_said(browser: Client, network_a: Network) -> None:
    event = EventFactory(network=network_a, place_name="")
    Event.objects.filter(pk=event.pk).update(place_name="Rathaus")
    text = save(browser, event, repeats="weekly").content.decode()
    assert "Bis wann soll sie sich wiederholen?" in text
    until = (event.begin.date()).replace(year=event.begin.year + 1)
    answer = save(
        browser,
        event,
        repeats="weekly",
        repeats_until=until.isoformat(),
        contact_phone="0551 123",
        is_cancelled="on",
    )
    assert answer.status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert stored.occurrences.count() > 50
    assert (stored.contact_phone, stored.is_cancelled) == ("0551 123", True)


def test_any_network_may_be_asked_to_host_but_not_the_owner(
    browser: Client, network_a: Network, network_b: Network
) -> None:
    event = EventFactory(network=network_a)
    answer = save(browser, event, host_networks=[str(network_b.pk), str(network_a.pk)])
    assert answer.status_code == 302
    assert list(Event.objects.get(pk=event.pk).host_networks.all()) == [network_b]
    assert [each.network for each in CoHost.objects.all()] == [network_b]


def test_a_network_that_has_ended_can_stay_a_host_but_not_become_one(
    browser: Client, network_a: Network, network_b: Network
) -> None:
    first, second = EventFactory.create_batch(2, network=network_a)
    assert save(browser, first, host_networks=[str(network_b.pk)]).status_code == 302
    Network.objects.filter(pk=network_b.pk).update(state=State.ENDED)
    assert save(browser, second, host_networks=[str(network_b.pk)]).status_code == 200
    assert not Event.objects.get(pk=second.pk).host_networks.exists()
    assert save(browser, first, host_networks=[str(network_b.pk)]).status_code == 302
    assert list(Event.objects.get(pk=first.pk).host_networks.all()) == [network_b]


def test_own_files_and_pictures_document_an_event(browser: Client, network_a: Network) -> None:
    event = EventFactory(network=network_a)
    file, picture = file_of(network_a), picture_of(network_a)
    answer = save(
        browser,
        event,
        **row("files", file=file.pk, title=""),
        **row("pictures", picture=picture.pk, alt="Drei Menschen am Tisch", caption=""),
    )
    assert answer.status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert [str(one) for one in stored.files.all()] == ["Protokoll"]
    assert [str(one) for one in stored.pictures.all()] == ["Drei Menschen am Tisch"]


def test_files_and_pictures_of_others_are_refused(
    browser: Client, network_a: Network, network_b: Network
) -> None:
    event = EventFactory(network=network_a)
    save(browser, event, **row("files", file=file_of(network_b).pk, title=""))
    save(browser, event, **row("pictures", picture=picture_of(network_b).pk, alt="Etwas"))
    stored = Event.objects.get(pk=event.pk)
    assert not stored.files.exists()
    assert not stored.pictures.exists()
    assert not stored.revisions.exists()


@pytest.mark.parametrize(
    ("values", "credit"),
    [
        ({"alt": ""}, "Foto: Wir"),
        ({"alt": "Etwas", "decorative": "on"}, "Foto: Wir"),
        ({"alt": "Etwas"}, " "),
    ],
)
def test_a_picture_needs_a_credit_and_a_description_or_the_mark(
    browser: Client, network_a: Network, values: dict[str, str], credit: str
) -> None:
    event = EventFactory(network=network_a)
    picture = picture_of(network_a, credit=credit)
    assert save(browser, event, **row("pictures", picture=picture.pk, **values)).status_code == 200
    assert not Event.objects.get(pk=event.pk).pictures.exists()
