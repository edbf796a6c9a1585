"""The states of all networks, and the form that changes one of them."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.networks.models import Network
from network_core.networks.states import NEXT, State
from network_core.steering.access import SteeringView
from network_core.steering.networks.life_cycle import (
    StateChangeError,
    StatePreview,
    change_state,
    last_receiver,
    preview_state,
)

PER_PAGE = 50
REASON_LENGTH = 1000


class StatesFilter(forms.Form):
    """Narrows the list; what means nothing is ignored."""

    state = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        required=False,
        choices=[("", gettext_lazy("alle")), *State.choices],
    )


class StateForm(forms.Form):
    """Why and since when; for a network that ends, also who helps there now."""

    since = forms.DateField(
        label=gettext_lazy("Seit wann?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Gilt sofort. Der Tag steht nur im Verlauf."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Steht im Protokoll des Netzwerks, nicht auf der Website."),
    )
    successor = forms.ModelChoiceField(
        label=gettext_lazy("Wer hilft dort jetzt?"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=gettext_lazy("niemand Bestimmtes"),
        help_text=gettext_lazy("Die Website nennt dieses Netzwerk als Erstes."),
    )
    without_records = forms.BooleanField(
        label=gettext_lazy("Die Einträge sollen nicht mehr zu finden sein."), required=True
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, network: Network, preview: StatePreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen = preview.seen
        self.fields["since"].initial = timezone.localdate()
        successor: Any = self.fields["successor"]
        if preview.target == State.ENDED:
            others = Network.objects.open().exclude(pk=network.pk)
            successor.queryset = others.order_by("-is_umbrella", "name")
            successor.initial = last_receiver(network)
        else:
            del self.fields["successor"]
        if not preview.leaves_records:
            del self.fields["without_records"]

    def clean_since(self) -> date:
        """Refuse a day to come: the change is made now."""
        since: date = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(_("Dieser Tag ist noch nicht da."))
        return since

    def clean(self) -> None:
        """Refuse what was typed in view of something else."""
        super().clean()
        if self.cleaned_data.get("seen") != self._seen:
            self.add_error(None, _("Inzwischen hat sich etwas geändert. Bitte noch einmal prüfen."))


class StatesView(SteeringView):
    """All networks with their states, and the ways from there."""

    template_name = "steering/states.html"
    page_title = gettext_lazy("Stand der Netzwerke")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        chosen = StatesFilter(self.request.GET)
        chosen.is_valid()
        networks = Network.objects.regional().select_related("successor").order_by("name", "pk")
        if state := chosen.cleaned_data.get("state"):
            networks = networks.filter(state=state)
        page = Paginator(networks, PER_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "filter": chosen,
            "page_obj": page,
            "rows": [(network, NEXT[State(network.state)]) for network in page],
        }


class ChangeStateView(SteeringView):
    """What the change does, and the form that makes it."""

    template_name = "steering/change_state.html"
    header_icon = "history"

    @cached_property
    def network(self) -> Network:
        """The network of the address; the umbrella is always active."""
        found: Network = get_object_or_404(Network, slug=self.kwargs["slug"], is_umbrella=False)
        return found

    @cached_property
    def target(self) -> State:
        """The state of the address."""
        if self.kwargs["state"] not in State.values:
            raise Http404
        return State(self.kwargs["state"])

    @cached_property
    def preview(self) -> StatePreview:
        """What would change."""
        return preview_state(self.network, self.target)

    @property
    def is_possible(self) -> bool:
        """Whether the state may follow the present one."""
        return self.target in NEXT[State(self.network.state)]

    def get_page_title(self) -> str:
        """Which network, and where to."""
        return _("%(network)s: %(state)s") % {
            "network": self.network.name,
            "state": self.target.label,
        }

    def way_here(self) -> list[tuple[str, str]]:
        """By the list of the networks."""
        return [(reverse("steering_states"), _("Stand der Netzwerke"))]

    def form(self, data: Any = None) -> StateForm:
        """The form, empty or with what was typed."""
        return StateForm(data, network=self.network, preview=self.preview)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the change, if that is what the person has seen."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                change_state(
                    self.network,
                    self.target,
                    user=self.user,
                    reason=form.cleaned_data["reason"],
                    since=form.cleaned_data["since"],
                    successor=form.cleaned_data.get("successor"),
                )
            except StateChangeError as error:
                form.add_error(None, str(error))
            else:
                text = _("%(network)s ist jetzt: %(state)s.")
                state = self.target.label
                messages.success(request, text % {"network": self.network.name, "state": state})
                return redirect("steering_states")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What changes, and the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if "form" not in context:
            context["form"] = self.form()
        return context | {
            "network": self.network,
            "target": self.target,
            "preview": self.preview,
            "is_possible": self.is_possible,
        }
