"""The links in a mail to a partner: what they show, what they do, and what they never do."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from network_core.directory.models import (
    CheckContact,
    CheckPlan,
    CheckQuestion,
    ContactPoint,
    Offer,
    OpeningHours,
    Proposal,
    Verification,
)
from network_core.directory.proposals.service import decide
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.statistics import counters
from network_core.statistics.models import DailyCount
from tests.factories import bring_into, person
from tests.freshness.asking import (
    ADDRESS,
    day_of,
    due_offer,
    fields,
    get,
    links,
    run,
    send,
    stage,
)
from tests.sites.making import make_network

pytestmark = pytest.mark.django_db
Stage, Reason = CheckPlan.Stage, CheckPlan.Reason


@pytest.fixture
def clock(time_machine: Any) -> Any:
    """A clock that only the test moves."""
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def network(clock: Any) -> Network:
    """A network with its pages."""
    return make_network(address_form="du", contact_email="netz@example.org")


@pytest.fixture
def offer(network: Network) -> Offer:
    """An offer whose partner has just been asked."""
    offer = due_offer(network, title="Offene Sprechstunde", summary="Rat ohne Termin.")
    ContactPoint.objects.create(offer=offer, kind="phone", value="0551 123456", label="Büro")
    OpeningHours.objects.create(offer=offer, weekday=0, opens="09:00", closes="12:00")
    run()
    return offer


def open_questions() -> int:
    """Questions without an answer."""
    return CheckQuestion.objects.filter(answer="").count()


def test_every_link_shows_all_data_first_and_does_nothing(network: Network, offer: Offer) -> None:
    for path in (links()[0].right, links()[0].change, links()[0].gone):
        response = get(network, path)
        page = " ".join(response.content.decode().split())
        assert response.status_code == 200
        for fact in ("Offene Sprechstunde", "Rat ohne Termin.", "0551 123456", "09:00–12:00"):
            assert fact in page, (path, fact)
        assert page.index("0551 123456") < page.index('<form class="c-form"')
        assert not response.cookies
        assert Client().head(path, headers={"host": network.site.hostname}).status_code == 200
    assert open_questions() == 1
    assert Verification.objects.count() == 1
    assert stage(offer) == (Stage.ASKED, Reason.NONE)


def test_still_right_is_a_check_by_the_partner(network: Network, offer: Offer, clock: Any) -> None:
    path = links()[0].right
    response = send(network, path, clock)
    assert response.status_code == 303
    check = Verification.objects.first()
    assert (check.way, check.checked_on, check.checked_by) == (
        "partner",
        timezone.localdate(),
        None,
    )
    assert stage(offer) == (Stage.QUIET, Reason.NONE)
    assert day_of(offer) == timezone.localdate()
    page = get(network, path).content.decode()
    assert "Bestätigt: Alles stimmt noch." in page
    run()
    assert len(mail.outbox) == 1


def test_an_answered_link_shows_the_answer_and_takes_no_other(
    network: Network, offer: Offer, clock: Any
) -> None:
    (three,) = links()
    data = fields(get(network, three.gone))
    send(network, three.right, clock)
    late = Client().post(three.gone, data, headers={"host": network.site.hostname})
    assert late.status_code == 200
    for path in (three.right, three.change, three.gone):
        assert "Bestätigt: Alles stimmt noch." in get(network, path).content.decode()
    assert CheckQuestion.objects.get().answer == "right"
    assert stage(offer) == (Stage.QUIET, Reason.NONE)


def test_gone_is_a_decision_for_the_network(network: Network, offer: Offer, clock: Any) -> None:
    response = send(network, links()[0].gone, clock, note="Seit Mai. Bitte zum Treff gehen.")
    assert response.status_code == 303
    assert stage(offer) == (Stage.STEWARD, Reason.GONE)
    assert offer in Offer.objects.public(), "the network decides, not the link"
    assert CheckQuestion.objects.get().note == "Seit Mai. Bitte zum Treff gehen."


def test_change_becomes_a_proposal_and_taken_over_it_is_a_check(
    network: Network, offer: Offer, clock: Any
) -> None:
    path = links()[0].change
    response = send(
        network,
        path,
        clock,
        contact_0="0551 654321",
        new_email="neu@partner.example",
        hours_0="9-12 und 14:30 bis 16 Uhr",
        summary="Rat mit Termin.",
        note="Ab sofort.",
    )
    assert response.status_code == 303, response.content.decode()[:2000]
    proposal = Proposal.objects.get()
    assert (proposal.source, proposal.message) == ("check", "Ab sofort.")
    named = {change.field for change in proposal.changes.all()}
    assert named == {"summary", "contacts", "hours"}
    assert stage(offer) == (Stage.STEWARD, Reason.CHANGE)
    offer.refresh_from_db()
    assert offer.summary == "Rat ohne Termin."
    decide(proposal, person(network), {change.pk for change in proposal.changes.all()}, "")
    offer = Offer.objects.get(pk=offer.pk)
    assert offer.summary == "Rat mit Termin."
    assert {c.value for c in offer.contacts.all()} == {"0551 654321", "neu@partner.example"}
    assert sorted(str(h) for h in offer.hours.all()) == ["Montag 09:00–12:00", "Montag 14:30–16:00"]
    assert stage(offer) == (Stage.QUIET, Reason.NONE)
    assert day_of(offer) == timezone.localdate()


def test_a_remark_alone_is_enough_and_nothing_at_all_is_not(
    network: Network, offer: Offer, clock: Any
) -> None:
    path = links()[0].change
    response = send(network, path, clock)
    assert response.status_code == 422
    assert "Hier ist noch nichts geändert." in response.content.decode()
    assert open_questions() == 1
    assert send(network, path, clock, note="Die Chefin heißt anders.").status_code == 303
    assert not Proposal.objects.exists()
    assert stage(offer) == (Stage.STEWARD, Reason.CHANGE)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("hours_0", "vormittags", "Bitte so schreiben"),
        ("hours_0", "14-12", "Das Ende muss nach dem Anfang liegen."),
        ("hours_0", "25-26", "Diese Uhrzeit gibt es nicht."),
        ("contact_0", "keine Nummer", "kann nicht gewählt werden"),
        ("new_email", "kein at", "E-Mail"),
        ("title", "", "muss ausgefüllt werden"),
        ("valid_until", "31.31.2026", "Datum"),
    ],
)
def test_a_mistake_gets_a_message_and_loses_nothing(
    network: Network, offer: Offer, clock: Any, field: str, value: str, message: str
) -> None:
    changes = {"summary": "Das hier bleibt stehen.", field: value}
    response = send(network, links()[0].change, clock, **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Das hier bleibt stehen." in page
    assert open_questions() == 1


def test_hostile_input_is_answered_politely(network: Network, offer: Offer, clock: Any) -> None:
    (three,) = links()
    data = fields(get(network, three.change))
    clock.shift(timedelta(seconds=30))
    host = {"host": network.site.hostname}
    for changes in (
        {"note": "\x00" * 10, "summary": "x\x00y" * 10},
        {"note": "ü" * 100_000, "base": "{}" * 60_000},
        {"base": "kaputt", "seen": "\x00", "cost_kind": "\x00"},
    ):
        answer = Client().post(three.change, data | changes, headers=host)
        assert answer.status_code in (200, 303, 422)
    answer = Client().post(three.gone, {"seen": "x" * 5000, "form_token": "\x00"}, headers=host)
    assert answer.status_code in (200, 422)


def test_data_that_changed_meanwhile_are_shown_again(
    network: Network, offer: Offer, clock: Any
) -> None:
    path = links()[0].right
    data = fields(get(network, path))
    clock.shift(timedelta(minutes=1))
    offer.summary = "Ganz anders."
    offer.save()
    host = {"host": network.site.hostname}
    response = Client().post(path, data, headers=host)
    assert response.status_code == 422
    assert "Ganz anders." in response.content.decode()
    assert open_questions() == 1
    again = Client().post(path, fields(response), headers=host)
    assert again.status_code == 303


def test_links_are_valid_for_thirty_days_and_signed(
    network: Network, offer: Offer, clock: Any
) -> None:
    path = links()[0].right
    forged = path.replace("/pruefung/", "/pruefung/1")
    assert get(network, forged).status_code == 404
    assert get(network, "/de/pruefung/x/stimmt/").status_code == 404
    assert get(network, path.replace("stimmt", "anders")).status_code == 404
    assert get(network, f"/de/pruefung/{'9' * 3000}/stimmt/").status_code == 404
    clock.shift(timedelta(days=29, hours=23))
    assert get(network, path).status_code == 200
    clock.shift(timedelta(hours=2))
    response = get(network, path)
    assert response.status_code == 410
    assert "Dieser Link gilt nicht mehr" in response.content.decode()
    assert "netz@example.org" in response.content.decode()


def test_a_form_from_another_site_or_without_its_token_is_refused(
    network: Network, offer: Offer, clock: Any
) -> None:
    path = links()[0].right
    host = {"host": network.site.hostname}
    clock.shift(timedelta(seconds=30))
    assert Client().post(path, {}, headers=host).status_code == 422
    foreign = host | {"Sec-Fetch-Site": "cross-site"}
    assert Client().post(path, {}, headers=foreign).status_code == 403
    assert open_questions() == 1


def test_the_address_of_a_link_is_not_counted(network: Network, offer: Offer) -> None:
    browser = {"host": network.site.hostname, "User-Agent": "Mozilla/5.0 (Android) Firefox/140.0"}
    response = Client().get(links()[0].right, headers=browser)
    counters.flush()
    assert response["X-Robots-Tag"] == "noindex"
    assert not DailyCount.objects.filter(key__contains="pruefung").exists()


def test_opting_out_and_back(network: Network, offer: Offer, clock: Any) -> None:
    path = next(
        word.removeprefix(network.root_url)
        for word in mail.outbox[-1].body.split()
        if "/abbestellen/" in word
    )
    assert get(network, path).status_code == 200
    assert CheckContact.objects.get(address=ADDRESS).opted_out_at is None
    assert send(network, path, clock).status_code == 303
    assert stage(offer) == (Stage.STEWARD, Reason.OPTED_OUT)
    another = due_offer(network, partner=offer.partner)
    clock.shift(timedelta(days=20))
    run()
    assert len(mail.outbox) == 1
    assert stage(another) == (Stage.STEWARD, Reason.OPTED_OUT)
    assert "keine Fragen zur Prüfung mehr" in get(network, path).content.decode()
    assert send(network, path, clock, wieder="1").status_code == 303
    assert CheckContact.objects.get(address=ADDRESS).opted_out_at is None
    assert get(network, "/de/pruefung/abbestellen/1.x/").status_code == 404


def test_whoever_was_asked_by_a_network_that_has_ended_can_still_opt_out(
    network: Network, offer: Offer, clock: Any
) -> None:
    path = next(
        word.removeprefix(network.root_url)
        for word in mail.outbox[-1].body.split()
        if "/abbestellen/" in word
    )
    bring_into(network, State.ENDED)
    assert get(network, links()[0].right).status_code == 410
    assert get(network, path).status_code == 200
    assert send(network, path, clock).status_code == 303
    assert CheckContact.objects.get(address=ADDRESS).opted_out_at is not None
