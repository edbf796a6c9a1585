"""How many queries a page costs, and that it is the same however much there is."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, get_page_models

from network_core.alliance.models import Agreement, WorkingGroup
from network_core.directory.models import Offer, OpeningHours, Partner
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from sites.models import NewsIndexPage, NewsPage, StandardPage
from tests.factories import (
    EventFactory,
    LocalNoteFactory,
    MembershipFactory,
    NetworkFactory,
    OfferFactory,
    PartnerFactory,
    VerificationFactory,
)
from tests.sites.seeded.visiting import GOETTINGEN, HOSTS, UMBRELLA

pytestmark = pytest.mark.usefixtures("seeded")

MOST = 25
PAGES = [
    "/de/",
    "/de/angebote/",
    "/de/partner/",
    "/de/aktuelles/",
    "/de/aktuelles/feed/",
    "/de/veranstaltungen/",
    "/de/zusammenarbeit/",
    "/de/wichtige-adressen/",
    "/de/kontakt/",
    "/de/impressum/",
    "/de/datenschutz/",
    "/de/barrierefreiheit/",
    "/de/gibt-es-nicht/",
    "/sitemap.xml",
    "/robots.txt",
]


def queries(host: str, path: str) -> list[str]:
    """The queries of a page when everything that a process keeps in memory is there already."""
    client = Client(headers={"host": host})
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(path)
    return [query["sql"] for query in captured.captured_queries]


def assert_few(host: str, path: str) -> None:
    """Fail with the queries of a page that needs too many."""
    asked = queries(host, path)
    assert len(asked) <= MOST, f"{path}\n" + "\n".join(sql[:300] for sql in asked)


def grow(number: int) -> None:
    """Add `number` of everything that pages list, with all that hangs on it."""
    goettingen = Network.objects.get(slug="goettingen")
    topics = list(Term.objects.filter(scheme_id="topic")[:3])
    index = NewsIndexPage.objects.child_of(goettingen.site.root_page).get()
    for _ in range(number):
        network = NetworkFactory(region_keys=["03159"])
        partner = PartnerFactory(steward=goettingen)
        MembershipFactory(network=network, partner=partner)
        MembershipFactory(network=goettingen, partner=partner)
        offer = OfferFactory(
            steward=network, partner=partner, areas=["03159"], terms=topics, nationwide=True
        )
        VerificationFactory(offer=offer)
        LocalNoteFactory(network=goettingen, offer=offer)
        EventFactory(network=goettingen)
        page = index.add_child(
            instance=NewsPage(title=f"Artikel {offer.pk}", date=date(2090, 1, 1))
        )
        page.topics = topics
        page.tags.add("Wort", f"Wort {offer.pk}")
        page.save()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("host", HOSTS)
def test_a_page_costs_few_queries(host: str, path: str) -> None:
    assert_few(host, path)


@pytest.mark.parametrize("host", HOSTS)
def test_a_record_and_an_article_cost_few_queries(host: str) -> None:
    network = Network.objects.get(site__hostname=host)
    offer = Offer.objects.shown_by(network).filter(steward=network).first()
    partner = Partner.objects.shown_by(network).first()
    article = NewsPage.objects.descendant_of(network.site.root_page).first()
    for path in (offer.get_path("de"), partner.get_path("de"), article.url_path):
        assert_few(host, path.replace(network.site.root_page.url_path, "/de/"))


@pytest.mark.parametrize("host", HOSTS)
def test_one_page_of_every_type_costs_few_queries(host: str) -> None:
    """Of standard pages all: each is composed of other blocks."""
    network = Network.objects.get(site__hostname=host)
    root = network.site.root_page
    for model in get_page_models():
        pages = model.objects.descendant_of(root, inclusive=True).live()
        for page in pages if model is StandardPage else pages[:1]:
            assert_few(host, page.url_path.replace(root.url_path, "/de/"))


@pytest.mark.parametrize("host", HOSTS)
def test_records_and_filtered_lists_cost_few_queries(host: str) -> None:
    for path in (
        *(record.get_path("de") for record in WorkingGroup.objects.all()),
        *(record.get_path("de") for record in Agreement.objects.all()),
        *(record.get_path("de") for record in Event.objects.all()),
        "/de/veranstaltungen/?past=1",
        "/de/veranstaltungen/?monat=2019-02",
        "/de/zusammenarbeit/arbeitsgruppen/",
        "/de/zusammenarbeit/vereinbarungen/",
        "/de/zusammenarbeit/positionen/",
        "/de/zusammenarbeit/netzwerk-des-monats/",
    ):
        assert_few(host, path)


def test_the_seed_has_a_page_of_every_type() -> None:
    wanted = {model for model in get_page_models() if model is not Page}
    assert {type(page) for page in Page.objects.specific()} >= wanted


def test_chosen_filters_cost_few_queries() -> None:
    terms = Term.objects.filter(parent=None).values_list("scheme_id", "slug")
    query = "&".join(f"{scheme}={slug}" for scheme, slug in terms)
    assert_few(GOETTINGEN, f"/de/angebote/?{query}&cost=free&language=de&language=tr")


def test_the_number_of_queries_does_not_grow_with_what_there_is() -> None:
    grow(1)
    offer = Offer.objects.latest("pk")
    partner = offer.partner
    article = NewsPage.objects.latest("pk")
    addresses = [(host, path) for host in (GOETTINGEN, UMBRELLA) for path in PAGES]
    for host in (GOETTINGEN, UMBRELLA):
        addresses += [(host, offer.get_path("de")), (host, partner.get_path("de"))]
    addresses.append((GOETTINGEN, f"/de/aktuelles/{article.slug}/"))
    before = {address: len(queries(*address)) for address in addresses}
    grow(9)
    for number in range(10):
        more = OfferFactory(steward=partner.steward, partner=partner, areas=["03159"])
        MembershipFactory(network=NetworkFactory(), partner=partner)
        OpeningHours.objects.create(offer=offer, weekday=number % 7)
        VerificationFactory(offer=offer)
        LocalNoteFactory(network=more.steward, offer=more)
    after = {address: len(queries(*address)) for address in addresses}
    assert {a: (before[a], after[a]) for a in addresses if after[a] > before[a]} == {}
