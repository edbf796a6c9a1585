"""Name or address, and password; and what happens after too many wrong ones."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth.hashers import get_hashers
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.accounts.jobs import purge_login_attempts
from network_core.accounts.models import LoginAttempt
from network_core.audit.models import AuditEntry
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.accounts.conftest import LOGIN, PASSWORD, is_logged_in, with_password
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LogIn = Callable[..., Any]
LOCKED = "Es gab zu viele Fehlversuche"
WRONG = "stimmt nicht"


def fail(log_in: LogIn, client: Client, name: str, times: int, **extra: Any) -> str:
    """Try a wrong password several times; what the last answer says."""
    text = ""
    for _number in range(times):
        text = log_in(client, name, "falsch-falsch", **extra).content.decode()
    return text


@pytest.mark.parametrize("typed", ["username", "email", "lower", "spaces"])
def test_name_or_address_opens_the_admin(
    visitor: Client, log_in: LogIn, editor: User, typed: str
) -> None:
    names = {
        "username": editor.username,
        "email": editor.email,
        "lower": editor.email.lower(),
        "spaces": f" {editor.email} ",
    }
    response = log_in(visitor, names[typed])
    assert (response.status_code, response.url) == (302, "/admin/")
    assert is_logged_in(visitor)
    assert AuditEntry.objects.filter(action="login", actor=editor).count() == 1


def test_a_name_that_looks_like_somebody_elses_address_opens_only_its_own_account(
    visitor: Client, log_in: LogIn, editor: User
) -> None:
    other = UserFactory(username=editor.email)
    log_in(visitor, editor.email)
    assert not is_logged_in(visitor), "the name comes first, and its password is another one"
    other.delete()
    log_in(visitor, editor.email)
    assert is_logged_in(visitor)


@pytest.mark.parametrize(
    ("name", "password"),
    [("", ""), ("x", ""), ("a\x00b", "x"), ("n" * 10_000, "x"), ("n", "p" * 100_000)],
)
def test_bad_input_is_answered(visitor: Client, name: str, password: str) -> None:
    response = visitor.post(LOGIN, {"username": name, "password": password})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_after_five_wrong_passwords_the_right_one_is_refused_with_a_clear_message(
    visitor: Client, log_in: LogIn, editor: User, network_a: Network
) -> None:
    assert WRONG in fail(log_in, visitor, editor.username, 5)
    response = log_in(visitor, editor.username)
    text = response.content.decode()
    assert LOCKED in text
    assert "Viertelstunde" in text
    assert not is_logged_in(visitor)
    (entry,) = AuditEntry.objects.filter(action="login_locked")
    assert (entry.actor, entry.network) == (editor, network_a)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        log_in(visitor, editor.username)
        assert is_logged_in(visitor)


def test_what_is_refused_does_not_prolong_the_wait(
    visitor: Client, log_in: LogIn, editor: User
) -> None:
    start = timezone.now()
    fail(log_in, visitor, editor.username, 5)
    with time_machine.travel(start + timedelta(minutes=14)):
        assert LOCKED in fail(log_in, visitor, editor.username, 20)
    with time_machine.travel(start + timedelta(minutes=16)):
        log_in(visitor, editor.username)
        assert is_logged_in(visitor)


def test_the_answer_does_not_tell_whether_there_is_an_account(
    visitor: Client, log_in: LogIn, editor: User, network_a: Network
) -> None:
    closed = with_password(UserFactory(is_active=False))
    answers = []
    for name, password in (
        (editor.username, "falsch-falsch"),
        ("gibt-es-nicht", "falsch-falsch"),
        (closed.username, PASSWORD),
    ):
        client = Client(HTTP_HOST=network_a.site.hostname)
        texts = []
        for _number in range(6):
            form = log_in(client, name, password).context["form"]
            texts.append(form.non_field_errors()[0])
        answers.append(texts)
    assert answers[0] == answers[1] == answers[2]
    assert WRONG in answers[0][4]
    assert LOCKED in answers[0][5]


def test_every_attempt_hashes_exactly_one_password(
    visitor: Client, log_in: LogIn, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = with_password(UserFactory(is_active=False))
    without = UserFactory()
    without.set_unusable_password()
    without.save()
    hasher, counted = type(get_hashers()[0]), []
    encode = hasher.encode

    def counting(self: Any, password: str, salt: str, *args: Any) -> str:
        counted.append(1)
        return str(encode(self, password, salt, *args))

    monkeypatch.setattr(hasher, "encode", counting)
    for name in (editor.username, editor.email, "gibt-es-nicht", closed.username, without.username):
        counted.clear()
        log_in(visitor, name, "falsch-falsch")
        assert len(counted) == 1, name


def test_a_right_password_forgets_the_wrong_ones(
    visitor: Client, log_in: LogIn, editor: User
) -> None:
    fail(log_in, visitor, editor.username, 4)
    log_in(visitor, editor.username)
    visitor.logout()
    assert WRONG in fail(log_in, visitor, editor.username, 4)
    log_in(visitor, editor.username)
    assert is_logged_in(visitor)


def test_one_place_does_not_lock_out_another(
    visitor: Client, log_in: LogIn, editor: User, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    attacker = {"headers": {"x-forwarded-for": "203.0.113.7"}}
    owner = {"headers": {"x-forwarded-for": "198.51.100.3"}}
    fail(log_in, visitor, editor.username, 6, **attacker)
    assert LOCKED in log_in(visitor, editor.username, **attacker).content.decode()
    log_in(visitor, editor.username, **owner)
    assert is_logged_in(visitor)


def test_an_invented_address_of_a_proxy_does_not_begin_a_new_count(
    visitor: Client, log_in: LogIn, editor: User, settings: LazySettings
) -> None:
    for proxies in (0, 1):
        LoginAttempt.objects.all().delete()
        settings.TRUSTED_PROXY_COUNT = proxies
        text = ""
        for number in range(7):
            forged = f"192.0.2.{number}, 203.0.113.9" if proxies else f"192.0.{number}.1"
            extra = {"headers": {"x-forwarded-for": forged}}
            text = log_in(visitor, editor.username, "falsch-falsch", **extra).content.decode()
        assert LOCKED in text, proxies


def test_a_place_that_tries_many_names_is_refused(visitor: Client, log_in: LogIn) -> None:
    for number in range(30):
        assert WRONG in fail(log_in, visitor, f"name{number}", 1)
    assert LOCKED in fail(log_in, visitor, "noch-ein-name", 1)


def test_many_places_that_try_one_name_are_refused(
    visitor: Client, log_in: LogIn, editor: User, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    text = ""
    for number in range(51):
        extra = {"headers": {"x-forwarded-for": f"10.{number}.0.1"}}
        text = log_in(visitor, editor.username, "falsch-falsch", **extra).content.decode()
    assert LOCKED in text


def test_neither_names_nor_addresses_are_kept_and_attempts_are_deleted(
    visitor: Client, log_in: LogIn, editor: User
) -> None:
    fail(log_in, visitor, editor.username, 3)
    rows = str(list(LoginAttempt.objects.values()))
    assert editor.username not in rows
    assert "127.0.0" not in rows
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        purge_login_attempts()
    assert not LoginAttempt.objects.exists()


def test_a_coordinator_unlocks_somebody_of_the_team(
    visitor: Client, log_in: LogIn, editor: User, coordinator: User, network_a: Network
) -> None:
    fail(log_in, visitor, editor.email, 6)
    office = Client(HTTP_HOST=network_a.site.hostname)
    office.force_login(coordinator)
    page = office.get(reverse("team", args=[network_a.slug])).content.decode()
    assert page.count("Anmeldung entsperren") == 1
    url = reverse("team_unlock", args=[network_a.slug, editor.pk])
    assert office.get(url).status_code == 405
    office.post(url)
    log_in(visitor, editor.email)
    assert is_logged_in(visitor)
    assert AuditEntry.objects.get(action="login_unlocked").actor == coordinator


def test_the_command_unlocks_too(visitor: Client, log_in: LogIn, editor: User) -> None:
    fail(log_in, visitor, editor.username, 6)
    call_command("unlock_login", editor.email)
    log_in(visitor, editor.username)
    assert is_logged_in(visitor)


@pytest.mark.parametrize(
    "target", ["https://boese.example/", "//boese.example", "http://b-netz.localhost/admin/"]
)
def test_nobody_is_sent_to_another_host_after_logging_in(
    visitor: Client, editor: User, network_b: Network, target: str
) -> None:
    data = {"username": editor.username, "password": PASSWORD, "next": target}
    assert visitor.post(LOGIN, data).url == "/admin/"


def test_the_page_for_private_pages_leads_to_the_one_log_in(
    visitor: Client, log_in: LogIn, editor: User
) -> None:
    response = visitor.get("/de/_util/login/?next=/de/")
    assert response.status_code == 302
    assert response.url == "/admin/login/?next=/de/"
    visitor.post("/de/_util/login/", {"username": editor.username, "password": PASSWORD})
    assert not is_logged_in(visitor)


def test_a_new_session_begins_with_the_log_in(visitor: Client, log_in: LogIn, editor: User) -> None:
    visitor.get(LOGIN)
    session = visitor.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    log_in(visitor, editor.username)
    assert visitor.session.session_key != planted


def test_a_session_lasts_a_working_day(
    visitor: Client, editor: User, settings: LazySettings
) -> None:
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60
    data = {"username": editor.username, "password": PASSWORD}
    response = visitor.post(LOGIN, data)
    assert response.cookies["sessionid"]["max-age"] == "", "it ends with the browser"
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)):
        assert not is_logged_in(visitor)


def test_logging_out_everywhere(visitor: Client, log_in: LogIn, editor: User) -> None:
    log_in(visitor, editor.username)
    other = Client(HTTP_HOST=visitor.defaults["HTTP_HOST"])
    log_in(other, editor.username)
    url = reverse("end_sessions")
    assert "Überall abmelden" in visitor.get(url).content.decode()
    assert is_logged_in(other), "the page only asks"
    response = visitor.post(url)
    assert response.url == LOGIN
    assert not is_logged_in(visitor)
    assert not is_logged_in(other)
    assert AuditEntry.objects.filter(action="sessions_ended", actor=editor).exists()
    page = Client(HTTP_HOST=visitor.defaults["HTTP_HOST"])
    log_in(page, editor.username)
    assert url in page.get(reverse("wagtailadmin_account")).content.decode()
