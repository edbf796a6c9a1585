"""A new password by mail: nobody learns who has an account, and nobody bends the link."""

import re
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from network_core.jobs.tasks import run_queued_tasks
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.accounts.conftest import PASSWORD, is_logged_in, with_password
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "Ganz-neue-Kastanien"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def ask(client: Client, email: str, **extra: Any) -> Any:
    """Post the form that asks for a link."""
    return client.post(reverse("wagtailadmin_password_reset"), {"email": email}, **extra)


def link_in_mail(network: Network) -> str:
    """The path of the link in the one mail that was written."""
    (mail,) = delivered()
    link = re.escape(network.root_url) + r"(/admin/password_reset/\S+)"
    return str(re.findall(link, str(mail.body))[0])


def delivered() -> list[Any]:
    """The mails that were sent when all that waited is done."""
    while run_queued_tasks("test", limit=50):
        pass
    return list(django_mail.outbox)


def set_password(client: Client, link: str, password: str = NEW) -> Any:
    """Follow the link and post the form behind it."""
    page = client.get(link, follow=True)
    data = {"new_password1": password, "new_password2": password}
    return client.post(page.request["PATH_INFO"], data)


def test_a_link_leads_to_a_new_password_and_ends_the_sessions(
    visitor: Client, editor: User, network_a: Network, log_in: Any
) -> None:
    other = Client(HTTP_HOST=network_a.site.hostname)
    log_in(other, editor.username)
    assert ask(visitor, editor.email.lower()).status_code == 302
    link = link_in_mail(network_a)
    visitor.get(link, follow=True)
    assert User.objects.get(pk=editor.pk).check_password(PASSWORD), "the link only shows"
    set_password(visitor, link)
    assert User.objects.get(pk=editor.pk).check_password(NEW)
    assert not is_logged_in(visitor), "a new password is no log-in"
    assert not is_logged_in(other)
    again = visitor.get(link, follow=True)
    assert "new_password1" not in again.content.decode(), "once"


def test_nothing_tells_whether_there_is_an_account(
    visitor: Client, editor: User, django_assert_num_queries: Any
) -> None:
    closed = with_password(UserFactory(is_active=False))
    answers = set()
    for email in (editor.email, "niemand@example.org", closed.email):
        with django_assert_num_queries(2):
            response = ask(visitor, email)
        answers.add((response.status_code, response.url))
    assert len(answers) == 1
    assert not OutgoingMail.objects.exists(), "the search is left to the background"
    assert [mail.to for mail in delivered()] == [[editor.email]]


def test_the_address_is_not_readable_in_the_queue(visitor: Client) -> None:
    from django_tasks_db.models import DBTaskResult

    ask(visitor, "niemand@example.org")
    assert DBTaskResult.objects.count() == 1
    assert "niemand" not in str(list(DBTaskResult.objects.values()))


def test_the_host_of_a_request_is_not_in_the_link(
    editor: User, network_a: Network, network_b: Network
) -> None:
    for headers in (
        {"host": network_a.site.hostname, "x-forwarded-host": "boese.example"},
        {"host": network_a.site.hostname, "x-forwarded-proto": "https", "forwarded": "host=boese"},
        {"host": network_b.site.hostname},
        {"host": "unknown.example"},
        {"host": "boese.example"},
    ):
        django_mail.outbox.clear()
        ask(Client(), editor.email, headers=headers)
        for mail in delivered():
            assert "boese" not in str(mail.message())
            assert f"{network_a.root_url}/admin/password_reset/confirm/" in str(mail.body)


def test_one_place_cannot_fill_a_mailbox(visitor: Client, editor: User) -> None:
    for _number in range(10):
        assert ask(visitor, editor.email).status_code == 302
    assert len(delivered()) == 6


def test_the_rules_for_passwords_hold(visitor: Client, editor: User, network_a: Network) -> None:
    ask(visitor, editor.email)
    response = set_password(visitor, link_in_mail(network_a), "kurz")
    assert response.status_code == 200
    assert User.objects.get(pk=editor.pk).check_password(PASSWORD)
