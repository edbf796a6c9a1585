"""Where what is missing: valid offers of every network for every term, own and national ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Case, Count, Exists, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from network_core.directory.models import HiddenOffer, Offer, Selection
from network_core.directory.visibility import SCHEME_FIELDS, is_public
from network_core.networks.models import Network
from network_core.taxonomy.models import Term, TermTree
from network_core.umbrella.figures import Unit


@dataclass(frozen=True)
class CoverageCell:
    """How many public offers a network has for a term: own ones, and national ones of others."""

    own: int
    national: int

    @property
    def own_text(self) -> str:
        """The number of own offers in German."""
        return Unit.NUMBER.shown(self.own)

    @property
    def is_gap(self) -> bool:
        """Whether nobody finds anything there."""
        return not self.own and not self.national

    @property
    def is_national_only(self) -> bool:
        """Whether there is nothing of the network's own."""
        return not self.own and bool(self.national)


class Coverage:
    """The matrix of one scheme: its top terms, or the terms below one of them; three queries.

    A term includes what lies below it, and an offer counts once. National offers count where the
    network's selection lets them pass and it does not hide them. What overlapping networks offer
    there is counted with those.
    """

    def __init__(self, networks: Sequence[Network], scheme: str, under: str = "") -> None:
        self.networks = list(networks)
        self.scheme = scheme
        terms = list(Term.objects.order_by("scheme", "position", "label", "pk"))
        self._terms = {term.pk: term for term in terms}
        self._tree = TermTree({term.pk: term.parent_id for term in terms})
        own = [term for term in terms if term.scheme_id == scheme]
        self.under = next((term for term in own if term.slug == under), None)
        parent_id = self.under.pk if self.under else None
        self.columns = [term for term in own if term.parent_id == parent_id]
        self.parents = {term.parent_id for term in own}

    @cached_property
    def _column_of(self) -> dict[int, int]:
        """Id of every term at or below a column → id of that column's term."""
        return {
            below: term.pk
            for term in self.columns
            for below in self._tree.with_descendants([term.pk])
        }

    def sorted_offers(self) -> QuerySet:
        """The public offers of all networks, once for each term; `column` is the term's column."""
        through = getattr(Offer, SCHEME_FIELDS[self.scheme]).through
        meant = Q()
        column: Coalesce | Case = Coalesce(*self._up(), "term")
        if self.under is not None:
            top = self.under.pk
            meant = Q(term__parent=top) | Q(term__parent__parent=top)
            column = Case(
                When(term__parent=top, then=F("term")),
                When(term__parent__parent=top, then=F("term__parent")),
            )
        rows: QuerySet = through.objects.filter(meant, is_public("offer__"))
        return rows.order_by().annotate(column=column)

    def _up(self) -> list[str]:
        """The ways from a term to the top, the longest first; most schemes have two levels."""
        depth = max((len(self._tree.ancestor_ids(pk)) for pk in self._column_of), default=2)
        depth = max(depth, 2)
        return ["__".join(["term", *["parent"] * steps]) for steps in range(depth - 1, 0, -1)]

    @cached_property
    def _own(self) -> dict[tuple[int, int], int]:
        rows = (
            self.sorted_offers()
            .values_list("offer__steward", "column")
            .annotate(number=Count("offer", distinct=True))
        )
        return {(owner, column): number for owner, column, number in rows}

    @cached_property
    def _national(self) -> dict[int, Counter[int]]:
        """Id of each network → id of a column's term → national offers of others valid there."""
        offers = _NationalOffers(self._column_of, self.scheme)
        everybody = offers.count(offers.columns)
        counted = {}
        for network in self.networks:
            selected = self._selected(offers.selections.get(network.pk, set()))
            without = offers.hidden.get(network.pk, set()) | offers.kept_by.get(network.pk, set())
            if not selected and not without:
                counted[network.pk] = everybody
                continue
            counted[network.pk] = offers.count(
                pk
                for pk in offers.columns
                if pk not in without
                and all(not wanted.isdisjoint(offers.terms[pk]) for wanted in selected)
            )
        return counted

    def _selected(self, term_ids: set[int]) -> list[set[int]]:
        """For each scheme that is selected from: the terms that pass, with all below them."""
        schemes: dict[str, set[int]] = defaultdict(set)
        for pk in term_ids:
            schemes[self._terms[pk].scheme_id].add(pk)
        return [self._tree.with_descendants(ids) for ids in schemes.values()]

    def cells(self, network: Network) -> list[CoverageCell]:
        """The cells of one row, in the order of the columns."""
        national = self._national[network.pk]
        return [
            CoverageCell(self._own.get((network.pk, term.pk), 0), national[term.pk])
            for term in self.columns
        ]

    def gaps(self, network: Network) -> int:
        """In how many columns the network has nothing of its own."""
        return sum(not cell.own for cell in self.cells(network))


class _NationalOffers:
    """The public national offers with their terms, and who hides or selects what; one query.

    Terms of other schemes than that of the matrix are only read where somebody selects by them.
    """

    def __init__(self, column_of: dict[int, int], scheme: str) -> None:
        self.terms: dict[int, set[int]] = defaultdict(set)
        self.columns: dict[int, set[int]] = defaultdict(set)
        self.kept_by: dict[int, set[int]] = defaultdict(set)
        self.hidden: dict[int, set[int]] = defaultdict(set)
        self.selections: dict[int, set[int]] = defaultdict(set)
        for kind, first, second, third in self._rows(scheme):
            if kind == "hidden":
                self.hidden[first].add(second)
            elif kind == "selected":
                self.selections[first].add(second)
            else:
                self.terms[first].add(second)
                self.kept_by[third].add(first)
                if second in column_of:
                    self.columns[first].add(column_of[second])

    @staticmethod
    def _rows(scheme: str) -> QuerySet:
        chosen = Selection.terms.through.objects
        sorted_under = [
            getattr(Offer, name)
            .through.objects.filter(
                is_public("offer__"),
                Q() if each == scheme else Exists(chosen.filter(term__scheme=each)),
                offer__nationwide=True,
            )
            .order_by()
            .values_list(Value("term"), F("offer"), F("term"), F("offer__steward"))
            for each, name in SCHEME_FIELDS.items()
        ]
        hidden = (
            HiddenOffer.objects.filter(offer__nationwide=True)
            .order_by()
            .values_list(Value("hidden"), F("network"), F("offer"), Value(0))
        )
        selected = chosen.order_by().values_list(
            Value("selected"), F("selection__network"), F("term"), Value(0)
        )
        return hidden.union(selected, *sorted_under, all=True)

    def count(self, offer_ids: Iterable[int]) -> Counter[int]:
        """How many of these offers there are in each column."""
        found: Counter[int] = Counter()
        for pk in offer_ids:
            found.update(self.columns.get(pk, ()))
        return found


@dataclass(frozen=True)
class LanguageRow:
    """How many public offers there are in one language, by topic."""

    code: str
    numbers: list[int]


def languages_by_topic(coverage: Coverage, network: Network | None = None) -> list[LanguageRow]:
    """In which languages people are helped there, for the columns of `coverage`; one query.

    Of all its networks, or of one of them; German, which is spoken everywhere, is not counted.
    """
    wanted = [network] if network else coverage.networks
    rows = (
        coverage.sorted_offers()
        .filter(offer__steward__in=wanted, offer__spoken_languages__isnull=False)
        .values_list("offer__spoken_languages__code", "column")
        .annotate(number=Count("offer", distinct=True))
    )
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for code, column, number in rows:
        found[code][column] = number
    found.pop(settings.LANGUAGE_CODE, None)
    return [
        LanguageRow(code, [numbers[term.pk] for term in coverage.columns])
        for code, numbers in sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    ]
