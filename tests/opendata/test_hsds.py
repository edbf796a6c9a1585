"""What an import does when it comes again, and with sources that are not as they should be."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from network_core.opendata.models import ForeignRecord
from network_core.tenancy.matrix import Role
from search import indexer
from search.models import OutboxRow
from tests.factories import OfferFactory, PartnerFactory, TermFactory, person
from tests.opendata.conftest import Take, service

ORGANIZATION = {"id": "o-1", "slug": "haus", "name": "Haus der Familie", "description": "Für alle."}


def edit(offer: Offer, **values: Any) -> None:
    """Change an offer as the admin does."""
    for name, value in values.items():
        setattr(offer, name, value)
    offer.save_revision().publish()


def test_only_what_the_source_has_changed_is_changed(take: Take) -> None:
    take(organizations=[ORGANIZATION], services=[service(organization={"id": "o-1"})])
    offer = Offer.objects.get()
    edit(offer, source_law="§ 16 SGB VIII")
    OutboxRow.objects.all().delete()

    report = take(services=[service(name="Krabbelkreis", organization={"id": "o-1"})])

    assert [(e.kind, e.outcome, e.change_labels) for e in report.plan.entries] == [
        ("partner", "unchanged", []),
        ("offer", "changed", ["Titel"]),
    ]
    offer.refresh_from_db()
    assert (offer.title, offer.source_law) == ("Krabbelkreis", "§ 16 SGB VIII")
    assert offer.partner == Partner.objects.get()
    assert offer.get_latest_revision_as_object().title == "Krabbelkreis"
    assert OutboxRow.objects.filter(object_type="offer", object_pk=offer.pk).exists()


def test_what_was_edited_here_is_a_conflict_and_stays(take: Take) -> None:
    take(services=[service(), service(id="s-2", name="Frühstück")])
    edit(Offer.objects.get(title="Krabbelgruppe"), title="Krabbelgruppe am Montag")

    report = take(services=[service(summary="Neu"), service(id="s-2", name="Brunch")])

    assert (report.counts["changed"], report.counts["conflict"]) == (1, 1)
    (conflict,) = [entry for entry in report.plan.entries if entry.reason]
    assert "Titel" in conflict.reason
    assert sorted(Offer.objects.values_list("title", "summary")) == [
        ("Brunch", ""),
        ("Krabbelgruppe am Montag", ""),
    ]


@pytest.mark.parametrize("change", ["draft", "deleted", "steward", "hidden"])
def test_what_happened_to_a_record_here_is_respected(
    take: Take, network_b: Network, change: str
) -> None:
    take(services=[service()])
    offer = Offer.objects.get()
    if change == "draft":
        offer.summary = "In Arbeit"
        offer.save_revision()
    elif change == "deleted":
        offer.delete()
    elif change == "steward":
        edit(offer, steward=network_b)
    else:
        offer.unpublish()
    before = list(Offer.objects.values())

    report = take(services=[service(name="Anders")])

    assert report.counts["conflict"] == 1
    assert list(Offer.objects.values()) == before


def test_what_the_source_no_longer_says_is_emptied_and_what_it_no_longer_has_stays(
    take: Take,
) -> None:
    take(services=[service(email="a@example.org"), service(id="s-2", name="Frühstück")])

    report = take(services=[service()])

    assert not Offer.objects.get(title="Krabbelgruppe").contacts.exists()
    assert [origin.foreign_id for origin in report.plan.missing] == ["s-2"]
    assert Offer.objects.filter(title="Frühstück", live=True).exists()


def test_one_error_keeps_everything_out(take: Take) -> None:
    report = take(
        services=[
            service(),
            service(id="s-2", name="", slug="mit leerzeichen"),
            service(id="s-3", url="keine adresse", phones=[{"number": "ruf an"}]),
            service(id="s-4", schedules=[{"byday": "MO", "opens_at": "25:00", "closes_at": "9"}]),
            service(id="s-1", name="Doppelt"),
            service(id=None),
            service(id="s-6", expires_on="31.02.2026", languages="de"),
            "nichts",
        ]
    )
    assert not report.is_written
    assert not Offer.objects.exists()
    assert not ForeignRecord.objects.exists()
    found = {(problem.row.split(" (")[0], problem.field) for problem in report.problems.errors}
    assert found == {
        ("services.json, Eintrag 2", "Titel"),
        ("services.json, Eintrag 2", "Kürzel in der Adresse"),
        ("services.json, Eintrag 3", "Kontaktwege › Nummer oder Adresse"),
        ("services.json, Eintrag 4", "schedules[1]"),
        ("services.json, Eintrag 5", "id"),
        ("services.json, Eintrag 6", "id"),
        ("services.json, Eintrag 7", "expires_on"),
        ("services.json, Eintrag 7", "languages"),
        ("services.json, Eintrag 8", ""),
    }


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ('[{"id": "1", "name": "Müller"}]'.encode("cp1252"), "UTF-8"),
        (b'[{"id": "1",\n "name": }]', "Zeile 2"),
        (b'[{"id": "1", "name": "a", "latitude": NaN}]', "NaN"),
        pytest.param(b"[" * 100_000, "verschachtelt", id="deep"),
        (b'"x"', "Liste"),
        (b"", "JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(take: Take, raw: bytes, message: str) -> None:
    report = take(services=raw)
    assert [message in problem.message for problem in report.problems.errors] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_of_json_is_read(take: Take, encoding: str) -> None:
    take(services='[{"id": "1", "name": "Frühstück"}]'.encode(encoding))
    assert Offer.objects.get().title == "Frühstück"


def test_text_that_wants_to_be_more_is_only_text(take: Take, client: Client) -> None:
    take(
        services=[
            service(
                name="<script>alert(1)</script>Gruppe\x00",
                description='<p onclick="x()">Kommt <b>vorbei</b></p><script>alert(1)</script>',
                eligibility_description="1 < 2 & <i>alle</i>",
            )
        ]
    )
    offer = Offer.objects.get()
    assert offer.title == "Gruppe"
    assert offer.description == "<p>Kommt <b>vorbei</b></p>"
    assert offer.eligibility == "1 < 2 & alle"


def test_terms_are_found_by_slug_or_by_the_mapping(take: Take) -> None:
    for slug in ("geld", "wohnen"):
        TermFactory(slug=slug)

    def attribute(code: str, taxonomy: str = "fremd") -> dict[str, Any]:
        return {"taxonomy_term": {"id": code, "code": code, "taxonomy": taxonomy}}

    services = [service(attributes=[attribute("geld", "topic"), attribute("A17"), attribute("Z")])]
    assert {problem.field for problem in take(services=services).problems.errors} == {
        "attributes.taxonomy_term"
    }
    take({"mapping": {"fremd:A17": "topic:wohnen", "z": ""}}, services=services)
    assert {term.slug for term in Offer.objects.get().topics.all()} == {"geld", "wohnen"}


def test_a_term_given_by_its_id_is_looked_up_in_the_list_of_terms(take: Take) -> None:
    TermFactory(slug="geld")
    take(
        services=[service(attributes=[{"taxonomy_term_id": "t-1"}])],
        taxonomy_terms=[{"id": "t-1", "code": "geld", "taxonomy": "topic", "name": "Geld"}],
    )
    assert Offer.objects.get().topics.get().slug == "geld"


def test_an_entry_of_the_same_slug_that_was_made_here_is_not_touched(
    take: Take, network_a: Network
) -> None:
    partner = PartnerFactory(slug="haus", name="Unser Haus", steward=network_a)
    OfferFactory(slug="krabbelgruppe", steward=network_a)

    report = take(organizations=[ORGANIZATION], services=[service(organization={"id": "o-1"})])

    assert (report.counts["new"], report.counts["conflict"]) == (1, 1)
    partner.refresh_from_db()
    assert partner.name == "Unser Haus"
    # Without a slug of its own the offer gets a free one, and belongs to the partner that is there.
    offer = Offer.objects.get(slug="krabbelgruppe-2")
    assert offer.partner == partner


def test_costs_hours_areas_and_places_in_the_forms_that_hsds_knows(take: Take) -> None:
    take(
        services=[
            service(
                cost_options=[{"amount": 5, "currency": "EUR", "option": "pro Kind"}],
                schedules=[
                    {"freq": "WEEKLY", "byday": "FR", "opens_at": "22:00", "closes_at": "02:00"},
                    {
                        "freq": "MONTHLY",
                        "byday": "1MO",
                        "opens_at": "10:00",
                        "closes_at": "12:00",
                        "description": "Jeden ersten Montag 10 bis 12 Uhr",
                    },
                ],
                service_areas=[
                    {"name": "Niedersachsen"},
                    {"extent": "03159016", "extent_type": "ags"},
                    {"name": "Irgendwo"},
                ],
                service_at_locations=[
                    {"location": {"location_type": "virtual"}},
                    {
                        "location": {
                            "location_type": "physical",
                            "addresses": [{"city": "Göttingen", "postal_code": "37073"}],
                        }
                    },
                ],
                languages=[{"code": "de-DE"}, {"code": "tr"}],
                url="www.example.org",
            )
        ]
    )
    offer = Offer.objects.get()
    assert (offer.cost_kind, offer.cost_note) == ("paid", "pro Kind 5 €")
    assert [str(row) for row in offer.hours.all()] == [
        "Freitag 22:00–23:59",
        "Samstag 00:00–02:00",
    ]
    assert offer.hours_note == "Jeden ersten Montag 10 bis 12 Uhr"
    assert [area.key for area in offer.service_areas.all()] == ["03", "031590016016"]
    assert offer.is_online
    assert offer.places.get().is_protected
    assert offer.language_codes == ["de", "tr"]
    assert offer.contacts.get().value == "https://www.example.org"


def test_who_imported_is_remembered_and_only_the_own_network_gains_members(
    take: Take, network_a: Network, network_b: Network
) -> None:
    user = person(network_a, Role.COORDINATOR)
    memberships = [{"network": slug, "role": "ally"} for slug in ("a-netz", "b-netz", "nirgends")]
    report = take({"user": user}, organizations=[ORGANIZATION | {"memberships": memberships}])
    partner = Partner.objects.get()
    assert partner.memberships.get().network == network_a
    assert len(report.problems.hints) == 2
    assert ForeignRecord.objects.get().imported_by == user
    assert partner.latest_revision.user == user


def test_what_is_not_taken_over_is_named(take: Take) -> None:
    report = take(services=[service(alert="Achtung", email="a@example.org"), service(id="s-2")])
    (hint,) = report.problems.hints
    assert (hint.row, hint.field) == ("services.json, Eintrag 1 (Krabbelgruppe)", "alert")


def test_a_slug_made_from_a_title_gives_way_to_one_of_the_source(take: Take) -> None:
    take(services=[service(), service(id="s-2", name="Anders", slug="krabbelgruppe")])
    assert dict(Offer.objects.values_list("title", "slug")) == {
        "Krabbelgruppe": "krabbelgruppe-2",
        "Anders": "krabbelgruppe",
    }


def test_what_is_imported_is_found(
    take: Take, network_a: Network, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    take(
        services=[
            service(slug="krabbel"),
            service(id="s-2", name="Krabbelkreis", status="inactive"),
            service(id="s-3", name="Krabbelkurs", expires_on="2020-01-31"),
        ]
    )
    indexer.index_all_pending()
    answer = client.get("/de/suche/", {"q": "krabbel"}, headers={"host": "a-netz.localhost"})
    assert [hit["url"] for hit in answer.context["hits"]] == ["/de/angebote/krabbel/"]
    assert Offer.objects.filter(valid_until__lt=timezone.localdate(), live=True).count() == 1
