"""Where single parents and companies find each other."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network_core.directory.addresses import OFFER_SECTION
from network_core.directory.models import Offer
from network_core.networks.requests import network_of
from sites.companies import CompanyForm
from sites.pages.base import FixedSlug, NetworkPage

COMPANY_FORMAT = "unternehmensangebot"
OFFERS = 12


class CompanyPage(FixedSlug, NetworkPage, Page):
    """For companies: what the network asks for, a form, and what companies offer already."""

    fixed_slug = "unternehmen"
    template = "sites/company.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Seite für Unternehmen")
        verbose_name_plural = _("Seiten für Unternehmen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the offers of companies, and the form: empty, or as it was sent."""
        context = super().get_context(request, *args, **kwargs)
        network = network_of(request)
        language = self.locale.language_code
        offers = Offer.objects.shown_by(network).filter(
            formats__slug=COMPANY_FORMAT, formats__scheme="format"
        )
        form = kwargs.get("form")
        if form is None and network.contact_email:
            form = CompanyForm(request=request)
        return context | {
            "offers": list(offers.own_first(network).for_cards().with_words()[:OFFERS]),
            "offers_url": f"/{language}/{OFFER_SECTION}/?format={COMPANY_FORMAT}",
            "form": form,
            "form_action": f"/{language}/{self.fixed_slug}/senden/",
            "is_sent": "gesendet" in request.GET,
        }
