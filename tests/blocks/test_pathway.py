"""The block that leads to a pathway."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network_core.networks.models import Network
from tests.factories import PathwayFactory, PathwayStepFactory

Show = Callable[..., str]
Check = Callable[[str, Any], Any]


def test_title_summary_and_steps_lead_into_the_pathway(
    show: Show, umbrella: Network, network_a: Network
) -> None:
    pathway = PathwayFactory(steward=umbrella, slug="weg", title="Umzug", summary="Kurz.")
    for title in ("Kündigen", "Ummelden"):
        PathwayStepFactory(pathway=pathway, title=title)
    html = show(("pathway", {"pathway": pathway.pk, "show_steps": True}), network=network_a)
    assert "Kurz." in html
    assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', html) == [
        ("/de/wegweiser/weg/", "Umzug"),
        ("/de/wegweiser/weg/#schritt-1", "Kündigen"),
        ("/de/wegweiser/weg/#schritt-2", "Ummelden"),
    ]
    short = show(("pathway", {"pathway": pathway.pk, "show_steps": False}), network=network_a)
    assert "Kündigen" not in short


def test_a_pathway_of_another_region_leads_to_its_site(
    show: Show, network_a: Network, network_b: Network
) -> None:
    pathway = PathwayFactory(steward=network_b, slug="weg")
    html = show(("pathway", {"pathway": pathway.pk, "show_steps": True}), network=network_a)
    assert f'href="{network_b.root_url}/de/wegweiser/weg/"' in html


def test_a_draft_leaves_nothing_and_cannot_be_chosen(
    show: Show, check: Check, network_a: Network
) -> None:
    draft = PathwayFactory(steward=network_a, live=False, title="GEHEIM")
    block = ("pathway", {"pathway": draft.pk, "show_steps": True})
    assert "<section" not in show(block, network=network_a)
    noted = show(block, network=network_a, is_preview=True)
    assert "nicht mehr verfügbar" in noted
    assert "GEHEIM" not in noted
    with pytest.raises(ValidationError):
        check("pathway", {"pathway": draft.pk, "show_steps": True})


def test_all_pathways_of_a_page_are_read_together(show: Show, network_a: Network) -> None:
    def queries(number: int) -> int:
        blocks = []
        for _number in range(number):
            step = PathwayStepFactory(pathway__steward=network_a)
            blocks.append(("pathway", {"pathway": step.pathway.pk, "show_steps": True}))
        with CaptureQueriesContext(connection) as captured:
            show(*blocks, network=network_a)
        return len(captured)

    assert queries(1) == queries(5)
