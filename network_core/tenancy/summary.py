"""What the admin's first page counts."""

from typing import Any

from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from network_core.tenancy.access import person_of


class OwnPagesSummaryItem(PagesSummaryItem):
    """The number of pages that the person may open.

    Wagtail counts everything below what these have in common. With home pages in several languages
    that is the root, and so the pages of all networks, drafts among them.
    """

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Put the own number in the place of Wagtail's."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        seen = policy_registry.get_by_type(Page).explorable_instances(person_of(self.request))
        return context | {"total_pages": seen.filter(depth__gt=1).count()}
