"""What the machine must have before any work starts."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from infra.installation.paths import ROOT
from infra.installation.problem import SetupError

MINIMUM_PYTHON = (3, 11)
# Measured: 0.5 GB with the machine's own Node, 0.9 GB with Node from the package; the rest is for
# the package manager's scratch space and the demo's data.
NEEDED_GIGABYTES = 1.5


def check_python() -> None:
    """Raise `SetupError` unless this Python can make virtual environments for the project."""
    if sys.version_info < MINIMUM_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(f"Python 3.11 or newer is needed, this is {found}.")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "Python's module `venv` is missing; on Debian and Ubuntu `apt install python3-venv`"
            " brings it."
        )


def check_disk(folder: Path = ROOT, gigabytes: float = NEEDED_GIGABYTES) -> None:
    """Raise `SetupError` unless that much space is free where `folder` lies."""
    existing = folder
    while not existing.exists():
        existing = existing.parent
    free = shutil.disk_usage(existing).free / 1e9
    if free < gigabytes:
        raise SetupError(
            f"{gigabytes:.1f} GB of free disk space are needed in {existing},"
            f" there are only {free:.1f} GB."
        )
