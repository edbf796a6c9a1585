"""Background work of the audit log."""

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.audit.models import AuditEntry
from network_core.jobs.schedule import Daily, register_job


@register_job(
    name="purge_audit_log",
    when=Daily(time(3, 50)),
    purpose=gettext_lazy("Löscht Einträge des Protokolls, deren Frist abgelaufen ist"),
)
def purge_audit_log() -> str:
    """Delete the entries whose time is over."""
    return _("%(count)d Einträge gelöscht") % {"count": AuditEntry.objects.purge()}
