"""Public forms: people get through, robots do not, and nothing typed is lost."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from network_core.forms.limits import Rate
from network_core.forms.protection import ProtectedForm
from network_core.forms.views import public_form

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TYPED = {"name": "Ada", "message": "Guten Tag,\r\nwie geht es?"}


class Network:
    """Stands for a network: the forms know nothing but its number."""

    def __init__(self, pk: int) -> None:
        self.pk = pk


class ProbeForm(ProtectedForm, forms.Form):
    form_name = "probe"
    rates = (Rate(3, timedelta(minutes=10)),)

    name = forms.CharField(max_length=40, required=False)
    message = forms.CharField(widget=forms.Textarea)


class OtherForm(ProbeForm):
    form_name = "other"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    cache.clear()


def request(network: int = 1, address: str = "192.0.2.10", **meta: str) -> HttpRequest:
    made = RequestFactory().post("/", REMOTE_ADDR=address, **meta)
    made.network = Network(network)
    return made


def shown(form_class: type[ProbeForm] = ProbeForm, network: int = 1) -> str:
    """The token of a form as a visitor gets it."""
    return token_of(form_class(request=request(network)))


def token_of(form: ProbeForm) -> str:
    match = re.search(r'name="form_token" value="([^"]+)"', form.as_p())
    assert match
    return match.group(1)


def sent(
    data: dict[str, Any] | None = None,
    *,
    token: str,
    form_class: type[ProbeForm] = ProbeForm,
    made: HttpRequest | None = None,
) -> ProbeForm:
    post = QueryDict(mutable=True)
    post.update({**TYPED, "form_token": token, **(data or {})})
    return form_class(post, request=made or request())


def codes(form: ProbeForm) -> list[str | None]:
    return [error.code for error in form.non_field_errors().as_data()]


def test_a_person_gets_through(clock: time_machine.Traveller) -> None:
    token = shown()
    clock.shift(20)
    form = sent(token=token)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Ada", "message": "Guten Tag,\nwie geht es?"}


def test_who_is_too_quick_waits_and_sends_the_same_form_again(
    clock: time_machine.Traveller,
) -> None:
    token = shown()
    clock.shift(1)
    form = sent(token=token)
    assert codes(form) == ["too_young"]
    clock.shift(5)
    assert sent(token=token_of(form)).is_valid()


def test_after_a_day_the_form_comes_back_with_what_was_typed(
    clock: time_machine.Traveller,
) -> None:
    token = shown()
    clock.shift(25 * 60 * 60)
    form = sent(token=token)
    assert codes(form) == ["expired"]
    assert "wie geht es?" in form.as_p()
    fresh = token_of(form)
    assert fresh != token
    clock.shift(5)
    assert sent(token=fresh).is_valid()


def test_a_mistake_in_a_field_costs_no_second_wait(clock: time_machine.Traveller) -> None:
    token = shown()
    clock.shift(20)
    form = sent({"message": ""}, token=token)
    assert list(form.errors) == ["message"]
    assert token_of(form) == token
    assert sent(token=token_of(form)).is_valid()


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "ä" * 5000])
def test_a_forged_token_is_refused(token: str) -> None:
    assert codes(sent(token=token)) == ["invalid"]


def test_a_token_is_good_for_its_form_and_network_only(clock: time_machine.Traveller) -> None:
    tokens = shown(OtherForm), shown(network=2)
    clock.shift(20)
    for token in tokens:
        assert codes(sent(token=token)) == ["invalid"]


def test_a_token_outlives_a_change_of_the_secret_key(
    clock: time_machine.Traveller, settings: Settings
) -> None:
    token = shown()
    clock.shift(20)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "neu" * 20
    assert sent(token=token).is_valid()


def test_who_fills_the_hidden_field_is_refused_but_not_for_ever(
    clock: time_machine.Traveller,
) -> None:
    token = shown()
    clock.shift(20)
    form = sent({"homepage": "https://spam.example"}, token=token)
    assert codes(form) == ["honeypot"]
    assert "spam.example" not in form.as_p()
    assert sent(token=token_of(form)).is_valid()


def test_the_hidden_field_is_out_of_the_way_of_keyboards_and_autofill() -> None:
    html = str(ProbeForm(request=request())["homepage"])
    assert 'tabindex="-1"' in html
    assert 'autocomplete="off"' in html
    assert ProbeForm.trap_names == ("homepage",)


def send_often(number: int, clock: time_machine.Traveller, **options: Any) -> list[bool]:
    token = shown()
    clock.shift(20)
    made = options.get("made") or (lambda index: request())
    return [
        sent({"message": str(index)}, token=token, made=made(index)).is_valid()
        for index in range(number)
    ]


def test_a_place_sends_so_often_and_no_more_and_later_again(
    clock: time_machine.Traveller,
) -> None:
    assert send_often(5, clock) == [True, True, True, False, False]
    clock.shift(11 * 60)
    assert send_often(1, clock) == [True]


@pytest.mark.parametrize(
    "addresses",
    [
        [f"192.0.2.{n}" for n in range(1, 6)],
        [f"2001:db8:1:2::{n}" for n in range(1, 6)],
        [f"::ffff:192.0.2.{n}" for n in range(1, 6)],
    ],
)
def test_neighbouring_addresses_are_one_place(
    clock: time_machine.Traveller, addresses: list[str]
) -> None:
    results = send_often(5, clock, made=lambda index: request(address=addresses[index]))
    assert results == [True, True, True, False, False]


def test_other_places_and_networks_are_not_held_up(clock: time_machine.Traveller) -> None:
    send_often(4, clock)
    token = shown()
    clock.shift(20)
    assert sent(token=token, made=request(address="198.51.100.1")).is_valid()
    other = shown(network=2)
    clock.shift(20)
    assert sent(token=other, made=request(network=2)).is_valid()


def test_a_visitor_cannot_choose_the_own_address(
    clock: time_machine.Traveller, settings: Settings
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1

    def made(index: int) -> HttpRequest:
        chain = f"203.0.{index}.1, 192.0.2.7"
        return request(address="10.0.0.1", HTTP_X_FORWARDED_FOR=chain)

    assert send_often(5, clock, made=made) == [True, True, True, False, False]


def test_the_cache_knows_no_address(clock: time_machine.Traveller) -> None:
    send_often(1, clock)
    stored = repr(cache._cache)  # type: ignore[attr-defined]
    assert "forms:rate:" in stored
    assert "192.0.2" not in stored


def test_without_a_cache_the_form_stays_closed(
    clock: time_machine.Traveller, settings: Settings
) -> None:
    token = shown()
    clock.shift(20)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    form = sent(token=token)
    assert codes(form) == ["rate"]
    assert "wie geht es?" in form.as_p()


def test_a_double_click_is_one_submission(clock: time_machine.Traveller) -> None:
    token = shown()
    clock.shift(20)
    first, second, changed = (
        sent(token=token),
        sent(token=token),
        sent({"message": "Noch etwas"}, token=token),
    )
    assert [form.is_valid() and form.claim() for form in (first, second, changed)] == [
        True,
        False,
        True,
    ]
    first.release()
    assert second.claim()


def test_what_does_not_belong_to_the_form_is_dropped(clock: time_machine.Traveller) -> None:
    token = shown()
    clock.shift(20)
    form = sent({f"extra{n}": "x" for n in range(900)}, token=token)
    assert form.is_valid()
    assert set(form.data) == {"name", "message", "form_token"}


def test_too_much_text_is_refused_and_cut(clock: time_machine.Traveller) -> None:
    token = shown()
    clock.shift(20)
    form = sent({"message": "ä" * 1_000_000, "name": "x" * 1000}, token=token)
    assert set(form.errors) == {"message", "name"}
    assert len(form.as_p()) < 30_000


def test_hidden_characters_do_not_arrive(clock: time_machine.Traveller) -> None:
    token = shown()
    clock.shift(20)
    form = sent({"name": "A\x00da\r\nBcc: x", "message": "Ka\u0308se\u202e\x07"}, token=token)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Ada Bcc: x", "message": "Käse"}


def test_the_view_needs_no_cookie_and_refuses_foreign_pages() -> None:
    @public_form
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("gut")

    plain = view(RequestFactory(enforce_csrf_checks=True).post("/"))
    assert (plain.status_code, plain.cookies.output()) == (200, "")
    assert "no-store" in plain.headers["Cache-Control"]
    foreign = RequestFactory().post("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert view(foreign).status_code == 403
    assert view.csrf_exempt
