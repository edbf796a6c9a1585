"""The series in which partners introduce themselves: portraits as interviews."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, TranslatableMixin

from blocks.portraits import Portrait, Portraits
from network_core.directory.models import Partner
from network_core.networks.homes import homes_of, roots_of_closed_sites
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.words.models import WordsQuerySet
from sites.pages.base import NetworkPage
from sites.pages.similar import public_pages, similar_articles

PER_PAGE = 12
RELATED = 3
OF_ONE_PARTNER = 5


class PortraitIndexPage(NetworkPage, Page):
    """The series: the portraits that are out, and those that are announced."""

    template = "sites/portrait_index.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *NetworkPage.text_panels,
        InlinePanel(
            "announced",
            heading=_("Angekündigte Porträts"),
            label=_("Ankündigung"),
            help_text=_("Bitte löschen, sobald das Porträt erschienen ist."),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage", "sites.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["sites.PortraitPage"]

    class Meta:
        verbose_name = _("Porträtreihe")
        verbose_name_plural = _("Porträtreihen")

    def portraits(self) -> "QuerySet[PortraitPage]":
        """The public portraits of this series, newest first."""
        return PortraitPage.objects.child_of(self).live().public().order_by("-date", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of portraits, and what is announced."""
        context = super().get_context(request, *args, **kwargs)
        portraits = self.portraits().select_related("partner")
        page = Paginator(portraits, PER_PAGE).get_page(request.GET.get("p"))
        context["portraits"] = context["page_obj"] = page
        context["announced"] = list(self.announced.select_related("partner"))
        return context


class AnnouncedPortrait(TranslatableMixin, Orderable):
    """A portrait that is announced and not written yet; it has no page of its own."""

    page = ParentalKey(PortraitIndexPage, on_delete=models.CASCADE, related_name="announced")
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Partner"),
    )
    name = models.CharField(
        _("Name"),
        max_length=200,
        blank=True,
        help_text=_("Nur nötig ohne Partner, oder wenn hier ein anderer Name stehen soll."),
    )
    expected = models.CharField(
        _("Wann"), max_length=100, blank=True, help_text=_("Zum Beispiel: Anfang 2026")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("partner"),
        FieldPanel("name"),
        FieldPanel("expected"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("angekündigtes Porträt")
        verbose_name_plural = _("angekündigte Porträts")

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name that is written here, else that of the partner if the public may see it."""
        return self.name or (self.partner.name if self.partner and self.partner.live else "")

    def clean(self) -> None:
        """Somebody must be announced."""
        super().clean()
        if not self.name and not self.partner_id:
            raise ValidationError(_("Bitte einen Partner auswählen oder einen Namen angeben."))


class PortraitPage(NetworkPage, Page):
    """One partner in an interview: its body is made of questions with answers."""

    date = models.DateField(_("Datum"), default=timezone.localdate)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Partner"),
        help_text=_("Das Porträt steht auch auf der Seite dieses Partners."),
    )
    picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bild"),
    )
    topics = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme_id": "topic"},
        verbose_name=_("Themen"),
        help_text=_("Danach richten sich die ähnlichen Beiträge."),
    )

    # The series belongs to the news: whoever filters by news finds it.
    search_type = "news"
    template = "sites/portrait.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("partner"),
        FieldPanel("picture"),
        *NetworkPage.text_panels,
        FieldPanel("topics"),
    ]
    parent_page_types: ClassVar[list[str]] = ["sites.PortraitIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("Porträt")
        verbose_name_plural = _("Porträts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the neighbours in the series, the topics and similar articles."""
        context = super().get_context(request, *args, **kwargs)
        rows = self.topics.all()
        # In a preview the topics are those of the form: plain objects, and no query.
        topics = list(rows.with_words() if isinstance(rows, WordsQuerySet) else rows)
        public = public_pages()
        previous, following = self.neighbours(public)
        context |= {
            "series": context["breadcrumb"][-2] if len(context["breadcrumb"]) > 1 else None,
            "previous": previous,
            "next": following,
            "topics": topics,
            "related": similar_articles(self, [topic.pk for topic in topics], RELATED, public),
        }
        return context

    def neighbours(self, public: Q) -> "tuple[PortraitPage | None, PortraitPage | None]":
        """The portraits before and after this one in the series, in one query.

        `public` is the condition for pages that everybody may see.
        """
        series = PortraitPage.objects.sibling_of(self, inclusive=False).live().filter(public)
        before = Q(date__lt=self.date) | Q(date=self.date, path__lt=self.path)
        after = Q(date__gt=self.date) | Q(date=self.date, path__gt=self.path)
        earlier = series.filter(before).order_by("-date", "-path").values("pk")[:1]
        later = series.filter(after).order_by("date", "path").values("pk")[:1]
        found = list(series.filter(Q(pk__in=earlier) | Q(pk__in=later)))
        here = (self.date, self.path)
        return (
            next((page for page in found if (page.date, page.path) < here), None),
            next((page for page in found if (page.date, page.path) > here), None),
        )


def portraits_of(partner: Partner) -> "list[PortraitPage]":
    """The public portraits of a partner in the active language, of whatever open network."""
    portraits = PortraitPage.objects.live().public().filter(partner=partner)
    for path in roots_of_closed_sites():
        portraits = portraits.exclude(path__startswith=path)
    in_language = portraits.filter(locale__language_code=get_language())
    return list(in_language.order_by("-date", "-pk")[:OF_ONE_PARTNER])


def latest_portraits(network: Network, language: str, count: int) -> Portraits:
    """The newest public portraits of a network in one language, for the portrait teaser."""
    home = homes_of(network).get(language)
    if home is None:
        return Portraits()
    found = PortraitPage.objects.descendant_of(home).live().public()
    newest = found.select_related("partner", "picture").order_by("-date", "-pk")[:count]
    entries = [
        Portrait(
            page=page,
            summary=page.introduction,
            partner=page.partner.name if page.partner and page.partner.live else "",
            picture=page.picture,
        )
        for page in newest
    ]
    # A network has one series; with several the first stands for all.
    index = PortraitIndexPage.objects.descendant_of(home).live().public().order_by("path").first()
    return Portraits(entries=entries, index=index)
