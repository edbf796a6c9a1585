"""The forms of the workbench."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import Scheme, Term, TermProposal

ANSWER_LENGTH = 4000
AT_THE_TOP = "0"


class TermsFilter(forms.Form):
    """Narrows the list of terms; what means nothing is ignored."""

    q = forms.CharField(label=_("Begriff oder anderes Wort dafür"), required=False, max_length=100)
    scheme = forms.ModelChoiceField(
        Scheme.objects.all(), label=_("Systematik"), required=False, empty_label=_("alle")
    )


class TargetForm(forms.Form):
    """The other term: of the same scheme, and not the term itself."""

    target = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, term: Term, label: str, or_top: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(pk, name) for pk, name in term_choices()[term.scheme_id] if pk != term.pk]
        top = [(AT_THE_TOP, _("ganz oben, unter keinem Begriff"))] if or_top else []
        field: Any = self.fields["target"]
        field.label = label
        field.choices = [("", "---------"), *top, *choices]

    def clean_target(self) -> Term | None:
        """The term that was chosen; None for the top."""
        pk = self.cleaned_data["target"]
        return Term.objects.get(pk=pk) if pk else None


class AnswerForm(forms.Form):
    """What the umbrella answers to a proposal; with a new term where one was proposed."""

    label = forms.CharField(label=_("Bezeichnung des neuen Begriffs"), max_length=120)
    parent = forms.ChoiceField(label=_("Steht unter"), required=False)
    answer = forms.CharField(
        label=_("Antwort an das Netzwerk"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alle Netzwerke können sie lesen."),
    )

    def __init__(self, *args: Any, proposal: TermProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposal.kind == TermProposal.Kind.CHANGE:
            del self.fields["label"], self.fields["parent"]
            return
        self.fields["label"].initial = proposal.label
        choices = term_choices().get(proposal.scheme_id, [])
        parent: Any = self.fields["parent"]
        parent.choices = [("", _("ganz oben")), *choices]
        parent.initial = proposal.term_id

    def clean_parent(self) -> Term | None:
        """The term that was chosen; None for the top."""
        pk = self.cleaned_data["parent"]
        return Term.objects.get(pk=pk) if pk else None
