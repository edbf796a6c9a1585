"""The signed links in mails to partners."""

from datetime import timedelta
from enum import Enum

from django.core import signing

from network_core.directory.models import CheckContact, CheckQuestion

VALID_FOR = timedelta(days=30)
LONGEST = 200
SECTION = "/de/pruefung/"
OPT_OUT = f"{SECTION}abbestellen/"
"""Answered for ever, whatever has become of the network that once asked (Art. 21 GDPR)."""
RIGHT, CHANGE, GONE = "stimmt", "aendern", "gibt-es-nicht-mehr"

# A dot, because a colon at the end of a line is not part of a link for every mail program.
_questions = signing.TimestampSigner(salt="network_core.directory.check.question", sep=".")
_contacts = signing.Signer(salt="network_core.directory.check.contact", sep=".")


class LinkState(Enum):
    """Why a link leads to nothing."""

    EXPIRED = "expired"
    INVALID = "invalid"


def question_path(question: CheckQuestion, answer: str) -> str:
    """The path of one of the three links about an offer; it is valid from now for 30 days."""
    return f"{SECTION}{_questions.sign(str(question.pk))}/{answer}/"


def opt_out_path(contact: CheckContact) -> str:
    """The path to unsubscribe at; it stays valid."""
    return f"{OPT_OUT}{_contacts.sign(str(contact.pk))}/"


def read_question(token: str) -> int | LinkState:
    """The id of the question that a link is about, or what is wrong with the link."""
    if len(token) > LONGEST:
        return LinkState.INVALID
    try:
        return int(_questions.unsign(token, max_age=VALID_FOR))
    except signing.SignatureExpired:
        return LinkState.EXPIRED
    except (signing.BadSignature, ValueError):
        return LinkState.INVALID


def read_contact(token: str) -> int | None:
    """The id of the contact that unsubscribes, or None."""
    if len(token) > LONGEST:
        return None
    try:
        return int(_contacts.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
