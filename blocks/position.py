"""Where a block stands in the body of its page."""

from collections.abc import Iterator, Mapping
from typing import Any

# Blocks put a heading of the second level on the page when they have a title, except for these.
TITLED = "title"
WITHOUT_HEADING = {"notice", "figure", "download", "video_link"}
COLUMNS = ("first", "second")


def _with_columns(body: Any) -> Iterator[Any]:
    """The children of the body, and after columns what stands in them."""
    for child in body:
        yield child
        if child.block_type == "two_columns":
            for column in COLUMNS:
                yield from child.value.get(column) or ()


def _earlier_children(value: Any, context: Mapping[str, Any]) -> Iterator[Any] | None:
    body = getattr(context.get("page"), "body", None)
    if body is None:
        return None
    children = list(_with_columns(body))
    for number, child in enumerate(children):
        if child.value is value:
            return iter(children[:number])
    return None


def earlier_values(value: Any, context: Mapping[str, Any], block_type: str) -> list[Any]:
    """The values of all blocks of that type before `value` in the page's body.

    Empty where the position is not known, as in the preview of a single block.
    """
    children = _earlier_children(value, context)
    return [child.value for child in children or () if child.block_type == block_type]


def is_first(value: Any, context: Mapping[str, Any], block_type: str) -> bool:
    """Whether `value` is the first block of that type in the page's body."""
    children = _earlier_children(value, context)
    return children is not None and all(child.block_type != block_type for child in children)


def heading_below(value: Any, context: Mapping[str, Any]) -> str:
    """The element for a heading inside a block: `h3`, or `h2` when nothing above it has one.

    So no level of headings is left out.
    """
    children = _earlier_children(value, context)
    for child in children or ():
        if child.block_type == "heading":
            return "h3"
        if child.block_type in WITHOUT_HEADING:
            continue
        if isinstance(child.value, Mapping) and child.value.get(TITLED):
            return "h3"
    return "h2"
