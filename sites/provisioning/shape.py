"""Refusing what a stream would drop without a word: unknown blocks, and unknown keys of blocks."""

from typing import Any

from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock

from sites.provisioning.files import ContentError


def check_shape(value: Any, block: Block, name: str) -> None:
    """Raise `ContentError` when the raw `value` has something that `block` does not know."""
    if isinstance(block, StreamBlock):
        for child in value:
            if child["type"] not in block.child_blocks:
                raise ContentError(f"unknown block {child['type']!r}")
            check_shape(child["value"], block.child_blocks[child["type"]], child["type"])
    elif isinstance(block, ListBlock):
        for item in value:
            check_shape(item["value"], block.child_block, name)
    elif isinstance(block, StructBlock):
        if not isinstance(value, dict):
            raise ContentError(f"block {name}: it has keys and values")
        if unknown := set(value) - set(block.child_blocks):
            raise ContentError(f"block {name}: unknown keys {', '.join(sorted(unknown))}")
        for key, inner in value.items():
            check_shape(inner, block.child_blocks[key], name)
