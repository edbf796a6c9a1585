"""Asking a service: what is sent, what is kept, and what it costs."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from infra.settings.machine_translation import machine_translation
from network_core.machine_translation.errors import Failure
from network_core.machine_translation.jobs import KEEP, forget_machine_proposals
from network_core.machine_translation.models import MachineProposal, SentCharacters
from network_core.machine_translation.proposing import machine_for, propose
from network_core.networks.models import Network
from tests.factories import let_speak
from tests.machine_translation.conftest import Service, ask

TEXTS = ["Wir helfen Ihnen.", "Rufen Sie an: 0551 400 30 00"]


@pytest.fixture(autouse=True)
def languages(network_a: Network) -> None:
    """Network A is in Turkish and Leichte Sprache, too."""
    let_speak(network_a, "tr", "de-simple")


def spent(network: Network) -> int:
    return int(SentCharacters.objects.spent(network.pk))


def test_proposals_are_kept_and_not_asked_for_again(deepl: Service, network_a: Network) -> None:
    outcome = ask(network_a, [*TEXTS, "0551 400 30 00", " "])
    assert (outcome.made, outcome.failure) == (2, None)
    assert deepl.asked == [["Wir helfen Ihnen.", 'Rufen Sie an: <x id="0"/>']]
    kept = MachineProposal.objects.of(network_a.pk, "tr", TEXTS)
    assert kept == {text: f"TR {text}" for text in TEXTS}
    assert spent(network_a) == sum(map(len, deepl.asked[0]))
    assert ask(network_a, TEXTS).made == 0
    assert len(deepl.asked) == 1


def test_networks_share_neither_proposals_nor_budget(
    deepl: Service, network_a: Network, network_b: Network
) -> None:
    ask(network_a, TEXTS)
    assert MachineProposal.objects.of(network_b.pk, "tr", TEXTS) == {}
    assert spent(network_b) == 0


@pytest.mark.parametrize(
    ("status", "answer", "failure", "is_counted"),
    [
        (456, {"message": "Quota Exceeded"}, Failure.QUOTA, False),
        (403, b"", Failure.REFUSED, False),
        (429, {}, Failure.BUSY, False),
        (400, {}, Failure.LANGUAGE, False),
        (500, b"<html>", Failure.AWAY, False),
        (200, b"not json", Failure.MALFORMED, True),
        (200, {"translations": [{"text": "one"}]}, Failure.MALFORMED, True),
        (200, {"translations": [{"text": "one"}, {"text": None}]}, Failure.MALFORMED, True),
        (200, [], Failure.MALFORMED, True),
    ],
)
def test_a_bad_answer_is_told_and_nothing_of_it_kept(
    deepl: Service,
    network_a: Network,
    status: int,
    answer: object,
    failure: Failure,
    is_counted: bool,
) -> None:
    deepl.answer = lambda texts: (status, answer)
    outcome = ask(network_a, TEXTS)
    assert (outcome.made, outcome.failure) == (0, failure)
    assert not MachineProposal.objects.exists()
    assert bool(spent(network_a)) is is_counted


def test_a_service_that_hangs_or_is_away_costs_a_moment(
    deepl: Service, network_a: Network, settings: Settings
) -> None:
    deepl.seconds = 1.5
    began = timezone.now()
    assert ask(network_a, TEXTS).failure == Failure.TIME_OUT
    assert (timezone.now() - began).total_seconds() < 1.4
    assert spent(network_a), "it may have read the texts"
    before = spent(network_a)
    settings.MACHINE_TRANSLATION = machine_translation(
        "libretranslate", "http://127.0.0.1:9", "", 0.5
    )
    assert ask(network_a, TEXTS).failure == Failure.AWAY
    assert spent(network_a) == before, "nobody was there to read them"


@pytest.mark.parametrize(
    ("how", "failure"),
    [("hangs up", Failure.AWAY), ("cuts off", Failure.AWAY), ("stalls", Failure.TIME_OUT)],
)
def test_what_a_service_has_read_is_counted_though_the_connection_is_lost(
    deepl: Service, network_a: Network, how: str, failure: Failure
) -> None:
    deepl.breaks = how
    assert ask(network_a, TEXTS).failure == failure
    assert len(deepl.asked) == 1
    assert spent(network_a) == sum(map(len, deepl.asked[0]))


def test_looking_up_the_service_is_done_once(
    deepl: Service, network_a: Network, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        machine = machine_for("tr")
    assert machine is not None
    texts = [f"Das ist Text {chr(97 + n)}{n}." for n in range(90)]

    def cost(number: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            propose(machine, network_a, texts[:number])
        return len(asked)

    one = cost(1)
    assert cost(40) <= one, "no questions for each text"
    assert len(deepl.asked) == 2


def test_what_came_before_a_failure_stays(deepl: Service, network_a: Network) -> None:
    good = deepl.answer
    deepl.answer = lambda texts: good(texts) if len(deepl.asked) == 1 else (456, {})
    outcome = ask(network_a, [f"Das ist Text {chr(97 + n)}{n}." for n in range(60)])
    assert (outcome.made, outcome.failure) == (40, Failure.QUOTA)
    assert MachineProposal.objects.count() == 40


def test_an_answer_that_has_lost_a_number_is_left_out(deepl: Service, network_a: Network) -> None:
    deepl.answer = lambda texts: (200, {"translations": [{"text": "Arayın"}] * len(texts)})
    outcome = ask(network_a, TEXTS)
    assert (outcome.made, outcome.unusable) == (1, 1)


def test_what_came_back_unusable_is_not_paid_for_again(
    deepl: Service, network_a: Network, settings: Settings
) -> None:
    deepl.answer = lambda texts: (200, {"translations": [{"text": "Arayın"}] * len(texts)})
    ask(network_a, TEXTS)
    paid = spent(network_a)
    again = ask(network_a, TEXTS)
    assert (again.made, again.unusable, again.failure) == (0, 1, None)
    assert (spent(network_a), len(deepl.asked)) == (paid, 1)
    assert MachineProposal.objects.of(network_a.pk, "tr", TEXTS) == {TEXTS[0]: "Arayın"}
    settings.MACHINE_TRANSLATION = machine_translation("libretranslate", deepl.url, "", 1)
    deepl.answer = lambda texts: (200, {"translatedText": [f"TR {text}" for text in texts]})
    other = ask(network_a, TEXTS)
    assert (other.made, other.unusable) == (1, 0), "another service may do better"
    assert MachineProposal.objects.of(network_a.pk, "tr", TEXTS)[TEXTS[1]] == f"TR {TEXTS[1]}"


def test_nobody_is_asked_without_a_service_or_for_leichte_sprache(
    service: Service, network_a: Network, settings: Settings
) -> None:
    settings.MACHINE_TRANSLATION = machine_translation("", "", "", 1)
    assert machine_for("tr") is None
    for name in ("deepl", "libretranslate", "placeholder"):
        settings.MACHINE_TRANSLATION = machine_translation(name, service.url, "secret", 1)
        assert machine_for("tr") is not None
        assert machine_for("de-simple") is None
        assert machine_for("xx") is None
    assert service.asked == []


def test_libretranslate_answers_in_its_own_way(
    service: Service, network_a: Network, settings: Settings
) -> None:
    settings.MACHINE_TRANSLATION = machine_translation("libretranslate", f"{service.url}/", "", 1)
    service.answer = lambda texts: (200, {"translatedText": [f"<b>{text}</b>" for text in texts]})
    assert ask(network_a, TEXTS).made == 2
    service.answer = lambda texts: (200, {"error": "?"})
    assert ask(network_a, ["Neu."]).failure == Failure.MALFORMED


@pytest.mark.parametrize(
    ("name", "url", "key"), [("bing", "", ""), ("deepl", "", ""), ("libretranslate", "", "x")]
)
def test_a_wrong_setting_stops_the_start(name: str, url: str, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MACHINE_TRANSLATION"):
        machine_translation(name, url, key, 1)


def test_old_proposals_are_forgotten(deepl: Service, network_a: Network) -> None:
    ask(network_a, TEXTS)
    MachineProposal.objects.filter(text__contains="helfen").update(
        made_at=timezone.now() - KEEP * 2
    )
    forget_machine_proposals()
    assert [proposal.text for proposal in MachineProposal.objects.all()] == [f"TR {TEXTS[1]}"]
