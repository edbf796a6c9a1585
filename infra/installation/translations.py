"""Compiles the translations of the product's own strings; needs no gettext on the machine."""

from __future__ import annotations

from pathlib import Path

import polib

from infra.installation.paths import ROOT


def compile_all(folder: Path = ROOT / "locale") -> int:
    """Write a `.mo` beside every `.po` that is newer than it; return how many were written."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source), check_for_duplicates=True).save_as_mofile(str(target))
            written += 1
    return written


if __name__ == "__main__":
    compile_all()
