"""Handing a waiting mail to the mail server: once, later again, or not at all."""

import logging
import smtplib
from datetime import timedelta
from email.utils import parseaddr

from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from network_core.jobs.tasks import BACKGROUND
from network_core.mail.models import CONTENT_FIELDS, OutgoingMail

logger = logging.getLogger(__name__)

Status = OutgoingMail.Status

# After the last pause the mail is given up: two days and a half in all.
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 18 * 60, 24 * 60)
)
# A sender that died in the middle of a mail is believed dead after this time. It is far above
# EMAIL_TIMEOUT times the few exchanges of one mail.
CLAIM = timedelta(minutes=10)


@task(backend=BACKGROUND)
def deliver(mail_id: str) -> str:
    """Try to send one mail now if it is due; returns what became of it."""
    return try_to_send(mail_id)


def waiting() -> "list[str]":
    """The mails that are due, oldest first, also those whose sender died; at most 200."""
    due = OutgoingMail.objects.filter(_due()).order_by("next_attempt_at")
    return [str(pk) for pk in due.values_list("pk", flat=True)[:200]]


def try_to_send(mail_id: str) -> str:
    """Send one mail if it is due and nobody else is at it; never raises because of the server.

    A temporary trouble (no connection, greylisting) sets the time of the next attempt, a final
    refusal by the server ends it. What the mail said is erased when it has been sent.
    """
    claimed = OutgoingMail.objects.filter(_due(), pk=mail_id).update(
        status=Status.SENDING,
        attempts=F("attempts") + 1,
        next_attempt_at=timezone.now() + CLAIM,
    )
    if not claimed:
        return "not due"
    mail = OutgoingMail.objects.get(pk=mail_id)
    try:
        build_message(mail).send()
    except Exception as error:
        return _after_failure(mail, error)
    _erase_content(mail)
    mail.status = Status.SENT
    mail.sent_at = timezone.now()
    mail.error = ""
    mail.save()
    return Status.SENT.value


def build_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message of a mail with all its headers."""
    domain = parseaddr(mail.sender)[1].rpartition("@")[2] or "localhost"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender,
        to=[mail.recipient],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": f"<{mail.pk.hex}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": "de" if mail.language == "de-simple" else mail.language,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _due() -> Q:
    waiting_or_dead = Q(status__in=[Status.QUEUED, Status.SENDING])
    return waiting_or_dead & Q(next_attempt_at__lte=timezone.now())


def _after_failure(mail: OutgoingMail, error: Exception) -> str:
    # The server's answer may quote the address, so only its code is kept.
    code = _smtp_code(error)
    mail.error = f"{type(error).__name__} {code or ''}".strip()[:300]
    if _is_final(error, code) or mail.attempts > len(PAUSES):
        logger.error("Mail %s (%s) is given up: %s", mail.pk, mail.kind, mail.error)
        mail.status = Status.FAILED
    else:
        pause = PAUSES[mail.attempts - 1]
        logger.warning("Mail %s waits %s after: %s", mail.pk, pause, mail.error)
        mail.status = Status.QUEUED
        mail.next_attempt_at = timezone.now() + pause
    mail.save()
    return mail.status


def _smtp_code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((code for code, _message in error.recipients.values()), default=None)
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return None


def _is_final(error: Exception, code: int | None) -> bool:
    # A refused password is our own mistake: the mail can still be sent when it is mended.
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    return (code is not None and 500 <= code < 600) or isinstance(error, UnicodeError | ValueError)


def _erase_content(mail: OutgoingMail) -> None:
    for field in CONTENT_FIELDS:
        setattr(mail, field, "")
