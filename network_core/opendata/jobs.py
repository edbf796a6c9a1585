"""Background work of imports."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.opendata.models import ImportRun


@register_job(
    name="forget_uploads",
    when=Daily(time(3, 40)),
    purpose=gettext_lazy("Löscht hochgeladene Dateien, die niemand übernommen hat"),
)
def forget_uploads() -> str:
    """Drop the imports that were only checked, and their files."""
    old = ImportRun.objects.filter(
        state=ImportRun.State.CHECKED, created_at__lt=timezone.now() - ImportRun.KEPT_FOR
    )
    count = old.update(
        state=ImportRun.State.DROPPED, content=None, mapping={}, finished_at=timezone.now()
    )
    return _("%(count)d Dateien gelöscht") % {"count": count}
