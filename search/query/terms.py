"""The terms by which results can be filtered, with their labels, kept for a short while."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from network_core.kept import kept
from network_core.taxonomy.addresses import SCHEMES
from network_core.taxonomy.models import Term, TermText

_MOST_LANGUAGES = 20


@dataclass(frozen=True, slots=True)
class LabelledTerm:
    """A term as a filter shows it."""

    pk: int
    slug: str
    label: str
    parent: int | None
    words_language: str


@kept(seconds=30, of=[Term, TermText], most=_MOST_LANGUAGES)
def labelled_terms(language: str) -> dict[str, list[LabelledTerm]]:
    """Scheme → its terms in their order, with labels in a language, German where it has none.

    At most half a minute old; at once new in the process that changes a term.
    """
    labels: dict[int, str] = {}
    if language != settings.LANGUAGE_CODE:
        texts = TermText.objects.filter(live=True, locale__language_code=language)
        labels = dict(texts.values_list("record_id", "label"))
    found: dict[str, list[LabelledTerm]] = {name: [] for name in SCHEMES}
    rows = Term.objects.filter(scheme__in=SCHEMES).order_by("position", "pk")
    for pk, scheme, slug, label, parent in rows.values_list(
        "pk", "scheme_id", "slug", "label", "parent_id"
    ):
        said_in = language if labels.get(pk) else settings.LANGUAGE_CODE
        found[scheme].append(LabelledTerm(pk, slug, labels.get(pk) or label, parent, said_in))
    return found
