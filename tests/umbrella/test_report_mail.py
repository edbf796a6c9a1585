"""The report by mail: to whom, what it says, once, whatever happens, and not to who minds."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.directory.models import CheckPlan
from network_core.mail.models import OutgoingMail
from network_core.networks.models import Network
from network_core.networks.states import State
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from network_core.umbrella.jobs import NotAllSentError, mail_quarter_reports
from network_core.umbrella.models import SentReport
from network_core.umbrella.quarter import Quarter
from network_core.umbrella.reports.mailing import waiting
from network_core.umbrella.reports.next_steps import STEPS, next_steps
from tests.factories import (
    OfferFactory,
    ProposalFactory,
    SnapshotFactory,
    TermFactory,
    bring_into,
    person,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
AFTER_THE_QUARTER = date(2026, 10, 3)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """The third quarter has just ended."""
    with time_machine.travel(AFTER_THE_QUARTER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def networks(goettingen: Network, niedersachsen: Network, wuppertal: Network) -> list[Network]:
    """Three networks with their offers at the end of two quarters."""
    found = [goettingen, niedersachsen, wuppertal]
    for place, network in enumerate(found, start=1):
        SnapshotFactory(network=network, value=100 * place, day=date(2026, 6, 30))
        SnapshotFactory(network=network, value=111 * place, day=date(2026, 9, 30))
    return found


@pytest.fixture
def anna(goettingen: Network) -> User:
    """A coordinator."""
    return person(goettingen, Role.COORDINATOR, email="anna@example.org")


def written_to() -> list[str]:
    """The addresses of the mails so far."""
    mails = OutgoingMail.objects.filter(kind="quarter_report").order_by("recipient")
    return list(mails.values_list("recipient", flat=True))


def test_coordinators_are_told_how_their_network_stands(
    networks: list[Network], anna: User
) -> None:
    person(networks[0], Role.EDITOR, email="redaktion@example.org")
    mail_quarter_reports()
    (mail,) = OutgoingMail.objects.filter(kind="quarter_report")
    assert mail.recipient == "anna@example.org"
    assert mail.subject == "Ihr Netzwerk im Vergleich: 3. Quartal 2026"
    line = "Aktive Angebote: 111, +11 seit dem Vorquartal; Median aller Netzwerke: 222"
    assert line in " ".join(mail.text.split())
    assert f"{networks[0].root_url}{reverse('quarter_report')}?quarter=2026-3" in mail.text
    # Nothing was kept of these, so nothing is said.
    assert "Partner:" not in mail.text
    assert "Gerade wartet nichts" in mail.text


@pytest.mark.parametrize("state", [State.PLANNED, State.DORMANT, State.ENDED])
def test_networks_that_are_not_active_get_none(
    state: State, networks: list[Network], anna: User
) -> None:
    bring_into(networks[0], state)
    person(networks[1], Role.COORDINATOR, email="otto@example.org")
    mail_quarter_reports()
    assert written_to() == ["otto@example.org"]


def test_a_median_that_would_tell_a_single_value_is_left_out(
    networks: list[Network], anna: User
) -> None:
    networks[2].snapshots.all().delete()
    mail_quarter_reports()
    assert "Median" not in OutgoingMail.objects.get(kind="quarter_report").text


def test_everybody_is_written_to_once_and_only_at_the_beginning_of_a_quarter(
    networks: list[Network], anna: User, clock: Any
) -> None:
    mail_quarter_reports()
    mail_quarter_reports()
    assert written_to() == ["anna@example.org"]
    person(networks[1], Role.COORDINATOR, email="ben@example.org")
    mail_quarter_reports()
    assert written_to() == ["anna@example.org", "ben@example.org"]
    clock.move_to(date(2026, 10, 20))
    person(networks[2], Role.COORDINATOR, email="cem@example.org")
    mail_quarter_reports()
    assert written_to() == ["anna@example.org", "ben@example.org"]
    assert SentReport.objects.count() == 2
    clock.move_to(AFTER_THE_QUARTER + timedelta(days=500))
    mail_quarter_reports()
    assert SentReport.objects.count() == 0


def test_who_waits_is_asked_for_all_networks_at_once(
    networks: list[Network], anna: User, wuppertal: Network
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = {network.pk: people for network, people in waiting(Quarter(2026, 3))}
        assert found[networks[0].pk] == [anna]
        return len(queries)

    few = questions()
    for network in networks[1:]:
        person(network, Role.COORDINATOR)
    assert questions() == few == 7


def test_one_mail_that_fails_keeps_no_other_back_and_is_tried_again(
    networks: list[Network], anna: User
) -> None:
    person(networks[0], Role.COORDINATOR, email="ben@example.org")
    person(networks[1], Role.COORDINATOR, email="cem@example.org")
    person(networks[1], Role.COORDINATOR, email="no address")

    def refuse(instance: OutgoingMail, **kwargs: object) -> None:
        if instance.recipient == "anna@example.org":
            raise RuntimeError

    pre_save.connect(refuse, sender=OutgoingMail)
    try:
        with pytest.raises(NotAllSentError):
            mail_quarter_reports()
    finally:
        pre_save.disconnect(refuse, sender=OutgoingMail)
    assert written_to() == ["ben@example.org", "cem@example.org"]
    mail_quarter_reports()
    assert written_to() == ["anna@example.org", "ben@example.org", "cem@example.org"]


def test_who_minds_switches_it_off_and_on_again(
    enter: Enter, networks: list[Network], anna: User, staff: User
) -> None:
    client = enter(anna)
    address = f"{reverse('quarter_report')}?network=goettingen"
    assert "Keine E-Mail mehr schicken" in client.get(address).content.decode()
    # Where a file could not be made, the page is shown at its address: the form leads away from it.
    (action,) = re.findall(r'action="([^"]+)" id="mail"', client.get(f"{address}&export=x").text)
    assert "export" not in action
    client.post(address, {"off": "1"})
    mail_quarter_reports()
    assert written_to() == []
    assert "Jedes Quartal per E-Mail schicken" in client.get(address).content.decode()
    client.post(address, {"on": "1"})
    mail_quarter_reports()
    assert written_to() == ["anna@example.org"]
    # The umbrella's staff get none, so they have nothing to switch.
    assert "per E-Mail" not in enter(staff).get(address).content.decode()
    assert enter(staff).post(address, {"off": "1"}).status_code in (302, 403)
    other = f"{reverse('quarter_report')}?network=wuppertal"
    assert client.post(other, {"off": "1"}).status_code in (302, 403)


def test_the_three_most_useful_steps_lead_to_where_they_are_done(
    enter: Enter, networks: list[Network], anna: User
) -> None:
    goettingen, niedersachsen, _wuppertal = networks
    term = TermFactory(scheme__slug="topic", label="Unterhalt")
    offer = OfferFactory(steward=niedersachsen)
    offer.topics.add(term)
    offer.save()
    late = OfferFactory(steward=goettingen)
    due = {"due_on": AFTER_THE_QUARTER - timedelta(days=1)}
    CheckPlan.objects.update_or_create(offer=late, defaults=due)
    ProposalFactory(offer=late)
    goettingen.address_form = "du"
    goettingen.save()
    mail_quarter_reports()
    mail = OutgoingMail.objects.get(kind="quarter_report")
    assert mail.subject.startswith("Euer Netzwerk")
    steps = next_steps(networks)
    assert [step.text for step in steps[goettingen.pk]] == [
        "Ein Änderungsvorschlag wartet auf eine Antwort.",
        "Bei einem Angebot ist die Prüfung überfällig.",
        "Andere Netzwerke haben Angebote zu „Unterhalt“, dieses noch keins.",
    ]
    assert [step.text for step in steps[niedersachsen.pk]] == []
    client = enter(anna)
    for step in steps[goettingen.pk]:
        assert goettingen.root_url + step.path in mail.text
        assert client.get(step.path).status_code == 200, step.path
    for known in STEPS:
        assert client.get(reverse(known.address)).status_code == 200, known.address
