"""Choosers of partners and offers, read together with what a card shows of them."""

import copy
from importlib import import_module
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property

from network_core.directory.choosers import (
    OfferChooserBlock,
    PartnerChooserBlock,
    PublishedChooser,
    PublishedRecordBlock,
)
from network_core.directory.models import LocalNote


class ReadTogether(PublishedRecordBlock):
    """A chooser of one shared record; all records of a page are read together."""

    record_model = ""
    also: tuple[str, ...] = ()

    @cached_property
    def widget(self) -> PublishedChooser:
        """The chooser of the admin, also where no address of the admin was asked for yet."""
        import_module("wagtail.admin.urls")  # this is where the admin collects its viewsets
        return super().widget

    def _complete(self) -> Any:
        notes = LocalNote.objects.with_words()
        return (
            self.model_class.objects.with_words()
            .select_related("steward", *self.also)
            .prefetch_related(Prefetch("local_notes", notes))
        )

    def to_python(self, value: Any) -> Any:
        """The record with the stored key, or nothing when it was deleted."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """The records with these keys in the same order, in a fixed number of queries."""
        keys = {value for value in values if value is not None}
        if not keys:
            return [None for _value in values]
        found = self._complete().in_bulk(list(keys))
        return [copy.copy(found.get(value)) for value in values]

    def get_form_state(self, value: Any) -> Any:
        """Ask the chooser by key, so that it does not show a record that is a draft by now."""
        return self.widget.get_value_data(value.pk if value else None)

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """A record is the same in every language; its words are translated where it is kept."""
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """Keep the record of the source page."""
        return value

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations keep Wagtail's own block, so that this class may move."""
        return (
            "wagtail.snippets.blocks.SnippetChooserBlock",
            [self.record_model],
            {"required": False},
        )


class PartnerBlock(ReadTogether, PartnerChooserBlock):
    """Chooses a partner."""

    record_model = "directory.Partner"


class OfferBlock(ReadTogether, OfferChooserBlock):
    """Chooses an offer; its partner, contacts and places come with it."""

    record_model = "directory.Offer"
    also = ("partner",)

    def _complete(self) -> Any:
        return super()._complete().prefetch_related("contacts", "places", "hours")
