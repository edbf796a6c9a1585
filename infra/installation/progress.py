"""Shows what is going on while a step takes its time, and keeps the details in a log."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from infra.installation.paths import ROOT, data_dir
from infra.installation.problem import SetupError

HEARTBEAT_SECONDS = 10.0


class Step:
    """A titled step: says when it starts, that it is still alive, and how long it took."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> Step:
        self._begin = time.monotonic()
        print(f"→ {self.title} …", flush=True)
        threading.Thread(target=self._beat, daemon=True).start()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        with self._lock:
            self._ended.set()
        if kind is None:
            print(f"  done in {time.monotonic() - self._begin:.0f} s", flush=True)

    def _beat(self) -> None:
        while not self._ended.wait(HEARTBEAT_SECONDS):
            with self._lock:
                if not self._ended.is_set():
                    seconds = time.monotonic() - self._begin
                    print(f"  … {seconds:.0f} s", flush=True)


def run(
    title: str,
    command: Sequence[str | Path],
    *,
    failure: str,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    log_name: str = "setup.log",
) -> None:
    """Run `command` as one step; its output goes to a log.

    When it fails, the end of the output is shown and `SetupError` carries the sentence `failure`.
    """
    log = data_dir() / "log" / log_name
    log.parent.mkdir(parents=True, exist_ok=True)
    with Step(title), log.open("a", encoding="utf-8") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n")
        output.flush()
        begin = output.tell()
        result = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=dict(environment) if environment is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if result.returncode != 0:
            with log.open(encoding="utf-8", errors="replace") as written:
                written.seek(begin)
                tail = written.read().strip().splitlines()[-12:]
            print("\n".join(f"    {line}" for line in tail), file=sys.stderr, flush=True)
            raise SetupError(f"{failure} The whole output is in {log}.")
