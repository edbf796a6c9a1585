"""The course of one figure in the admin."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.networks.models import Network
from network_core.umbrella.figures import FIGURES, Group, find_figure, term_key
from network_core.umbrella.line_chart import MOST_LINES
from network_core.umbrella.trend.choice import PERIODS, TrendChoice
from network_core.umbrella.trend.snapshots import top_terms
from network_core.umbrella.trend.trend import Trend
from network_core.umbrella.viewers import compared_networks
from network_core.umbrella.views import ComparingView, Table


class TrendView(ComparingView):
    """Lines of one figure for a few networks, and how it has changed since the last quarter."""

    page_title = gettext_lazy("Verlauf")
    header_icon = "history"
    template_name = "umbrella/admin/trend.html"

    @cached_property
    def choice(self) -> TrendChoice:
        """What the address asks for."""
        return TrendChoice.read(self.request.GET)

    @cached_property
    def open_networks(self) -> list[Network]:
        """The networks whose figures the person sees."""
        return [n for n in compared_networks() if self.viewer.sees(n)]

    @cached_property
    def trend(self) -> Trend:
        """What is chosen; without a choice that of the own networks, or of the first ones."""
        figure = find_figure(self.choice.figure) or FIGURES[TrendChoice().figure]
        shown = self._shown(self.open_networks)
        return Trend(figure, shown, PERIODS[self.choice.period], timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chart and what can be chosen."""
        choice, trend = self.choice, self.trend
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "choice": choice,
            "trend": trend,
            "figure": trend.figure,
            "chart": trend.chart("trend", trend.figure.heading),
            "groups": self._figures(),
            "networks": self.open_networks,
            "shown": {network.slug for network in trend.networks},
            "periods": [(period.key, period.label) for period in PERIODS.values()],
            "most": MOST_LINES,
            "address": choice.address,
        }

    def _shown(self, networks: list[Network]) -> list[Network]:
        chosen = [network for network in networks if network.slug in self.choice.networks]
        own = [network for network in networks if network.pk in self.viewer.own]
        usual = networks if self.viewer.sees_all else own
        return (chosen if self.choice.networks else usual)[:MOST_LINES]

    def _figures(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The figures to choose by group, then the terms by scheme."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for group in Group:
            found = [f for f in FIGURES.values() if f.group is group]
            groups[group.label] = [(figure.key, figure.heading) for figure in found]
        for term in top_terms():
            heading = _("Angebote nach: %(scheme)s") % {"scheme": term.scheme.label}
            key = term_key(term.scheme_id, term.slug)
            groups.setdefault(heading, []).append((key, term.label))
        return list(groups.items())

    def table(self) -> Table:
        """The numbers of the table beside the chart."""
        trend = self.trend
        columns = [trend.values(network) for network in trend.networks]
        rows = [
            [day, *(trend.figure.unit.number(column[place]) for column in columns)]
            for place, day in enumerate(trend.days)
        ]
        headings = [_("Datum"), *(network.name for network in trend.networks)]
        return Table(f"verlauf-{slugify(trend.figure.key)}", headings, rows)
