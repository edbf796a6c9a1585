"""Reports on the search in the admin: what was not found, and how a question is understood."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from network_core.networks.models import Network
from network_core.statistics.figures import most_frequent, total
from network_core.statistics.kinds import SEARCH_WITHOUT_HIT, SMALLEST_SHOWN
from network_core.tenancy.access import is_umbrella_staff, may_read_searches, person_of
from search.analysis.normalise import clean
from search.documents.base import HitContext
from search.engines.base import EngineError
from search.query.explain import explain
from search.query.request import MAX_QUERY, Question

MAX_SHOWN = 200
PERIODS = ((7, _("7 Tage")), (30, _("30 Tage")), (90, _("90 Tage")))


def networks_to_see(user: Any) -> list[Network]:
    """The networks whose searches a person may read."""
    networks = Network.objects.order_by("-is_umbrella", "name")
    return [network for network in networks if may_read_searches(user, network)]


class PeriodForm(forms.Form):
    """Which network, and how far back."""

    network = forms.ModelChoiceField(
        queryset=Network.objects.none(),
        label=_("Netzwerk"),
        required=False,
        to_field_name="slug",
        empty_label=None,
    )
    days = forms.TypedChoiceField(
        choices=PERIODS, coerce=int, label=_("Zeitraum"), required=False, empty_value=None
    )

    def __init__(self, data: Any, networks: list[Network]) -> None:
        super().__init__(data)
        allowed = Network.objects.filter(pk__in=[network.pk for network in networks])
        self.fields["network"].queryset = allowed  # type: ignore[attr-defined]


class WithoutHitView(View):
    """Searches without a hit of one network. Only what several people looked for is shown."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody who looks after no words."""
        if not may_read_searches(person_of(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The words and how often they were looked for."""
        networks = networks_to_see(request.user)
        form = PeriodForm(request.GET or None, networks)
        chosen = form.cleaned_data if form.is_valid() else {}
        network = chosen.get("network") or networks[0]
        days = chosen.get("days") or 30
        until = timezone.localdate()
        since = until - timedelta(days=days - 1)
        context = {
            "page_title": _("Suchanfragen ohne Treffer"),
            "header_icon": "search",
            "form": form,
            "network": network,
            "days": days,
            "total": total(SEARCH_WITHOUT_HIT, network, since, until),
            "words": most_frequent(SEARCH_WITHOUT_HIT, network, since, until, limit=MAX_SHOWN),
            "smallest": SMALLEST_SHOWN,
        }
        return render(request, "search/admin/without_hit.html", context)


class ExplainForm(forms.Form):
    """A question, and where it is asked."""

    q = forms.CharField(label=_("Suchanfrage"), max_length=MAX_QUERY)
    network = forms.ModelChoiceField(
        queryset=Network.objects.order_by("-is_umbrella", "name"),
        label=_("Auf der Website von"),
        to_field_name="slug",
        empty_label=None,
    )
    language = forms.ChoiceField(label=_("Sprache"), choices=settings.LANGUAGES)

    def clean_q(self) -> str:
        """Without control characters."""
        return clean(str(self.cleaned_data["q"])).strip()


class UnderstandingView(View):
    """Why each hit stands where it stands; for the staff of the umbrella."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not is_umbrella_staff(person_of(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, and the explanation once something is asked."""
        form = ExplainForm(request.GET if "q" in request.GET else None)
        context: dict[str, Any] = {
            "page_title": _("Suche erklären"),
            "header_icon": "help",
            "form": form,
        }
        if form.is_valid():
            asked = form.cleaned_data
            try:
                context["explanation"] = explain(
                    Question(asked["q"]), HitContext(asked["network"], asked["language"])
                )
            except EngineError:
                context["is_degraded"] = True
        return render(request, "search/admin/explain.html", context)
