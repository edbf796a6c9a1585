"""Comparing rich text by what it says, not by how an editor happened to write it down."""

import re

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
_BETWEEN_TAGS = re.compile(r">\s+<")
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>|<p/>")


def without_keys(text: str) -> str:
    """Rich text without the keys of its paragraphs, for people who translate it elsewhere."""
    return _BLOCK_KEY.sub("", text).replace("\r\n", "\n").strip()


def comparable(text: str) -> str:
    """The text without what the editor adds at every opening: keys, empty paragraphs, line ends.

    Plain text only loses blanks around it and the carriage returns that a form sends.
    """
    text = text.replace("\r\n", "\n")
    if "<" in text:
        text = _BETWEEN_TAGS.sub("><", _BLOCK_KEY.sub("", text))
        text = _EMPTY_PARAGRAPH.sub("", text)
    return text.strip()
