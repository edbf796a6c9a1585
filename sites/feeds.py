"""Feeds of what is new on a site."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from network_core.networks.models import Network

if TYPE_CHECKING:
    from sites.pages.news import NewsIndexPage, NewsPage


def news_feed(
    network: Network, index: "NewsIndexPage", articles: "list[NewsPage]", request: HttpRequest
) -> HttpResponse:
    """An Atom feed (RFC 4287) of `articles`, with full addresses."""
    address = network.root_url + index.get_url(request)
    feed = Atom1Feed(
        title=f"{index.title} – {network.name}",
        link=address,
        feed_url=f"{address}feed/",
        description=index.introduction,
        language=index.locale.language_code,
    )
    for article in articles:
        published = timezone.make_aware(datetime.combine(article.date, time(12)))
        feed.add_item(
            title=article.title,
            link=network.root_url + article.get_url(request),
            description=article.introduction,
            pubdate=published,
            updateddate=article.last_published_at or published,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
