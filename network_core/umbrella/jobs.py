"""Background work of the comparison."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.umbrella.trend.snapshots import take_snapshot


@register_job(
    name="snapshot_figures",
    when=Daily(time(4, 10)),
    purpose=gettext_lazy("Hält die Kennzahlen aller Netzwerke für den Verlauf fest"),
    lease=timedelta(hours=1),
)
def snapshot_figures() -> str:
    """The figures of today, after the other jobs of the night have settled what they count."""
    return _("%(count)d Werte festgehalten") % {"count": take_snapshot(timezone.localdate())}
