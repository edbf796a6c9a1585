"""Hits read anew: the question to the database is written once, what it asks for changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.directory.models import OfferText
from network_core.networks.known import known_by_number, known_networks
from network_core.networks.models import Network
from search.documents.base import HitContext
from search.documents.registry import all_sources
from search.documents.rereading import hits_of
from tests.factories import (
    EventFactory,
    HiddenOfferFactory,
    OfferFactory,
    PartnerFactory,
    PathwayFactory,
    let_speak,
)

pytestmark = pytest.mark.django_db


def shown(context: HitContext, **records: list[Any]) -> set[str]:
    """The titles of those that may be shown."""
    pks = {name: [each.pk for each in of_type] for name, of_type in records.items()}
    return {hit.title for hit in hits_of(pks, context).values()}


def test_what_one_network_hides_is_shown_to_the_next(
    network_a: Network, network_b: Network
) -> None:
    first, second = OfferFactory(title="Erstes"), OfferFactory(title="Zweites")
    HiddenOfferFactory(network=network_a, offer=first)
    HiddenOfferFactory(network=network_b, offer=second)
    of_a, of_b = HitContext(network_a, "de"), HitContext(network_b, "de")
    assert shown(of_a, offer=[first, second]) == {"Zweites"}
    assert shown(of_b, offer=[first, second]) == {"Erstes"}
    assert shown(of_b, offer=[second]) == set()
    assert shown(of_a, offer=[second]) == {"Zweites"}


def test_an_offer_that_has_ended_since_is_not_shown(network_a: Network) -> None:
    today = timezone.localdate()
    offer = OfferFactory(title="Sommerkurs", valid_until=today)
    context = HitContext(network_a, "de")
    assert shown(context, offer=[offer]) == {"Sommerkurs"}
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert shown(context, offer=[offer]) == set()


@pytest.mark.parametrize("count", [1, 5, 6, 21, 51])
def test_any_number_of_records_of_all_types_is_read_at_once(network_a: Network, count: int) -> None:
    records = {
        "offer": OfferFactory.create_batch(count, steward=network_a),
        "partner": PartnerFactory.create_batch(count, steward=network_a),
        "event": EventFactory.create_batch(count, network=network_a),
    }
    context = HitContext(network_a, "de")
    pks = {name: [each.pk for each in of_type] for name, of_type in records.items()}
    known_networks()
    with CaptureQueriesContext(connection) as captured:
        found = hits_of(pks, context)
    assert len(captured) == 1
    assert len(found) == 3 * count


def test_every_type_says_the_same_as_it_does_alone(
    network_a: Network, network_b: Network, umbrella: Network
) -> None:
    turkish = let_speak(network_a, "tr")["tr"]
    offers = [OfferFactory(steward=each) for each in (network_a, network_b)]
    OfferText.objects.create(record=offers[0], locale=turkish, title="Danışmanlık", live=True)
    pks = {
        "offer": [offer.pk for offer in offers],
        "partner": [PartnerFactory(steward=network_b).pk, PartnerFactory(steward=network_a).pk],
        "pathway": [PathwayFactory(steward=umbrella).pk, PathwayFactory(steward=network_b).pk],
        "event": [EventFactory(network=network_b).pk],
    }
    for language in ("de", "tr"):
        for network in (network_a, network_b, umbrella):
            context = HitContext(network, language)
            alone = {
                hit
                for name, numbers in pks.items()
                for hit in all_sources()[name].hits(numbers, context).values()
            }
            assert alone
            assert set(hits_of(pks, context).values()) == alone


def test_what_a_network_has_that_this_process_does_not_know_yet_can_wait(
    network_a: Network, network_b: Network
) -> None:
    pathway, offer = PathwayFactory(steward=network_b), OfferFactory(steward=network_b)
    own = OfferFactory(steward=network_a, title="Eigenes")
    # As in a process that has read the networks before another one made this one.
    assert known_by_number().pop(network_b.pk)
    found = shown(HitContext(network_a, "de"), offer=[offer, own], pathway=[pathway])
    assert found == {"Eigenes"}
