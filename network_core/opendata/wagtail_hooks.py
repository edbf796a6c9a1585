"""What imports leave in the history of records."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from network_core.opendata.importing.writing import LOG_ACTION


@hooks.register("register_log_actions")
def import_action(actions: LogActionRegistry) -> None:
    """Name the source in the history of a record."""

    @actions.register_action(LOG_ACTION)
    class ImportFormatter(LogFormatter):
        label = _("Import")

        def format_message(self, log_entry: object) -> str:
            """Where it came from."""
            source = log_entry.data.get("source", "")  # type: ignore[attr-defined]
            return str(_("Übernommen aus: %(source)s") % {"source": source})
