"""Lists of the admin: bounded in their queries, searchable, and everything done is logged."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry, Page

from network_core.directory.models import Verification
from network_core.networks.models import Network
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import (
    EventFactory,
    HiddenOfferFactory,
    LocalNoteFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    VerificationFactory,
    let_speak,
)

pytestmark = pytest.mark.django_db

LISTS: list[tuple[str, Callable[[Network], Any]]] = [
    (
        "wagtailsnippets_directory_offer:list",
        lambda network: OfferFactory(steward=network, partner=PartnerFactory()),
    ),
    ("wagtailsnippets_directory_offer:list", lambda network: OfferFactory()),
    ("wagtailsnippets_directory_partner:list", lambda network: PartnerFactory()),
    ("wagtailsnippetchoosers_directory_offer:choose", lambda network: OfferFactory()),
    ("wagtailsnippets_directory_localnote:list", lambda n: LocalNoteFactory(network=n)),
    ("wagtailsnippets_events_event:list", lambda network: EventFactory(network=network)),
    ("wagtailsnippets_taxonomy_term:list", lambda network: TermFactory(parent=TermFactory())),
    ("mitgliedschaften:index", lambda network: MembershipFactory(network=network)),
    ("ausgeblendete-angebote:index", lambda network: HiddenOfferFactory(network=network)),
    ("pruefungen:index", lambda network: VerificationFactory(offer__steward=network)),
]


@pytest.mark.parametrize(("name", "make"), LISTS)
def test_number_of_queries_does_not_grow_with_the_list(
    enter: Callable[[User], Client],
    editor_a: User,
    network_a: Network,
    name: str,
    make: Callable[[Network], Any],
) -> None:
    client = enter(editor_a)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(name)).status_code == 200
        return len(found)

    make(network_a)
    queries()
    few = queries()
    for _ in range(4):
        make(network_a)
    assert queries() == few


def test_the_first_page_counts_own_pages_in_all_languages_and_nobody_elses(
    enter: Callable[[User], Client], editor_a: User, network_a: Network, network_b: Network
) -> None:
    let_speak(network_a, "en", "tr")
    let_speak(network_b, "ar")
    own = GroupPagePermission.objects.get(permission__codename="change_page", group__user=editor_a)
    for home in Page.objects.filter(translation_key=own.page.translation_key).exclude(
        pk=own.page_id
    ):
        GroupPagePermission.objects.create(group=own.group, page=home, permission=own.permission)
    html = enter(editor_a).get(reverse("wagtailadmin_home")).content.decode()
    assert re.findall(r"(\d+) Seiten? <span", html) == ["3"]


def test_lists_are_searched_and_narrowed(
    enter: Callable[[User], Client], editor_a: User, network_a: Network, network_b: Network
) -> None:
    OfferFactory(steward=network_a, title="Offener Treff")
    OfferFactory(steward=network_b, title="Schuldnerberatung")
    client, url = enter(editor_a), reverse("wagtailsnippets_directory_offer:list")
    assert "Schuldnerberatung" in client.get(url).content.decode()
    searched = client.get(f"{url}?q=treff").content.decode()
    assert "Offener Treff" in searched
    assert "Schuldnerberatung" not in searched
    narrowed = client.get(f"{url}?steward={network_b.pk}").content.decode()
    assert "Offener Treff" not in narrowed
    assert "Schuldnerberatung" in narrowed


def test_what_is_done_is_logged_with_who_did_it(
    enter: Callable[[User], Client], editor_a: User, network_a: Network
) -> None:
    client, offer = enter(editor_a), OfferFactory(steward=network_a)
    edit = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    client.post(edit, posted(client.get(edit), title="Neu") | {"action-publish": "1"})
    add = reverse("pruefungen:add")
    client.post(add, posted(client.get(add), offer=offer.pk, way="phone"))
    client.post(reverse("pruefungen:delete", args=[Verification.objects.get().pk]))
    client.post(reverse("wagtailsnippets_directory_offer:delete", args=[offer.pk]))
    logged = ModelLogEntry.objects.filter(user=editor_a).order_by("pk")
    done = [(entry.content_type.model, entry.action.removeprefix("wagtail.")) for entry in logged]
    for entry in (
        ("offer", "edit"),
        ("offer", "publish"),
        ("offer", "delete"),
        ("verification", "create"),
        ("verification", "delete"),
    ):
        assert entry in done
