"""Proposing a change of a record that another network looks after."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network_core.directory.models import Offer, Partner, Proposal
from network_core.directory.proposals.service import (
    make_proposal,
)
from network_core.directory.proposals.values import values_of
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.directory.records import address, fresh, page_of
from tests.factories import PartnerFactory, TermFactory, person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]

NETWORK = Proposal.Source.NETWORK


def test_editor_of_another_network_proposes_in_the_normal_form(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    client, url = enter(editor_a), address(Offer, "propose", offer.pk)
    page = client.get(url)
    assert page.status_code == 200
    fields = page.context["form"].fields
    assert not {"slug", "steward", "is_example", "go_live_at"} & set(fields)
    other = TermFactory(slug="arbeit", label="Arbeit")
    sent = posted(
        page,
        **{
            "title": "Offener Treff für alle",
            "languages": ["de", "uk"],
            "topics": [other.pk],
            "contacts-0-value": "0551 222",
            "message": "Heute angerufen",
        },
    )
    response = client.post(url, sent)
    proposal = Proposal.objects.get()
    assert response.url == page_of(proposal)
    assert (proposal.network, proposal.proposed_by) == (network_a, editor_a)
    assert proposal.message == "Heute angerufen"
    # A second field of the name would win in a browser.
    assert page.content.decode().count('name="message"') == 1
    assert page.content.decode().count('name="base"') == 1
    stored = {(change.field): (change.old, change.new) for change in proposal.changes.all()}
    geld = offer.topics.get()
    assert stored == {
        "title": ("Offener Treff", "Offener Treff für alle"),
        "contacts": (
            {"kind": "phone", "value": "0551 111", "label": ""},
            {"kind": "phone", "value": "0551 222", "label": ""},
        ),
        "languages": (["tr"], ["uk"]),
        "topics": ([geld.pk], [other.pk]),
    }
    assert values_of(fresh(offer)) == values_of(offer), "nothing has changed yet"
    mail = OutgoingMail.objects.get()
    assert mail.recipient == editor_b.email
    assert "Offener Treff" in mail.subject
    assert page_of(proposal) in mail.text


def test_unchanged_form_is_no_proposal_and_a_broken_one_loses_nothing(
    enter: Enter, editor_a: User, offer: Offer
) -> None:
    client, url = enter(editor_a), address(Offer, "propose", offer.pk)
    page = client.get(url)
    again = client.post(url, posted(page, message="Weil"))
    assert "Sie haben noch nichts geändert" in again.content.decode()
    wrong = client.post(url, posted(page, title="Neuer Titel", **{"contacts-0-value": "keine"}))
    assert wrong.status_code == 200
    assert "Neuer Titel" in wrong.content.decode()
    assert not Proposal.objects.exists()


def test_draft_of_the_steward_is_not_shown_to_those_who_propose(
    enter: Enter, editor_a: User, offer: Offer
) -> None:
    offer.title = "GEHEIM"
    offer.save_revision()
    client, url = enter(editor_a), address(Offer, "propose", offer.pk)
    page = client.get(url)
    assert "GEHEIM" not in page.content.decode()
    client.post(url, posted(page, cost_note="Nichts"))
    assert [change.field for change in Proposal.objects.get().changes.all()] == ["cost_note"]


def test_nobody_proposes_to_themselves_or_about_drafts(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_b: Network
) -> None:
    home = reverse("wagtailadmin_home")
    assert enter(editor_b).get(address(Offer, "propose", offer.pk)).url == home
    draft = PartnerFactory(steward=network_b, live=False)
    assert enter(editor_a).get(address(Partner, "propose", draft.pk)).url == home
    assert enter(editor_a).post(address(Partner, "propose", draft.pk)).url == home


def test_form_that_was_open_while_the_record_changed_proposes_only_what_was_typed(
    enter: Enter, editor_a: User, offer: Offer
) -> None:
    client, url = enter(editor_a), address(Offer, "propose", offer.pk)
    sent = posted(client.get(url), cost_note="Spende")
    changed = fresh(offer)
    changed.title = "Inzwischen"
    changed.save_revision().publish()
    client.post(url, sent)
    assert [change.field for change in Proposal.objects.get().changes.all()] == ["cost_note"]


def test_rich_text_that_an_import_wrote_is_not_taken_for_changed(
    enter: Enter, editor_a: User, offer: Offer
) -> None:
    changed = fresh(offer)
    changed.description = "<p>Kaffee</p>\n<p>und <strong>Rat</strong></p>"
    changed.save_revision().publish()
    client, url = enter(editor_a), address(Offer, "propose", offer.pk)
    client.post(url, posted(client.get(url), cost_note="Spende"))
    assert [change.field for change in Proposal.objects.get().changes.all()] == ["cost_note"]


def test_proposal_is_seen_by_both_sides_and_nobody_else(
    enter: Enter,
    editor_a: User,
    editor_b: User,
    offer: Offer,
    network_a: Network,
    umbrella: Network,
) -> None:
    proposal = make_proposal(
        offer, {"title": "GEHEIM"}, source=NETWORK, network=network_a, user=editor_a
    )
    index = reverse("aenderungsvorschlaege:index")
    author = person(network_a, Role.AUTHOR)
    for user, seen in (
        (editor_a, True),
        (editor_b, True),
        (author, True),
        (person(umbrella), False),
    ):
        client = enter(user)
        assert ("Offener Treff" in client.get(index).content.decode()) is seen
        assert (client.get(page_of(proposal)).status_code == 200) is seen
    for query in ("?status=open", "?direction=incoming", "?direction=outgoing", "?q=Treff"):
        assert enter(editor_a).get(index + query).status_code == 200
    writer = enter(person(offer.steward, Role.AUTHOR))
    assert writer.post(page_of(proposal), {"take": "1"}).url == reverse("wagtailadmin_home")
    assert Proposal.objects.get().is_open


def test_every_field_of_the_normal_form_can_be_proposed(enter: Enter, editor_b: User) -> None:
    from tests.factories import AdministratorFactory

    client = enter(AdministratorFactory())
    own = {"slug", "steward", "is_example", "go_live_at", "expire_at"}
    # What the steward arranges with the partner, and what it says when it withdraws an offer.
    own |= {"check_email", "replacement"}
    for model in (Offer, Partner):
        normal = client.get(address(model, "add")).context["form"]
        proposing = model.snippet_viewset.propose_view.view_initkwargs["form_class"]
        assert set(normal.fields) - own <= set(proposing.base_fields), model
        assert set(normal.formsets) == set(proposing.formsets), model
