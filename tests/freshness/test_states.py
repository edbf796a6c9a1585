"""Who is asked about the offers of networks that are planned, dormant or have ended."""

import pytest
from django.core import mail

from network_core.directory.models import CheckPlan
from network_core.networks.models import Network
from network_core.networks.states import State
from tests.factories import PartnerFactory, bring_into
from tests.freshness.asking import due_offer, run, stage

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
