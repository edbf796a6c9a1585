"""Background work of the steering."""

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.steering.models import Announcement


@register_job(
    name="purge_announcements",
    when=Daily(time(3, 45)),
    purpose=gettext_lazy("Löscht alte Ankündigungen und wer sie gelesen hat"),
)
def purge_announcements() -> str:
    """Delete the announcements that ended a year ago, with their readers."""
    _all, by_model = Announcement.objects.over().delete()
    count = by_model.get(Announcement._meta.label, 0)
    return _("%(count)d Ankündigungen gelöscht") % {"count": count}
