"""The staff of a partner propose changes of their own records, and read the answers."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network_core.directory.models import Offer, Partner, PartnerAccount, Proposal
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.directory.records import address, fresh, page_of, take_all
from tests.factories import OfferFactory, PartnerFactory, ProposalFactory, TermFactory, person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def own(network_b: Network) -> Partner:
    """A partner that network B looks after."""
    return PartnerFactory(steward=network_b, name="Frauenhaus")


@pytest.fixture
def staff(network_b: Network, own: Partner) -> User:
    """Somebody who works there."""
    user = person(network_b, Role.PARTNER)
    PartnerAccount.objects.create(user=user, partner=own)
    return user


def test_staff_of_a_partner_propose_and_read_the_answer(
    enter: Enter, staff: User, own: Partner, editor_b: User
) -> None:
    offer = OfferFactory(steward=own.steward, partner=own, title="Beratung")
    topic = TermFactory()
    client = enter(staff)
    start = client.get(reverse("own_records")).content.decode()
    for url, data in (
        (address(Partner, "propose", own.pk), {"phone": "0551 1"}),
        (address(Offer, "propose", offer.pk), {"topics": [topic.pk]}),
    ):
        assert url in start
        page = client.get(url)
        assert page.status_code == 200
        assert client.post(url, posted(page, **data)).status_code == 302
    first, second = Proposal.objects.order_by("pk")
    assert (first.source, first.network, first.proposed_by) == ("partner", None, staff)
    for proposal in (first, second):
        assert client.get(page_of(proposal)).status_code == 200
        take_all(proposal, editor_b)
    assert fresh(own).phone == "0551 1"
    assert list(fresh(offer).topics.all()) == [topic]
    assert OutgoingMail.objects.filter(recipient=staff.email).count() == 2
    assert "Beratung" in client.get(reverse("aenderungsvorschlaege:index")).content.decode()


def test_staff_of_a_partner_see_nothing_of_others(
    enter: Enter, staff: User, network_b: Network
) -> None:
    client = enter(staff)
    other = PartnerFactory(steward=network_b, name="GEHEIM")
    foreign = ProposalFactory(offer=OfferFactory(steward=network_b, title="GEHEIM"))
    closed = [
        address(Partner, "propose", other.pk),
        address(Offer, "propose", foreign.offer.pk),
        page_of(foreign),
    ]
    for url in closed:
        for answer in (client.get(url), client.post(url, {"withdraw": "1", "take": "1"})):
            assert answer.status_code == 302, url
            assert b"GEHEIM" not in answer.content
    for query in ("", "?q=EHEI", "?direction=incoming", "?export=csv"):
        listed = client.get(reverse("aenderungsvorschlaege:index") + query)
        body = listed.getvalue() if listed.streaming else listed.content
        assert b"GEHEIM" not in body
    assert Proposal.objects.get().is_open
