"""When the next check of an offer is due, by its risk and by the umbrella's rules."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network_core.directory.freshness.planning import plan_checks
from network_core.directory.freshness.rules import ensure_first_rules
from network_core.directory.models import CheckPlan, CheckRule, CheckSettings, Offer, OpeningHours
from network_core.jobs import runner
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.tenancy.models import User
from tests.factories import OfferFactory, TermFactory, VerificationFactory

pytestmark = pytest.mark.django_db
CHECKED = date(2026, 1, 31)


@pytest.fixture(autouse=True)
def now(db: None) -> object:
    """A day that the tests know."""
    with time_machine.travel("2026-03-10 10:00:00+01:00") as traveller:
        yield traveller


def due(offer: Offer) -> date:
    """The due date as the database has it."""
    return CheckPlan.objects.get(offer=offer).due_on


def checked(offer: Offer, day: date = CHECKED, holds_until: date = date(2030, 1, 1)) -> Offer:
    """The offer with a check."""
    VerificationFactory(offer=offer, checked_on=day, holds_until=holds_until)
    return offer


def with_hours(offer: Offer) -> Offer:
    """The offer, open on Mondays."""
    OpeningHours.objects.create(offer=offer, weekday=0, opens=time(9), closes=time(12))
    return offer


def test_contact_data_hold_twelve_months_and_opening_hours_six() -> None:
    assert due(checked(OfferFactory())) == date(2027, 1, 31)
    assert due(checked(with_hours(OfferFactory()))) == date(2026, 7, 31)
    assert due(checked(OfferFactory(), date(2024, 2, 29))) == date(2025, 2, 28)


def test_courses_and_events_are_due_at_their_end() -> None:
    call_command("load_taxonomy")
    ensure_first_rules()
    for slug in ("kurs", "veranstaltung"):
        course = OfferFactory(terms=[Term.objects.get(slug=slug)], valid_until=date(2027, 11, 30))
        assert due(checked(with_hours(course))) == date(2027, 11, 30)
    endless = OfferFactory(terms=[Term.objects.get(slug="kurs")])
    assert due(checked(endless)) == date(2027, 1, 31)


def test_an_offer_that_ends_is_due_at_its_end_at_the_latest() -> None:
    assert due(checked(OfferFactory(valid_until=date(2026, 5, 1)))) == date(2026, 5, 1)
    assert due(checked(OfferFactory(valid_until=date(2029, 5, 1)))) == date(2027, 1, 31)


def test_who_checks_may_shorten_the_period_but_not_stretch_it() -> None:
    assert due(checked(OfferFactory(), holds_until=date(2026, 4, 1))) == date(2026, 4, 1)
    assert due(checked(OfferFactory(), holds_until=date(2029, 4, 1))) == date(2027, 1, 31)


def test_the_newest_check_counts_and_a_deleted_one_does_not() -> None:
    offer = checked(OfferFactory())
    newer = VerificationFactory(offer=offer, checked_on=date(2026, 3, 1))
    assert due(offer) == date(2027, 3, 1)
    VerificationFactory(offer=offer, checked_on=date(2025, 3, 1))
    assert due(offer) == date(2027, 3, 1)
    newer.delete()
    assert due(offer) == date(2027, 1, 31)
    offer.delete()
    assert not CheckPlan.objects.exists()


def test_what_nobody_checked_is_as_old_as_its_publication() -> None:
    offer = OfferFactory(live=False)
    offer.save_revision().publish()
    assert due(offer) == date(2027, 3, 10)
    with time_machine.travel("2026-09-01 10:00:00+02:00"):
        plan_checks()
        offer.save_revision().publish()
    assert due(offer) == date(2027, 3, 10)


def test_rules_of_formats_are_data_and_the_shortest_counts() -> None:
    advice, sport = TermFactory(scheme__slug="format"), TermFactory(scheme__slug="format")
    below = TermFactory(scheme=sport.scheme, parent=sport)
    CheckRule.objects.create(format=advice, months=24, months_with_hours=18)
    CheckRule.objects.create(format=sport, months=3, months_with_hours=2)
    assert due(checked(OfferFactory(terms=[advice]))) == date(2028, 1, 31)
    assert due(checked(OfferFactory(terms=[advice, sport]))) == date(2026, 4, 30)
    assert due(checked(OfferFactory(terms=[below]))) == date(2026, 4, 30)


def test_new_rules_hold_for_all_offers_after_the_next_run(
    django_capture_on_commit_callbacks: Callable,
) -> None:
    offer = checked(OfferFactory())
    with django_capture_on_commit_callbacks(execute=True):
        settings = CheckSettings.current()
        settings.months = 3
        settings.save()
    runner.run_once()
    assert due(offer) == date(2026, 4, 30)


def test_every_night_missing_and_wrong_dates_are_mended() -> None:
    bare, wrong = OfferFactory(), checked(OfferFactory())
    CheckPlan.objects.filter(offer=wrong).update(due_on=date(2020, 1, 1))
    run = runner.run_job("plan_checks")
    assert run.outcome == "succeeded"
    assert due(bare) == date(2027, 3, 10)
    assert due(wrong) == date(2027, 1, 31)
    assert plan_checks() == 0, "the same again changes nothing"


def test_due_offers_are_one_question_to_the_database() -> None:
    due_soon, later = checked(with_hours(OfferFactory())), checked(OfferFactory())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = list(Offer.objects.due_by(timezone.localdate() + timedelta(days=200)))
    assert found == [due_soon]
    assert len(queries) == 1
    assert later in Offer.objects.due_by(date(2027, 1, 31))


def test_planning_takes_a_fixed_number_of_queries() -> None:
    def queries_for(count: int) -> int:
        for _number in range(count):
            checked(OfferFactory())
        with CaptureQueriesContext(connection) as queries:
            plan_checks()
        return len(queries)

    assert queries_for(2) == queries_for(12) < 15


def test_the_umbrella_sets_the_rules_and_others_read_them(
    enter: Callable[[User], Client], umbrella: Network, editor_a: User, umbrella_editor: User
) -> None:
    rule_format = TermFactory(scheme__slug="format")
    CheckSettings.objects.get_or_create(pk=1)
    edit = reverse("ablauf-der-pruefungen:edit", args=[1])
    values = {
        "months": 9,
        "months_with_hours": 4,
        "ask_days_before": 20,
        "remind_after_days": 7,
        "steward_after_days": 7,
        "umbrella_after_days": 30,
        "days_between_mails": 5,
        "hide_after_months": "",
    }
    rule = {"format": rule_format.pk, "months": 2, "months_with_hours": 1}
    stranger, own = enter(editor_a), enter(umbrella_editor)
    assert stranger.get(reverse("ablauf-der-pruefungen:index")).status_code == 200
    assert stranger.post(edit, values).status_code == 302
    assert CheckSettings.current().months == 12
    assert stranger.post(reverse("fristen:add"), rule).status_code == 302
    assert not CheckRule.objects.exists()
    assert own.post(edit, values).status_code == 302
    assert (CheckSettings.current().months, CheckSettings.current().hide_after_months) == (9, None)
    assert own.post(reverse("fristen:add"), rule).status_code == 302
    assert CheckRule.objects.get().months == 2
    assert own.post(edit, values | {"months": 0}).status_code == 200
    assert own.post(edit, values | {"months": "viele\x00"}).status_code == 200
