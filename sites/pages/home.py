"""The home page of a network in one language."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from network_core.alliance.models import NetworkOfTheMonth
from network_core.directory.facets import topics_with_counts
from network_core.networks.homes import homes_for
from network_core.networks.models import Network
from network_core.networks.requests import network_of
from network_core.pathways.situations import situations_with_pathways
from network_core.umbrella.public import has_public_rows
from network_core.words.typesetting import SIMPLE
from sites.compared import COMPARED_PATH
from sites.pages.base import NetworkPage

NETWORKS = 200


class HomePage(NetworkPage, Page):
    """What the network is, and the quickest ways to help."""

    picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bild"),
        help_text=_("Ein schmückendes Bild: Es wird Vorlesegeräten nicht beschrieben."),
    )
    show_topics = models.BooleanField(
        _("Themen zeigen"), default=True, help_text=_("Kacheln mit den Themen des Verzeichnisses.")
    )

    show_pathways = models.BooleanField(
        _("Lebenslagen zeigen"),
        default=True,
        db_default=True,
        help_text=_("Kacheln mit den Lebenslagen, für die es einen Wegweiser gibt."),
    )

    sign_language_video = models.URLField(
        _("Video in Gebärdensprache"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Die Adresse eines Videos in Deutscher Gebärdensprache, das sagt, was es auf dieser "
            "Website gibt und wie man sich zurechtfindet."
        ),
    )

    template = "sites/home.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("picture"),
        FieldPanel("sign_language_video"),
        FieldPanel("show_pathways"),
        FieldPanel("show_topics"),
        *NetworkPage.text_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    # One film for all who sign German, whatever they read.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("sign_language_video")]

    class Meta:
        verbose_name = _("Startseite")
        verbose_name_plural = _("Startseiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the topics as ways into the directory."""
        context = super().get_context(request, *args, **kwargs)
        network = network_of(request)
        context["topics"] = topics_with_counts(network) if self.show_topics else []
        context["situations"] = situations_with_pathways(network) if self.show_pathways else []
        # What the law on accessibility asks of a home page: a way to plain words and to signs.
        context["simple_url"] = f"/{SIMPLE}/" if SIMPLE in homes_for(request) else ""
        context["video_host"] = urlsplit(self.sign_language_video).netloc
        context["award"] = NetworkOfTheMonth.objects.badge_for(network)
        if network.is_umbrella:
            others = Network.objects.regional().open().select_related("site")
            context["networks"] = list(others.order_by("name")[:NETWORKS])
            if has_public_rows():
                context["compared_url"] = f"/{get_language()}/{COMPARED_PATH}/"
        return context

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Refuse to answer in another language than the address says.

        Wagtail falls back to the German tree where a language has no live home page.
        """
        is_german = self.pk == network_of(request).site.root_page_id
        if is_german and get_language() != settings.LANGUAGE_CODE:
            raise Http404
        return super().route(request, path_components)
