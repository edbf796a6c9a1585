"""What the umbrella enters about the course of things."""

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from network_core.networks.models import Network
from network_core.tenancy.forms import TenantForm
from network_core.tenancy.viewsets import TenantModelViewSet
from network_core.umbrella.trend.models import Milestone


class MilestoneForm(TenantForm):
    """The umbrella enters what happened in any of the networks."""

    def _choosable(self, name: str, target: type[Model]) -> QuerySet | None:
        if name == "network":
            return Network.objects.regional()
        return super()._choosable(name, target)


class MilestoneViewSet(TenantModelViewSet):
    """What happened in one network or in all of them: the umbrella's own list."""

    model = Milestone
    name = "ereignisse-im-verlauf"
    form_base = MilestoneForm
    icon = "date"
    menu_label = _("Ereignisse im Verlauf")
    panels = [FieldRowPanel([FieldPanel("day"), FieldPanel("network")]), FieldPanel("text")]
    list_display = ["text", "day", "network"]
    list_related = ("network",)
    search_fields = ["text", "network__name"]
    inspect_view_enabled = False
