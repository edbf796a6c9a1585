"""Lists of pages whose filters name only people and sites of the person's own networks."""

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet, SiteFilter
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Site

from network_core.tenancy.access import colleagues_of, networks_of
from network_core.tenancy.guards import guard
from network_core.tenancy.models import User


@guard(
    "people in filters of pages",
    "the names in the filters of lists of pages",
    otherwise=lambda request: User.objects.all(),
)
def own_people(request: HttpRequest) -> QuerySet[User]:
    """The people of the person's networks."""
    return colleagues_of(request.user)  # type: ignore[arg-type]


@guard(
    "sites in filters of pages",
    "the sites in the filters of lists of pages",
    otherwise=lambda request: Site.objects.all(),
)
def own_sites(request: HttpRequest) -> QuerySet[Site]:
    """The sites of the person's networks."""
    return Site.objects.filter(network__in=networks_of(request.user))  # type: ignore[arg-type]


class OwnPageFilterSet(GenericPageFilterSet):
    """Wagtail's filters with the people and sites of the person's networks."""

    owner = MultipleUserFilter(
        label=_("Angelegt von"), queryset=own_people, widget=CheckboxSelectMultiple
    )
    edited_by = EditedByFilter(
        label=_("Bearbeitet von"), queryset=own_people, widget=CheckboxSelectMultiple
    )
    site = SiteFilter(label=_("Website"), queryset=own_sites, widget=CheckboxSelectMultiple)


class OwnPageViewSet(PageViewSet):
    """The views of all kinds of pages."""

    model = Page
    filterset_class = OwnPageFilterSet
