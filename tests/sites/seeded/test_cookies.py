"""Only those who log in get a cookie."""

import pytest
from django.test import Client

from tests.factories import AdministratorFactory
from tests.sites.seeded.visiting import GOETTINGEN, visit

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/de/",
        "/de/kontakt/",
        "/de/suche/?q=geld",
        "/de/aktuelles/feed/",
        "/de/weg/",
        "/sitemap.xml",
        "/robots.txt",
        "/health/",
    ],
)
def test_a_visitor_gets_no_cookie(path: str) -> None:
    assert not visit(GOETTINGEN, path).cookies


def test_a_session_cookie_that_nobody_knows_is_taken_away() -> None:
    client = Client(headers={"host": GOETTINGEN})
    client.cookies["sessionid"] = "x" * 32
    response = client.get("/de/")
    assert response.cookies["sessionid"].value == ""
    assert response.cookies["sessionid"]["max-age"] == 0


def test_who_logs_in_gets_a_cookie_that_scripts_cannot_read() -> None:
    user = AdministratorFactory(username="admin")
    user.set_password("ein-langes-Passwort")
    user.save()
    client = Client(headers={"host": GOETTINGEN})
    response = client.post(
        "/admin/login/", {"username": "admin", "password": "ein-langes-Passwort"}
    )
    assert response.status_code == 302
    cookie = response.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
