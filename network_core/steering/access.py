"""Who reaches the steering: the staff and coordinators of the umbrella, and administrators."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network_core.tenancy.access import is_umbrella_staff, person_of
from network_core.tenancy.models import User


class SteeringView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the steering; everybody else is refused."""

    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not is_umbrella_staff(self.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def user(self) -> User:
        """The person who steers."""
        return person_of(self.request)

    def way_here(self) -> list[tuple[str, str]]:
        """What lies between the admin's home and this page: addresses and labels."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        between = [{"url": url, "label": label} for url, label in self.way_here()]
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), *between, here]
