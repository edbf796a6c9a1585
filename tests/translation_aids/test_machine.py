"""A machine proposes, a person takes over: beside the editor of a page."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail_localize.models import StringTranslation, Translation

from infra.settings.machine_translation import ONLY_PROPOSALS, machine_translation
from network_core.machine_translation.models import MachineProposal, SentCharacters
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from tests.sites.making import make_network
from tests.translation_aids.making import (
    ADVANCE,
    edit,
    enter,
    german_page,
    member,
    say,
    segment_of,
    told,
    translated,
)


@pytest.fixture(autouse=True)
def machine(settings: Settings) -> None:
    """The engine that asks nobody."""
    settings.MACHINE_TRANSLATION = machine_translation("placeholder", "", "", 1)
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = ONLY_PROPOSALS


@pytest.fixture
def translation(network: Network) -> Translation:
    """A page that nobody has translated yet."""
    return translated(german_page(network), "tr")


@pytest.fixture
def client(network: Network) -> Client:
    """Who translates into Turkish."""
    return enter(member(network, Role.TRANSLATOR, "tr"), network)


def ask(client: Client, translation: Translation):  # type: ignore[no-untyped-def]
    return client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]))


def accept(client: Client, translation: Translation) -> int:
    args = [translation.pk, segment_of(translation, ADVANCE).pk]
    return int(client.post(reverse("accept_proposal", args=args)).status_code)


def test_a_proposal_is_no_translation_until_somebody_takes_it_over(
    client: Client, translation: Translation
) -> None:
    page = translation.get_target_instance()
    assert "machine_translate" in client.get(edit(page)).content.decode()
    answer = ask(client, translation)
    assert answer.status_code == 302
    assert "Vorschlag der Maschine" in told(answer)
    assert not StringTranslation.objects.filter(locale=translation.target_locale).exists()
    assert not page.live
    aids = client.get(reverse("translation_aids", args=[translation.pk])).json()
    note = next(each["note"] for each in aids["segments"] if each["source"] == ADVANCE)
    assert "Unterhaltsvorschuss. bekommen Sie" in note
    assert "von niemandem gelesen" in note
    assert accept(client, translation) == 200
    said = StringTranslation.objects.get(locale=translation.target_locale)
    assert said.data == "Unterhaltsvorschuss. bekommen Sie"
    assert said.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL
    assert said.last_translated_by is not None


def test_what_somebody_has_translated_stays(client: Client, translation: Translation) -> None:
    ask(client, translation)
    say(translation, ADVANCE, "Nafaka avansı alırsınız.")
    assert accept(client, translation) == 200
    assert segment_of(translation, ADVANCE).string.translations.get().data.startswith("Nafaka")


def test_only_who_translates_this_language_asks(network: Network, translation: Translation) -> None:
    simple = member(network, Role.TRANSLATOR, "de-simple")
    author = member(network, Role.AUTHOR)
    other = member(make_network("anderswo"), Role.COORDINATOR)
    for stranger in (simple, author, other):
        client = enter(stranger, network)
        assert ask(client, translation).status_code in (302, 403, 404)
        assert accept(client, translation) in (302, 403, 404)
    assert not MachineProposal.objects.exists()
    assert not SentCharacters.objects.exists()


def test_leichte_sprache_is_written_by_people(network: Network) -> None:
    translation = translated(german_page(network), "de-simple")
    client = enter(member(network, Role.EDITOR), network)
    assert ask(client, translation).status_code == 404
    shown = client.get(edit(translation.get_target_instance())).content.decode()
    assert "machine_translate" not in shown


def test_a_used_up_budget_is_told(
    client: Client, translation: Translation, settings: Settings
) -> None:
    settings.MACHINE_TRANSLATION_CHARACTERS = 5
    assert "die Bundesebene um ein größeres Budget bitten" in told(ask(client, translation))


def test_names_of_the_team_and_addresses_are_not_sent(network: Network) -> None:
    member(network, Role.EDITOR).__class__.objects.update(first_name="Jo", last_name="Beispiel")
    page = german_page(network, "Jo Beispiel hilft unter jo@example.org.")
    translation = translated(page, "tr")
    client = enter(member(network, Role.TRANSLATOR, "tr"), network)
    ask(client, translation)
    kept = MachineProposal.objects.get(text__contains="Jo Beispiel")
    assert "jo@example.org" in kept.text


def test_synchronising_asks_no_machine_and_publishes_none_of_its_words(
    network: Network, translation: Translation
) -> None:
    client = enter(member(network, Role.EDITOR), network)
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert "use_machine_translation" not in client.get(address).content.decode()
    client.post(address, {"publish_translations": "on", "use_machine_translation": "on"})
    assert not StringTranslation.objects.filter(locale=translation.target_locale).exists()
