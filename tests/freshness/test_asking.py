"""Asking partners before a check is due: whom, how often, and what follows without an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.directory.freshness.retention import forget_old_requests
from network_core.directory.models import (
    CheckContact,
    CheckPlan,
    CheckQuestion,
    CheckRequest,
    CheckSettings,
    ContactPoint,
)
from network_core.jobs import runner
from network_core.networks.models import Network
from tests.factories import NetworkFactory, OfferFactory, PartnerFactory
from tests.freshness.asking import ADDRESS, due_offer, links, run, stage

pytestmark = pytest.mark.django_db
Stage, Reason = CheckPlan.Stage, CheckPlan.Reason
QUIET = (Stage.QUIET, Reason.NONE)


def test_the_partner_is_asked_before_the_check_is_due(network_a: Network) -> None:
    soon, later = due_offer(network_a, 20), due_offer(network_a, 60)
    run()
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert soon.title in message.body
    assert later.title not in message.body
    assert stage(soon) == (Stage.ASKED, Reason.NONE)
    assert stage(later) == QUIET
    assert len(links()) == 1


def test_one_mail_names_all_offers_of_a_partner(network_a: Network, network_b: Network) -> None:
    partner = PartnerFactory(steward=network_a, email=ADDRESS.upper())
    offers = [due_offer(network_a, day, partner=partner) for day in (20, 5, 12)]
    offers.append(due_offer(network_b, 8, partner=partner))
    run()
    (message,) = mail.outbox
    assert len(links()) == 4
    assert all(offer.title in message.body for offer in offers)
    assert message.from_email.startswith(network_a.name), "who looks after most of them writes"
    assert all(offer.title in message.alternatives[0].content for offer in offers)


def test_a_mail_does_not_grow_without_end(network_a: Network) -> None:
    partner = PartnerFactory(steward=network_a, email=ADDRESS)
    for _number in range(17):
        due_offer(network_a, partner=partner)
    run()
    assert len(links()) == 15
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("offer_address", "partner_address", "public_address", "expected"),
    [
        ("a@x.example", "b@x.example", "c@x.example", "a@x.example"),
        ("", "b@x.example", "c@x.example", "b@x.example"),
        ("", "", "c@x.example", "c@x.example"),
        ("", "", "", "d@x.example"),
    ],
)
def test_the_contact_for_checks_comes_first(
    network_a: Network,
    offer_address: str,
    partner_address: str,
    public_address: str,
    expected: str,
) -> None:
    partner = PartnerFactory(steward=network_a, check_email=partner_address, email=public_address)
    offer = due_offer(network_a, partner=partner, check_email=offer_address)
    ContactPoint.objects.create(offer=offer, kind="email", value="d@x.example")
    run()
    assert [message.to for message in mail.outbox] == [[expected]]


def test_without_an_address_it_goes_to_the_network_at_once(network_a: Network) -> None:
    offer = due_offer(network_a, partner=PartnerFactory(steward=network_a))
    run()
    assert mail.outbox == []
    assert stage(offer) == (Stage.STEWARD, Reason.NO_ADDRESS)


def test_drafts_examples_and_what_has_ended_are_not_asked_about(network_a: Network) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    due_offer(network_a, live=False)
    due_offer(network_a, is_example=True)
    due_offer(network_a, valid_until=yesterday)
    run()
    assert mail.outbox == []


def test_running_twice_asks_once(network_a: Network) -> None:
    due_offer(network_a)
    run()
    run()
    assert len(mail.outbox) == 1
    assert CheckQuestion.objects.count() == 1


def test_reminder_then_network_then_umbrella(network_a: Network, time_machine: Any) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    offer = due_offer(network_a)
    run()
    time_machine.shift(timedelta(days=13))
    run()
    assert len(mail.outbox) == 1
    time_machine.shift(timedelta(days=1))
    run()
    run()
    assert [message.subject for message in mail.outbox] == [
        "Stimmt dieses Angebot noch?",
        "Erinnerung: Stimmt dieses Angebot noch?",
    ]
    assert stage(offer) == (Stage.REMINDED, Reason.NONE)
    time_machine.shift(timedelta(days=14))
    run()
    assert stage(offer) == (Stage.STEWARD, Reason.NO_ANSWER)
    time_machine.shift(timedelta(days=59))
    run()
    assert stage(offer) == (Stage.STEWARD, Reason.NO_ANSWER)
    time_machine.shift(timedelta(days=1))
    run()
    assert stage(offer) == (Stage.UMBRELLA, Reason.NO_ANSWER)
    assert len(mail.outbox) == 2


def test_no_mail_to_the_same_address_more_often_than_configured(
    network_a: Network, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    first, second = due_offer(network_a, 20), due_offer(network_a, 33)
    run()
    time_machine.shift(timedelta(days=6))
    run()
    assert stage(second) == QUIET, "due now, but the last mail is 6 days ago"
    time_machine.shift(timedelta(days=4))
    run()
    assert stage(second) == (Stage.ASKED, Reason.NONE)
    time_machine.shift(timedelta(days=5))
    run()
    assert stage(first) == (Stage.ASKED, Reason.NONE), "the reminder waits, too"
    time_machine.shift(timedelta(days=5))
    run()
    assert stage(first) == (Stage.REMINDED, Reason.NONE)
    assert len(mail.outbox) == 3


def test_the_pause_is_configured(network_a: Network) -> None:
    due_offer(network_a, 20)
    run()
    due_offer(network_a, 20)
    settings = CheckSettings.current()
    settings.days_between_mails = 1
    settings.save()
    CheckContact.objects.update(last_mailed_at=timezone.now() - timedelta(hours=25))
    run()
    assert len(mail.outbox) == 2


def test_an_address_that_opted_out_gets_nothing(network_a: Network) -> None:
    CheckContact.objects.create(address=ADDRESS, opted_out_at=timezone.now())
    offer = due_offer(network_a)
    run()
    assert mail.outbox == []
    assert stage(offer) == (Stage.STEWARD, Reason.OPTED_OUT)


def test_a_bounce_goes_to_the_network_and_stops_nothing(
    network_a: Network, settings: Any, tmp_path: Any
) -> None:
    bad = due_offer(network_a)
    settings.EMAIL_BACKEND = "tests.freshness.refusing.Backend"
    run()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    good = due_offer(
        network_a, partner=PartnerFactory(steward=network_a, email="gut@partner.example")
    )
    run()
    assert stage(bad) == (Stage.STEWARD, Reason.UNDELIVERED)
    assert stage(good) == (Stage.ASKED, Reason.NONE)
    assert [message.to for message in mail.outbox] == [["gut@partner.example"]]


def test_an_address_that_cannot_be_written_to_stops_nothing(network_a: Network) -> None:
    bad = due_offer(network_a, 3, partner=PartnerFactory(steward=network_a, email="kein at"))
    good = due_offer(network_a, 20)
    assert run().failed == 0
    assert stage(bad) == (Stage.STEWARD, Reason.UNDELIVERED)
    assert stage(good) == (Stage.ASKED, Reason.NONE)


def test_after_a_check_by_the_network_nobody_is_reminded(
    network_a: Network, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    offer = due_offer(network_a)
    run()
    offer.verifications.create(
        checked_on=timezone.localdate(),
        holds_until=timezone.localdate() + timedelta(days=365),
        way="phone",
    )
    assert stage(offer) == QUIET
    time_machine.shift(timedelta(days=20))
    run()
    assert len(mail.outbox) == 1


def test_the_job_is_in_the_schedule_and_says_what_it_did(network_a: Network) -> None:
    due_offer(network_a)
    job = runner.run_job("ask_partners")
    assert job.outcome == "succeeded"
    assert job.result == "1 gefragt, 0 erinnert, 0 an Netzwerke, 0 an die Bundesebene"
    assert ADDRESS not in job.result


def test_finding_out_whom_to_ask_takes_a_fixed_number_of_queries(network_a: Network) -> None:
    def queries(count: int) -> int:
        partner = PartnerFactory(steward=network_a, email=f"p{count}@partner.example")
        for _number in range(count):
            due_offer(NetworkFactory(), partner=partner)
        with CaptureQueriesContext(connection) as captured:
            run()
        return len(captured)

    few, many = queries(2), queries(12)
    # One row for each question, and the row of its plan; nothing else grows.
    assert many - few <= 10 * 3


def test_requests_and_addresses_are_forgotten_after_400_days(
    network_a: Network, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    due_offer(network_a)
    run()
    opted_out = CheckContact.objects.create(address="nie@x.example", opted_out_at=timezone.now())
    time_machine.shift(timedelta(days=399))
    forget_old_requests()
    assert CheckRequest.objects.exists()
    time_machine.shift(timedelta(days=2))
    forget_old_requests()
    assert not CheckRequest.objects.exists()
    assert list(CheckContact.objects.all()) == [opted_out]


def test_the_mail_is_readable_and_keeps_to_the_address_form() -> None:
    for form, own, foreign in (("du", "Bitte sieh", "Sie "), ("sie", "Bitte sehen Sie", " du ")):
        network = NetworkFactory(slug=f"netz-{form}", address_form=form)
        due_offer(
            network,
            title="Café <b>& Kinder</b>",
            partner=PartnerFactory(steward=network, email=f"{form}@partner.example"),
        )
        run()
        text = mail.outbox[-1].body
        assert own in " ".join(text.split())
        assert foreign not in text.replace("Sie stehen", "" if form == "sie" else "Sie stehen")
        assert "Café <b>& Kinder</b>" in text
        assert "&lt;b&gt;&amp; Kinder" in mail.outbox[-1].alternatives[0].content
        lines = [line for line in text.splitlines() if not line.startswith("http")]
        assert max(map(len, lines)) <= 72
        assert "\n\n\n" not in text


def test_an_offer_without_a_partner_is_asked_about_at_its_own_address(network_a: Network) -> None:
    offer = OfferFactory(steward=network_a, check_email="selbst@x.example")
    offer.save_revision().publish()
    CheckPlan.objects.filter(offer=offer).update(
        known_since=timezone.localdate() - timedelta(days=360)
    )
    run()
    assert [message.to for message in mail.outbox] == [["selbst@x.example"]]
