"""The search in the admin: word lists, recommended hits, and what visitors did not find."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.tenancy.access import may_read_searches, person_of
from network_core.tenancy.addresses import asks_itself, declare
from network_core.tenancy.menu import StaffMenuItem
from search.admin_views import UnderstandingView, WithoutHitView
from search.curation.viewsets import SearchGroup
from search.failure_views import FailuresView, try_again

declare(
    {
        "search_without_hit": asks_itself("may_read_searches; lists words of the own sites"),
        "search_understanding": asks_itself("for the staff of the umbrella only"),
        "search_failures": asks_itself("for the staff of the umbrella only"),
        "search_failures_results": asks_itself("for the staff of the umbrella only"),
        "search_try_again": asks_itself("for the staff of the umbrella only"),
        "search_try_all_again": asks_itself("for the staff of the umbrella only"),
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
        return may_read_searches(person_of(request))


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
    return StaffMenuItem(
        _("Suche erklären"),
        reverse("search_understanding"),
        name="search-understanding",
        icon_name="help",
        order=910,
    )


@hooks.register("register_reports_menu_item")
def failures_item() -> MenuItem:
    """What could not be indexed."""
    return StaffMenuItem(
        _("Gescheiterte Änderungen der Suche"),
        reverse("search_failures"),
        name="search-failures",
        icon_name="warning",
        order=920,
    )


@hooks.register("register_admin_urls")
def search_urls() -> list[URLPattern]:
    """The addresses of the reports."""
    return [
        path("reports/search/", WithoutHitView.as_view(), name="search_without_hit"),
        path("reports/search/explain/", UnderstandingView.as_view(), name="search_understanding"),
        path("reports/search/failures/", FailuresView.as_view(), name="search_failures"),
        path(
            "reports/search/failures/results/",
            FailuresView.as_view(results_only=True),
            name="search_failures_results",
        ),
        path("reports/search/failures/again/", try_again, name="search_try_all_again"),
        path("reports/search/failures/<int:pk>/again/", try_again, name="search_try_again"),
    ]
