"""The matrix of gaps in the admin, what stands behind one cell, and the pathways."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from network_core.directory.models import Offer
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.pathways.coverage import coverage as pathway_coverage
from network_core.pathways.matching import sorted_under
from network_core.statistics.figures import most_frequent
from network_core.statistics.kinds import SEARCH_WITHOUT_HIT
from network_core.taxonomy.models import Scheme, Term
from network_core.tenancy.access import may_read_searches, person_of
from network_core.umbrella.coverage import Coverage, languages_by_topic
from network_core.umbrella.figures import Unit, count, find_figures, term_key
from network_core.umbrella.figures.sites import begin_of_month
from network_core.umbrella.viewers import compared_networks
from network_core.umbrella.views import PER_PAGE, ComparingView
from network_core.words.languages import language_name

MOST_SEARCHES = 20


def _networks() -> list[Network]:
    """The networks that visitors find, but the umbrella; one query."""
    return list(Network.objects.regional().open().select_related("comparison_profile"))


class CoverageView(ComparingView):
    """Terms and networks: where there is nothing, or nothing of the network's own."""

    page_title = gettext_lazy("Lücken finden")
    header_icon = "grip"
    template_name = "umbrella/admin/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of networks, those with most gaps first where that is asked for."""
        scheme = self.request.GET.get("scheme", "topic")
        if scheme not in SCHEME_FIELDS:
            scheme = "topic"
        networks = [network for network in _networks() if self.viewer.sees(network)]
        coverage = Coverage(networks, scheme, self.request.GET.get("under", ""))
        by_gaps = self.request.GET.get("sort") == "gaps"
        if by_gaps:
            networks.sort(key=lambda network: (-coverage.gaps(network), network.name))
        page = self.page_of(networks)
        addresses = {network.pk: _cell_addresses(network, coverage) for network in page}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "coverage": coverage,
            "schemes": Scheme.objects.filter(slug__in=SCHEME_FIELDS),
            "scheme": scheme,
            "headings": [(term, term.pk in coverage.parents) for term in coverage.columns],
            "rows": [
                (
                    network,
                    list(zip(addresses[network.pk], coverage.cells(network), strict=True)),
                    coverage.gaps(network),
                )
                for network in page
            ],
            "by_gaps": by_gaps,
            "page_obj": page,
        }


def _cell_addresses(network: Network, coverage: Coverage) -> list[str]:
    """Where the cells of one row lead; looked up once, as there are hundreds."""
    probe = reverse("coverage_cell", args=[network.slug, coverage.scheme, "TERM"])
    return [probe.replace("/TERM/", f"/{term.slug}/") for term in coverage.columns]


class LanguagesView(ComparingView):
    """Languages and topics: in which languages people are helped, and where in none."""

    page_title = gettext_lazy("Sprachen und Themen")
    header_icon = "wagtail-localize-language"
    template_name = "umbrella/admin/languages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All networks that the person sees, or one of them."""
        networks = [network for network in _networks() if self.viewer.sees(network)]
        chosen = self.request.GET.get("network", "")
        network = next((n for n in networks if n.slug == chosen), None)
        coverage = Coverage(networks, "topic", self.request.GET.get("under", ""))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "coverage": coverage,
            "network": network,
            "options": [(n.slug, n.name) for n in networks],
            "rows": [
                (language_name(row.code), [(n, Unit.NUMBER.shown(n)) for n in row.numbers])
                for row in languages_by_topic(coverage, network)
            ],
        }


class CellView(ComparingView):
    """One cell of the matrix: what there is, what was searched in vain, and who has it."""

    header_icon = "grip"
    template_name = "umbrella/admin/cell_page.html"
    network: Network
    term: Term

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse networks that the person does not see."""
        self.network = self.seen_network(kwargs["slug"])
        if kwargs["scheme"] not in SCHEME_FIELDS:
            raise Http404
        self.term = get_object_or_404(Term, scheme=kwargs["scheme"], slug=kwargs["term"])
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The term."""
        return str(self.term.label)

    def get_page_subtitle(self) -> str:
        """The network."""
        return self.network.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Numbers, one page of national offers, words searched in vain, networks with offers."""
        key = term_key(self.term.scheme_id, self.term.slug)
        networks = _networks()
        numbers = count(find_figures([key]), networks)[key]
        helpers = [
            (network, numbers[network.pk])
            for network in networks
            if numbers[network.pk] and network != self.network and self.viewer.sees(network)
        ]
        helpers.sort(key=lambda pair: (-(pair[1] or 0), pair[0].name))
        today = timezone.localdate()
        knows_words = may_read_searches(person_of(self.request), self.network)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "network": self.network,
            "term": self.term,
            "key": key,
            "own": numbers[self.network.pk],
            "helpers": helpers[:PER_PAGE],
            "searches": most_frequent(
                SEARCH_WITHOUT_HIT, self.network, begin_of_month(today), today, MOST_SEARCHES
            )
            if knows_words
            else None,
            "page_obj": self.page_of(self._national()),
        }

    def _national(self) -> QuerySet[Offer]:
        """National offers of others for the term that the network's site shows."""
        shown: QuerySet[Offer] = Offer.objects.shown_by(self.network)
        return shown.filter(
            sorted_under(self.term.scheme_id, [self.term.pk]), nationwide=True
        ).exclude(steward=self.network)


class PathwaysView(ComparingView):
    """Where the chain of each pathway breaks, in which network."""

    page_title = gettext_lazy("Wegweiser im Vergleich")
    header_icon = "list-ol"
    template_name = "umbrella/admin/pathways.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All pathways with their weakest steps, or one of them with all networks."""
        networks = {n.pk: n for n in compared_networks() if self.viewer.sees(n)}
        found = defaultdict(list)
        for one in pathway_coverage(networks.values()):
            found[one.pathway].append(one)
        chosen = self.request.GET.get("pathway", "")
        pathway = next((p for p in found if p.slug == chosen), None)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if pathway is None:
            return context | {"pathways": [_Summary(p, rows) for p, rows in found.items()]}
        rows = sorted(found[pathway], key=lambda one: (one.filled, networks[one.network_id].name))
        page = self.page_of(rows)
        return context | {
            "pathway": pathway,
            "steps": found[pathway][0].steps,
            "rows": [
                (networks[one.network_id], one, [step in one.gaps for step in one.steps])
                for one in page
            ],
            "page_obj": page,
        }


class _Summary:
    """One pathway over all networks that show it."""

    def __init__(self, pathway: Any, rows: list[Any]) -> None:
        self.pathway = pathway
        self.networks = len(rows)
        self.complete = sum(not one.gaps for one in rows)
        gaps: dict[Any, int] = defaultdict(int)
        for one in rows:
            for step in one.gaps:
                gaps[step] += 1
        # The step that most networks lack.
        self.weakest = max(gaps, key=lambda step: (gaps[step], -step.pk)) if gaps else None
        self.lacking = gaps[self.weakest] if gaps else 0
