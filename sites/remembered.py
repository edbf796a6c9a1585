"""The page of the list of things to remember: to look at, to print, to pass on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network_core.directory.models import Offer
from network_core.networks.homes import same_in_every_language
from network_core.networks.models import Network
from network_core.networks.openness import of_open_network
from network_core.networks.requests import network_of
from network_core.pathways.models import Pathway, PathwayStep
from sites.codes import qr_code
from sites.frame import Crumb
from sites.shortlist import OFFER, PARAMETER, STEP, Entry, Shortlist

# Was public at some time: what never was stays unknown, whatever ids somebody tries.
ONCE_PUBLIC = Q(live=True) | Q(first_published_at__isnull=False)


@dataclass(frozen=True)
class Remembered:
    """One entry as it is shown."""

    entry: Entry
    offer: Offer | None = None
    step: PathwayStep | None = None
    pathway_url: str = ""


@dataclass(frozen=True)
class Gone:
    """One entry that is not shown any more, with as much as may be said about it."""

    entry: Entry
    title: str = ""
    since: date | None = None
    is_live: bool = False


@require_safe
def remembered(request: HttpRequest) -> HttpResponse:
    """What the address remembers, as it is today on this network's site.

    Unknown ids are ignored; what is hidden, expired or withdrawn is said, without its title where
    that is not public.
    """
    network = network_of(request)
    kept = Shortlist.of(request)
    offers = _offers(kept, network)
    steps = _steps(kept, network)
    shown = [found for entry in kept.entries if (found := offers.get(entry) or steps.get(entry))]
    gone = _gone(kept, {one.entry for one in shown})
    path = f"/{get_language()}/{PARAMETER}/"
    address = network.root_url + kept.carried(path)
    context: dict[str, Any] = {
        "shown": shown,
        "gone": gone,
        "address": address,
        "code": qr_code(address) if shown else "",
        "breadcrumb": [
            Crumb(_("Startseite"), f"/{get_language()}/"),
            Crumb(_("Merkliste"), path),
        ],
    }
    same_in_every_language(request, lambda code: f"/{code}/{PARAMETER}/")
    response = render(request, "sites/shortlist.html", context)
    # What somebody remembers stays between them and whom they give the address to.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _offers(kept: Shortlist, network: Network) -> dict[Entry, Remembered]:
    ids = kept.ids(OFFER)
    if not ids:
        return {}
    offers = Offer.objects.reachable_on(network).filter(pk__in=ids).for_cards().with_words()
    return {
        (entry := Entry(OFFER, offer.pk)): Remembered(entry, offer=offer)
        for offer in offers.prefetch_related("contacts", "places")
    }


def _steps(kept: Shortlist, network: Network) -> dict[Entry, Remembered]:
    """The steps of all public pathways; those of other regions lead to the site of those."""
    ids = kept.ids(STEP)
    if not ids:
        return {}
    found: dict[Entry, Remembered] = {}
    here = set(Pathway.objects.shown_by(network).filter(steps__in=ids).values_list("pk", flat=True))
    pathways = Pathway.objects.public().filter(steps__in=ids).distinct()
    for pathway in pathways.select_related("steward__site").with_steps().with_words():
        address = pathway.get_path() if pathway.pk in here else pathway.get_canonical_url()
        for number, step in enumerate(pathway.steps.all(), start=1):
            if step.pk in ids:
                entry = Entry(STEP, step.pk)
                step.pathway = pathway
                found[entry] = Remembered(
                    entry, step=step, pathway_url=f"{address}#schritt-{number}"
                )
    return found


def _gone(kept: Shortlist, shown: set[Entry]) -> list[Gone]:
    """The entries that exist, or did, and are not shown here."""
    missing = [entry for entry in kept.entries if entry not in shown]
    if not missing:
        return []
    today = timezone.localdate()
    found: dict[Entry, Gone] = {}
    offer_ids = [entry.pk for entry in missing if entry.kind == OFFER]
    offers = Offer.objects.filter(ONCE_PUBLIC, of_open_network("steward"), pk__in=offer_ids)
    for offer in offers.with_words():
        entry = Entry(OFFER, offer.pk)
        is_over = offer.live and offer.valid_until is not None and offer.valid_until < today
        found[entry] = (
            Gone(entry, offer.words.title, offer.valid_until)
            if is_over
            else Gone(entry, is_live=offer.live)
        )
    step_ids = [entry.pk for entry in missing if entry.kind == STEP]
    withdrawn = Pathway.objects.filter(first_published_at__isnull=False, live=False)
    for pk in PathwayStep.objects.filter(pk__in=step_ids, pathway__in=withdrawn).values_list(
        "pk", flat=True
    ):
        entry = Entry(STEP, pk)
        found[entry] = Gone(entry)
    return [found[entry] for entry in missing if entry in found]
