"""From a kind of mail and its context to subject, text and HTML in one network's words."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

from network_core.mail.headers import MAX_SUBJECT, one_line
from network_core.words.typesetting import is_right_to_left, isolate, isolate_html

if TYPE_CHECKING:
    from network_core.networks.models import Network

WIDTH = 72
KIND_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,59}")

_QUOTE = re.compile(r"^(?:> ?)*")
_LIST_ITEM = re.compile(r"^(\s*(?:[-*•–]|\d{1,3}\.)\s+)")


@dataclass(frozen=True)
class RenderedMail:
    """A mail as it will be read."""

    subject: str
    text: str
    html: str
    language: str


def render_mail(
    kind: str, network: "Network", context: Mapping[str, Any], language: str | None = None
) -> RenderedMail:
    """Render `mail/<kind>.subject.txt`, `mail/<kind>.txt` and `mail/<kind>.html`.

    The templates get `network` (for du or Sie: `network.is_informal`), `language`, `direction`
    and the context. The language is German where the network does not offer the one asked for.
    """
    if not KIND_PATTERN.fullmatch(kind):
        raise ValueError(f"{kind!r} is no kind of mail.")
    if language is None or not network.offers_language(language):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        values = {
            **context,
            "network": network,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        subject = one_line(_render_plain(f"mail/{kind}.subject.txt", values), MAX_SUBJECT)
        values["subject"] = subject
        text = wrap(_render_plain(f"mail/{kind}.txt", values))
        html: str = render_to_string(f"mail/{kind}.html", values)
    if is_right_to_left(language):
        subject, text, html = isolate(subject), isolate(text), isolate_html(html)
    return RenderedMail(subject=subject, text=text, html=html, language=language)


def wrap(text: str, width: int = WIDTH) -> str:
    """Wrap plain text at `width`; addresses of pages stay whole, quotes and lists keep their shape.

    Runs of empty lines, which templates leave behind, become one.
    """
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = line.rstrip()
        if len(line) <= width:
            lines.append(line)
            continue
        quote = _QUOTE.match(line)
        prefix = quote.group() if quote else ""
        body = line[len(prefix) :]
        item = _LIST_ITEM.match(body)
        hang = " " * len(item.group()) if item else re.match(r"\s*", body).group()  # type: ignore[union-attr]
        lines.extend(
            textwrap.wrap(
                body.strip() if not item else body,
                width=width,
                initial_indent=prefix if item else prefix + hang,
                subsequent_indent=prefix + hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _render_plain(template_name: str, values: Mapping[str, Any]) -> str:
    # Plain text must not turn "&" into "&amp;", and no template has to remember to say so.
    template = Engine.get_default().get_template(template_name)
    return str(template.render(Context(dict(values), autoescape=False)))
