"""The nightly comparison of index and database."""

from datetime import time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from search import indexer


@register_job(
    name="search_reconcile",
    when=Daily(time(3, 20)),
    purpose=gettext_lazy("Vergleicht den Suchindex mit der Datenbank und gleicht ihn ab"),
    lease=timedelta(hours=1),
)
def search_reconcile() -> str:
    """Put every difference into the outbox, from where the indexer repairs it."""
    differences = indexer.reconcile()
    return _("%(count)d Unterschiede gefunden") % {"count": len(differences)}
