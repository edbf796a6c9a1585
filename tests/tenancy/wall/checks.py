"""The three checks of every attempt: its status, what it shows, what it leaves behind."""

import copy
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from network_core.alliance.models import Agreement, Position, WorkingGroup
from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.media.models import File
from network_core.pathways.models import Pathway
from network_core.tenancy.models import User
from search.documents import Source, all_sources
from tests.tenancy.wall.marks import ON_SITE, SECRET, WITH_UMBRELLA
from tests.tenancy.wall.world import Belongings

WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# Written for whoever asks; nothing in it comes from another network.
OWN_TABLES = {"django_session"}
MARK = re.compile(rf"(?:{SECRET}|{ON_SITE}|{WITH_UMBRELLA})[-\w]*", re.IGNORECASE)


@dataclass
class Answer:
    """What came of one request."""

    status: int
    location: str
    text: str
    disposition: str = ""
    written: set[str] = field(default_factory=set)
    harm: bool = False

    @property
    def refused(self) -> bool:
        """Whether the admin answered as it does to what is not there, or not allowed."""
        if self.status in (301, 302):
            return self.location in (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
        return self.status in (400, 403, 404, 405)

    @property
    def marks(self) -> set[str]:
        """What the answer tells of network B."""
        return set(MARK.findall(self.text))


def client_of(user: User, host: str = "a-netz.localhost") -> Client:
    """A browser in which the person is logged in."""
    client = Client(HTTP_HOST=host, raise_request_exception=False)
    client.force_login(user)
    UserProfile.get_for_user(user)  # the first answer of the admin would make it
    return client


@contextmanager
def watching() -> Iterator[set[str]]:
    """Collect the tables that are written to."""
    written: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITING.match(sql):
            written.add(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield written
    written -= OWN_TABLES


def attempt(
    client: Client,
    method: str,
    url: str,
    data: Any = None,
    *,
    guarded: "Fingerprint | None" = None,
    **headers: str,
) -> Answer:
    """Send a request and take back all that came of it, in the database and in the browser."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        with watching() as written:
            response = getattr(client, method)(url, data or {}, headers=headers)
            text = _text_of(response)
        harm = bool(guarded and guarded.is_harmed(written))
        transaction.set_rollback(True)
    client.cookies = cookies
    location = response.headers.get("Location", "")
    disposition = response.headers.get("Content-Disposition", "")
    return Answer(response.status_code, location, text, disposition, set(written), harm)


def _text_of(response: HttpResponseBase) -> str:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    request = getattr(response, "wsgi_request", None)
    messages = [str(message) for message in getattr(request, "_messages", [])]
    return "\n".join([body.decode(errors="replace"), *map(str, response.items()), *messages])


def _searched_models() -> list[tuple[Source, type[Model]]]:
    models = {
        "offer": Offer,
        "partner": Partner,
        "pathway": Pathway,
        "event": Event,
        "page": Page,
        "file": File,
        "group": WorkingGroup,
        "agreement": Agreement,
        "position": Position,
    }
    assert models.keys() == all_sources().keys(), "say here which model a new source reads"
    return [(source, models[name]) for name, source in all_sources().items()]


class Fingerprint:
    """The rows, the files and the documents of the search of everything that a network has."""

    def __init__(self, own: Belongings) -> None:
        self._rows: dict[str, tuple[str, list[Any]]] = {}
        for thing in own.things.values():
            for model in [type(thing), *thing._meta.get_parent_list()]:
                column = model._meta.pk.column
                table = self._rows.setdefault(model._meta.db_table, (column, []))
                table[1].append(thing.pk)
        self._searched = [
            (source, [thing.pk for thing in own.things.values() if isinstance(thing, model)])
            for source, model in _searched_models()
        ]
        files = [getattr(thing, "file", None) for thing in own.things.values()]
        self._files = [file for file in files if isinstance(file, FieldFile)]
        self._untouched = (self._rows_now(), self._documents_now(), self._files_now())
        assert self._files, "something to lose"
        assert self._untouched[1], "something to be found"

    def is_harmed(self, written: set[str]) -> bool:
        """Whether anything is other than it was; `written` are the tables that were written to.

        What the index would get is asked only when something was written: it comes from the
        database. Files are looked at each time, as no table tells of them.
        """
        rows, documents, files = self._untouched
        if self._files_now() != files:
            return True
        return bool(written) and (self._rows_now(), self._documents_now()) != (rows, documents)

    def _files_now(self) -> list[tuple[str, int, int]]:
        """Name, size and time of every file; a missing one has neither."""
        found = []
        for file in self._files:
            path = Path(file.path)
            state = path.stat() if path.exists() else None
            found.append(
                (file.name, state.st_size if state else -1, state.st_mtime_ns if state else -1)
            )
        return found

    def _documents_now(self) -> list[str]:
        """What the indexer would write into the index about the things."""
        return [
            repr(document)
            for source, keys in self._searched
            for _pk, documents in source.documents(keys)
            for document in documents
        ]

    def _rows_now(self) -> str:
        digest = hashlib.sha256()
        with connection.cursor() as cursor:
            for table, (column, keys) in sorted(self._rows.items()):
                marks = ", ".join(["%s"] * len(keys))
                ids = [getattr(key, "hex", key) for key in keys]
                cursor.execute(
                    f'SELECT * FROM "{table}" WHERE "{column}" IN ({marks}) ORDER BY "{column}"',  # noqa: S608
                    ids,
                )
                digest.update(repr((table, cursor.fetchall())).encode())
        return digest.hexdigest()
