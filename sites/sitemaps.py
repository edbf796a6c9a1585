"""What a search engine shall know of a network's site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from network_core.alliance.models import Agreement, Position, WorkingGroup
from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.networks.homes import homes_of
from network_core.networks.models import Network
from network_core.pathways.models import Pathway

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LIMIT = 10_000
ALLIANCE = (WorkingGroup, Agreement, Position)


@dataclass(frozen=True)
class Entry:
    """One address with the day of its last change, and the same page in every language."""

    url: str
    changed: date | None
    versions: dict[str, str]


def sitemap_entries(network: Network) -> Iterator[Entry]:
    """Live public pages of every language, and the records that are canonical on this site.

    A record stands there in the languages that it has words in.
    """
    homes = homes_of(network)
    yield from _pages(network, homes)
    own = (
        Offer.objects.public().filter(steward=network),
        Partner.objects.public().filter(steward=network),
        Event.objects.public().filter(network=network),
        *(kind.objects.public().filter(network=network) for kind in ALLIANCE),
        Pathway.objects.public().filter(steward=network),
    )
    for records in own:
        yield from _records(records, network.root_url, set(homes))


def _pages(network: Network, homes: dict[str, Page]) -> Iterator[Entry]:
    found: dict[UUID, dict[str, tuple[str, date | None]]] = {}
    for language, root in homes.items():
        pages = Page.objects.descendant_of(root, inclusive=True).live().public()
        for page in pages.only("url_path", "last_published_at", "translation_key")[:LIMIT]:
            path = page.url_path[len(root.url_path) :]
            changed = page.last_published_at.date() if page.last_published_at else None
            url = f"{network.root_url}/{language}/{path}"
            found.setdefault(page.translation_key, {})[language] = (url, changed)
    for versions in found.values():
        addresses = {language: url for language, (url, _changed) in versions.items()}
        for url, changed in versions.values():
            yield Entry(url, changed, addresses)


def _records(records: Any, root_url: str, languages: set[str]) -> Iterator[Entry]:
    languages_of: dict[int, set[str]] = {}
    if len(languages) > 1:
        texts = records.model._meta.get_field("texts").related_model.objects
        rows = texts.filter(live=True, record__in=records.order_by().values("pk"))
        for pk, language in rows.values_list("record", "locale__language_code"):
            languages_of.setdefault(pk, set()).add(language)
    for record in records.only("slug", "updated_at").order_by("pk")[:LIMIT]:
        codes = {settings.LANGUAGE_CODE} | (languages_of.get(record.pk, set()) & languages)
        versions = {code: f"{root_url}{record.get_path(code)}" for code in sorted(codes)}
        for url in versions.values():
            yield Entry(url, record.updated_at.date(), versions)


def sitemap_xml(entries: Iterable[Entry]) -> str:
    """The sitemap as XML (sitemaps.org, version 0.9), with the versions in other languages."""
    stream = StringIO()
    xml = SimplerXMLGenerator(stream, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": NAMESPACE, "xmlns:xhtml": XHTML}))
    for entry in entries:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", entry.url)
        if entry.changed:
            xml.addQuickElement("lastmod", entry.changed.isoformat())
        if len(entry.versions) > 1:
            for code, url in entry.versions.items():
                link = {"rel": "alternate", "hreflang": code, "href": url}
                xml.addQuickElement("xhtml:link", attrs=link)
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return stream.getvalue()
