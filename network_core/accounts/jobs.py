"""Background work of log-ins."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.accounts.models import LoginAttempt
from network_core.accounts.throttle import KEPT
from network_core.jobs.schedule import Daily, register_job


@register_job(
    name="purge_login_attempts",
    when=Daily(time(3, 45)),
    purpose=gettext_lazy("Löscht fehlgeschlagene Anmeldungen, die nicht mehr zählen"),
)
def purge_login_attempts() -> str:
    """Delete the attempts that count for nothing any more."""
    over = LoginAttempt.objects.filter(at__lt=timezone.now() - KEPT)
    return _("%(count)d Einträge gelöscht") % {"count": over.delete()[0]}
