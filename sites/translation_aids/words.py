"""What stands beside the words of a record while they are translated."""

from typing import Any

from django.http import HttpRequest

from network_core.words.models import TextRow
from network_core.words.typesetting import SIMPLE
from sites.translation_aids.aids import tell_lacking
from sites.translation_aids.segments import SegmentTerms, segment_terms
from sites.translation_aids.simple import simple_language, tell_hints
from sites.translation_aids.terms import Glossary


def segments_of_words(record: Any, row: TextRow, language: str) -> dict[str, SegmentTerms]:
    """The fixed terms of the record's German words, by field; two queries."""
    glossary = Glossary(language)
    return {
        name: segment_terms(glossary, str(getattr(record, name)), str(getattr(row, name)))
        for name in record.word_fields
    }


def simple_language_of(row: TextRow, record: Any, language: str) -> dict[str, Any]:
    """Rules and hints, where the words are Leichte Sprache."""
    return simple_language(_whole(row, record)) if language == SIMPLE else {}


def tell_about_words(request: HttpRequest, record: Any, row: TextRow, language: str) -> None:
    """Say after saving which fixed terms are missing, and what to look at in Leichte Sprache."""
    tell_lacking(request, segments_of_words(record, row, language).values())
    if language == SIMPLE:
        tell_hints(request, _whole(row, record))


def _whole(row: TextRow, record: Any) -> str:
    return "\n".join(f"<p>{getattr(row, name)}</p>" for name in record.word_fields)
