"""Puts the steering into the admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.steering.announcements.reading import mark_read
from network_core.steering.announcements.viewset import AnnouncementViewSet
from network_core.steering.machine_use.views import (
    MachineBudgetView,
    MachineUseItem,
    MachineUseView,
)
from network_core.steering.networks.district_views import DistrictsView
from network_core.steering.networks.life_cycle_views import ChangeStateView, StatesView
from network_core.steering.networks.views import ChooseGiverView, HandOverView
from network_core.steering.terms.proposals import TermProposalViewSet
from network_core.steering.terms.views import ChangeTermView, TermsView, TermView
from network_core.taxonomy.viewsets import MENU_HOOK
from network_core.tenancy.addresses import asks_itself, declare
from network_core.tenancy.menu import StaffMenuItem
from network_core.umbrella.wagtail_hooks import MENU_HOOK as COMPARISON_MENU

STAFF_ONLY = asks_itself("refuses everybody but the staff of the umbrella")

declare(
    dict.fromkeys(
        (
            *("steering_terms", "steering_term", "steering_change_term"),
            *("steering_choose_giver", "steering_hand_over", "steering_districts"),
            *("steering_states", "steering_change_state"),
            "machine_budget",
        ),
        STAFF_ONLY,
    )
)

declare({"machine_use": asks_itself("shows coordinators the row of their own network")})

declare(
    {
        "announcement_read": asks_itself(
            "marks one's own reading of what coordinators and staff read"
        )
    }
)


@hooks.register("register_admin_viewset")
def announcements() -> AnnouncementViewSet:
    """What the umbrella tells all coordinators."""
    return AnnouncementViewSet()


@hooks.register("register_settings_menu_item")
def announcements_item() -> MenuItem:
    """The way there, among the settings."""
    return AnnouncementViewSet().get_menu_item(order=80)


@hooks.register("register_admin_urls")
def announcement_urls() -> list[URLPattern]:
    """Where an announcement is marked as read."""
    return [path("ankuendigung-gelesen/<int:pk>/", mark_read, name="announcement_read")]


@hooks.register("register_admin_urls")
def term_urls() -> list[URLPattern]:
    """The workbench of the taxonomy."""
    return [
        path("systematik/", TermsView.as_view(), name="steering_terms"),
        path("systematik/<int:pk>/", TermView.as_view(), name="steering_term"),
        path(
            "systematik/<int:pk>/<slug:way>/",
            ChangeTermView.as_view(),
            name="steering_change_term",
        ),
    ]


@hooks.register("register_admin_viewset")
def term_proposals() -> TermProposalViewSet:
    """What networks propose about the taxonomy."""
    return TermProposalViewSet()


@hooks.register(MENU_HOOK)
def terms_item() -> MenuItem:
    """The way to the workbench."""
    return StaffMenuItem(
        _("Werkbank"), reverse("steering_terms"), name="werkbank", icon_name="tag", order=-10
    )


@hooks.register(MENU_HOOK)
def term_proposals_item() -> MenuItem:
    """The way to the proposals."""
    return TermProposalViewSet().get_menu_item(order=200)


@hooks.register("register_admin_urls")
def handing_over_urls() -> list[URLPattern]:
    """Handing over all records of a network."""
    return [
        path("netzwerk-uebergeben/", ChooseGiverView.as_view(), name="steering_choose_giver"),
        path(
            "netzwerk-uebergeben/<slug:slug>/",
            HandOverView.as_view(),
            name="steering_hand_over",
        ),
    ]


@hooks.register("register_settings_menu_item")
def handing_over_item() -> MenuItem:
    """The way there, among the settings."""
    return StaffMenuItem(
        _("Netzwerk übergeben"),
        reverse("steering_choose_giver"),
        name="netzwerk-uebergeben",
        icon_name="redirect",
        order=95,
    )


@hooks.register("register_admin_urls")
def district_urls() -> list[URLPattern]:
    """The map, and which districts belong to no network."""
    return [path("kreise/", DistrictsView.as_view(), name="steering_districts")]


@hooks.register(COMPARISON_MENU)
def districts_item() -> MenuItem:
    """The way there, among what compares the networks."""
    return StaffMenuItem(
        _("Karte der Netzwerke"),
        reverse("steering_districts"),
        name="kreise",
        icon_name="site",
        order=-1,
    )


@hooks.register("register_admin_urls")
def machine_use_urls() -> list[URLPattern]:
    """What was used of the machine that translates, and the budget of a network."""
    return [
        path("reports/maschinelle-uebersetzung/", MachineUseView.as_view(), name="machine_use"),
        path(
            "reports/maschinelle-uebersetzung/<slug:slug>/",
            MachineBudgetView.as_view(),
            name="machine_budget",
        ),
    ]


@hooks.register("register_reports_menu_item")
def machine_use_item() -> MenuItem:
    """The way there, among the reports."""
    return MachineUseItem(
        _("Maschinelle Übersetzung"),
        reverse("machine_use"),
        name="maschinelle-uebersetzung",
        icon_name="globe",
        order=950,
    )


@hooks.register("register_admin_urls")
def state_urls() -> list[URLPattern]:
    """The states of the networks, and changing one."""
    return [
        path("netzwerk-stand/", StatesView.as_view(), name="steering_states"),
        path(
            "netzwerk-stand/<slug:slug>/<slug:state>/",
            ChangeStateView.as_view(),
            name="steering_change_state",
        ),
    ]


@hooks.register("register_settings_menu_item")
def states_item() -> MenuItem:
    """The way there, among the settings."""
    return StaffMenuItem(
        _("Stand der Netzwerke"),
        reverse("steering_states"),
        name="netzwerk-stand",
        icon_name="history",
        order=92,
    )
