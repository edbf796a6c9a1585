"""A process that starts indexers and kills them: `python -m tests.search.indexing_process`.

Reads lines: the milliseconds after which the next indexer is killed. Answers each with `killed` or
`done`, and ends with its input. Django and the dictionary are loaded once; each indexer is a fork
that has opened neither the database nor an index before.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def main() -> None:
    """Start and kill as told."""
    django.setup()
    settings.SEARCH_INDEX_DIR = Path(os.environ["SEARCH_INDEX_DIR"])
    if "ELASTICSEARCH_PREFIX" in os.environ:
        settings.SEARCH_ENGINE = "elasticsearch"
    from search import indexer
    from search.analysis.dictionary import warm_up

    warm_up()
    _say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            indexer.index_all_pending()
            os._exit(0)
        _say("killed" if _killed(child, float(line) / 1000) else "done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _killed(child: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0] == child:
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


if __name__ == "__main__":
    main()
