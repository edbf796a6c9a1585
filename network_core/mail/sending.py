"""`send_mail`: from anywhere in the platform to the mail server, without waiting for it."""

import logging
from collections.abc import Mapping
from email.utils import parseaddr
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from network_core.mail.delivery import deliver
from network_core.mail.headers import is_address, named_address
from network_core.mail.models import OutgoingMail
from network_core.mail.rendering import render_mail

if TYPE_CHECKING:
    from network_core.networks.models import Network

logger = logging.getLogger(__name__)


class NoRecipientError(ValueError):
    """There is no valid address to send this mail to."""


def send_mail(
    kind: str,
    network: "Network",
    to: str,
    context: Mapping[str, Any],
    language: str | None = None,
    *,
    reply_to: str = "",
    reply_to_name: str = "",
) -> OutgoingMail:
    """Write a mail of `kind` in the words of `network` and have it sent after the commit.

    Nothing here talks to a mail server. The mail is a row of the same transaction: it is sent if
    and only if that commits, and a server that is away delays it. Answers go to `reply_to`, or to
    the network. Raises NoRecipientError where `to` (one address) is none.
    """
    if not is_address(to):
        raise NoRecipientError(f"A mail of kind {kind} has no valid recipient.")
    rendered = render_mail(kind, network, context, language)
    if is_address(reply_to):
        answer = named_address(reply_to_name, reply_to)
    elif is_address(network.contact_email):
        answer = named_address(network.name, network.contact_email)
    else:
        answer = ""
    mail = OutgoingMail.objects.create(
        kind=kind,
        network=network,
        language=rendered.language,
        sender=named_address(network.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        recipient=to,
        reply_to=answer,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
    )
    transaction.on_commit(partial(_enqueue, str(mail.pk)))
    return mail


def _enqueue(mail_id: str) -> None:
    try:
        deliver.enqueue(mail_id)
    except Exception:
        # The row is safe: the job `deliver_waiting_mails` finds it within minutes.
        logger.exception("Mail %s could not be queued at once.", mail_id)
