"""The mail to a partner: all its offers that are due, three links for each."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from network_core.directory.freshness.links import (
    CHANGE,
    GONE,
    RIGHT,
    VALID_FOR,
    opt_out_path,
    question_path,
)
from network_core.directory.models import CheckContact, CheckQuestion
from network_core.mail.models import OutgoingMail
from network_core.mail.sending import send_mail
from network_core.networks.models import Network


def send_question_mail(
    kind: str, network: Network, contact: CheckContact, questions: Sequence[CheckQuestion]
) -> OutgoingMail:
    """Write the mail; its links are valid from now. Raises NoRecipientError for a bad address."""
    context = {
        "offers": [_offer(question) for question in questions],
        "valid_until": timezone.localdate() + VALID_FOR,
        "opt_out_path": opt_out_path(contact),
    }
    return send_mail(kind, network, contact.address, context)


def _offer(question: CheckQuestion) -> dict[str, Any]:
    offer = question.offer
    return {
        "title": offer.title,
        "partner": offer.partner.name if offer.partner else "",
        "right_path": question_path(question, RIGHT),
        "change_path": question_path(question, CHANGE),
        "gone_path": question_path(question, GONE),
    }
