"""Asking partners: one mail to each address about all its offers that are due, and a reminder.

Every step marks what it did in the transaction that does it. So it may be run at any time, again
after a crash, and by two runners at once.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from network_core.directory.freshness.addresses import EMAIL, check_address
from network_core.directory.freshness.mails import send_question_mail
from network_core.directory.models import (
    CheckContact,
    CheckPlan,
    CheckQuestion,
    CheckRequest,
    CheckSettings,
    ContactPoint,
)
from network_core.directory.visibility import has_not_ended
from network_core.mail.models import OutgoingMail
from network_core.mail.sending import NoRecipientError
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network
from network_core.networks.states import State

logger = logging.getLogger(__name__)

# The rest is asked at the next run.
MOST_PLANS = 2000
MOST_OFFERS_IN_A_MAIL = 15

Stage, Reason = CheckPlan.Stage, CheckPlan.Reason
Key = TypeVar("Key")


@dataclass
class Outcome:
    """What one run did, in numbers."""

    asked: int = 0
    reminded: int = 0
    failed: int = 0
    handed_on: Counter[str] = field(default_factory=Counter)

    def hand_on(self, plans: QuerySet, reason: CheckPlan.Reason) -> None:
        """Put offers on the list of the network that looks after them."""
        self.handed_on[Stage.STEWARD] += move(plans, Stage.STEWARD, reason)


def move(plans: QuerySet, stage: CheckPlan.Stage, reason: CheckPlan.Reason | None = None) -> int:
    """Bring plans to another stage; returns how many."""
    values = {"stage": stage, "stage_since": timezone.now()}
    return plans.update(**values if reason is None else values | {"reason": reason})


def ask_partners() -> Outcome:
    """Do all that is due today: hand on what was not answered, remind, and ask."""
    outcome = Outcome()
    settings = CheckSettings.current()
    hand_on_unanswered(settings, outcome)
    remind(settings, outcome)
    ask(settings, outcome)
    return outcome


# --- asking ---------------------------------------------------------------------------------


def ask(settings: CheckSettings, outcome: Outcome) -> None:
    """One mail to each address whose offers are due soon."""
    by_address: dict[str, list[CheckPlan]] = defaultdict(list)
    nobody: list[int] = []
    for plan in _due_soon(settings):
        address = check_address(plan.offer)
        if address:
            by_address[address].append(plan)
        else:
            nobody.append(plan.pk)
    unknown = CheckPlan.objects.filter(pk__in=nobody, stage=Stage.QUIET)
    outcome.hand_on(unknown, Reason.NO_ADDRESS)
    _for_each(
        by_address,
        lambda address: _ask_one(address, by_address[address], settings, outcome),
        outcome,
    )


def _due_soon(settings: CheckSettings) -> QuerySet[CheckPlan]:
    """Offers to ask about, the longest due first; examples have nobody who could answer."""
    today = timezone.localdate()
    ahead = timedelta(days=settings.ask_days_before)
    emails = ContactPoint.objects.filter(kind=EMAIL)
    return (
        CheckPlan.objects.due_by(today + ahead)
        .of_live_offers()
        .filter(
            has_not_ended("offer__"),
            of_open_network("offer__steward"),
            # Whoever has answered is not asked again about the same date.
            Q(checked_on__isnull=True) | Q(checked_on__lt=today - ahead),
            stage=Stage.QUIET,
            offer__is_example=False,
        )
        .select_related("offer__partner", "offer__steward__site")
        .prefetch_related(Prefetch("offer__contacts", emails))[:MOST_PLANS]
    )


def _ask_one(
    address: str, plans: list[CheckPlan], settings: CheckSettings, outcome: Outcome
) -> None:
    CheckContact.objects.get_or_create(address=address)
    contact = CheckContact.objects.select_for_update().get(address=address)
    # Another runner may have been quicker, until the lock on the contact was ours.
    waiting = CheckPlan.objects.filter(pk__in=[plan.pk for plan in plans], stage=Stage.QUIET)
    if contact.opted_out_at:
        outcome.hand_on(waiting, Reason.OPTED_OUT)
        return
    if not _may_write(contact, settings):
        return
    still = set(waiting.values_list("pk", flat=True))
    chosen = [plan for plan in plans if plan.pk in still][:MOST_OFFERS_IN_A_MAIL]
    if not chosen:
        return
    network = _sender([plan.offer.steward for plan in chosen])
    request = CheckRequest.objects.create(network=network, contact=contact)
    questions = [CheckQuestion.objects.create(request=request, offer=plan.offer) for plan in chosen]
    mine = CheckPlan.objects.filter(pk__in=[plan.pk for plan in chosen])
    try:
        with transaction.atomic():
            request.mail = send_question_mail("check_request", network, contact, questions)
    except NoRecipientError:
        request.delete()
        outcome.hand_on(mine, Reason.UNDELIVERED)
        return
    request.save(update_fields=["mail"])
    _note_mail(contact)
    move(mine, Stage.ASKED, Reason.NONE)
    outcome.asked += 1


def _sender(stewards: Iterable[Network]) -> Network:
    """The network that looks after most of the offers writes for all of them."""
    found = list(stewards)
    counts = Counter(network.pk for network in found)
    return min(found, key=lambda network: (-counts[network.pk], network.pk))


# --- reminding ------------------------------------------------------------------------------


def remind(settings: CheckSettings, outcome: Outcome) -> None:
    """One more mail to each address that has not answered, about all that is open."""
    before = timezone.now() - timedelta(days=settings.remind_after_days)
    contacts = (
        CheckRequest.objects.filter(
            sent_at__lte=before,
            reminded_at__isnull=True,
            contact__isnull=False,
            questions__answer="",
            questions__offer__check_plan__stage=Stage.ASKED,
        )
        .order_by("contact")
        .values_list("contact", flat=True)
        .distinct()[:MOST_PLANS]
    )
    _for_each(
        list(contacts), lambda contact: _remind_one(contact, before, settings, outcome), outcome
    )


def _remind_one(
    contact_id: int, before: datetime, settings: CheckSettings, outcome: Outcome
) -> None:
    contact = CheckContact.objects.select_for_update().get(pk=contact_id)
    requests = list(
        CheckRequest.objects.filter(
            contact=contact, sent_at__lte=before, reminded_at__isnull=True
        ).select_related("network__site")
    )
    questions = list(
        CheckQuestion.objects.filter(
            of_open_network("offer__steward"),
            request__in=requests,
            answer="",
            offer__live=True,
            offer__check_plan__stage=Stage.ASKED,
        )
        .select_related("offer__steward", "offer__partner", "offer__check_plan")
        .order_by("offer__check_plan__due_on", "pk")[:MOST_OFFERS_IN_A_MAIL]
    )
    mine = CheckPlan.objects.filter(offer__in=[each.offer_id for each in questions])
    if contact.opted_out_at:
        outcome.hand_on(mine, Reason.OPTED_OUT)
        return
    if not questions or not _may_write(contact, settings):
        return
    network = next(r.network for r in requests if r.pk == questions[0].request_id)
    if not network.is_open:
        # The links of the mail lead to its site, which answers with a notice.
        network = _sender([question.offer.steward for question in questions])
    mail = send_question_mail("check_reminder", network, contact, questions)
    asked = {question.request_id for question in questions}
    CheckRequest.objects.filter(pk__in=asked).update(reminded_at=timezone.now(), mail=mail)
    _note_mail(contact)
    move(mine, Stage.REMINDED)
    outcome.reminded += 1


# --- handing on -----------------------------------------------------------------------------


def hand_on_unanswered(settings: CheckSettings, outcome: Outcome) -> None:
    """What was not answered goes to the network that looks after it, and then to the umbrella.

    What could not be delivered does so at once. Where another rule or a shorter way has moved the
    date away meanwhile, there is nothing left to do.
    """
    now, today = timezone.now(), timezone.localdate()
    soon = today + timedelta(days=settings.ask_days_before)
    waiting = CheckPlan.objects.filter(stage__in=[Stage.ASKED, Stage.REMINDED])
    move(waiting.filter(due_on__gt=soon), Stage.QUIET, Reason.NONE)
    failed = CheckRequest.objects.filter(mail__status=OutgoingMail.Status.FAILED)
    undelivered = CheckQuestion.objects.filter(answer="", request__in=failed)
    outcome.hand_on(waiting.filter(offer__in=undelivered.values("offer")), Reason.UNDELIVERED)
    failed.update(mail=None)
    silent = CheckPlan.objects.filter(
        stage=Stage.REMINDED,
        stage_since__lte=now - timedelta(days=settings.steward_after_days),
    )
    outcome.hand_on(silent, Reason.NO_ANSWER)
    # Asked, but the reminder could not be written for so long that it makes no sense any more.
    lost = timedelta(days=settings.remind_after_days + settings.steward_after_days + 30)
    forgotten = CheckPlan.objects.filter(stage=Stage.ASKED, stage_since__lte=now - lost)
    outcome.hand_on(forgotten, Reason.NO_ANSWER)
    # Where nobody looks after the network, nobody waits for it either.
    old = CheckPlan.objects.filter(
        Q(stage_since__lte=now - timedelta(days=settings.umbrella_after_days))
        | Q(offer__steward__state=State.DORMANT),
        stage=Stage.STEWARD,
    )
    outcome.handed_on[Stage.UMBRELLA] += move(old, Stage.UMBRELLA)


# --- what all steps need --------------------------------------------------------------------


def _may_write(contact: CheckContact, settings: CheckSettings) -> bool:
    pause = timedelta(days=settings.days_between_mails)
    return contact.last_mailed_at is None or contact.last_mailed_at <= timezone.now() - pause


def _note_mail(contact: CheckContact) -> None:
    contact.last_mailed_at = timezone.now()
    contact.save(update_fields=["last_mailed_at"])


def _for_each(keys: Iterable[Key], treat: Callable[[Key], None], outcome: Outcome) -> None:
    """Treat each in a transaction of its own: one that fails holds up no other."""
    for key in keys:
        try:
            with transaction.atomic():
                treat(key)
        except Exception:
            # Which address it was is not for the log.
            logger.exception("A partner could not be asked.")
            outcome.failed += 1
