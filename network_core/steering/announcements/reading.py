"""Announcements for one person: what is current, and marking it as read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from network_core.steering.models import Announcement, AnnouncementReading
from network_core.tenancy.access import person_of, reads_announcements
from network_core.tenancy.models import User

MOST_SHOWN = 10


@dataclass(frozen=True)
class Board:
    """What a person sees: at most ten unread announcements, and ten read ones."""

    unread: list[Announcement]
    read: list[Announcement]


def board_of(user: User) -> Board | None:
    """The current announcements, the newest first; None for everybody else. Two queries."""
    if not reads_announcements(user):
        return None
    current = Announcement.objects.current()
    unread = list(current.unread_by(user)[:MOST_SHOWN])
    return Board(unread, list(current.filter(readings__user=user)[:MOST_SHOWN]))


@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the person has read it; twice is as good as once."""
    user = person_of(request)
    if not reads_announcements(user):
        raise PermissionDenied
    announcement = get_object_or_404(Announcement.objects.current(), pk=pk)
    AnnouncementReading.objects.get_or_create(announcement=announcement, user=user)
    return redirect("wagtailadmin_home")
