"""The home of the admin and the pages of the guide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from wagtail.admin.ui.components import Component

from network_core.networks.models import Network
from network_core.steering.announcements.reading import Board, board_of
from network_core.tenancy.access import is_partner_account, networks_of, person_of
from sites.desk.guide_pages import guide_page, guide_pages
from sites.desk.sections import collect


class AnnouncementsPanel(Component):
    """What the umbrella tells all coordinators; nothing where there is nothing to read."""

    name = "announcements"
    order = 40
    template_name = "sites/desk/announcements.html"

    def __init__(self, board: Board) -> None:
        self.board = board

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The unread ones, and those that the person has read."""
        return {"board": self.board, "csrf_token": get_token(parent_context["request"])}


class DeskPanel(Component):
    """What waits in the person's own networks, and the way to the guide."""

    name = "desk"
    order = 50
    template_name = "sites/desk/panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The sections, and the tasks that the guide explains."""
        user = parent_context["request"].user
        networks = list(
            Network.objects.filter(pk__in=networks_of(user))
            .select_related("site__root_page")
            .order_by("name")
        )
        sections = collect(user, networks)
        return {
            "networks": networks,
            "waiting": [section for section in sections if section.rows],
            "quiet": [section for section in sections if not section.rows],
            "guide": guide_pages(),
        }


def panels_of(request: HttpRequest) -> list[Component]:
    """The panels that the home of the admin gets from us; none for partner accounts."""
    if is_partner_account(person_of(request)):
        return []
    board = board_of(person_of(request))
    if board is None or not (board.unread or board.read):
        return [DeskPanel()]
    return [AnnouncementsPanel(board), DeskPanel()]


def guide(request: HttpRequest, slug: str = "") -> HttpResponse:
    """One task of the guide, or the list of all."""
    page = guide_page(slug) if slug else None
    if slug and page is None:
        raise Http404
    return render(request, "sites/desk/guide.html", {"page": page, "pages": guide_pages()})
