"""Making one record of two keeps everything that refers to either."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex, Revision

from network_core.directory.duplicates.merging import merge
from network_core.directory.jobs import look_at_changed_records
from network_core.directory.models import (
    LikelyDuplicate,
    LocalNote,
    Membership,
    Offer,
    Partner,
    PartnerAccount,
    Proposal,
    Verification,
)
from network_core.directory.proposals.differences import Difference
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.tenancy.models import User
from sites.models import StandardPage
from tests.directory.records import address, fresh
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    EventFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    ProposalFactory,
    VerificationFactory,
)
from tests.sites.making import below, home_of, make_network, read, visit

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def pair(network_b: Network) -> tuple[Partner, Partner]:
    """The same house, entered twice."""
    keep = PartnerFactory(
        steward=network_b, name="Frauenhaus", slug="frauenhaus", phone="0551 123456"
    )
    drop = PartnerFactory(
        steward=network_b,
        name="Frauenhaus e.V.",
        slug="frauenhaus-ev",
        phone="0551 123456",
        email="haus@example.org",
    )
    for record in (keep, drop):
        record.save_revision().publish()
    return fresh(keep), fresh(drop)


def test_all_that_refers_to_the_second_refers_to_the_first(
    editor_b: User, network_a: Network, network_b: Network, pair: tuple[Partner, Partner]
) -> None:
    keep, drop = pair
    offer = OfferFactory(steward=network_b, partner=drop)
    event = EventFactory(network=network_b)
    event.hosts.add(keep, drop)
    event.save()
    party = AgreementPartyFactory(agreement=AgreementFactory(network=network_b), partner=drop)
    MembershipFactory(network=network_a, partner=drop)
    MembershipFactory(network=network_b, partner=keep)
    MembershipFactory(network=network_b, partner=drop, until=date(2020, 1, 1))
    LocalNoteFactory(network=network_a, offer=None, partner=drop, text="Bei uns im Hof")
    LocalNoteFactory(network=network_b, offer=None, partner=keep, text="Eins")
    LocalNoteFactory(network=network_b, offer=None, partner=drop, text="Zwei", phone="0551 2")
    PartnerAccount.objects.create(user=editor_b, partner=drop)
    ProposalFactory(offer=None, partner=drop)
    versions = (
        Revision.objects.for_instance(keep).count() + Revision.objects.for_instance(drop).count()
    )

    merge(keep, drop, editor_b, [Difference("email", "", "haus@example.org")])

    keep = fresh(keep)
    assert not Partner.objects.filter(pk=drop.pk).exists()
    assert keep.email == "haus@example.org"
    assert fresh(offer).partner == keep
    assert list(Event.objects.get(pk=event.pk).hosts.all()) == [keep]
    party.refresh_from_db()
    assert party.partner == keep
    assert set(Membership.objects.values_list("network", "partner")) == {
        (network_a.pk, keep.pk),
        (network_b.pk, keep.pk),
    }
    notes = {note.network_id: (note.text, note.phone) for note in LocalNote.objects.all()}
    assert notes[network_a.pk][0] == "Bei uns im Hof"
    assert notes[network_b.pk] == ("Eins\n\nZwei", "0551 2")
    assert PartnerAccount.objects.get().partner == keep
    assert Proposal.objects.get().partner == keep
    assert Revision.objects.for_instance(keep).count() == versions + 1, "with the one just made"


def test_offers_keep_checks_and_their_own_rows(
    editor_b: User, network_b: Network, offer: Offer
) -> None:
    twin = OfferFactory(steward=network_b, title="Offener Treff")
    check = VerificationFactory(offer=twin)
    merge(
        offer,
        twin,
        editor_b,
        [
            Difference(
                "contacts",
                None,
                {
                    "kind": "phone",
                    "value": "0551 222",
                    "label": "",
                },
            )
        ],
    )
    assert Verification.objects.get(pk=check.pk).offer == offer
    values = {each.value for each in fresh(offer).contacts.all()}
    assert values == {"0551 111", "treff@example.org", "0551 222"}


def test_pages_and_their_drafts_show_the_record_that_stays_and_the_old_address_leads_there(
    editor_b: User, pair: tuple[Partner, Partner]
) -> None:
    keep, drop = pair
    network, other = make_network("eins"), make_network("zwei")
    card = [{"type": "contact_card", "id": "x1", "value": {"partner": drop.pk, "offer": None}}]
    page = below(home_of(network), StandardPage(title="Hilfe", slug="hilfe", body=json.dumps(card)))
    draft = below(home_of(network), StandardPage(title="Leer", slug="leer"))
    draft.body = json.dumps(card)
    draft.save_revision()
    assert "Frauenhaus e.V." in read(network, "/de/hilfe/")

    merge(keep, drop, editor_b, [])

    shown = read(network, "/de/hilfe/")
    assert keep.get_path("de") in shown
    assert "Frauenhaus e.V." not in shown
    assert ReferenceIndex.get_references_to(keep).filter(object_id=str(page.pk)).exists()
    stored = StandardPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert stored.body[0].value["partner"] == keep
    for site in (network, other):
        answer = visit(site, "/de/partner/frauenhaus-ev/")
        assert (answer.status_code, answer["Location"]) == (301, "/de/partner/frauenhaus/")
    assert visit(network, "/de/partner/nie-gewesen/").status_code == 404
    fresh(keep).unpublish()
    assert visit(network, "/de/partner/frauenhaus-ev/").status_code == 404


def test_merging_in_the_admin(enter: Enter, editor_b: User, pair: tuple[Partner, Partner]) -> None:
    keep, drop = pair
    look_at_changed_records()
    url = reverse("dubletten:inspect", args=[LikelyDuplicate.objects.get().pk])
    client = enter(editor_b)
    page = client.get(url)
    assert page.context["may_merge"]
    ticked = {change.label for _number, change, ticked in page.context["rows"] if ticked}
    assert ticked == {"E-Mail"}, "what only the other one has"
    other_way = client.get(f"{url}?keep={drop.pk}")
    assert other_way.context["keep"] == drop
    changed = fresh(keep)
    changed.city = "Göttingen"
    changed.save_revision().publish()
    sent = {
        "keep": keep.pk,
        "seen": page.context["seen"],
        "take": [number for number, _change, ticked in page.context["rows"] if ticked],
        "merge": "1",
    }
    again = client.post(url, sent)
    assert "gerade geändert" in again.content.decode()
    response = client.post(url, sent | {"seen": again.context["seen"]})
    assert response.url == address(Partner, "edit", keep.pk)
    assert (fresh(keep).email, fresh(keep).city) == ("haus@example.org", "Göttingen")
    history = client.get(address(Partner, "history", keep.pk)).content.decode()
    assert "Zusammengeführt mit „Frauenhaus e.V.“" in history
    assert not LikelyDuplicate.objects.exists()
