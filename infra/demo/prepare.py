"""Prepares the demo's data: database, content, logins, static files, search index.

Every step may be repeated: what is there stays, and what was edited is never overwritten.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import django
from django.core.management import call_command

from infra.demo import port as ports
from infra.demo import state
from infra.installation import assets, fingerprint
from infra.installation.paths import LOCKS, ROOT, data_dir
from infra.installation.progress import Step

# Folders of the project's own apps that hold static files, besides the built ones.
STATIC_SOURCES = ("blocks", "network_core", "search", "sites")


def prepare(port: int) -> None:
    """Bring the demo's data to the state that this code needs."""
    wanted = state.wanted(port)
    database = state.database_file()
    is_new = database is not None and not database.exists()
    if is_new:
        # An index of other data would answer with what no longer exists.
        shutil.rmtree(state.index_folder(), ignore_errors=True)
    (data_dir() / "mail").mkdir(parents=True, exist_ok=True)
    with Step("Preparing the database"):
        call_command("migrate", interactive=False, verbosity=0)
    with Step("Loading the taxonomy"):
        call_command("load_taxonomy")
    with Step("Creating the five networks with their content"):
        call_command("create_network", all=True)
        call_command("set_site_ports", str(port))
    with Step("Creating the logins of the demo"):
        logins = io.StringIO()
        call_command("create_demo_users", stdout=logins)
        (data_dir() / "logins.txt").write_text(logins.getvalue(), encoding="utf-8")
    _collect_static_files()
    if not state.has_index():
        with Step("Building the search index"):
            call_command("search_index")
    fingerprint.write(state.prepared_stamp(), wanted)


def _collect_static_files() -> None:
    folders = sorted(
        folder
        for source in STATIC_SOURCES
        for folder in (ROOT / source).rglob("static")
        if folder.is_dir()
    )
    wanted = fingerprint.of([LOCKS / "product.lock", assets.STAMP, *folders])
    manifest = data_dir() / "static" / "staticfiles.json"
    if manifest.exists() and fingerprint.matches(state.static_stamp(), wanted):
        return
    with Step("Collecting and compressing the static files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    fingerprint.write(state.static_stamp(), wanted)


def main() -> None:
    """Prepare the demo for the port that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings.demo")
    sys.path.insert(0, str(Path.cwd()))
    django.setup()
    prepare(ports.chosen())


if __name__ == "__main__":
    main()
