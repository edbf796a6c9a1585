"""What the history of terms and networks says about changes that were not made in their form."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

TERM_MERGED = "steering.term_merged"
TERM_MOVED = "steering.term_moved"
TERM_REPLACED = "steering.term_replaced"
RECORDS_HANDED_OVER = "steering.records_handed_over"
MACHINE_BUDGET = "steering.machine_budget"
STATE_CHANGED = "steering.state_changed"


@hooks.register("register_log_actions")
def register(actions: Any) -> None:
    """Name our own actions."""

    @actions.register_action(TERM_MERGED)
    class TermMerged(LogFormatter):
        label = gettext_lazy("Begriff zusammengeführt")

        def format_message(self, log_entry: Any) -> str:
            """Which term is part of this one now."""
            return _("„%(title)s“ ist jetzt Teil dieses Begriffs") % {
                "title": log_entry.data.get("title", "")
            }

    @actions.register_action(TERM_MOVED)
    class TermMoved(LogFormatter):
        label = gettext_lazy("Begriff verschoben")

        def format_message(self, log_entry: Any) -> str:
            """From where to where."""
            return _("Verschoben: %(way)s") % {"way": " → ".join(log_entry.data.get("place", []))}

    @actions.register_action(TERM_REPLACED)
    class TermReplaced(LogFormatter):
        label = gettext_lazy("Begriff wird abgelöst")

        def format_message(self, log_entry: Any) -> str:
            """By which one."""
            return _("Wird abgelöst durch „%(title)s“") % {"title": log_entry.data.get("title", "")}

    @actions.register_action(RECORDS_HANDED_OVER)
    class RecordsHandedOver(LogFormatter):
        label = gettext_lazy("Alle Einträge übergeben")

        def format_message(self, log_entry: Any) -> str:
            """To whom."""
            return _("Alle Einträge übergeben an %(receiver)s") % {
                "receiver": log_entry.data.get("receiver", "")
            }

    @actions.register_action(MACHINE_BUDGET)
    class MachineBudgetChanged(LogFormatter):
        label = gettext_lazy("Budget für maschinelle Übersetzung geändert")

        def format_message(self, log_entry: Any) -> str:
            """To how many characters."""
            characters = log_entry.data.get("characters")
            if characters is None:
                return _("Budget für maschinelle Übersetzung: wie üblich")
            return _("Budget für maschinelle Übersetzung: %(characters)s Zeichen im Monat") % {
                "characters": number_format(characters, force_grouping=True)
            }

    @actions.register_action(STATE_CHANGED)
    class StateChanged(LogFormatter):
        label = gettext_lazy("Stand des Netzwerks geändert")

        def format_message(self, log_entry: Any) -> str:
            """From which state to which, and why."""
            return _("Stand: %(way)s (%(reason)s)") % {
                "way": " → ".join(log_entry.data.get("state", [])),
                "reason": log_entry.data.get("reason", ""),
            }
