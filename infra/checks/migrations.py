"""Finds migrations that break the code that still runs while they are applied.

Asked of PostgreSQL: on SQLite every change of a column copies the whole table, and looks dangerous.
"""

from __future__ import annotations

import logging
import os

from infra.installation.paths import ROOT
from infra.installation.problem import SetupError, report

OWN_PACKAGES = ("blocks", "network_core", "search", "sites")
# Migrations that the linter refuses and that are harmless, each with the reason. A landed migration
# is never changed, so nothing else can hide behind its name.
JUDGED = {
    "0003_roles_and_sessions": (
        "tenancy: widens a unique constraint by a column; what held before holds, and running code"
        " that does not know the column gets its default"
    ),
}


def check() -> None:
    """Raise `SetupError` when a migration cannot be applied under running code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings.test")
    import django

    django.setup()
    from django.apps import apps
    from django_migration_linter import MigrationLinter

    linter = MigrationLinter(
        str(ROOT),
        include_apps=[
            app.label for app in apps.get_app_configs() if app.name.startswith(OWN_PACKAGES)
        ],
        no_cache=True,
        ignore_name=list(JUDGED),
        # The first migration of an app makes tables that no running code knows yet.
        ignore_initial_migrations=True,
        quiet=["ok", "ignore", "warning"],
    )
    # It tells at length what it does; here only what it finds matters.
    logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
    linter.lint_all_migrations()
    if linter.has_errors:
        raise SetupError("A migration cannot be applied while the old code runs (see above).")


if __name__ == "__main__":
    report(check)
