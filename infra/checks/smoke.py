"""The demo as a newcomer meets it: clone, `make demo`, five sites; stop, start again, start over.

Nothing is skipped: the first thing that does not hold ends the check with one sentence.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.demo.welcome import networks
from infra.installation.paths import ROOT
from infra.installation.problem import SetupError, report

FIRST_START_SECONDS = 900.0
SECOND_START_SECONDS = 10.0
STOP_SECONDS = 20.0
READY = "The demo is ready"
EDITED = "Smoke test was here"


class Smoke:
    """One run of the check in a clone of its own."""

    def __init__(self, clone: Path, port: int) -> None:
        self.clone = clone
        self.port = port
        self.passed = 0
        self.environment = {
            name: value
            for name, value in os.environ.items()
            # A make above us must not take part, and no setting of ours must reach the demo.
            if not name.startswith(("MAKE", "MFLAGS"))
            and name not in ("DATABASE_URL", "DATA_DIR", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV")
        }
        self.environment["PORT"] = str(port)

    def expect(self, holds: bool, sentence: str) -> None:
        """Count what holds; end with the sentence when it does not."""
        if not holds:
            raise SetupError(f"Does not hold: {sentence}")
        self.passed += 1
        print(f"  ✓ {sentence}", flush=True)

    @contextmanager
    def demo(self, seconds: float) -> Iterator[float]:
        """Run `make demo`, give the seconds until its first page, stop it as Ctrl+C does."""
        log = self.clone.parent / f"demo-{time.time_ns()}.log"
        begin = time.monotonic()
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["make", "demo"],
                cwd=self.clone,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait(process, log, begin + seconds)
            self.get("localhost", "/de/")
            yield time.monotonic() - begin
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    print(log.read_text(encoding="utf-8", errors="replace")[-3000:])
                    raise SetupError("The demo did not stop on Ctrl+C.") from None
        self.expect(not _listens(self.port), "Ctrl+C ends the demo and frees the port")
        said = log.read_text(encoding="utf-8", errors="replace")
        self.expect("Traceback" not in said, "the demo ran without a traceback")

    def _wait(self, process: subprocess.Popen[bytes], log: Path, deadline: float) -> None:
        while READY not in log.read_text(encoding="utf-8", errors="replace"):
            if process.poll() is not None or time.monotonic() > deadline:
                print(log.read_text(encoding="utf-8", errors="replace")[-6000:])
                raise SetupError("The demo did not start in time; its output is above.")
            time.sleep(0.2)

    def get(self, host: str, path: str) -> tuple[int, str, list[tuple[str, str]]]:
        """Ask the demo for one address; follow redirects on the same host."""
        for _ in range(4):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", path, headers={"Host": f"{host}:{self.port}"})
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            connection.close()
            target = answer.getheader("Location", "")
            if answer.status not in (301, 302, 307, 308) or not target:
                return answer.status, body, answer.getheaders()
            path = target.removeprefix(f"http://{host}:{self.port}")
            if not path.startswith("/"):
                raise SetupError(f"http://{host}:{self.port} sends visitors to {target}")
        raise SetupError(f"{host} sends visitors round in a circle")

    def check_sites(self) -> None:
        """Every network answers on its own host, in its own name, without a cookie."""
        found = networks()
        self.expect(len(found) >= 5, "there are at least five networks")
        homes = set()
        for host, name in found:
            status, body, headers = self.get(host, "/")
            self.expect(status == 200, f"{host} answers ({name})")
            self.expect(
                not any(key.lower() == "set-cookie" for key, _ in headers), f"{host} sets no cookie"
            )
            homes.add(body)
            status, body, _ = self.get(host, "/de/suche/?q=Unterhaltsvorschuss")
            self.expect(
                status == 200 and "/angebote/unterhaltsvorschuss" in body,
                f"the search of {host} finds the Unterhaltsvorschuss",
            )
            status, body, _ = self.get(host, "/sitemap.xml")
            self.expect(
                status == 200 and f"http://{host}:{self.port}/" in body,
                f"the sitemap of {host} names its own address and port",
            )
        self.expect(len(homes) == len(found), "no two networks have the same home page")
        status, body, _ = self.get("unknown.localhost", "/")
        self.expect(status in (400, 404), "an unknown host gets nothing")
        self.expect(not any(name in body for _, name in found), "an unknown host sees no network")
        status, _, _ = self.get("localhost", "/admin/login/")
        self.expect(status == 200, "the login of the editors answers")

    def manage(self, code: str) -> str:
        """Run a line of Python in the clone's own Django and return what it prints."""
        done = subprocess.run(
            [self.clone / ".venv/bin/python", "manage.py", "shell", "--no-imports", "-c", code],
            cwd=self.clone,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise SetupError(f"manage.py failed: {done.stderr[-2000:]}")
        return done.stdout

    def check_taken_port(self) -> None:
        """A port that is in use is said in one sentence, before any work."""
        done = subprocess.run(
            ["make", "demo"],
            cwd=self.clone,
            env={**self.environment, "DATA_DIR": str(self.clone.parent / "other")},
            capture_output=True,
            text=True,
            check=False,
        )
        self.expect(
            done.returncode != 0
            and f"Port {self.port} is in use" in done.stderr
            and "Traceback" not in done.stderr,
            "a taken port is said in one sentence",
        )

    def run(self) -> None:
        """Do all of it."""
        network = "from network_core.networks.models import Network as N; "
        with self.demo(FIRST_START_SECONDS) as seconds:
            print(f"  first start: {seconds:.0f} s", flush=True)
            self.check_sites()
            self.check_taken_port()
            self.manage(network + f"N.objects.filter(is_umbrella=True).update(tagline='{EDITED}')")
        with self.demo(FIRST_START_SECONDS) as seconds:
            self.expect(seconds < SECOND_START_SECONDS, f"the second start took {seconds:.1f} s")
        kept = self.manage(network + "print(N.objects.get(is_umbrella=True).tagline)")
        self.expect(EDITED in kept, "what was edited is kept")
        subprocess.run(
            ["make", "demo-reset"],
            cwd=self.clone,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        self.expect(
            not list((self.clone / "var").glob("demo.sqlite3*")), "make demo-reset starts over"
        )


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check() -> None:
    """Clone what is committed and try it."""
    with tempfile.TemporaryDirectory(prefix="networks-smoke-") as folder:
        clone = Path(folder) / "clone"
        done = subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=False)
        if done.returncode != 0:
            raise SetupError("The repository could not be cloned; is this a git checkout?")
        port = int(sys.argv[1]) if len(sys.argv) > 1 else _free_port()
        print(f"→ The demo from a fresh clone, on port {port}", flush=True)
        smoke = Smoke(clone, port)
        smoke.run()
    print(f"\n{smoke.passed} passed, 0 failed")


if __name__ == "__main__":
    report(check)
