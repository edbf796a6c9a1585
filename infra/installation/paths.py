"""Where things lie in the project."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
ASSETS_VENV = ROOT / ".venv-assets"
LOCKS = ROOT / "infra" / "requirements"
ASSETS = ROOT / "infra" / "assets"
DIST = ASSETS / "dist"


def data_dir() -> Path:
    """Return the folder of the run-time data, as the settings see it."""
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
