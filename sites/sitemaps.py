"""What a search engine shall know of a network's site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from network_core.alliance.models import Agreement, Position, WorkingGroup
from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from sites.homes import homes_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LIMIT = 10_000
ALLIANCE = (WorkingGroup, Agreement, Position)


@dataclass(frozen=True)
class Entry:
    """One address with the day of its last change."""

    url: str
    changed: date | None


def sitemap_entries(network: Network) -> Iterator[Entry]:
    """Live public pages of every language, and the records that are canonical on this site."""
    for language, root in homes_of(network).items():
        pages = Page.objects.descendant_of(root, inclusive=True).live().public()
        for page in pages.only("url_path", "last_published_at")[:LIMIT]:
            path = page.url_path[len(root.url_path) :]
            changed = page.last_published_at.date() if page.last_published_at else None
            yield Entry(f"{network.root_url}/{language}/{path}", changed)
    own = (
        Offer.objects.public().filter(steward=network),
        Partner.objects.public().filter(steward=network),
        Event.objects.public().filter(network=network),
        *(kind.objects.public().filter(network=network) for kind in ALLIANCE),
        Pathway.objects.public().filter(steward=network),
    )
    for records in own:
        for record in records.only("slug", "updated_at").order_by("pk")[:LIMIT]:
            path = record.get_path(settings.LANGUAGE_CODE)
            yield Entry(f"{network.root_url}{path}", record.updated_at.date())


def sitemap_xml(entries: Iterable[Entry]) -> str:
    """The sitemap as XML (sitemaps.org, version 0.9)."""
    stream = StringIO()
    xml = SimplerXMLGenerator(stream, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": NAMESPACE}))
    for entry in entries:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", entry.url)
        if entry.changed:
            xml.addQuickElement("lastmod", entry.changed.isoformat())
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return stream.getvalue()
