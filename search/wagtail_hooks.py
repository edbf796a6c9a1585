"""The search in the admin: word lists, recommended hits, and what visitors did not find."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.tenancy.access import is_umbrella_staff
from network_core.tenancy.addresses import asks_itself, declare
from search.admin_views import UnderstandingView, WithoutHitView, may_see_searches
from search.curation.viewsets import SearchGroup

declare(
    {
        "search_without_hit": asks_itself("may_see_searches; lists words of the own sites"),
        "search_understanding": asks_itself("for the staff of the umbrella only"),
    }
)


@hooks.register("register_admin_viewset")
def search_group() -> SearchGroup:
    """Word lists and recommended hits."""
    return SearchGroup()


class WithoutHitMenuItem(MenuItem):
    """Shown to those who look after what is found."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may see the report."""
        return may_see_searches(request.user)


class UnderstandingMenuItem(MenuItem):
    """Shown to the staff of the umbrella."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may see the report."""
        return is_umbrella_staff(request.user)  # type: ignore[arg-type]


@hooks.register("register_reports_menu_item")
def without_hit_item() -> MenuItem:
    """What visitors looked for and did not find."""
    return WithoutHitMenuItem(
        _("Suchanfragen ohne Treffer"),
        reverse("search_without_hit"),
        name="search-without-hit",
        icon_name="search",
        order=900,
    )


@hooks.register("register_reports_menu_item")
def understanding_item() -> MenuItem:
    """How the search understands a question."""
    return UnderstandingMenuItem(
        _("Suche erklären"),
        reverse("search_understanding"),
        name="search-understanding",
        icon_name="help",
        order=910,
    )


@hooks.register("register_admin_urls")
def search_urls() -> list[URLPattern]:
    """The addresses of the two reports."""
    return [
        path("reports/search/", WithoutHitView.as_view(), name="search_without_hit"),
        path("reports/search/explain/", UnderstandingView.as_view(), name="search_understanding"),
    ]
