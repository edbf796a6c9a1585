"""Pathways in the admin."""

from django.utils.translation import gettext_lazy as _

from network_core.pathways.forms import PathwayForm
from network_core.pathways.models import Pathway
from network_core.pathways.panels import PATHWAY_PANELS
from network_core.tenancy.columns import StatusColumn
from network_core.tenancy.viewsets import TenantSnippetViewSet


class PathwayViewSet(TenantSnippetViewSet):
    """The pathways of one's own network, and the published ones of others."""

    model = Pathway
    form_base = PathwayForm
    icon = "list-ol"
    menu_label = _("Wegweiser")
    menu_order = 125
    add_to_admin_menu = True
    panels = PATHWAY_PANELS
    list_display = ["title", "kind", "steward", "checked_on", StatusColumn()]
    list_filter = ["steward", "kind", "live"]
    list_related = ("steward",)
    search_fields = ["title", "summary"]
    chooser_search_fields = ("title",)
    inspect_view_fields = [
        *("title", "kind", "summary", "introduction", "life_situations", "audiences"),
        *("steward", "checked_on", "is_example", "updated_at"),
    ]
