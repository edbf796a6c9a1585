"""Feeds of what is new on a site, and the calendars of its events."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from network_core.events.ical import feed_calendar, one_calendar
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.networks.requests import network_of
from network_core.words.typesetting import shown

if TYPE_CHECKING:
    from sites.pages.news import NewsIndexPage, NewsPage

CALENDARS_KEPT = 15 * 60
"""Seconds for which a calendar may be kept: a cancelled event shall not stand for long."""


def news_feed(
    network: Network, index: "NewsIndexPage", articles: "list[NewsPage]", request: HttpRequest
) -> HttpResponse:
    """An Atom feed (RFC 4287) of `articles`, with full addresses."""
    address = network.root_url + index.get_url(request)
    feed = Atom1Feed(
        title=shown(f"{index.title} – {network.name}"),
        link=address,
        feed_url=f"{address}feed/",
        description=shown(index.introduction),
        language=index.locale.language_code,
    )
    for article in articles:
        published = timezone.make_aware(datetime.combine(article.date, time(12)))
        feed.add_item(
            title=shown(article.title),
            link=network.root_url + article.get_url(request),
            description=shown(article.introduction),
            pubdate=published,
            updateddate=article.last_published_at or published,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


@require_safe
@cache_control(public=True, max_age=CALENDARS_KEPT)
@conditional_page
def network_calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of this site to subscribe to: what is coming, and the last weeks."""
    network = network_of(request)
    events = Event.objects.shown_by(network).for_feed().with_words()
    content = feed_calendar(
        events,
        name=_("Veranstaltungen: %s") % network.name,
        source=f"{network.root_url}{request.path}",
    )
    return _calendar_answer(content, f"{network.slug}-veranstaltungen.ics", attached=False)


@require_safe
@cache_control(public=True, max_age=CALENDARS_KEPT)
@conditional_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One public event as a calendar entry, whichever network announces it."""
    events = Event.objects.public_on(network_of(request)).filter(slug=slug)
    events = events.select_related("network__site").prefetch_related("days_off")
    event = events.with_words().first()
    if event is None:
        raise Http404
    return _calendar_answer(one_calendar(event), f"{event.slug}.ics", attached=True)


def _calendar_answer(content: bytes, filename: str, *, attached: bool) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(attached, filename) or ""
    return response
