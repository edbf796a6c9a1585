"""News of a network."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import Tag, TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from blocks.news import News
from network_core.networks.homes import homes_of
from network_core.networks.models import Network
from network_core.networks.requests import network_of
from network_core.taxonomy.models import Term
from sites.feeds import news_feed
from sites.pages.base import FixedSlug, NetworkPage
from sites.pages.similar import similar_articles

PER_PAGE = 10
RELATED = 3
TAGS = 20


class NewsTag(TaggedItemBase):
    """A free keyword of a news article."""

    content_object = ParentalKey(
        "sites.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsPage(NetworkPage, Page):
    """One article."""

    date = models.DateField(_("Datum"), default=timezone.localdate)
    topics = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme_id": "topic"},
        verbose_name=_("Themen"),
    )
    tags = ClusterTaggableManager(through=NewsTag, blank=True, verbose_name=_("Schlagwörter"))

    # The search lists articles as news and not among the other pages.
    search_type = "news"
    template = "sites/news.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        *NetworkPage.text_panels,
        FieldPanel("topics"),
        FieldPanel("tags"),
    ]
    parent_page_types: ClassVar[list[str]] = ["sites.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("Artikel")
        verbose_name_plural = _("Artikel")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add similar articles."""
        context = super().get_context(request, *args, **kwargs)
        through = NewsPage.topics.through.objects.filter(newspage=self)
        topics = list(Term.objects.filter(pk__in=through.values("term")).with_words())
        context |= {
            "related": similar_articles(self, [topic.pk for topic in topics], RELATED),
            "topics": topics,
            "tags": list(self.tags.all()),
            "index_url": self.get_url(request).rsplit("/", 2)[0] + "/",
        }
        return context


class NewsIndexPage(RoutablePageMixin, FixedSlug, NetworkPage, Page):
    """The list of news, newest first."""

    fixed_slug = "aktuelles"
    template = "sites/news_index.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *NetworkPage.text_panels]
    parent_page_types: ClassVar[list[str]] = ["sites.HomePage"]
    subpage_types: ClassVar[list[str]] = ["sites.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Liste der Artikel")
        verbose_name_plural = _("Listen der Artikel")

    def articles(self) -> "QuerySet[NewsPage]":
        """The public articles, newest first."""
        return NewsPage.objects.child_of(self).live().public().order_by("-date", "-pk")

    def used_tags(self) -> "QuerySet[Tag]":
        """The keywords of the public articles, the most used first."""
        rows = NewsTag.objects.filter(content_object__in=self.articles().order_by())
        return (
            Tag.objects.filter(pk__in=rows.values("tag"))
            .annotate(uses=Count("sites_newstag_items"))
            .order_by("-uses", "name")[:TAGS]
        )

    @path("")
    def articles_list(self, request: HttpRequest) -> HttpResponse:
        """One page of articles, narrowed to a keyword if the address names one."""
        tag = request.GET.get("tag", "").replace("\x00", "")[:100]
        articles = self.articles()
        if tag:
            articles = articles.filter(tags__slug=tag)
        page = Paginator(articles, PER_PAGE).get_page(request.GET.get("p"))
        return self.render(
            request,
            context_overrides={
                "articles": page,
                "page_obj": page,
                "tag": tag,
                "tags": self.used_tags(),
                "query_string": urlencode({"tag": tag}) if tag else "",
                "feed_url": f"{self.get_url(request)}feed/",
            },
        )

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The newest articles as an Atom feed."""
        network = network_of(request)
        return news_feed(network, self, list(self.articles()[:20]), request)


def latest_news(network: Network, language: str, count: int) -> News:
    """The newest public articles of a network in one language, for the news teaser."""
    home = homes_of(network).get(language)
    index = home and NewsIndexPage.objects.child_of(home).live().first()
    if not index:
        return News()
    return News(articles=list(index.articles()[:count]), index=index)
