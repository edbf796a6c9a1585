"""The mail about a network whose records another one looks after from now on."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from network_core.mail.headers import is_address
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.tenancy.access import people_who_may
from network_core.tenancy.mailing import MOST_RECIPIENTS
from network_core.tenancy.matrix import Kind


def tell_both(
    giver: Network, receiver: Network, moved: Mapping[str, int], proposals: int, reason: str
) -> int:
    """Tell those who publish records in either network what has moved; how many mails that are.

    `moved` counts the records by the name of their kind, `proposals` those that wait for the
    receiver now. Whoever works in both networks gets one mail, that of the receiver.
    """
    context: dict[str, Any] = {
        "giver": giver.name,
        "receiver": receiver.name,
        "reason": reason,
        "moved": [{"label": label, "count": count} for label, count in moved.items()],
        "proposals": proposals,
    }
    told: set[int] = set()
    for network in (receiver, giver):
        people = people_who_may("publish", Kind.RECORD, network).exclude(pk__in=told)
        url = network.root_url + reverse("wagtailsnippets_directory_offer:list")
        for person in people.order_by("pk")[:MOST_RECIPIENTS]:
            if is_address(person.email):
                send_mail("records_handed_over", network, person.email, context | {"url": url})
                told.add(person.pk)
    return len(told)
