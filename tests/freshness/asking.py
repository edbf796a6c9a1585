"""Ways to let partners be asked, and to read the mails and follow their links."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network_core.directory.freshness.asking import Outcome, ask_partners
from network_core.directory.freshness.planning import plan_checks
from network_core.directory.models import CheckPlan, Offer
from network_core.mail import delivery
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from tests.factories import OfferFactory, PartnerFactory, VerificationFactory

ADDRESS = "kontakt@partner.example"


def due_offer(network: Network, in_days: int = 20, **values: Any) -> Offer:
    """An offer of a partner with an address, whose check is due in so many days."""
    partner = values.pop("partner", None) or PartnerFactory(steward=network, email=ADDRESS)
    offer = OfferFactory(steward=network, partner=partner, **values)
    day = timezone.localdate() + timedelta(days=in_days - 365)
    VerificationFactory(offer=offer, checked_on=day, holds_until=day + timedelta(days=365))
    return offer


def run() -> Outcome:
    """What the job does every morning, and the sending of the mails."""
    plan_checks()
    outcome = ask_partners()
    for waiting in OutgoingMail.objects.filter(status=OutgoingMail.Status.QUEUED):
        delivery.try_to_send(str(waiting.pk))
    return outcome


def stage(offer: Offer) -> tuple[str, str]:
    """How far asking has come, and why."""
    plan = CheckPlan.objects.get(offer=offer)
    return plan.stage, plan.reason


@dataclass(frozen=True)
class Links:
    """The three paths about one offer."""

    right: str
    change: str
    gone: str


def links(message: Any = None) -> list[Links]:
    """The links of the last mail, offer by offer, as they stand in its text."""
    text = (message or mail.outbox[-1]).body
    paths = [
        re.findall(rf"https?://[^/\s]+(/de/pruefung/\S+/{name}/)", text)
        for name in ("stimmt", "aendern", "gibt-es-nicht-mehr")
    ]
    return [Links(*three) for three in zip(*paths, strict=True)]


def get(network: Network, path: str) -> HttpResponse:
    """Open a link."""
    return Client().get(path, headers={"host": network.site.hostname})


def fields(response: HttpResponse) -> dict[str, str]:
    """What the form of a page would send if nobody touched it."""
    form = response.context["form"]
    return {
        bound.html_name: "" if (value := bound.value()) is None else str(value) for bound in form
    }


def send(network: Network, path: str, traveller: Any, **changes: Any) -> HttpResponse:
    """Fill in the form of a page as a person does, who needs some seconds for it."""
    data = fields(get(network, path)) | changes
    traveller.shift(timedelta(seconds=30))
    return Client().post(path, data, headers={"host": network.site.hostname})


def day_of(offer: Offer) -> date | None:
    """When the offer was checked last."""
    return CheckPlan.objects.get(offer=offer).checked_on
