"""The template that people fill in: empty tables with headings, and what they mean."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from network_core.opendata.importing.columns import COLUMNS, SHEETS
from network_core.taxonomy.models import Term


def template_tables() -> dict[str, tuple[Sequence[str], list[list[Any]]]]:
    """Title of the sheet → headings and rows; the tables first, then explanation and terms."""
    tables: dict[str, tuple[Sequence[str], list[list[Any]]]] = {}
    explained = []
    for kind, columns in COLUMNS.items():
        title = str(SHEETS[kind])
        tables[title] = ([f"{c.heading}{' *' if c.is_needed else ''}" for c in columns], [])
        for column in columns:
            needed = _("ja") if column.is_needed else ""
            explained.append([title, str(column.heading), needed, str(column.explanation)])
    tables[_("Anleitung")] = ([_("Blatt"), _("Spalte"), _("Pflicht"), _("Erklärung")], explained)
    terms = Term.objects.select_related("scheme").order_by("scheme", "label")
    tables[_("Begriffe")] = (
        [_("Systematik"), _("Begriff"), _("Kürzel im Import")],
        [[term.scheme.label, term.label, term.slug] for term in terms],
    )
    return tables
