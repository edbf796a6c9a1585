"""HSDS 3 JSON → items. Which field becomes what is told in docs/import-export.md."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from network_core.directory.models import Partner
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.opendata.importing import values
from network_core.opendata.importing.areas import area_of
from network_core.opendata.importing.costs import cost_of, note_beyond
from network_core.opendata.importing.fields import Fields
from network_core.opendata.importing.hsds_files import Row, read_files, term_of
from network_core.opendata.importing.hsds_places import partner_address, place_of
from network_core.opendata.importing.items import Item, Problems, Values
from network_core.opendata.importing.records import TERM_FIELDS, ordered
from network_core.opendata.importing.schedules import NotWeeklyError, weekly_rows
from network_core.opendata.importing.terms import TermMap

# The values of the extension `kind`, which HSDS itself does not have; our own are taken as well.
PARTNER_KINDS = {
    "freier_traeger": Partner.Kind.ASSOCIATION,
    "initiative": Partner.Kind.ASSOCIATION,
    "kommunal": Partner.Kind.MUNICIPALITY,
    "wohlfahrtsverband": Partner.Kind.WELFARE,
    "bildungstraeger": Partner.Kind.EDUCATION,
    "unternehmen": Partner.Kind.COMPANY,
    "jobcenter": Partner.Kind.JOBCENTER,
    "politik_verwaltung": Partner.Kind.STATE,
}
MEMBER_ROLES = {"coordination", "member", "ally"}
"""`Membership.Role`, as the source writes it."""


def read_hsds(path: Path, terms: TermMap, problems: Problems) -> tuple[list[Item], set[str]]:
    """The items of a file or folder, partners first, and the kinds that the source has lists of."""
    files = read_files(path, problems)
    partners = [_partner(row, problems) for row in files.organizations]
    known = {item.foreign_id for item in partners}
    offers = []
    for row in files.services:
        offer = _offer(row, files.terms, terms, problems)
        offers.append(offer)
        named = row.data.get("organization")
        if not isinstance(named, dict) or not named.get("name"):
            continue
        if offer.partner_id and offer.partner_id not in known:
            known.add(offer.partner_id)
            partners.append(_partner(Row(row.place, named), problems, is_complete=False))
    kinds = {"organizations": "partner", "services": "offer"}
    return [*partners, *offers], {kinds[name] for name in files.present if name in kinds}


def _partner(row: Row, problems: Problems, *, is_complete: bool = True) -> Item:
    fields = Fields(row.place, row.data, problems)
    found: Values = {"name": fields.text("name"), "live": True}
    _put_texts(found, fields, {"summary": "summary", "description": "description"})
    found.update(partner_address(fields))
    if "kind" in fields:
        kind = fields.text("kind")
        found["kind"] = PARTNER_KINDS.get(kind, kind)
        if found["kind"] not in Partner.Kind.values:
            fields.hint("kind", _("Diese Art gibt es hier nicht; sie wird zu „Sonstige“."))
            found["kind"] = Partner.Kind.OTHER
        found["kind"] = str(found["kind"])
    if "phones" in fields:
        numbers = [phone.text("number") for phone in fields.objects("phones")]
        found["phone"] = numbers[0] if numbers else ""
        if len(numbers) > 1:
            fields.hint("phones", _("Nur die erste Telefonnummer wird übernommen."))
    if "email" in fields:
        found["email"] = fields.text("email")
    if "website" in fields or "url" in fields:
        found["website"] = fields.read(
            "website" if "website" in fields else "url", values.web_address, ""
        )
    if "memberships" in fields:
        found["memberships"] = sorted(_memberships(fields))
    if "translations" in fields:
        found["translations"] = _translations(fields, {"summary": "summary"})
    item = _item("partner", fields, found, is_complete=is_complete)
    if is_complete:
        fields.hint_unread()
    return item


def _offer(
    row: Row, known_terms: dict[str, tuple[str, str]], terms: TermMap, problems: Problems
) -> Item:
    fields = Fields(row.place, row.data, problems)
    found: Values = {"title": fields.text("name")}
    summary = fields.text("summary")
    if "summary" in fields:
        found["summary"] = summary
    if "description" in fields:
        found["description"] = fields.read(
            "description", lambda value: values.rich_text(value, without=summary), ""
        )
    _put_texts(
        found,
        fields,
        {
            "eligibility": "eligibility_description",
            "steps": "application_process",
        },
    )
    if "required_documents" in fields:
        papers = [
            paper.text("document") or paper.text("name")
            for paper in fields.objects("required_documents")
        ]
        found["documents"] = "\n".join(paper for paper in papers if paper)
    if "fees_description" in fields or "cost_options" in fields:
        found["cost_kind"], found["cost_note"] = _costs(fields)
    expires_on = fields.read("expires_on", values.day, None)
    found["valid_until"] = expires_on.isoformat() if expires_on else None
    found["live"] = _is_live(fields, expires_on is not None and expires_on < timezone.localdate())
    found["contacts"] = _contacts(fields)
    _put_places(found, fields)
    _put_hours(found, fields)
    if "languages" in fields:
        codes = {_language(language) for language in fields.objects("languages")}
        found["spoken_languages"] = [[code] for code in sorted(codes - {""})]
    if "service_areas" in fields:
        areas = [area_of(area) for area in fields.objects("service_areas")]
        found["nationwide"] = any(area == "" for area in areas)
        rows = {(area, "") for area in areas if area}
        found["service_areas"] = ordered("service_areas", [list(row) for row in rows])
    if "attributes" in fields:
        found.update(_terms(fields, known_terms, terms))
    if "translations" in fields:
        found["translations"] = _translations(
            fields, {"name": "title", "summary": "summary", "eligibility": "eligibility"}
        )
    item = _item("offer", fields, found, is_complete=True)
    organization = fields.inner("organization")
    item.partner_id = fields.text("organization_id") or organization.text("id") or None
    item.assured_on = fields.read("assured_date", values.day, None)
    if item.assured_on and item.assured_on > timezone.localdate():
        fields.hint("assured_date", _("Dieser Tag liegt in der Zukunft und wird nicht übernommen."))
        item.assured_on = None
    item.hides_address = any(place[-1] for place in found.get("places", []))
    fields.hint_unread()
    return item


def _item(kind: str, fields: Fields, found: Values, *, is_complete: bool) -> Item:
    foreign_id, slug = fields.text("id"), fields.text("slug")
    if not foreign_id:
        fields.error("id", _("Die Kennung fehlt."))
    elif len(foreign_id) > 200:
        fields.error("id", _("Die Kennung ist zu lang."))
    return Item(
        kind=kind,
        foreign_id=foreign_id,
        row=fields.row,
        slug=slug,
        values=found,
        is_complete=is_complete,
    )


def _put_texts(found: Values, fields: Fields, names: dict[str, str]) -> None:
    for ours, theirs in names.items():
        if theirs in fields:
            found[ours] = fields.text(theirs, multiline=True)


def _is_live(fields: Fields, is_over: bool) -> bool:
    """What is inactive is not published; what has simply ended may stay and say so."""
    status = fields.text("status") or "active"
    if status not in ("active", "inactive", "defunct", "temporarily closed"):
        fields.hint("status", _("Dieser Zustand ist nicht bekannt; er gilt als „inactive“."))
    return status == "active" or (status == "inactive" and is_over)


def _costs(fields: Fields) -> tuple[str, str]:
    notes = [fields.text("fees_description")]
    amounts = []
    for option in fields.objects("cost_options"):
        amount = option.read("amount", values.number, None)
        parts = [option.text("option")]
        if amount is not None:
            amounts.append(amount)
            currency = option.text("currency").upper()
            sign = "€" if currency in ("", "EUR") else currency
            parts.append(f"{amount:.2f}".replace(".", ",").removesuffix(",00") + f" {sign}")
        parts.append(option.text("amount_description"))
        notes.append(" ".join(part for part in parts if part))
    note = "; ".join(note for note in notes if note)
    kind = cost_of(note)
    if kind == "unknown" and amounts:
        kind = "free" if not any(amounts) else "paid"
    if amounts and not any(amounts) and not notes[0]:
        kind = "free"
    return kind, note_beyond(note, kind)


def _contacts(fields: Fields) -> list[list[Any]]:
    rows = []
    for phone in fields.objects("phones"):
        number = phone.text("number")
        extension = phone.text("extension")
        if number:
            label = phone.text("description")
            rows.append(["phone", f"{number}-{extension}" if extension else number, label])
    if "email" in fields:
        rows.append(["email", fields.text("email"), ""])
    if "url" in fields:
        rows.append(["web", fields.read("url", values.web_address, ""), ""])
    if "contacts" in fields:
        fields.hint("contacts", _("Namen von Personen werden nicht übernommen."))
    return [row for row in rows if row[1]]


def _put_places(found: Values, fields: Fields) -> None:
    if "service_at_locations" not in fields:
        return
    accessibility = fields.text("accessibility_description", multiline=True)
    places = []
    found["is_online"] = False
    for stop in fields.objects("service_at_locations"):
        location = stop.inner("location")
        place = place_of(location, accessibility)
        if place is not None:
            places.append(place)
        elif location.text("location_type") == "virtual":
            found["is_online"] = True
    found["places"] = places


def _put_hours(found: Values, fields: Fields) -> None:
    rows: list[list[Any]] = []
    remarks: list[str] = []
    schedules = [*fields.objects("schedules")]
    for stop in fields.objects("service_at_locations"):
        schedules.extend(stop.objects("schedules"))
    for schedule in schedules:
        try:
            rows.extend(weekly_rows(schedule.data))
        except NotWeeklyError as reason:
            schedule.hint("", str(reason))
            remarks.append(schedule.text("description"))
        except ValueError as error:
            schedule.error("", str(error))
    unique = [list(row) for row in dict.fromkeys(tuple(row) for row in rows)]
    found["hours"] = ordered("hours", unique)
    found["hours_note"] = "; ".join(dict.fromkeys(remark for remark in remarks if remark))


def _language(language: Fields) -> str:
    code = language.text("code").lower().split("-")[0]
    if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
        language.hint("code", _("Eine Sprache ohne Kürzel nach ISO 639 wird nicht übernommen."))
        return ""
    return code


def _terms(
    fields: Fields, known_terms: dict[str, tuple[str, str]], terms: TermMap
) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {name: set() for name in TERM_FIELDS}
    for attribute in fields.objects("attributes"):
        term = attribute.inner("taxonomy_term")
        term_id = term.text("id") or attribute.text("taxonomy_term_id")
        taxonomy, code = term_of(term.data)
        if not code:
            taxonomy, code = known_terms.get(term_id, ("", ""))
        if not code:
            attribute.error("taxonomy_term", _("Der Begriff hat kein Kürzel."))
            continue
        try:
            target = terms.find(taxonomy, code, term.text("name"))
        except LookupError:
            attribute.problems.error(
                attribute.row,
                "attributes.taxonomy_term",
                _(
                    "Den Begriff „%(code)s“ (%(taxonomy)s) gibt es hier nicht. Bitte in der "
                    "Zuordnungsdatei angeben, was er bedeutet."
                )
                % {"code": code[:80], "taxonomy": taxonomy[:40] or "–"},
            )
            continue
        if target is not None:
            found[SCHEME_FIELDS[target[0]]].add(target[1])
    return {name: sorted(slugs) for name, slugs in found.items()}


def _memberships(fields: Fields) -> list[list[str]]:
    found = []
    for membership in fields.objects("memberships"):
        network, role = membership.text("network"), membership.text("role") or "member"
        if role not in MEMBER_ROLES:
            membership.error("role", _("Diese Rolle gibt es nicht."))
        elif network:
            found.append([network, role])
    return found


def _translations(fields: Fields, names: dict[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    offered = dict(settings.LANGUAGES)
    for translation in fields.objects("translations"):
        language = translation.text("language")
        if language == settings.LANGUAGE_CODE or language not in offered:
            translation.hint("language", _("Texte in dieser Sprache werden nicht übernommen."))
            continue
        found[language] = {
            ours: translation.text(theirs, multiline=True)
            for theirs, ours in names.items()
            if theirs in translation
        }
    return found
