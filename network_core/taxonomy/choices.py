"""The terms as choices of a form, in the order of their tree."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from network_core.taxonomy.models import Term

INDENT = "– "


def term_choices() -> dict[str, list[tuple[int, str]]]:
    """For each scheme its terms, each below its parent and indented; one query.

    A term that is being replaced says so: records that have it keep it, others take the successor.
    """
    children: dict[Any, list[Term]] = defaultdict(list)
    for term in Term.objects.select_related("replaced_by").order_by("position", "label", "pk"):
        children[term.parent_id or term.scheme_id].append(term)

    def below(key: Any, depth: int) -> list[tuple[int, str]]:
        found = []
        for term in children.get(key, []):
            label = term.label
            if term.replaced_by is not None:
                label = _("%(term)s (bitte „%(successor)s“ wählen)") % {
                    "term": label,
                    "successor": term.replaced_by.label,
                }
            found.append((term.pk, f"{INDENT * depth}{label}"))
            found.extend(below(term.pk, depth + 1))
        return found

    return {scheme: below(scheme, 0) for scheme in children if isinstance(scheme, str)}
