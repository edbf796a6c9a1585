"""What the history of an event says about the networks that were asked to host it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

ASKED = "events.co_host_asked"
ANSWERED = "events.co_host_answered"
WITHDRAWN = "events.co_host_withdrawn"


@hooks.register("register_log_actions")
def register(actions: Any) -> None:
    """Name our own actions."""

    @actions.register_action(ASKED)
    class Asked(LogFormatter):
        label = gettext_lazy("Netzwerk angefragt")

        def format_message(self, log_entry: Any) -> str:
            """Whom."""
            return _("Zum gemeinsamen Veranstalten angefragt: %(network)s") % _facts(log_entry)

    @actions.register_action(ANSWERED)
    class Answered(LogFormatter):
        label = gettext_lazy("Netzwerk hat geantwortet")

        def format_message(self, log_entry: Any) -> str:
            """Who, and what."""
            if log_entry.data.get("status") == "accepted":
                return _("%(network)s veranstaltet mit") % _facts(log_entry)
            return _("%(network)s veranstaltet nicht mit") % _facts(log_entry)

    @actions.register_action(WITHDRAWN)
    class Withdrawn(LogFormatter):
        label = gettext_lazy("Anfrage zurückgezogen")

        def format_message(self, log_entry: Any) -> str:
            """From whom."""
            return _("Nicht mehr gemeinsam mit %(network)s") % _facts(log_entry)


def _facts(log_entry: Any) -> dict[str, str]:
    return {"network": log_entry.data.get("network", "")}
