"""Records that were entered twice are found, on saving and in a report."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.directory.duplicates.finding import likely_duplicates
from network_core.directory.duplicates.normalising import (
    address_key,
    name_key,
    phone_key,
    web_key,
)
from network_core.directory.jobs import look_at_changed_records
from network_core.directory.models import LikelyDuplicate, Offer, Partner
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.directory.records import address
from tests.factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.mark.parametrize(
    ("function", "spellings"),
    [
        (phone_key, ["0551 / 123-456", "+49 551 123456", "0049 (0)551 123456", "(0551) 123 456"]),
        (web_key, ["https://www.Beispiel.de/", "http://beispiel.de", "beispiel.de"]),
        (
            lambda text: address_key(text, "37073"),
            ["Wilhelmsplatz 3 a", "Wilhelmsplatz 3a", "WILHELMSPLATZ 3A"],
        ),
        (
            lambda text: address_key(text, "37073"),
            ["Goethestraße 5", "Goethestr. 5", "Goethe-Strasse 5"],
        ),
        (
            name_key,
            ["Frauen für Göttingen e. V.", "Frauen für Goettingen e.V.", "frauen fuer göttingen"],
        ),
    ],
)
def test_spellings_of_the_same_are_equal(
    function: Callable[[str], str], spellings: list[str]
) -> None:
    assert len({function(spelling) for spelling in spellings}) == 1
    assert function(spellings[0])


def found(record: Offer | Partner) -> set[str]:
    """Titles of its likely duplicates."""
    return {str(each.record) for each in likely_duplicates(record, Q(live=True))}


def test_partners_with_a_name_alike_and_something_in_common_are_found(network_b: Network) -> None:
    facts = {"phone": "0551 123456", "email": "info@fr.example.org", "postal_code": "37073"}
    PartnerFactory(steward=network_b, name="Frauenhaus Göttingen e. V.", **facts)
    PartnerFactory(steward=network_b, name="Frauenhaus Kassel", phone="0561 1")
    PartnerFactory(steward=network_b, name="Jugendamt", phone="0551 123456")
    look_at_changed_records()
    twin = Partner(name="Frauenhaus Goettingen", phone="+49 551 123456", steward=network_b)
    assert found(twin) == {"Frauenhaus Göttingen e. V."}
    renamed = Partner(
        name="Haus für Frauen",
        phone="0551-123456",
        email="INFO@fr.example.org",
        website="",
        steward=network_b,
    )
    assert found(renamed) == set(), "two equal facts are not enough without the name"


def test_offers_of_one_house_are_no_duplicates(network_b: Network) -> None:
    partner = PartnerFactory(steward=network_b)
    for title in ("Schuldnerberatung", "Erziehungsberatung", "Krabbelgruppe"):
        OfferFactory(steward=network_b, partner=partner, title=title)
    OfferFactory(steward=network_b, title="Schuldnerberatung")
    look_at_changed_records()
    assert LikelyDuplicate.objects.count() == 0
    twin = OfferFactory(steward=network_b, partner=partner, title="Schuldner-Beratung")
    twin.title = "Schuldnerberatung"
    assert {each.reasons for each in likely_duplicates(twin, Q(live=True))} == {("name", "partner")}


def test_new_record_is_saved_when_the_other_one_has_been_seen(
    enter: Enter, editor_a: User, network_b: Network
) -> None:
    there = PartnerFactory(steward=network_b, name="Frauenhaus <b>", phone="0551 123456")
    PartnerFactory(steward=network_b, name="Frauenhaus GEHEIM", phone="0551 123456", live=False)
    look_at_changed_records()
    client, url = enter(editor_a), address(Partner, "add")
    sent = posted(client.get(url), name="Frauenhaus b", slug="neu", phone="0551/123456")
    again = client.post(url, sent)
    text = again.content.decode()
    assert "Gibt es diesen Eintrag schon?" in text
    assert "Frauenhaus &lt;b&gt;" in text
    assert address(Partner, "inspect", there.pk) in text
    assert "GEHEIM" not in text
    assert again.context["form"]["phone"].value() == "0551/123456", "nothing typed is lost"
    assert not Partner.objects.filter(slug="neu").exists()
    seen = {"duplicates_seen": again.context["duplicates_seen"]}
    assert client.post(url, sent | seen).status_code == 302
    edit = address(Partner, "edit", Partner.objects.get(slug="neu").pk)
    saved = client.post(edit, posted(client.get(edit)) | {"action-publish": "1"}, follow=True)
    assert "Gibt es diesen Eintrag zweimal?" in saved.content.decode()


def test_report_shows_pairs_of_own_records_until_they_are_called_different(
    enter: Enter, editor_a: User, editor_b: User, umbrella: Network, network_b: Network
) -> None:
    first = PartnerFactory(steward=network_b, name="Frauenhaus", phone="0551 123456")
    PartnerFactory(steward=umbrella, name="Frauenhaus e.V.", phone="0551 123456")
    look_at_changed_records()
    pair = LikelyDuplicate.objects.get()
    index, url = reverse("dubletten:index"), reverse("dubletten:inspect", args=[pair.pk])
    assert "Frauenhaus" in enter(editor_b).get(index).content.decode()
    assert "Telefon" in enter(editor_b).get(index).content.decode()
    page = enter(editor_b).get(url)
    assert not page.context["may_merge"], "the other one belongs to the umbrella"
    sent = {"keep": first.pk, "seen": page.context["seen"], "merge": "1"}
    home = reverse("wagtailadmin_home")
    assert enter(editor_b).post(url, sent).url == home
    assert Partner.objects.count() == 2
    assert "Frauenhaus" not in enter(editor_a).get(index).content.decode()
    assert enter(editor_a).get(url).url == home
    assert enter(editor_a).post(url, {"different": "1"}).url == home
    enter(editor_b).post(url, {"different": "1"})
    assert "Frauenhaus e.V." not in enter(editor_b).get(index).content.decode()
    first.save_revision().publish()
    look_at_changed_records()
    assert LikelyDuplicate.objects.get().dismissed_by == editor_b


def test_looking_for_duplicates_costs_a_fixed_number_of_queries(network_b: Network) -> None:
    for number in range(60):
        PartnerFactory(steward=network_b, name=f"Beratungsstelle {number}", phone="0551 123456")
    look_at_changed_records()
    with CaptureQueriesContext(connection) as queries:
        likely_duplicates(Partner(name="Beratungsstelle", phone="0551 123456"), Q(live=True))
    assert len(queries) <= 4
