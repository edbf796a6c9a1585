"""Reading uploaded PO files and archives of them, which anybody may have made.

Nothing is unpacked to the disk. What an archive says about its own sizes is not believed.
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import polib
from django.utils.translation import gettext as _

from sites.translating.po.writing import MARK, NETWORK, TEXT

# What comes of archives that are damaged, encrypted or packed in a way that nobody uses.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError, struct.error, lzma.LZMAError),
)
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
LARGEST_FILE = 1024 * 1024
MOST_FILES = 5000
MOST_ENTRIES = 2000
MOST_MESSAGES = 20


class UploadError(Exception):
    """Why nothing is taken over; one sentence for each mistake, with file and entry."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = list(messages)


@dataclass(frozen=True)
class Entry:
    """One entry of a file; `mark` is the fingerprint that was written with it."""

    context: str
    german: str
    words: str
    mark: str


@dataclass(frozen=True)
class PoText:
    """One file: which text of which network it says it is, and its entries."""

    name: str
    identity: str
    network: str
    language: str
    entries: list[Entry]


def read_upload(name: str, file: IO[bytes], size: int) -> list[PoText]:
    """The PO files of an archive, or the one that was uploaded by itself.

    Raises `UploadError` for the first that cannot be read.
    """
    if size > MOST_BYTES:
        raise UploadError(
            _("„%(name)s“ ist zu groß. Erlaubt sind %(size)d MB.")
            % {"name": name, "size": MOST_BYTES // 1024 // 1024}
        )
    if zipfile.is_zipfile(file):
        file.seek(0)
        files = list(_unpack(name, file))
        if not files:
            raise UploadError(_("„%(name)s“ enthält keine PO-Datei.") % {"name": name})
        return [_parse(inner, content) for inner, content in files]
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UploadError(_too_large(name))
    return [_parse(name, content)]


def _too_large(name: str) -> str:
    return _("„%(name)s“ ist zu groß für einen einzelnen Text.") % {"name": name}


def _unpack(name: str, file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    total = 0
    try:
        with zipfile.ZipFile(file) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir()]
            if len(listed) > MOST_FILES:
                raise UploadError(
                    _("„%(name)s“ enthält mehr als %(number)d Dateien.")
                    % {"name": name, "number": MOST_FILES}
                )
            for each in listed:
                _check_name(each)
                with archive.open(each) as packed:
                    content = packed.read(LARGEST_FILE + 1)
                total += len(content)
                if len(content) > LARGEST_FILE:
                    raise UploadError(_too_large(each.filename))
                if total > MOST_UNPACKED:
                    raise UploadError(
                        _("„%(name)s“ wird ausgepackt zu groß, bei „%(file)s“.")
                        % {"name": name, "file": each.filename}
                    )
                yield each.filename, content
    except _UNREADABLE as error:
        raise UploadError(_("„%(name)s“ ist kein lesbares ZIP-Archiv.") % {"name": name}) from error


def _check_name(each: zipfile.ZipInfo) -> None:
    name = each.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name:
        raise UploadError(
            _("„%(name)s“ im Archiv hat einen Namen, der aus ihm hinausführt.") % {"name": name}
        )
    if not name.lower().endswith(".po"):
        raise UploadError(_("„%(name)s“ im Archiv ist keine PO-Datei.") % {"name": name})


def _parse(name: str, content: bytes) -> PoText:
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise ValueError
        # Without a line end polib would take what it is given for the name of a file.
        po = polib.pofile("\n" + text.replace("\r\n", "\n"), wrapwidth=0)
    except UnicodeDecodeError as error:
        raise UploadError(
            _("„%(name)s“ ist nicht in UTF-8 geschrieben.") % {"name": name}
        ) from error
    except (OSError, ValueError, IndexError, KeyError, AttributeError) as error:
        raise UploadError(_("„%(name)s“ ist keine lesbare PO-Datei.") % {"name": name}) from error
    if TEXT not in po.metadata or NETWORK not in po.metadata:
        raise UploadError(
            _("„%(name)s“ sagt nicht, zu welchem Text sie gehört. Wurde sie hier heruntergeladen?")
            % {"name": name}
        )
    if len(po) > MOST_ENTRIES:
        raise UploadError(_too_large(name))
    return PoText(
        name,
        po.metadata[TEXT],
        po.metadata[NETWORK],
        po.metadata.get("Language", ""),
        list(_entries(name, po)),
    )


def _entries(name: str, po: polib.POFile) -> Iterator[Entry]:
    seen = set()
    for each in po:
        if each.obsolete:
            continue
        where = {"name": name, "entry": each.msgctxt or each.msgid[:60]}
        if each.msgid_plural or (each.msgctxt, each.msgid) in seen:
            raise UploadError(
                _("„%(name)s“, Eintrag „%(entry)s“: steht doppelt oder in der Mehrzahl.") % where
            )
        seen.add((each.msgctxt, each.msgid))
        words = "" if each.fuzzy else each.msgstr
        lines = each.comment.splitlines()
        mark = next((line[len(MARK) :] for line in lines if line.startswith(MARK)), "")
        yield Entry(each.msgctxt or "", each.msgid, words, mark.strip())
