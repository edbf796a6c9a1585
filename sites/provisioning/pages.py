"""The pages of a network: standard pages that every site has, and those of its text files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from blocks.streams import BodyStream
from network_core.taxonomy.models import Term
from sites.models import (
    AlliancePage,
    CompanyPage,
    ContactPage,
    EventIndexPage,
    HomePage,
    LegalPage,
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    PartnerIndexPage,
    PortraitIndexPage,
    PortraitPage,
    PracticeIndexPage,
    PracticePage,
    StandardPage,
)
from sites.provisioning.facts import fill_facts
from sites.provisioning.files import ContentError, PageFile
from sites.provisioning.markdown import to_blocks
from sites.provisioning.references import References

PAGE_TYPES: dict[str, type[Page]] = {
    "home": HomePage,
    "standard": StandardPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
    "partner_index": PartnerIndexPage,
    "portrait_index": PortraitIndexPage,
    "portrait": PortraitPage,
    "practice_index": PracticeIndexPage,
    "practice": PracticePage,
    "offer_index": OfferIndexPage,
    "event_index": EventIndexPage,
    "alliance": AlliancePage,
    "company": CompanyPage,
    "contact": ContactPage,
    "legal": LegalPage,
}
PLAIN_KEYS = (
    *("introduction", "search_description", "seo_title", "kind", "date", "show_topics"),
    *("aim", "what_worked", "contact_name", "contact_email", "contact_phone", "is_example"),
)


def standard_pages() -> list[dict[str, Any]]:
    """The pages that every site has, with their titles in the active language."""
    return [
        {"type": "offer_index", "slug": "angebote", "title": _("Angebote"), "in_menu": True},
        {"type": "partner_index", "slug": "partner", "title": _("Partner"), "in_menu": True},
        {"type": "news_index", "slug": "aktuelles", "title": _("Aktuelles"), "in_menu": True},
        {"type": "event_index", "slug": "veranstaltungen", "title": _("Veranstaltungen")},
        {"type": "alliance", "slug": "zusammenarbeit", "title": _("Zusammenarbeit")},
        {"type": "contact", "slug": "kontakt", "title": _("Kontakt")},
        {"type": "legal", "slug": "impressum", "title": _("Impressum"), "kind": "imprint"},
        {"type": "legal", "slug": "datenschutz", "title": _("Datenschutz"), "kind": "privacy"},
        {
            "type": "legal",
            "slug": "barrierefreiheit",
            "title": _("Erklärung zur Barrierefreiheit"),
            "kind": "accessibility",
        },
    ]


def create_pages(home: HomePage, files: list[PageFile]) -> list[tuple[Page, PageFile]]:
    """Create the pages of `files` below `home`, still without body; the home page is `home`.

    Returns each page with its file, so that bodies can link to pages that come later.
    """
    made: list[tuple[Page, PageFile]] = []
    for entry in files:
        if entry.file.data.get("type") == "home":
            _fill(home, entry)
            home.save()
            made.append((home, entry))
        else:
            made += _create_below(home, entry)
    return made


def _create_below(parent: Page, entry: PageFile) -> list[tuple[Page, PageFile]]:
    kind = entry.file.data.get("type", "standard")
    if kind not in PAGE_TYPES:
        raise ContentError(f"{entry.file.path.name}: unknown page type {kind!r}")
    page = PAGE_TYPES[kind](slug=entry.file.slug or slugify(entry.file.data["title"]))
    _fill(page, entry)
    parent.add_child(instance=page)
    made = [(page, entry)]
    for child in entry.children:
        made += _create_below(page, child)
    return made


def _fill(page: Page, entry: PageFile) -> None:
    data = entry.file.data
    page.title = data["title"]
    page.show_in_menus = bool(data.get("in_menu", False))
    for key in PLAIN_KEYS:
        if key in data:
            setattr(page, key, data[key])


def fill_bodies(made: list[tuple[Page, PageFile]], references: References) -> None:
    """Give every page its body, topics and tags, and publish it."""
    for page, entry in made:
        try:
            page.body = _body(entry, references)
        except ContentError as error:
            raise ContentError(f"{entry.file.path.name}: {error}") from error
        if isinstance(page, HomePage) and "picture" in entry.file.data:
            data = entry.file.data
            page.picture = references.picture(data["picture"], data["picture_credit"], "")
        if isinstance(page, NewsPage):
            slugs = entry.file.data.get("topics", [])
            page.topics = list(Term.objects.filter(scheme_id="topic", slug__in=slugs))
            page.tags.add(*entry.file.data.get("tags", []))
        fill_facts(page, entry.file, references)
        page.save_revision().publish()


def ensure_standard_pages(home: HomePage) -> None:
    """Create and publish the standard pages that `home` does not have yet."""
    present = set(home.get_children().values_list("slug", flat=True))
    for data in standard_pages():
        if data["slug"] in present:
            continue
        page = PAGE_TYPES[data["type"]](
            title=str(data["title"]),
            slug=data["slug"],
            show_in_menus=data.get("in_menu", False),
            locale=home.locale,
        )
        if "kind" in data:
            page.kind = data["kind"]
        home.add_child(instance=page)
        page.save_revision().publish()


def _body(entry: PageFile, references: References) -> list[Any]:
    """The checked body of a page: what the editor's form would refuse is refused here too."""
    place = f"{references.network.slug}/{references.home.locale.language_code}/{entry.key}"
    raw = to_blocks(entry.file.text, references.link, references.block, place)
    stream = BodyStream()
    try:
        stream.clean(stream.to_python(raw))
    except ValidationError as error:
        raise ContentError(f"body: {describe(error)}") from error
    return raw


def describe(error: ValidationError) -> str:
    """All messages of a block's error, nested ones included, in one line."""
    inner = getattr(error, "block_errors", None)
    if not inner:
        return "; ".join(error.messages)
    entries = inner.items() if isinstance(inner, dict) else enumerate(inner)
    return "; ".join(f"{key}: {describe(e)}" for key, e in entries if e)
