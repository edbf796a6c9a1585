"""A website on this machine, which the guard lets through for the test alone."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest


class Website(ThreadingHTTPServer):
    """Answers with the status that the path names, and remembers who asked for what."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, float]] = []
        self.redirects: dict[str, tuple[int, str]] = {}
        super().__init__(("127.0.0.1", 0), Answers)

    @property
    def port(self) -> int:
        """The port that the system gave."""
        return int(self.server_address[1])

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


class Answers(BaseHTTPRequestHandler):
    """`/404` answers 404, `/no-head` answers HEAD with 405, `/drip` never ends."""

    server: Website
    protocol_version = "HTTP/1.0"
    quiet: ClassVar[bool] = True

    def do_GET(self) -> None:
        """Answer."""
        agent = self.headers.get("User-Agent", "")
        self.server.asked.append((self.command, self.path, agent, time.monotonic()))
        if self.path == "/drip":
            self.drip()
            return
        if self.path in self.server.redirects:
            status, location = self.server.redirects[self.path]
            self.send_response(status)
            self.send_header("Location", location)
        else:
            part = self.path.strip("/").partition("?")[0]
            status = int(part) if part.isdigit() else 200
            if self.path == "/no-head" and self.command == "HEAD":
                status = 405
            self.send_response(status)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"x" * 10_000_000 if self.path == "/huge" else b"x")

    do_HEAD = do_GET  # noqa: N815 - the names of the standard library

    def drip(self) -> None:
        """One letter a moment, as long as somebody listens."""
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for number in range(200):
                self.wfile.write(f"X-{number}: y\r\n"[:1].encode())
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def log_message(self, *args: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def website(settings: Any) -> Iterator[Website]:
    """A running website."""
    server = Website()
    settings.LINK_CHECK_ALSO_ALLOWED = [("127.0.0.1", server.port)]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
