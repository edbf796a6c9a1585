"""The report on broken links of one's own networks, and the place to replace an address."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.core.validators import URLValidator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network_core.links.models import LONGEST_URL, Link, LinkUse, digest_of
from network_core.links.replacing import replace_everywhere, uses_for
from network_core.tenancy.access import network_ids_for, person_of
from network_core.tenancy.matrix import Kind

PER_PAGE = 30
MOST_PLACES = 50


def own_networks(request: HttpRequest) -> set[int]:
    """The networks whose content the person edits."""
    return network_ids_for(person_of(request), "publish", Kind.RECORD)


class LinksMenuItem(MenuItem):
    """Shown to those who edit a network's content."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a report for this person."""
        return bool(own_networks(request))


class _LinksView(WagtailAdminTemplateMixin):
    """What both views share: the person's networks, and no one else's."""

    header_icon = "link"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who edit nothing."""
        self.networks = own_networks(request)
        if not self.networks:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here, which ends with the title."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def places(self, uses: Iterable[LinkUse]) -> dict[int, list[dict[str, Any]]]:
        """Id of each address → where it stands, with the way to edit that.

        One query for each kind of page or record among them.
        """
        finder = AdminURLFinder(self.request.user)
        by_type: dict[Any, list[LinkUse]] = defaultdict(list)
        for use in uses:
            by_type[use.content_type.model_class()].append(use)
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for model, group in by_type.items():
            ids = [use.object_id for use in group]
            objects = model._default_manager.in_bulk(ids) if model else {}
            for use in group:
                instance = objects.get(use.object_id)
                url = finder.get_edit_url(instance) if instance else None
                found[use.link_id].append({"title": use.title, "network": use.network, "url": url})
        return found


class BrokenLinksView(_LinksView, TemplateView):
    """Addresses that do not work, the longest broken first."""

    page_title = gettext_lazy("Defekte Links")
    template_name = "links/broken.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the report."""
        own = LinkUse.objects.filter(network__in=self.networks)
        links = (
            Link.objects.broken()
            .filter(Exists(own.filter(link=OuterRef("pk"))))
            .prefetch_related(Prefetch("uses", own.select_related("content_type", "network")))
            .order_by("failing_since", "pk")
        )
        page = Paginator(links, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = [use for link in page for use in list(link.uses.all())[:MOST_PLACES]]
        places = self.places(shown)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "page_obj": page,
            "rows": [{"link": link, "places": places[link.pk]} for link in page],
            "checked": Link.objects.filter(
                Exists(own.filter(link=OuterRef("pk"))), checked_at__isnull=False
            ).count(),
        }


class ReplaceForm(forms.Form):
    """The address that stands there, and the one that shall."""

    old = forms.CharField(label=gettext_lazy("Alte Adresse"), max_length=LONGEST_URL)
    new = forms.CharField(
        label=gettext_lazy("Neue Adresse"),
        max_length=LONGEST_URL,
        validators=[URLValidator(schemes=["http", "https"])],
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to replace an address by itself."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("old") and data.get("old") == data.get("new"):
            raise ValidationError(_("Alte und neue Adresse sind gleich."))
        return data


class ReplaceLinkView(_LinksView, FormView):
    """Replaces an address everywhere in what the person may change."""

    page_title = gettext_lazy("Adresse überall ersetzen")
    template_name = "links/replace.html"
    form_class = ReplaceForm

    def get_initial(self) -> dict[str, Any]:
        """The address from the report, and where it has moved to."""
        old = self.request.GET.get("old", "")[:LONGEST_URL].replace("\x00", "")
        link = Link.objects.filter(digest=digest_of(old)).first()
        return {"old": old, "new": link.moved_to if link else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The places where the address stands, in the own networks."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        old = context["form"]["old"].value() or ""
        link = Link.objects.filter(digest=digest_of(str(old).strip())).first()
        uses = uses_for(link, self.networks) if link else LinkUse.objects.none()
        return context | {
            "old": old,
            "places": self.places(uses[:MOST_PLACES])[link.pk] if link else [],
            "count": uses.count(),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Replace it and say where."""
        data = form.cleaned_data
        user = person_of(self.request)
        result = replace_everywhere(data["old"], data["new"], user, self.networks)
        if result.replaced:
            count = len(result.replaced)
            text = ngettext("An einer Stelle ersetzt.", "An %(count)d Stellen ersetzt.", count)
            messages.success(self.request, text % {"count": count})
        if result.left:
            text = _("Nicht ersetzt, weil gesperrt oder ohne Recht: %(titles)s")
            messages.warning(self.request, text % {"titles": ", ".join(result.left[:10])})
        if not result.replaced and not result.left:
            form.add_error("old", _("Diese Adresse steht nirgends auf Ihren Seiten."))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("broken_links"))
