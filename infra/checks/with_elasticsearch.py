"""`python -m infra.checks.with_elasticsearch COMMAND…` runs it with an Elasticsearch at hand.

`ELASTICSEARCH_URL` names it. One that is already set is used as it is. Otherwise a server is
started for just this command: the official image where a container engine runs, else a node made
of the published jars.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from infra.checks import elasticsearch_node
from infra.installation.problem import SetupError, report

START_SECONDS = 180
STOP_SECONDS = 30
IMAGE = "elasticsearch"


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a server; give its address."""
    with _container() if _has_container_engine() else _node() as url:
        yield url


def _has_container_engine() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


@contextlib.contextmanager
def _container() -> Iterator[str]:
    port = free_ports(1)[0]
    image = f"{IMAGE}:{elasticsearch_node.version()}"
    started = subprocess.run(
        [
            *("docker", "run", "--rm", "--detach", "--publish", f"127.0.0.1:{port}:9200"),
            *("--env", "discovery.type=single-node", "--env", "xpack.security.enabled=false"),
            *("--env", "ES_JAVA_OPTS=-Xms512m -Xmx1g", image),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if started.returncode != 0:
        raise SetupError(f"The container of {image} did not start: {started.stderr.strip()}")
    name = started.stdout.strip()
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, lambda: True, lambda: _output(["docker", "logs", name]))
        yield url
    finally:
        subprocess.run(["docker", "stop", name], capture_output=True, check=False)


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@contextlib.contextmanager
def _node() -> Iterator[str]:
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="networks-elasticsearch-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        port, transport_port = free_ports(2)
        process = start_node(folder, port, transport_port)
        stack.callback(stop_node, process)
        url = f"http://127.0.0.1:{port}"
        log = folder / "node.log"
        _wait_until_ready(
            url, lambda: process.poll() is None, lambda: log.read_text("utf-8", "replace")
        )
        yield url


def start_node(folder: Path, port: int, transport_port: int) -> subprocess.Popen[bytes]:
    """Start a node with its data and log in `folder`; a second start there finds its data."""
    home = folder / "home"
    if not home.exists():
        elasticsearch_node.new_home(home)
    with (folder / "node.log").open("ab") as log:
        return subprocess.Popen(
            elasticsearch_node.command(home, port, transport_port),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl+C is for the tests; the server is stopped when they have ended.
            start_new_session=True,
        )


def stop_node(process: subprocess.Popen[bytes]) -> None:
    """End a node, at the latest after `STOP_SECONDS`."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_ports(count: int) -> list[int]:
    """So many different ports of the loopback interface that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _wait_until_ready(url: str, is_alive: Callable[[], bool], log: Callable[[], str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(url):
        if not is_alive():
            raise SetupError(f"Elasticsearch has ended at its start:\n{log()[-3000:]}")
        if time.monotonic() > deadline:
            raise SetupError(f"Elasticsearch is not ready after {START_SECONDS} s.")
        time.sleep(0.3)


def answers(url: str) -> bool:
    """Whether the server says that it can do its work."""
    health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s"
    try:
        with urllib.request.urlopen(health, timeout=10) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def run(command: list[str]) -> int:
    """Run `command` with `ELASTICSEARCH_URL` set and return its exit code."""
    if os.environ.get("ELASTICSEARCH_URL"):
        return subprocess.run(command, check=False).returncode
    # Being told to end must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started = time.monotonic()
    with server() as url:
        print(f"→ Elasticsearch {elasticsearch_node.version()} answers", end=" ")
        print(f"after {time.monotonic() - started:.0f} s", flush=True)
        environment = {**os.environ, "ELASTICSEARCH_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    report(lambda: sys.exit(run(sys.argv[1:])))
