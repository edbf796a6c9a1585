"""What a load balancer is told: by bare address, without secrets, and while the search is down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from search import indexer
from search.models import OutboxRow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def ask(path: str = "/health/", host: str = "10.1.2.3:8000", **more: Any) -> Any:
    return Client().get(path, headers={"host": host}, **more)


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "[::1]", "unknown.example", "odd host"])
def test_it_answers_whatever_the_host_is_and_without_a_redirect(
    host: str, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    indexer.rebuild()
    answer = ask(host=host)
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok", "database": "ok", "search": "ok", "indexing": "ok",
    }  # fmt: skip
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert ask("/health/live/", host).json() == {"status": "ok"}


def test_without_the_search_the_site_is_degraded_and_answers(settings: Settings) -> None:
    assert ask().json()["search"] == "down"
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {
        "url": "http://127.0.0.1:9", "prefix": "secret-prefix", "api_key": "secret-key",
    }  # fmt: skip
    answer = ask()
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    text = answer.content.decode()
    assert not any(part in text for part in ("127.0.0.1", "secret", "refused", "Error"))


def test_changes_that_wait_for_long_tell_that_no_indexer_runs() -> None:
    indexer.rebuild()
    row = OutboxRow.objects.create(object_type="offer", object_pk=1, version=1)
    assert ask().json()["status"] == "ok"
    OutboxRow.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=6))
    assert ask().json() == {
        "status": "degraded", "database": "ok", "search": "ok", "indexing": "late",
    }  # fmt: skip


def test_without_the_database_it_is_down_but_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("password of user secret is wrong")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = ask()
    assert (answer.status_code, answer.json()) == (503, {"status": "down", "database": "down"})
    assert ask("/health/live/").status_code == 200


def test_it_can_only_be_read() -> None:
    assert Client().post("/health/").status_code == 405
    assert Client().head("/health/").status_code == 200


def test_other_addresses_of_an_unknown_host_stay_unknown() -> None:
    assert ask("/health/x/", "unknown.example").status_code == 404
