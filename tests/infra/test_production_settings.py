"""The settings of production: safe when complete, and no start without what they need."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "infra.settings.production",
    "SECRET_KEY": "9g2-Vq!xZ7_pLmN4rT8wYcB1dF6hJ0kS3uA5eX*oQvEiGnMzRtKyUwHb",
    "ALLOWED_HOSTS": "netz.example,.netz.example",
    "ADMIN_BASE_URL": "https://netz.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1/nothing",
}
PRINTED = (
    "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, "
    "s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
    "s.SECURE_HSTS_SECONDS > 0, s.SECOND_FACTOR_REQUIRED, s.ALLOWED_HOSTS)"
)


def run(arguments: list[str], changes: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    """Run Python in a process that knows only these settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {k: v for k, v in (kept | COMPLETE | changes).items() if v is not None}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_deployment_check_finds_nothing() -> None:
    result = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], {})
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_production_does_not_start_without_what_it_needs() -> None:
    needed = ["SECRET_KEY", "ALLOWED_HOSTS", "ADMIN_BASE_URL"]
    with ThreadPoolExecutor() as pool:
        results = pool.map(
            lambda name: run(["-c", "import infra.settings.production"], {name: None}), needed
        )
    for name, result in zip(needed, results, strict=True):
        assert result.returncode != 0, name
        assert name in result.stderr.splitlines()[-1]


def test_production_shows_no_details_of_errors_and_sends_cookies_over_tls_only() -> None:
    result = run(["-c", PRINTED], {})
    assert result.stdout.split(" ", 7) == [
        *("False", "True", "True", "True", "True", "True", "True"),
        "['netz.example', '.netz.example']\n",
    ]
