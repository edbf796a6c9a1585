"""Puts the comparison into the admin."""

from functools import partial

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from network_core.tenancy.addresses import asks_itself, declare
from network_core.umbrella.coverage_views import (
    CellView,
    CoverageView,
    LanguagesView,
    PathwaysView,
)
from network_core.umbrella.reports.views import ReportView
from network_core.umbrella.trend.views import TrendView
from network_core.umbrella.trend.viewsets import MilestoneViewSet
from network_core.umbrella.views import (
    ChooseView,
    ComparisonMenuItem,
    ComparisonView,
    RecordsView,
)
from network_core.umbrella.viewsets import ComparisonProfileViewSet, ThresholdViewSet

MENU_HOOK = "register_comparison_menu_item"

declare(
    {
        "comparison": asks_itself("shows coordinators their own row and what is open to them"),
        "comparison_choose": asks_itself("names the networks that the person may compare"),
        "coverage": asks_itself("shows the networks whose figures the person may see"),
        "coverage_languages": asks_itself("counts the networks whose figures the person may see"),
        "coverage_cell": asks_itself("asks whether the person may see the network's figures"),
        "pathways_compared": asks_itself("shows the networks whose figures the person may see"),
        "trend": asks_itself("shows the networks whose figures the person may see"),
        "quarter_report": asks_itself("coordinators: their own network, and those that agreed"),
        "figure_records": asks_itself("asks whether the person may see the network's figures"),
    }
)


class ComparisonGroup(ViewSetGroup):
    """Everything about the comparison, below one entry of the menu."""

    items = (ComparisonProfileViewSet, ThresholdViewSet, MilestoneViewSet)
    menu_label = _("Vergleich")
    menu_icon = "table"
    menu_name = "vergleich"
    menu_order = 120
    # Further pages of the comparison register themselves here.
    submenu_hook = MENU_HOOK


# Name of the address, label and icon, in the order of the menu.
MENU = (
    ("comparison", _("Netzwerke im Vergleich"), "table"),
    ("coverage", _("Lücken finden"), "grip"),
    ("coverage_languages", _("Sprachen und Themen"), "wagtail-localize-language"),
    ("pathways_compared", _("Wegweiser im Vergleich"), "list-ol"),
    ("trend", _("Verlauf"), "history"),
    ("quarter_report", _("Quartalsbericht"), "doc-full-inverse"),
)


def _item(place: int) -> MenuItem:
    name, label, icon = MENU[place]
    # Before the view sets, whose order begins with 0.
    order = place - len(MENU)
    return ComparisonMenuItem(label, reverse(name), name=name, icon_name=icon, order=order)


for _place in range(len(MENU)):
    hooks.register(MENU_HOOK, partial(_item, _place))


@hooks.register("register_admin_viewset")
def comparison_group() -> ComparisonGroup:
    """What networks and the umbrella say about the comparison."""
    return ComparisonGroup()


@hooks.register("register_admin_urls")
def comparison_urls() -> list[URLPattern]:
    """The addresses of the comparison."""
    return [
        path("vergleich/", ComparisonView.as_view(), name="comparison"),
        path("vergleich/waehlen/", ChooseView.as_view(), name="comparison_choose"),
        path("vergleich/luecken/", CoverageView.as_view(), name="coverage"),
        path("vergleich/sprachen/", LanguagesView.as_view(), name="coverage_languages"),
        path(
            "vergleich/luecken/<slug:slug>/<slug:scheme>/<slug:term>/",
            CellView.as_view(),
            name="coverage_cell",
        ),
        path("vergleich/wegweiser/", PathwaysView.as_view(), name="pathways_compared"),
        path("vergleich/verlauf/", TrendView.as_view(), name="trend"),
        path("vergleich/bericht/", ReportView.as_view(), name="quarter_report"),
        path("vergleich/zahl/<str:key>/<slug:slug>/", RecordsView.as_view(), name="figure_records"),
    ]
