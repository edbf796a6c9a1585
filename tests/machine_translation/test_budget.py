"""What networks may send in a month: each its own, and nobody more than that."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import pytest
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel
from wagtail_localize.strings import StringValue

from network_core.machine_translation.engines import Placeholder
from network_core.machine_translation.errors import Failure
from network_core.machine_translation.models import MachineBudget, SentCharacters
from network_core.machine_translation.proposing import Outcome
from network_core.networks.models import Network
from tests.factories import let_speak
from tests.machine_translation.conftest import Service, ask

FIRST, SECOND = "Wir helfen Ihnen.", "Noch ein Text."


@pytest.fixture(autouse=True)
def languages(network_a: Network, network_b: Network) -> None:
    """Both networks are in Turkish, too."""
    let_speak(network_a, "tr")
    let_speak(network_b, "tr")


def books(network: Network) -> SentCharacters:
    return SentCharacters.objects.get(network=network)


def test_a_used_up_budget_asks_nobody_until_the_next_month(
    deepl: Service, network_a: Network, settings: Settings
) -> None:
    settings.MACHINE_TRANSLATION_CHARACTERS = len(FIRST) + 3
    assert ask(network_a, [FIRST]).made == 1
    assert ask(network_a, [SECOND]).failure == Failure.BUDGET
    assert len(deepl.asked) == 1
    assert (books(network_a).characters, books(network_a).refused) == (len(FIRST), 1)
    with travel(timezone.now() + timezone.timedelta(days=32)):
        assert ask(network_a, [SECOND]).made == 1


def test_one_network_that_has_used_up_its_budget_leaves_the_others_alone(
    deepl: Service, network_a: Network, network_b: Network
) -> None:
    MachineBudget.objects.create(network=network_a, characters=5)
    assert ask(network_a, [FIRST]).failure == Failure.BUDGET
    assert ask(network_b, [FIRST]).made == 1
    MachineBudget.objects.update(characters=len(FIRST))
    assert ask(network_a, [FIRST]).made == 1, "a larger budget holds at once"
    assert books(network_a).budget == len(FIRST)


def test_zero_is_no_budget(deepl: Service, network_a: Network) -> None:
    MachineBudget.objects.create(network=network_a, characters=0)
    assert ask(network_a, [FIRST]).failure == Failure.BUDGET
    assert deepl.asked == []


class Crowded(Placeholder):
    """While it works on the first request, a second translator asks."""

    second: ClassVar[Any] = None
    outcome: ClassVar[Outcome | None] = None

    def translate(
        self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]
    ) -> Mapping[StringValue, StringValue]:
        if Crowded.second:
            network, Crowded.second = Crowded.second, None
            Crowded.outcome = ask(network, [SECOND])
        answers: Mapping[StringValue, StringValue] = super().translate(
            source_locale, target_locale, strings
        )
        return answers


def test_two_who_ask_at_once_do_not_spend_the_same_rest(
    network_a: Network, settings: Settings
) -> None:
    settings.MACHINE_TRANSLATION = {"CLASS": f"{__name__}.Crowded", "OPTIONS": {}}
    MachineBudget.objects.create(network=network_a, characters=len(FIRST) + len(SECOND) - 1)
    Crowded.second = network_a
    assert ask(network_a, [FIRST]).made == 1
    assert Crowded.outcome is not None
    assert Crowded.outcome.failure == Failure.BUDGET
    assert books(network_a).characters == len(FIRST)


def test_the_books_name_the_service_and_count_what_failed(
    deepl: Service, network_a: Network
) -> None:
    deepl.answer = lambda texts: (500, {})
    ask(network_a, [FIRST])
    row = books(network_a)
    assert (row.engine, row.failed, row.characters, row.refused) == ("DeepL", 1, 0, 0)
