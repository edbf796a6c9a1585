"""Who is asked about the offers of networks that are planned, dormant or have ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from network_core.directory.models import CheckPlan
from network_core.networks.models import Network
from network_core.networks.states import State
from tests.factories import PartnerFactory, bring_into
from tests.freshness.asking import due_offer, get, links, run, stage

pytestmark = pytest.mark.django_db
Stage, Reason = CheckPlan.Stage, CheckPlan.Reason


@pytest.mark.parametrize("state", [State.PLANNED, State.ENDED])
def test_nobody_is_asked_about_what_visitors_do_not_find(state: State, network_a: Network) -> None:
    offer = due_offer(network_a)
    bring_into(network_a, state)
    run()
    assert not mail.outbox
    assert stage(offer) == (Stage.QUIET, Reason.NONE)


def test_partners_of_a_dormant_network_are_asked_and_the_rest_goes_to_the_umbrella(
    network_a: Network, network_b: Network
) -> None:
    without = {"partner": PartnerFactory(steward=network_a)}
    asked, nobody, others = (
        due_offer(network_a),
        due_offer(network_a, **without),
        due_offer(network_b, **without),
    )
    bring_into(network_a, State.DORMANT)
    run()
    assert stage(asked)[0] == Stage.ASKED
    run()
    assert stage(nobody) == (Stage.UMBRELLA, Reason.NO_ADDRESS)
    assert stage(others) == (Stage.STEWARD, Reason.NO_ADDRESS)


def test_whoever_looks_after_the_offer_now_reminds_where_the_network_that_asked_has_ended(
    network_a: Network, network_b: Network, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    offer = due_offer(network_a)
    run()
    offer.steward = network_b
    offer.save()
    bring_into(network_a, State.ENDED)
    time_machine.shift(timedelta(days=15))
    run()
    assert len(mail.outbox) == 2
    assert network_b.root_url in mail.outbox[-1].body
    assert network_a.root_url not in mail.outbox[-1].body, "nothing answers there"
    assert get(network_b, links()[0].right).status_code == 200
