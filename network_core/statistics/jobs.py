"""Background work of the statistics."""

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from network_core.statistics import retention


@register_job(
    name="roll_up_statistics",
    when=Daily(time(2, 40)),
    purpose=gettext_lazy("Fasst alte Tageszahlen zu Monaten zusammen und löscht, was zu alt ist"),
)
def roll_up_statistics() -> str:
    """Sum up old days, forget old months."""
    summed = retention.roll_up()
    deleted = retention.forget()
    return _("%(summed)d Tageszahlen zusammengefasst, %(deleted)d Zahlen gelöscht") % {
        "summed": summed,
        "deleted": deleted,
    }
