"""HSDS 3 as it lies in files: a folder with one list per kind of object, or a single file."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from network_core.opendata.importing.items import Problems

LARGEST_FILE = 64 * 1024 * 1024
MOST_OBJECTS = 50_000
LISTS = ("organizations", "services", "taxonomies", "taxonomy_terms")
# What only a service has; an organisation has none of it.
_OF_SERVICE = {
    *("organization", "organization_id", "service_at_locations", "schedules", "attributes"),
    *("eligibility_description", "fees_description", "application_process", "service_areas"),
}


@dataclass(frozen=True)
class Row:
    """One object of a list, with the words that a person finds it by."""

    place: str
    data: dict[str, Any]


@dataclass
class HsdsFiles:
    """The objects of all lists that were found. A list that is absent is not in `present`."""

    organizations: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id of a taxonomy term → its taxonomy and code."""
    present: set[str] = field(default_factory=set)


def folder_of(path: Path, network: str) -> Path:
    """`path` itself, or the folder of the network in a folder that has one for each."""
    own = path / network
    has_lists = any((path / f"{name}.json").is_file() for name in ("organizations", "services"))
    return own if own.is_dir() and not has_lists else path


def read_files(path: Path, problems: Problems) -> HsdsFiles:
    """Everything that `path` holds; what cannot be read is noted as an error.

    The taxonomy may also lie in the folder above, beside the folders of several networks.
    """
    found = HsdsFiles()
    if path.is_dir():
        for name in LISTS:
            places = [path / f"{name}.json"]
            if name.startswith("taxonom"):
                places.append(path.parent / f"{name}.json")
            existing = next((place for place in places if place.is_file()), None)
            if existing is not None:
                _add(found, name, existing.name, _objects(existing, name, problems), problems)
        if not found.present & {"organizations", "services"}:
            problems.error(
                path.name,
                "",
                _("In diesem Ordner liegt weder organizations.json noch services.json."),
            )
    elif path.is_file():
        _add_single(found, path, problems)
    else:
        problems.error(path.name, "", _("Diese Datei gibt es nicht."))
    return found


def _add_single(found: HsdsFiles, path: Path, problems: Problems) -> None:
    content = _json(path, problems)
    if isinstance(content, dict) and any(name in content for name in LISTS):
        for name in LISTS:
            if name in content:
                objects = _list(content[name], path.name, name, problems)
                _add(found, name, path.name, objects, problems)
        return
    objects = _list(content, path.name, "", problems)
    stem = path.stem.casefold()
    named = next((name for name in LISTS if stem.startswith(name[:-1].rstrip("e"))), None)
    if named is None:
        is_service = any(isinstance(o, dict) and _OF_SERVICE & o.keys() for o in objects)
        named = "services" if is_service else "organizations"
    _add(found, named, path.name, objects, problems)


def _objects(path: Path, name: str, problems: Problems) -> list[Any]:
    return _list(_json(path, problems), path.name, name, problems)


def _json(path: Path, problems: Problems) -> Any:
    if path.stat().st_size > LARGEST_FILE:
        problems.error(
            path.name,
            "",
            _("Die Datei ist zu groß: höchstens %(size)d MB.") % {"size": LARGEST_FILE // 2**20},
        )
        return []
    try:
        # From bytes: Python then finds UTF-8 with or without BOM, UTF-16 and UTF-32 by itself.
        return json.loads(path.read_bytes(), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        message = _("Die Datei ist nicht in UTF-8 gespeichert, wie JSON es verlangt.")
    except json.JSONDecodeError as error:
        message = _("Kein gültiges JSON: Zeile %(line)d, Spalte %(column)d.") % {
            "line": error.lineno,
            "column": error.colno,
        }
    except RecursionError:
        message = _("Die Datei ist zu tief verschachtelt.")
    except ValueError as error:
        message = str(error)
    problems.error(path.name, "", message)
    return []


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(_("Kein gültiges JSON: %(name)s ist keine Zahl.") % {"name": name})


def _list(content: Any, file: str, name: str, problems: Problems) -> list[Any]:
    """The list itself, one page of an API, or a single object."""
    if isinstance(content, dict):
        content = content.get("contents", [content])
    if not isinstance(content, list):
        problems.error(file, name, _("Hier muss eine Liste stehen."))
        return []
    if len(content) > MOST_OBJECTS:
        problems.error(
            file,
            name,
            _("Das sind zu viele Einträge: höchstens %(count)d.") % {"count": MOST_OBJECTS},
        )
        return []
    return content


def _add(found: HsdsFiles, name: str, file: str, objects: list[Any], problems: Problems) -> None:
    found.present.add(name)
    for number, data in enumerate(objects, start=1):
        place = _("%(file)s, Eintrag %(number)d") % {"file": file, "number": number}
        if not isinstance(data, dict):
            problems.error(place, "", _("Hier muss ein Objekt stehen."))
            continue
        label = data.get("slug") or data.get("name") or data.get("id")
        if isinstance(label, str) and label:
            place = f"{place} ({label[:80]})"
        if name == "organizations":
            found.organizations.append(Row(place, data))
        elif name == "services":
            found.services.append(Row(place, data))
        elif name == "taxonomy_terms" and isinstance(data.get("id"), str):
            found.terms[data["id"]] = term_of(data)


def term_of(data: dict[str, Any]) -> tuple[str, str]:
    """Taxonomy and code of a taxonomy term."""
    detail = data.get("taxonomy_detail")
    taxonomy = data.get("taxonomy") or (detail.get("name") if isinstance(detail, dict) else "")
    code = data.get("code") or data.get("name") or ""
    return (
        taxonomy if isinstance(taxonomy, str) else "",
        code if isinstance(code, str) else "",
    )
