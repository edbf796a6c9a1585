"""Mails about proposals: to those who decide, and back to whoever has proposed."""

from django.urls import reverse

from network_core.directory.models import Proposal
from network_core.mail.headers import is_address
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.tenancy.mailing import mail_those_who_may
from network_core.tenancy.matrix import Kind


def announce(proposal: Proposal) -> None:
    """Tell those who decide about the record that there is something to decide."""
    steward: Network = proposal.record.steward
    context = {
        "title": str(proposal.record),
        "sender": proposal.sender,
        "message": proposal.message,
        "count": proposal.changes.count(),
        "url": _url(steward, proposal),
    }
    mail_those_who_may("decide", Kind.PROPOSAL, steward, "proposal_received", context)


def answer(proposal: Proposal) -> None:
    """Tell whoever has proposed what became of it, in the words of their own network."""
    steward: Network = proposal.record.steward
    network = proposal.network or steward
    person = proposal.proposed_by
    address = person.email if person else proposal.sender_email
    if not is_address(address):
        return
    context = {
        "title": str(proposal.record),
        "status": proposal.status,
        "steward": steward.name,
        "answer": proposal.answer,
        "url": _url(network, proposal) if person else network.root_url + proposal.record.get_path(),
    }
    send_mail("proposal_answered", network, address, context)


def _url(network: Network, proposal: Proposal) -> str:
    return network.root_url + reverse("aenderungsvorschlaege:inspect", args=[proposal.pk])
