"""`python3 -m infra.demo` starts the demo, `python3 -m infra.demo reset` forgets its data.

Needs nothing but Python: installs what is missing, prepares the data, then becomes the server.
"""

from __future__ import annotations

import os
import subprocess
import sys

from infra.demo import port as ports
from infra.demo import state
from infra.installation import machine
from infra.installation.__main__ import install
from infra.installation.paths import ROOT, VENV, data_dir
from infra.installation.problem import SetupError, report

ROOM_FOR_DATA_GIGABYTES = 0.3


def start() -> None:
    """Prepare what is not yet prepared and serve; returns only by a `SetupError`."""
    machine.check_python()
    port = ports.chosen()
    claim = state.hold()
    listen_on = ports.addresses(port)
    machine.check_disk(data_dir(), ROOM_FOR_DATA_GIGABYTES)
    install(["product", "assets"])
    environment = {
        **os.environ,
        "PORT": str(port),
        "DATA_DIR": str(data_dir()),
        "DEMO_LISTEN_ON": " ".join(listen_on),
    }
    environment.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings.demo")
    python = str(VENV / "bin" / "python")
    os.chdir(ROOT)
    if not state.is_prepared(port):
        done = subprocess.run([python, "-m", "infra.demo.prepare"], env=environment, check=False)
        if done.returncode != 0:
            raise SetupError(
                "The demo could not be prepared; what went wrong is said above."
                " `make demo-reset` starts over with empty data."
            )
    state.note_port(claim, port)
    print("→ Starting the server …", flush=True)
    os.execve(  # noqa: S606  (nothing of it comes from outside)
        python,
        [python, "-m", "gunicorn", "-c", "python:infra.demo.server", "infra.wsgi:application"],
        environment,
    )


def reset() -> None:
    """Delete the demo's data; raise `SetupError` while the demo is running."""
    state.hold()
    state.remove()
    print(f"The demo's data in {data_dir()} are gone. `make demo` makes them anew.")


def main() -> None:
    """Do what the command line asks for."""
    report(reset if sys.argv[1:] == ["reset"] else start)


if __name__ == "__main__":
    main()
