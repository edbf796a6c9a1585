"""Events: when they count as coming, and what they must say."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.events.models import Event
from network_core.networks.models import Network
from tests.factories import EventFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def test_calendar_has_what_is_coming_and_what_is_over(network_a: Network) -> None:
    now = timezone.now()
    running = EventFactory(network=network_a, begin=now - timedelta(hours=1))
    later = EventFactory(network=network_a, begin=now + timedelta(days=9))
    soon = EventFactory(network=network_a, begin=now + timedelta(days=1))
    over = EventFactory(network=network_a, begin=now - timedelta(days=2))
    long_over = EventFactory(network=network_a, begin=now - timedelta(days=200))
    EventFactory(network=network_a, live=False)

    assert list(Event.objects.public().upcoming()) == [running, soon, later]
    assert list(Event.objects.public().past()) == [over, long_over]
    assert (over.is_past, running.is_past) == (True, False)


def test_each_network_shows_its_own_and_the_umbrella_those_of_all(
    umbrella: Network, network_a: Network, network_b: Network
) -> None:
    of_a, of_b = EventFactory(network=network_a), EventFactory(network=network_b)
    EventFactory(network=network_b, live=False)
    assert set(Event.objects.shown_by(network_a)) == {of_a}
    assert set(Event.objects.shown_by(umbrella)) == {of_a, of_b}
    assert Event.objects.of(network_b).count() == 2


def test_end_before_the_begin_is_refused() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(begin=now, end=now - timedelta(minutes=1))
    event = EventFactory(begin=now, end=now)
    event.end = now - timedelta(minutes=1)
    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert "end" in refused.value.message_dict


@pytest.mark.parametrize(
    ("values", "good"),
    [
        ({"place_name": ""}, False),
        ({"place_name": "", "is_online": True}, True),
        ({"place_name": "", "place_to_be_announced": True}, True),
        ({"place_name": "Rathaus"}, True),
    ],
)
def test_event_says_where(values: dict[str, object], good: bool) -> None:
    event = EventFactory(**values)
    if good:
        event.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert "place_name" in refused.value.message_dict


def test_addresses_lead_to_the_site_of_the_network(network_a: Network) -> None:
    event = EventFactory(network=network_a, slug="sommerfest")
    assert event.get_path("de") == "/de/veranstaltungen/sommerfest/"
    assert event.get_canonical_url("de") == (
        "http://a-netz.localhost/de/veranstaltungen/sommerfest/"
    )


def test_publishing_mirrors_the_words_and_a_draft_does_not(network_a: Network) -> None:
    event = EventFactory(network=network_a, title="Fest", live=False)
    event.save_revision()
    assert not event.texts.exists()
    event.save_revision().publish()
    assert event.texts.get().title == "Fest"


def test_cards_cost_a_fixed_number_of_queries(network_a: Network) -> None:
    def queries_of_a_list() -> int:
        with CaptureQueriesContext(connection) as queries:
            for event in Event.objects.public().for_cards():
                assert event.network.site.hostname
                assert len(event.hosts.all()) == 1
        return len(queries)

    def make() -> None:
        event = EventFactory(network=network_a)
        event.hosts.add(PartnerFactory(steward=network_a))
        event.save()

    make()
    few = queries_of_a_list()
    make()
    make()
    assert queries_of_a_list() == few
