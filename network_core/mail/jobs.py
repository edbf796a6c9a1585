"""Background work of mail: attempts after the first, and forgetting."""

from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, Every, register_job
from network_core.mail.delivery import try_to_send, waiting
from network_core.mail.models import OutgoingMail

KEEP_SENT = timedelta(days=30)
MAX_FAILURES_IN_A_ROW = 3
KEEP_FAILED = timedelta(days=14)

Status = OutgoingMail.Status


@register_job(
    name="deliver_waiting_mails",
    when=Every(timedelta(minutes=1)),
    purpose=gettext_lazy("Sendet E-Mails, die auf einen neuen Versuch warten"),
)
def deliver_waiting_mails() -> str:
    """Try again what could not be sent before; a server that is away is not asked for each mail."""
    outcomes: list[str] = []
    for mail_id in waiting():
        outcomes.append(try_to_send(mail_id))
        if outcomes[-MAX_FAILURES_IN_A_ROW:] == [Status.QUEUED] * MAX_FAILURES_IN_A_ROW:
            break
    if not outcomes:
        return ""
    return _("%(sent)d gesendet, %(rest)d noch nicht") % {
        "sent": outcomes.count(Status.SENT),
        "rest": len(outcomes) - outcomes.count(Status.SENT),
    }


@register_job(
    name="purge_mails",
    when=Daily(time(3, 40)),
    purpose=gettext_lazy("Löscht alte Einträge gesendeter und unzustellbarer E-Mails"),
)
def purge_mails() -> str:
    """Forget sent mails after a month and undeliverable ones, with their text, after two weeks."""
    now = timezone.now()
    old = Q(status=Status.SENT, sent_at__lt=now - KEEP_SENT)
    given_up = Q(status=Status.FAILED, created_at__lt=now - KEEP_FAILED)
    deleted, _by_model = OutgoingMail.objects.filter(old | given_up).delete()
    return _("%(count)d Einträge gelöscht") % {"count": deleted}
