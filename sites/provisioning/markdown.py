"""Markdown of the content files → raw value of a page's StreamField.

Paragraphs and lists become `text` blocks, headings `heading` blocks, and every fenced code block
the block that its info string names, with TOML as its content.
"""

import tomllib
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sites.provisioning.files import ContentError

RawBlock = dict[str, Any]
# From a link such as `page:aktuelles/neues` to the attributes of the link in rich text.
LinkResolver = Callable[[str], dict[str, str] | None]
# Name of the block, its TOML, and its place in the content files.
BlockBuilder = Callable[[str, dict[str, Any], str], Any]

NAMESPACE = UUID("5f0c4c7e-2f0b-4f0e-9d2a-6a4a0c0f7b11")
LINK_KINDS = ("page:", "offer:", "partner:", "event:", "pathway:", "network:")


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def to_html(text: str, resolve: LinkResolver) -> str:
    """Rich text for the database from Markdown. Links that lead nowhere become plain text."""
    parser = _parser()
    tokens = parser.parse(text)
    _resolve_links(tokens, resolve)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html.strip()


def stable_id(place: str) -> str:
    """An id that is the same whenever the same text is read again: translations hang on it."""
    return str(uuid5(NAMESPACE, place))


def to_blocks(text: str, resolve: LinkResolver, build: BlockBuilder, place: str) -> list[RawBlock]:
    """The blocks of the page at `place` (network, language, file).

    `build` turns a block's name and TOML into its raw value.
    """
    parser = _parser()
    tokens = parser.parse(text)
    _resolve_links(tokens, resolve)
    blocks: list[RawBlock] = []
    waiting: list[Token] = []

    def add(name: str, value: Any) -> None:
        blocks.append({"type": name, "id": stable_id(f"{place}/{len(blocks)}"), "value": value})

    def flush() -> None:
        if waiting:
            add("text", parser.renderer.render(waiting, parser.options, {}).strip())
            waiting.clear()

    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open":
            flush()
            value = {"text": _plain(tokens[position + 1]), "level": token.tag}
            add("heading", value)
            position += 3
            continue
        if token.type == "fence":
            flush()
            add(token.info.strip(), _fenced(token, build, f"{place}/{len(blocks)}"))
        else:
            waiting.append(token)
        position += 1
    flush()
    return blocks


def _plain(inline: Token) -> str:
    """The text of a heading without its marks: blocks have no markup in headings."""
    return "".join(child.content for child in inline.children or [])


def _fenced(token: Token, build: BlockBuilder, place: str) -> Any:
    name = token.info.strip()
    try:
        data = tomllib.loads(token.content)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"block {name}: {error}") from error
    return build(name, data, place)


def _resolve_links(tokens: list[Token], resolve: LinkResolver) -> None:
    """Replace our own kinds of links inside `tokens` by what the database needs."""
    for token in tokens:
        if not token.children:
            continue
        kept: list[Token] = []
        dropped = False
        for child in token.children:
            if child.type == "link_open":
                href = str(child.attrs.get("href", ""))
                if href.startswith(LINK_KINDS):
                    attributes = resolve(href)
                    dropped = attributes is None
                    if attributes is None:
                        continue
                    child.attrs = dict(attributes)
            elif child.type == "link_close" and dropped:
                dropped = False
                continue
            kept.append(child)
        token.children = kept
