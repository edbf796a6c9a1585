"""Background work of the directory."""

from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.directory.freshness.asking import ask_partners
from network_core.directory.freshness.planning import plan_checks
from network_core.directory.freshness.retention import forget_old_requests
from network_core.directory.models import ChangeNotice, CheckPlan, Proposal
from network_core.directory.notices import digest, watching
from network_core.jobs.schedule import Daily, Every, register_job


@register_job(
    name="plan_checks",
    when=Daily(time(2, 40)),
    purpose=gettext_lazy("Berechnet, wann welches Angebot wieder zu prüfen ist"),
    lease=timedelta(hours=1),
)
def plan_all() -> str:
    """Every offer gets its due date, also those that came in without being published one by one."""
    return _("%(count)d Angebote neu berechnet") % {"count": plan_checks()}


# An answer may come back; then nobody needs to know any more who had no account.
KEEP_SENDER = timedelta(days=90)
# What nobody has decided by then keeps its content, but not the person.
KEEP_SENDER_OF_OPEN = timedelta(days=365)
KEEP_NOTICES = timedelta(days=365)


class NotAllAskedError(RuntimeError):
    """Some partners could not be asked; the log has the reasons."""


@register_job(
    name="ask_partners",
    when=Daily(time(6, 30)),
    purpose=gettext_lazy("Fragt Partner, ob ihre Angebote noch stimmen, und erinnert sie"),
)
def ask_all() -> str:
    """Ask, remind and hand on what is due."""
    outcome = ask_partners()
    summary = _(
        "%(asked)d gefragt, %(reminded)d erinnert, %(steward)d an Netzwerke, "
        "%(umbrella)d an die Bundesebene"
    ) % {
        "asked": outcome.asked,
        "reminded": outcome.reminded,
        "steward": outcome.handed_on[CheckPlan.Stage.STEWARD],
        "umbrella": outcome.handed_on[CheckPlan.Stage.UMBRELLA],
    }
    if outcome.failed:
        raise NotAllAskedError(f"{summary}; {outcome.failed} failed.")
    return summary


@register_job(
    name="purge_checks",
    when=Daily(time(3, 55)),
    purpose=gettext_lazy("Löscht alte Anfragen an Partner und nicht mehr gebrauchte Adressen"),
)
def purge_checks() -> str:
    """Forget who was asked, and what was answered, after 13 months."""
    return _("%(count)d Einträge gelöscht") % {"count": forget_old_requests()}


@register_job(
    name="forget_proposal_senders",
    when=Daily(time(3, 50)),
    purpose=gettext_lazy(
        "Löscht Namen und Adressen von Menschen, die ohne Zugang etwas vorschlugen"
    ),
)
def forget_proposal_senders() -> str:
    """Erase name and address 90 days after the answer, and of unanswered proposals after a year."""
    now = timezone.now()
    old = Q(decided_at__lt=now - KEEP_SENDER) | Q(
        status=Proposal.Status.OPEN, created_at__lt=now - KEEP_SENDER_OF_OPEN
    )
    named = ~Q(sender_name="") | ~Q(sender_email="")
    count = Proposal.objects.filter(old & named).update(sender_name="", sender_email="")
    return _("%(count)d Namen gelöscht") % {"count": count}


@register_job(
    name="look_at_changed_records",
    when=Every(timedelta(minutes=1)),
    purpose=gettext_lazy("Stellt fest, was sich an Partnern und Angeboten geändert hat"),
)
def look_at_changed_records() -> str:
    """Compare what was published since the last run with what it said before."""
    watching.queue_unknown()
    count = watching.look_at_changed_records()
    return _("%(count)d Einträge verglichen") % {"count": count} if count else ""


@register_job(
    name="send_change_digests",
    when=Daily(time(6, 30)),
    purpose=gettext_lazy("Meldet Netzwerken, was sich an Einträgen auf ihrer Website geändert hat"),
)
def send_change_digests() -> str:
    """Mail what is new, and forget notices after a year."""
    sent = digest.send_digests()
    ChangeNotice.objects.filter(created_at__lt=timezone.now() - KEEP_NOTICES).delete()
    return _("%(count)d E-Mails") % {"count": sent}
