"""The team screen: coordinators look after the people of their own network, and of no other."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from network_core.accounts.throttle import locked_ids, unlock
from network_core.networks.models import Network
from network_core.people.forms import InvitationForm, RoleForm
from network_core.people.invitations import invite, send, withdraw
from network_core.people.members import Member, give_role, members_of, remove_from
from network_core.people.models import Invitation
from network_core.tenancy.access import network_ids_for, person_of
from network_core.tenancy.matrix import Kind, Role

PER_PAGE = 50


def networks_with_team(user: Any, action: str = "view") -> Any:
    """The networks whose people the person may treat with `action`."""
    return Network.objects.filter(pk__in=network_ids_for(user, action, Kind.TEAM))


def _network(request: HttpRequest, slug: str, action: str) -> Network:
    """The network of the address; for everybody else it does not exist."""
    networks = networks_with_team(request.user, action).select_related("site")
    network: Network = get_object_or_404(networks, slug=slug)
    return network


def _member(network: Network, pk: int) -> Member:
    for member in members_of(network):
        if member.user.pk == pk:
            return member
    raise Http404


def _back(network: Network) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("team", args=[network.slug]))


def teams(request: HttpRequest) -> HttpResponse:
    """The own network, or a choice for those who coordinate several."""
    networks = list(networks_with_team(request.user))
    if not networks:
        raise PermissionDenied
    if len(networks) == 1:
        return _back(networks[0])
    return render(request, "people/admin/teams.html", {"networks": networks})


def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody in the network, and who was invited."""
    network = _network(request, slug, "view")
    page = Paginator(members_of(network), PER_PAGE).get_page(request.GET.get("p"))
    locked = locked_ids([member.user for member in page])
    for member in page:
        member.locked = member.user.pk in locked
    invitations = network.invitations.select_related("partner")
    context = {"network": network, "members": page, "invitations": invitations}
    return render(request, "people/admin/team.html", context)


def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for address and role, and send the link."""
    network = _network(request, slug, "add")
    form = InvitationForm(request.POST or None, network=network)
    if request.method == "POST" and form.is_valid():
        data, user = form.cleaned_data, request.user
        try:
            invite(
                network,
                data["email"],
                Role(data["role"]),
                languages=data["languages"],
                partner=data["partner"],
                invited_by=user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _("Die Einladung an %(email)s ist unterwegs. Sie gilt sieben Tage.")
            messages.success(request, text % {"email": data["email"]})
            return _back(network)
    return render(request, "people/admin/invite.html", {"network": network, "form": form})


@require_POST
def resend_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send a new link; the old one is void."""
    network = _network(request, slug, "add")
    invitation = get_object_or_404(Invitation, network=network, pk=pk)
    send(invitation, person_of(request))
    text = _("Die Einladung an %(email)s ist noch einmal unterwegs. Der alte Link gilt nicht mehr.")
    messages.success(request, text % {"email": invitation.email})
    return _back(network)


@require_POST
def withdraw_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the invitation back."""
    network = _network(request, slug, "delete")
    invitation = get_object_or_404(Invitation, network=network, pk=pk)
    withdraw(invitation, person_of(request))
    text = _("Die Einladung an %(email)s ist zurückgezogen.")
    messages.success(request, text % {"email": invitation.email})
    return _back(network)


def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make the person something else in this network."""
    network = _network(request, slug, "change")
    member = _member(network, pk)
    form = RoleForm(request.POST or None, network=network, initial=RoleForm.initial_of(member))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_role(
                network,
                member.user,
                Role(data["role"]),
                languages=data["languages"],
                partner=data["partner"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _("Die Rolle von %(name)s ist geändert.")
            messages.success(request, text % {"name": member.user.display_name})
            return _back(network)
    context = {"network": network, "member": member, "form": form}
    return render(request, "people/admin/role.html", context)


def remove_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and take the person's roles in this network."""
    network = _network(request, slug, "delete")
    member = _member(network, pk)
    if request.method == "POST":
        try:
            remove_from(network, member.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("%(name)s gehört nicht mehr zum Team.")
            messages.success(request, text % {"name": member.user.display_name})
        return _back(network)
    return render(request, "people/admin/remove.html", {"network": network, "member": member})


@require_POST
def unlock_person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let the person log in again after too many wrong passwords."""
    network = _network(request, slug, "change")
    member = _member(network, pk)
    unlock(member.user, person_of(request))
    text = _("%(name)s kann sich wieder anmelden.")
    messages.success(request, text % {"name": member.user.display_name})
    return _back(network)
