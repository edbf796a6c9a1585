"""Background work for pictures."""

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.media.renditions import complete_renditions


@register_job(
    name="complete_renditions",
    when=Daily(time(3, 20)),
    purpose=gettext_lazy("Macht fehlende Größen von Bildern, damit keine Seite darauf wartet"),
)
def complete_pictures() -> str:
    """Make what is missing."""
    completed, failed = complete_renditions()
    if not completed and not failed:
        return ""
    return _("%(completed)d Bilder vervollständigt, %(failed)d nicht lesbar") % {
        "completed": completed,
        "failed": failed,
    }
