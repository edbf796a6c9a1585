"""`manage.py import_hsds` with a whole network of the project's test data."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from network_core.directory.models import Offer, Partner, Verification
from network_core.networks.models import Network
from network_core.opendata.models import ForeignRecord
from search.models import OutboxRow


def run(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("import_hsds", *arguments, stdout=out)
    return out.getvalue()


def test_a_network_of_the_corpus_is_taken_over_with_all_its_facts(
    corpus_networks: dict[str, Network], corpus: Path
) -> None:
    arguments = (str(corpus / "goettingen"), "--network", "goettingen", "--example")
    network = corpus_networks["goettingen"]

    assert "83 neu, 0 geändert" in run(*arguments, "--dry-run")
    assert not Offer.objects.exists()
    assert not Partner.objects.exists()
    assert not ForeignRecord.objects.exists()

    # One line: there is nothing that would not be taken over.
    said = run(*arguments)
    assert said == "83 neu, 0 geändert, 0 unverändert, 0 Konflikte, 0 Fehler\n"
    assert Offer.objects.filter(steward=network, is_example=True).count() == 57
    assert Partner.objects.filter(steward=network, is_example=True).count() == 26
    _check_facts(Offer.objects.get(slug="g-uvg-antrag"))
    _check_protected(Offer.objects.get(slug="g-frauenhaus-aufnahme"))
    over = Offer.objects.get(slug="g-broschuere-wegweiser")
    assert over.valid_until == date(2025, 12, 31)
    assert over not in Offer.objects.public()
    partner = Partner.objects.get(slug="jugendamt-goettingen-uvk")
    assert (partner.kind, partner.phone, partner.city) == (
        "municipality",
        "040 66969 100",
        "Göttingen",
    )
    assert partner.memberships.get().role == "member"
    origin = ForeignRecord.objects.get(partner=partner)
    assert origin.foreign_id == "60ec4d07-89c6-56d9-836e-9e7d2c294963"
    assert (origin.source, origin.network, origin.imported_by) == ("hsds", network, None)
    # Every record waits for the search, with everything that belongs to it.
    queued = OutboxRow.objects.filter(object_type="offer").values_list("object_pk", flat=True)
    assert set(queued) == set(Offer.objects.values_list("pk", flat=True))

    before = list(OutboxRow.objects.order_by("pk").values_list("pk", "version"))
    # Of the folder above, which has one folder per network, the own one is taken.
    assert "0 neu, 0 geändert, 83 unverändert" in run(str(corpus), "--network", "goettingen")
    assert list(OutboxRow.objects.order_by("pk").values_list("pk", "version")) == before
    assert Verification.objects.count() == 57


def _check_facts(offer: Offer) -> None:
    assert offer.partner is not None
    assert offer.partner.slug == "jugendamt-goettingen-uvk"
    assert offer.summary.startswith("Die Unterhaltsvorschusskasse zahlt")
    assert offer.description.startswith("<p>Anspruchsberechtigt sind Kinder")
    assert (offer.cost_kind, offer.cost_note) == ("free", "")
    assert {term.slug for term in offer.topics.all()} == {"unterhaltsvorschuss", "kindesunterhalt"}
    assert {term.slug for term in offer.life_situations.all()} == {"trennung", "tod_partner"}
    assert {term.slug for term in offer.formats.all()} == {"finanzielle_leistung", "unterlagen"}
    assert offer.language_codes == ["de"]
    assert [f"{row.weekday} {row.opens:%H:%M}–{row.closes:%H:%M}" for row in offer.hours.all()] == [
        "0 08:30–12:00",
        "1 08:30–12:00",
        "3 14:00–17:00",
        "4 08:30–12:00",
    ]
    place = offer.places.get()
    assert (place.name, place.postal_code, place.city) == ("Innenstadt", "37073", "Göttingen")
    assert (place.latitude, place.longitude) == (51.5336, 9.9356)
    assert place.accessibility.startswith("Rollstuhlgerechter Zugang")
    words = {text.locale.language_code: text.title for text in offer.texts.filter(live=True)}
    assert words == {
        "de": "Unterhaltsvorschuss nach dem UVG",
        "en": "Advance child maintenance payments",
        "tr": "Nafaka avansı",
        "de-simple": "Geld vom Amt, wenn der andere Eltern-Teil nicht zahlt",
    }
    assert not any(text.is_stale for text in offer.texts.all())
    assert offer.verifications.get().checked_on == date(2026, 9, 14)
    # The editor opens the same as the visitor sees, and the history says where it came from.
    draft = offer.get_latest_revision_as_object()
    assert [row.opens for row in draft.hours.all()] == [row.opens for row in offer.hours.all()]
    assert {term.pk for term in draft.topics.all()} == {term.pk for term in offer.topics.all()}
    assert offer.latest_revision == offer.live_revision
    assert not offer.has_unpublished_changes


def _check_protected(offer: Offer) -> None:
    """Although the source has coordinates and a street: they are not even stored."""
    place = offer.places.get()
    assert place.is_protected
    assert place.city == "Göttingen"
    assert (place.name, place.street, place.postal_code) == ("", "", "")
    assert (place.latitude, place.longitude) == (None, None)
    assert offer.partner is not None
    assert offer.partner.city == "Göttingen"
    assert (offer.partner.street, offer.partner.postal_code) == ("", "")


@pytest.mark.parametrize("arguments", [("nowhere", "--network", "a-netz"), (".", "--network", "x")])
def test_the_command_refuses_what_is_not_there(
    network_a: Network, arguments: tuple[str, ...]
) -> None:
    from django.core.management import CommandError

    with pytest.raises(CommandError):
        run(*arguments)
