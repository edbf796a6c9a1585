"""How to reach a network."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network_core.networks.requests import network_of
from sites.contact import ContactForm
from sites.pages.base import FixedSlug, NetworkPage


class ContactPage(FixedSlug, NetworkPage, Page):
    """Contact data of the network, and a form that needs no cookie."""

    fixed_slug = "kontakt"
    template = "sites/contact.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakt")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form: empty, or as it was sent when something in it was wrong."""
        context = super().get_context(request, *args, **kwargs)
        context["form"] = kwargs.get("form") or self._empty_form(request)
        context["form_action"] = f"/{self.locale.language_code}/kontakt/senden/"
        context["is_sent"] = "gesendet" in request.GET
        return context

    @staticmethod
    def _empty_form(request: HttpRequest) -> ContactForm | None:
        """A form only where somebody would read the message."""
        return ContactForm(request=request) if network_of(request).contact_email else None
