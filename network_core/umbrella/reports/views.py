"""The quarterly report in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from network_core.networks.models import Network
from network_core.umbrella.reports.quarter import Quarter, latest_quarters
from network_core.umbrella.reports.report import Report
from network_core.umbrella.viewers import compared_networks
from network_core.umbrella.views import ComparingView

ALL = "alle"


class ReportView(ComparingView):
    """`?quarter=2026-3&network=` of one network, or `network=alle` of all that the person sees.

    The umbrella's staff open the report of every network; coordinators that of their own, and the
    one of all with the networks that show them their figures.
    """

    page_title = gettext_lazy("Quartalsbericht")
    header_icon = "doc-full-inverse"
    template_name = "umbrella/admin/report.html"

    @cached_property
    def quarter(self) -> Quarter:
        """The quarter of the address, or the running one."""
        return Quarter.read(self.request.GET.get("quarter", ""), timezone.localdate())

    @cached_property
    def networks(self) -> list[Network]:
        """The networks that have a report of their own for this person."""
        return [
            network
            for network in compared_networks()
            if self.viewer.sees_all or network.pk in self.viewer.own
        ]

    @cached_property
    def network(self) -> Network | None:
        """The one to report about; refuses what is not among `networks`."""
        slug = self.request.GET.get("network", "")
        if slug == ALL or (not slug and self.viewer.sees_all):
            return None
        if not slug:
            return self.networks[0] if self.networks else None
        for network in self.networks:
            if network.slug == slug:
                return network
        raise PermissionDenied

    @cached_property
    def report(self) -> Report:
        """The report."""
        return Report(self.quarter, self.viewer, timezone.localdate(), self.network)

    def get_page_subtitle(self) -> str:
        """The quarter."""
        return self.quarter.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report and what else there is to choose."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        chosen = self.network.slug if self.network else ALL
        return context | {
            "document": self.report.document,
            "quarter": self.quarter,
            "quarters": latest_quarters(timezone.localdate()),
            "networks": self.networks,
            "chosen": chosen,
            "all": ALL,
            "address": f"?quarter={self.quarter.key}&network={chosen}",
        }
