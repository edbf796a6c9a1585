"""Pages in other languages, made from the German ones the way that editors translate them.

Every page is a translation of wagtail-localize with its segments, so that the side-by-side editor
goes on from here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from sites.pages.home import HomePage
from sites.provisioning.files import ContentError, PageFile, TextFile, read_pages, read_text_file
from sites.provisioning.mistakes import mistakes_in
from sites.provisioning.pages import create_pages, fill_bodies, fill_front_matter, place_of
from sites.provisioning.references import References
from sites.provisioning.translations.files import completed, completed_blocks

# The texts of one page by the path of their field or block, in order.
Texts = dict[str, list[str]]
SLUG = "slug"
# Leichte Sprache says other sentences than the German page: it is written, not translated.
WRITTEN = "de-simple"


@dataclass(frozen=True)
class Tree:
    """The German pages of a network, with its home pages that wait for a translation."""

    german: HomePage
    waiting: dict[str, HomePage]
    folder: Path
    references: References


def waiting_homes(homes: dict[str, HomePage]) -> dict[str, HomePage]:
    """The home pages that have never been published: their languages have no pages yet.

    A language is read once, like the German pages: what was deleted later does not come back.
    """
    return {
        code: home
        for code, home in homes.items()
        if code != settings.LANGUAGE_CODE and not home.live and home.first_published_at is None
    }


def translate_pages(tree: Tree) -> None:
    """Make the pages of every waiting language that have a file; those below come after.

    A page stays away while its German version is not the one of the files, or is not online,
    or while the page above it is not translated.
    """
    content = tree.folder / "content"
    languages = [code for code in tree.waiting if code != WRITTEN and (content / code).is_dir()]
    if not languages:
        return
    pages = {
        page.url_path: page
        for page in Page.objects.descendant_of(tree.german, inclusive=True).live().specific()
    }
    for entry in read_pages(content / settings.LANGUAGE_CODE):
        if entry.file.data.get("type") == "home":
            _translate(tree, tree.german, entry, languages)
    for entry in read_pages(content / settings.LANGUAGE_CODE):
        if entry.file.data.get("type") != "home":
            _translate_below(tree, pages, tree.german.url_path, entry, languages)


def write_home(tree: Tree, references: References) -> None:
    """Publish the home page in Leichte Sprache, if there is a file with its own text.

    `references` are those of that home page: the standard pages below it have to be there.
    """
    path = tree.folder / "content" / WRITTEN / "home.md"
    if WRITTEN in tree.waiting and path.is_file():
        home = tree.waiting[WRITTEN]
        home.picture = HomePage.objects.get(pk=tree.german.pk).picture
        entry = PageFile(read_text_file(path), path.stem)
        fill_bodies(create_pages(home, [entry]), references)


def _translate_below(
    tree: Tree, pages: dict[str, Page], above: str, entry: PageFile, languages: list[str]
) -> None:
    path = f"{above}{entry.file.slug}/"
    if path not in pages:
        return
    done = _translate(tree, pages[path], entry, languages)
    for child in entry.children:
        _translate_below(tree, pages, path, child, done)


def _translate(tree: Tree, page: Page, entry: PageFile, languages: list[str]) -> list[str]:
    """Translate `page` into those of `languages` that have a file; returns them."""
    content = tree.folder / "content"
    files = {code: content / code / f"{entry.key}.md" for code in languages}
    files = {code: path for code, path in files.items() if path.is_file()}
    if not files:
        return []
    with mistakes_in(entry.file.path):
        german, around = _segments(page, entry, entry.file, tree.references)
        source, _is_new = TranslationSource.update_or_create_from_instance(page)
        rows = source.stringsegment_set.select_related("context", "string")
        segments = list(rows.order_by("order"))
        if _by_path(german) != _by_path((s.context.path, s.string.data) for s in segments):
            return []
    for code, path in files.items():
        with mistakes_in(path):
            texts, mine = _segments(page, entry, read_text_file(path), tree.references)
            _check_marks(around, mine)
            slug = tree.waiting[code].slug if page.pk == tree.german.pk else page.slug
            _save(source, segments, _by_path(texts), slug, code)
    return list(files)


def _check_marks(german: list[str], mine: list[str]) -> None:
    """Raise `ContentError` for other paragraphs, lists and links than in the German file."""
    pairs = zip_longest(german, mine, fillvalue="nothing")
    if different := next((pair for pair in pairs if pair[0] != pair[1]), None):
        raise ContentError(f"here {different[1]}, in German {different[0]}")


def _by_path(said: Iterable[tuple[str, str]]) -> Texts:
    """The texts by their paths, without the address of the page."""
    texts: Texts = defaultdict(list)
    for path, text in said:
        if path != SLUG:
            texts[path].append(text)
    return texts


def _segments(
    page: Page, entry: PageFile, words: TextFile, references: References
) -> tuple[list[tuple[str, str]], list[str]]:
    """Every text with its path, and what stands around them all: paragraphs, lists and links."""
    imagined = type(page)(locale=page.locale)
    fill_front_matter(imagined, PageFile(completed(entry.file, words), entry.key))
    imagined.body = completed_blocks(
        entry.file, words, references.link, references.block, place_of(references, entry)
    )
    texts: list[tuple[str, str]] = []
    around: list[str] = []
    for segment in extract_segments(imagined):
        if isinstance(segment, StringSegmentValue):
            texts.append((segment.path, segment.string.data))
            around.append(f"{segment.path} {json.dumps(segment.attrs, sort_keys=True)}")
        elif isinstance(segment, TemplateSegmentValue):
            around.append(f"{segment.path} {segment.template}")
    return texts, around


def _save(
    source: TranslationSource, segments: list[StringSegment], words: Texts, slug: str, code: str
) -> None:
    """Write the translation and its segments, and publish the page."""
    locale = Locale.objects.get(language_code=code)
    now = timezone.now()
    Translation.objects.create(
        source=source,
        target_locale=locale,
        translations_last_updated_at=now,
        destination_last_updated_at=now,
    )
    remaining = {path: iter(texts) for path, texts in [*words.items(), (SLUG, [slug])]}
    translated = {
        (segment.string_id, segment.context_id): next(remaining[segment.context.path])
        for segment in segments
    }
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=string,
                locale=locale,
                context_id=context,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for (string, context), text in translated.items()
        ]
    )
    _lead_to_records_in(source, locale)
    _make_place(source, slug, locale)
    # What `source.create_or_update_translation` does, which saves the page once more before that.
    revision = source.get_ephemeral_translated_instance(locale).save_revision()
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    revision.publish()


def _make_place(source: TranslationSource, slug: str, locale: Locale) -> None:
    """An empty page in the tree of the language, where the translation goes.

    Left to itself, wagtail-localize copies the German page with all its texts first, which takes
    as long as everything else together.
    """
    german = source.get_source_instance()
    if german.has_translation(locale):
        return
    above = german.get_parent().get_translation(locale)
    above.add_child(
        instance=type(german)(
            title=german.title,
            slug=slug,
            locale=locale,
            translation_key=german.translation_key,
            live=False,
        )
    )


def _lead_to_records_in(source: TranslationSource, locale: Locale) -> None:
    """Links to offers, partners and pathways say the language in their address."""
    german = f"/{settings.LANGUAGE_CODE}/"
    links = OverridableSegment.objects.filter(source=source).select_related("context")
    SegmentOverride.objects.bulk_create(
        [
            SegmentOverride(
                locale=locale,
                context=link.context,
                data_json=json.dumps(f"/{locale.language_code}/{link.data.removeprefix(german)}"),
            )
            for link in links
            if isinstance(link.data, str) and link.data.startswith(german)
        ]
    )
