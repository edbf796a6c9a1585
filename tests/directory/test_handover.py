"""A record has one steward network; it is handed over by offer and acceptance."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.directory.handover.service import NotOfferedError, accept, offer_record
from network_core.directory.models import Handover, Offer
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.directory.records import address, fresh
from tests.factories import OfferFactory, ProposalFactory, person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def page_of(handover: Handover) -> str:
    """The address of a handover."""
    return reverse("uebergaben:inspect", args=[handover.pk])


def test_record_is_offered_and_accepted(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    waiting = ProposalFactory(offer=offer)
    giver, receiver = enter(editor_b), enter(editor_a)
    url = address(Offer, "hand_over", offer.pk)
    assert url in giver.get(address(Offer, "edit", offer.pk)).content.decode()
    page = giver.get(url)
    choices = page.context["form"].fields["receiver"].queryset
    assert offer.steward not in choices
    response = giver.post(url, {"receiver": network_a.pk, "message": "Zieht um"})
    handover = Handover.objects.get()
    assert response.url == page_of(handover)
    mail = OutgoingMail.objects.get()
    assert mail.recipient == editor_a.email
    assert "Zieht um" in mail.text

    again = giver.post(url, {"receiver": network_a.pk})
    assert "schon einem Netzwerk angeboten" in again.content.decode()
    assert giver.post(page_of(handover), {"accept": "1"}).url == reverse("wagtailadmin_home")
    assert fresh(offer).steward == offer.steward

    assert "Zieht um" in receiver.get(page_of(handover)).content.decode()
    receiver.post(page_of(handover), {"accept": "1", "answer": "Gern"})
    assert fresh(offer).steward == network_a
    assert receiver.get(address(Offer, "edit", offer.pk)).status_code == 200
    assert giver.get(address(Offer, "edit", offer.pk)).url == reverse("wagtailadmin_home")
    assert giver.get(address(Offer, "propose", offer.pk)).status_code == 200
    assert OutgoingMail.objects.filter(recipient=editor_b.email).count() == 1
    history = receiver.get(address(Offer, "history", offer.pk)).content.decode()
    assert "Netzwerk B → Netzwerk A" in history
    proposal = reverse("aenderungsvorschlaege:inspect", args=[waiting.pk])
    assert receiver.get(proposal).status_code == 200, "open proposals wait for the new steward"
    with pytest.raises(NotOfferedError):
        accept(handover, editor_a)


@pytest.mark.parametrize("answer", ["decline", "withdraw"])
def test_declined_or_withdrawn_offer_changes_nothing(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network, answer: str
) -> None:
    handover = offer_record(offer, network_a, editor_b, "")
    who = editor_a if answer == "decline" else editor_b
    enter(who).post(page_of(handover), {answer: "1", "answer": "Nein"})
    handover.refresh_from_db()
    assert handover.status == {"decline": "declined", "withdraw": "withdrawn"}[answer]
    enter(editor_a).post(page_of(handover), {"accept": "1"})
    assert fresh(offer).steward == offer.steward
    assert offer_record(offer, network_a, editor_b, ""), "it can be offered again"


def test_version_that_was_scheduled_before_does_not_bring_the_former_steward_back(
    editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    later = fresh(offer)
    later.title = "Geplant"
    later.go_live_at = timezone.now() + timedelta(hours=1)
    later.save_revision().publish()
    first = offer.latest_revision
    accept(offer_record(offer, network_a, editor_b, ""), editor_a)
    scheduled = fresh(offer).scheduled_revision
    scheduled.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    scheduled.content["go_live_at"] = None
    scheduled.save()
    call_command("publish_scheduled")
    assert fresh(offer).title == "Geplant"
    assert fresh(offer).steward == network_a
    first.publish()
    assert fresh(offer).steward == network_a


def test_steward_is_not_changed_in_the_form(
    enter: Enter, editor_a: User, offer: Offer, network_a: Network, network_b: Network
) -> None:
    from tests.factories.people import role_group

    editor_a.groups.add(role_group(network_b, Role.EDITOR))
    client, url = enter(editor_a), address(Offer, "edit", offer.pk)
    sent = posted(client.get(url), steward=network_a.pk, title="Neu") | {"action-publish": "1"}
    client.post(url, sent)
    assert (fresh(offer).title, fresh(offer).steward) == ("Neu", network_b)


def test_only_coordinators_of_the_two_networks_decide(
    enter: Enter, editor_b: User, offer: Offer, network_a: Network, umbrella: Network
) -> None:
    editor = person(network_a, Role.EDITOR)
    handover = offer_record(offer, network_a, editor_b, "GEHEIM")
    home = reverse("wagtailadmin_home")
    assert enter(editor).get(page_of(handover)).status_code == 200
    assert enter(editor).post(page_of(handover), {"accept": "1"}).url == home
    stranger = enter(person(umbrella, Role.COORDINATOR))
    assert stranger.get(page_of(handover)).url == home
    assert stranger.post(page_of(handover), {"accept": "1"}).url == home
    assert "GEHEIM" not in stranger.get(reverse("uebergaben:index")).content.decode()
    foreign = OfferFactory(steward=network_a)
    url = address(Offer, "hand_over", foreign.pk)
    for method in (enter(editor_b).get, enter(editor_b).post):
        assert method(url, {"receiver": umbrella.pk}).url == home
    assert enter(editor).get(url).url == home, "an editor gives nothing away"
