"""Every figure by an example that can be counted by hand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from network_core.directory.models import CheckPlan, Offer, OfferText, Proposal
from network_core.links.models import Link, LinkUse, digest_of
from network_core.networks.models import Network
from network_core.statistics.models import DailyCount
from network_core.umbrella.figures import DEFAULT_KEYS, FIGURES, Value, count, find_figures
from tests.factories import (
    EventFactory,
    HiddenPartnerFactory,
    MembershipFactory,
    NetworkFactory,
    OfferFactory,
    PartnerFactory,
    PathwayStepFactory,
    ProposalFactory,
    ReferenceGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    """The day that is so many days away; before today with a minus."""
    return timezone.localdate() + timedelta(days=number)


def value(key: str, network: Network) -> Value:
    """One figure of one network, counted for all of them."""
    return count(find_figures([key]), list(Network.objects.all()))[key][network.pk]


def checked(offer: Offer, checked_on: int | None, due_on: int, hide_on: int | None = None) -> Offer:
    """Say when it was checked and when it is due again, in days from today."""
    CheckPlan.objects.update_or_create(
        offer=offer,
        defaults={
            "checked_on": None if checked_on is None else days(checked_on),
            "due_on": days(due_on),
            "hide_on": None if hide_on is None else days(hide_on),
        },
    )
    return offer


@pytest.fixture
def offers(goettingen: Network, wuppertal: Network) -> list[Offer]:
    """Five public offers of one network; a draft, one that ended, one hidden; one of another."""
    own = [OfferFactory(steward=goettingen) for _ in range(5)]
    for offer, (checked_on, due_on) in zip(
        own, [(-10, 90), (-20, 80), (-60, 40), (-400, -35), (None, -5)], strict=True
    ):
        checked(offer, checked_on, due_on)
    OfferFactory(steward=goettingen, live=False)
    OfferFactory(steward=goettingen, valid_until=days(-1))
    checked(OfferFactory(steward=goettingen), -900, -500, -300)
    checked(OfferFactory(steward=wuppertal), -3, 1)
    return own


@pytest.mark.parametrize(
    ("key", "expected"),
    [("offers", 5), ("verified", 0.6), ("check_age", 40), ("overdue", 2), ("hidden", 1)],
)
def test_offers_and_their_checks(
    key: str, expected: float, offers: list[Offer], goettingen: Network
) -> None:
    assert value(key, goettingen) == expected


def test_offers_per_thousand_are_of_the_newest_count_and_of_none_without_one(
    offers: list[Offer], goettingen: Network, wuppertal: Network, niedersachsen: Network
) -> None:
    old = ReferenceGroupFactory(profile__network=goettingen, number=10_000, year=2020)
    ReferenceGroupFactory(profile=old.profile, number=2_000, year=2024)
    ReferenceGroupFactory(profile__network=niedersachsen)
    assert value("offers_per_thousand", goettingen) == 2.5
    assert value("offers_per_thousand", wuppertal) is None
    assert value("offers_per_thousand", niedersachsen) == 0


def test_offers_by_term_include_what_lies_below_it_and_count_once(goettingen: Network) -> None:
    money = TermFactory(slug="geld", label="Geld")
    rent, tax = TermFactory(slug="miete", parent=money), TermFactory(slug="steuer", parent=money)
    course = TermFactory(scheme__slug="format", slug="kurs")
    OfferFactory(steward=goettingen, terms=[rent, tax, course])
    OfferFactory(steward=goettingen, terms=[money])
    OfferFactory(steward=goettingen, terms=[rent], live=False)
    assert value("topic:geld", goettingen) == 2
    assert value("topic:miete", goettingen) == 1
    assert value("format:kurs", goettingen) == 1
    assert find_figures(["topic:gibt-es-nicht", "unsinn", "audience:"]) == []
    records = find_figures(["topic:geld"])[0].records
    assert records is not None
    assert records(goettingen).count() == 2


def test_partners_are_members_and_kept_records_each_once(
    goettingen: Network, wuppertal: Network
) -> None:
    both = PartnerFactory(steward=goettingen, kind="advice")
    MembershipFactory(network=goettingen, partner=both)
    MembershipFactory(network=goettingen, partner=both, since=days(-400), until=days(-100))
    MembershipFactory(network=goettingen, partner=both, since=days(-50))
    PartnerFactory(steward=goettingen, kind="company")
    MembershipFactory(network=goettingen, partner__kind="company", partner__steward=wuppertal)
    MembershipFactory(network=goettingen, until=days(-1))
    MembershipFactory(network=goettingen, partner__live=False)
    hidden = MembershipFactory(network=goettingen).partner
    HiddenPartnerFactory(network=goettingen, partner=hidden)
    HiddenPartnerFactory(network=goettingen, partner=PartnerFactory(steward=goettingen))
    assert value("partners", goettingen) == 3
    assert value("partners_advice", goettingen) == 1
    assert value("partners_company", goettingen) == 2
    assert value("partners", wuppertal) == 1


def translation(offer: Offer, code: str, made_from: str, **more: Any) -> OfferText:
    """The words of an offer in one language."""
    locale, _new = Locale.objects.get_or_create(language_code=code)
    values = {"title": "Titel", "source_hash": made_from, "live": True} | more
    row, _new = OfferText.objects.update_or_create(record=offer, locale=locale, defaults=values)
    return row


def test_translations_that_exist_and_those_that_are_stale(
    goettingen: Network, wuppertal: Network
) -> None:
    first, second, third, _fourth = (OfferFactory(steward=goettingen) for _ in range(4))
    for offer in (first, second, third):
        translation(offer, "de", "heute")
    translation(first, "en", "heute")
    translation(second, "en", "gestern")
    translation(third, "en", "heute", live=False)
    translation(third, "tr", "gestern")
    OfferFactory(steward=wuppertal)
    assert value("languages", goettingen) == 2
    assert value("translated", goettingen) == 0.5
    assert value("stale", goettingen) == 0.5
    assert value("translated", wuppertal) is None
    assert value("stale", wuppertal) is None


def test_proposals_and_the_median_of_days_until_they_are_answered(
    goettingen: Network, wuppertal: Network
) -> None:
    offer, partner = OfferFactory(steward=goettingen), PartnerFactory(steward=goettingen)
    now = timezone.now().replace(microsecond=0)

    def propose(took: float | None, status: str, ago: int = 30, **about: Any) -> None:
        made: datetime = now - timedelta(days=ago)
        decided = None if took is None else made + timedelta(days=took)
        ProposalFactory(
            **(about or {"offer": offer}), created_at=made, status=status, decided_at=decided
        )

    propose(2, Proposal.Status.ACCEPTED)
    propose(5, Proposal.Status.DECLINED)
    propose(9, Proposal.Status.PARTLY, offer=None, partner=partner)
    propose(10, Proposal.Status.ACCEPTED)
    propose(1, Proposal.Status.WITHDRAWN)
    propose(None, Proposal.Status.OPEN)
    propose(20, Proposal.Status.ACCEPTED, ago=400)
    propose(3, Proposal.Status.ACCEPTED, offer=OfferFactory(steward=wuppertal))
    assert value("proposals", goettingen) == 6
    assert value("proposals_open", goettingen) == 1
    assert value("proposal_days", goettingen) == 7
    assert value("proposal_days", wuppertal) == 3


def test_events_that_come_or_were_within_a_year(goettingen: Network) -> None:
    def event(ago: int, **more: Any) -> None:
        EventFactory(network=goettingen, begin=timezone.now() - timedelta(days=ago), **more)

    event(-30)
    event(300)
    event(400)
    event(-30, live=False)
    begin = timezone.now() + timedelta(days=1)
    EventFactory(network=goettingen, begin=begin, repeats="weekly", repeats_until=days(60))
    assert value("events", goettingen) == 3


def test_the_share_of_steps_that_have_an_offer(goettingen: Network, wuppertal: Network) -> None:
    term = TermFactory()
    step = PathwayStepFactory(pathway__steward=goettingen, terms=[term])
    PathwayStepFactory(pathway=step.pathway, terms=[TermFactory()])
    OfferFactory(steward=goettingen, terms=[term])
    assert value("pathways", goettingen) == 0.5
    assert value("pathways", wuppertal) is None


def test_broken_links_count_once_however_often_they_stand_there(goettingen: Network) -> None:
    offer = OfferFactory(steward=goettingen)
    for name, state in (("a", "gone"), ("b", "refused"), ("c", "works")):
        url = f"https://{name}.example/"
        link = Link.objects.create(url=url, digest=digest_of(url), state=state, failures=3)
        for record in (offer, offer.steward):
            LinkUse.objects.create(
                link=link,
                network=goettingen,
                content_type_id=_type_of(record),
                object_id=record.pk,
                title="Wo",
            )
    assert value("broken_links", goettingen) == 2


def _type_of(record: Any) -> int:
    from django.contrib.contenttypes.models import ContentType

    return int(ContentType.objects.get_for_model(record).pk)


def test_searches_of_the_last_thirty_days(goettingen: Network, wuppertal: Network) -> None:
    for kind, day, number in (
        ("search", 0, 8),
        ("search", -29, 2),
        ("search", -30, 70),
        ("search_without_hit", -3, 4),
        ("page_view", -3, 90),
    ):
        DailyCount.objects.create(
            network=goettingen, kind=kind, key="wort", day=days(day), count=number
        )
    assert value("searches", goettingen) == 10
    assert value("search_misses", goettingen) == 4
    assert value("search_miss_share", goettingen) == 0.4
    assert value("search_misses", wuppertal) == 0
    assert value("search_miss_share", wuppertal) is None


def test_the_age_of_the_statement_and_of_the_last_publication(
    goettingen: Network, wuppertal: Network
) -> None:
    Network.objects.filter(pk=goettingen.pk).update(accessibility_checked_on=days(-100))
    OfferFactory(steward=goettingen, last_published_at=timezone.now() - timedelta(days=50))
    EventFactory(network=goettingen, last_published_at=timezone.now() - timedelta(days=9))
    home = wuppertal.site.root_page
    home.last_published_at = timezone.now() - timedelta(days=4)
    home.save()
    assert value("accessibility_age", goettingen) == 100
    assert value("accessibility_age", wuppertal) is None
    assert value("last_publication", goettingen) == 9
    assert value("last_publication", wuppertal) == 4


def test_all_figures_together_take_as_many_queries_for_ten_networks_as_for_two(
    goettingen: Network, wuppertal: Network, umbrella: Network
) -> None:
    terms = [TermFactory(), TermFactory(scheme__slug="life_situation")]
    keys = [*FIGURES, *(f"{term.scheme_id}:{term.slug}" for term in terms)]

    def queries() -> int:
        networks = list(Network.objects.all())
        figures = find_figures(keys)
        with CaptureQueriesContext(connection) as captured:
            values = count(figures, networks)
        assert all(set(values[key]) == {network.pk for network in networks} for key in keys)
        return len(captured)

    PathwayStepFactory(pathway__steward=umbrella, terms=terms)
    few = queries()
    for number in range(8):
        network = NetworkFactory(region_keys=[f"0{number}"])
        OfferFactory(steward=network, terms=terms)
        ProposalFactory(network=network, offer=OfferFactory(steward=wuppertal))
    assert queries() == few


def test_every_figure_says_what_it_is() -> None:
    assert set(DEFAULT_KEYS) <= set(FIGURES)
    for figure in FIGURES.values():
        assert str(figure.label)
        assert str(figure.explanation).endswith(".")
