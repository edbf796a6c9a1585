"""The most important addresses on one sheet of paper."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from blocks.choosers import OfferBlock, PartnerBlock
from network_core.networks.requests import network_of
from sites.frame import LEAFLET_SLUG
from sites.leaflet import MOST, addresses_of, usual_addresses
from sites.pages.base import FixedSlug, NetworkPage
from sites.qr import qr_svg


class AddressStream(StreamBlock):
    """Offers and partners in the order in which they stand on the paper."""

    offer = OfferBlock(label=_("Angebot"), icon="list-ul")
    partner = PartnerBlock(label=_("Partner"), icon="group")


class LeafletPage(FixedSlug, NetworkPage, Page):
    """Ten addresses, the text of the page and the way to the site, made for printing."""

    addresses = StreamField(
        AddressStream(max_num=MOST),
        blank=True,
        verbose_name=_("Adressen"),
        help_text=_(
            "Bis zu zehn Angebote oder Partner, die wichtigsten zuerst. Bleibt das leer, stehen "
            "dort eigene Angebote mit Telefon, Mail oder Anschrift, dann die Partner, dann "
            "bundesweite Nummern. Die Angaben kommen immer aktuell aus dem Verzeichnis."
        ),
    )

    fixed_slug = LEAFLET_SLUG
    template = "sites/leaflet.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("addresses"),
        FieldPanel(
            "body",
            help_text=_(
                "Was hier steht, kommt unter den Adressen mit auf das Blatt. Bitte nur so viel, "
                "dass es beim Drucken auf einer Seite bleibt."
            ),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Merkblatt zum Ausdrucken")
        verbose_name_plural = _("Merkblätter zum Ausdrucken")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the addresses, and the code that leads from paper to this network's site."""
        context = super().get_context(request, *args, **kwargs)
        network = network_of(request)
        chosen = addresses_of((child.value for child in self.addresses), network)
        home = f"{network.root_url}/{self.locale.language_code}/"
        return context | {
            "addresses": chosen or usual_addresses(network),
            "site_address": network.root_url.partition("://")[2],
            "qr_code": qr_svg(home),
        }
