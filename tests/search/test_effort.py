"""How much a result page asks of the database, whatever is on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import Collection

from network_core.directory.models import OfferLanguage, OfferPlace, OfferText
from network_core.media.models import File
from network_core.networks.models import Network
from network_core.places.models import Place
from search import indexer
from tests.factories import (
    AgreementFactory,
    EventFactory,
    OfferFactory,
    PartnerFactory,
    PathwayFactory,
    PositionFactory,
    WorkingGroupFactory,
    let_speak,
    person,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


@pytest.fixture
def of_each_kind(
    network_a: Network,
    network_b: Network,
    umbrella: Network,
    add_page: Any,
    settings: Settings,
    tmp_path: Path,
) -> Callable[[int], None]:
    """Publish so many of every kind of object, by all networks."""
    settings.MEDIA_ROOT = tmp_path
    collections: dict[int, Collection] = {}
    for network in (network_a, network_b, umbrella):
        person(network)
        collections[network.pk] = Collection.objects.get(name=network.name)
    turkish = let_speak(network_a, "tr")["tr"]
    Place.objects.create(
        postcode="37073",
        name="Göttingen",
        folded="goettingen",
        folded_short="goettingen",
        key="03159",
        latitude=51.53,
        longitude=9.93,
    )

    def add(number: int) -> None:
        for network in [network_a, network_b, umbrella] * number:
            partner = PartnerFactory(steward=network, name="Spielgruppe", city="Göttingen")
            offer = OfferFactory(steward=network, title="Spielgruppe", partner=partner)
            OfferPlace.objects.create(offer=offer, city="Göttingen", postal_code="37073")
            OfferLanguage.objects.create(offer=offer, code="tr")
            translated = OfferFactory(steward=network, title="Spielgruppe", nationwide=True)
            OfferText.objects.create(
                record=translated, locale=turkish, title="Spielgruppe", live=True
            )
            EventFactory(network=network, title="Spielgruppe")
            PathwayFactory(steward=network, title="Spielgruppe")
            WorkingGroupFactory(network=network, name="Spielgruppe")
            AgreementFactory(network=network, title="Spielgruppe")
            PositionFactory(network=network, title="Spielgruppe")
            add_page(network, "Spielgruppe")
            File.objects.create(
                title="Spielgruppe",
                file=ContentFile(b"Text", name="text.txt"),
                collection=collections[network.pk],
            )

    return add


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("de", {}),
        ("de", {"near": "37073", "radius": "25"}),
        ("de", {"near": "37073", "sort": "distance"}),
        ("de", {"sort": "checked", "scope": "own"}),
        ("tr", {}),
        ("tr", {"near": "37073"}),
    ],
)
def test_a_result_page_costs_ten_queries_at_most(
    network_a: Network,
    client: Client,
    of_each_kind: Callable[[int], None],
    language: str,
    asked: dict[str, str],
) -> None:
    host = {"host": network_a.site.hostname}
    parameters = {"q": "Spielgruppe", "per_page": "50", **asked}

    def queries() -> int:
        indexer.index_all_pending()
        client.get(f"/{language}/suche/", parameters, headers=host)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/{language}/suche/", parameters, headers=host)
        kinds = {hit["type"] for hit in page.context["hits"]}
        assert {"offer", "partner", "event", "pathway"} & kinds
        if not asked:
            assert kinds >= {"offer", "partner", "event", "pathway", "alliance", "page", "document"}
        return len(captured)

    of_each_kind(1)
    first = queries()
    of_each_kind(2)
    assert queries() == first
    assert first <= MOST_QUERIES, first
