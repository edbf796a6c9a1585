"""The pathways of a network: their list, and each filled with what is offered there."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from network_core.networks.requests import network_of
from network_core.pathways.filling import Filling, fill
from network_core.pathways.models import PATHWAY_SECTION, Pathway
from sites.codes import qr_code
from sites.frame import Crumb
from sites.pages.base import FixedSlug, NetworkPage
from sites.versions import versions_of_record

PER_PAGE = 24
PRINT = "drucken"
NEXT_STEPS = "naechste-schritte"


class PathwayIndexPage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """The pathways of this network's site, and one of them in three forms."""

    fixed_slug = PATHWAY_SECTION
    template = "sites/pathways/index.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Wegweiser")
        verbose_name_plural = _("Wegweiser")

    @path("")
    def pathways(self, request: HttpRequest) -> HttpResponse:
        """The pathways, own first; the umbrella lists those of all networks."""
        network = network_of(request)
        pathways = Pathway.objects
        listed = pathways.public() if network.is_umbrella else pathways.shown_by(network)
        cards = (
            listed.own_first(network)
            .annotate(number_of_steps=Count("steps"))
            .select_related("steward__site")
            .with_words()
        )
        page = Paginator(cards, PER_PAGE).get_page(request.GET.get("p"))
        return self.render(
            request,
            context_overrides={"pathways": page, "page_obj": page, "network": network},
        )

    @path("<slug:slug>/")
    def pathway(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One pathway, filled for this site."""
        pathway = self._find(request, slug)
        if isinstance(pathway, HttpResponse):
            return pathway
        return self._show(request, pathway, "pathway", fill(pathway, network_of(request)))

    @path(f"<slug:slug>/{PRINT}/")
    def printable(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The same for paper: telephone numbers and addresses written out."""
        pathway = self._find(request, slug)
        if isinstance(pathway, HttpResponse):
            return pathway
        return self._show(request, pathway, "print", fill(pathway, network_of(request)))

    @path(f"<slug:slug>/{NEXT_STEPS}/")
    def next_steps(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Only what to do next, to tick off; with `?ab=3` from the third step on."""
        pathway = self._find(request, slug)
        if isinstance(pathway, HttpResponse):
            return pathway
        filling = fill(pathway, network_of(request))
        return self._show(request, pathway, "next", filling.beginning_with(_first(request)))

    def _find(self, request: HttpRequest, slug: str) -> Pathway | HttpResponse:
        """The pathway with all that its page shows, or the way to the site that shows it."""
        network = network_of(request)
        pathway: Pathway | None = (
            Pathway.objects.shown_by(network)
            .filter(slug=slug)
            .select_related("steward__site")
            .with_steps()
            .prefetch_related("life_situations")
            .with_words()
            .first()
        )
        if pathway is not None:
            return pathway
        elsewhere = Pathway.objects.public().filter(slug=slug).select_related("steward__site")
        other = elsewhere.first()
        # A network's own site always shows its own pathways, so this leads nowhere twice.
        if other is None or other.steward_id == network.pk:
            raise Http404
        return HttpResponseRedirect(other.get_canonical_url())

    def _show(
        self, request: HttpRequest, pathway: Pathway, form: str, filling: Filling
    ) -> HttpResponse:
        words = pathway.words
        crumbs = [
            *self.get_breadcrumb(request),
            Crumb(words.title, pathway.get_path(), pathway.words_language),
        ]
        address = network_of(request).root_url + pathway.get_path()
        context: dict[str, Any] = {
            "pathway": pathway,
            "words": words,
            "filling": filling,
            "print_url": f"{pathway.get_path()}{PRINT}/",
            "next_url": f"{pathway.get_path()}{NEXT_STEPS}/",
            # The forms for paper say nothing that the page itself does not.
            "canonical_url": pathway.get_canonical_url(),
            "alternates": versions_of_record(request, pathway),
        }
        if form == "pathway":
            template = pathway.preview_template
        else:
            template = f"sites/pathways/{form}.html"
            name = _now("Zum Ausdrucken") if form == "print" else _now("Nur die nächsten Schritte")
            crumbs.append(Crumb(name, request.path))
            context |= {"address": address, "code": qr_code(address)}
        return self.render(
            request, template=template, context_overrides=context | {"breadcrumb": crumbs}
        )


def _first(request: HttpRequest) -> int:
    """The number of the first step to show; 1 for whatever is no small number."""
    asked = request.GET.get("ab", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 3 else 1
