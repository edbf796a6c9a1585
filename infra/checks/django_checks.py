"""What Django itself can say: is a migration missing, is production set up safely."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys

from infra.installation.paths import ROOT
from infra.installation.problem import SetupError, report


def _manage(*arguments: str, **environment: str) -> bool:
    command = [sys.executable, "manage.py", *arguments]
    return (
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
        == 0
    )


def check_missing_migrations() -> None:
    """Raise `SetupError` when a model has changed without a migration."""
    if not _manage(
        "makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE="infra.settings.test"
    ):
        raise SetupError("A migration is missing: `manage.py makemigrations` writes it.")


def check_production() -> None:
    """Raise `SetupError` when the settings of production leave a warning."""
    if not _manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        DJANGO_SETTINGS_MODULE="infra.settings.production",
        SECRET_KEY=secrets.token_urlsafe(64),
        ALLOWED_HOSTS="example.org",
        ADMIN_BASE_URL="https://example.org",
        DATABASE_URL="postgres://nobody@127.0.0.1/nothing",
    ):
        raise SetupError("The settings of production are not clean (see above).")


def check() -> None:
    """Do all of it."""
    os.environ.pop("DATABASE_URL", None)
    check_missing_migrations()
    check_production()


if __name__ == "__main__":
    report(check)
