"""The texts of one network in one language: what is translated, from what, and by what.

Pages are those that were offered for translation and are online; records all that visitors see.
One query for the segments of all pages, and two for each kind of record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from network_core.networks.models import Network
from network_core.tenancy.models import User
from network_core.tenancy.translations import to_be_changed_by
from network_core.words.markup import without_keys
from sites.translating.kinds import KINDS, PAGE, WordsKind

# The address of a page is no matter for people who do not see the site.
NOT_TRANSLATED = "slug"


@dataclass(frozen=True)
class Unit:
    """One piece of text: where it stands, in German, and in the other language (perhaps empty)."""

    context: str
    german: str
    words: str
    segment: Any = None
    """That of wagtail-localize; None for a field of a record."""


@dataclass(frozen=True)
class PageText:
    """A page that was offered for translation."""

    translation: Translation
    title: str
    units: list[Unit] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """What names this text in a file, within its network and language."""
        return f"{PAGE}/{self.translation.uuid}"


@dataclass(frozen=True)
class RecordText:
    """A public record, and its words in the language if there are any."""

    kind: WordsKind
    record: Any
    units: list[Unit]

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.record)

    @property
    def identity(self) -> str:
        """What names this text in a file, within its network and language."""
        return f"{self.kind.key}/{self.record.pk}"


Text = PageText | RecordText


def texts_of(network: Network, language: str, user: User) -> Iterator[Text]:
    """All texts of the network that the person may translate into `language`.

    Whether the person translates into it at all is asked before.
    """
    yield from _pages(network, language, user)
    for kind in KINDS.values():
        yield from _records(kind, network, language)


def _pages(network: Network, language: str, user: User) -> Iterator[PageText]:
    locale = Locale.objects.get(language_code=language)
    home = network.site.root_page
    own = Page.objects.descendant_of(home, inclusive=True).live().order_by()
    translations = to_be_changed_by(
        user,
        Translation.objects.filter(
            enabled=True,
            target_locale=locale,
            source__object_id__in=own.values("translation_key"),
        ),
    )
    found = {
        each.source_id: PageText(each, each.source.object_repr)
        for each in translations.select_related("source", "target_locale")
    }
    segments = (
        StringSegment.objects.filter(source__in=list(found))
        .exclude(context__path=NOT_TRANSLATED)
        .annotate_translation(locale, include_errors=True)
        .select_related("context", "string")
        .order_by("source", "order", "pk")
    )
    for segment in segments:
        unit = Unit(segment.context.path, segment.string.data, segment.translation or "", segment)
        # The same text may stand twice in one field; it is translated once.
        units = found[segment.source_id].units
        if not any((each.context, each.german) == (unit.context, unit.german) for each in units):
            units.append(unit)
    yield from (text for text in found.values() if text.units)


def _records(kind: WordsKind, network: Network, language: str) -> Iterator[RecordText]:
    texts: Any = kind.text_model
    rows = texts.objects.filter(locale__language_code=language).select_related("latest_revision")
    records = kind.with_something_to_say(kind.of(network))
    if joined := [*filter(None, [kind.whole]), *kind.joined]:
        records = records.select_related(*joined)
    for record in records.prefetch_related(Prefetch("texts", rows, to_attr="in_language")):
        row = next(iter(record.in_language), None)
        units = [
            Unit(name, german, without_keys(_latest(row, name)))
            for name in record.word_fields
            if (german := without_keys(getattr(record, name)))
        ]
        yield RecordText(kind, record, units)


def _latest(row: Any, name: str) -> str:
    """What the latest draft says, without asking the database for each."""
    if row is None:
        return ""
    if row.has_unpublished_changes and row.latest_revision is not None:
        return str(row.latest_revision.content.get(name, ""))
    return str(getattr(row, name))
