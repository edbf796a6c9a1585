"""A migrated SQLite database, made once and copied for every test run.

Wagtail brings several hundred migrations, which take most of a minute on SQLite. The copy is
named by all that could make it differ: the locked packages and the project's own migrations.
"""

import hashlib
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


def _kept() -> Path:
    digest = hashlib.sha256((ROOT / "infra/requirements/development.lock").read_bytes())
    for package in ("network_core", "blocks", "search", "sites"):
        for path in sorted((ROOT / package).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return KEPT_IN / f"{digest.hexdigest()[:16]}.sqlite3"


def _used() -> Path:
    return Path(settings.DATA_DIR) / "tests.sqlite3"


def prepare() -> None:
    """Use a file below the scratch folder, filled with the kept copy if there is one."""
    connections["default"].settings_dict["TEST"]["NAME"] = str(_used())
    if _kept().exists():
        shutil.copyfile(_kept(), _used())


def keep() -> None:
    """Keep the freshly migrated database for the next run. Two runs at once do no harm."""
    kept = _kept()
    if kept.exists():
        return
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    for old in sorted(KEPT_IN.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-4]:
        old.unlink(missing_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(_used()) as source, sqlite3.connect(draft) as target:
        source.backup(target)
    draft.replace(kept)
