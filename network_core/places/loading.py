"""Reading postcodes in the GeoNames format: as GeoNames writes it, or as CSV with a heading."""

import csv
import io
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from network_core.kept import forget_everything
from network_core.places.distance import distance_km
from network_core.places.models import Place
from network_core.places.names import fold, fold_short

SHIPPED = Path(__file__).parent / "data" / "postcodes.csv"
LARGEST_FILE = 64 * 1024 * 1024
# https://download.geonames.org/export/zip/readme.txt: tab-separated, no heading.
GEONAMES_COLUMNS = (
    *("country_code", "zipcode", "place", "state", "state_code", "province", "province_code"),
    *("community", "community_code", "latitude", "longitude", "accuracy"),
)
NEEDED = {"zipcode", "place", "state_code", "community_code", "latitude", "longitude"}
_COMPANY = re.compile(
    r"\b(?:GmbH|mbH|AG|KG|KGaA|OHG|SE|eG|e\. ?V|a\. ?G|Bank|Sparkasse|Finanzamt|Versicherung)\b"
)


class PlacesError(ValueError):
    """A file that cannot be read as a whole; nothing of it was loaded."""


@dataclass(frozen=True)
class Line:
    """One row of the file."""

    postcode: str
    name: str
    state_code: str
    key: str
    district: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Loaded:
    """How many places are new, changed, and as they were; and which lines were left out."""

    new: int
    changed: int
    unchanged: int
    skipped: list[str]


@transaction.atomic
def load_places(path: Path = SHIPPED) -> Loaded:
    """Load all places of a file; those that are known already are brought up to date.

    The rows of postcodes that belong to big companies name the company instead of the place:
    where a postcode has a row with its real place, that one counts; a postcode that only companies
    have is kept under the name of the nearest place of its region, and marked.
    Raises `PlacesError` when something cannot be read, and then loads nothing.
    """
    lines, skipped = _read(path)
    wanted = {(place.postcode, place.name): place for place in _places(lines)}
    known = {(place.postcode, place.name): place for place in Place.objects.all()}
    new = [place for key, place in wanted.items() if key not in known]
    changed = []
    for key in wanted.keys() & known.keys():
        if _facts(wanted[key]) != _facts(known[key]):
            wanted[key].pk = known[key].pk
            changed.append(wanted[key])
    Place.objects.bulk_create(new, batch_size=1000)
    Place.objects.bulk_update(
        changed,
        ["folded", "folded_short", "key", "district", "latitude", "longitude", "is_bulk"],
        batch_size=500,
    )
    # Now for this transaction; afterwards for what others have read meanwhile.
    forget_everything()
    transaction.on_commit(forget_everything)
    return Loaded(len(new), len(changed), len(wanted) - len(new) - len(changed), skipped)


def _facts(place: Place) -> tuple[object, ...]:
    return (
        *(place.folded, place.folded_short, place.key, place.district),
        *(place.latitude, place.longitude, place.is_bulk),
    )


def _read(path: Path) -> tuple[list[Line], list[str]]:
    if not path.is_file():
        raise PlacesError(_("Diese Datei gibt es nicht."))
    if path.stat().st_size > LARGEST_FILE:
        raise PlacesError(_("Die Datei ist zu groß."))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlacesError(_("Die Datei ist nicht in UTF-8 gespeichert.")) from error
    first = text.split("\n", 1)[0]
    if "\t" in first:
        rows = csv.DictReader(
            io.StringIO(text), GEONAMES_COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE
        )
    else:
        rows = csv.DictReader(io.StringIO(text))
        if missing := NEEDED - set(rows.fieldnames or []):
            raise PlacesError(
                _("Es fehlen die Spalten %(names)s.") % {"names": ", ".join(sorted(missing))}
            )
    lines, skipped = [], []
    for row in rows:
        line = _line(row, rows.line_num)
        if line is None:
            skipped.append(
                _("Zeile %(number)d: %(postcode)s %(place)s liegt nicht in Deutschland.")
                % {"number": rows.line_num, "postcode": row["zipcode"], "place": row["place"]}
            )
        else:
            lines.append(line)
    return lines, skipped


def _line(row: dict[str, str | None], number: int) -> Line | None:
    """The row, or None for a place that has no German district (Jungholz has a German postcode)."""
    values = {name: (row.get(name) or "").strip() for name in NEEDED}
    country = (row.get("country_code") or "DE").strip()
    try:
        latitude, longitude = float(values["latitude"]), float(values["longitude"])
    except ValueError as error:
        raise PlacesError(
            _("Zeile %(number)d: Die Koordinaten sind keine Zahlen.") % {"number": number}
        ) from error
    if not (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and -90 <= latitude <= 90
        and -180 <= longitude <= 180
    ):
        raise PlacesError(
            _("Zeile %(number)d: Die Koordinaten gibt es auf der Erde nicht.") % {"number": number}
        )
    if not re.fullmatch(r"\d{5}", values["zipcode"], re.ASCII) or not values["place"]:
        raise PlacesError(_("Zeile %(number)d: Postleitzahl oder Ort fehlt.") % {"number": number})
    key = values["community_code"][:5]
    if country != "DE" or not re.fullmatch(r"\d{5}", key, re.ASCII):
        return None
    return Line(
        values["zipcode"],
        values["place"][:120],
        values["state_code"],
        key,
        (row.get("community") or "").strip()[:120],
        latitude,
        longitude,
    )


def _places(lines: list[Line]) -> list[Place]:
    """The places of all postcodes, without companies."""
    # GeoNames gives real places the letters of their Land (NI), and companies a number (06).
    has_letters = any(line.state_code.isalpha() for line in lines)
    by_postcode: dict[str, list[Line]] = defaultdict(list)
    real_ones: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_postcode[line.postcode].append(line)
        if _is_real(line, has_letters):
            real_ones[line.postcode].append(line)
    by_region: dict[str, list[Line]] = defaultdict(list)
    for found in real_ones.values():
        for line in found:
            by_region[line.postcode[:2]].append(line)
    places: list[Place] = []
    for postcode, found in by_postcode.items():
        if postcode in real_ones:
            places.extend(_place(line, line, is_bulk=False) for line in real_ones[postcode])
        elif neighbours := by_region[postcode[:2]]:
            company, town = min(
                ((company, town) for company in found for town in neighbours), key=_apart
            )
            places.append(_place(company, town, is_bulk=True))
    return places


def _is_real(line: Line, has_letters: bool) -> bool:
    return line.state_code.isalpha() if has_letters else _COMPANY.search(line.name) is None


def _apart(pair: tuple[Line, Line]) -> float:
    one, other = pair
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _place(at: Line, town: Line, *, is_bulk: bool) -> Place:
    return Place(
        postcode=at.postcode,
        name=town.name,
        folded=fold(town.name)[:130],
        folded_short=fold_short(town.name)[:130],
        key=town.key,
        district=town.district,
        latitude=at.latitude,
        longitude=at.longitude,
        is_bulk=is_bulk,
    )
