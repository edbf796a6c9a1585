"""Python packages in virtual environments, exactly as the locks name them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from infra.installation import fingerprint, machine
from infra.installation.paths import ASSETS_VENV, LOCKS, VENV
from infra.installation.problem import SetupError
from infra.installation.progress import Step, run

# Each lock holds everything that the ones named with it hold, in the same versions.
CONTAINED = {"development": ("product",), "product": (), "assets": (), "node": ()}

# Nothing is compiled on the machine, and nothing is taken whose content the lock does not name.
PIP_OPTIONS = (
    *("--disable-pip-version-check", "--no-input", "--progress-bar", "off"),
    *("--only-binary", ":all:", "--require-hashes"),
)


def ensure(lock: str) -> Path:
    """Install what `lock` names unless it is already there; return the environment's Python."""
    venv = VENV if lock in ("product", "development") else ASSETS_VENV
    wanted = _fingerprint(lock)
    python = venv / "bin" / "python"
    if fingerprint.matches(_stamp(venv, lock), wanted) and _works(python):
        return python
    machine.check_disk()
    _ensure_environment(venv)
    run(
        f"Installing the Python packages of {lock}.lock (up to a minute or two)",
        [python, "-m", "pip", "install", *PIP_OPTIONS, "-r", LOCKS / f"{lock}.lock"],
        failure="The Python packages could not be installed; is the package index reachable?",
    )
    for name in (lock, *CONTAINED[lock]):
        fingerprint.write(_stamp(venv, name), _fingerprint(name))
    return python


def _fingerprint(lock: str) -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return fingerprint.of([LOCKS / f"{lock}.lock", version])


def _stamp(venv: Path, lock: str) -> Path:
    # The path is part of the name: an environment does not survive being moved.
    return venv / "stamps" / f"{lock}-{fingerprint.of([str(venv)])[:12]}"


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], check=False).returncode == 0


def _ensure_environment(venv: Path) -> None:
    python = venv / "bin" / "python"
    if _works(python) and _same_version(python):
        return
    with Step(f"Creating the virtual environment {venv.name}"):
        shutil.rmtree(venv, ignore_errors=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(venv)],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            shutil.rmtree(venv, ignore_errors=True)
            raise SetupError(
                "The virtual environment could not be created; on Debian and Ubuntu"
                f" `apt install python3-venv` may help. ({(made.stderr or made.stdout).strip()})"
            )


def _same_version(python: Path) -> bool:
    asked = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.split() == [str(number) for number in sys.version_info[:2]]
