"""Background work of the directory."""

from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.directory.models import Proposal
from network_core.jobs.schedule import Daily, register_job

# An answer may come back; then nobody needs to know any more who had no account.
KEEP_SENDER = timedelta(days=90)
# What nobody has decided by then keeps its content, but not the person.
KEEP_SENDER_OF_OPEN = timedelta(days=365)


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
