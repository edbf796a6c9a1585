"""Which requests are a visitor's look at a page."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from network_core.networks.models import Network
from network_core.statistics import counters
from network_core.statistics.middleware import PageViewMiddleware
from network_core.statistics.models import DailyCount

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def visit(
    network: Network | None,
    *,
    method: str = "get",
    path: str = "/de/angebote/",
    response: HttpResponse | None = None,
    cookies: dict[str, str] | None = None,
    **headers: str,
) -> int:
    """Send one request through the middleware; how often it was counted."""
    counters.discard()
    request = getattr(RequestFactory(), method)(path, headers={"User-Agent": PERSON, **headers})
    request.COOKIES.update(cookies or {})
    request.network = network
    request.LANGUAGE_CODE = "de"

    def answer(request: HttpRequest) -> HttpResponse:
        return response or HttpResponse("<p>Hallo")

    PageViewMiddleware(answer)(request)
    return counters.flush()


def test_a_visitors_look_at_a_page_is_counted(network_a: Network) -> None:
    assert visit(network_a) == 1
    row = DailyCount.objects.get()
    assert (row.network, row.kind, row.key, row.language) == (
        network_a,
        "page_view",
        "/de/angebote/",
        "de",
    )


def test_what_was_asked_for_is_not_stored(network_a: Network) -> None:
    visit(network_a, path="/de/suche/?q=gewalt+in+der+familie")
    assert DailyCount.objects.get().key == "/de/suche/"


def test_the_table_has_no_room_for_a_person() -> None:
    fields = {field.name for field in DailyCount._meta.get_fields()}
    assert fields == {"id", "day", "network", "kind", "key", "language", "count"}


@pytest.mark.parametrize(
    "case",
    [
        {"method": "post"},
        {"method": "head"},
        {"response": HttpResponse(status=404)},
        {"response": HttpResponse("{}", content_type="application/json")},
        {"path": "/admin/login/"},
        {"path": "/media/bild.html"},
        {"cookies": {settings.SESSION_COOKIE_NAME: "x"}},
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; SearchBot/2.1; +http://bot.example)"},
        {"User-Agent": "curl/8.5.0"},
    ],
    ids=str,
)
def test_what_is_not_a_visitors_look_is_not_counted(network_a: Network, case: dict) -> None:
    assert visit(network_a, **case) == 0


def test_without_a_network_nothing_is_counted(db: None) -> None:
    assert visit(None) == 0


def test_the_answer_is_not_touched(network_a: Network) -> None:
    response = HttpResponse("<p>Hallo")
    before = dict(response.headers)
    visit(network_a, response=response)
    assert dict(response.headers) == before
    assert not response.cookies
