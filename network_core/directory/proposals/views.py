"""Proposing a change, and deciding about it, in the admin."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import EditView, InspectView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets

from network_core.directory.models import Proposal
from network_core.directory.proposals.applying import (
    RecordLockedError,
    error_text,
    missing_references,
)
from network_core.directory.proposals.differences import Difference
from network_core.directory.proposals.display import show_changes
from network_core.directory.proposals.service import (
    NothingChangedError,
    NotOpenError,
    decide,
    make_proposal,
    withdraw,
)
from network_core.networks.models import Network
from network_core.tenancy.access import network_ids_for, person_of
from network_core.tenancy.matrix import Kind
from network_core.tenancy.records import PROPOSE

ANSWER_LENGTH = 4000


def may_propose(user: Any, record: Any) -> bool:
    """Whether the person, who cannot change the published record, may propose how."""
    policy = policy_registry.get_by_type(type(record))
    return bool(policy.user_has_permission_for_instance(user, PROPOSE, record))


class RecordInspectView(snippets.InspectView):
    """A record for people who cannot edit it, with the way to propose a change."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the form."""
        if not may_propose(self.request.user, self.object):
            return []
        viewset = self.model.snippet_viewset
        url = reverse(viewset.get_url_name("propose"), args=[self.object.pk])
        return [HeaderButton(_("Änderung vorschlagen"), url=url, icon_name="edit")]


class ProposeView(EditView):
    """The form of a published record of another network; what is sent becomes a proposal."""

    permission_required = PROPOSE
    template_name = "directory/propose.html"
    page_title = gettext_lazy("Änderung vorschlagen")
    submit_button_label = gettext_lazy("Vorschlag senden")
    submit_button_active_label = gettext_lazy("Wird gesendet …")
    error_message = gettext_lazy("Bitte die markierten Angaben prüfen. Es ist nichts verloren.")

    @cached_property
    def network(self) -> Network | None:
        """For which network the person proposes; None for those who work for the partner."""
        networks = network_ids_for(self.request.user, "add", Kind.PROPOSAL)
        return Network.objects.filter(pk__in=networks).order_by("name").first()

    def get_page_subtitle(self) -> str:
        """The published title; Wagtail would take it from the latest draft."""
        return str(self.object)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the difference."""
        self.form = form
        try:
            proposal = make_proposal(
                type(self.object)._default_manager.get(pk=self.object.pk),
                form.proposed_values(),
                source=Proposal.Source.NETWORK if self.network else Proposal.Source.PARTNER,
                network=self.network,
                user=self.request.user,
                message=form.cleaned_data["message"],
                base=form.cleaned_data["base"] or None,
            )
        except NothingChangedError:
            self.produced_error_message = _("Sie haben noch nichts geändert.")
            return self.form_invalid(form)
        except ValidationError as error:
            self.produced_error_message = error_text(error, self.object)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Der Vorschlag ist bei %(steward)s. Sie bekommen eine Antwort per E-Mail.")
            % {"steward": self.object.steward.name},
        )
        return redirect(reverse("aenderungsvorschlaege:inspect", args=[proposal.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who looks after the record."""
        return {**super().get_context_data(**kwargs), "steward": self.object.steward}


class AnsweringView(InspectView):
    """A page about one object, with a template of its own and buttons to answer."""

    heading: Any = ""

    def get_page_title(self) -> str:
        """What the object is; „Ansehen“ would be too little."""
        return str(self.heading)

    def get_fields(self) -> list[str]:
        """None of Wagtail's list of fields: the template shows what matters."""
        return []

    def may(self, action: str) -> bool:
        """Whether the person may do that with the object."""
        return self.user_has_permission_for_instance(action, self.object)


class ProposalView(AnsweringView):
    """One proposal: read by both sides, decided by the steward, withdrawn by the other one."""

    template_name = "directory/proposal.html"
    heading = gettext_lazy("Änderungsvorschlag")

    def get_page_subtitle(self) -> str:
        """The record's title."""
        return str(self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Decide or withdraw."""
        withdrawing = "withdraw" in request.POST
        if not self.may("withdraw" if withdrawing else "decide"):
            raise PermissionDenied
        user = person_of(request)
        try:
            if withdrawing:
                withdraw(self.object, user)
                messages.success(request, _("Der Vorschlag ist zurückgezogen."))
                return redirect(request.path)
            if request.POST.get("seen") != self._version():
                message = _(
                    "Der Eintrag hat sich gerade geändert. Bitte noch einmal vergleichen: "
                    "Ihre Antwort und Ihre Auswahl sind erhalten."
                )
                return self._again(message)
            decided = decide(self.object, user, self._ticked(), self._answer())
        except NotOpenError:
            messages.warning(request, _("Über diesen Vorschlag ist schon entschieden."))
            return redirect(request.path)
        except RecordLockedError:
            return self._again(
                _("Der Eintrag ist gerade gesperrt oder in Prüfung. Bitte später noch einmal.")
            )
        except ValidationError as error:
            return self._again(error_text(error, self.object.record))
        messages.success(request, self._result(decided))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The changes beside what the record says now."""
        proposal: Proposal = self.object
        record = proposal.record
        changes = list(proposal.changes.all())
        missing = {}
        if proposal.is_open:
            missing = {
                change.pk: missing_references(
                    record, Difference(change.field, change.old, change.new)
                )
                for change in changes
            }
        shown = show_changes(record, changes, missing=missing)
        may_decide = proposal.is_open and self.may("decide")
        return {
            **super().get_context_data(**kwargs),
            "proposal": proposal,
            "record": record,
            "record_url": self._record_url(record),
            "changes": shown,
            "conflicts": sum(change.is_conflict for change in shown) if proposal.is_open else 0,
            "ticked": self._default_ticks(shown),
            "answer": self._answer(),
            "seen": self._version(),
            "may_decide": may_decide,
            "may_withdraw": proposal.is_open and not may_decide and self.may("withdraw"),
        }

    def _ticked(self) -> set[int]:
        if "decline" in self.request.POST:
            return set()
        return {int(pk) for pk in self.request.POST.getlist("take") if pk.isdigit()}

    def _default_ticks(self, shown: list[Any]) -> set[int]:
        if self.request.method == "POST":
            return self._ticked()
        return {change.pk for change in shown if not (change.is_conflict or change.missing)}

    def _answer(self) -> str:
        return self.request.POST.get("answer", "").replace("\x00", "")[:ANSWER_LENGTH]

    def _version(self) -> str:
        record = self.object.record
        return f"{record.latest_revision_id}/{record.updated_at.isoformat()}"

    def _again(self, message: str) -> HttpResponse:
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data())

    def _record_url(self, record: Any) -> str:
        policy = policy_registry.get_by_type(type(record))
        for action, name in (("change", "edit"), ("view", "inspect")):
            if policy.user_has_permission_for_instance(self.request.user, action, record):
                return reverse(type(record).snippet_viewset.get_url_name(name), args=[record.pk])
        return str(record.get_canonical_url(settings.LANGUAGE_CODE))

    def _result(self, proposal: Proposal) -> str:
        if proposal.status == Proposal.Status.ACCEPTED:
            return _("Alles ist übernommen und veröffentlicht.")
        if proposal.status == Proposal.Status.PARTLY:
            return _("Die gewählten Änderungen sind übernommen und veröffentlicht.")
        return _("Der Vorschlag ist beantwortet; der Eintrag bleibt, wie er ist.")
