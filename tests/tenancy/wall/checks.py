"""The three checks of every attempt: its status, what it shows, what it leaves behind."""

import copy
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from network_core.tenancy.models import User
from tests.tenancy.wall.world import ON_SITE, SECRET, WITH_UMBRELLA, Belongings

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
        harm = bool(written and guarded and guarded() != guarded.untouched)
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


class Fingerprint:
    """The rows of everything that a network has, and the number of rows that refer to it."""

    def __init__(self, own: Belongings) -> None:
        self._rows: dict[str, tuple[str, list[Any]]] = {}
        for thing in own.things.values():
            for model in [type(thing), *thing._meta.get_parent_list()]:
                column = model._meta.pk.column
                table = self._rows.setdefault(model._meta.db_table, (column, []))
                table[1].append(thing.pk)
        self.untouched = self()

    def __call__(self) -> str:
        """The fingerprint as it is now."""
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
