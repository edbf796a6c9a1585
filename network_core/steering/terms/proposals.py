"""What networks propose about the taxonomy: made by their editors, answered by the umbrella."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn

from network_core.audit.models import AuditEntry
from network_core.audit.record import record
from network_core.directory.proposals.views import AnsweringView
from network_core.directory.proposals.viewset import AnsweredViewSet
from network_core.opendata.importing.values import slug_of
from network_core.steering.terms.forms import AnswerForm
from network_core.taxonomy.choices import term_choices
from network_core.taxonomy.models import FormerTerm, Scheme, Term, TermProposal
from network_core.tenancy.access import person_of
from network_core.tenancy.forms import TenantForm
from network_core.tenancy.models import User
from network_core.tenancy.panels import OwnerPanel

Status = TermProposal.Status
# Leaves room for a number behind it.
SLUG_LENGTH = 70


class AnsweredError(Exception):
    """Somebody has answered the proposal meanwhile."""


@transaction.atomic
def answer_proposal(
    proposal: TermProposal,
    user: User,
    status: str,
    answer: str,
    term: tuple[str, Term | None] | None = None,
) -> TermProposal:
    """Accept or decline; `term` (label, parent) is made where a new one is accepted.

    Raises AnsweredError, and ValidationError where the term is not possible.
    """
    found: TermProposal = TermProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not found.is_open:
        raise AnsweredError
    if status == Status.ACCEPTED and term is not None:
        found.term = _make_term(found.scheme, *term)
    found.status, found.answer = status, answer.strip()
    found.decided_by, found.decided_at = user, timezone.now()
    found.save()
    record(
        AuditEntry.Action.TERM_PROPOSAL_ANSWERED,
        actor=user,
        network=found.network,
        target=found,
        details={"state": str(found.get_status_display()), "answer": found.answer},
    )
    return found


def _make_term(scheme: Scheme, label: str, parent: Term | None) -> Term:
    slug = first = slug_of(label)[:SLUG_LENGTH].strip("-") or "begriff"
    number = 1
    while any(
        model._default_manager.filter(scheme=scheme, slug=slug).exists()
        for model in (Term, FormerTerm)
    ):
        number += 1
        slug = f"{first}-{number}"
    term = Term(scheme=scheme, slug=slug, label=label, parent=parent)
    term.full_clean()
    term.save()
    return term


class TermProposalForm(TenantForm):
    """A proposal, made by the person who sends it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {scheme.pk: scheme.label for scheme in Scheme.objects.all()}
        self.fields["term"].choices = [
            ("", "–"),
            *((labels[scheme], choices) for scheme, choices in term_choices().items()),
        ]

    def save(self, commit: bool = True) -> TermProposal:
        """Remember who has sent it."""
        self.instance.proposed_by = self.for_user
        proposal: TermProposal = super().save(commit=commit)
        return proposal


class TermProposalView(AnsweringView):
    """One proposal: read by everybody, answered by the umbrella's staff."""

    template_name = "steering/term_proposal.html"
    heading = gettext_lazy("Vorschlag zur Systematik")

    @cached_property
    def form(self) -> AnswerForm:
        """The answer, filled in if it was sent."""
        data = self.request.POST if self.request.method == "POST" else None
        return AnswerForm(data, proposal=self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Accept or decline."""
        if not self.may("decide"):
            raise PermissionDenied
        accepted = "decline" not in request.POST
        if not accepted and "label" in self.form.fields:
            # What a new term would have been called is nobody's question any more.
            self.form.fields["label"].required = False
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        values = self.form.cleaned_data
        new = (values["label"], values["parent"]) if "label" in values else None
        try:
            answer_proposal(
                self.object,
                person_of(request),
                Status.ACCEPTED if accepted else Status.DECLINED,
                values["answer"],
                new,
            )
        except AnsweredError:
            messages.warning(request, _("Darüber ist schon entschieden."))
        except ValidationError as error:
            self.form.add_error(None, error.messages)
            return self.render_to_response(self.get_context_data())
        else:
            messages.success(request, _("Die Antwort steht beim Vorschlag."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who may do what."""
        may_decide = self.may("decide")
        may_answer = self.object.is_open and may_decide
        return super().get_context_data(**kwargs) | {
            "proposal": self.object,
            "may_answer": may_answer,
            "may_decide": may_decide,
            "form": self.form if may_answer else None,
        }


class TermProposalViewSet(AnsweredViewSet):
    """The proposals of all networks, and the form for a new one."""

    model = TermProposal
    name = "vorschlaege-systematik"
    form_base = TermProposalForm
    icon = "tag"
    menu_label = gettext_lazy("Vorschläge zur Systematik")
    inspect_view_class = TermProposalView
    inspect_template_name = "steering/term_proposal.html"
    list_display = [
        "__str__",
        "kind",
        "network",
        "status",
        DateColumn("created_at", label=gettext_lazy("Vorgeschlagen am"), sort_key="created_at"),
    ]
    list_filter = ["status", "kind", "scheme"]
    list_related = ("network", "term", "scheme")
    search_fields = ["label", "reason", "term__label"]
    panels = [
        OwnerPanel("network"),
        FieldPanel("kind", widget=forms.RadioSelect),
        FieldPanel("scheme", widget=forms.Select),
        FieldPanel("term", widget=forms.Select),
        FieldPanel("label"),
        FieldPanel("reason", widget=forms.Textarea(attrs={"rows": 4})),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """With the form of a new one."""
        return [*super().get_urlpatterns(), path("new/", self.add_view, name="add")]

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """What was sent is read, and never edited."""
        return super().get_add_view_kwargs(**kwargs) | {
            "edit_url_name": self.get_url_name("inspect")
        }

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """With the address of that form."""
        values = super().get_common_view_kwargs(**kwargs)
        return values | {"add_url_name": self.get_url_name("add")}
