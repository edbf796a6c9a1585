"""Nightly work: comparing index and database, reading files."""

from datetime import time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.jobs.schedule import Daily, register_job
from search import indexer
from search.filetext.reading import read_unread_files
from search.lists.records import complete_words


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


@register_job(
    name="read_files",
    when=Daily(time(2, 40)),
    purpose=gettext_lazy("Liest den Text von Dokumenten, die noch nicht gelesen sind"),
    lease=timedelta(hours=2),
)
def read_files() -> str:
    """Read what was uploaded before there was a search for it, or when the queue was lost."""
    ended = read_unread_files()
    if not ended:
        return ""
    read = ended.pop("read", 0)
    return _("%(read)d gelesen, %(failed)d nicht lesbar") % {
        "read": read,
        "failed": sum(ended.values()),
    }


@register_job(
    name="complete_list_words",
    when=Daily(time(3, 10)),
    purpose=gettext_lazy("Vervollständigt, was die Suche in den Listen findet"),
)
def complete_list_words() -> str:
    """Write the words of records that have none of the present analysis."""
    count = complete_words()
    return _("%(count)d Einträge vervollständigt") % {"count": count} if count else ""
