"""The texts of a page that is translated side by side, each with its fixed terms."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from network_core.machine_translation.models import MachineProposal
from network_core.networks.models import Network
from network_core.words.simple.checks import Hint, check
from network_core.words.typesetting import SIMPLE
from sites.translation_aids.terms import FoundTerm, Glossary, Said, plain


@dataclass(frozen=True, slots=True)
class SegmentTerms:
    """One text, what it is translated as so far ("" for nothing), and its fixed terms."""

    source: str
    translation: str
    terms: tuple[FoundTerm, ...]
    lacking: tuple[FoundTerm, ...]
    hints: tuple[Hint, ...] = ()
    """What to look at in a translation into Leichte Sprache."""
    segment_id: int = 0
    proposal: str = ""
    """What a machine proposes for a text that nobody has translated yet."""

    @property
    def name(self) -> str:
        """The beginning of the text, by which people find it."""
        text = plain(self.source)
        return text if len(text) <= 60 else f"{text[:60].rstrip()} …"


def segments_of(translation: Translation, network: Network | None = None) -> list[SegmentTerms]:
    """The texts about which there is something to say, in their order; four queries.

    With a network, a fifth one finds the proposals that a machine has made for it.
    """
    language = translation.target_locale.language_code
    glossary, said = Glossary(language), _translated(translation)
    segments = _segments(translation)
    missing = [segment.string.data for segment in segments if _key(segment) not in said]
    proposals = MachineProposal.objects.of(network.pk, language, missing) if network else {}
    found = []
    for segment in segments:
        german, text = segment.string.data, said.get(_key(segment), "")
        one = segment_terms(glossary, german, text)
        hints = tuple(check(text)) if language == SIMPLE else ()
        proposal = "" if text else proposals.get(german, "")
        if one.terms or hints or proposal:
            found.append(replace(one, hints=hints, segment_id=segment.pk, proposal=proposal))
    return found


def untranslated_segments(translation: Translation) -> list[StringSegment]:
    """The texts that nobody has translated yet, in their order; two queries."""
    said = _translated(translation)
    return [segment for segment in _segments(translation) if _key(segment) not in said]


def lacking_on_page(page: Page, german: Page) -> list[SegmentTerms]:
    """The texts of a German page whose fixed terms a page that is written freely nowhere says."""
    glossary = Glossary(page.locale.language_code)
    whole = "\n".join(strings_of(page))
    said = glossary.read(whole)
    segments = (_terms(glossary, source, whole, said) for source in strings_of(german))
    return [segment for segment in segments if segment.lacking]


def segment_terms(glossary: Glossary, source: str, translation: str) -> SegmentTerms:
    """One text with its fixed terms, and what its translation lacks of them."""
    return _terms(glossary, source, translation, glossary.read(translation))


def _terms(glossary: Glossary, source: str, translation: str, said: Said) -> SegmentTerms:
    found = glossary.terms_in(source)
    # What nobody has translated yet lacks everything, which the editor says by itself; an empty
    # rich text is not empty.
    lacking = glossary.lacking(found, said) if said.text.strip() else []
    return SegmentTerms(source, translation, tuple(found), tuple(lacking))


def _segments(translation: Translation) -> list[StringSegment]:
    segments = translation.source.stringsegment_set.select_related("string", "context")
    return list(segments.order_by("order"))


def _translated(translation: Translation) -> Mapping[tuple[int, int], str]:
    rows = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )
    return {(one.translation_of_id, one.context_id): one.data for one in rows}


def _key(segment: StringSegment) -> tuple[int, int]:
    return segment.string_id, segment.context_id


def strings_of(page: Page) -> list[str]:
    """All words of a page that are translated, text by text."""
    return [
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]
