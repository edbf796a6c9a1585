"""The synonyms of the taxonomy, read from the database and kept for a short while."""

from __future__ import annotations

import re
import time
from threading import Lock

from django.conf import settings

from network_core.taxonomy.models import Term, TermText
from search.analysis.synonyms import Group, Synonyms, common_groups, make_group

_SECONDS = 30.0
# „Kita und Krippe“ names two things: neither is another word for the other.
_TWO_THINGS = re.compile(r"\b(?:und|oder|and|or|ve|и|та|и|و)\b|[,/&]")

_lock = Lock()
_kept: dict[str, tuple[float, Synonyms]] = {}


def synonyms(language: str) -> Synonyms:
    """All groups of a language, at most half a minute old; at once new in the same process."""
    known = _kept.get(language)
    if known and time.monotonic() - known[0] < _SECONDS:
        return known[1]
    table = Synonyms([*_taxonomy(language), *common_groups(language)])
    with _lock:
        _kept[language] = (time.monotonic(), table)
    return table


def forget() -> None:
    """Read anew at the next question: a term has changed."""
    with _lock:
        _kept.clear()


def _taxonomy(language: str) -> list[Group]:
    if language == settings.LANGUAGE_CODE:
        rows = Term.objects.order_by("pk").values_list("scheme_id", "slug", "label", "synonyms")
    else:
        rows = (
            TermText.objects.filter(live=True, locale__language_code=language)
            .order_by("pk")
            .values_list("record__scheme_id", "record__slug", "label", "synonyms")
        )
    groups = []
    for scheme, slug, label, lines in rows:
        names = [] if _TWO_THINGS.search(label) else [label]
        phrases = [line.strip() for line in lines.splitlines() if line.strip()]
        groups.append(make_group(names, phrases, language=language, term=f"{scheme}:{slug}"))
    return groups
