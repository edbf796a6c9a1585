"""The pages of a network: standard pages that every site has, and those of its text files."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from blocks.streams import BodyStream
from sites.frame import LEAFLET_SLUG
from sites.models import (
    AlliancePage,
    CompanyPage,
    ContactPage,
    EventIndexPage,
    HomePage,
    LeafletPage,
    LegalPage,
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    PartnerIndexPage,
    PathwayIndexPage,
    PortraitIndexPage,
    PortraitPage,
    PracticeIndexPage,
    PracticePage,
    StandardPage,
)
from sites.provisioning.facts import fill_facts
from sites.provisioning.files import ContentError, PageFile
from sites.provisioning.markdown import to_blocks
from sites.provisioning.mistakes import describe, mistakes_in
from sites.provisioning.records import find_terms
from sites.provisioning.references import References
from sites.provisioning.shape import check_shape

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
    "pathway_index": PathwayIndexPage,
    "alliance": AlliancePage,
    "company": CompanyPage,
    "contact": ContactPage,
    "leaflet": LeafletPage,
    "legal": LegalPage,
}
# What every page's front matter may say; `picture_…` belongs to pages with a picture.
COMMON_KEYS = {"type", "title", "slug", "in_menu", "search_description", "seo_title"}
COMMON_KEYS |= {"picture_credit", "picture_description"}
# Fields that the text of the file fills, or nobody.
NO_KEYS = {"body", "page_ptr", "tagged_items"}
PLAIN_KEYS = (
    *("introduction", "search_description", "seo_title", "kind", "date"),
    *("show_topics", "show_pathways", "sign_language_video"),
    *("aim", "what_worked", "contact_name", "contact_email", "contact_phone", "is_example"),
)


def standard_pages() -> list[dict[str, Any]]:
    """The pages that every site has, with their titles in the active language."""
    return [
        {"type": "offer_index", "slug": "angebote", "title": _("Angebote"), "in_menu": True},
        {"type": "pathway_index", "slug": "wegweiser", "title": _("Wegweiser"), "in_menu": True},
        {"type": "partner_index", "slug": "partner", "title": _("Partner"), "in_menu": True},
        {"type": "news_index", "slug": "aktuelles", "title": _("Aktuelles"), "in_menu": True},
        {"type": "event_index", "slug": "veranstaltungen", "title": _("Veranstaltungen")},
        {"type": "alliance", "slug": "zusammenarbeit", "title": _("Zusammenarbeit")},
        {
            "type": "leaflet",
            "slug": LEAFLET_SLUG,
            "title": _("Wichtige Adressen auf einem Blatt"),
        },
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
            with mistakes_in(entry.file.path):
                fill_front_matter(home, entry)
                home.full_clean()
                home.save()
            made.append((home, entry))
        else:
            made += _create_below(home, entry)
    return made


def _create_below(parent: Page, entry: PageFile) -> list[tuple[Page, PageFile]]:
    with mistakes_in(entry.file.path):
        kind = entry.file.data.get("type", "standard")
        if kind not in PAGE_TYPES:
            raise ContentError(f"unknown page type {kind!r}")
        page = PAGE_TYPES[kind](slug=entry.file.slug or slugify(entry.file.data["title"]))
        fill_front_matter(page, entry)
        parent.add_child(instance=page)
    made = [(page, entry)]
    for child in entry.children:
        made += _create_below(page, child)
    return made


def fill_front_matter(page: Page, entry: PageFile) -> None:
    """Give `page` the plain values of its front matter; unknown keys are an error."""
    data = entry.file.data
    if unknown := set(data) - _known_keys(page):
        raise ContentError(f"unknown keys {', '.join(sorted(unknown))}")
    page.title = data["title"]
    page.show_in_menus = bool(data.get("in_menu", False))
    for key in PLAIN_KEYS:
        if key in data:
            # Only forms ask for the greatest length of a text; an editor must be able to save it.
            longest = getattr(page._meta.get_field(key), "max_length", None)
            if longest and isinstance(data[key], str) and len(data[key]) > longest:
                raise ContentError(f"{key}: longer than {longest} characters")
            setattr(page, key, data[key])


def _known_keys(page: Page) -> set[str]:
    """What the front matter of such a page may say: the fields of its type, and a few of all."""
    of_its_type = {field.name for field in page._meta.get_fields()}
    return of_its_type - {field.name for field in Page._meta.get_fields()} - NO_KEYS | COMMON_KEYS


def fill_bodies(made: list[tuple[Page, PageFile]], references: References) -> None:
    """Give every page its body, topics and tags, and publish it."""
    for page, entry in made:
        with mistakes_in(entry.file.path):
            _fill_body(page, entry, references)


def _fill_body(page: Page, entry: PageFile, references: References) -> None:
    data = entry.file.data
    page.body = _body(entry, references)
    if isinstance(page, HomePage) and "picture" in data:
        page.picture = references.picture(data["picture"], data["picture_credit"], "")
    if isinstance(page, NewsPage):
        page.topics = find_terms("topic", data.get("topics", []))
        page.tags.add(*data.get("tags", []))
    fill_facts(page, entry.file, references)
    page.save_revision().publish()


def ensure_standard_pages(home: HomePage, german: HomePage) -> None:
    """Create and publish the standard pages that `home` does not have yet.

    In another language they are versions of the German ones, so that the switcher leads there.
    """
    present = set(home.get_children().values_list("slug", flat=True))
    with translation.override(home.locale.language_code):
        missing = [data for data in standard_pages() if data["slug"] not in present]
    keys = _free_keys(home, german) if missing and home.pk != german.pk else {}
    for data in missing:
        kind = PAGE_TYPES[data["type"]]
        page = kind(
            title=str(data["title"]),
            slug=data["slug"],
            show_in_menus=data.get("in_menu", False),
            locale=home.locale,
        )
        page.translation_key = keys.get((kind, data["slug"]), page.translation_key)
        if "kind" in data:
            page.kind = data["kind"]
        home.add_child(instance=page)
        page.save_revision().publish()


def _free_keys(home: HomePage, german: HomePage) -> dict[tuple[type[Page], str], UUID]:
    """What ties versions of a page together, of the German pages without one in this language."""
    taken = Page.objects.filter(locale=home.locale).values("translation_key")
    free = Page.objects.child_of(german).exclude(translation_key__in=taken)
    return {(page.specific_class, page.slug): page.translation_key for page in free}


def place_of(references: References, entry: PageFile) -> str:
    """From where the blocks of the page get their ids."""
    return f"{references.network.slug}/{references.home.locale.language_code}/{entry.key}"


def _body(entry: PageFile, references: References) -> list[Any]:
    """The checked body of a page: what the editor's form would refuse is refused here too."""
    raw = to_blocks(entry.file.text, references.link, references.block, place_of(references, entry))
    stream = BodyStream()
    check_shape(raw, stream, "body")
    try:
        stream.clean(stream.to_python(raw))
    except ValidationError as error:
        raise ContentError(f"body: {describe(error)}") from error
    return raw
