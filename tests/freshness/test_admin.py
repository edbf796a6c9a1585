"""The list of what is to be checked: a check in one click, several at once, and withdrawing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network_core.directory.freshness.planning import plan_checks
from network_core.directory.models import CheckPlan, Offer, Verification
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import OfferFactory, VerificationFactory, person
from tests.freshness.asking import due_offer, run, stage

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def overdue(network: Network, **values: object) -> Offer:
    """An offer whose check is long due."""
    return due_offer(network, -30, **values)


def titles(client: Client, **query: str) -> str:
    """The list as it is read."""
    response = client.get(reverse("due_checks"), query)
    assert response.status_code == 200
    return response.content.decode()


def press(client: Client, action: str, *ticked: Offer) -> None:
    """Press a button of the list."""
    data = {"action": action, "offer": [offer.pk for offer in ticked]}
    response = client.post(reverse("due_checks"), data)
    assert response.status_code == 302


@pytest.mark.parametrize("way", ["phone", "visit"])
def test_a_check_is_recorded_in_one_click(
    enter: Enter, network_a: Network, editor_a: User, way: str
) -> None:
    offer = overdue(network_a)
    client = enter(editor_a)
    assert offer.title in titles(client)
    press(client, f"{way}:{offer.pk}")
    check = Verification.objects.filter(offer=offer).first()
    assert (check.way, check.checked_by) == (way, editor_a)
    assert check.checked_on == timezone.localdate()
    assert check.holds_until == timezone.localdate().replace(year=check.checked_on.year + 1)
    assert offer.title not in titles(client)


def test_several_at_once_and_only_those_of_the_own_network(
    enter: Enter, network_a: Network, network_b: Network, editor_a: User
) -> None:
    own = [overdue(network_a) for _number in range(3)]
    foreign = overdue(network_b)
    client = enter(editor_a)
    assert foreign.title not in titles(client)
    press(client, "phone", *own, foreign)
    assert [Verification.objects.filter(offer=offer).count() for offer in own] == [2, 2, 2]
    for action in (f"visit:{foreign.pk}", f"ask:{foreign.pk}", "phone:x", "nonsense", "phone:"):
        press(client, action, foreign)
    assert Verification.objects.filter(offer=foreign).count() == 1


def test_authors_and_strangers_have_no_list(enter: Enter, network_a: Network) -> None:
    url = reverse("due_checks")
    for user in (person(network_a, Role.AUTHOR), person(network_a, Role.PARTNER)):
        response = enter(user).get(url)
        assert response.status_code in (302, 403)
    assert Client(HTTP_HOST=network_a.site.hostname).get(url).status_code == 302


def test_what_was_not_answered_is_on_the_list_of_the_network_then_of_the_umbrella(
    enter: Enter, network_a: Network, editor_a: User, umbrella_editor: User
) -> None:
    offer = due_offer(network_a, 20)
    steward, umbrella = enter(editor_a), enter(umbrella_editor)
    assert offer.title not in titles(steward)
    run()
    assert offer.title in titles(steward, state="waiting")
    CheckPlan.objects.update(stage="steward", reason="no_answer")
    assert "keine Antwort" in titles(steward)
    assert offer.title not in titles(umbrella, state="umbrella")
    CheckPlan.objects.update(stage="umbrella")
    assert offer.title in titles(umbrella, state="umbrella")
    assert offer.title in titles(steward), "the network can still do it"
    assert offer.title not in titles(steward, state="umbrella"), "only the umbrella sees that"


def test_a_partner_can_be_asked_again(enter: Enter, network_a: Network, editor_a: User) -> None:
    offer = due_offer(network_a, 20)
    run()
    CheckPlan.objects.update(stage="steward", reason="undelivered")
    press(enter(editor_a), "ask", offer)
    assert stage(offer) == ("quiet", "")


def test_a_withdrawn_offer_says_what_to_use_instead(
    enter: Enter, network_a: Network, editor_a: User
) -> None:
    offer, new = overdue(network_a, title="Alter Treff"), OfferFactory(title="Neuer Treff")
    draft = Offer.objects.get(pk=offer.pk)
    draft.summary = "Im Entwurf."
    draft.save_revision()
    client = enter(editor_a)
    url = reverse("withdraw_offer", args=[offer.pk])
    assert "Alter Treff" in client.get(url).content.decode()
    assert client.post(url, {"replacement": new.pk}).status_code == 302
    offer = Offer.objects.get(pk=offer.pk)
    assert not offer.live
    assert offer.replacement == new
    assert CheckPlan.objects.get(offer=offer).withdrawn_on == timezone.localdate()
    assert offer.get_latest_revision_as_object().summary == "Im Entwurf."
    assert offer.get_latest_revision_as_object().replacement == new
    assert client.get(url).status_code == 404


def test_nobody_withdraws_offers_of_others_or_names_their_drafts(
    enter: Enter, network_a: Network, network_b: Network, editor_a: User
) -> None:
    foreign = overdue(network_b)
    secret = OfferFactory(steward=network_b, title="GEHEIM-B", live=False)
    own = overdue(network_a)
    client = enter(editor_a)
    for method in (client.get, client.post):
        response = method(reverse("withdraw_offer", args=[foreign.pk]))
        assert response.status_code in (302, 403)
    response = client.post(reverse("withdraw_offer", args=[own.pk]), {"replacement": secret.pk})
    assert response.status_code == 200
    assert "GEHEIM-B" not in response.content.decode()
    assert Offer.objects.get(pk=own.pk).live
    assert Offer.objects.get(pk=foreign.pk).live
    author = enter(person(network_a, Role.AUTHOR))
    assert author.post(reverse("withdraw_offer", args=[own.pk])).status_code in (302, 403)
    assert Offer.objects.get(pk=own.pk).live


def test_the_list_is_paginated_searched_and_costs_a_fixed_number_of_queries(
    enter: Enter, network_a: Network, editor_a: User
) -> None:
    client = enter(editor_a)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            titles(client, state="all")
        return len(captured)

    overdue(network_a, title="Nadel im Heu")
    overdue(network_a)
    queries()
    few = queries()
    OfferFactory.create_batch(60, steward=network_a)
    plan_checks()
    assert queries() <= few
    assert "Seite 1 von 2" in " ".join(titles(client, state="all").split())
    assert "Nadel im Heu" in titles(client, state="all", q="nadel")
    assert "Nadel im Heu" not in titles(client, q="stroh\x00")
    assert titles(client, state="\x00", p="x" * 99)


def test_the_period_of_a_check_may_be_left_empty(
    enter: Enter, network_a: Network, editor_a: User
) -> None:
    offer = OfferFactory(steward=network_a)
    day = timezone.localdate() - timedelta(days=1)
    values = {"offer": offer.pk, "checked_on": day, "holds_until": "", "way": "phone", "note": ""}
    assert enter(editor_a).post(reverse("pruefungen:add"), values).status_code == 302
    assert Verification.objects.get(offer=offer).holds_until > timezone.localdate()


def test_list_of_checks_is_reached_besides_what_is_due(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    VerificationFactory(offer__steward=network_a, offer__title="Geprüftes Angebot")
    client = enter(editor_a)
    shown = client.get(reverse("pruefungen:index"))
    assert shown.resolver_match.view_name == "pruefungen:index"
    assert "Geprüftes Angebot" in shown.content.decode()
    assert client.get(reverse("due_checks")).resolver_match.view_name == "due_checks"
