"""The normal form of a record, of which only the differences are kept."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.fields import RichTextField

from network_core.directory.forms import OfferForm
from network_core.directory.models import Offer, Partner
from network_core.directory.proposals.values import (
    Shape,
    Values,
    single_value,
    values_of,
)
from network_core.taxonomy.models import Term
from network_core.tenancy.forms import TenantForm

MESSAGE_LENGTH = 2000


class ProposalForm(TenantForm):
    """Mixed into the form of a record: what it saves is a proposal."""

    # Terms are public; who proposes for a partner reads nothing else of the admin.
    open_references = frozenset({Term})
    message = forms.CharField(
        label=_("Warum schlagen Sie das vor?"),
        help_text=_("Woher Sie es wissen, zum Beispiel „am 3. Mai angerufen“. Freiwillig."),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base"] = json.dumps(values_of(self.instance), ensure_ascii=False)

    def _choosable(self, name: str, target: type[models.Model]) -> QuerySet | None:
        """Whatever the person reads, and every term."""
        return None if target in self.open_references else super()._choosable(name, target)

    def clean_base(self) -> Values:
        """What the record said when the form was shown; what is broken counts as never shown."""
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except ValueError:
            return {}
        return base if isinstance(base, dict) else {}

    def refuse(self, publishing: bool) -> bool:
        """Nothing of the record is saved, so no right to change it is needed."""
        return False

    def proposed_values(self) -> Values:
        """What the record would say; call it once, after validation."""
        base = self.cleaned_data["base"]
        record = self.save(commit=False)
        values = values_of(record)
        rich = [f.name for f in record._meta.get_fields() if isinstance(f, RichTextField)]
        for name in rich:
            # An editor writes the same text in other tags than an import did.
            if name in base and self._as_edited(name, base[name]) == values[name]:
                values[name] = base[name]
        return values

    def _as_edited(self, name: str, html: Any) -> Any:
        widget = self.fields[name].widget
        shown = widget.format_value(str(html))
        record = type(self.instance)()
        setattr(record, name, widget.value_from_datadict({name: shown}, {}, name))
        return single_value(record, name)


class PartnerProposalForm(ProposalForm):
    """The form of a partner."""


class OfferProposalForm(ProposalForm, OfferForm):
    """The form of an offer."""


FORMS: dict[type[models.Model], type[ProposalForm]] = {
    Partner: PartnerProposalForm,
    Offer: OfferProposalForm,
}


def proposal_panels(panels: Iterable[Panel], shape: Shape) -> list[Panel]:
    """The panels of a record's form with only those fields that anybody may propose to change."""
    kept: list[Panel] = []
    for panel in panels:
        children = getattr(panel, "children", None)
        if isinstance(panel, InlinePanel):
            if panel.relation_name in shape.rows:
                kept.append(panel)
        elif isinstance(panel, FieldPanel):
            if panel.field_name in shape.names:
                kept.append(panel)
        elif children is not None and (inner := proposal_panels(children, shape)):
            kept.append(type(panel)(**{**panel.clone_kwargs(), "children": inner}))
    return kept
