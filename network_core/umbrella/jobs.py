"""Background work of the comparison."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.umbrella.reports.mailing import forget_sent_reports, send_reports
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


class NotAllSentError(RuntimeError):
    """Some mails could not be written; the log has the reasons."""


@register_job(
    name="mail_quarter_reports",
    when=Daily(time(7, 20)),
    purpose=gettext_lazy("Schickt Koordinierenden nach jedem Quartal ihren Bericht"),
    lease=timedelta(hours=1),
)
def mail_quarter_reports() -> str:
    """In the first two weeks of a quarter, after the snapshots of the night."""
    forget_sent_reports()
    outcome = send_reports(timezone.localdate())
    if not outcome.sent and not outcome.failed:
        return ""
    summary = _("%(count)d E-Mails") % {"count": outcome.sent}
    if outcome.failed:
        raise NotAllSentError(f"{summary}; {outcome.failed} failed.")
    return summary
