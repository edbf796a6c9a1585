"""A partner or an offer as plain values, and back: what an import knows of a record.

The values are what JSON can hold, so that the state after an import can be kept and compared.
"""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from network_core.directory.models import (
    ContactPoint,
    Membership,
    Offer,
    OfferLanguage,
    OfferPlace,
    OfferText,
    OpeningHours,
    Partner,
    PartnerText,
    ServiceArea,
    Verification,
)
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.opendata.importing.items import Values

MODELS: dict[str, type[Partner] | type[Offer]] = {"partner": Partner, "offer": Offer}
PLAIN: dict[str, tuple[str, ...]] = {
    "partner": (
        *("name", "kind", "summary", "description", "street", "postal_code", "city"),
        *("latitude", "longitude", "phone", "email", "website", "live"),
    ),
    "offer": (
        *("title", "summary", "description", "eligibility", "documents", "steps"),
        *("cost_kind", "cost_note", "hours_note", "is_online", "nationwide"),
        *("valid_from", "valid_until", "live"),
    ),
}
# Parts of an offer: the model of the rows and their fields. Where the order means nothing, rows
# are compared sorted.
PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "contacts": (ContactPoint, ("kind", "value", "label")),
    "places": (
        OfferPlace,
        (
            *("name", "street", "postal_code", "city", "latitude", "longitude"),
            *("accessibility", "is_protected"),
        ),
    ),
    "hours": (OpeningHours, ("weekday", "opens", "closes", "valid_from", "valid_through")),
    "spoken_languages": (OfferLanguage, ("code",)),
    "service_areas": (ServiceArea, ("key", "postcode")),
}
SORTED_PARTS = {"hours", "spoken_languages", "service_areas"}
TERM_FIELDS = tuple(SCHEME_FIELDS.values())
TEXTS: dict[str, tuple[type[PartnerText] | type[OfferText], tuple[str, ...]]] = {
    "partner": (PartnerText, ("summary", "description")),
    "offer": (OfferText, ("title", "summary", "description", "eligibility")),
}
LABELS = {
    "live": _("Veröffentlicht"),
    "partner": _("Partner"),
    "contacts": _("Kontaktwege"),
    "places": _("Orte"),
    "hours": _("Öffnungszeiten"),
    "spoken_languages": _("Sprachen vor Ort"),
    "service_areas": _("Einzugsgebiet"),
    "memberships": _("Mitgliedschaften"),
    "translations": _("Texte in anderen Sprachen"),
    "assured_on": _("Geprüft am"),
}
# What the editor of rich text adds to paragraphs; it says nothing.
_EDITOR_KEYS = re.compile(r' data-block-key="[^"]*"')


def label_of(kind: str, name: str) -> str:
    """What the field `name` is called in the admin."""
    if name in LABELS:
        return str(LABELS[name])
    return str(MODELS[kind]._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def readable(kind: str) -> QuerySet:
    """Records of a kind with all that `snapshot` reads, in a fixed number of queries."""
    text_model, _fields = TEXTS[kind]
    texts = Prefetch(
        "texts", queryset=text_model.objects.filter(live=True).select_related("locale")
    )
    if kind == "partner":
        memberships = Membership.objects.current().select_related("network")
        return Partner.objects.prefetch_related(texts, Prefetch("memberships", memberships))
    checks = Verification.objects.order_by("-checked_on", "-pk")
    return Offer.objects.prefetch_related(
        *PARTS, *TERM_FIELDS, texts, Prefetch("verifications", checks)
    )


def snapshot(kind: str, record: Partner | Offer) -> Values:
    """What the record says now."""
    values: Values = {name: canonical(getattr(record, name)) for name in PLAIN[kind]}
    _text_model, text_fields = TEXTS[kind]
    values["translations"] = {
        text.locale.language_code: {name: canonical(getattr(text, name)) for name in text_fields}
        for text in record.texts.all()
        if text.locale.language_code != settings.LANGUAGE_CODE
    }
    if isinstance(record, Partner):
        values["memberships"] = sorted([m.network.slug, m.role] for m in record.memberships.all())
        return values
    values["partner"] = record.partner_id
    for name, (_model, fields) in PARTS.items():
        rows = [[canonical(getattr(r, f)) for f in fields] for r in getattr(record, name).all()]
        values[name] = ordered(name, rows)
    for name in TERM_FIELDS:
        values[name] = sorted(term.slug for term in getattr(record, name).all())
    return values


def canonical(value: Any) -> Any:
    """A value of a field as JSON holds it."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _EDITOR_KEYS.sub("", value.replace("\r\n", "\n")).strip()
    return value


def ordered(name: str, rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of a part in the order in which they are compared."""
    if name not in SORTED_PARTS:
        return rows
    return sorted(rows, key=lambda row: [(value is None, str(value)) for value in row])


def same(name: str, wanted: Any, current: Any) -> bool:
    """Whether the record has what the source says.

    Translations into further languages, and memberships in further networks, are nothing that the
    source speaks about.
    """
    if name == "translations":
        return all(
            (current or {}).get(language, {}).get(field, "") == value
            for language, words in wanted.items()
            for field, value in words.items()
        )
    if name == "memberships":
        return all(row in (current or []) for row in wanted)
    return bool(wanted == current)


def empty(kind: str, name: str) -> Any:
    """The value of a field about which the source no longer says anything."""
    if name in PARTS or name in TERM_FIELDS or name == "memberships":
        return []
    if name == "translations":
        return {}
    if name == "partner":
        return None
    field = MODELS[kind]._meta.get_field(name)
    return canonical(field.get_default())  # type: ignore[union-attr]


def part_rows(name: str, rows: Iterable[list[Any]], offer: Offer | None = None) -> list[Model]:
    """Unsaved rows of a part of `offer`."""
    model, fields = PARTS[name]
    made = []
    for position, row in enumerate(rows):
        values = {
            field: model._meta.get_field(field).to_python(value)  # type: ignore[union-attr]
            for field, value in zip(fields, row, strict=True)
        }
        if any(field.name == "sort_order" for field in model._meta.concrete_fields):
            values["sort_order"] = position
        made.append(model(**values, **({"offer": offer} if offer else {})))
    return made


def put_plain(kind: str, record: Partner | Offer, values: Values) -> None:
    """Set the plain fields that `values` names, except whether the record is published."""
    for name in PLAIN[kind]:
        if name in values and name != "live":
            field = record._meta.get_field(name)
            setattr(record, name, field.to_python(values[name]))  # type: ignore[union-attr]


def town_only(address: Values) -> Values:
    """The values with nothing of the address but its town."""
    hidden = {"street": "", "postal_code": "", "latitude": None, "longitude": None}
    return address | {name: value for name, value in hidden.items() if name in address}
