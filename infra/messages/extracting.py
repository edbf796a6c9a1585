"""From sources to messages, by Django's own reading of templates and Babel's of Python."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from infra.installation.paths import ROOT
from infra.messages.sources import (
    CHOICES_FOR_EDITORS,
    CONSTANTS_FOR_EDITORS,
    modules,
    templates,
)

# What each function is given: the singular, the plural, a context ("c").
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
# Functions that speak to editors: what a form of the admin refuses, and fields made by functions.
_FOR_EDITORS = re.compile(r"clean(_\w+)?|_check_\w+|validate_\w+|\w+_field")
_ERRORS = {"ValidationError", "StructBlockValidationError"}


@dataclass
class Message:
    """One string of the product, with the files that say it."""

    text: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        """What gettext finds it by."""
        return self.context, self.text


Messages = dict[tuple[str | None, str], Message]


def messages_for_visitors() -> Messages:
    """Every message that the sources for visitors hold, by its key."""
    found: Messages = {}
    for path in templates():
        _add(found, path, messages_of_template(path))
    for path, is_whole in modules():
        _add(found, path, messages_of_module(path, whole=is_whole))
    return found


def every_message() -> Messages:
    """Every message of the project, whoever it speaks to."""
    found: Messages = {}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            _add(found, path, messages_of_template(path))
    for package in ("blocks", "network_core", "search", "sites"):
        for path in sorted((ROOT / package).rglob("*.py")):
            _add(found, path, messages_of_module(path, whole=True))
    return found


def messages_of_template(path: Path) -> Iterator[Message]:
    """The messages of one template."""
    # What Django makes of a template is Python for gettext's tools, except for its indentation.
    python = _INDENTATION.sub("", templatize(path.read_text(encoding="utf-8")))
    return (message for _line, message in _extracted(python))


def messages_of_module(path: Path, *, whole: bool) -> Iterator[Message]:
    """The messages of one module, or of the parts of it that visitors can read."""
    source = path.read_text(encoding="utf-8")
    spoken = None if whole else _lines_for_visitors(ast.parse(source), constants=_constants(path))
    return (message for line, message in _extracted(source) if spoken is None or line in spoken)


def _constants(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return not any(fnmatch(name, pattern) for pattern in CONSTANTS_FOR_EDITORS)


def _extracted(python: str) -> Iterator[tuple[int, Message]]:
    for line, found, _comments, context in extract("python", BytesIO(python.encode()), KEYWORDS):
        texts = [found] if isinstance(found, str) else list(found)
        if texts[0]:
            yield line, Message(texts[0], texts[1] if len(texts) > 1 else "", context)


def _add(found: Messages, path: Path, messages: Iterator[Message]) -> None:
    for message in messages:
        kept = found.setdefault(message.key, message)
        kept.plural = kept.plural or message.plural
        kept.files.add(path.relative_to(ROOT).as_posix())


def _lines_for_visitors(tree: ast.Module, *, constants: bool) -> set[int]:
    """The lines of constants, choices and functions, without what a form of the admin refuses."""
    lines: set[int] = set()
    for node in tree.body:
        is_constant = isinstance(node, ast.Assign | ast.AnnAssign)
        if isinstance(node, ast.FunctionDef) or (is_constant and constants):
            lines |= _spoken(node)
        elif isinstance(node, ast.ClassDef):
            lines |= _of_class(node)
    return lines


def _of_class(node: ast.ClassDef) -> set[int]:
    if any("Choices" in ast.unparse(base) for base in node.bases):
        return set() if node.name in CHOICES_FOR_EDITORS else _span(node)
    lines: set[int] = set()
    for part in node.body:
        if isinstance(part, ast.ClassDef):
            lines |= _of_class(part)
        elif isinstance(part, ast.FunctionDef):
            lines |= _spoken(part)
    return lines


def _spoken(node: ast.stmt) -> set[int]:
    if isinstance(node, ast.FunctionDef) and _FOR_EDITORS.fullmatch(node.name):
        return set()
    lines = _span(node)
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and _is_for_editors(part):
            lines -= _span(part)
    return lines


def _is_for_editors(call: ast.Call) -> bool:
    """Whether a call makes what only editors read: an error of a form, a figure of the umbrella."""
    name = ast.unparse(call.func).split(".")[-1]
    return name in _ERRORS or (
        name == "Figure" and all(keyword.arg != "is_harmless" for keyword in call.keywords)
    )


def _span(node: ast.stmt | ast.expr) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
