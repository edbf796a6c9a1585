"""Recognises by content whether a step has to be done again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

SKIPPED_FOLDERS = {"node_modules", "dist", "__pycache__"}


def of(parts: Iterable[Path | str]) -> str:
    """Return one fingerprint of the texts, files and whole folders in `parts`."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            digest.update(f"text {part}\n".encode())
        else:
            for file in _files(part):
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                digest.update(f"{file.relative_to(part.parent)} {content}\n".encode())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        found += [Path(folder, name) for name in names]
    return sorted(found)


def matches(stamp: Path, fingerprint: str) -> bool:
    """Say whether `stamp` was written for exactly this fingerprint."""
    try:
        return stamp.read_text(encoding="utf-8").strip() == fingerprint
    except OSError:
        return False


def write(stamp: Path, fingerprint: str) -> None:
    """Remember that the step is done for this fingerprint."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint + "\n", encoding="utf-8")
