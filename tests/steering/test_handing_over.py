"""All records of a network get another steward in one step, with everything that hangs on them."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from network_core.audit.models import AuditEntry
from network_core.directory.models import Handover, Offer, Partner, Proposal
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup, User
from search.models import OutboxRow
from tests.factories import (
    EventFactory,
    HandoverFactory,
    OfferFactory,
    PartnerFactory,
    PathwayFactory,
    ProposalFactory,
    person,
)
from tests.steering.conftest import Enter

pytestmark = pytest.mark.django_db


def url_of(network: Network) -> str:
    return reverse("steering_hand_over", args=[network.slug])


def hand_over(client: Client, giver: Network, receiver: Network, **changes: object) -> str:
    """See what changes, and do it; what the page says then."""
    seen = client.get(url_of(giver)).context["preview"].seen
    data = {"receiver": receiver.pk, "reason": "Endet zum Juni.", "seen": seen} | changes
    return str(client.post(url_of(giver), data, follow=True).content.decode())


def test_everything_has_the_new_steward_and_nothing_else_has_changed(
    staff: User,
    editor_a: User,
    editor_b: User,
    network_a: Network,
    network_b: Network,
    enter: Enter,
) -> None:
    partner = PartnerFactory(steward=network_a)
    offer = OfferFactory(steward=network_a, partner=partner, title="Öffentlich")
    offer.title = "Entwurf"
    offer.save_revision()
    draft = OfferFactory(steward=network_a, live=False)
    pathway = PathwayFactory(steward=network_a)
    others = OfferFactory(steward=network_b)
    event = EventFactory(network=network_a)
    proposal = ProposalFactory(network=network_b, offer=offer)
    handover = HandoverFactory(offer=draft, giver=network_a, receiver=network_b)
    OutboxRow.objects.all().delete()
    client = enter(staff)
    page = client.get(url_of(network_a))
    shares = {(each.public, each.drafts) for each in page.context["preview"].shares}
    assert shares == {(1, 1), (1, 0)}
    assert "4 Einträge pflegt jetzt" in hand_over(client, network_a, network_b)
    for model in (Offer, Partner, Pathway):
        assert not model.objects.filter(steward=network_a).exists()
    offer.refresh_from_db()
    assert (offer.steward, offer.title, offer.live) == (network_b, "Öffentlich", True)
    assert offer.get_latest_revision_as_object().steward == network_b
    assert offer.get_latest_revision_as_object().title == "Entwurf"
    event.refresh_from_db()
    assert event.network == network_a
    assert Proposal.objects.get(pk=proposal.pk).is_open
    assert Handover.objects.get(pk=handover.pk).status == "withdrawn"
    touched = set(OutboxRow.objects.values_list("object_type", "object_pk"))
    assert {("offer", offer.pk), ("partner", partner.pk), ("pathway", pathway.pk)} <= touched
    edit = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    assert enter(editor_b).get(edit).status_code == 200
    assert enter(editor_a).get(edit).status_code != 200
    history = ModelLogEntry.objects.filter(action="directory.handed_over")
    assert history.filter(object_id=str(offer.pk)).exists()
    whole = ModelLogEntry.objects.get(action="steering.records_handed_over")
    assert whole.data["records"]["directory.Offer"] == sorted([offer.pk, draft.pk])
    assert others.pk not in whole.data["records"]["directory.Offer"]
    entries = AuditEntry.objects.filter(action="records_handed_over")
    assert {entry.network for entry in entries} == {network_a, network_b}
    assert {entry.details["reason"] for entry in entries} == {"Endet zum Juni."}


def test_editors_and_coordinators_of_both_networks_are_told_in_one_mail_each(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    OfferFactory.create_batch(2, steward=network_a)
    ProposalFactory(network=network_b, offer=OfferFactory(steward=network_a, live=False))
    for role in (Role.EDITOR, Role.COORDINATOR, Role.AUTHOR):
        person(network_a, role, email=f"{role}@a.example")
        person(network_b, role, email=f"{role}@b.example")
    both = person(network_a, Role.EDITOR, email="beide@example.org")
    both.groups.add(RoleGroup.objects.get(network=network_b, role=Role.EDITOR).group)
    person(network_b, Role.EDITOR, email="keine Adresse")
    OutgoingMail.objects.all().delete()
    hand_over(enter(staff), network_a, network_b)
    mails = {mail.recipient: mail for mail in OutgoingMail.objects.all()}
    assert OutgoingMail.objects.count() == len(mails)
    expected = {f"{role}@{host}.example" for role in ("editor", "coordinator") for host in "ab"}
    assert set(mails) == expected | {"beide@example.org"}
    text = " ".join(mails["editor@a.example"].text.split())
    assert f"Ab jetzt pflegt sie: {network_b.name}." in text
    assert "Angebote: 3" in text
    assert "Endet zum Juni." in text
    assert "einen offenen Änderungsvorschlag" in text
    assert network_a.root_url in mails["editor@a.example"].text
    assert network_b.root_url in mails["beide@example.org"].text


def test_nobody_is_told_what_was_not_done(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    person(network_a, Role.EDITOR, email="editor@a.example")
    OfferFactory(steward=network_a)
    hand_over(enter(staff), network_a, network_b, seen="anderes")
    assert not OutgoingMail.objects.exists()


def test_what_has_changed_since_or_has_no_reason_is_not_done_and_stays_typed(
    staff: User, network_a: Network, network_b: Network, enter: Enter
) -> None:
    OfferFactory(steward=network_a)
    client = enter(staff)
    seen = client.get(url_of(network_a)).context["preview"].seen
    OfferFactory(steward=network_a)
    answer = hand_over(client, network_a, network_b, seen=seen)
    assert "Inzwischen hat sich etwas geändert" in answer
    assert "Endet zum Juni." in answer
    hand_over(client, network_a, network_b, reason=" ")
    hand_over(client, network_a, network_a)
    assert Offer.objects.filter(steward=network_a).count() == 2


def test_only_the_umbrellas_staff_hand_over_and_never_the_umbrellas_own(
    staff: User,
    editor_a: User,
    author_of_umbrella: User,
    umbrella: Network,
    network_a: Network,
    network_b: Network,
    enter: Enter,
) -> None:
    OfferFactory(steward=network_a)
    OfferFactory(steward=umbrella)
    choose = reverse("steering_choose_giver")
    for user in (editor_a, author_of_umbrella):
        for url in (choose, url_of(network_a)):
            assert enter(user).get(url).status_code in (302, 403)
        data = {"receiver": network_b.pk, "reason": "Darum", "seen": "egal"}
        assert enter(user).post(url_of(network_a), data).status_code in (302, 403)
    assert Offer.objects.filter(steward=network_a).exists()
    client = enter(staff)
    chosen = client.get(choose, {"giver": network_a.slug})
    assert chosen["Location"] == url_of(network_a)
    assert client.get(url_of(umbrella)).status_code == 404
    assert "keine Einträge" in client.get(url_of(network_b)).content.decode()
