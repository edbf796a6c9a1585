"""Handing over all records of a network, in the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.networks.models import Network
from network_core.steering.access import SteeringView
from network_core.steering.networks.handing_over import (
    HandingOverError,
    HandoverPreview,
    hand_over_everything,
    preview_handing_over,
)

REASON_LENGTH = 1000


class GiverForm(forms.Form):
    """Whose records are handed over."""

    giver = forms.ModelChoiceField(
        label=gettext_lazy("Welches Netzwerk gibt seine Einträge ab?"),
        queryset=Network.objects.filter(is_umbrella=False).order_by("name"),
        to_field_name="slug",
    )


class ReceiverForm(forms.Form):
    """To whom, and why."""

    receiver = forms.ModelChoiceField(
        label=gettext_lazy("Wer pflegt sie künftig?"), queryset=Network.objects.none()
    )
    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Steht im Protokoll beider Netzwerke."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, giver: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Network.objects.open().exclude(pk=giver.pk).order_by("-is_umbrella", "name")
        receiver: Any = self.fields["receiver"]
        receiver.queryset = others


class ChooseGiverView(SteeringView):
    """Choosing the network."""

    template_name = "steering/choose_giver.html"
    page_title = gettext_lazy("Einträge eines Netzwerks übergeben")
    header_icon = "redirect"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go on with the network that was chosen."""
        form = GiverForm(request.GET if "giver" in request.GET else None)
        if form.is_valid():
            return redirect("steering_hand_over", form.cleaned_data["giver"].slug)
        return self.render_to_response(self.get_context_data(form=form))


class HandOverView(SteeringView):
    """What the network looks after, and the form that gives it to another one."""

    template_name = "steering/hand_over.html"
    header_icon = "redirect"

    @cached_property
    def giver(self) -> Network:
        """The network of the address; the umbrella keeps what it has."""
        found: Network = get_object_or_404(Network, slug=self.kwargs["slug"], is_umbrella=False)
        return found

    @cached_property
    def preview(self) -> HandoverPreview:
        """What would change hands."""
        return preview_handing_over(self.giver)

    def get_page_title(self) -> str:
        """Whose records they are."""
        return _("Alle Einträge übergeben: %(network)s") % {"network": self.giver.name}

    def way_here(self) -> list[tuple[str, str]]:
        """By the choice of the network."""
        return [(reverse("steering_choose_giver"), _("Einträge eines Netzwerks übergeben"))]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hand over, if that is what the person has seen."""
        form = ReceiverForm(request.POST, giver=self.giver)
        if form.is_valid():
            if form.cleaned_data["seen"] != self.preview.seen:
                form.add_error(
                    None, _("Inzwischen hat sich etwas geändert. Bitte noch einmal prüfen.")
                )
            else:
                receiver, reason = form.cleaned_data["receiver"], form.cleaned_data["reason"]
                try:
                    count = hand_over_everything(self.giver, receiver, self.user, reason)
                except HandingOverError as error:
                    form.add_error(None, str(error))
                else:
                    text = _("%(count)d Einträge pflegt jetzt %(network)s.")
                    messages.success(request, text % {"count": count, "network": receiver.name})
                    return redirect("steering_choose_giver")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The numbers and the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", ReceiverForm(giver=self.giver))
        return context | {"giver": self.giver, "preview": self.preview}
