"""A block with the map of all networks: where they are, and where there is none."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue

from blocks.fields import LineField
from blocks.position import earlier_values, heading_below
from blocks.rendering import is_preview
from network_core.networks.known import known_umbrella
from network_core.networks.models import Network
from network_core.places.known import known_districts
from network_core.steering.networks.districts import District, with_networks
from network_core.steering.networks.map import network_map
from network_core.umbrella.viewers import compared_networks

# Whoever has more districts than that is better told by their number.
MOST_NAMES = 4


class NetworkMapBlock(StructBlock):
    """All networks on a map and in a list, the districts without one, and whom to ask there.

    Costs three queries, and one more whenever districts are read anew.
    """

    title = LineField(label=_("Titel"), required=False, max_length=160)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add what is drawn, and the same for the lists."""
        context = super().get_context(value, parent_context=parent_context)
        districts = getattr(value, "examples", None) or with_networks(
            known_districts(), compared_networks()
        )
        free = [district for district in districts if district.is_free]
        context["map"] = network_map(districts)
        context["key"] = f"network-map-{len(earlier_values(value, context, 'network_map'))}"
        context["most_names"] = MOST_NAMES
        context["free"] = len(free)
        context["free_by_land"] = _by_land(free)
        context["umbrella"] = umbrella = known_umbrella()
        context["contact_url"] = _contact_url(umbrella)
        context["level"] = "h3" if value.get("title") else heading_below(value, context)
        context["is_preview"] = is_preview(context)
        return context

    def get_preview_value(self) -> Any:
        """Invented districts."""
        value = self.normalize({"title": "Wo es Netzwerke gibt"})
        network = Network(pk=0, slug="beispiel", short_name="Beispielstadt")
        value.examples = [
            District("00001", "Beispielstadt", 52.4, 9.7, (network,), ()),
            District("00002", "Landkreis Beispiel", 52.0, 10.1, (), (network,)),
            District("00003", "Landkreis Muster", 51.6, 9.2, (), ()),
        ]
        return value

    class Meta:
        icon = "site"
        label = _("Karte der Netzwerke")
        label_format = "{title}"
        template = "blocks/network_map.html"
        description = _("Wo es Netzwerke gibt, als Karte und als Liste, immer aktuell.")


def _by_land(districts: Sequence[District]) -> list[tuple[str, list[District]]]:
    return [(land, list(group)) for land, group in groupby(districts, key=lambda d: d.land)]


def _contact_url(umbrella: Network | None) -> str:
    """The contact page of the umbrella, in the visitor's language where it has one."""
    if umbrella is None:
        return ""
    language = get_language() or ""
    shown = language if umbrella.offers_language(language) else "de"
    return f"{umbrella.root_url}/{shown}/kontakt/"
