"""From `send_mail` to the mail server, also when that is slow, away or refuses."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from network_core.jobs import runner
from network_core.mail import delivery
from network_core.mail.contact import send_contact_message
from network_core.mail.jobs import deliver_waiting_mails, purge_mails
from network_core.mail.models import OutgoingMail
from network_core.mail.sending import NoRecipientError, send_mail
from network_core.networks.models import Network

CaptureCommit = Callable[..., Any]


class TroubledBackend(LocmemBackend):
    """A mail server that answers with `trouble` instead of taking the mail."""

    trouble: Exception = ConnectionRefusedError("kein Anschluss für ada@example.org")
    asked = 0

    def send_messages(self, messages: Any) -> int:
        type(self).asked += 1
        raise self.trouble


@pytest.fixture
def troubled(settings: Settings) -> type[TroubledBackend]:
    settings.EMAIL_BACKEND = f"{__name__}.TroubledBackend"
    TroubledBackend.asked = 0
    TroubledBackend.trouble = ConnectionRefusedError("kein Anschluss für ada@example.org")
    return TroubledBackend


def test_a_mail_is_sent_after_the_commit_and_not_before(
    formal: Network, django_capture_on_commit_callbacks: CaptureCommit
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        send_contact_message(formal, message="Hallo", name="Ada", email="ada@example.org")
    runner.run_once()  # the job that looks after waiting mails is not due yet
    assert outbox.outbox == []
    for callback in callbacks:
        callback()
    runner.run_once()
    (message,) = outbox.outbox
    assert message.to == [formal.contact_email]
    assert message.reply_to == ["Ada <ada@example.org>"]
    assert message.from_email == f"{formal.name} <netzwerke@example.org>"


def test_what_is_rolled_back_is_not_sent(formal: Network) -> None:
    with transaction.atomic():
        send_mail("test", formal, "ada@example.org", {})
        transaction.set_rollback(True)
    deliver_waiting_mails()
    assert outbox.outbox == []


def test_what_a_mail_said_is_erased_when_it_is_sent(formal: Network) -> None:
    mail = send_contact_message(formal, message="Vertraulich", email="ada@example.org")
    assert delivery.try_to_send(str(mail.pk)) == "sent"
    mail.refresh_from_db()
    assert (mail.status, mail.text, mail.html, mail.recipient, mail.reply_to, mail.subject) == (
        "sent",
        "",
        "",
        "",
        "",
        "",
    )
    assert mail.sent_at is not None


def test_a_sent_mail_is_not_sent_again(formal: Network) -> None:
    mail = send_mail("test", formal, "ada@example.org", {})
    delivery.try_to_send(str(mail.pk))
    assert delivery.try_to_send(str(mail.pk)) == "not due"
    deliver_waiting_mails()
    assert len(outbox.outbox) == 1


def test_a_mail_that_no_task_took_is_sent_by_the_job(formal: Network) -> None:
    send_mail("test", formal, "ada@example.org", {})  # the test's transaction never commits
    assert deliver_waiting_mails() == "1 gesendet, 0 noch nicht"
    assert len(outbox.outbox) == 1


def test_a_server_that_is_away_delays_the_mail(
    formal: Network, troubled: type[TroubledBackend], settings: Settings
) -> None:
    mail = send_mail("test", formal, "ada@example.org", {})
    assert delivery.try_to_send(str(mail.pk)) == "queued"
    mail.refresh_from_db()
    assert mail.error == "ConnectionRefusedError"  # the server's words may quote an address
    assert mail.next_attempt_at > timezone.now() + timedelta(seconds=50)
    assert delivery.waiting() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        deliver_waiting_mails()
    assert len(outbox.outbox) == 1
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("sent", 2)


def test_a_server_that_stays_away_is_given_up_after_days(
    formal: Network, troubled: type[TroubledBackend]
) -> None:
    mail = send_mail("test", formal, "ada@example.org", {})
    begin = moment = timezone.now()
    for _attempt in range(20):
        with time_machine.travel(moment, tick=False):
            if delivery.try_to_send(str(mail.pk)) == "failed":
                break
        mail.refresh_from_db()
        moment = mail.next_attempt_at
    mail.refresh_from_db()
    assert mail.status == "failed"
    assert timedelta(days=2) < moment - begin < timedelta(days=4)


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"unknown")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"ada@example.org": (451, b"greylisted")}), "queued"),
        (smtplib.SMTPDataError(554, b"spam"), "failed"),
        (smtplib.SMTPAuthenticationError(535, b"password"), "queued"),
        (smtplib.SMTPServerDisconnected("gone"), "queued"),
        (TimeoutError(), "queued"),
    ],
)
def test_a_final_refusal_ends_it_and_a_temporary_one_does_not(
    formal: Network, troubled: type[TroubledBackend], trouble: Exception, status: str
) -> None:
    troubled.trouble = trouble
    mail = send_mail("test", formal, "ada@example.org", {})
    assert delivery.try_to_send(str(mail.pk)) == status


def test_a_dead_server_is_not_asked_for_every_mail(
    formal: Network, troubled: type[TroubledBackend]
) -> None:
    for _number in range(10):
        send_mail("test", formal, "ada@example.org", {})
    deliver_waiting_mails()
    assert troubled.asked == 3


def test_a_mail_whose_sender_died_is_taken_up_again(formal: Network) -> None:
    mail = send_mail("test", formal, "ada@example.org", {})
    now = timezone.now()
    OutgoingMail.objects.update(status="sending", next_attempt_at=now + delivery.CLAIM)
    assert delivery.waiting() == []
    with time_machine.travel(now + delivery.CLAIM + timedelta(seconds=1)):
        assert delivery.try_to_send(str(mail.pk)) == "sent"


def test_headers_stand_once_and_cannot_be_added(formal: Network) -> None:
    formal.name = "Netz\r\nBcc: victim@example.org"
    mail = send_contact_message(
        formal, message="Hallo", name="Ada\r\nBcc: victim@example.org", email="ada@example.org"
    )
    raw = delivery.build_message(mail).message().as_bytes()
    message = message_from_bytes(raw, policy=policy.default)
    assert message["Bcc"] is None
    for name in ("From", "To", "Subject", "Reply-To", "Message-ID", "Auto-Submitted"):
        assert len(message.get_all(name, [])) == 1
    assert message["Reply-To"].addresses[0].addr_spec == "ada@example.org"
    assert message["Message-ID"] == f"<{mail.pk.hex}@example.org>"
    plain, html = message.get_payload()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")


def test_an_address_that_is_none_is_not_answered_to(formal: Network) -> None:
    mail = send_contact_message(formal, message="Hallo", email="keine Adresse")
    assert mail.reply_to == f"{formal.name} <{formal.contact_email}>"


def test_without_a_recipient_nothing_is_queued(formal: Network) -> None:
    formal.contact_email = ""
    with pytest.raises(NoRecipientError):
        send_contact_message(formal, message="Hallo")
    assert not OutgoingMail.objects.exists()


def test_old_records_are_forgotten(formal: Network) -> None:
    now = timezone.now()
    for status, days in (("sent", 31), ("sent", 1), ("failed", 15), ("failed", 1), ("queued", 99)):
        moment = now - timedelta(days=days)
        OutgoingMail.objects.create(
            kind="test",
            network=formal,
            language="de",
            status=status,
            created_at=moment,
            sent_at=moment if status == "sent" else None,
        )
    purge_mails()
    kept = OutgoingMail.objects.order_by("status").values_list("status", flat=True)
    assert list(kept) == ["failed", "queued", "sent"]
