"""Background work on addresses of other websites."""

from datetime import time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, Every, register_job
from network_core.links import checking, collecting
from network_core.links.models import Link


@register_job(
    name="collect_links",
    when=Daily(time(2, 10)),
    purpose=gettext_lazy("Sammelt die Links aller Seiten und Einträge"),
    lease=timedelta(hours=1),
)
def collect_links() -> str:
    """What was written today is checked from tomorrow on."""
    return _("%(count)d Adressen") % {"count": collecting.collect_links()}


@register_job(
    name="check_links",
    when=Every(timedelta(minutes=10)),
    purpose=gettext_lazy("Prüft, ob Links zu anderen Websites noch funktionieren"),
)
def check_links() -> str:
    """A few addresses at a time."""
    try:
        counts = checking.check_links()
    except checking.NoNetworkError:
        return _("Kein Netz: nichts geprüft")
    if not counts:
        return ""
    return _("%(all)d geprüft, davon in Ordnung: %(works)d") % {
        "all": counts.total(),
        "works": counts[Link.State.WORKS],
    }
