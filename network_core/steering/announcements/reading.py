"""Announcements for one person: what is current, and marking it as read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from network_core.steering.models import Announcement, AnnouncementReading
from network_core.tenancy.access import is_umbrella_staff, network_ids_for, person_of
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User

MOST_SHOWN = 10


@dataclass(frozen=True)
class Board:
    """What a person sees: at most ten unread announcements, and ten read ones."""

    unread: list[Announcement]
    read: list[Announcement]


def is_told(user: User) -> bool:
    """Whether announcements are for this person: whoever coordinates a network, and who steers."""
    return is_umbrella_staff(user) or bool(network_ids_for(user, "change", Kind.NETWORK))


def board_of(user: User) -> Board | None:
    """The current announcements, the newest first; None for everybody else. Two queries."""
    if not is_told(user):
        return None
    current = Announcement.objects.current()
    unread = list(current.unread_by(user)[:MOST_SHOWN])
    return Board(unread, list(current.filter(readings__user=user)[:MOST_SHOWN]))


@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the person has read it; twice is as good as once."""
    user = person_of(request)
    if not is_told(user):
        raise PermissionDenied
    announcement = get_object_or_404(Announcement.objects.current(), pk=pk)
    AnnouncementReading.objects.get_or_create(announcement=announcement, user=user)
    return redirect("wagtailadmin_home")
