"""Proposals of a machine for the words of a record: they fill empty fields, a person saves them.

A field of rich text goes in the pieces in which wagtail-localize cuts pages, so that no address of
a link is sent, and the same sentence is asked for once in pages and records.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.fields import RichTextField
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from network_core.machine_translation.masking import mask
from network_core.machine_translation.models import MachineProposal
from network_core.machine_translation.proposing import Outcome, machine_for, propose
from network_core.networks.models import Network
from sites.translation_aids.machine_help import known_names, tell_problems
from sites.translation_aids.terms import plain

KEPT = gettext_lazy("Was Sie geschrieben haben, steht noch unten.")


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The German words of one field as they are sent; `template` is empty for plain text."""

    template: str
    strings: list[tuple[StringValue, dict[str, Any]]]

    @property
    def texts(self) -> list[str]:
        """What is asked for."""
        return [string.data for string, _attributes in self.strings]

    def put_together(self, said: Mapping[str, str]) -> str:
        """The field with what is said for each piece."""
        strings = [(StringValue(said[one.data]), attributes) for one, attributes in self.strings]
        if self.template:
            return str(restore_strings(self.template, strings))
        return str(strings[0][0].render_text())


class WordsProposals:
    """What a machine proposes for the words of one record in one language, for its network."""

    def __init__(self, record: Any, network: Network, language: str) -> None:
        self._network, self._language = network, language
        self._names = known_names(network, getattr(record, "contact_name", ""))
        self._fields = {
            name: pieces for name in record.word_fields if (pieces := _pieces(record, name)).strings
        }

    def fill(self, request: HttpRequest, typed: Mapping[str, str]) -> dict[str, str]:
        """Proposals for the fields in which nothing is typed; tells the person how it ended.

        What is there already costs nothing. Nothing is saved but the proposals.
        """
        machine = machine_for(self._language)
        if machine is None:
            messages.error(
                request, f"{_('In diese Sprache übersetzt hier keine Maschine.')} {KEPT}"
            )
            return {}
        empty = [name for name in self._fields if _is_blank(typed.get(name, ""))]
        texts = [text for name in empty for text in self._fields[name].texts]
        outcome = propose(machine, self._network, texts, self._names)
        filled = self._there(empty)
        _tell(request, outcome, len(filled), len(empty) - len(filled))
        return filled

    def unread(self, shown: Mapping[str, str]) -> set[str]:
        """The fields in which just what the machine proposes is shown; one query."""
        return {
            name
            for name, text in self._there(self._fields).items()
            if plain(text).split() == plain(shown.get(name, "")).split()
        }

    def _there(self, names: Collection[str]) -> dict[str, str]:
        """The proposals for these fields, where there is one for every piece."""
        texts = {text for name in names for text in self._fields[name].texts}
        said = MachineProposal.objects.of(self._network.pk, self._language, texts)
        # A telephone number or a name alone is the same in every language.
        said |= {text: text for text in texts - said.keys() if mask(text, self._names).is_only_data}
        return {
            name: self._fields[name].put_together(said)
            for name in names
            if said.keys() >= set(self._fields[name].texts)
        }


def _pieces(record: Any, name: str) -> _Pieces:
    german = str(getattr(record, name)).replace("\r\n", "\n")
    if isinstance(record._meta.get_field(name), RichTextField):
        return _Pieces(*extract_strings(german))
    return _Pieces("", [(StringValue.from_plaintext(german), {})] if german.strip() else [])


def _is_blank(text: str) -> bool:
    return not plain(text).strip()


def _tell(request: HttpRequest, outcome: Outcome, filled: int, left: int) -> None:
    if filled:
        text = ngettext(
            "Ein leeres Feld enthält jetzt einen Vorschlag der Maschine.",
            "%(count)d leere Felder enthalten jetzt Vorschläge der Maschine.",
            filled,
        ) % {"count": filled}
        unsaved = _("Gespeichert ist noch nichts: Bitte erst lesen und verbessern.")
        messages.success(request, f"{text} {unsaved}")
    tell_problems(request, outcome, str(KEPT))
    if not (filled or left):
        messages.info(request, _("Es gibt kein leeres Feld, für das ein Vorschlag fehlt."))
