"""A translated file, completed with the facts of the German one."""

from typing import Any

from sites.provisioning.files import ContentError, TextFile
from sites.provisioning.markdown import BlockBuilder, LinkResolver, RawBlock, to_blocks

# Pictures and files of blocks: facts, made once with the German page.
MEDIA = {"image", "document"}


def completed(german: TextFile, words: TextFile) -> TextFile:
    """`german` with the words of `words`, which also gives the text.

    Raises `ContentError` for what the German file does not have.
    """
    data = merged(german.data, words.data, "front matter")
    return TextFile(words.path, data, words.text)


def merged(german: Any, words: Any, place: str) -> Any:
    """The German value with words in the place of its own, down to every list and table."""
    if isinstance(german, dict) and isinstance(words, dict):
        if unknown := set(words) - set(german):
            raise ContentError(f"{place}: not in German: {', '.join(sorted(unknown))}")
        return german | {key: merged(german[key], words[key], key) for key in words}
    if isinstance(german, list) and isinstance(words, list):
        if len(german) != len(words):
            raise ContentError(f"{place}: {len(words)} items, {len(german)} in German")
        return [merged(old, new, place) for old, new in zip(german, words, strict=True)]
    if german != words and not (isinstance(german, str) and isinstance(words, str)):
        raise ContentError(f"{place}: only words are translated")
    return words


def completed_blocks(
    german: TextFile, words: TextFile, resolve: LinkResolver, build: BlockBuilder, place: str
) -> list[RawBlock]:
    """The blocks of the text of `words`, with the facts and the ids of the German blocks.

    Raises `ContentError` when the blocks are not those of the German file in their order.
    """
    fences: list[tuple[str, dict[str, Any]]] = []
    to_blocks(german.text, resolve, lambda name, data, _at: fences.append((name, data)), place)
    waiting = iter(fences)

    def build_completed(name: str, data: dict[str, Any], at: str) -> Any:
        german_name, facts = next(waiting, ("", {}))
        if name != german_name:
            raise ContentError(f"block {name}: in German there is {german_name or 'none'}")
        values = merged(facts, data, f"block {name}")
        return build(name, {key: values[key] for key in values if key not in MEDIA}, at)

    return to_blocks(words.text, resolve, build_completed, place)
