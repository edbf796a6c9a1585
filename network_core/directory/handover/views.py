"""Handing over in the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn

from network_core.directory.handover.service import (
    AlreadyOfferedError,
    ClosedNetworkError,
    NotOfferedError,
    accept,
    decline,
    offer_record,
    withdraw,
)
from network_core.directory.models import Handover
from network_core.directory.proposals.views import AnsweringView
from network_core.directory.proposals.viewset import AnsweredViewSet
from network_core.networks.models import Network
from network_core.tenancy.access import person_of
from network_core.tenancy.records import HAND_OVER

ANSWER_LENGTH = 4000


class HandoverForm(forms.Form):
    """To whom, and why."""

    receiver = forms.ModelChoiceField(
        label=gettext_lazy("An welches Netzwerk?"), queryset=Network.objects.none()
    )
    message = forms.CharField(
        label=gettext_lazy("Nachricht"),
        required=False,
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Warum dieses Netzwerk den Eintrag künftig pflegen soll."),
    )

    def __init__(self, *args: Any, steward: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Network.objects.open().exclude(pk=steward.pk).order_by("name")
        self.fields["receiver"].queryset = others  # type: ignore[attr-defined]


class OfferRecordView(AnsweringView):
    """Offers a record of one's own network to another one."""

    any_permission_required = (HAND_OVER,)
    template_name = "directory/hand_over.html"
    heading = gettext_lazy("Pflege übergeben")

    @cached_property
    def form(self) -> HandoverForm:
        """The form, filled in if it was sent."""
        data = self.request.POST if self.request.method == "POST" else None
        return HandoverForm(data, steward=self.object.steward)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Offer it."""
        user = person_of(request)
        if self.form.is_valid():
            values = self.form.cleaned_data
            try:
                made = offer_record(self.object, values["receiver"], user, values["message"])
            except AlreadyOfferedError:
                self.form.add_error(None, _("Dieser Eintrag ist schon einem Netzwerk angeboten."))
            except ClosedNetworkError as error:
                self.form.add_error(None, str(error))
            else:
                messages.success(
                    request,
                    _("%(network)s entscheidet jetzt. Bis dahin bleibt alles, wie es ist.")
                    % {"network": made.receiver.name},
                )
                return redirect(reverse("uebergaben:inspect", args=[made.pk]))
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        return super().get_context_data(**kwargs) | {"form": self.form}


class HandoverView(AnsweringView):
    """One handover: read by both, answered by the receiver, withdrawn by the giver."""

    template_name = "directory/handover.html"
    heading = gettext_lazy("Übergabe")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Accept, decline or withdraw."""
        action = "withdraw" if "withdraw" in request.POST else "decide"
        if not self.may(action):
            raise PermissionDenied
        user = person_of(request)
        answer = request.POST.get("answer", "").replace("\x00", "")[:ANSWER_LENGTH]
        try:
            if action == "withdraw":
                withdraw(self.object, user)
                messages.success(request, _("Das Angebot ist zurückgezogen."))
            elif "accept" in request.POST:
                accept(self.object, user, answer)
                messages.success(request, _("Ihr Netzwerk pflegt den Eintrag ab jetzt."))
            else:
                decline(self.object, user, answer)
                messages.success(request, _("Der Eintrag bleibt beim bisherigen Netzwerk."))
        except NotOfferedError:
            messages.warning(request, _("Darüber ist schon entschieden."))
        except ClosedNetworkError as error:
            messages.error(request, str(error))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who may do what."""
        handover: Handover = self.object
        viewset = type(handover.record).snippet_viewset
        return super().get_context_data(**kwargs) | {
            "handover": handover,
            "record": handover.record,
            "record_url": reverse(viewset.get_url_name("inspect"), args=[handover.record.pk]),
            "may_decide": handover.is_open and self.may("decide"),
            "may_withdraw": handover.is_open and self.may("withdraw"),
        }


class HandoverViewSet(AnsweredViewSet):
    """What is offered to one's own network, and what it has offered to others."""

    model = Handover
    name = "uebergaben"
    icon = "redirect"
    menu_label = gettext_lazy("Übergaben")
    inspect_view_class = HandoverView
    inspect_template_name = "directory/handover.html"
    list_display = [
        Column("record", label=gettext_lazy("Eintrag")),
        "giver",
        "receiver",
        "status",
        DateColumn("offered_at", label=gettext_lazy("Angeboten am"), sort_key="offered_at"),
    ]
    list_filter = ["status"]
    list_related = ("offer", "partner", "giver", "receiver")
    search_fields = ["offer__title", "partner__name"]


class HandedOver:
    """Mixed into the viewset of a record: its steward offers it to other networks."""

    @property
    def hand_over_view(self) -> Any:
        """The form."""
        viewset: Any = self
        return viewset.construct_view(
            OfferRecordView,
            **viewset.get_inspect_view_kwargs(template_name=OfferRecordView.template_name),
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add its address."""
        patterns: list[URLPattern] = super().get_urlpatterns()  # type: ignore[misc]
        return [*patterns, path("hand-over/<int:pk>/", self.hand_over_view, name="hand_over")]
