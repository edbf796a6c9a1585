"""What visitors, programs and the team meet on the site of a network in each of its states."""

import json

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from network_core.media.models import File
from network_core.networks.models import Network
from network_core.networks.neighbours import neighbours_of
from network_core.networks.states import State
from network_core.steering.networks.life_cycle import change_state
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.factories import (
    EventFactory,
    MembershipFactory,
    NetworkFactory,
    OfferFactory,
    PartnerFactory,
    bring_into,
    person,
)
from tests.sites.making import make_network, read, visit

pytestmark = pytest.mark.django_db

ADDRESSES = (
    *("/", "/de/", "/de/angebote/", "/de/gibt-es-nicht/", "/de/suche/?q=Rat", "/sitemap.xml"),
    *("/de/veranstaltungen/kalender.ics", "/de/merkliste/", "/media/images/x.png", "/fr/"),
)
STATUS = {State.PLANNED: 404, State.ENDED: 410}


@pytest.fixture
def bund(db: None) -> Network:
    """The umbrella with its pages."""
    facts = {"contact_phone": "030 123456", "contact_email": "bund@example.org"}
    return make_network("bund", is_umbrella=True, **facts)


@pytest.fixture
def site(bund: Network) -> Network:
    """A network with its pages in two languages, and an offer."""
    network = make_network("probe", languages=["de", "ar"], region_keys=["03159"])
    OfferFactory(steward=network, title="Rat am Markt", slug="rat")
    return network


def team(network: Network, user: User) -> Client:
    client = Client(HTTP_HOST=network.site.hostname)
    client.force_login(user)
    return client


@pytest.mark.parametrize("state", STATUS)
def test_every_address_of_a_closed_site_says_so(state: State, bund: Network, site: Network) -> None:
    bring_into(site, state)
    for path in ADDRESSES:
        answer = visit(site, path)
        html = answer.content.decode()
        assert answer.status_code == STATUS[state], path
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in html
        assert f'href="{bund.root_url}/de/"' in html
        assert "bund@example.org" in html
        assert "Rat am Markt" not in html
        assert "/suche/" not in html, "no way leads back onto the closed site"
        assert "Team" not in html
        assert not answer.cookies
        assert "Content-Security-Policy" in answer.headers
    post = Client().post("/de/kontakt/senden/", headers={"host": site.site.hostname})
    assert post.status_code == STATUS[state]


@pytest.mark.parametrize("state", STATUS)
def test_the_notice_is_in_a_language_of_the_network(state: State, site: Network) -> None:
    bring_into(site, state)
    german = "entsteht gerade" if state == State.PLANNED else "gibt es nicht mehr"
    assert german in visit(site, "/de/").content.decode()
    arabic = visit(site, "/ar/angebote/")
    assert arabic["Content-Language"] == "ar"
    html = arabic.content.decode()
    assert 'lang="ar" dir="rtl"' in html
    assert german not in html
    assert visit(site, "/tr/")["Content-Language"] == "de", "the site has no Turkish"
    hosts = {"host": site.site.hostname, "accept-language": "ar"}
    assert Client().get("/", headers=hosts)["Content-Language"] == "ar"


@pytest.mark.parametrize("state", STATUS)
def test_programs_health_and_crawlers_are_answered_in_their_own_way(
    state: State, site: Network
) -> None:
    bring_into(site, state)
    answer = visit(site, "/api/v1/search", q="Rat")
    assert answer.status_code == STATUS[state]
    assert json.loads(answer.content)["errors"][0]["message"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    robots = visit(site, "/robots.txt")
    assert robots.status_code == 200
    assert "Sitemap" not in robots.content.decode()
    assert "Disallow: /\n" not in robots.content.decode(), "they have to see that pages are gone"
    assert visit(site, "/health/live/").status_code == 200
    assert visit(site, "/admin/login/").status_code == 200


def test_who_took_over_is_named_first_then_the_umbrella_then_who_is_near(
    bund: Network, site: Network
) -> None:
    near = NetworkFactory(name="Nahe", region_keys=["03152"])
    land = NetworkFactory(name="Land", region_keys=["03"])
    NetworkFactory(name="Fern", region_keys=["05124"])
    bring_into(NetworkFactory(name="Auch zu", region_keys=["03153"]), State.PLANNED)
    heir = NetworkFactory(name="Nachfolge", region_keys=["03101"])
    assert neighbours_of(site) == [near, heir, land]
    staff = person(bund, Role.COORDINATOR)
    today = timezone.localdate()
    change_state(site, State.ENDED, user=staff, reason="R", since=today, successor=heir)
    answer = visit(site, "/de/")
    named = [place.network.name for place in answer.context["places"]]
    assert named == ["Nachfolge", "Netzwerk bund", "Nahe", "Land"]
    assert "Hier geht die Arbeit weiter." in answer.content.decode()


def test_the_team_of_a_planned_network_sees_the_site_with_its_own_records(
    site: Network, network_b: Network
) -> None:
    bring_into(site, State.PLANNED)
    PartnerFactory(steward=site, slug="haus")
    EventFactory(network=site, slug="fest")
    client = team(site, person(site, Role.EDITOR))
    home = client.get("/de/")
    assert home.status_code == 200
    assert "nur angemeldete Menschen aus dem Team" in home.content.decode()
    for path in ("angebote/rat/", "partner/haus/", "veranstaltungen/fest/"):
        assert client.get(f"/de/{path}").status_code == 200, path
    assert "Rat am Markt" in client.get("/de/angebote/").content.decode()
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[site.site.root_page_id]))
    assert draft.status_code == 200
    assert "Netzwerk probe" in draft.content.decode()
    assert "ist in Planung" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert team(site, person(network_b, Role.EDITOR)).get("/de/").status_code == 404


def test_the_staff_of_the_umbrella_see_a_site_that_has_ended(bund: Network, site: Network) -> None:
    editor, staff = person(site, Role.EDITOR), person(bund, Role.COORDINATOR)
    change_state(site, State.ENDED, user=staff, reason="R", since=timezone.localdate())
    assert team(site, staff).get("/de/angebote/rat/").status_code == 200
    assert team(site, User.objects.get(pk=editor.pk)).get("/de/").status_code == 410


def test_a_dormant_site_says_on_every_page_that_nobody_looks_after_it(
    bund: Network, site: Network
) -> None:
    bring_into(site, State.DORMANT)
    for path in ("/de/", "/de/angebote/rat/", "/de/suche/"):
        html = read(site, path)
        assert "Dieses Netzwerk wird zurzeit nicht betreut" in html
        assert "bund@example.org" in html
    elsewhere = read(bund, "/de/angebote/")
    assert "Zurzeit nicht betreut" in elsewhere
    assert "Zurzeit nicht betreut" in read(bund, "/de/angebote/rat/")
    bring_into(site, State.ACTIVE)
    assert "nicht betreut" not in read(site, "/de/") + read(bund, "/de/angebote/")


def test_the_records_of_closed_networks_are_nowhere_on_other_sites(
    bund: Network, site: Network
) -> None:
    partner = PartnerFactory(steward=bund, slug="gast")
    MembershipFactory(partner=partner, network=site)
    EventFactory(network=site, slug="fest", title="Sommerfest")
    shown = ("/de/angebote/", "/de/veranstaltungen/", "/de/", "/de/partner/gast/")
    before = "".join(read(bund, path) for path in shown)
    assert all(word in before for word in ("Rat am Markt", "Sommerfest", "Netzwerk probe"))
    for state, status in ((State.PLANNED, 404), (State.ENDED, 410)):
        bring_into(site, state)
        after = "".join(read(bund, path) for path in shown)
        assert not any(word in after for word in ("Rat am Markt", "Sommerfest", "Netzwerk probe"))
        assert visit(bund, "/de/angebote/rat/").status_code == status
        assert visit(bund, "/de/veranstaltungen/fest/").status_code == 404
        assert visit(bund, "/de/veranstaltungen/fest/termin.ics").status_code == 404
    planned = bring_into(site, State.PLANNED)
    offer = OfferFactory(steward=planned, title="Noch geheim")
    assert "Noch geheim" not in read(bund, "/de/merkliste/", merkliste=f"a{offer.pk}")


@pytest.mark.parametrize("state", STATUS)
def test_the_files_of_closed_networks_are_not_served_by_other_sites(
    state: State, bund: Network, site: Network
) -> None:
    files = {
        network: File.objects.create(
            title="Plan",
            file=ContentFile(b"Text", name="plan.txt"),
            collection=Collection.objects.get(name=network.short_name),
        )
        for network in (bund, site)
    }
    assert visit(bund, files[site].url).status_code == 200
    bring_into(site, state)
    assert visit(bund, files[site].url).status_code == 404
    assert visit(bund, files[bund].url).status_code == 200
    assert team(bund, person(site, Role.EDITOR)).get(files[site].url).status_code == 200


def test_an_open_site_costs_no_query_for_its_state(site: Network) -> None:
    counts = {}
    for state in (State.ACTIVE, State.DORMANT):
        bring_into(site, state)
        read(site, "/de/angebote/")
        with CaptureQueriesContext(connection) as queries:
            read(site, "/de/angebote/")
        counts[state] = len(queries)
    assert counts[State.ACTIVE] == counts[State.DORMANT]
    bring_into(site, State.ENDED)
    visit(site, "/de/")
    with CaptureQueriesContext(connection) as queries:
        visit(site, "/de/")
    assert len(queries) <= 6
