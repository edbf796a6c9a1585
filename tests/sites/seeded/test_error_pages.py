"""What a visitor sees when a page is missing or something breaks."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from infra import urls as product
from tests.sites.seeded.visiting import GOETTINGEN, HOSTS, NAMES, Document, visit

pytestmark = pytest.mark.usefixtures("seeded")

handler500 = "sites.views.server_error"


def broken(request: HttpRequest) -> HttpResponse:
    """A view with a mistake in it."""
    raise RuntimeError("broken on purpose")


urlpatterns = [path("kaputt/", broken), *product.urlpatterns]


class BrokenDatabase:
    """Lets the first queries through and fails every later one."""

    def __init__(self, good: int) -> None:
        self.good = good

    def __call__(self, execute: Any, *args: Any) -> Any:
        """Execute a query, or not."""
        self.good -= 1
        if self.good < 0:
            raise OperationalError("The database is away.")
        return execute(*args)


def visit_broken(host: str, path: str = "/kaputt/") -> HttpResponse:
    """The answer that a visitor gets from a page that fails."""
    return Client(raise_request_exception=False).get(path, headers={"host": host})


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "path",
    [
        "/de/gibt-es-nicht/",
        "/de/angebote/gibt-es-nicht/",
        "/de/partner/gibt-es-nicht/",
        "/de/veranstaltungen/gibt-es-nicht/",
        "/de/aktuelles/gibt-es-nicht/",
        "/gibt-es-nicht",
    ],
)
def test_a_missing_page_is_answered_in_the_frame_of_the_network(host: str, path: str) -> None:
    response = visit(host, path)
    page = Document(response.content.decode())
    assert response.status_code == 404
    assert page.inside("h1") == ["Diese Seite gibt es nicht"]
    assert NAMES[host] in page.inside("header")
    assert page.language == "de"
    assert page.all("form", action="/de/suche/")
    assert "/de/impressum/" in page.links
    assert not response.cookies


def test_the_404_page_uses_the_address_form_of_the_network() -> None:
    assert "findest du" in visit(GOETTINGEN, "/de/weg/").content.decode()
    assert "finden Sie" in visit("wuppertal.localhost", "/de/weg/").content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("host", HOSTS)
def test_a_failure_is_answered_by_a_page_with_the_name_of_the_network(host: str) -> None:
    response = visit_broken(host)
    page = Document(response.content.decode())
    assert response.status_code == 500
    assert page.inside("h1") == ["Gerade klappt etwas nicht"]
    assert NAMES[host] in page.inside("header")
    assert "broken on purpose" not in response.content.decode()
    assert not response.cookies


def test_the_500_page_needs_no_database() -> None:
    for good in (0, 2, 3):
        with connection.execute_wrapper(BrokenDatabase(good)):
            response = visit_broken(GOETTINGEN, "/de/angebote/")
        page = Document(response.content.decode())
        assert response.status_code == 500
        assert page.inside("h1") == ["Gerade klappt etwas nicht"]
