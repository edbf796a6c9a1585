"""Forgetting proposals that nobody has taken over."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.machine_translation.models import MachineProposal

KEEP = timedelta(days=90)


@register_job(
    name="forget_machine_proposals",
    when=Daily(time(3, 50)),
    purpose=gettext_lazy("Löscht Vorschläge der maschinellen Übersetzung nach 90 Tagen"),
)
def forget_machine_proposals() -> str:
    """Delete what was proposed long ago."""
    deleted, _models = MachineProposal.objects.filter(made_at__lt=timezone.now() - KEEP).delete()
    return _("%(count)d gelöscht") % {"count": deleted} if deleted else ""
