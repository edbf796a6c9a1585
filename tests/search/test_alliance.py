"""Groups, agreements and positions in search."""

from collections.abc import Callable
from typing import Any

import pytest

from network_core.networks.models import Network
from tests.factories import (
    AgreementFactory,
    MeetingFactory,
    PositionFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


def test_what_networks_do_together_is_found_as_one_kind(
    network_a: Network, network_b: Network, titles: Titles, ask: Any
) -> None:
    group = WorkingGroupFactory(network=network_b, name="AG Wohnen")
    MeetingFactory(group=group, subject="Mietschulden", minutes="<p>Räumung vermeiden.</p>")
    AgreementFactory(network=network_a, title="Vereinbarung Mietschulden")
    position = PositionFactory(network=network_b, title="Mietschulden übernehmen")
    found = titles(network_a, "Mietschulden")
    assert set(found) == {"AG Wohnen", "Vereinbarung Mietschulden", "Mietschulden übernehmen"}
    hits = {hit["title"]: hit for hit in ask(network_a, "Mietschulden", type="alliance")["hits"]}
    assert set(hits) == set(found)
    assert hits["AG Wohnen"]["url"] == group.get_path("de")
    assert hits["AG Wohnen"]["network_name"] == "B-Netz"
    assert hits["Vereinbarung Mietschulden"]["is_own"]
    position.unpublish()
    assert "Mietschulden übernehmen" not in titles(network_a, "Mietschulden")
