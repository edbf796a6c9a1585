"""Hosting an event together: asked when it is published, answered by the other network."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from network_core.events.log_actions import ANSWERED, ASKED, WITHDRAWN
from network_core.events.models import CoHost, Event
from network_core.mail.headers import is_address
from network_core.mail.sending import send_mail
from network_core.networks.models import Network
from network_core.tenancy.mailing import mail_those_who_may
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User

Status = CoHost.Status


class NotWaitingError(Exception):
    """The event does not name the network any more, or is not public any more."""


@transaction.atomic
def ask_named_networks(event: Event, user: User | None) -> None:
    """Ask the networks that a published event names now, and take back what it does not name.

    Who has answered is not asked again as long as the event goes on naming it.
    """
    named = {each.pk: each for each in event.host_networks.all() if each.pk != event.network_id}
    known = {each.network_id: each for each in event.co_hosts.select_related("network")}
    for pk, network in named.items():
        if pk not in known or known[pk].status == Status.WITHDRAWN:
            _ask(event, network, user)
    for pk, co_host in known.items():
        if pk not in named and co_host.status != Status.WITHDRAWN:
            co_host.status = Status.WITHDRAWN
            co_host.save(update_fields=["status"])
            log(event, WITHDRAWN, user=user, data={"network": co_host.network.name})


def _ask(event: Event, network: Network, user: User | None) -> None:
    facts = {
        "status": Status.ASKED,
        "asked_by": user,
        "asked_at": timezone.now(),
        "decided_by": None,
        "decided_at": None,
    }
    made, _new = CoHost.objects.update_or_create(event=event, network=network, defaults=facts)
    log(event, ASKED, user=user, data={"network": network.name})
    context = {"title": event.title, "owner": event.network.name, "url": _url(network, made)}
    mail_those_who_may("decide", Kind.HOSTING, network, "co_host_asked", context)


def accept(co_host: CoHost, user: User) -> None:
    """Put the event into the network's calendar. Raises NotWaitingError."""
    _answer(co_host, Status.ACCEPTED, user)


def decline(co_host: CoHost, user: User) -> None:
    """Stay out, or leave after having accepted. Raises NotWaitingError."""
    _answer(co_host, Status.DECLINED, user)


@transaction.atomic
def _answer(co_host: CoHost, status: Status, user: User) -> None:
    found = (
        CoHost.objects.select_for_update(of=("self",))
        .select_related("event__network", "network")
        .get(pk=co_host.pk)
    )
    if found.status == Status.WITHDRAWN or not found.event.live:
        raise NotWaitingError
    if found.status == status:
        return
    found.status, found.decided_by, found.decided_at = status, user, timezone.now()
    found.save(update_fields=["status", "decided_by", "decided_at"])
    data = {"network": found.network.name, "status": str(status)}
    log(found.event, ANSWERED, user=user, data=data)
    person = found.asked_by
    if person is not None and is_address(person.email):
        context = {
            "title": found.event.title,
            "network_name": found.network.name,
            "status": str(status),
            "url": _url(found.event.network, found),
        }
        send_mail("co_host_answered", found.event.network, person.email, context)


def _url(network: Network, co_host: CoHost) -> str:
    return network.root_url + reverse("gemeinsame-veranstaltungen:inspect", args=[co_host.pk])
