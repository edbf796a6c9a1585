"""Groups, agreements, positions and networks of the month: what holds, and who sees what."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from network_core.alliance.models import (
    Agreement,
    GroupMember,
    Meeting,
    NetworkOfTheMonth,
    Position,
    WorkingGroup,
)
from network_core.alliance.models.record import Precision
from network_core.networks.models import Network
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupMemberFactory,
    MeetingFactory,
    NetworkOfTheMonthFactory,
    PartnerFactory,
    PositionFactory,
    SignatureFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 5)
BEFORE = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("factory", "values", "field"),
    [
        (WorkingGroupFactory, {"since": DAY, "until": BEFORE}, None),
        (AgreementFactory, {"state": "draft", "signed_on": DAY}, "state"),
        (AgreementFactory, {"signed_on": DAY, "valid_until": BEFORE}, "valid_until"),
        (PositionFactory, {"state": "published", "date": None}, "date"),
        (PositionFactory, {"state": "answered", "date": None}, "date"),
    ],
)
def test_contradictions_are_refused_by_form_and_database(
    factory: Any, values: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**values)
    record = factory()
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    if field:
        assert field in refused.value.message_dict


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (AgreementFactory, "state"),
        (AgreementFactory, "signed_precision"),
        (PositionFactory, "state"),
        (PositionFactory, "date_precision"),
        (GroupMemberFactory, "role"),
    ],
)
def test_the_database_knows_no_other_choices(factory: Any, field: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**{field: "x"})


def test_a_partner_stands_in_a_group_or_agreement_once(network_a: Network) -> None:
    member = GroupMemberFactory()
    party = AgreementPartyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMemberFactory(group=member.group, partner=member.partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementPartyFactory(agreement=party.agreement, partner=party.partner)


def test_a_month_is_its_first_day_and_is_given_once(network_a: Network, network_b: Network) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkOfTheMonthFactory(month=date(2012, 12, 24))
    award = NetworkOfTheMonth(month=date(2012, 12, 24), network=network_a)
    award.full_clean()
    award.save()
    assert award.month == date(2012, 12, 1)
    assert award.month_in_words == "Dezember 2012"
    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkOfTheMonthFactory(network=network_b)


def test_a_network_does_not_sign_its_own_position(network_a: Network, network_b: Network) -> None:
    position = PositionFactory(network=network_a)
    SignatureFactory(network=network_b, position=position).full_clean()
    own = SignatureFactory.build(network=network_a, position=position)
    with pytest.raises(ValidationError) as refused:
        own.full_clean()
    assert "position" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        SignatureFactory(network=network_b, position=position)


@pytest.mark.parametrize(
    ("factory", "model"),
    [
        (WorkingGroupFactory, WorkingGroup),
        (AgreementFactory, Agreement),
        (PositionFactory, Position),
    ],
)
def test_each_network_shows_its_own_and_the_umbrella_those_of_all(
    factory: Any, model: Any, umbrella: Network, network_a: Network, network_b: Network
) -> None:
    of_a, of_b = factory(network=network_a), factory(network=network_b)
    factory(network=network_a, live=False)
    assert set(model.objects.shown_by(network_a)) == {of_a}
    assert set(model.objects.shown_by(network_b)) == {of_b}
    assert set(model.objects.shown_by(umbrella)) == {of_a, of_b}


def test_a_signed_position_is_shown_by_the_signer(network_a: Network, network_b: Network) -> None:
    position = PositionFactory(network=network_a)
    draft = PositionFactory(network=network_a, live=False)
    for signed in (position, draft):
        SignatureFactory(network=network_b, position=signed)
    assert list(Position.objects.shown_by(network_b)) == [position]
    assert list(Position.objects.shown_by(network_a)) == [position]
    assert position.signers == [network_b]


def test_meetings_are_public_with_their_group_only() -> None:
    meeting = MeetingFactory()
    MeetingFactory(group=meeting.group, live=False)
    MeetingFactory(group=WorkingGroupFactory(live=False))
    assert list(Meeting.objects.public()) == [meeting]


def test_members_are_those_of_today_that_are_public_and_the_chair_comes_first() -> None:
    group = WorkingGroupFactory()
    today = timezone.localdate()
    first = GroupMemberFactory(group=group, partner=PartnerFactory(name="Anna-Verein"))
    chair = GroupMemberFactory(
        group=group, partner=PartnerFactory(name="Zentrale"), role=GroupMember.Role.CHAIR
    )
    GroupMemberFactory(group=group, partner=PartnerFactory(live=False))
    GroupMemberFactory(group=group, until=today - timedelta(days=1))
    GroupMemberFactory(group=group, since=today + timedelta(days=1))
    assert WorkingGroup.objects.get(pk=group.pk).public_members == [chair, first]


def test_dates_are_said_as_exactly_as_they_are_known() -> None:
    values = {"signed_on": date(2013, 1, 1), "signed_precision": Precision.MONTH}
    assert AgreementFactory(**values).signed == "Januar 2013"
    assert AgreementFactory(signed_on=date(2013, 1, 9)).signed == "9. Januar 2013"
    assert AgreementFactory(signed_on=None).signed == ""


def test_an_agreement_ends_with_its_last_day_without_an_editor() -> None:
    today = timezone.localdate()
    last_day = AgreementFactory(valid_until=today)
    over = AgreementFactory(valid_until=today - timedelta(days=1))
    assert (last_day.state_in_words, over.state_in_words) == ("unterschrieben", "beendet")


def test_the_badge_is_the_latest_that_has_begun(
    umbrella: Network, network_a: Network, network_b: Network
) -> None:
    first_of_month = timezone.localdate().replace(day=1)
    coming = (first_of_month + timedelta(days=32)).replace(day=1)
    old = NetworkOfTheMonthFactory(network=network_a)
    new = NetworkOfTheMonthFactory(network=network_b, month=first_of_month)
    NetworkOfTheMonthFactory(network=network_a, month=coming)
    awards = NetworkOfTheMonth.objects
    assert awards.badge_for(network_a) == old
    assert awards.badge_for(network_b) == awards.badge_for(umbrella) == new
    assert list(awards.shown()) == [new, old]


def test_a_badge_costs_one_query(network_a: Network) -> None:
    NetworkOfTheMonthFactory(network=network_a)
    with CaptureQueriesContext(connection) as queries:
        award = NetworkOfTheMonth.objects.badge_for(network_a)
        assert award.words.reason == ""
        assert award.network.root_url
    assert len(queries) == 1


def test_publishing_mirrors_the_words_and_a_draft_does_not() -> None:
    agreement = AgreementFactory(live=False, common_tasks="Reden")
    party = AgreementPartyFactory(agreement=agreement, tasks="Beraten")
    agreement.save_revision()
    assert not agreement.texts.exists()
    agreement.save_revision().publish()
    assert agreement.texts.get().common_tasks == "Reden"
    assert party.texts.get().tasks == "Beraten"
    award = NetworkOfTheMonthFactory(reason="Gute Idee")
    assert award.texts.get().reason == "Gute Idee"


def test_words_are_read_in_the_language_of_the_visitor(network_a: Network) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    party = AgreementPartyFactory(agreement__network=network_a, tasks="Beraten\n\nBegleiten\n")
    assert party.words.task_list == ["Beraten", "Begleiten"]
    party.texts.create(locale=english, tasks="To advise")
    with override("en"):
        (found,) = Agreement.objects.public().for_page().with_words()
        assert found.public_parties[0].words.task_list == ["To advise"]
        assert found.public_parties[0].words_language == "en"


def test_addresses_lead_to_the_site_of_the_network(network_a: Network) -> None:
    group = WorkingGroupFactory(network=network_a, slug="geld")
    assert group.get_path("de") == "/de/zusammenarbeit/arbeitsgruppen/geld/"
    assert group.get_canonical_url("de") == (
        "http://a-netz.localhost/de/zusammenarbeit/arbeitsgruppen/geld/"
    )
    meeting = MeetingFactory(group=group)
    assert meeting.get_path("de").endswith(f"/geld/#sitzung-{meeting.pk}")
