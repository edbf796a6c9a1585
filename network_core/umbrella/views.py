"""The comparison in the admin: the table, choosing what it shows, and what a figure counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
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
from network_core.networks.states import OPEN, State
from network_core.taxonomy.models import Scheme, Term
from network_core.tenancy.access import person_of
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
from network_core.umbrella.comparison import Column, Comparison, Row
from network_core.umbrella.figures import FIGURES, Figure, Group, find_figure, term_key
from network_core.umbrella.lights import Light
from network_core.umbrella.viewers import Viewer, compared_networks, viewer_of

PER_PAGE = 50


class ComparisonMenuItem(MenuItem):
    """Shown to those who compare."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person has business there."""
        return viewer_of(person_of(request)) is not None


@dataclass(frozen=True)
class Table:
    """A table to download; `name` is that of the file without day and ending."""

    name: str
    headings: list[str]
    rows: list[list[Any]]


class ComparingView(WagtailAdminTemplateMixin, TemplateView):
    """Open to the umbrella's staff and to coordinators."""

    header_icon = "table"
    _show_breadcrumbs = True
    viewer: Viewer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        viewer = viewer_of(person_of(request))
        if viewer is None:
            raise PermissionDenied
        self.viewer = viewer
        form = request.GET.get("export", "")
        if form and request.method != "POST" and (file := self.file(form)):
            return file
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def page_of(self, rows: Sequence[Any] | QuerySet) -> Page:
        """The page of a long list that the address asks for."""
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))

    def file(self, form: str) -> HttpResponseBase | None:
        """What `?export=` gives; None shows the page."""
        table = self.table() if form in (CSV, XLSX) else None
        if table is None:
            return None
        name = f"{table.name}-{timezone.localdate():%Y-%m-%d}"
        return table_response(name, form, table.headings, table.rows)

    def table(self) -> Table | None:
        """What `?export=csv` and `?export=xlsx` give; None where there is no table to take."""
        return None

    def seen_network(self, slug: str) -> Network:
        """The network, for a view about a single one; 403 if the person does not see it."""
        states = State.values if self.viewer.sees_all else OPEN
        network = get_object_or_404(compared_networks(states), slug=slug)
        if not self.viewer.sees(network):
            raise PermissionDenied
        return network

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, by the comparison."""
        way = [{"url": reverse("comparison"), "label": _("Netzwerke im Vergleich")}]
        here = {"url": "", "label": self.get_page_title()}
        between = way if self.request.path != way[0]["url"] else []
        return [*super().get_breadcrumbs_items(), *between, here]


class ComparisonView(ComparingView):
    """One row for each network."""

    page_title = gettext_lazy("Netzwerke im Vergleich")
    template_name = "umbrella/admin/comparison.html"

    @cached_property
    def choice(self) -> Choice:
        """What the address asks for."""
        return Choice.read(self.request.GET)

    @cached_property
    def comparison(self) -> Comparison:
        """What is chosen, as far as the person sees it."""
        return Comparison(self.choice, self.viewer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of rows, with mean and median of all of them."""
        comparison = self.comparison
        page = self.page_of(comparison.shown)
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
            "lights": list(Light) if any(column.threshold for column in columns) else [],
            "overlapping": any(row.overlaps for row in rows),
            "laender": sorted(LAENDER.items(), key=lambda pair: pair[1]),
            "sizes": [(key, value[0]) for key, value in SIZES.items()],
            "ages": [(key, value[0]) for key, value in AGES.items()],
            "states": _states(self.viewer),
            "address": choice.address(),
            "side_by_side": self._side_by_side(choice),
        }

    def _side_by_side(self, choice: Choice) -> str:
        """The address that turns the table, where a few networks are chosen."""
        if not 0 < len(choice.networks) <= MOST_SIDE_BY_SIDE:
            return ""
        return choice.address(view="" if choice.is_side_by_side else SIDE_BY_SIDE)

    def table(self) -> Table:
        """The rows of all networks, with mean and median."""
        columns = self.comparison.columns
        rows = [
            [row.network.name, *(cell.number for cell in row.cells)]
            for row in self.comparison.rows()
        ]
        for name, cells in (
            (_("Durchschnitt"), [column.average for column in columns]),
            (_("Median"), [column.median for column in columns]),
        ):
            rows.append([name, *(cell.number for cell in cells)])
        headings = [_("Netzwerk"), *(column.figure.heading for column in columns)]
        return Table("netzwerke-im-vergleich", headings, rows)


def _states(viewer: Viewer) -> list[tuple[str, str]]:
    """The states to filter by: those that are not compared are for the staff of the umbrella."""
    return [(s.value, str(s.label)) for s in State if viewer.sees_all or s in OPEN]


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

    header_icon = "list-ul"
    template_name = "umbrella/admin/records.html"
    network: Network
    figure: Figure
    records: QuerySet

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse networks that the person does not see, and figures without public records."""
        self.network = self.seen_network(kwargs["slug"])
        figure = find_figure(kwargs["key"])
        if figure is None or figure.records is None:
            raise Http404
        self.figure = figure
        self.records = figure.records(self.network)
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
            "page_obj": self.page_of(self.records),
        }
