"""Mails about handing a record over."""

from django.urls import reverse

from network_core.directory.models import Handover
from network_core.mail.headers import is_address
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.tenancy.mailing import mail_those_who_may
from network_core.tenancy.matrix import Kind


def announce(handover: Handover) -> None:
    """Tell those who decide for the receiver."""
    context = {
        "title": str(handover.record),
        "giver": handover.giver.name,
        "message": handover.message,
        "url": _url(handover.receiver, handover),
    }
    mail_those_who_may("decide", Kind.HANDOVER, handover.receiver, "handover_offered", context)


def answer(handover: Handover) -> None:
    """Tell whoever has offered the record."""
    person = handover.offered_by
    if person is None or not is_address(person.email):
        return
    context = {
        "title": str(handover.record),
        "receiver": handover.receiver.name,
        "status": handover.status,
        "answer": handover.answer,
        "url": _url(handover.giver, handover),
    }
    send_mail("handover_answered", handover.giver, person.email, context)


def _url(network: Network, handover: Handover) -> str:
    return network.root_url + reverse("uebergaben:inspect", args=[handover.pk])
