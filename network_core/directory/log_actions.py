"""What the history of a record says about changes that were not made in its form."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

PROPOSAL_TAKEN = "directory.proposal_taken"
HANDED_OVER = "directory.handed_over"
MERGED = "directory.merged"


@hooks.register("register_log_actions")
def register(actions: Any) -> None:
    """Name our own actions."""

    @actions.register_action(PROPOSAL_TAKEN)
    class ProposalTaken(LogFormatter):
        label = gettext_lazy("Änderungsvorschlag übernommen")

        def format_message(self, log_entry: Any) -> str:
            """Who had proposed it."""
            return _("Änderungsvorschlag von %(sender)s übernommen") % {
                "sender": log_entry.data.get("from", "")
            }

    @actions.register_action(HANDED_OVER)
    class HandedOver(LogFormatter):
        label = gettext_lazy("Übergeben")

        def format_message(self, log_entry: Any) -> str:
            """From whom to whom."""
            return _("Pflege übergeben: %(giver)s → %(receiver)s") % {
                "giver": log_entry.data.get("giver", ""),
                "receiver": log_entry.data.get("receiver", ""),
            }

    @actions.register_action(MERGED)
    class Merged(LogFormatter):
        label = gettext_lazy("Zusammengeführt")

        def format_message(self, log_entry: Any) -> str:
            """With what."""
            return _("Zusammengeführt mit „%(title)s“") % {"title": log_entry.data.get("title", "")}
