"""Shared records in tests of the admin: their addresses, and what the database says of them."""

from typing import Any

from django.urls import reverse

from network_core.directory.models import Proposal
from network_core.directory.proposals.service import decide
from network_core.tenancy.models import User


def address(model: Any, name: str, *args: Any) -> str:
    """An address of a record's viewset."""
    reverse("wagtailadmin_home")  # the viewsets are registered with the addresses
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def page_of(proposal: Proposal) -> str:
    """The address of a proposal."""
    return reverse("aenderungsvorschlaege:inspect", args=[proposal.pk])


def fresh(record: Any) -> Any:
    """The record as the database has it."""
    return type(record).objects.get(pk=record.pk)


def take_all(proposal: Proposal, user: User) -> None:
    """Decide that everything is right."""
    decide(proposal, user, {change.pk for change in proposal.changes.all()}, "")
