"""How networks work together, in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network_core.alliance import panels
from network_core.alliance.forms import AwardForm, PartsForm
from network_core.alliance.models import (
    Agreement,
    Meeting,
    NetworkOfTheMonth,
    Position,
    Signature,
    WorkingGroup,
)
from network_core.tenancy.columns import StatusColumn
from network_core.tenancy.viewsets import TenantModelViewSet, TenantSnippetViewSet


class WorkingGroupViewSet(TenantSnippetViewSet):
    """The working groups of one's own network."""

    model = WorkingGroup
    form_base = PartsForm
    icon = "group"
    menu_label = _("Arbeitsgruppen")
    panels = panels.GROUP_PANELS
    list_display = ["name", "since", "until", "network", StatusColumn()]
    search_fields = ["name", "purpose"]
    chooser_search_fields = ("name",)
    inspect_view_enabled = False
    list_related = ("network",)


class MeetingFilter(WagtailFilterSet):
    """Filters of the list of meetings."""

    class Meta:
        model = Meeting
        fields = ["date", "live"]


class MeetingViewSet(TenantSnippetViewSet):
    """The meetings of one's own working groups."""

    model = Meeting
    icon = "date"
    menu_label = _("Sitzungen")
    panels = panels.MEETING_PANELS
    list_display = ["__str__", "subject", StatusColumn()]
    filterset_class = MeetingFilter
    search_fields = ["subject", "group__name"]
    chooser_search_fields = ("subject", "group__name")
    ordering = ["-date"]
    inspect_view_enabled = False
    list_related = ("group",)


class AgreementViewSet(TenantSnippetViewSet):
    """The agreements of one's own network."""

    model = Agreement
    form_base = PartsForm
    icon = "form"
    menu_label = _("Vereinbarungen")
    panels = panels.AGREEMENT_PANELS
    list_display = [
        "title",
        Column("state_in_words", label=_("Stand")),
        Column("signed", label=_("Unterschrieben"), sort_key="signed_on"),
        "network",
        StatusColumn(),
    ]
    list_filter = ["state", "live"]
    search_fields = ["title", "summary"]
    chooser_search_fields = ("title",)
    inspect_view_enabled = False
    list_related = ("network",)


class PositionViewSet(TenantSnippetViewSet):
    """The positions of one's own network, and the published ones of others, to sign."""

    model = Position
    icon = "edit"
    menu_label = _("Positionen")
    panels = panels.POSITION_PANELS
    list_display = [
        "title",
        "state",
        Column("when", label=_("Datum"), sort_key="date"),
        "network",
        StatusColumn(),
    ]
    list_filter = ["network", "state", "live"]
    search_fields = ["title", "summary", "demands"]
    chooser_search_fields = ("title",)
    inspect_view_fields = [
        *("title", "summary", "description", "demands", "addressees", "state", "date"),
        *("answer", "document", "network", "is_example", "updated_at"),
    ]
    list_related = ("network",)


class SignatureViewSet(TenantModelViewSet):
    """Which positions of others one's own network signs."""

    model = Signature
    name = "mitzeichnungen"
    icon = "check"
    menu_label = _("Mitzeichnungen")
    panels = panels.SIGNATURE_PANELS
    list_display = ["position", "network", "signed_on"]
    search_fields = ["position__title"]
    inspect_view_enabled = False
    list_related = ("position", "network")


class NetworkOfTheMonthViewSet(TenantSnippetViewSet):
    """The networks of the month, elected by the umbrella."""

    model = NetworkOfTheMonth
    form_base = AwardForm
    icon = "pick"
    menu_label = _("Netzwerk des Monats")
    panels = panels.AWARD_PANELS
    list_display = [
        Column("month_in_words", label=_("Monat"), sort_key="month"),
        "network",
        "reason",
    ]
    search_fields = ["network__name", "reason"]
    chooser_search_fields = ("network__name", "reason")
    inspect_view_enabled = False
    list_related = ("network",)


class AllianceGroup(SnippetViewSetGroup):
    """Everything about working together, below one entry of the menu."""

    items = (
        WorkingGroupViewSet,
        MeetingViewSet,
        AgreementViewSet,
        PositionViewSet,
        SignatureViewSet,
        NetworkOfTheMonthViewSet,
    )
    menu_label = _("Zusammenarbeit")
    menu_icon = "group"
    menu_name = "zusammenarbeit"
    menu_order = 130
