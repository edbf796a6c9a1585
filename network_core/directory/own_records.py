"""What the staff of a partner see in the admin: their own partner, its offers, and nothing else."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.menu import MenuItem

from network_core.directory.models import Offer, Partner
from network_core.tenancy.access import person_of, roles_of
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User

MENU_NAME = "own-records"


def partners_of(user: User) -> QuerySet[Partner]:
    """The partners that an active person with a partner account works for."""
    if not any(role == Role.PARTNER for _pk, role, _top in roles_of(user)):
        return Partner.objects.none()
    return Partner.objects.filter(accounts__user=user).order_by("name")


def offers_of(user: User) -> QuerySet[Offer]:
    """The published offers of these partners: what a network is still writing is its own."""
    partners = partners_of(user).values("pk")
    return Offer.objects.public().filter(partner__in=partners).order_by("title")


class OwnRecordsItem(MenuItem):
    """Shown to people with a partner account."""

    def is_shown(self, request: Any) -> bool:
        """Whether the person works for a partner."""
        return any(role == Role.PARTNER for _pk, role, _top in roles_of(request.user))


def own_records(request: HttpRequest) -> HttpResponse:
    """The person's own partner with its offers, as the public sees them."""
    user = person_of(request)
    if not OwnRecordsItem("", "").is_shown(request):
        raise PermissionDenied
    partners = list(partners_of(user))
    by_partner: dict[int | None, list[Offer]] = {partner.pk: [] for partner in partners}
    for offer in offers_of(user):
        by_partner[offer.partner_id].append(offer)
    records = [(partner, by_partner[partner.pk]) for partner in partners]
    return render(request, "directory/admin/own_records.html", {"records": records})
