"""Two editors of one record: nothing that one has saved is overwritten unseen by the other."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network_core.directory.models import Offer
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.directory.records import address, fresh
from tests.factories import OfferFactory, ProposalFactory, person

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
PUBLISH = {"action-publish": "1"}


def version(page: object) -> dict[str, str]:
    """The hidden fields that say with which version the form was opened."""
    key, moment = page.context["base_version"]
    return {"loaded_revision_id": key, "loaded_revision_created_at": moment}


def test_stale_form_is_not_saved_and_shows_both(
    enter: Enter, editor_b: User, offer: Offer, network_b: Network
) -> None:
    client, url = enter(editor_b), address(Offer, "edit", offer.pk)
    page = client.get(url)
    mine = posted(page, title="Mein Titel", cost_note="Meine Kosten") | version(page)

    other = person(network_b, first_name="Ada", last_name="Beispiel")
    colleague = enter(other)
    second = colleague.get(url)
    theirs = posted(
        second, title="Ihr Titel", hours_note="Ihre Zeiten", **{"contacts-0-value": "0551 999"}
    )
    colleague.post(url, theirs | version(second) | PUBLISH)

    again = client.post(url, mine | PUBLISH)
    assert again.status_code == 200
    assert fresh(offer).title == "Ihr Titel", "nothing is overwritten"
    text = again.content.decode()
    assert "Inzwischen hat jemand anderes diesen Eintrag geändert" in text
    assert "Ada Beispiel" in text
    overtaken = again.context["overtaken"]
    assert [change.label for change in overtaken.collides] == ["Titel"]
    assert {change.label for change in overtaken.taken} == {"Hinweis zu den Zeiten", "Kontaktweg"}
    form = again.context["form"]
    assert form["title"].value() == "Mein Titel", "nothing typed is lost"
    assert form["cost_note"].value() == "Meine Kosten"
    assert form["hours_note"].value() == "Ihre Zeiten"

    saved = client.post(url, posted(again) | version(again) | PUBLISH)
    assert saved.status_code == 302
    offer = fresh(offer)
    assert (offer.title, offer.cost_note, offer.hours_note) == (
        "Mein Titel",
        "Meine Kosten",
        "Ihre Zeiten",
    )
    assert [each.value for each in offer.contacts.all()] == ["0551 999", "treff@example.org"]


def test_stale_form_with_a_mistake_stays_stale(enter: Enter, editor_b: User, offer: Offer) -> None:
    client, url = enter(editor_b), address(Offer, "edit", offer.pk)
    page = client.get(url)
    mine = posted(page, cost_note="Meins", **{"contacts-0-value": "keine"}) | version(page)
    changed = fresh(offer)
    changed.title = "Von anderen"
    changed.save_revision().publish()
    wrong = client.post(url, mine | PUBLISH)
    assert version(wrong) == version(page)
    mine["contacts-0-value"] = "0551 1"
    again = client.post(url, mine | version(wrong) | PUBLISH)
    assert again.context["overtaken"] is not None
    assert fresh(offer).title == "Von anderen"


def test_record_that_had_no_version_yet_is_protected_too(
    enter: Enter, editor_b: User, network_b: Network
) -> None:
    offer = OfferFactory(steward=network_b, title="Ohne Version")
    client, url = enter(editor_b), address(Offer, "edit", offer.pk)
    page = client.get(url)
    mine = posted(page, title="Meiner") | version(page)
    changed = fresh(offer)
    changed.title = "Von anderen"
    changed.save_revision().publish()
    again = client.post(url, mine | PUBLISH)
    assert again.context["overtaken"] is not None
    assert again.context["form"]["title"].value() == "Meiner"
    assert fresh(offer).title == "Von anderen"


def test_form_that_nobody_overtook_is_saved(enter: Enter, editor_b: User, offer: Offer) -> None:
    client, url = enter(editor_b), address(Offer, "edit", offer.pk)
    for title in ("Eins", "Zwei"):
        page = client.get(url)
        assert client.post(url, posted(page, title=title) | version(page) | PUBLISH).url
        assert fresh(offer).title == title


def test_waiting_proposals_are_named_in_the_form(
    enter: Enter, editor_b: User, offer: Offer
) -> None:
    client, url = enter(editor_b), address(Offer, "edit", offer.pk)
    assert "Änderungsvorschlag</" not in client.get(url).content.decode()
    ProposalFactory(offer=offer)
    page = client.get(url).content.decode()
    assert "1 Änderungsvorschlag" in page
    listed = client.get(reverse("aenderungsvorschlaege:index") + f"?status=open&offer={offer.pk}")
    assert "Offener Treff" in listed.content.decode()
