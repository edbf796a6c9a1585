"""Pathways in search: found by what their steps say, led to where they are at home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep, PathwayText
from tests.factories import PathwayFactory, PathwayStepFactory, TermFactory, let_speak

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def test_a_pathway_is_found_by_its_title_its_life_situation_and_its_steps(
    network_a: Network, umbrella: Network, titles: Titles, ask: Any
) -> None:
    situation = TermFactory(scheme__slug="life_situation", label="Obdachlosigkeit")
    step = PathwayStepFactory(
        pathway__steward=umbrella,
        pathway__title="Wohnung retten",
        pathway__slug="wohnung-retten",
        pathway__life_situations=[situation],
        title="Hundesteuer bezahlen",
    )
    for words in ("Wohnung retten", "Obdachlosigkeit", "Hundesteuer"):
        assert titles(network_a, words) == ["Wohnung retten"], words
    [hit] = ask(network_a, "Hundesteuer")["hits"]
    assert hit["url"] == "/de/wegweiser/wohnung-retten/"
    assert hit["type"] == "pathway"
    step.title = "Mahnbescheid prüfen"
    step.save()
    assert titles(network_a, "Mahnbescheid") == ["Wohnung retten"]
    assert titles(network_a, "Hundesteuer") == []


def test_the_pathway_of_another_region_leads_to_its_site(
    network_a: Network, network_b: Network, titles: Titles, ask: Any
) -> None:
    PathwayFactory(steward=network_b, title="Kompass", slug="kompass")
    assert titles(network_a, "Kompass") == ["Kompass"]
    [hit] = ask(network_a, "Kompass")["hits"]
    assert hit["url"] == "http://b-netz.localhost/de/wegweiser/kompass/"


def test_what_is_withdrawn_is_not_found_and_words_are_found_in_their_language(
    network_a: Network, titles: Titles
) -> None:
    pathway = PathwayFactory(steward=network_a, title="Trennung")
    english = let_speak(network_a, "en")["en"]
    PathwayText.objects.create(record=pathway, locale=english, title="Separation")
    assert titles(network_a, "Separation", "en") == ["Separation"]
    Pathway.objects.get().unpublish()
    assert titles(network_a, "Trennung") == []
    assert titles(network_a, "Separation", "en") == []
    assert PathwayStep.objects.count() == 0
