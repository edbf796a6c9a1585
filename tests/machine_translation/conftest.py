"""A service that translates, on this machine: it answers as a test wants."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from pytest_django import Settings

from infra.settings.machine_translation import machine_translation
from network_core.machine_translation.proposing import Outcome, machine_for, propose
from network_core.networks.models import Network

Answer = tuple[int, Any]


class Service(ThreadingHTTPServer):
    """Remembers what it was asked; `answer` says what it answers to texts.

    `breaks` lets it fail after it has read them: it "hangs up", "cuts off" or "stalls".
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[list[str]] = []
        self.seconds = 0.0
        self.breaks = ""
        self.answer: Callable[[list[str]], Answer] = lambda texts: (
            200,
            {"translations": [{"text": f"TR {text}"} for text in texts]},
        )

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        is_json = "json" in self.headers["Content-Type"]
        texts = json.loads(body)["q"] if is_json else parse_qs(body)["text"]
        self.server.asked.append(texts)
        time.sleep(self.server.seconds)
        status, answer = self.server.answer(texts)
        if self.server.breaks == "hangs up":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.server.breaks:
                content = content[:5]
            self.wfile.write(content)
            self.wfile.flush()
            if self.server.breaks == "stalls":
                time.sleep(1)
        except ConnectionError:
            pass  # whoever asked has gone

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    """The service, listening."""
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def ask(network: Network, texts: list[str]) -> Outcome:
    """Ask the service of the settings for Turkish."""
    machine = machine_for("tr")
    assert machine is not None
    return propose(machine, network, texts)


@pytest.fixture
def deepl(service: Service, settings: Settings) -> Service:
    """The product asks it as if it were DeepL, and waits half a second."""
    settings.MACHINE_TRANSLATION = machine_translation("deepl", service.url, "secret", 0.5)
    return service
