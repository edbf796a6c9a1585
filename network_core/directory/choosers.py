"""Blocks that choose a partner or an offer.

A page may name only what is public: whose draft it would be is no question that a block, which
knows no person, could answer.
"""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser


class PublishedChooser(AdminSnippetChooser):
    """A chooser that never shows the title of a draft."""

    def get_instance(self, value: Any) -> Model | None:
        """The record, if it is published."""
        key = value.pk if isinstance(value, Model) else value
        if not str(key or "").isdigit():
            return None
        return self.model.objects.public().filter(pk=key).first()


class PublishedRecordField(forms.ModelChoiceField):
    """Knows what is public when it is asked: blocks, and so their fields, live for days."""

    def __init__(self, model: type[Any], **kwargs: Any) -> None:
        super().__init__(queryset=model.objects.public(), **kwargs)
        self.record_model = model

    def to_python(self, value: Any) -> Model | None:
        """The record; refused unless it is public today."""
        self.queryset = self.record_model.objects.public()
        found: Model | None = super().to_python(value)
        return found


class PublishedRecordBlock(SnippetChooserBlock):
    """Chooses a record that is public; anything else is refused when the page is saved."""

    @cached_property
    def widget(self) -> PublishedChooser:
        """The chooser of the record's viewset."""
        return PublishedChooser(self.target_model, icon=self.target_model.snippet_viewset.icon)

    @cached_property
    def field(self) -> PublishedRecordField:
        """A field that knows public records only."""
        return PublishedRecordField(
            self.target_model,
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
            error_messages={
                "invalid_choice": _("Dieser Eintrag ist nicht veröffentlicht. Bitte neu wählen.")
            },
        )


class PartnerChooserBlock(PublishedRecordBlock):
    """Chooses a partner."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("directory.Partner", **kwargs)


class OfferChooserBlock(PublishedRecordBlock):
    """Chooses an offer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("directory.Offer", **kwargs)
