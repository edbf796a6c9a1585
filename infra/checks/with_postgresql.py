"""`python -m infra.checks.with_postgresql COMMAND…` runs it with `DATABASE_URL` on PostgreSQL.

A `DATABASE_URL` that is already there is used as it is. Without one a server is started from the
machine's binaries for just this command: own folder, own port, own password, gone afterwards.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.installation.problem import SetupError, report

MINIMUM_VERSION = 14
SYSTEM_USER = "postgres"
DATABASE_USER = "tests"
START_SECONDS = 60
STOP_SECONDS = 30
# The data live as long as one run of the tests: nothing has to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


def binaries() -> Path:
    """Return the folder with the newest PostgreSQL server programs; raise `SetupError` if none."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found = {_version(folder): folder for folder in folders}
    newest = max(found, default=0)
    if newest < MINIMUM_VERSION:
        raise SetupError(
            f"PostgreSQL {MINIMUM_VERSION} or newer is needed and was not found;"
            " on Debian `apt install postgresql-15` brings it."
        )
    return found[newest]


def _version(folder: Path) -> int:
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return 0
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"\) (\d+)", answer.stdout)
    return int(number[1]) if number else 0


def _unprivileged() -> dict[str, Any]:
    """Return how to run the server: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        raise SetupError(
            f"PostgreSQL does not run as root, and there is no user {SYSTEM_USER};"
            " Debian's package postgresql-common makes it."
        ) from error
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a PostgreSQL server; give its `DATABASE_URL`."""
    programs = binaries()
    identity = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="networks-postgresql-"))
    password = secrets.token_urlsafe(16)
    port = _free_port()
    try:
        (folder / "password").write_text(password + "\n", encoding="utf-8")
        for path in (folder, folder / "password"):
            if identity:
                os.chown(path, identity["user"], identity["group"])
        _call(
            [
                *(programs / "initdb", "--pgdata", folder / "data", "--username", DATABASE_USER),
                *("--pwfile", folder / "password", "--auth", "scram-sha-256"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ],
            folder,
            identity,
        )
        settings = ["listen_addresses=127.0.0.1", f"port={port}", *FAST]
        settings.append(f"unix_socket_directories={folder}")
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(folder / "data")]
                + [word for setting in settings for word in ("-c", setting)],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl+C is for the tests; the server is stopped when they have ended.
                start_new_session=True,
                **identity,
            )
        try:
            _wait_until_ready(process, programs, port, folder)
            environment = {**os.environ, "PGPASSWORD": password}
            subprocess.run(
                [
                    *(programs / "createdb", "-h", "127.0.0.1", "-p", str(port)),
                    *("-U", DATABASE_USER, "networks"),
                ],
                env=environment,
                check=True,
            )
            yield f"postgres://{DATABASE_USER}:{password}@127.0.0.1:{port}/networks"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _call(command: list[Any], folder: Path, identity: dict[str, Any]) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, **identity
    )
    if done.returncode != 0:
        raise SetupError(f"PostgreSQL could not be set up: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(
    process: subprocess.Popen[bytes], programs: Path, port: int, folder: Path
) -> None:
    deadline = time.monotonic() + START_SECONDS
    question = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(question, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > deadline:
            log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
            raise SetupError(f"PostgreSQL did not start within {START_SECONDS} s:\n{log[-2000:]}")
        time.sleep(0.1)


def run(command: list[str]) -> int:
    """Run `command` on PostgreSQL and return its exit code."""
    given = os.environ.get("DATABASE_URL", "")
    if given:
        if not given.startswith(("postgres://", "postgresql://", "psql://")):
            raise SetupError("DATABASE_URL must name a PostgreSQL database here, or be absent.")
        return subprocess.run(command, check=False).returncode
    # Being told to end must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        print(f"→ PostgreSQL from {binaries()}", flush=True)
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    report(lambda: sys.exit(run(sys.argv[1:])))
