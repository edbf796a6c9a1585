"""Having the text of a file read, within bounds, and keeping it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
from typing import BinaryIO

from django.conf import settings
from django_tasks import task

from network_core.jobs.tasks import BACKGROUND
from network_core.media.models import File
from search.analysis.normalise import clean
from search.filetext import reader
from search.filetext.models import FileText, unread_files

logger = logging.getLogger(__name__)

MAX_BYTES = 30_000_000
SECONDS = 60.0

State = FileText.State


@task(backend=BACKGROUND)
def read_file(pk: int) -> str:
    """Read one file that was uploaded; the state in which that ended."""
    file = unread_files().filter(pk=pk).first()
    return keep_text(file) if file else ""


def read_unread_files(limit: int = 500) -> dict[str, int]:
    """Read up to `limit` files that were not read yet: how many ended in which state."""
    ended: dict[str, int] = {}
    for file in unread_files()[:limit]:
        state = keep_text(file)
        ended[state] = ended.get(state, 0) + 1
    return ended


def keep_text(file: File) -> str:
    """Read the file and keep what was found; the state in which that ended.

    Files are what anybody may have made: nothing in them raises here. What cannot be read stays
    findable by its title, and is not tried again until it is replaced.
    """
    state, text = _read(file)
    FileText.objects.update_or_create(
        file=file, defaults={"source": file.file.name, "state": state, "text": text}
    )
    return state


def _read(file: File) -> tuple[str, str]:
    kind = file.file_extension
    if kind not in reader.KINDS:
        return State.READ, ""
    try:
        with file.file.open("rb") as source, tempfile.TemporaryFile() as copy:
            # One byte more than may be read, to notice that it is too much.
            shutil.copyfileobj(_Bounded(source, MAX_BYTES + 1), copy)
            if copy.tell() > MAX_BYTES:
                logger.warning("File %s is too large to be read.", file.pk)
                return State.TOO_LARGE, ""
            copy.seek(0)
            return _in_process(file, copy, kind)
    except OSError as error:
        logger.warning("File %s cannot be opened: %s", file.pk, error)
        return State.UNREADABLE, ""


def _in_process(file: File, copy: BinaryIO, kind: str) -> tuple[str, str]:
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "search.filetext.reader", kind],
            stdin=copy,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=settings.BASE_DIR,
            env={"PATH": ""},
        )
    except subprocess.TimeoutExpired:
        logger.warning("File %s took longer than %d seconds to read.", file.pk, SECONDS)
        return State.UNREADABLE, ""
    if done.returncode == reader.ENCRYPTED:
        logger.info("File %s is under a password.", file.pk)
        return State.ENCRYPTED, ""
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or f"ended by {done.returncode}"
        logger.warning("File %s cannot be read: %s", file.pk, reason[-500:])
        return State.UNREADABLE, ""
    return State.READ, " ".join(clean(done.stdout.decode("utf-8", "replace")).split())


class _Bounded:
    """A stream that ends after so many bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(chunk)
        return chunk
