"""Choosers of pages that show and accept only pages of the person's own networks.

Wagtail's own show every page of the installation with the title of its draft.
"""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    page_models_from_string,
)
from wagtail.models import Page
from wagtail.permissions import policy_registry

from network_core.tenancy.access import person_of
from network_core.tenancy.guards import guard
from network_core.tenancy.questions import sees_page


@guard(
    "pages in choosers",
    "the pages that a chooser lists or finds",
    otherwise=lambda pages, request: pages,
)
def only_seen_pages(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Those of the pages that the person may look at in the admin."""
    seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=seen.values("pk"))


class BrowseOwnPages(BrowseView):
    """Begins where the person's own pages begin."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """List the pages below one that the person sees."""
        if parent_page_id is None:
            parent_page_id = self._beginning(request)
        elif not sees_page(person_of(request), parent_page_id):
            raise Http404
        return super().get(request, parent_page_id)

    def _beginning(self, request: HttpRequest) -> int:
        try:
            wanted = page_models_from_string(request.GET.get("page_type") or "wagtailcore.Page")
        except (ValueError, LookupError) as error:
            raise Http404 from error
        root: Page = Page.get_first_root_node()
        if wanted == (Page,):
            return int(root.pk)
        own = only_seen_pages(Page.objects.all(), request).type(*wanted)
        return int((own.first_common_ancestor() if own.exists() else root).pk)


class OwnPagesChosen(ChosenMultipleView):
    """Answers with those of the pages that the person sees."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Leave the others away."""
        query = request.GET.copy()
        seen = [key for key in query.getlist("id") if sees_page(person_of(request), key)]
        query.setlist("id", seen)
        request.GET = query  # type: ignore[assignment]
        return super().get(request)


class LinkAsTyped(ExternalLinkView):
    """Keeps an address as it was typed: Wagtail looks up any page and shows its draft's title."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the address; ask for one where there is none."""
        if f"{self.form_prefix}-url" not in request.POST:
            return self.get(request)
        return super(ExternalLinkView, self).post(request)
