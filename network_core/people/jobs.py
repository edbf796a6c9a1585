"""Background work of teams."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.people.models import Invitation

# Long enough for a coordinator to see that nobody came, and to ask again.
KEPT_AFTER_EXPIRY = timedelta(days=30)


@register_job(
    name="purge_invitations",
    when=Daily(time(3, 40)),
    purpose=gettext_lazy("Löscht Einladungen, die niemand angenommen hat"),
)
def purge_invitations() -> str:
    """Delete the invitations that ended a month ago."""
    over = Invitation.objects.filter(expires_at__lt=timezone.now() - KEPT_AFTER_EXPIRY)
    return _("%(count)d Einladungen gelöscht") % {"count": over.delete()[0]}
