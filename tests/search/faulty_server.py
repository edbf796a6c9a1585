"""A server in the place of Elasticsearch that does one thing wrong."""

from __future__ import annotations

import http.server
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

FAULTS = ("429", "503", "401", "html", "cut", "closes", "hangs")


@contextmanager
def faulty_server(fault: str, behind: str = "", seconds: float = 0.0) -> Iterator[str]:
    """The address of a server with one of `FAULTS`.

    With the fault "slow" it hands every question on to the real server `behind`, after `seconds`.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size) if size else None
            if fault == "hangs":
                stopped.wait(60)
            elif fault == "closes":
                self.close_connection = True
            elif fault == "slow":
                time.sleep(seconds)
                self._hand_on(body)
            elif fault == "html":
                self._say(200, b"<html>Wartung</html>", "text/html")
            elif fault == "cut":
                self._say(200, b'{"hits": {"total"', "application/json", missing=50)
                self.close_connection = True
            else:
                self._say(int(fault), b'{"error": "no"}', "application/json")

        def _hand_on(self, body: bytes | None) -> None:
            request = urllib.request.Request(  # noqa: S310
                behind + self.path, data=body, method=self.command, headers=dict(self.headers)
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                    status, raw = answer.status, answer.read()
            except urllib.error.HTTPError as error:
                status, raw = error.code, error.read()
            self._say(status, raw, "application/vnd.elasticsearch+json;compatible-with=9")

        def _say(self, status: int, body: bytes, kind: str, missing: int = 0) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body) + missing))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _answer  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            """Nothing."""

    stopped = threading.Event()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
