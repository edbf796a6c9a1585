"""Entries of the admin's menu that not everybody sees."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from network_core.tenancy.access import is_umbrella_staff, person_of


class StaffMenuItem(MenuItem):
    """Shown to the umbrella's staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person belongs to it."""
        return is_umbrella_staff(person_of(request))
