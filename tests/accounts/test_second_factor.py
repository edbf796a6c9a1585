"""The second factor: who has one is asked for it, who needs one sets it up, nothing goes around."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.accounts.sealing import opened
from network_core.audit.models import AuditEntry
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.accounts.conftest import PASSWORD, is_logged_in, with_password
from tests.factories import AdministratorFactory, person

pytestmark = pytest.mark.django_db

LogIn = Callable[..., Any]

# What follows setting a factor up follows the commit.
commits = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def required(settings: LazySettings) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(secret: str) -> str:
    """What the app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def set_up_app(client: Client) -> str:
    """Set an app up by its pages, as people do; its secret."""
    url = reverse("mfa_activate_totp")
    page = client.get(url)
    if page.status_code == 302:
        client.post(page.url, {"password": PASSWORD})
        page = client.get(url)
    secret = str(page.context["form"].secret)
    response = client.post(url, {"code": code_of(secret)})
    assert response.status_code == 302, response.context["form"].errors
    return secret


@pytest.fixture
def secret(visitor: Client, editor: User, log_in: LogIn) -> str:
    """The secret of an editor's app; nobody is logged in."""
    log_in(visitor, editor.username)
    secret = set_up_app(visitor)
    visitor.logout()
    cache.clear()
    return secret


def send_code(client: Client, code: str) -> Any:
    """Post a code in the second step."""
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_after_the_password_comes_the_code(
    visitor: Client, editor: User, log_in: LogIn, secret: str
) -> None:
    response = log_in(visitor, editor.username)
    assert response.url == reverse("mfa_authenticate")
    assert not is_logged_in(visitor)
    assert "Code der App" in visitor.get(response.url).content.decode()
    assert "stimmt nicht" in send_code(visitor, "000000").content.decode()
    assert not is_logged_in(visitor)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert send_code(visitor, code_of(secret)).url == "/admin/"
        assert is_logged_in(visitor)


def test_a_code_is_valid_once(visitor: Client, editor: User, log_in: LogIn, secret: str) -> None:
    code = code_of(secret)
    log_in(visitor, editor.username)
    assert send_code(visitor, code).status_code == 302
    other = Client(HTTP_HOST=visitor.defaults["HTTP_HOST"])
    log_in(other, editor.username)
    assert send_code(other, code).status_code == 200
    assert not is_logged_in(other)


def test_a_code_of_ten_minutes_ago_is_refused(
    visitor: Client, editor: User, log_in: LogIn, secret: str
) -> None:
    old = code_of(secret)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        log_in(visitor, editor.username)
        assert send_code(visitor, old).status_code == 200
        assert not is_logged_in(visitor)


def test_recovery_codes_work_once_each(
    visitor: Client, editor: User, log_in: LogIn, secret: str
) -> None:
    codes = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    for expected in (True, False):
        client = Client(HTTP_HOST=visitor.defaults["HTTP_HOST"])
        log_in(client, editor.username)
        send_code(client, codes[0])
        assert is_logged_in(client) is expected


def test_codes_cannot_be_tried_for_ever(
    visitor: Client, editor: User, log_in: LogIn, secret: str
) -> None:
    log_in(visitor, editor.username)
    for _number in range(5):
        send_code(visitor, "000000")
        cache.clear()  # nothing depends on the memory of one process
    assert "zu viele Fehlversuche" in send_code(visitor, code_of(secret)).content.decode()
    assert not is_logged_in(visitor)


def test_a_new_password_does_not_go_around_the_second_factor(
    visitor: Client, editor: User, log_in: LogIn, secret: str
) -> None:
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    editor.refresh_from_db()
    link = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(editor.pk)),
            default_token_generator.make_token(editor),
        ],
    )
    page = visitor.get(link, follow=True)
    new = "Ganz-neue-Kastanien"
    visitor.post(page.request["PATH_INFO"], {"new_password1": new, "new_password2": new})
    assert not is_logged_in(visitor)
    assert log_in(visitor, editor.username, new).url == reverse("mfa_authenticate")
    assert not is_logged_in(visitor)


def test_secrets_are_not_kept_in_the_clear(editor: User, secret: str) -> None:
    stored = Authenticator.objects.get(user=editor, type="totp").data["secret"]
    assert secret not in str(list(Authenticator.objects.values()))
    assert opened(stored) == secret


def test_setting_up_asks_for_the_password_again(
    visitor: Client, editor: User, log_in: LogIn
) -> None:
    log_in(visitor, editor.username)
    response = visitor.get(reverse("mfa_activate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))
    page = visitor.post(reverse("account_reauthenticate"), {"password": "falsch"})
    assert "Passwort stimmt nicht" in page.content.decode()
    assert visitor.get(reverse("mfa_activate_totp")).status_code == 302


@commits
def test_changes_are_written_down(
    visitor: Client, editor: User, secret: str, network_a: Network
) -> None:
    entries = AuditEntry.objects.filter(action="second_factor_changed")
    assert {(entry.actor, entry.network) for entry in entries} == {(editor, network_a)}


@commits
@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("who", ["coordinator", "staff", "administrator"])
def test_in_production_some_have_to_set_it_up_first(
    visitor: Client, log_in: LogIn, network_a: Network, umbrella: Network, who: str
) -> None:
    user = with_password(
        {
            "coordinator": lambda: person(network_a, Role.COORDINATOR),
            "staff": lambda: person(umbrella, Role.STAFF),
            "administrator": AdministratorFactory,
        }[who]()
    )
    log_in(visitor, user.username)
    for url in ("/admin/", "/admin/team/", "/admin/pages/", "/admin/account/"):
        for response in (visitor.get(url), visitor.post(url)):
            assert (response.status_code, response.url) == (302, reverse("mfa_index")), url
    assert "Pflicht" in visitor.get(reverse("mfa_index")).content.decode()
    set_up_app(visitor)
    assert is_logged_in(visitor)
    assert visitor.get(reverse("mfa_deactivate_totp")).status_code == 200
    visitor.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type="totp").exists(), "the last one stays"


@pytest.mark.usefixtures("required")
def test_others_may_and_need_not(
    visitor: Client, editor: User, log_in: LogIn, network_a: Network
) -> None:
    log_in(visitor, editor.username)
    assert is_logged_in(visitor)
    set_up_app(visitor)
    visitor.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=editor).exists()


@commits
@pytest.mark.usefixtures("required")
def test_a_session_that_did_not_see_the_second_factor_ends(
    visitor: Client, coordinator: User, log_in: LogIn
) -> None:
    log_in(visitor, coordinator.username)
    set_up_app(visitor)
    assert is_logged_in(visitor)
    aside = Client(HTTP_HOST=visitor.defaults["HTTP_HOST"])
    aside.force_login(User.objects.get(pk=coordinator.pk))
    assert aside.get("/admin/").url == reverse("wagtailadmin_login")
    assert "_auth_user_id" not in aside.session


@pytest.mark.usefixtures("required")
def test_who_becomes_coordinator_is_asked_from_then_on(
    visitor: Client, editor: User, log_in: LogIn, network_a: Network
) -> None:
    from tests.factories.people import role_group

    log_in(visitor, editor.username)
    assert is_logged_in(visitor)
    editor.groups.add(role_group(network_a, Role.COORDINATOR))
    assert not is_logged_in(visitor)
    log_in(visitor, editor.username)
    assert visitor.get("/admin/").url == reverse("mfa_index")


def test_in_the_demo_nobody_has_to(visitor: Client, coordinator: User, log_in: LogIn) -> None:
    log_in(visitor, coordinator.username)
    assert is_logged_in(visitor)


def test_who_lost_the_phone_and_the_codes_gets_a_new_start(
    visitor: Client, editor: User, log_in: LogIn, secret: str
) -> None:
    call_command("unlock_login", editor.username, "--second-factor")
    assert not Authenticator.objects.filter(user=editor).exists()
    log_in(visitor, editor.username)
    assert is_logged_in(visitor)


def test_every_page_of_the_second_factor_is_german(
    visitor: Client, editor: User, log_in: LogIn
) -> None:
    log_in(visitor, editor.username)
    set_up_app(visitor)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "end_sessions",
    ):
        page = visitor.get(reverse(name))
        assert page.status_code == 200, name
        text = page.content.decode()
        assert "Zweiter" in text or "Bitte" in text or "Abbrechen" in text or "Fertig" in text
        for english in ("Authenticator", "Recovery", "Security key", "Confirm", "Sign in"):
            assert english not in text, (name, english)
