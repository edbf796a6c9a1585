"""The words of offers and pathways in other languages.

They stand in folders beside the German files: `offers/en/…` and `pathways/en/…`. A step of a
pathway is the one at the same place in the German file.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale

from network_core.directory.models import Offer
from network_core.pathways.models import Pathway
from network_core.words.markup import comparable
from network_core.words.models import Worded
from search.outbox import touch
from sites.provisioning.files import TextFile, read_text_file
from sites.provisioning.markdown import LinkResolver, to_html
from sites.provisioning.mistakes import mistakes_in
from sites.provisioning.translations.files import completed

# Folder → kind of record, its name in search, and the field that the text of a file fills.
KINDS: dict[str, tuple[type[Any], str, str]] = {
    "offers": (Offer, "offer", "description"),
    "pathways": (Pathway, "pathway", "introduction"),
}
RICH = {"description", "introduction", "text"}
Found = tuple[Worded, dict[str, str], Locale]


def translate_records(folder: Path, resolve: LinkResolver) -> None:
    """Write what is missing. Words that are there already stay as they are.

    Nothing is written for a record whose German words are no longer those of its file.
    """
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    for name, (model, kind, text_field) in KINDS.items():
        files = [path for code in codes for path in sorted((folder / name / code).glob("*.md"))]
        if files and (written := _write_missing(model, files, resolve, text_field)):
            touch(kind, written)


def _write_missing(
    model: type[Any], files: list[Path], resolve: LinkResolver, text_field: str
) -> set[int]:
    """The ids of the records that have new words now."""
    texts = model._meta.get_field("texts").related_model.objects
    known = set(texts.values_list("record__slug", "locale__language_code"))
    waiting = [path for path in files if (path.stem, path.parent.name) not in known]
    slugs = {path.stem for path in waiting}
    records = {record.slug: record for record in model.objects.filter(slug__in=slugs, live=True)}
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows: dict[type[Worded], list[Found]] = defaultdict(list)
    for path in waiting:
        locale = locales.get(path.parent.name)
        if path.stem in records and locale:
            with mistakes_in(path):
                for record, words in _words(records[path.stem], path, resolve, text_field):
                    rows[type(record)].append((record, words, locale))
    for found in rows.values():
        _create(found)
    return {record.pk for record, _words, _locale in rows[model]}


def _words(
    record: Any, path: Path, resolve: LinkResolver, text_field: str
) -> list[tuple[Worded, dict[str, str]]]:
    """The record and its steps, each with its words; nothing when the German ones were changed."""
    german = read_text_file(path.parent.parent / path.name)
    here = read_text_file(path)
    completed(german, here)
    parts = [record, *(record.steps.all() if isinstance(record, Pathway) else [])]
    sources = _tables(german, text_field)
    if len(parts) != len(sources):
        return []
    found = []
    resolve_here = _in_language(resolve, path.parent.name)
    for part, source, table in zip(parts, sources, _tables(here, text_field), strict=True):
        words = _fields(part, table, resolve_here)
        said = _fields(part, source, resolve)
        if any(comparable(said[key]) != comparable(getattr(part, key)) for key in words):
            return []
        found.append((part, words))
    return found


def _tables(file: TextFile, text_field: str) -> list[dict[str, Any]]:
    """What the file says about the record, and about each of the steps of a pathway."""
    text = {text_field: file.text} if file.text else {}
    steps = file.data.get("steps", [])
    return [file.data | text, *(step for step in steps if isinstance(step, dict))]


def _fields(record: Worded, data: dict[str, Any], resolve: LinkResolver) -> dict[str, str]:
    found = {}
    for key in record.word_fields:
        value = data.get(key)
        if isinstance(value, list) and all(isinstance(line, str) for line in value):
            found[key] = "\n".join(value)
        elif isinstance(value, str):
            found[key] = to_html(value, resolve) if key in RICH else value
    return found


def _in_language(resolve: LinkResolver, code: str) -> LinkResolver:
    """Links to offers, partners and pathways say the language in their address."""
    german = f"/{settings.LANGUAGE_CODE}/"

    def resolve_there(target: str) -> dict[str, str] | None:
        attributes = resolve(target)
        href = (attributes or {}).get("href", "")
        if attributes and href.startswith(german):
            return attributes | {"href": f"/{code}/{href.removeprefix(german)}"}
        return attributes

    return resolve_there


def _create(found: list[Found]) -> None:
    """One row each, tied to the German row and marked with the words that it was made from."""
    model: Any = type(found[0][0])
    text_model = model._meta.get_field("texts").related_model
    german = text_model.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    keys = dict(german.values_list("record_id", "translation_key"))
    rows = []
    for record, words, locale in found:
        row = text_model(
            record=record,
            locale=locale,
            translation_key=keys[record.pk],
            source_hash=record.words_hash,
            **words,
        )
        row.clean_fields(exclude=["record", "locale"])
        rows.append(row)
    text_model.objects.bulk_create(rows)
