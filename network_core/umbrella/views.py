"""The comparison in the admin: the table, choosing what it shows, and what a figure counts."""

from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.networks.regions import LAENDER
from network_core.taxonomy.models import Scheme, Term
from network_core.tenancy.access import is_umbrella_staff
from network_core.tenancy.models import User
from network_core.tenancy.spreadsheets import CSV, XLSX, table_response
from network_core.umbrella.choice import (
    AGES,
    BY_NAME,
    MOST_COLUMNS,
    MOST_SIDE_BY_SIDE,
    SIDE_BY_SIDE,
    SIZES,
    Choice,
)
from network_core.umbrella.comparison import Cell, Column, Comparison, Row
from network_core.umbrella.figures import FIGURES, Figure, Group, find_figure, term_key
from network_core.umbrella.viewers import Viewer, compared_networks, viewer_of

PER_PAGE = 50


class ComparisonMenuItem(MenuItem):
    """Shown to those who compare."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has business there."""
        return viewer_of(cast(User, request.user)) is not None


class StaffMenuItem(MenuItem):
    """Shown to the umbrella's staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person belongs to it."""
        return is_umbrella_staff(cast(User, request.user))


class ComparingView(WagtailAdminTemplateMixin, TemplateView):
    """Open to the umbrella's staff; to coordinators where `is_for_coordinators` says so."""

    is_for_coordinators = False
    header_icon = "table"
    _show_breadcrumbs = True
    viewer: Viewer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        viewer = viewer_of(cast(User, request.user))
        if viewer is None or not (viewer.sees_all or self.is_for_coordinators):
            raise PermissionDenied
        self.viewer = viewer
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the comparison."""
        way = [{"url": reverse("comparison"), "label": _("Netzwerke im Vergleich")}]
        here = {"url": "", "label": self.get_page_title()}
        between = way if self.request.resolver_match.url_name != "comparison" else []  # type: ignore[union-attr]
        return [*super().get_breadcrumbs_items(), *between, here]


class ComparisonView(ComparingView):
    """One row for each network."""

    is_for_coordinators = True
    page_title = gettext_lazy("Netzwerke im Vergleich")
    template_name = "umbrella/admin/comparison.html"

    @cached_property
    def choice(self) -> Choice:
        """What the address asks for."""
        return Choice.read(self.request.GET)

    def render_to_response(  # type: ignore[override]
        self, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponseBase:
        """The page, or the same table as a file."""
        form = self.request.GET.get("export")
        if form in (CSV, XLSX):
            return self._file(context["comparison"], form)
        response: HttpResponseBase = super().render_to_response(context, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of rows, with mean and median of all of them."""
        comparison = Comparison(self.choice, self.viewer)
        page = Paginator(comparison.shown, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = comparison.rows(list(page))
        columns = comparison.columns
        choice = self.choice
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "choice": choice,
            "comparison": comparison,
            "columns": columns,
            "headings": [_Heading(column, choice) for column in columns],
            "by_name": _sorting(BY_NAME, choice),
            "rows": rows,
            "turned": _turned(columns, rows) if choice.is_side_by_side else None,
            "page_obj": page,
            "shown": len(comparison.shown),
            "total": len(comparison.networks),
            "sees_all": self.viewer.sees_all,
            "has_lights": any(column.threshold for column in columns),
            "overlapping": any(row.overlaps for row in rows),
            "laender": sorted(LAENDER.items(), key=lambda pair: pair[1]),
            "sizes": [(key, value[0]) for key, value in SIZES.items()],
            "ages": [(key, value[0]) for key, value in AGES.items()],
            "address": choice.address(),
            "side_by_side": self._side_by_side(choice),
        }

    def _side_by_side(self, choice: Choice) -> str:
        """The address that turns the table, where a few networks are chosen."""
        if not 0 < len(choice.networks) <= MOST_SIDE_BY_SIDE:
            return ""
        return choice.address(view="" if choice.is_side_by_side else SIDE_BY_SIDE)

    def _file(self, comparison: Comparison, form: str) -> HttpResponseBase:
        columns = comparison.columns
        rows = [[row.network.name, *map(number_of, row.cells)] for row in comparison.rows()]
        for name, cells in (
            (_("Durchschnitt"), [column.average for column in columns]),
            (_("Median"), [column.median for column in columns]),
        ):
            rows.append([name, *map(number_of, cells)])
        headings = [_("Netzwerk"), *(column.figure.heading for column in columns)]
        name = f"netzwerke-im-vergleich-{timezone.localdate():%Y-%m-%d}"
        return table_response(name, form, headings, rows)


def number_of(cell: Cell) -> float | int | None:
    """The value as it is entered and read: shares in per cent."""
    if cell.value is None:
        return None
    entered = round(cell.figure.unit.as_entered(float(cell.value)), 2)
    return int(entered) if entered.is_integer() else entered


def _sorting(key: str, choice: Choice) -> dict[str, str]:
    """Where a click on a heading leads, and how the column is sorted now (as ARIA calls it)."""
    now = {key: "ascending", f"-{key}": "descending"}.get(choice.sort, "none")
    if key == BY_NAME:
        other = f"-{key}" if now == "ascending" else key
    else:
        other = key if now == "descending" else f"-{key}"
    return {"url": choice.address(sort=other), "state": now}


class _Heading:
    """The heading of one column."""

    def __init__(self, column: Column, choice: Choice) -> None:
        self.column = column
        self.sorting = _sorting(column.figure.key, choice)


def _turned(columns: list[Column], rows: list[Row]) -> list[dict[str, Any]]:
    """The same table with a row for each figure and a column for each network."""
    return [
        {
            "column": column,
            "cells": [{"cell": row.cells[place], "network": row.network} for row in rows],
        }
        for place, column in enumerate(columns)
    ]


class ChooseView(ComparingView):
    """Which columns and which networks to compare; the form leads to the comparison."""

    is_for_coordinators = True
    page_title = gettext_lazy("Spalten und Netzwerke wählen")
    template_name = "umbrella/admin/choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All figures by group, all terms by scheme, and the networks that the person sees."""
        choice = Choice.read(self.request.GET)
        groups = [
            (group.label, [figure for figure in FIGURES.values() if figure.group is group])
            for group in Group
        ]
        schemes = {scheme.slug: scheme for scheme in Scheme.objects.filter(slug__in=SCHEME_FIELDS)}
        terms: dict[str, list[dict[str, Any]]] = {slug: [] for slug in schemes}
        # Top terms with what lies below them; the taxonomy is some hundred terms.
        for term in Term.objects.filter(scheme__in=schemes).order_by("position", "label", "pk"):
            terms[term.scheme_id].append({"key": term_key(term.scheme_id, term.slug), "term": term})
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "choice": choice,
            "groups": groups,
            "schemes": [(scheme.label, terms[slug]) for slug, scheme in schemes.items()],
            "networks": [n for n in compared_networks() if self.viewer.sees(n)],
            "most_columns": MOST_COLUMNS,
            "most_side_by_side": MOST_SIDE_BY_SIDE,
        }


class RecordsView(ComparingView):
    """The public records from which one figure of one network was counted."""

    is_for_coordinators = True
    header_icon = "list-ul"
    template_name = "umbrella/admin/records.html"
    network: Network
    figure: Figure

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse networks that the person does not see, and figures without public records."""
        self.network = get_object_or_404(compared_networks(), slug=kwargs["slug"])
        if not self.viewer.sees(self.network):
            raise PermissionDenied
        figure = find_figure(kwargs["key"])
        if figure is None or figure.records is None:
            raise Http404
        self.figure = figure
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The figure."""
        return str(self.figure.label)

    def get_page_subtitle(self) -> str:
        """The network."""
        return self.network.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the records."""
        return super().get_context_data(**kwargs) | {
            "figure": self.figure,
            "network": self.network,
            **listed(self.records(), self.request),
        }

    def records(self) -> QuerySet:
        """The public records of the figure."""
        assert self.figure.records is not None  # noqa: S101 - get() has refused the others
        return self.figure.records(self.network)


def listed(records: QuerySet, request: HttpRequest) -> dict[str, Any]:
    """One page of records with the addresses of their public pages, for `listed.html`."""
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("p"))
    others = {name: values for name, values in request.GET.lists() if name != "p"}
    return {"page_obj": page, "others": urlencode(others, doseq=True)}
