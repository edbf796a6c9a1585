"""Says in one sentence what is missing for the tests in the browser."""

from __future__ import annotations

import os
import shutil

from infra.installation.paths import ASSETS
from infra.installation.problem import SetupError, report


def check() -> None:
    """Raise `SetupError` unless browser and accessibility checker are there."""
    browser = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if shutil.which(browser) is None:
        raise SetupError(
            f"The tests in the browser need Chromium, and there is no {browser};"
            " on Debian `apt install chromium` brings it, CHROMIUM=/path names another one."
        )
    if not (ASSETS / "node_modules" / "axe-core" / "axe.min.js").exists():
        raise SetupError("axe-core is missing; `make setup` installs it with the asset build.")


if __name__ == "__main__":
    report(check)
