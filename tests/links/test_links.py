"""Broken links: found wherever they stand, reported per network, replaced in one place."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from network_core.directory.models import ContactPoint, Offer, OfferText
from network_core.jobs import runner
from network_core.links import checking
from network_core.links.collecting import collect_links
from network_core.links.models import Link, LinkUse
from network_core.networks.models import Network
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from sites.models import StandardPage
from tests.factories import EventFactory, OfferFactory, PartnerFactory, person
from tests.links.conftest import Website
from tests.sites.making import below, home_of, make_network, read

pytestmark = pytest.mark.django_db
OLD, NEW = "https://alt.example/seite?a=1&b=2", "https://neu.example/"
BODY = [
    {"type": "text", "value": '<p><a href="https://alt.example/seite?a=1&amp;b=2">Dort</a></p>'}
]


@pytest.fixture
def network() -> Network:
    """A network with its pages."""
    return make_network("a-netz")


@pytest.fixture
def other(network: Network) -> Network:
    """Another one."""
    return make_network("b-netz")


@pytest.fixture
def enter(network: Network) -> Callable[[User], Client]:
    """Log in."""

    def log_in(user: User) -> Client:
        client = Client(HTTP_HOST=network.site.hostname)
        client.force_login(user)
        return client

    return log_in


def page_with(network: Network, body: list[dict[str, Any]] = BODY, **values: Any) -> StandardPage:
    """A published page."""
    values = {"title": "Seite mit Link", "body": json.dumps(body)} | values
    return below(home_of(network), StandardPage(**values))


def found(url: str) -> set[str]:
    """Titles of what an address stands in."""
    return set(LinkUse.objects.filter(link__url=url).values_list("title", flat=True))


def broken(url: str) -> Link:
    """The address, as it is after days of failing."""
    Link.objects.filter(url=url).update(
        state="gone", status_code=404, failures=3, failing_since=timezone.now()
    )
    return Link.objects.get(url=url)


def test_links_are_found_wherever_they_stand(network: Network) -> None:
    page_with(network)
    offer = OfferFactory(
        steward=network,
        title="Angebot mit Links",
        source_url="https://quelle.example/",
        description='<p><a href="https://text.example/">x</a></p>',
    )
    ContactPoint.objects.create(offer=offer, kind="web", value="https://kontakt.example/")
    english = Locale.objects.get_or_create(language_code="en")[0]
    OfferText.objects.create(
        record=offer,
        locale=english,
        title="x",
        description='<a href="https://english.example/">x</a>',
    )
    PartnerFactory(steward=network, name="Partner mit Link", website="https://partner.example/")
    EventFactory(
        network=network, title="Fest mit Link", description='<a href="https://fest.example/">x</a>'
    )
    network.coordination_url = "https://stelle.example/"
    network.save()
    collect_links()
    assert found(OLD) == {"Seite mit Link"}
    for host in ("quelle", "text", "kontakt", "english"):
        assert found(f"https://{host}.example/") == {"Angebot mit Links"}, host
    assert found("https://partner.example/") == {"Partner mit Link"}
    assert found("https://fest.example/") == {"Fest mit Link"}
    assert found("https://stelle.example/") == {str(network)}
    assert set(LinkUse.objects.values_list("network", flat=True)) == {network.pk}


def test_drafts_own_addresses_and_what_is_gone_are_not_checked(network: Network) -> None:
    page = page_with(network)
    OfferFactory(steward=network, live=False, source_url="https://entwurf.example/")
    OfferFactory(steward=network, source_url=f"{network.root_url}/de/")
    collect_links()
    assert set(Link.objects.values_list("url", flat=True)) == {OLD}
    page.unpublish()
    collect_links()
    assert not Link.objects.exists()


def test_collecting_takes_a_fixed_number_of_queries(network: Network) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            offer = OfferFactory(steward=network, source_url=f"https://x{number}.example/")
            ContactPoint.objects.create(offer=offer, kind="web", value="https://k.example/")
        collect_links()
        with CaptureQueriesContext(connection) as captured:
            collect_links()
        return len(captured)

    assert queries(2) == queries(10)


def test_a_link_is_reported_after_days_and_not_after_one_failure(
    network: Network, website: Website, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now())
    OfferFactory(steward=network, source_url=website.url("/404"))
    OfferFactory(steward=network, source_url=website.url("/"))
    collect_links()
    for days in range(3):
        assert not Link.objects.broken().exists(), days
        runner.run_job("check_links")
        assert checking.check_links() == {}, "not again on the same day"
        time_machine.shift(timedelta(days=1, minutes=1))
    assert [link.url for link in Link.objects.broken()] == [website.url("/404")]
    assert Link.objects.get(url=website.url("/")).state == "works"


def test_a_private_address_is_reported_at_once(network: Network) -> None:
    OfferFactory(steward=network, source_url="http://127.0.0.1/")
    collect_links()
    checking.check_links()
    assert [link.url for link in Link.objects.broken()] == ["http://127.0.0.1/"]


def test_one_host_is_asked_slowly_and_a_run_has_an_end(
    network: Network, website: Website, monkeypatch: Any
) -> None:
    monkeypatch.setattr(checking, "HOST_PAUSE_SECONDS", 0.3)
    for number in range(checking.MOST_OF_A_HOST + 5):
        OfferFactory(steward=network, source_url=website.url(f"/seite-{number}"))
    collect_links()
    counts = checking.check_links()
    assert counts["works"] == checking.MOST_OF_A_HOST
    times = [at for _method, _path, _agent, at in website.asked]
    assert min(b - a for a, b in pairwise(times)) >= 0.25
    monkeypatch.setattr(checking, "RUN_SECONDS", 0.2)
    assert checking.check_links()["works"] <= 1


def test_without_a_network_nothing_is_noted(network: Network) -> None:
    for number in range(6):
        OfferFactory(steward=network, source_url=f"https://n{number}.invalid/")
    collect_links()
    run = runner.run_job("check_links")
    assert run.outcome == "succeeded"
    assert run.result == "Kein Netz: nichts geprüft"
    assert not Link.objects.exclude(state="unknown").exists()


def test_the_report_names_the_links_of_the_own_network(
    enter: Any, network: Network, other: Network
) -> None:
    page = page_with(network)
    page_with(other, title="Geheime Seite")
    OfferFactory(steward=other, title="Geheimes Angebot", source_url="https://nur-b.example/")
    collect_links()
    broken(OLD)
    broken("https://nur-b.example/")
    client = enter(person(network, Role.EDITOR))
    report = client.get(reverse("broken_links")).content.decode()
    assert "Seite mit Link" in report
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in report
    assert "Seite gibt es nicht mehr" in report
    assert "Geheim" not in report
    assert "nur-b.example" not in report
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("broken_links"))
    for number in range(5):
        page_with(network, title=f"Noch eine {number}")
    collect_links()
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("broken_links"))
    assert len(many) <= len(few)
    form = client.get(reverse("replace_link"), {"old": OLD}).content.decode()
    assert "Seite mit Link" in form
    assert "Geheim" not in form
    author = enter(person(network, Role.AUTHOR))
    for name in ("broken_links", "replace_link"):
        assert author.get(reverse(name)).status_code in (302, 403)


def test_an_address_is_replaced_everywhere_in_the_own_network_and_nowhere_else(
    enter: Any, network: Network, other: Network
) -> None:
    page, foreign_page = page_with(network), page_with(other)
    offer = OfferFactory(steward=network, source_url=OLD, description=BODY[0]["value"])
    ContactPoint.objects.create(offer=offer, kind="web", value=OLD)
    english = Locale.objects.get_or_create(language_code="en")[0]
    text = OfferText.objects.create(
        record=offer, locale=english, title="x", description=BODY[0]["value"]
    )
    foreign = OfferFactory(steward=other, source_url=OLD)
    collect_links()
    client = enter(person(network, Role.EDITOR))
    response = client.post(reverse("replace_link"), {"old": OLD, "new": NEW})
    assert response.status_code == 302
    offer = Offer.objects.get(pk=offer.pk)
    assert offer.source_url == NEW
    assert f'href="{NEW}"' in offer.description
    assert [contact.value for contact in offer.contacts.all()] == [NEW]
    assert f'href="{NEW}"' in OfferText.objects.get(pk=text.pk).description
    html = read(network, page.get_url().replace(network.root_url, ""))
    assert NEW in html
    assert "alt.example" not in html
    assert Offer.objects.get(pk=foreign.pk).source_url == OLD
    assert "alt.example" in str(StandardPage.objects.get(pk=foreign_page.pk).body)
    assert found(NEW) == {"Seite mit Link", offer.title}
    assert set(LinkUse.objects.filter(link__url=OLD).values_list("network", flat=True)) == {
        other.pk
    }


def test_a_draft_stays_a_draft_with_the_new_address(enter: Any, network: Network) -> None:
    offer = OfferFactory(steward=network, source_url=OLD, summary="Öffentlich.")
    page = page_with(network)
    collect_links()
    draft = Offer.objects.get(pk=offer.pk)
    draft.summary = "Nur im Entwurf."
    draft.save_revision()
    page.title = "Neuer Titel im Entwurf"
    page.save_revision()
    client = enter(person(network, Role.EDITOR))
    assert client.post(reverse("replace_link"), {"old": OLD, "new": NEW}).status_code == 302
    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.source_url, offer.summary) == (NEW, "Öffentlich.")
    latest = offer.get_latest_revision_as_object()
    assert (latest.source_url, latest.summary) == (NEW, "Nur im Entwurf.")
    assert Page.objects.get(pk=page.pk).title == "Seite mit Link"
    latest_page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest_page.title == "Neuer Titel im Entwurf"
    assert NEW in str(latest_page.body)


def test_what_is_locked_is_left_and_said(enter: Any, network: Network) -> None:
    locked = page_with(network, title="Gesperrte Seite")
    free = page_with(network, title="Freie Seite")
    collect_links()
    locker = person(network, Role.COORDINATOR)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=locker)
    client = enter(person(network, Role.EDITOR))
    response = client.post(reverse("replace_link"), {"old": OLD, "new": NEW}, follow=True)
    assert "Gesperrte Seite" in response.content.decode()
    assert NEW in str(StandardPage.objects.get(pk=free.pk).body)
    assert "alt.example" in str(StandardPage.objects.get(pk=locked.pk).body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://nirgends.example/", NEW),
        (OLD, OLD),
        (OLD, "javascript:alert(1)"),
        (OLD, "\x00"),
        ("", ""),
        ("x" * 3000, "y" * 3000),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    enter: Any, network: Network, old: str, new: str
) -> None:
    page = page_with(network)
    collect_links()
    client = enter(person(network, Role.EDITOR))
    assert client.post(reverse("replace_link"), {"old": old, "new": new}).status_code == 200
    assert "alt.example" in str(StandardPage.objects.get(pk=page.pk).body)
