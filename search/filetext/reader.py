"""Reads one file from standard input and writes its text to standard output.

Run as a process of its own (`python -m search.filetext.reader pdf`), which knows neither Django
nor any secret, and which the kernel ends when it takes too much time or memory: what strangers
put into a file can then cost no more than that file's text.
"""

from __future__ import annotations

import logging
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree import ElementTree

MAX_CHARACTERS = 100_000
MAX_PAGES = 300
MAX_PART = 30_000_000
"""Bytes of one part of an archive, unpacked."""
CPU_SECONDS = 30
MEMORY = 1_500_000_000

UNREADABLE, ENCRYPTED = 3, 4
"""What the process ends with when there is no text: broken, or under a password."""

# Which parts of an archive hold text, in the order in which people read them.
_PARTS = {
    "docx": re.compile(r"word/document\.xml"),
    "odt": re.compile(r"content\.xml"),
    "odp": re.compile(r"content\.xml"),
    "pptx": re.compile(r"ppt/slides/slide(\d+)\.xml"),
}
# Deleted words, remarks of reviewers and commands to the word processor are nobody's to find.
_HIDDEN = {"delText", "instrText", "tracked-changes", "annotation"}
_PARAGRAPHS = {"p", "h"}

PLAIN = ("txt", "csv")
KINDS = ("pdf", *PLAIN, *_PARTS)


class EncryptedError(Exception):
    """A password is needed."""


def text_of(stream: BinaryIO, kind: str) -> str:
    """The text of a file of one of `KINDS`, at most `MAX_CHARACTERS`; raises whatever is wrong."""
    if kind == "pdf":
        return _bounded(_pdf(stream))
    if kind in PLAIN:
        return _bounded([_decoded(stream.read(MAX_CHARACTERS * 4))])
    return _bounded(_archive(stream, _PARTS[kind]))


def _bounded(parts: Iterable[str]) -> str:
    kept: list[str] = []
    length = 0
    for part in parts:
        kept.append(part)
        length += len(part)
        if length >= MAX_CHARACTERS:
            break
    return "\n".join(kept)[:MAX_CHARACTERS]


def _pdf(stream: BinaryIO) -> Iterator[str]:
    # Imported late: plain text needs none of it.
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(stream, strict=False)
    # Many files have a password for changing them only, and open with none.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise EncryptedError
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            return
        yield page.extract_text()


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _archive(stream: BinaryIO, wanted: re.Pattern[str]) -> Iterator[str]:
    with zipfile.ZipFile(stream) as archive:
        found = [(wanted.fullmatch(name), name) for name in archive.namelist()]
        parts = [(int("".join(m.groups()) or 0), name) for m, name in found if m]
        for _, name in sorted(parts):
            with archive.open(name) as part:
                raw = part.read(MAX_PART + 1)
            if len(raw) > MAX_PART:
                raise ValueError(f"{name} is too large")
            # Within the limits of this process, whatever the entities in it are worth.
            yield from _paragraphs(ElementTree.fromstring(raw))  # noqa: S314


def _paragraphs(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in _HIDDEN:
            continue
        if name in _PARAGRAPHS:
            yield _words(child)
        else:
            yield from _paragraphs(child)


def _words(element: ElementTree.Element) -> str:
    if element.tag.rpartition("}")[2] in _HIDDEN:
        return ""
    inner = ("".join((_words(child), child.tail or "")) for child in element)
    return (element.text or "") + "".join(inner)


def main() -> int:
    """Read, write, and say by the exit code why there is nothing."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable(logging.CRITICAL)
    try:
        text = text_of(sys.stdin.buffer, sys.argv[1])
    except EncryptedError:
        return ENCRYPTED
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return UNREADABLE
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
