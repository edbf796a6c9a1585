"""Put the team screen into the admin."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network_core.people import team_views as views
from network_core.tenancy.access import network_ids_for
from network_core.tenancy.addresses import asks_itself, declare
from network_core.tenancy.matrix import Kind

_TEAM = asks_itself("the network is one whose team the person looks after")
declare(
    {
        "accept_invitation": asks_itself("opens with the secret that was sent by mail"),
        "teams": _TEAM,
        "team": _TEAM,
        "team_invite": _TEAM,
        "team_person": _TEAM,
        "team_remove": _TEAM,
        "team_unlock": _TEAM,
        "team_resend": _TEAM,
        "team_withdraw": _TEAM,
    }
)


class TeamItem(MenuItem):
    """Shown to those who look after the people of a network."""

    def is_shown(self, request: Any) -> bool:
        """Whether there is such a network."""
        return bool(network_ids_for(request.user, "view", Kind.TEAM))


@hooks.register("register_admin_menu_item")
def team_item() -> MenuItem:
    """The way to the team."""
    return TeamItem(_("Team"), reverse("teams"), name="team", icon_name="group", order=260)


@hooks.register("register_admin_urls")
def team_urls() -> list[URLPattern]:
    """The addresses of the team screen."""
    person, invitation = "team/<slug:slug>/person/<int:pk>/", "team/<slug:slug>/einladung/<int:pk>/"
    return [
        path("team/", views.teams, name="teams"),
        path("team/<slug:slug>/", views.team, name="team"),
        path("team/<slug:slug>/einladen/", views.invite_person, name="team_invite"),
        path(person, views.change_role, name="team_person"),
        path(f"{person}entfernen/", views.remove_person, name="team_remove"),
        path(f"{person}entsperren/", views.unlock_person, name="team_unlock"),
        path(f"{invitation}noch-einmal/", views.resend_invitation, name="team_resend"),
        path(f"{invitation}zurueckziehen/", views.withdraw_invitation, name="team_withdraw"),
    ]
