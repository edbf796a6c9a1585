"""A migrated SQLite database, made once and copied for every test run.

Wagtail brings several hundred migrations, which take most of a minute on SQLite. What a copy was
made from is written beside it: one that was made from a part of today's migrations only needs the
rest of them.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
KEPT_IN = ROOT / "var" / "test-databases"


def is_sqlite() -> bool:
    """Whether the tests run on SQLite."""
    return "sqlite" in settings.DATABASES["default"]["ENGINE"]


def _parts() -> dict[str, str]:
    """All that could make the database differ: other people's apps, and our own migrations."""
    lock = (ROOT / "infra/requirements/development.lock").read_text("utf-8")
    apps = [line for line in lock.splitlines() if line.startswith(("django", "wagtail"))]
    parts = {"apps": hashlib.sha256("\n".join(apps).encode()).hexdigest()}
    for package in ("network_core", "blocks", "search", "sites"):
        for path in sorted((ROOT / package).rglob("migrations/*.py")):
            name = str(path.relative_to(ROOT))
            parts[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return parts


def _kept(parts: dict[str, str]) -> Path:
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return KEPT_IN / f"{digest[:16]}.sqlite3"


def _best_copy(parts: dict[str, str]) -> Path | None:
    """The copy that was made from most of the parts and from nothing else."""
    best, size = None, 0
    for note in KEPT_IN.glob("*.json"):
        made_from = json.loads(note.read_text("utf-8"))
        copy = note.with_suffix(".sqlite3")
        if made_from.items() <= parts.items() and len(made_from) > size and copy.exists():
            best, size = copy, len(made_from)
    return best


def _used() -> Path:
    return Path(settings.DATA_DIR) / "tests.sqlite3"


def prepare() -> None:
    """Use a file below the scratch folder, filled with the best kept copy if there is one."""
    connections["default"].settings_dict["TEST"]["NAME"] = str(_used())
    copy = _best_copy(_parts())
    if copy is not None:
        shutil.copyfile(copy, _used())


def keep() -> None:
    """Keep the freshly migrated database for the next run. Two runs at once do no harm."""
    parts = _parts()
    kept = _kept(parts)
    if kept.exists():
        return
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    for old in sorted(KEPT_IN.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-8]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(_used()) as source, sqlite3.connect(draft) as target:
        source.backup(target)
    draft.replace(kept)
    note = kept.with_suffix(f".{os.getpid()}.note")
    note.write_text(json.dumps(parts), "utf-8")
    note.replace(kept.with_suffix(".json"))
