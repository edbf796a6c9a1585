"""The figures in SQL agree with a slow, independent count in Python, whatever the federation."""

import statistics
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from network_core.directory.models import (
    CheckPlan,
    HiddenOffer,
    HiddenPartner,
    Membership,
    Offer,
    OfferText,
    Partner,
    Proposal,
)
from network_core.networks.models import Network
from network_core.statistics.models import DailyCount
from network_core.taxonomy.models import Term
from network_core.umbrella.coverage import Coverage
from network_core.umbrella.figures import FIGURES, Unit, Value, count, find_figures
from tests.factories import NetworkFactory, ReferenceGroupFactory, TermFactory

pytestmark = pytest.mark.django_db

NETWORKS, TOPICS, PARTNERS = 3, 5, 4
LANGUAGES = (["de"], ["de", "en"], ["de", "en", "tr"])
# Topic → its parent: two top ones, one of them with two levels below.
PARENTS = (None, 0, 1, 0, None)
near = st.integers(-3, 3)
network_numbers = st.integers(0, NETWORKS - 1)


@dataclass(frozen=True)
class DrawnOffer:
    """An offer, in days from today where there are days."""

    steward: int
    live: bool
    ends: int | None
    checked: int | None
    due: int
    hide: int | None
    topics: frozenset[int]
    nationwide: bool
    hidden_by: frozenset[int]
    texts: dict[str, tuple[bool, bool]]
    """Language → live, made from today's German words."""

    @property
    def is_public(self) -> bool:
        """Whether visitors see it."""
        ended = self.ends is not None and self.ends < 0
        unseen = self.hide is not None and self.hide < 0
        return self.live and not ended and not unseen


@dataclass(frozen=True)
class DrawnPartner:
    """A partner with its memberships: network, first and last day."""

    steward: int
    kind: str
    live: bool
    members: dict[int, tuple[int | None, int | None]]
    hidden_by: frozenset[int]


@dataclass(frozen=True)
class DrawnProposal:
    """A proposal for one of the offers, and after how many seconds it was answered."""

    offer: int
    ago: int
    status: str
    took: int


@dataclass(frozen=True)
class Federation:
    """All of it."""

    offers: list[DrawnOffer]
    partners: list[DrawnPartner]
    proposals: list[DrawnProposal]
    searches: dict[tuple[int, str, int], int] = field(default_factory=dict)
    """Network, kind, days ago → how often."""


def subset(most: int) -> st.SearchStrategy[frozenset[int]]:
    """Some of the first `most` numbers."""
    return st.frozensets(st.integers(0, most - 1), max_size=3)


offers = st.builds(
    DrawnOffer,
    steward=network_numbers,
    live=st.booleans(),
    ends=st.none() | near,
    checked=st.none() | st.integers(-400, 0),
    due=near,
    hide=st.none() | near,
    topics=subset(TOPICS),
    nationwide=st.booleans(),
    hidden_by=subset(NETWORKS),
    texts=st.dictionaries(
        st.sampled_from(["en", "tr"]), st.tuples(st.booleans(), st.booleans()), max_size=2
    ),
)
partners = st.builds(
    DrawnPartner,
    steward=network_numbers,
    kind=st.sampled_from(["advice", "company"]),
    live=st.booleans(),
    members=st.dictionaries(
        network_numbers,
        st.tuples(st.none() | near, st.none() | near).filter(
            lambda span: None in span or span[0] <= span[1]
        ),
        max_size=2,
    ),
    hidden_by=subset(NETWORKS),
)
proposals = st.builds(
    DrawnProposal,
    offer=st.integers(0, 20),
    ago=st.sampled_from([1, 100, 364, 366, 500]),
    status=st.sampled_from([status.value for status in Proposal.Status]),
    took=st.integers(0, 40 * 86400),
)
searches = st.dictionaries(
    st.tuples(
        network_numbers,
        st.sampled_from(["search", "search_without_hit", "page_view"]),
        st.sampled_from([0, 29, 30, 60]),
    ),
    st.integers(1, 9),
    max_size=6,
)
federations = st.builds(
    Federation,
    offers=st.lists(offers, max_size=8),
    partners=st.lists(partners, max_size=PARTNERS),
    proposals=st.lists(proposals, max_size=5),
    searches=searches,
)


@dataclass
class Ground:
    """What all examples share: three networks, five topics, one reference group."""

    networks: list[Network]
    topics: list[Term]
    locales: dict[str, Locale]
    today: date
    now: datetime


@pytest.fixture
def ground(db: None) -> Ground:
    """Made once for all examples of a test."""
    networks = [NetworkFactory(slug=f"n{i}", languages=LANGUAGES[i]) for i in range(NETWORKS)]
    ReferenceGroupFactory(profile__network=networks[0], number=300)
    topics: list[Term] = []
    for number, parent in enumerate(PARENTS):
        above = None if parent is None else topics[parent]
        topics.append(TermFactory(slug=f"t{number}", parent=above))
    locales = {
        code: Locale.objects.get_or_create(language_code=code)[0] for code in ("de", "en", "tr")
    }
    now = timezone.now().replace(microsecond=0)
    return Ground(networks, topics, locales, timezone.localdate(), now)


def write(drawn: Federation, ground: Ground) -> None:
    """Put the federation into the database."""

    def day(number: int | None) -> date | None:
        return None if number is None else ground.today + timedelta(days=number)

    rows = [
        Offer(
            slug=f"o{i}",
            title="Angebot",
            steward=ground.networks[o.steward],
            live=o.live,
            valid_until=day(o.ends),
            nationwide=o.nationwide,
        )
        for i, o in enumerate(drawn.offers)
    ]
    Offer.objects.bulk_create(rows)
    pairs = list(zip(rows, drawn.offers, strict=True))
    CheckPlan.objects.bulk_create(
        CheckPlan(offer=row, checked_on=day(o.checked), due_on=day(o.due), hide_on=day(o.hide))
        for row, o in pairs
    )
    through: Any = Offer.topics.through
    through.objects.bulk_create(
        through(offer_id=row.pk, term_id=ground.topics[t].pk) for row, o in pairs for t in o.topics
    )
    HiddenOffer.objects.bulk_create(
        HiddenOffer(offer=row, network=ground.networks[n]) for row, o in pairs for n in o.hidden_by
    )
    texts: Any = OfferText._default_manager
    for row, o in pairs:
        key = uuid.uuid4()
        languages = {"de": (True, True), **o.texts}
        texts.bulk_create(
            OfferText(
                record=row,
                locale=ground.locales[code],
                translation_key=key,
                title="Titel",
                live=live,
                source_hash="today" if fresh else "yesterday",
            )
            for code, (live, fresh) in languages.items()
        )
    for i, p in enumerate(drawn.partners):
        partner = Partner(
            slug=f"p{i}", name="P", steward=ground.networks[p.steward], kind=p.kind, live=p.live
        )
        Partner.objects.bulk_create([partner])
        Membership.objects.bulk_create(
            Membership(
                network=ground.networks[n], partner=partner, since=day(since), until=day(until)
            )
            for n, (since, until) in p.members.items()
        )
        HiddenPartner.objects.bulk_create(
            HiddenPartner(network=ground.networks[n], partner=partner) for n in p.hidden_by
        )
    if rows:
        Proposal.objects.bulk_create(
            Proposal(
                offer=rows[p.offer % len(rows)],
                source="network",
                status=p.status,
                created_at=ground.now - timedelta(days=p.ago),
                decided_at=None
                if p.status == "open"
                else ground.now - timedelta(days=p.ago) + timedelta(seconds=p.took),
            )
            for p in drawn.proposals
        )
    DailyCount.objects.bulk_create(
        DailyCount(
            network=ground.networks[n], kind=kind, day=day(-ago) or ground.today, count=number
        )
        for (n, kind, ago), number in drawn.searches.items()
    )


def median(values: Iterable[float]) -> float | None:
    """The median, or nothing of nothing."""
    found = list(values)
    return statistics.median(found) if found else None


def share(part: float, whole: float) -> float | None:
    """The share, or nothing of nothing."""
    return part / whole if whole else None


def slow_count(drawn: Federation, n: int) -> dict[str, Value]:
    """All figures of one network, one by one, by looking at every record."""
    known = [o for o in drawn.offers if o.steward == n and o.live]
    known = [o for o in known if o.ends is None or o.ends >= 0]
    own = [o for o in drawn.offers if o.steward == n and o.is_public]
    others = [code for code in LANGUAGES[n] if code != "de"]
    texts = [o.texts[c] for o in own for c in others if c in o.texts and o.texts[c][0]]
    shown = []
    for p in drawn.partners:
        spans = [p.members[n]] if n in p.members else []
        is_member = any((a is None or a <= 0) and (b is None or b >= 0) for a, b in spans)
        if p.live and n not in p.hidden_by and (p.steward == n or is_member):
            shown.append(p)
    received = [
        p
        for p in drawn.proposals
        if drawn.offers and drawn.offers[p.offer % len(drawn.offers)].steward == n and p.ago <= 364
    ]
    answered = [p.took / 86400 for p in received if p.status not in ("open", "withdrawn")]

    def searched(kind: str) -> int:
        return sum(
            number
            for (m, k, ago), number in drawn.searches.items()
            if (m, k) == (n, kind) and ago < 30
        )

    all_searches, misses = searched("search"), searched("search_without_hit")
    return {
        "offers": len(own),
        "offers_per_thousand": len(own) / 300 * 1000 if n == 0 else None,
        "verified": share(sum(o.checked is not None and o.due >= 0 for o in own), len(own)),
        "check_age": median(-o.checked for o in own if o.checked is not None),
        "overdue": sum(o.due < 0 for o in own),
        "hidden": sum(o.hide is not None and o.hide < 0 for o in known),
        "partners": len(shown),
        "partners_advice": sum(p.kind == "advice" for p in shown),
        "partners_company": sum(p.kind == "company" for p in shown),
        "languages": len(LANGUAGES[n]),
        "translated": share(len(texts), len(own) * len(others)),
        "stale": share(sum(not fresh for _live, fresh in texts), len(texts)),
        "proposals": len(received),
        "proposals_open": sum(p.status == "open" for p in received),
        "proposal_days": median(answered),
        "searches": all_searches,
        "search_misses": misses,
        "search_miss_share": share(misses, all_searches),
    }


def below(topic: int) -> set[int]:
    """A topic with everything below it."""
    found = {topic}
    while more := {t for t, parent in enumerate(PARENTS) if parent in found} - found:
        found |= more
    return found


def slow_cells(drawn: Federation, n: int, topics: list[int]) -> list[tuple[int, int]]:
    """Own and national offers of one network for some topics."""
    cells = []
    for topic in topics:
        meant = [o for o in drawn.offers if o.is_public and o.topics & below(topic)]
        national = [o for o in meant if o.nationwide and o.steward != n and n not in o.hidden_by]
        cells.append((sum(o.steward == n for o in meant), len(national)))
    return cells


def each_in_its_own(check: Callable[[Federation], None], drawn: Federation, ground: Ground) -> None:
    """Write the federation, look at it, and take it back."""
    with transaction.atomic():
        write(drawn, ground)
        check(drawn)
        transaction.set_rollback(True)


examples = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@examples
@given(drawn=federations)
def test_figures_agree_with_a_slow_count(ground: Ground, drawn: Federation) -> None:
    def check(drawn: Federation) -> None:
        expected = [slow_count(drawn, n) for n in range(NETWORKS)]
        figures = [FIGURES[key] for key in expected[0]]
        values = count([*figures, *find_figures(["topic:t0", "topic:t1"])], ground.networks)
        for n, network in enumerate(ground.networks):
            found = {key: values[key][network.pk] for key in expected[n]}
            assert found == pytest.approx(expected[n], nan_ok=True), network
            by_topic = [values[f"topic:t{t}"][network.pk] for t in (0, 1)]
            for figure in figures:
                if figure.records and figure.unit is Unit.NUMBER:
                    assert figure.records(network).count() == values[figure.key][network.pk]
            assert by_topic == [own for own, _national in slow_cells(drawn, n, [0, 1])]

    each_in_its_own(check, drawn, ground)


@examples
@given(drawn=federations)
def test_the_matrix_agrees_with_a_slow_count(ground: Ground, drawn: Federation) -> None:
    def check(drawn: Federation) -> None:
        for under, topics in (("", [0, 4]), ("t0", [1, 3])):
            coverage = Coverage(ground.networks, "topic", under)
            assert {term.slug for term in coverage.columns} == {f"t{t}" for t in topics}
            order = [int(term.slug[1:]) for term in coverage.columns]
            for n, network in enumerate(ground.networks):
                cells = [(cell.own, cell.national) for cell in coverage.cells(network)]
                assert cells == slow_cells(drawn, n, order), (network, under)

    each_in_its_own(check, drawn, ground)
