"""The taxonomy as documents need it: labels per language, and terms with those above them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from network_core.taxonomy.models import Term, TermText


class TermLabels:
    """Every term, read in two queries: a few hundred rows."""

    def __init__(self) -> None:
        self._terms = {
            pk: (scheme, slug, parent, label)
            for pk, scheme, slug, parent, label in Term.objects.order_by().values_list(
                "pk", "scheme_id", "slug", "parent_id", "label"
            )
        }
        self._labels = {
            (pk, language): label
            for pk, language, label in TermText.objects.filter(live=True).values_list(
                "record_id", "locale__language_code", "label"
            )
        }

    def labels(self, term_ids: Iterable[int], language: str) -> list[str]:
        """The labels of terms in a language; German stands in only for German texts."""
        if language.startswith(settings.LANGUAGE_CODE):
            return [self._terms[pk][3] for pk in term_ids if pk in self._terms]
        return [label for pk in term_ids if (label := self._labels.get((pk, language)))]

    def facets(self, term_ids: Iterable[int]) -> dict[str, set[str]]:
        """Slugs per scheme with all terms above, and `term` with `scheme:slug` of them all."""
        found: dict[str, set[str]] = {"term": set()}
        for term_id in term_ids:
            current: int | None = term_id
            seen: set[int] = set()
            while current is not None and current in self._terms and current not in seen:
                seen.add(current)
                scheme, slug, parent, _ = self._terms[current]
                found.setdefault(scheme, set()).add(slug)
                found["term"].add(f"{scheme}:{slug}")
                current = parent
        return found
