"""What pages and records have in common when a machine is asked: names, and how it ended."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import ngettext

from network_core.machine_translation.masking import names_in
from network_core.machine_translation.proposing import Outcome
from network_core.networks.models import Network
from network_core.tenancy.models import User


def known_names(network: Network, contact: str = "", owner_id: int | None = None) -> set[str]:
    """Names that must not be sent: of a text's contact and owner, and of the network's people."""
    people = User.objects.filter(
        Q(groups__network_role__network=network) | Q(pk=owner_id)
    ).values_list("first_name", "last_name")
    names = {name for first, last in people for name in (f"{first} {last}".strip(), last)}
    return {name for name in names | names_in(contact) if name}


def tell_problems(request: HttpRequest, outcome: Outcome, kept: str) -> None:
    """Say what came back unusable, and why asking ended early; `kept` says what is not lost."""
    if outcome.unusable:
        messages.warning(
            request,
            ngettext(
                "Ein Vorschlag war nicht zu gebrauchen: Telefonnummern, Namen oder Links stimmten "
                "darin nicht.",
                "%(count)d Vorschläge waren nicht zu gebrauchen: Telefonnummern, Namen oder Links "
                "stimmten darin nicht.",
                outcome.unusable,
            )
            % {"count": outcome.unusable},
        )
    if outcome.failure:
        messages.error(request, f"{outcome.failure.label} {kept}")
