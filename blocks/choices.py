"""Blocks to choose several of what the database or the directory knows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.encoding import force_str
from wagtail.blocks import MultipleChoiceBlock

from network_core.directory.models import Partner
from network_core.taxonomy.blocks import NamesTerms
from network_core.taxonomy.models import Term


class KeysBlock(MultipleChoiceBlock):
    """Several keys out of a list that is read when a form is shown, not when the code is loaded.

    The value is a list of strings. Keys that no longer exist stay in the value and mean nothing.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(choices=self.read_choices, widget=forms.CheckboxSelectMultiple, **kwargs)

    def read_choices(self) -> Iterable[tuple[str, str]]:
        """Keys and labels, in the order of the form."""
        raise NotImplementedError

    def normalize_choice(self, value: Any) -> str | None:
        """Take the key as it is: Wagtail's own way reads all choices again for every key."""
        return None if value is None else force_str(value)

    def get_default(self) -> list[str]:
        """Nothing is chosen at first."""
        return []

    def value_for_form(self, value: list[str] | None) -> list[str]:
        """Leave out keys that no longer exist, so that the form can be saved again."""
        known = {key for key, _label in self.read_choices()}
        return [key for key in value or [] if key in known]

    def get_searchable_content(self, value: Any) -> list[str]:
        """What is chosen here is no text of the page."""
        return []

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations keep neither the choices nor this class."""
        return "wagtail.blocks.MultipleChoiceBlock", [], {"choices": [], "required": False}


class TermsBlock(NamesTerms, KeysBlock):
    """Terms of one scheme of the taxonomy, as a list of slugs."""

    def __init__(self, scheme: str, **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(**kwargs)

    def read_choices(self) -> Iterable[tuple[str, str]]:
        """The scheme's terms in the order of the tree, those below others indented."""
        below: dict[int | None, list[Term]] = defaultdict(list)
        for term in Term.objects.filter(scheme_id=self.scheme).order_by("position", "label", "pk"):
            below[term.parent_id].append(term)
        choices: list[tuple[str, str]] = []

        def add(parent: int | None, depth: int) -> None:
            for term in below.pop(parent, []):
                choices.append((term.slug, "– " * depth + term.label))
                add(term.pk, depth + 1)

        add(None, 0)
        return choices


class PartnerKindsBlock(KeysBlock):
    """Kinds of partners."""

    def read_choices(self) -> Iterable[tuple[str, str]]:
        """The kinds that the directory knows."""
        return [(key, str(label)) for key, label in Partner.Kind.choices]
