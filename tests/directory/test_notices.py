"""A network hides what it does not want to show, and learns what has become of what it shows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.directory.jobs import look_at_changed_records, send_change_digests
from network_core.directory.models import (
    ChangeNotice,
    ContactPoint,
    Offer,
    Partner,
    RecordChange,
)
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.directory.records import fresh
from tests.factories import (
    HiddenOfferFactory,
    HiddenPartnerFactory,
    LocalNoteFactory,
    MembershipFactory,
    NetworkFactory,
    OfferFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def network_a(db: None) -> Network:
    """A network whose region the offer serves."""
    return NetworkFactory(
        slug="a-netz", name="Netzwerk A", short_name="A-Netz", region_keys=["03159"]
    )


def change(record: Offer | Partner, **values: object) -> None:
    """Change and publish, as an editor does."""
    record = fresh(record)
    for name, value in values.items():
        setattr(record, name, value)
    record.save_revision().publish()


def told(network: Network) -> list[tuple[str, str]]:
    """Which notices a network has, by kind and title."""
    return list(network.change_notices.order_by("pk").values_list("kind", "title"))


def test_network_is_told_of_a_change_in_substance_and_of_no_other(
    offer: Offer, network_a: Network
) -> None:
    look_at_changed_records()
    assert told(network_a) == [], "what is new is no change"
    change(offer, description="<p>Nur anders gesagt</p>", summary="Ebenso")
    look_at_changed_records()
    assert told(network_a) == []
    change(offer, contacts=[ContactPoint(kind="phone", value="0551 999", sort_order=0)])
    look_at_changed_records()
    assert told(network_a) == [("changed", "Offener Treff")]
    assert told(offer.steward) == [], "whoever changes it knows"
    look_at_changed_records()
    assert ChangeNotice.objects.count() == 1
    assert not RecordChange.objects.exists()


def test_network_is_told_when_an_offer_is_withdrawn_or_deleted(
    offer: Offer, network_a: Network
) -> None:
    second = OfferFactory(steward=offer.steward, title="Zweites", areas=["03159"])
    look_at_changed_records()
    fresh(offer).unpublish()
    second.delete()
    look_at_changed_records()
    assert set(told(network_a)) == {("withdrawn", "Offener Treff"), ("deleted", "Zweites")}
    change(offer)
    look_at_changed_records()
    assert ChangeNotice.objects.count() == 2


def test_only_networks_that_show_the_record_are_told(
    offer: Offer, network_a: Network, umbrella: Network
) -> None:
    elsewhere = NetworkFactory(region_keys=["11"])
    noting = NetworkFactory(region_keys=["05"])
    LocalNoteFactory(network=noting, offer=offer)
    hiding = NetworkFactory(region_keys=["03"])
    HiddenOfferFactory(network=hiding, offer=offer)
    look_at_changed_records()
    change(offer, cost_note="Neu")
    look_at_changed_records()
    assert told(network_a)
    assert told(noting)
    assert not told(elsewhere) + told(hiding) + told(umbrella)


def test_members_show_a_partner(network_a: Network, network_b: Network) -> None:
    partner = PartnerFactory(steward=network_b)
    MembershipFactory(network=network_a, partner=partner)
    look_at_changed_records()
    change(partner, phone="0551 1")
    look_at_changed_records()
    assert told(network_a) == [("changed", partner.name)]


def test_notice_shows_old_and_new_and_is_read(
    enter: Enter, editor_a: User, editor_b: User, offer: Offer, network_a: Network
) -> None:
    look_at_changed_records()
    change(offer, cost_note="Jetzt fünf Euro")
    look_at_changed_records()
    notice = network_a.change_notices.get()
    client, url = enter(editor_a), reverse("meldungen:inspect", args=[notice.pk])
    assert "Offener Treff" in client.get(reverse("meldungen:index")).content.decode()
    assert "Jetzt fünf Euro" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    notice.refresh_from_db()
    assert notice.seen_at is not None
    assert enter(editor_b).get(url).url == reverse("wagtailadmin_home")


def test_notices_that_are_still_to_be_read_can_be_listed(
    enter: Enter, editor_a: User, offer: Offer, network_a: Network
) -> None:
    look_at_changed_records()
    change(offer, cost_note="Jetzt fünf Euro")
    look_at_changed_records()
    client, url = enter(editor_a), reverse("meldungen:index")
    assert "Noch nicht gelesen" in client.get(url).content.decode()
    assert "Offener Treff" in client.get(url, {"is_unread": "true"}).content.decode()
    assert "Offener Treff" not in client.get(url, {"is_unread": "false"}).content.decode()


def test_digest_tells_once_a_day_in_one_mail(
    editor_a: User, offer: Offer, network_a: Network
) -> None:
    second = OfferFactory(steward=offer.steward, title="Zweites", areas=["03159"])
    look_at_changed_records()
    change(offer, cost_note="Neu")
    change(second, cost_note="Neu")
    look_at_changed_records()
    send_change_digests()
    mail = OutgoingMail.objects.get(recipient=editor_a.email)
    assert "Offener Treff" in mail.text
    assert "Zweites" in mail.text
    send_change_digests()
    assert OutgoingMail.objects.filter(recipient=editor_a.email).count() == 1


def test_looking_costs_no_more_queries_per_record_the_more_there_are(
    network_a: Network, network_b: Network
) -> None:
    def asked(number: int) -> int:
        offers = [OfferFactory(steward=network_b, areas=["03159"]) for _ in range(number)]
        look_at_changed_records()
        for offer in offers:
            change(offer, cost_note="Neu")
        RecordChange.objects.filter(partner__isnull=False).delete()
        with CaptureQueriesContext(connection) as queries:
            look_at_changed_records()
        assert network_a.change_notices.count() >= number
        return len(queries) // number

    assert asked(12) <= asked(3)


def test_hidden_partner_has_no_page_list_or_search_hit_there(
    client: Client, network_a: Network, network_b: Network
) -> None:
    from search.documents.base import HitContext
    from search.documents.partners import PartnerSource

    partner = PartnerFactory(steward=network_b, name="Verborgen")
    MembershipFactory(network=network_a, partner=partner)
    assert partner in Partner.objects.shown_by(network_a)
    HiddenPartnerFactory(network=network_a, partner=partner)
    assert partner not in Partner.objects.shown_by(network_a)
    assert partner not in Partner.objects.reachable_on(network_a)
    assert partner in Partner.objects.reachable_on(network_b)
    source = PartnerSource()
    assert not source.hits([partner.pk], HitContext(network_a, "de"))
    assert source.hits([partner.pk], HitContext(network_b, "de"))
    ((_pk, (document,)),) = source.documents([partner.pk])
    assert document.keywords["hidden_in"] == ["a-netz"]
