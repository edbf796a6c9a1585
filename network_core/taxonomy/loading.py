"""Reading the product's taxonomy from its data files."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from network_core.taxonomy.models import FormerTerm, Scheme, Term, TermText

DATA_DIR = Path(__file__).parent / "data"
SCHEME_ORDER = ("topic", "life_situation", "format", "audience")


@transaction.atomic
def load_taxonomy(folder: Path = DATA_DIR) -> int:
    """Create the schemes and terms of `folder` that do not exist yet; return how many terms.

    What exists is left as it is: the umbrella's staff may have changed it, and what they merged
    into another term stays merged. Only languages that
    a scheme or a term does not have yet are added, as long as its German label is that of the file.
    """
    created = 0
    known = set(
        TermText.objects.values_list("record__scheme", "record__slug", "locale__language_code")
    )
    for position, slug in enumerate(SCHEME_ORDER):
        data = tomllib.loads((folder / f"{slug}.toml").read_text())
        labels = data["scheme"]["labels"]
        scheme, _new = Scheme.objects.get_or_create(
            slug=data["scheme"]["slug"], defaults={"labels": labels, "position": position}
        )
        if missing := set(labels) - set(scheme.labels):
            scheme.labels |= {language: labels[language] for language in missing}
            scheme.save()
        created += _load_terms(scheme, None, data["terms"], known)
    return created


def _load_terms(
    scheme: Scheme,
    parent: Term | None,
    entries: list[dict[str, Any]],
    known: set[tuple[str, str, str]],
) -> int:
    created = 0
    for position, entry in enumerate(entries):
        former = FormerTerm.objects.filter(scheme=scheme, slug=entry["slug"]).first()
        if former is not None:
            created += _load_terms(scheme, former.successor, entry.get("children", []), known)
            continue
        synonyms = entry.get("synonyms", {})
        term, is_new = Term.objects.get_or_create(
            scheme=scheme,
            slug=entry["slug"],
            defaults={
                "parent": parent,
                "position": position,
                "label": entry["label"]["de"],
                "synonyms": "\n".join(synonyms.get("de", [])),
                "description": entry.get("description", ""),
            },
        )
        created += is_new
        if term.label == entry["label"]["de"]:
            _add_translations(term, entry, known)
        created += _load_terms(scheme, term, entry.get("children", []), known)
    return created


def _add_translations(term: Term, entry: dict[str, Any], known: set[tuple[str, str, str]]) -> None:
    languages = [
        language
        for language in entry["label"]
        if language != "de" and (term.scheme_id, term.slug, language) not in known
    ]
    if not languages:
        return
    german = TermText.objects.get(record=term, locale=Locale.get_default())
    for language in languages:
        locale, _new = Locale.objects.get_or_create(language_code=language)
        TermText.objects.create(
            record=term,
            locale=locale,
            translation_key=german.translation_key,
            label=entry["label"][language],
            synonyms="\n".join(entry.get("synonyms", {}).get(language, [])),
            source_hash=term.words_hash,
        )
