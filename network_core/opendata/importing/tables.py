"""Rows of the tables that people fill in → items."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from network_core.directory.models import Membership, Partner
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.networks.regions import normalise_region_key
from network_core.opendata.importing import values
from network_core.opendata.importing.columns import COLUMNS, SHEETS, ColumnSpec, heading_key
from network_core.opendata.importing.costs import cost_of, note_beyond
from network_core.opendata.importing.fields import Fields
from network_core.opendata.importing.items import Item, Problems, Values
from network_core.opendata.importing.records import ordered
from network_core.opendata.importing.schedules import day_rows
from network_core.opendata.importing.table_files import Table, read_tables
from network_core.opendata.importing.terms import TermMap
from network_core.tenancy.spreadsheets import without_guard

_YES, _NO = (
    {"ja", "j", "yes", "x", "1", "wahr", "true"},
    {"nein", "n", "no", "0", "falsch", "false"},
)
_DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_DAY = re.compile(r"(mo|di|mi|do|fr|sa|so)[a-zäöü]*\.?", re.IGNORECASE)
_SPAN = re.compile(
    r"(?P<days>[a-zäöü.,/\s–-]+?)\s*(?P<opens>\d{1,2}[:.]\d{2})\s*(?:Uhr)?\s*(?:-|–|bis)\s*"
    r"(?P<closes>\d{1,2}[:.]\d{2})\s*(?:Uhr)?",
    re.IGNORECASE,
)


def read_table_items(
    content: bytes, network: Network, terms: TermMap, problems: Problems
) -> tuple[list[Item], set[str]]:
    """The items of a CSV or XLSX file, partners first, and the kinds that it has tables of."""
    items: dict[str, list[Item]] = {"partner": [], "offer": []}
    kinds = set()
    for table in read_tables(content, problems):
        kind = _kind_of(table)
        if kind is None:
            if not table.name:
                problems.error(
                    table.place(1),
                    "",
                    _("In der ersten Zeile fehlen die Überschriften der Vorlage: Name oder Titel."),
                )
            continue
        columns = _columns(kind, table, problems)
        if columns is None:
            continue
        kinds.add(kind)
        for line, cells in table.rows:
            data = {
                column.name: without_guard(cell) if isinstance(cell, str) else cell
                for column, cell in zip(columns, cells, strict=False)
                if column is not None
            }
            present = {column.name for column in columns if column is not None}
            headings = {c.name: str(c.heading) for c in COLUMNS[kind]}
            row = _Row(table.place(line), data, problems, headings, present)
            read = _partner if kind == "partner" else _offer
            items[kind].append(read(row, network, terms))
    if not kinds and not problems.errors:
        names = " oder ".join(f"„{name}“" for name in SHEETS.values())
        problems.error(
            "", "", _("Kein Blatt hat die Überschriften der Vorlage %(names)s.") % {"names": names}
        )
    return [*items["partner"], *items["offer"]], kinds


class _Row(Fields):
    """A row whose fields are named by the headings of their columns."""

    def __init__(
        self,
        row: str,
        data: dict[str, Any],
        problems: Problems,
        headings: dict[str, str],
        present: set[str],
    ) -> None:
        super().__init__(row, data, problems)
        self.headings = headings
        self.present = present

    def where(self, name: str) -> str:
        """The heading."""
        return self.headings.get(name, name)

    def has(self, name: str) -> bool:
        """Whether the table has the column, filled or not."""
        return name in self.present

    def parts(self, name: str) -> list[str]:
        """The entries of a cell, which stand between semicolons or on lines of their own."""
        text = self.text(name, multiline=True)
        return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]

    def yes(self, name: str, *, otherwise: bool) -> bool:
        """Ja or Nein."""
        value = self.data.get(name)
        if isinstance(value, bool):
            return value
        text = self.text(name).casefold()
        if text not in {"", *_YES, *_NO}:
            self.error(name, _("Bitte Ja oder Nein schreiben."))
        return text in _YES if text else otherwise


def _kind_of(table: Table) -> str | None:
    keys = {heading_key(heading) for heading in table.headings}
    for kind, needed in (("offer", "titel"), ("partner", "name")):
        if needed in keys and "kennung" in keys:
            return kind
    if "kennung" not in keys and keys & {"titel", "name"} and not table.name:
        return "offer" if "titel" in keys else "partner"
    return None


def _columns(kind: str, table: Table, problems: Problems) -> list[ColumnSpec | None] | None:
    """The column of each heading; None for the table when its headings are wrong."""
    known = {column.key: column for column in COLUMNS[kind]}
    found: list[ColumnSpec | None] = []
    for heading in table.headings:
        column = known.get(heading_key(heading))
        if column is None and heading.strip():
            problems.hint(
                table.place(1),
                heading[:60],
                _("Diese Spalte ist nicht bekannt und wird ausgelassen."),
            )
        if column is not None and column in found:
            problems.error(table.place(1), heading[:60], _("Diese Spalte steht zweimal da."))
            return None
        found.append(column)
    missing = [c for c in COLUMNS[kind] if c.is_needed and c not in found]
    for column in missing:
        problems.error(table.place(1), str(column.heading), _("Diese Spalte fehlt."))
    return None if missing else found


def _item(kind: str, row: _Row, found: Values) -> Item:
    foreign_id = row.text("id")
    if not foreign_id:
        row.error("id", _("Die Kennung fehlt."))
    elif len(foreign_id) > 200:
        row.error("id", _("Die Kennung ist zu lang."))
    if foreign_id:
        row.row = f"{row.row} ({foreign_id[:40]})"
    return Item(
        kind=kind,
        foreign_id=foreign_id,
        row=row.row,
        slug=row.text("slug"),
        values=found,
        id_field=row.where("id"),
    )


def _put_texts(found: Values, row: _Row, names: tuple[str, ...]) -> None:
    for name in names:
        if row.has(name):
            found[name] = row.text(name, multiline=name not in ("name", "title", "hours_note"))


def _partner(row: _Row, network: Network, terms: TermMap) -> Item:
    found: Values = {}
    _put_texts(found, row, ("name", "summary", "description"))
    found.update(_address(row))
    for name in ("phone", "email"):
        if row.has(name):
            found[name] = row.text(name)
    if row.has("website"):
        found["website"] = row.read("website", values.web_address, "")
    if row.has("kind"):
        found["kind"] = _choice(row, "kind", Partner.Kind, "other")
    if row.has("role") and row.text("role"):
        found["memberships"] = [[network.slug, _choice(row, "role", Membership.Role, "member")]]
    found["live"] = row.yes("live", otherwise=True)
    return _item("partner", row, found)


def _choice(row: _Row, name: str, choices: Any, otherwise: str) -> str:
    text = row.text(name)
    for value, label in choices.choices:
        if text.casefold() in (value.casefold(), str(label).casefold()):
            return str(value)
    if text:
        names = ", ".join(str(label) for label in choices.labels)
        row.error(
            name,
            _("„%(text)s“ gibt es nicht. Erlaubt: %(names)s.")
            % {"text": text[:40], "names": names},
        )
    return otherwise


def _address(row: _Row) -> Values:
    found: Values = {}
    for name in ("street", "city"):
        if row.has(name):
            found[name] = row.text(name)
    if row.has("postal_code"):
        found["postal_code"] = row.read("postal_code", values.postcode, "")
    for name in ("latitude", "longitude"):
        if row.has(name):
            found[name] = row.read(name, values.number, None)
    return found


def _offer(row: _Row, network: Network, terms: TermMap) -> Item:
    found: Values = {}
    _put_texts(found, row, ("title", "summary", "eligibility", "documents", "steps", "hours_note"))
    if row.has("description"):
        summary = row.text("summary", multiline=True)
        found["description"] = row.read(
            "description", lambda v: values.rich_text(v, without=summary), ""
        )
    if row.has("cost_note"):
        note = row.text("cost_note")
        found["cost_kind"] = cost_of(note)
        found["cost_note"] = note_beyond(note, found["cost_kind"])
    if row.has("city"):
        found["places"] = _places(row)
    if row.has("hours"):
        none: list[list[Any]] = []
        found["hours"] = row.read("hours", _hours, none)
    if {"phone", "email", "website"} & row.present:
        found["contacts"] = _contacts(row)
    if row.has("languages"):
        codes = {part.lower() for part in re.split(r"[;,\s]+", row.text("languages")) if part}
        found["spoken_languages"] = [[code] for code in sorted(codes)]
    if row.has("areas"):
        found["service_areas"] = _areas(row)
    for name in ("nationwide", "is_online"):
        if row.has(name):
            found[name] = row.yes(name, otherwise=False)
    for scheme, name in SCHEME_FIELDS.items():
        if row.has(name):
            found[name] = _terms(row, name, scheme, terms)
    for name in ("valid_from", "valid_until"):
        if row.has(name):
            day = row.read(name, values.day, None)
            found[name] = day.isoformat() if day else None
    found["live"] = row.yes("live", otherwise=True)
    item = _item("offer", row, found)
    item.partner_id = row.text("partner") or None
    item.assured_on = row.read("assured_on", values.day, None)
    if item.assured_on and item.assured_on > timezone.localdate():
        row.error("assured_on", _("Dieser Tag liegt in der Zukunft."))
    item.hides_address = any(place[-1] for place in found.get("places", []))
    return item


def _places(row: _Row) -> list[list[Any]]:
    """The one place of a row. Without „Geschützter Ort“ a place without coordinates is public."""
    address = {"street": "", "postal_code": "", "latitude": None, "longitude": None} | _address(row)
    name, access = row.text("place_name"), row.text("accessibility", multiline=True)
    is_protected = row.yes("is_protected", otherwise=False) or values.says_protected(name)
    if not address["city"]:
        if any([name, access, is_protected, *address.values()]):
            row.error("city", _("Zu diesem Ort fehlt die Stadt oder Gemeinde."))
        return []
    if is_protected:
        return [["", "", "", address["city"], None, None, access, True]]
    place = [address[n] for n in ("street", "postal_code", "city", "latitude", "longitude")]
    return [[name, *place, access, False]]


def _contacts(row: _Row) -> list[list[str]]:
    website = row.read("website", values.web_address, "")
    found = [
        ["phone", row.text("phone"), ""],
        ["email", row.text("email"), ""],
        ["web", website, ""],
    ]
    return [contact for contact in found if contact[1]]


def _areas(row: _Row) -> list[list[str]]:
    found = set()
    for part in re.split(r"[;,\s]+", row.text("areas")):
        if part:
            try:
                found.add((normalise_region_key(part), ""))
            except ValidationError as error:
                row.error("areas", " ".join(error.messages))
    return ordered("service_areas", [list(area) for area in found])


def _terms(row: _Row, name: str, scheme: str, terms: TermMap) -> list[str]:
    found = set()
    for part in row.parts(name):
        try:
            term = terms.find(scheme, part)
        except LookupError:
            row.error(name, _("Den Begriff „%(term)s“ gibt es hier nicht.") % {"term": part[:80]})
            continue
        if term is not None and term[0] == scheme:
            found.add(term[1])
    return sorted(found)


def _hours(value: Any) -> list[list[Any]]:
    """„Mo-Fr 08:30-12:00; Do 14:00-17:00“ as rows of opening hours."""
    found: list[list[Any]] = []
    for part in re.split(r"[;\n]", values.text(value, multiline=True)):
        if not part.strip():
            continue
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise ValueError(
                _("„%(part)s“ ist nicht zu verstehen. Bitte wie Mo-Fr 08:30-12:00 schreiben.")
                % {"part": part.strip()[:60]}
            )
        opens, closes = values.clock(match["opens"]), values.clock(match["closes"])
        for weekday in _weekdays(match["days"]):
            found.extend(day_rows(weekday, opens, closes, [None, None]))
    return ordered("hours", found)


def _weekdays(text: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,/]|\bund\b", text):
        ends = [piece.strip() for piece in re.split(r"-|–|\bbis\b", part.strip())]
        days = [_DAY.fullmatch(end) for end in ends]
        if len(days) > 2 or not all(days):
            raise ValueError(_("„%(text)s“ sind keine Wochentage.") % {"text": text.strip()[:40]})
        first, last = (_DAYS.index(day[1].lower()) for day in (days[0], days[-1]) if day)
        found.extend(
            range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
        )
    return found
