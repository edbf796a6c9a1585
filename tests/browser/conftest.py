"""A real browser in front of the real demo: gunicorn, compressed files, the five networks."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.demo.welcome import networks
from infra.installation.paths import ASSETS, ROOT

START_SECONDS = 600
STOP_SECONDS = 20
HOSTS = [host for host, _ in networks()]
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
# The closed network of a test machine must not make the browser wait for its maker's servers.
CHROMIUM_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

# What every network has; of the rest one address per template is taken from the site map.
FIXED = {
    "home": "/de/",
    "offers": "/de/angebote/",
    "partners": "/de/partner/",
    "news": "/de/aktuelles/",
    "events": "/de/veranstaltungen/",
    "past events": "/de/veranstaltungen/?past=1",
    "alliance": "/de/zusammenarbeit/",
    "leaflet": "/de/wichtige-adressen/",
    "pathways": "/de/wegweiser/",
    "shortlist": "/de/merkliste/?merkliste=a1-a2-s1-s2-a999999",
    "empty shortlist": "/de/merkliste/",
    "contact": "/de/kontakt/",
    "imprint": "/de/impressum/",
    "privacy": "/de/datenschutz/",
    "accessibility": "/de/barrierefreiheit/",
    "search": "/de/suche/?q=kinder",
    "search with a map": "/de/suche/?q=beratung&near=37073&radius=100&view=map",
    "search without hits": "/de/suche/?q=xyzzyxyzzy",
    "missing": "/de/gibt-es-nicht/",
}
FOUND = {
    "offer": r"/de/angebote/[^/]+/",
    "partner": r"/de/partner/[^/]+/",
    "article": r"/de/aktuelles/[^/]+/",
    "pathway": r"/de/wegweiser/[^/?]+/",
    "event": r"/de/veranstaltungen/[^/?]+/",
    "month of events": r"/de/veranstaltungen/\?monat=[\d-]+",
    "group": r"/de/zusammenarbeit/arbeitsgruppen/[^/]+/",
    "agreement": r"/de/zusammenarbeit/vereinbarungen/[^/]+/",
    "networks of the month": r"/de/zusammenarbeit/netzwerk-des-monats/",
    "series of portraits": r"/de/.*vorstellungsrunde/",
    "portrait": r"/de/.*vorstellungsrunde/[^/]+/",
    "practice": r"/de/praxis/",
    "example of practice": r"/de/praxis/[^/]+/",
    "for companies": r"/de/unternehmen/",
    "results": r"/de/ergebnisse/",
    "survey report": r"/de/ergebnisse/umfrage/",
    "checklist": r"/de/ergebnisse/checkliste/",
    "networks on a map": r"/de/netzwerke/",
    "also worth knowing": r"/de/auch-wissenswert/",
    "about us": r"/de/(?:ueber-uns|netzwerk|koordinierungsstelle)/",
    "steps": r"/de/(?:dienstleistungsketten|leistungen-im-ueberblick/antrag-stellen)/",
    "workshop talks": r"/de/werkstattgespraeche/",
    "standard page": r"/de/(?!angebote|partner|aktuelles|veranst|zusammen|wegweiser)[^/]+/[^/]+/",
}
# Lists that lead to what is not in the site map of the host: records of others, filtered views.
LISTS = (
    "/de/angebote/",
    "/de/wegweiser/",
    "/de/partner/",
    "/de/veranstaltungen/",
    "/de/veranstaltungen/?past=1",
    "/de/zusammenarbeit/",
)


@dataclass(frozen=True)
class Demo:
    """The running demo."""

    port: int
    data: Path

    def manage(self, *arguments: str, program: str = "") -> str:
        """Run a command of the product with the data of the demo; what it printed."""
        unwanted = ("DATABASE_URL", "SEARCH_INDEX_DIR")
        environment = {name: value for name, value in os.environ.items() if name not in unwanted}
        environment |= {
            "PORT": str(self.port),
            "DATA_DIR": str(self.data),
            "DJANGO_SETTINGS_MODULE": "infra.settings.demo",
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            input=program,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def url(self, host: str, path: str) -> str:
        """Return the whole address."""
        return f"http://{host}:{self.port}{path}"

    def read(self, host: str, path: str) -> str:
        """Return what is there, without a browser and without asking any name server."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Host": f"{host}:{self.port}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return str(answer.read().decode())

    def pages(self, host: str) -> dict[str, str]:
        """Return one path for every template that this network shows."""
        listed = re.findall(
            rf"http://{re.escape(host)}:{self.port}(/[^<\s]*)", self.read(host, "/sitemap.xml")
        )
        for path in LISTS:
            found = re.findall(r'href="(\??/?[^"]*)"', self.read(host, path))
            listed += [urljoin(path, unescape(link)) for link in found]
        pages = dict(FIXED)
        for name, pattern in FOUND.items():
            match = next((path for path in listed if re.fullmatch(pattern, path)), None)
            if match:
                pages[name] = match
        if "pathway" in pages:
            pages["pathway on paper"] = f"{pages['pathway']}drucken/"
            pages["next steps"] = f"{pages['pathway']}naechste-schritte/"
            pages["pathway with a list"] = f"{pages['pathway']}?merkliste=a1-s1"
        return pages


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo with data of its own; stopped and forgotten afterwards.

    `DEMO_PORT` takes one that is already running, with its data in `DATA_DIR`: quicker while
    somebody works on a page.
    """
    if running := os.environ.get("DEMO_PORT"):
        yield Demo(int(running), Path(os.environ.get("DATA_DIR") or ROOT / "var"))
        return
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    unwanted = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SEARCH_INDEX_DIR")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"PORT": str(port), "DATA_DIR": str(folder / "data")}
    log = folder / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.demo"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while "The demo is ready" not in log.read_text(encoding="utf-8", errors="replace"):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The demo did not start:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.5)
        yield Demo(port, folder / "data")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a missing one is a failure."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*CHROMIUM_OPTIONS, *sandbox]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return Path(ASSETS, "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
