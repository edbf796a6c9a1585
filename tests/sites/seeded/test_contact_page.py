"""The form on the contact page, from opening it to the mail in the network's box."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network_core.jobs import runner
from network_core.networks.models import Network
from tests.sites.seeded.visiting import GOETTINGEN, WUPPERTAL, Document, read

pytestmark = pytest.mark.usefixtures("seeded")

PAGE = "/de/kontakt/"
ACTION = "/de/kontakt/senden/"
MESSAGE = {"name": "Ada Muster", "email": "ada@example.org", "message": "Guten Tag,\neine Frage."}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def send(
    clock: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> Callable[..., HttpResponse]:
    """Open the form, wait, fill it in and send it."""

    def sent(*, wait: float = 10, host: str = GOETTINGEN, **values: str) -> HttpResponse:
        form = read(host, PAGE).form(ACTION)
        clock.shift(wait)
        with django_capture_on_commit_callbacks(execute=True):
            response = Client().post(ACTION, form | MESSAGE | values, headers={"host": host})
        runner.run_once()
        return response

    return sent


def test_a_message_reaches_the_network_and_the_visitor_is_thanked(
    send: Callable[..., HttpResponse],
) -> None:
    response = send()
    assert response.status_code == 303
    assert not response.cookies
    page = read(GOETTINGEN, response.headers["Location"])
    assert "Danke, die Nachricht ist angekommen." in page.text
    assert page.form(ACTION) == {}
    (message,) = mail.outbox
    assert message.to == ["goettingen@example.org"]
    assert message.reply_to == ["Ada Muster <ada@example.org>"]
    assert "Guten Tag,\neine Frage." in message.body


def test_name_and_address_are_free(send: Callable[..., HttpResponse]) -> None:
    assert send(name="", email="").status_code == 303
    assert len(mail.outbox) == 1


def test_a_mistake_is_named_and_what_was_typed_is_kept(send: Callable[..., HttpResponse]) -> None:
    response = send(email="keine-adresse", name='Ada "die Erste"', message="Meine <Frage>")
    page = Document(response.content.decode())
    assert response.status_code == 422
    assert not response.cookies
    assert mail.outbox == []
    assert page.title.startswith("Bitte prüfen:")
    kept = page.form(ACTION)
    assert kept["email"] == "keine-adresse"
    assert kept["name"] == 'Ada "die Erste"'
    assert "Meine <Frage>" in "".join(page.inside("textarea"))
    (field,) = page.all("input", name="email")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"].split()[-1] in page.ids


def test_a_mended_form_is_sent_at_once(
    send: Callable[..., HttpResponse], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = Document(send(message="").content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        response = Client().post(ACTION, page.form(ACTION) | MESSAGE, headers={"host": GOETTINGEN})
    assert response.status_code == 303


def test_a_form_that_comes_back_too_quickly_is_refused_and_kept(
    send: Callable[..., HttpResponse],
) -> None:
    response = send(wait=1)
    page = Document(response.content.decode())
    assert response.status_code == 422
    assert "Das ging sehr schnell." in page.text
    assert page.form(ACTION)["name"] == "Ada Muster"
    assert mail.outbox == []


def test_a_form_with_a_filled_trap_is_refused(send: Callable[..., HttpResponse]) -> None:
    response = send(homepage="https://spam.example/")
    assert response.status_code == 422
    assert "verstecktes Feld" in response.content.decode()
    assert mail.outbox == []


def test_a_form_of_another_network_is_refused(
    clock: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    form = read(WUPPERTAL, PAGE).form(ACTION)
    clock.shift(10)
    response = Client().post(ACTION, form | MESSAGE, headers={"host": GOETTINGEN})
    assert response.status_code == 422


def test_a_double_click_sends_one_mail(
    clock: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    form = read(GOETTINGEN, PAGE).form(ACTION)
    clock.shift(10)
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            response = Client().post(ACTION, form | MESSAGE, headers={"host": GOETTINGEN})
            assert response.status_code == 303
    runner.run_once()
    assert len(mail.outbox) == 1


def test_opening_the_address_of_the_form_leads_to_the_page() -> None:
    response = Client().get(ACTION, headers={"host": GOETTINGEN})
    assert response.status_code in {301, 302, 303}
    assert response.headers["Location"] == PAGE


def test_a_network_without_mail_address_shows_no_form_and_takes_no_message() -> None:
    Network.objects.filter(slug="goettingen").update(contact_email="")
    page = read(GOETTINGEN, PAGE)
    assert page.form(ACTION) == {}
    assert not page.all("form", action=ACTION)
    assert "mailto:" not in page.html
    response = Client().post(ACTION, MESSAGE, headers={"host": GOETTINGEN})
    assert response.status_code == 404


def test_the_form_of_a_contact_page_that_is_a_draft_takes_no_message() -> None:
    home = Network.objects.get(slug="goettingen").site.root_page
    home.get_children().get(slug="kontakt").specific.unpublish()
    response = Client().post(ACTION, MESSAGE, headers={"host": GOETTINGEN})
    assert response.status_code == 404
