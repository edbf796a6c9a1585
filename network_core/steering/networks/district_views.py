"""The map of the networks and the districts without one, for the staff of the umbrella."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from network_core.networks.regions import LAENDER
from network_core.places.districts import read_districts
from network_core.steering.access import SteeringView
from network_core.steering.networks.districts import with_networks
from network_core.steering.networks.map import network_map
from network_core.umbrella.viewers import compared_networks

PER_PAGE = 50
ALL = "all"


class DistrictsFilter(forms.Form):
    """Narrows the list; what means nothing is ignored."""

    land = forms.ChoiceField(
        label=gettext_lazy("Land"),
        required=False,
        choices=[("", gettext_lazy("alle")), *LAENDER.items()],
    )
    show = forms.ChoiceField(
        label=gettext_lazy("Welche?"),
        required=False,
        choices=[
            ("", gettext_lazy("nur Kreise ohne Netzwerk")),
            (ALL, gettext_lazy("alle Kreise")),
        ],
    )


class DistrictsView(SteeringView):
    """Fifty districts a page, with the networks that are responsible for them."""

    template_name = "steering/districts.html"
    page_title = gettext_lazy("Karte der Netzwerke")
    header_icon = "site"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them, and how many there are."""
        chosen = DistrictsFilter(self.request.GET)
        chosen.is_valid()
        found = with_networks(
            read_districts(chosen.cleaned_data.get("land", "")), compared_networks()
        )
        free = [district for district in found if district.is_free]
        shown = found if chosen.cleaned_data.get("show") == ALL else free
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "filter": chosen,
            "map": network_map(found),
            "total": len(found),
            "free": len(free),
            "page_obj": Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
        }
