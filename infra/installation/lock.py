"""Writes the locks in infra/requirements anew from pyproject.toml.

Versions that still fit are kept; `--upgrade` takes the newest that fit. The locks name versions
and hashes, never an address: where packages come from is the machine's business.
"""

from __future__ import annotations

import subprocess
import sys

from infra.installation.paths import LOCKS, ROOT, VENV
from infra.installation.problem import SetupError, report

PRODUCT = LOCKS / "product.lock"
# What each lock is made of; the development lock repeats the product's versions exactly.
RECIPES = {
    "product": ["pyproject.toml"],
    "development": ["pyproject.toml", "--group", "development", "--constraint", str(PRODUCT)],
    "assets": ["--group", "assets"],
    "node": ["--group", "node"],
}


def lock(options: list[str]) -> None:
    """Write all locks; raise `SetupError` when they cannot be resolved."""
    for name, inputs in RECIPES.items():
        print(f"→ {name}.lock", flush=True)
        done = subprocess.run(
            [
                *(str(VENV / "bin" / "uv"), "pip", "compile", *inputs, *options),
                # One lock for every machine and every Python that is supported.
                *("--universal", "--python-version", "3.11"),
                *("--generate-hashes", "--no-header", "--quiet"),
                *("--output-file", str(LOCKS / f"{name}.lock")),
            ],
            cwd=ROOT,
            check=False,
        )
        if done.returncode != 0:
            raise SetupError(f"{name}.lock could not be resolved; the reason is said above.")


if __name__ == "__main__":
    report(lambda: lock(sys.argv[1:]))
