"""The form of a record, for those who look after it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views import snippets

from network_core.directory.duplicates.warning import SEEN, found_for, listed, warn
from network_core.directory.editing.overtaken import Overtaken, loaded_revision, merge_versions
from network_core.directory.models import Proposal
from network_core.tenancy.records import HAND_OVER

NO_VERSION = "none"


class RecordCreateView(snippets.CreateView):
    """A record that seems to exist already is saved when its author has seen the other one."""

    duplicates_seen = ""

    def is_valid(self, form: Any) -> bool:
        """Whether the form is right, and likely duplicates have been shown."""
        if not super().is_valid(form):
            return False
        if self.expects_json_response:
            return True
        found = found_for(form.save(commit=False), self.request.user)
        shown = ",".join(str(each.record.pk) for each in found)
        if not found or self.request.POST.get(SEEN) == shown:
            return True
        self.duplicates_seen = shown
        self.produced_error_code = "validation_error"
        self.produced_error_message = format_html(
            "{} {}",
            _(
                "Noch nicht gespeichert: Gibt es diesen Eintrag schon? Wenn es ein anderer ist, "
                "bitte noch einmal speichern."
            ),
            listed(found),
        )
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which ones were shown."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {SEEN: self.duplicates_seen}


class RecordEditView(snippets.EditView):
    """Nothing that somebody else has saved meanwhile is overwritten without being shown."""

    is_stale = False
    overtaken: Overtaken | None = None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The proposals that wait for an answer, before Wagtail's own buttons."""
        waiting = Proposal.objects.open().about(self.object).count()
        buttons = list(super().header_buttons)
        if waiting:
            label = ngettext(
                "%(count)d Änderungsvorschlag", "%(count)d Änderungsvorschläge", waiting
            ) % {"count": waiting}
            kind, pk = self.model._meta.model_name, self.object.pk
            url = f"{reverse('aenderungsvorschlaege:index')}?status=open&{kind}={pk}"
            buttons.insert(0, HeaderButton(label, url=url, icon_name="comment"))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's own, and the way to hand the record over."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission_for_instance(HAND_OVER, self.object):
            url = reverse(
                self.model.snippet_viewset.get_url_name("hand_over"), args=[self.object.pk]
            )
            label = _("Pflege übergeben")
            buttons.append(Button(label, url=url, icon_name="redirect", priority=40))
        return buttons

    def is_valid(self, form: Any) -> bool:
        """Whether the form is right, and was opened with the version that it replaces."""
        if not super().is_valid(form):
            return False
        if self.expects_json_response or not self.is_out_of_date:
            return True
        self.is_stale = True
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = _(
            "Noch nicht gespeichert: Inzwischen hat jemand anderes diesen Eintrag geändert. Ihre "
            "Eingaben sind nicht verloren. Bitte vergleichen und dann noch einmal speichern."
        )
        return False

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again; if it was overtaken, with what the others have saved."""
        if not self.is_stale:
            return super().form_invalid(form)
        # Read again: the object of the view has what was typed by now.
        stored = self.model._default_manager.get(pk=self.object.pk)
        theirs = stored.get_latest_revision_as_object()
        mine = form.save(commit=False)
        self.overtaken = merge_versions(
            mine, theirs, loaded_revision(self.object, self.request.POST), self.latest_revision
        )
        messages.error(self.request, self.produced_error_message)
        self.form = self.get_form_class()(instance=mine, for_user=self.request.user)
        return self.render_to_response(self.get_context_data(form=self.form))

    def save_action(self) -> HttpResponse:
        """Save, and name likely duplicates."""
        response: HttpResponse = super().save_action()
        if not self.expects_json_response:
            warn(self.request, self.object)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The version that the form stands for: what was loaded, until others were shown."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        latest = self.latest_revision
        base = (str(latest.pk), self.latest_revision_created_at) if latest else (NO_VERSION, "")
        if self.request.method == "POST" and self.overtaken is None:
            posted = self.request.POST
            base = (
                posted.get("loaded_revision_id", base[0]),
                posted.get("loaded_revision_created_at", base[1]),
            )
        return context | {"base_version": base, "overtaken": self.overtaken}
