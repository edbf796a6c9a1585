"""`python3 -m infra.installation [product|development|assets]…` installs those parts."""

from __future__ import annotations

import subprocess
import sys

from infra.installation import assets, machine, packages
from infra.installation.paths import ROOT
from infra.installation.problem import SetupError, report


def install(parts: list[str]) -> None:
    """Install the named parts that are not yet installed; raise `SetupError` with one sentence."""
    machine.check_python()
    for part in parts:
        if part in ("product", "development"):
            python = packages.ensure(part)
            # Looked at every time: translations change without any lock changing.
            done = subprocess.run(
                [python, "-m", "infra.installation.translations"], cwd=ROOT, check=False
            )
            if done.returncode != 0:
                raise SetupError("The translations could not be compiled.")
        elif part == "assets":
            assets.ensure()
        else:
            raise SetupError(f"There is nothing called {part} to install.")


def main() -> None:
    """Install what the command line asks for; the product and the static files by default."""
    report(lambda: install(sys.argv[1:] or ["product", "assets"]))


if __name__ == "__main__":
    main()
