"""Asking one address whether it works: HEAD, then GET, a few redirects; only heads are read."""

import socket
import ssl
import threading
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from network_core.links.guard import RefusedError, Target, UnknownHostError, resolve
from network_core.links.models import LONGEST_URL, Link

CONNECT_SECONDS = 5.0
# For one answer as a whole: a server that sends a letter every few seconds is cut off.
ANSWER_SECONDS = 10.0
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
# Servers that let no program in, or none so often: whether the page exists nobody can say.
CLOSED_TO_PROGRAMS = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 501, 999})
_SAFE = "/%:=&?~#+!$,;'@()*[]"

State = Link.State


@dataclass(frozen=True)
class Answer:
    """What an address said."""

    state: Link.State
    status_code: int | None = None
    moved_to: str = ""
    is_unknown_host: bool = False


def fetch(url: str, user_agent: str) -> Answer:
    """Ask an address. Each hop is judged before it is asked; bodies are not read. Never raises."""
    current, permanent = url, True
    moved_to = ""
    for _hop in range(MOST_REDIRECTS + 1):
        try:
            status, location = _ask(current, user_agent)
        except RefusedError:
            return Answer(State.REFUSED)
        except UnknownHostError:
            return Answer(State.UNREACHABLE, is_unknown_host=True)
        except (OSError, HTTPException, ValueError):
            return Answer(State.UNREACHABLE)
        if status not in REDIRECTS or not location:
            return Answer(_state(status), status, moved_to)
        permanent = permanent and status in PERMANENT
        current = urljoin(current, location)
        if permanent and len(current) <= LONGEST_URL:
            moved_to = current
    return Answer(State.FAILING, status)


def _state(status: int) -> Link.State:
    if status < 400:
        return State.WORKS
    if status in {404, 410}:
        return State.GONE
    return State.UNCLEAR if status in CLOSED_TO_PROGRAMS else State.FAILING


def _ask(url: str, user_agent: str) -> tuple[int, str]:
    """Status and `Location` of one address, by HEAD, or by GET where HEAD is not understood."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RefusedError
    target = resolve(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
    status, location = _request("HEAD", parts, target, user_agent)
    if status >= 400:
        status, location = _request("GET", parts, target, user_agent)
    return status, location


def _request(method: str, parts: SplitResult, target: Target, user_agent: str) -> tuple[int, str]:
    connection = _Connection(parts, target)
    watch = threading.Timer(ANSWER_SECONDS, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        path = quote(parts.path or "/", safe=_SAFE)
        query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        headers = {"User-Agent": user_agent, "Accept": "*/*", "Connection": "close"}
        connection.request(method, path + query, headers=headers)
        response = connection.getresponse()
        if connection.is_cut:
            raise TimeoutError
        return response.status, response.getheader("Location") or ""
    finally:
        watch.cancel()
        connection.close()


class _Connection(HTTPConnection):
    """A connection to the address that was judged, under the name that was asked for."""

    def __init__(self, parts: SplitResult, target: Target) -> None:
        super().__init__(parts.hostname or "", target.port, timeout=CONNECT_SECONDS)
        self._target = target
        self._is_secure = parts.scheme == "https"
        self.is_cut = False
        # The name without the standard port, as browsers send it.
        self.default_port = 443 if self._is_secure else 80

    def connect(self) -> None:
        """Connect to the judged address; the certificate has to be one of the name."""
        # Not `create_connection`, which would look the address up once more.
        self.sock = socket.socket(self._target.family, socket.SOCK_STREAM)
        self.sock.settimeout(CONNECT_SECONDS)
        self.sock.connect((self._target.address, self._target.port))
        if self._is_secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the connection, whatever it waits for."""
        self.is_cut = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
