"""Terms of a source and terms of the common taxonomy."""

import csv
import io
import json
from typing import Any

from django.utils.translation import gettext as _

from network_core.directory.visibility import SCHEME_FIELDS
from network_core.taxonomy.models import FormerTerm, Term

LARGEST_MAPPING = 1_000_000


class MappingError(ValueError):
    """A mapping file that cannot be read, or that names a term which does not exist."""


class TermMap:
    """Finds the term that a source means.

    First what the mapping file says, then the term with the same slug in the same scheme, then the
    only term with that slug or German label in any scheme. A term that was merged into another one
    means its successor.
    """

    def __init__(self, mapping: dict[str, str] | None = None) -> None:
        """Read the taxonomy. Raises `MappingError` for a target that does not exist."""
        self._known: set[tuple[str, str]] = set()
        self._named: dict[str, set[tuple[str, str]]] = {}
        for scheme, slug, label in Term.objects.order_by().values_list(
            "scheme_id", "slug", "label"
        ):
            self._known.add((scheme, slug))
            for name in {slug.casefold(), label.casefold()}:
                self._named.setdefault(name, set()).add((scheme, slug))
        self._former: dict[tuple[str, str], tuple[str, str]] = {}
        for scheme, slug, label, successor in FormerTerm.objects.values_list(
            "scheme_id", "slug", "label", "successor__slug"
        ):
            self._former[scheme, slug] = (scheme, successor)
            for name in {slug.casefold(), label.casefold()}:
                self._named.setdefault(name, set()).add((scheme, successor))
        self._mapping: dict[str, tuple[str, str] | None] = {}
        for foreign, target in (mapping or {}).items():
            scheme, _colon, slug = target.partition(":")
            scheme, slug = self._former.get((scheme, slug), (scheme, slug))
            if target and (scheme, slug) not in self._known:
                raise MappingError(
                    _("Zuordnung von „%(foreign)s“: Einen Begriff „%(target)s“ gibt es nicht.")
                    % {"foreign": foreign, "target": target}
                )
            self._mapping[foreign.casefold()] = (scheme, slug) if target else None

    def find(self, taxonomy: str, *names: str) -> tuple[str, str] | None:
        """The scheme and slug of the term; None for one that the mapping leaves out on purpose.

        Raises `LookupError` for a term that nobody knows.
        """
        wanted = [name.casefold() for name in names if name]
        for name in wanted:
            for key in (f"{taxonomy.casefold()}:{name}", name):
                if key in self._mapping:
                    return self._mapping[key]
        for name in wanted:
            found = self._named.get(name, set())
            if taxonomy in SCHEME_FIELDS:
                found = {term for term in found if term[0] == taxonomy}
            if len(found) == 1:
                return next(iter(found))
        raise LookupError(names[0] if names else "")


def read_mapping(content: bytes) -> dict[str, str]:
    """The mapping in a file: JSON `{"foreign": "scheme:slug"}`, or CSV with two columns.

    The foreign side is the code of a term, or `taxonomy:code`; an empty target leaves the term
    out. Raises `MappingError`.
    """
    if len(content) > LARGEST_MAPPING:
        raise MappingError(_("Die Zuordnungsdatei ist zu groß."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingError(_("Die Zuordnungsdatei ist nicht in UTF-8 gespeichert.")) from error
    if text.lstrip().startswith("{"):
        return _from_json(text)
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    rows = [
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        if any(cell.strip() for cell in row)
    ]
    for number, row in enumerate(rows, start=1):
        if len(row) != 2:
            raise MappingError(
                _("Zuordnungsdatei, Zeile %(number)d: Es müssen zwei Spalten sein.")
                % {"number": number}
            )
    # A first line without a scheme in its target is a heading.
    body = rows[1:] if rows and rows[0][1] and ":" not in rows[0][1] else rows
    return {row[0]: row[1] for row in body}


def _from_json(text: str) -> dict[str, str]:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingError(_("Die Zuordnungsdatei ist kein gültiges JSON.")) from error
    if not all(isinstance(value, str) for value in found.values()):
        raise MappingError(_("Zuordnungsdatei: Jeder Begriff braucht genau ein Ziel."))
    return dict(found)
