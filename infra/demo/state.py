"""What the demo remembers between two starts, below the data folder."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from infra.installation import assets, fingerprint
from infra.installation.paths import LOCKS, ROOT, data_dir
from infra.installation.problem import SetupError

# Whatever may change what preparing the demo does or needs.
SOURCES = ("blocks", "infra/demo", "infra/settings", "network_core", "search", "sites")
# What `make demo-reset` removes: only what the demo itself made.
MADE = ("index", "media", "mail", "static", "log", "state", "logins.txt")


def wanted(port: int) -> str:
    """Return the fingerprint of everything that the prepared demo rests on."""
    return fingerprint.of(
        [
            *(ROOT / source for source in SOURCES),
            LOCKS / "product.lock",
            assets.STAMP,
            f"port {port}",
            f"database {os.environ.get('DATABASE_URL', '')}",
            f"index {os.environ.get('SEARCH_INDEX_DIR', '')}",
        ]
    )


def prepared_stamp() -> Path:
    """Return the file that remembers for which fingerprint the demo was prepared."""
    return data_dir() / "state" / "prepared"


def static_stamp() -> Path:
    """Return the file that remembers which static files were collected."""
    return data_dir() / "state" / "static"


def database_file() -> Path | None:
    """Return the SQLite file of the demo; None when `DATABASE_URL` names another database."""
    if os.environ.get("DATABASE_URL"):
        return None
    return data_dir() / "demo.sqlite3"


def index_folder() -> Path:
    """Return the folder of the embedded search index."""
    return Path(os.environ.get("SEARCH_INDEX_DIR") or data_dir() / "index")


def has_index() -> bool:
    """Say whether a search index is there."""
    return index_folder().is_dir() and any(index_folder().iterdir())


def is_prepared(port: int) -> bool:
    """Say whether the demo can be served as it is."""
    database = database_file()
    return (
        (database is None or database.exists())
        and has_index()
        and (data_dir() / "static" / "staticfiles.json").exists()
        and fingerprint.matches(prepared_stamp(), wanted(port))
    )


def hold() -> int:
    """Claim the data folder for this process and the server it becomes.

    Raises `SetupError` while another demo uses it: two would fight over the addresses of the sites.
    """
    folder = data_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        claim = os.open(folder / "demo.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise SetupError(f"The data folder {folder} cannot be written to: {error}.") from error
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        text = os.read(claim, 20).decode("ascii", "replace").strip()
        where = f" on port {text}" if text else ""
        raise SetupError(
            f"The demo of this folder is already running{where}; stop it first (Ctrl+C),"
            " or give the second one a folder of its own: DATA_DIR=/some/folder make demo"
        ) from error
    os.ftruncate(claim, 0)
    os.set_inheritable(claim, True)
    return claim


def note_port(claim: int, port: int) -> None:
    """Write down, for whoever is turned away, where the demo runs."""
    os.pwrite(claim, f"{port}\n".encode(), 0)


def remove() -> None:
    """Delete everything that the demo made: database, index, uploads, mails, logs."""
    folder = data_dir()
    for name in MADE:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for file in folder.glob("demo.sqlite3*"):
        file.unlink()
    if not os.environ.get("SEARCH_INDEX_DIR"):
        return
    shutil.rmtree(index_folder(), ignore_errors=True)
