"""What the public of network A, of the umbrella and of no network learns of what B keeps to itself.

T7, T9, T16 to T19 and T23 of the list in docs/tenancy.md.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from network_core.mail.models import OutgoingMail
from network_core.tenancy.matrix import Role
from search import indexer
from search.query import synonyms
from tests.tenancy.wall.checks import MARK, client_of
from tests.tenancy.wall.forms import fields_of
from tests.tenancy.wall.marks import ON_SITE, PUBLIC, SECRET, SHARED
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall coordinator")

HOSTS = ("a-netz.localhost", "b-netz.localhost", "bund.localhost")
# What everybody may open on the site of a network, whatever it is about.
PLACES = (
    "/de/",
    "/de/angebote/",
    "/de/partner/",
    "/de/veranstaltungen/",
    "/de/veranstaltungen/?past=1",
    "/de/veranstaltungen/kalender.ics",
    "/de/wegweiser/",
    "/de/zusammenarbeit/",
    "/de/aktuelles/feed/",
    "/sitemap.xml",
    "/robots.txt",
)


@pytest.fixture
def searchable(world: World, settings: Settings, tmp_path: Path) -> Iterator[World]:
    """The world, and an index of all of it."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    synonyms.forget()
    indexer.rebuild()
    yield world
    synonyms.forget()


def read(response: HttpResponseBase) -> str:
    """Body and headers."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return "\n".join([body.decode(errors="replace"), *map(str, response.items())])


def secrets(response: HttpResponseBase) -> set[str]:
    """What of B's secrets the answer tells."""
    marks = {mark for mark in MARK.findall(read(response)) if mark.upper().startswith(SECRET)}
    return marks - PUBLIC


@pytest.mark.parametrize("host", HOSTS)
def test_no_search_tells_what_is_not_public(searchable: World, host: str) -> None:
    visitor = Client(HTTP_HOST=host)
    words = ("geheim", "closed", "draft", "moderated", "scheduled", "partner", "event", "pathway")
    found = False
    for word in words:
        for path in (
            f"/de/suche/?q={word}",
            f"/de/suche/?q={word}&page=2",
            f"/de/suche/?q={word}&network=b-netz&live=0",
            f"/de/suche/feed/?q={word}",
            f"/de/suche/vorschlaege/?q={word}",
            f"/api/v1/search?q={word}",
            f"/api/v1/search?q={word}&network=b-netz",
        ):
            response = visitor.get(path)
            assert response.status_code < 500, path
            assert secrets(response) == set(), path
            found |= SHARED in read(response)
    assert found, "what B shares is found, or there was nothing to find"


@pytest.mark.parametrize("host", HOSTS)
def test_no_page_feed_or_calendar_tells_what_is_not_public(world: World, host: str) -> None:
    visitor, opened = Client(HTTP_HOST=host), 0
    for path in PLACES:
        response = visitor.get(path)
        opened += response.status_code == 200
        assert secrets(response) == set(), path
        again = visitor.get(path, headers={"if-none-match": response.headers.get("ETag", '"x"')})
        assert secrets(again) == set(), path
    assert opened >= len(PLACES) - 2
    for kind in ("page-draft", "page-scheduled", "page-closed", "page-moderated", "page-locked"):
        slug = world.b[kind].slug
        response = visitor.get(f"/de/{slug}/")
        assert secrets(response) - {slug} == set(), "no more than was asked for"
        assert response.status_code in (302, 404) or kind == "page-closed", kind


def test_a_closed_file_is_served_by_no_way(world: World) -> None:
    file = world.b["file-closed"]
    named = reverse("wagtaildocs_serve", args=[file.pk, file.filename])
    for host in HOSTS:
        visitor = Client(HTTP_HOST=host)
        for path in (
            named,
            reverse("wagtaildocs_serve", args=[file.pk, "anders.txt"]),
            f"/media/{file.file.name}",
            f"/media/images/../{file.file.name}",
            f"/media/images/%2e%2e/{file.file.name}",
        ):
            for headers in ({}, {"range": "bytes=0-3"}, {"if-none-match": f'"{file.file_hash}"'}):
                for method in (visitor.get, visitor.head):
                    response = method(path, headers=headers)
                    assert "Geheim" not in read(response), path
                    asks = b"Passwort" in response.content or method == visitor.head
                    assert response.status_code in (302, 404) or asks, path
    public = world.b["file"]
    path = reverse("wagtaildocs_serve", args=[public.pk, public.filename])
    assert b"".join(Client(HTTP_HOST=HOSTS[1]).get(path)) == b"Text"


def test_the_same_path_is_another_page_on_every_host(world: World) -> None:
    path = f"/de/{world.b['page-live'].slug}/"
    assert ON_SITE in read(Client(HTTP_HOST=HOSTS[1]).get(path))
    for host in (HOSTS[0], HOSTS[2]):
        response = Client(HTTP_HOST=host).get(path)
        assert response.status_code == 404
        assert world.b["page-live"].title not in read(response)
    forged = {"x-forwarded-host": HOSTS[1], "forwarded": f"host={HOSTS[1]}"}
    response = Client(HTTP_HOST=HOSTS[0]).get("/de/", headers=forged)
    assert HOSTS[1] not in read(response)
    assert ON_SITE not in read(response)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("unknown.example", 404),
        ("c-netz.localhost", 404),
        ("b-netz.localhost.evil.example", 400),
        ("b-netz.localhost@a-netz.localhost", 400),
        ("xn--b-netz-4ya.localhost", 404),
        ("", 400),
        ("b-netz\u00adlocalhost", 400),
    ],
)
def test_an_unknown_host_shows_no_network(world: World, host: str, status: int) -> None:
    visitor = Client(HTTP_HOST=host, raise_request_exception=False)
    for path in ("/", "/de/", "/admin/", "/sitemap.xml", "/api/v1/search?q=partner"):
        response = visitor.get(path)
        assert response.status_code in {status, 400, 404}, path
        assert MARK.findall(read(response)) == [], path


@pytest.mark.parametrize("host", ["B-NETZ.LOCALHOST", "b-netz.localhost.", "b-netz.localhost:8123"])
def test_another_spelling_of_a_host_is_the_same_network(world: World, host: str) -> None:
    response = Client(HTTP_HOST=host).get("/de/")
    assert response.status_code in (200, 301, 302)
    assert secrets(response) == set()
    assert "Netzwerk A" not in read(response)


def test_cookies_of_a_log_in_stay_with_their_host(world: World) -> None:
    staff = client_of(world.a.people[Role.EDITOR])
    page = staff.get("/de/")
    for cookie in [*staff.cookies.values(), *page.cookies.values()]:
        assert not cookie["domain"]
    stranger = Client(HTTP_HOST=HOSTS[0])
    assert read(stranger.get("/de/")).count("wagtail-userbar") == 0, "no page of staff is kept"


def test_mails_about_approval_go_to_people_of_the_own_network_only(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    page = world.a["page-draft"]
    author = client_of(world.a.people[Role.COORDINATOR])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = fields_of(author.get(edit).content.decode())
    form = {n: v for n, v in form.items() if not n.startswith("body-")} | {"body-count": "0"}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = author.post(edit, form | {"action-submit": "1"})
    assert answer.status_code == 302
    assert page.workflow_states.exists()
    own = {person.email for person in world.a.people.values()}
    told = {address for message in mail.outbox for address in message.to}
    told |= set(OutgoingMail.objects.exclude(recipient="").values_list("recipient", flat=True))
    assert told
    assert told <= own


def test_jobs_publish_what_is_due_and_tell_nobody_of_what_is_not(world: World) -> None:
    call_command("run_jobs", "--job", "publish_scheduled")
    for own in (world.a, world.b):
        own["page-scheduled"].refresh_from_db()
        assert not own["page-scheduled"].live
    assert not mail.outbox
