"""The steward decides about a proposal: all, some or none, with an answer."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network_core.directory.models import ContactPoint, Offer, OfferLanguage, Proposal
from network_core.directory.proposals.service import (
    NotOpenError,
    decide,
    make_proposal,
    withdraw,
)
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.directory.records import address, fresh, page_of, take_all

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]

NETWORK = Proposal.Source.NETWORK


def test_steward_sees_old_and_new_and_takes_all(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    proposal = make_proposal(
        offer,
        {"title": "Neuer Name", "contacts": [{"kind": "phone", "value": "0551 999"}]},
        source=NETWORK,
        network=network_a,
        user=editor_a,
    )
    client = enter(editor_b)
    page = client.get(page_of(proposal))
    text = page.content.decode()
    for words in ("Offener Treff", "Neuer", "111", "999", "treff@example.org"):
        assert words in text
    OutgoingMail.objects.all().delete()
    ticked = [str(change.pk) for change in page.context["changes"]]
    sent = {"take": ticked, "seen": page.context["seen"], "answer": "Danke!"}
    assert client.post(page_of(proposal), sent).status_code == 302
    offer = fresh(offer)
    assert offer.live
    assert offer.title == "Neuer Name"
    assert [contact.value for contact in offer.contacts.all()] == ["0551 999"]
    assert offer.texts.get().title == "Neuer Name", "mirrored for translation"
    proposal.refresh_from_db()
    assert (proposal.status, proposal.decided_by) == ("accepted", editor_b)
    mail = OutgoingMail.objects.get()
    assert mail.recipient == editor_a.email
    assert mail.network == network_a
    assert "hat alles übernommen" in " ".join(mail.text.split())
    assert "Danke!" in mail.text
    seen = enter(editor_a).get(page_of(proposal)).content.decode()
    assert "Danke!" in seen, "the answer is read in the admin, too"
    history = client.get(address(Offer, "history", offer.pk)).content.decode()
    assert "Netzwerk A" in history


def test_some_or_none_need_an_answer(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    data = {"title": "Neuer Name", "cost_note": "Spende"}
    proposal = make_proposal(offer, data, source=NETWORK, network=network_a, user=editor_a)
    client, url = enter(editor_b), page_of(proposal)
    page = client.get(url)
    title = proposal.changes.get(field="title")
    sent = {"take": [title.pk], "seen": page.context["seen"], "answer": ""}
    again = client.post(url, sent)
    assert "Bitte kurz begründen" in again.content.decode()
    assert again.context["ticked"] == {title.pk}
    client.post(url, sent | {"answer": "Kosten stimmen"})
    assert (fresh(offer).title, fresh(offer).cost_note) == ("Neuer Name", "")
    proposal.refresh_from_db()
    assert proposal.status == "partly"
    assert {c.field: c.outcome for c in proposal.changes.all()} == {
        "title": "taken",
        "cost_note": "left",
    }

    none = make_proposal(
        offer, {"cost_note": "Spende"}, source=NETWORK, network=network_a, user=editor_a
    )
    page = client.get(page_of(none))
    ticked = [change.pk for change in page.context["changes"]]
    sent = {"take": ticked, "decline": "1", "seen": page.context["seen"], "answer": "Nein"}
    client.post(page_of(none), sent)
    none.refresh_from_db()
    assert (none.status, fresh(offer).cost_note) == ("declined", "")


def test_changed_record_shows_the_conflict_field_by_field_and_loses_nothing(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    rows = [
        {"kind": "phone", "value": "0551 222"},
        {"kind": "email", "value": "neu@example.org"},
    ]
    proposal = make_proposal(
        offer,
        {"title": "Von A", "cost_note": "Spende", "contacts": rows, "languages": ["de", "uk"]},
        source=NETWORK,
        network=network_a,
        user=editor_a,
    )
    offer = fresh(offer)
    offer.title = "Von B"
    offer.contacts = [
        ContactPoint(kind="phone", value="0551 333", label="", sort_order=0),
        *(each for each in offer.contacts.all() if each.kind == "email"),
    ]
    offer.spoken_languages = [OfferLanguage(code="de"), OfferLanguage(code="ar")]
    offer.save_revision().publish()

    client = enter(editor_b)
    page = client.get(page_of(proposal))
    by_field = {}
    for change in page.context["changes"]:
        by_field.setdefault(change.label, []).append(change.is_conflict)
    assert by_field == {
        "Titel": [True],
        "Hinweis zu den Kosten": [False],
        "Kontaktweg": [True, False],
        "Sprachen vor Ort": [False],
    }
    text = page.content.decode()
    assert "Von B" in text
    assert "0551 333" in text
    sent = {
        "take": [str(pk) for pk in page.context["ticked"]],
        "seen": page.context["seen"],
        "answer": "Name und Nummer sind neuer",
    }
    client.post(page_of(proposal), sent)
    offer = fresh(offer)
    assert (offer.title, offer.cost_note) == ("Von B", "Spende")
    assert sorted(each.value for each in offer.contacts.all()) == ["0551 333", "neu@example.org"]
    assert sorted(offer.language_codes) == ["ar", "de", "uk"]

    again = make_proposal(
        offer, {"title": "Doch A"}, source=NETWORK, network=network_a, user=editor_a
    )
    offer = fresh(offer)
    offer.title = "Noch anders"
    offer.save_revision().publish()
    take_all(again, editor_b)
    assert fresh(offer).title == "Doch A", "the steward may take what collides"


def test_record_that_changes_while_the_steward_reads_is_shown_again(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    proposal = make_proposal(
        offer, {"title": "Von A"}, source=NETWORK, network=network_a, user=editor_a
    )
    client = enter(editor_b)
    page = client.get(page_of(proposal))
    changed = fresh(offer)
    changed.title = "Von B"
    changed.save_revision().publish()
    sent = {"take": list(page.context["ticked"]), "seen": page.context["seen"], "answer": "Gut"}
    again = client.post(page_of(proposal), sent)
    assert "gerade geändert" in again.content.decode()
    assert again.context["answer"] == "Gut"
    assert fresh(offer).title == "Von B"


def test_draft_and_scheduled_version_of_the_steward_stay_and_get_the_change(
    editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    later = fresh(offer)
    later.cost_note = "Geplant"
    later.go_live_at = timezone.now() + timezone.timedelta(days=3)
    later.save_revision().publish()
    draft = fresh(offer)
    draft.summary = "Angefangen"
    draft.save_revision()
    proposal = make_proposal(
        offer, {"title": "Von A"}, source=NETWORK, network=network_a, user=editor_a
    )
    take_all(proposal, editor_b)
    offer = fresh(offer)
    assert (offer.title, offer.summary, offer.cost_note) == ("Von A", "", "")
    draft = offer.get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Von A", "Angefangen")
    scheduled = offer.scheduled_revision.as_object()
    assert (scheduled.title, scheduled.cost_note) == ("Von A", "Geplant")


def test_what_is_decided_or_withdrawn_stays_so(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    proposal = make_proposal(
        offer, {"title": "Von A"}, source=NETWORK, network=network_a, user=editor_a
    )
    url = page_of(proposal)
    assert enter(editor_a).post(url, {"take": "1"}).url == reverse("wagtailadmin_home")
    assert enter(editor_a).post(url, {"withdraw": "1"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
    with pytest.raises(NotOpenError):
        take_all(proposal, editor_b)
    with pytest.raises(NotOpenError):
        withdraw(proposal, editor_a)
    page = enter(editor_b).get(url)
    enter(editor_b).post(url, {"take": "1", "seen": page.context["seen"]})
    assert fresh(offer).title == "Offener Treff"


def test_proposal_without_an_account_is_answered_by_mail(
    editor_b: User, offer: Offer, network_b: Network
) -> None:
    proposal = make_proposal(
        offer,
        {"hours_note": "Nur im Winter"},
        source=Proposal.Source.CHECK,
        sender_name="Frau Beispiel",
        sender_email="frau@example.org",
    )
    OutgoingMail.objects.all().delete()
    take_all(proposal, editor_b)
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.network) == ("frau@example.org", network_b)
    assert offer.get_path("de") in mail.text
    assert "/admin/" not in mail.text


def test_decision_that_would_break_the_record_decides_nothing(
    editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    data = {"valid_from": "2030-01-01", "valid_until": "2030-12-31"}
    proposal = make_proposal(offer, data, source=NETWORK, network=network_a, user=editor_a)
    changed = fresh(offer)
    changed.valid_until = "2029-01-01"
    changed.save_revision().publish()
    begin = proposal.changes.get(field="valid_from")
    with pytest.raises(ValidationError):
        decide(proposal, editor_b, {begin.pk}, "Nur der Anfang")
    proposal.refresh_from_db()
    assert proposal.is_open
    assert fresh(offer).valid_from is None
