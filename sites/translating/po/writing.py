"""Texts as PO files, and all of a network and language as one archive."""

import hashlib
import tempfile
import zipfile
from typing import IO

import polib
from django.utils.text import slugify

from network_core.networks.models import Network
from network_core.tenancy.models import User
from sites.translating.po.texts import Text, texts_of

NETWORK, TEXT = "X-Network", "X-Text"
# In front of the fingerprint of each entry; programs for translators keep such comments.
MARK = "Fingerabdruck: "
_KEPT_IN_MEMORY = 2 * 1024 * 1024


def mark_of(identity: str, context: str, german: str) -> str:
    """A fingerprint of one entry, by which a changed German text in a file is noticed."""
    said = "\0".join((identity, context, german))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def po_of(text: Text, network: Network, language: str) -> polib.POFile:
    """One text as a PO file: `msgctxt` is where a piece stands, `msgid` the German of today."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        NETWORK: network.slug,
        TEXT: text.identity,
    }
    po.header = text.title
    for unit in text.units:
        po.append(
            polib.POEntry(
                msgctxt=unit.context,
                msgid=unit.german,
                msgstr=unit.words,
                comment=MARK + mark_of(text.identity, unit.context, unit.german),
            )
        )
    return po


def write_archive(network: Network, language: str, user: User) -> IO[bytes]:
    """A ZIP file with a PO file for each text that the person may translate."""
    file = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115 - sent later
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for text in texts_of(network, language, user):
            key, _slash, number = text.identity.partition("/")
            name = f"{key}-{slugify(text.title)[:60]}-{number}.po"
            archive.writestr(name, str(po_of(text, network, language)))
    file.seek(0)
    return file
