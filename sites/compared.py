"""The public page of the comparison, on the umbrella's site."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network_core.networks.requests import network_of
from network_core.umbrella.public import public_figures, public_rows
from sites.frame import Crumb

COMPARED_PATH = "netzwerke-im-vergleich"


@require_safe
def compared(request: HttpRequest) -> HttpResponse:
    """Harmless figures of the networks that agreed; nothing without any, nor elsewhere."""
    network = network_of(request)
    rows = public_rows() if network.is_umbrella else []
    if not rows:
        raise Http404
    context: dict[str, Any] = {
        "figures": public_figures(),
        "rows": rows,
        "breadcrumb": [
            Crumb(_("Startseite"), f"/{get_language()}/"),
            Crumb(_("Netzwerke im Vergleich"), f"/{get_language()}/{COMPARED_PATH}/"),
        ],
    }
    return render(request, "sites/compared.html", context)
