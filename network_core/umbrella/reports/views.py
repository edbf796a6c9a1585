"""The quarterly report in the admin."""

import logging
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.networks.models import Network
from network_core.tenancy.access import person_of
from network_core.tenancy.spreadsheets import CSV, XLSX
from network_core.umbrella.quarter import Quarter, latest_quarters
from network_core.umbrella.reports.files import csv_file, workbook
from network_core.umbrella.reports.mailing import is_coordinator
from network_core.umbrella.reports.models import UnwantedReport
from network_core.umbrella.reports.pdf import PdfError, render_pdf
from network_core.umbrella.reports.report import Report
from network_core.umbrella.viewers import compared_networks
from network_core.umbrella.views import ComparingView

logger = logging.getLogger(__name__)

ALL = "alle"
PDF = "pdf"


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

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Switch the mail about the network on or off for whoever is one of its coordinators."""
        if self.network is None or not self._is_written_to:
            raise PermissionDenied
        asked: dict[str, Any] = {"network": self.network, "person": person_of(request)}
        if "off" in request.POST:
            UnwantedReport.objects.get_or_create(**asked)
            messages.success(request, _("Sie bekommen diesen Bericht nicht mehr per E-Mail."))
        else:
            UnwantedReport.objects.filter(**asked).delete()
            messages.success(request, _("Sie bekommen diesen Bericht jedes Quartal per E-Mail."))
        return HttpResponseRedirect(request.get_full_path())

    @cached_property
    def _is_written_to(self) -> bool:
        """Whether the person is one of those who get the mail, or would if they wanted."""
        return self.network is not None and is_coordinator(person_of(self.request), self.network)

    def file(self, form: str) -> HttpResponseBase | None:
        """The report as CSV, XLSX or PDF; None, with a message, where it could not be made."""
        if form not in (CSV, XLSX, PDF) or not self.report.has_values:
            return None
        document = self.report.document
        if form == CSV:
            return csv_file(document.file_name, self.report.table)
        if form == XLSX:
            return workbook(document)
        try:
            content = render_pdf(document)
        except PdfError:
            logger.exception("A report could not be set.")
            text = _(
                "Das PDF ließ sich gerade nicht herstellen. Bitte versuchen Sie es in einigen "
                "Minuten noch einmal, oder drucken Sie diese Seite."
            )
            messages.error(self.request, text)
            return None
        name = f"{document.file_name}.pdf"
        return FileResponse(BytesIO(content), as_attachment=True, filename=name)

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
            "is_written_to": self._is_written_to,
            "is_unwanted": self._is_written_to
            and UnwantedReport.objects.filter(
                network=self.network, person=person_of(self.request)
            ).exists(),
            "address": f"?quarter={self.quarter.key}&network={chosen}",
        }
