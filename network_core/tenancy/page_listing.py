"""Lists of pages whose filters name only people and sites of the person's own networks."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import (
    EditedByFilter,
    ExplorableIndexView,
    GenericPageFilterSet,
    SiteFilter,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from network_core.tenancy.access import colleagues_of, networks_of, person_of
from network_core.tenancy.guards import guard
from network_core.tenancy.models import User


@guard(
    "people in filters of pages",
    "the names in the filters of lists of pages",
    otherwise=lambda request: User.objects.all(),
)
def own_people(request: HttpRequest) -> QuerySet[User]:
    """The people of the person's networks."""
    return colleagues_of(person_of(request))


@guard(
    "sites in filters of pages",
    "the sites in the filters of lists of pages",
    otherwise=lambda request: Site.objects.all(),
)
def own_sites(request: HttpRequest) -> QuerySet[Site]:
    """The sites of the person's networks."""
    return Site.objects.filter(network__in=networks_of(person_of(request)))


class OwnPageFilterSet(GenericPageFilterSet):
    """Wagtail's filters with the people and sites of the person's networks."""

    owner = MultipleUserFilter(
        label=_("Angelegt von"), queryset=own_people, widget=CheckboxSelectMultiple
    )
    edited_by = EditedByFilter(
        label=_("Bearbeitet von"), queryset=own_people, widget=CheckboxSelectMultiple
    )
    site = SiteFilter(label=_("Website"), queryset=own_sites, widget=CheckboxSelectMultiple)


class OwnExplorer(ExplorableIndexView):
    """The explorer."""

    def get_translations(self) -> list[dict[str, Any]]:
        """The same page in the languages that the person works in; Wagtail links to all."""
        seen = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        return [
            {"locale": page.locale, "url": reverse(self.index_url_name, args=[page.pk])}
            for page in self.parent_page.get_translations()
            .filter(pk__in=seen.values("pk"))
            .only("id", "locale")
            .select_related("locale")
        ]


class OwnPageViewSet(PageViewSet):
    """The views of all kinds of pages."""

    model = Page
    index_view_class = OwnExplorer
    filterset_class = OwnPageFilterSet
