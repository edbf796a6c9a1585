"""Filters of the list of offers, with the number of offers behind each."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, Coalesce
from django.http import QueryDict
from django.utils.translation import gettext as _

from network_core.directory.models import Offer, OfferLanguage
from network_core.directory.visibility import SCHEME_FIELDS, OfferQuerySet
from network_core.networks.models import Network
from network_core.taxonomy.models import Scheme, Term, TermTree
from network_core.words.languages import language_name

MAX_CHOICES = 20
FREE = "free"


class OfferFilter:
    """What a visitor chose in the address, what that leaves, and what else could be chosen.

    Within one facet the choices widen (or), between facets they narrow (and). Unknown values are
    ignored. The number of queries does not depend on the number of offers or choices.
    """

    def __init__(self, choices: QueryDict, network: Network) -> None:
        self.network = network
        self._base: OfferQuerySet = Offer.objects.shown_by(network)
        self._terms: dict[int, Term] = {term.pk: term for term in Term.objects.all().with_words()}
        self._tree = TermTree({pk: term.parent_id for pk, term in self._terms.items()})
        by_slug = {(term.scheme_id, term.slug): term for term in self._terms.values()}
        self.chosen: dict[str, list[Term]] = {
            scheme: [
                by_slug[scheme, slug]
                for slug in dict.fromkeys(choices.getlist(scheme)[:MAX_CHOICES])
                if (scheme, slug) in by_slug
            ]
            for scheme in SCHEME_FIELDS
        }
        self.languages = _spoken_somewhere(choices.getlist("language")[:MAX_CHOICES])
        self.only_free = FREE in choices.getlist("cost")

    def offers(self, *, without: str = "") -> OfferQuerySet:
        """The offers that are left, ignoring the choices of the facet `without`."""
        offers = self._base
        for scheme, terms in self.chosen.items():
            if terms and scheme != without:
                wanted = self._tree.with_descendants(term.pk for term in terms)
                through = getattr(Offer, SCHEME_FIELDS[scheme]).through
                rows = through.objects.filter(term_id__in=wanted)
                offers = offers.filter(pk__in=rows.values("offer_id"))
        if self.languages and without != "language":
            rows = OfferLanguage.objects.filter(code__in=self.languages)
            offers = offers.filter(pk__in=rows.values("offer_id"))
        if self.only_free and without != "cost":
            offers = offers.filter(cost_kind=Offer.Cost.FREE)
        return offers

    def _counts(self) -> dict[str, dict[str, int]]:
        """Number of offers by facet and value, in one query."""
        parts = []
        for scheme, field in SCHEME_FIELDS.items():
            through = getattr(Offer, field).through
            top = Coalesce("term__parent__parent_id", "term__parent_id", "term_id")
            parts.append(
                through.objects.filter(offer_id__in=self.offers(without=scheme).values("pk"))
                .annotate(facet=Value(scheme), value=Cast(top, CharField()))
                .values("facet", "value")
                .annotate(number=Count("offer_id", distinct=True))
            )
        parts.append(
            OfferLanguage.objects.filter(offer__in=self.offers(without="language").values("pk"))
            .annotate(facet=Value("language"), value=F("code"))
            .values("facet", "value")
            .annotate(number=Count("offer_id", distinct=True))
        )
        parts.append(
            self.offers(without="cost")
            .filter(cost_kind=Offer.Cost.FREE)
            .order_by()
            .annotate(facet=Value("cost"), value=Value(FREE))
            .values("facet", "value")
            .annotate(number=Count("pk"))
        )
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        rows = parts[0].order_by().union(*(part.order_by() for part in parts[1:]), all=True)
        for row in rows.values_list("facet", "value", "number"):
            counts[row[0]][row[1]] = row[2]
        return counts

    def facets(self) -> list[dict[str, Any]]:
        """The facets for the form: top terms that would find something, and what is chosen."""
        counts = self._counts()
        facets = []
        for scheme in Scheme.objects.filter(pk__in=SCHEME_FIELDS):
            chosen = {term.pk for term in self.chosen[scheme.pk]}
            options = [
                {
                    "value": term.slug,
                    "label": term.words.label,
                    "words_language": term.words_language,
                    "count": counts[scheme.pk].get(str(pk)),
                    "is_selected": pk in chosen,
                }
                for pk, term in self._terms.items()
                if term.scheme_id == scheme.pk and (pk in chosen or counts[scheme.pk].get(str(pk)))
            ]
            facets.append(
                {
                    "name": scheme.pk,
                    "label": scheme.label,
                    "options": options,
                    "is_open": bool(chosen),
                }
            )
        facets.append(self._language_facet(counts["language"]))
        facets.append(
            {
                "name": "cost",
                "label": _("Kosten"),
                "options": [
                    {
                        "value": FREE,
                        "label": _("Nur kostenlose Angebote"),
                        "count": counts["cost"].get(FREE, 0),
                        "is_selected": self.only_free,
                    }
                ],
                "is_open": self.only_free,
            }
        )
        return [facet for facet in facets if facet["options"]]

    def _language_facet(self, counts: dict[str, int]) -> dict[str, Any]:
        codes = sorted({*counts, *self.languages}, key=language_name)
        return {
            "name": "language",
            "label": _("Sprache vor Ort"),
            "options": [
                {
                    "value": code,
                    "label": language_name(code),
                    "count": counts.get(code, 0),
                    "is_selected": code in self.languages,
                }
                for code in codes
            ],
            "is_open": bool(self.languages),
        }

    def _parameters(self) -> list[tuple[str, str, str, str]]:
        """Every choice as `(facet, value, label, language of a term's label)`."""
        chosen = [
            (scheme, term.slug, term.words.label, term.words_language)
            for scheme, terms in self.chosen.items()
            for term in terms
        ]
        chosen += [("language", code, language_name(code), "") for code in self.languages]
        if self.only_free:
            chosen.append(("cost", FREE, _("Nur kostenlose Angebote"), ""))
        return chosen

    def active(self) -> list[dict[str, str]]:
        """What is chosen, each with the address that takes it off."""
        parameters = self._parameters()
        return [
            {
                "label": label,
                "words_language": language,
                "remove_url": "?"
                + _encode([(f, v) for f, v, *_rest in parameters if (f, v) != (facet, value)]),
            }
            for facet, value, label, language in parameters
        ]

    def query_string(self) -> str:
        """The choices as they stand in the address, for the links to further pages."""
        return _encode([(facet, value) for facet, value, *_rest in self._parameters()])


def _spoken_somewhere(codes: list[str]) -> list[str]:
    """Those of `codes` that some offer names, in their order."""
    possible = [code for code in dict.fromkeys(codes) if code.isascii() and code.isalpha()]
    if not possible:
        return []
    known = set(
        OfferLanguage.objects.filter(code__in=possible).values_list("code", flat=True).distinct()
    )
    return [code for code in possible if code in known]


def _encode(pairs: list[tuple[str, str]]) -> str:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()


def topics_with_counts(network: Network) -> list[Term]:
    """The top topics that have offers in the network's list, each with their number as `count`."""
    through = Offer.topics.through
    top = Coalesce("term__parent__parent_id", "term__parent_id", "term_id")
    counts = dict(
        through.objects.filter(offer_id__in=Offer.objects.shown_by(network).values("pk"))
        .annotate(top=top)
        .values("top")
        .annotate(number=Count("offer_id", distinct=True))
        .values_list("top", "number")
    )
    terms = Term.objects.filter(pk__in=counts).with_words()
    topics = list(terms.order_by("position", "label"))
    for topic in topics:
        topic.count = counts[topic.pk]
    return topics
