"""Proposals made by code: what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from network_core.directory.jobs import forget_proposal_senders
from network_core.directory.models import Offer, Proposal
from network_core.directory.proposals.service import (
    NothingChangedError,
    make_proposal,
)
from network_core.directory.proposals.values import values_of
from network_core.tenancy.models import User

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]

NETWORK = Proposal.Source.NETWORK


@pytest.mark.parametrize(
    "data",
    [
        {"steward": 1},
        {"slug": "x"},
        {"valid_from": "gestern"},
        {"contacts": [{"kind": "phone", "value": "keine Nummer"}]},
        {"contacts": [{"kind": "phone", "unknown": "x"}]},
        {"contacts": "x"},
        {"topics": ["x"]},
        {"title": ""},
        {"title": "a\x00b"},
        {"title": "x" * 300},
        {"cost_kind": "teuer"},
        {"places": [{"city": "X", "is_protected": True, "street": "Weg 1"}]},
    ],
)
def test_what_the_record_cannot_hold_is_refused(offer: Offer, data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_proposal(offer, data, source=Proposal.Source.CHECK)
    assert not Proposal.objects.exists()


def test_what_the_record_says_already_is_no_proposal(offer: Offer) -> None:
    with pytest.raises(NothingChangedError):
        make_proposal(offer, values_of(offer), source=Proposal.Source.CHECK)


def test_name_and_address_of_whoever_has_no_account_are_forgotten(offer: Offer) -> None:
    for days, decided in ((91, True), (89, True), (91, False), (366, False)):
        proposal = make_proposal(
            offer,
            {"cost_note": f"{days}"},
            source=Proposal.Source.CHECK,
            sender_name=f"{days} {decided}",
            sender_email="frau@example.org",
        )
        then = timezone.now() - timedelta(days=days)
        values = {"decided_at": then, "status": "declined"} if decided else {"created_at": then}
        Proposal.objects.filter(pk=proposal.pk).update(**values)
    forget_proposal_senders()
    kept = set(Proposal.objects.exclude(sender_email="").values_list("sender_name", flat=True))
    assert kept == {"89 True", "91 False"}
