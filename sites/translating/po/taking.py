"""Taking over what translators have written into PO files: all of it, or nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.fields import RichTextField
from wagtail_localize.models import StringTranslation, validate_translation_links
from wagtail_localize.strings import StringValue

from network_core.networks.models import Network
from network_core.tenancy.models import User
from network_core.tenancy.questions import may_change_page
from network_core.words.markup import comparable, without_keys
from sites.translating.po.reading import MOST_MESSAGES, Entry, PoText, UploadError
from sites.translating.po.texts import PageText, RecordText, Text, Unit, texts_of
from sites.translating.po.writing import mark_of
from sites.translating.saving import latest_words, save_words

_LINK = re.compile(r"<(?:a|embed)\b[^>]*>", re.IGNORECASE)


@dataclass
class Outcome:
    """How many entries were taken over, said the same as before, or came too late.

    `drafts` counts the texts that wait for somebody to publish them.
    """

    taken: int = 0
    unchanged: int = 0
    skipped: int = 0
    drafts: int = 0


@dataclass
class _Work:
    """What one file changes in one text."""

    text: Text
    name: str
    changes: list[tuple[Unit, str]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    """The fields and blocks for which the file has words, whether they are new or not."""
    skipped: int = 0


def take_over(
    files: list[PoText], network: Network, language: str, user: User, *, publish: bool
) -> Outcome:
    """Check everything, then write everything in one transaction.

    With `publish`, texts that are complete are published where the person may do that; all others
    become drafts. Raises `UploadError` with every mistake that was found, and changes nothing then.
    """
    with transaction.atomic():
        outcome, mistakes, works = Outcome(), [], []
        known = {text.identity: text for text in texts_of(network, language, user)}
        seen: set[str] = set()
        for file in files:
            try:
                text = _text_of(file, network, language, known, seen)
            except UploadError as error:
                mistakes += error.messages
                continue
            work = _Work(text, file.name)
            mistakes += _plan(file, work, outcome)
            works.append(work)
        if mistakes:
            raise UploadError(*mistakes[:MOST_MESSAGES])
        for work in works:
            if work.changes:
                _write(work, language, user, publish, outcome)
        return outcome


def _text_of(
    file: PoText, network: Network, language: str, known: dict[str, Text], seen: set[str]
) -> Text:
    said = {"name": file.name, "text": file.identity}
    if file.network != network.slug:
        raise UploadError(_("„%(name)s“ gehört zu einem anderen Netzwerk.") % said)
    if file.language != language:
        raise UploadError(
            _("„%(name)s“ ist in einer anderen Sprache: „%(language)s“.")
            % {**said, "language": file.language}
        )
    if file.identity not in known:
        raise UploadError(
            _("„%(name)s“: Den Text „%(text)s“ gibt es nicht, oder er ist nicht mehr öffentlich.")
            % said
        )
    if file.identity in seen:
        raise UploadError(_("„%(name)s“: Dieser Text steht in mehreren Dateien.") % said)
    seen.add(file.identity)
    return known[file.identity]


def _plan(file: PoText, work: _Work, outcome: Outcome) -> Iterator[str]:
    """Sort the entries of a file; yields what is wrong with them."""
    units = {(unit.context, unit.german): unit for unit in work.text.units}
    for entry in file.entries:
        where = {"name": file.name, "entry": entry.context}
        if entry.mark != mark_of(file.identity, entry.context, entry.german):
            yield (
                _(
                    "„%(name)s“, Eintrag „%(entry)s“: Der deutsche Text (msgid) oder sein "
                    "Fingerabdruck wurde geändert."
                )
                % where
            )
            continue
        if not entry.words:
            continue
        unit = units.get((entry.context, entry.german))
        if unit is None:
            work.skipped += 1
            outcome.skipped += 1
            continue
        work.said.add(unit.context)
        if comparable(entry.words) == comparable(unit.words):
            outcome.unchanged += 1
            continue
        try:
            work.changes.append((unit, _checked(work.text, unit, entry)))
        except ValueError as error:
            yield _("„%(name)s“, Eintrag „%(entry)s“: %(problem)s") % {**where, "problem": error}
            continue
        outcome.taken += 1
    if isinstance(work.text, RecordText):
        yield from _unsuitable(work, file.name)


def _checked(text: Text, unit: Unit, entry: Entry) -> str:
    """The words as they may be stored; raises `ValueError` in words for people."""
    if isinstance(text, PageText):
        try:
            StringValue.from_translated_html(entry.words)
            validate_translation_links(unit.german, entry.words)
        except ValueError as error:
            problem = _("Formatierungen und Links müssen die des deutschen Textes sein.")
            raise ValueError(problem) from error
        return entry.words
    model_field = text.record._meta.get_field(unit.context)
    if not isinstance(model_field, RichTextField):
        return entry.words
    converter = ContentstateConverter(features=model_field.features)
    words = converter.to_database_format(converter.from_database_format(entry.words))
    links = set(_LINK.findall(comparable(unit.german)))
    if set(_LINK.findall(comparable(words))) - links:
        raise ValueError(_("Hier steht ein Link, den der deutsche Text nicht hat."))
    return without_keys(words)


def _unsuitable(work: _Work, name: str) -> Iterator[str]:
    """What the fields of a record do not take, such as a title that is too long."""
    if not work.changes:
        return
    values = dict(_values_of(work))
    text: Any = work.text
    model = text.kind.text_model
    row = model(**values)
    try:
        row.clean_fields(exclude={each.name for each in model._meta.fields} - set(values))
    except ValidationError as error:
        for entry, problems in error.message_dict.items():
            where = {"name": name, "entry": entry, "problem": " ".join(problems)}
            yield _("„%(name)s“, Eintrag „%(entry)s“: %(problem)s") % where


def _values_of(work: _Work) -> Iterator[tuple[str, str]]:
    yield from ((unit.context, words) for unit, words in work.changes)


def _write(work: _Work, language: str, user: User, publish: bool, outcome: Outcome) -> None:
    write = _write_page if isinstance(work.text, PageText) else _write_record
    if not write(work, language, user, publish and not work.skipped):
        outcome.drafts += 1


def _write_record(work: _Work, language: str, user: User, publish: bool) -> bool:
    """Save the words of a record; whether they are published."""
    text: Any = work.text
    row: Any = latest_words(text.kind, text.record, language)
    for name, words in _values_of(work):
        setattr(row, name, words)
    # Words that the file leaves out stay what they were: made from an older German text.
    was_stale = row.pk is not None and row.source_hash != text.record.words_hash
    is_older = was_stale and any(
        unit.context not in work.said and getattr(row, unit.context) for unit in text.units
    )
    is_whole = not is_older and not row.gaps()
    publish = publish and is_whole and text.kind.may_publish(user, text.record)
    try:
        save_words(text.record, row, user, publish=publish, is_older=is_older)
    except ValidationError as error:
        raise UploadError(
            _("„%(name)s“: Es fehlt noch etwas: %(problem)s")
            % {"name": work.name, "problem": " ".join(error.messages)}
        ) from error
    return publish


def _write_page(work: _Work, language: str, user: User, publish: bool) -> bool:
    """Save the strings of a page and the page with them; whether it is published."""
    text: Any = work.text
    translation, now = text.translation, timezone.now()
    for unit, words in work.changes:
        StringTranslation.objects.update_or_create(
            translation_of=unit.segment.string,
            locale=translation.target_locale,
            context=unit.segment.context,
            defaults={
                "data": words,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "PO",
                "last_translated_by": user,
                "updated_at": now,
                "has_error": False,
                "field_error": "",
            },
        )
    written = {unit.segment.pk for unit, _words in work.changes}
    is_whole = all(unit.words or unit.segment.pk in written for unit in text.units)
    page = translation.get_target_instance()
    publish = publish and is_whole and may_change_page(user, page, publish=True)
    try:
        translation.save_target(user=user, publish=False)
        if publish:
            # Now, and not as wagtail-localize does after the transaction, whose part this is.
            translation.get_target_instance().get_latest_revision().publish(user=user)
    except ValidationError as error:
        raise UploadError(
            _("„%(name)s“: %(problem)s") % {"name": work.name, "problem": " ".join(error.messages)}
        ) from error
    return publish
