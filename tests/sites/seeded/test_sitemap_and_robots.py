"""What crawlers are told, per host."""

from xml.etree import ElementTree

import pytest
from wagtail.models import Locale, Page, PageViewRestriction

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from sites.models import HomePage, StandardPage
from tests.sites.seeded.visiting import GOETTINGEN, HOSTS, UMBRELLA, WUPPERTAL, visit

pytestmark = pytest.mark.usefixtures("seeded")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap(host: str) -> list[str]:
    """The addresses in the sitemap of a host."""
    response = visit(host, "/sitemap.xml")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314
    assert root.tag == f"{NAMESPACE}urlset"
    return [str(entry.findtext(f"{NAMESPACE}loc")) for entry in root]


def goettingen_page(slug: str) -> Page:
    """A page directly below the home page of Göttingen."""
    home = Network.objects.get(slug="goettingen").site.root_page
    return home.get_children().get(slug=slug).specific


@pytest.mark.parametrize("host", HOSTS)
def test_a_sitemap_lists_addresses_of_its_own_host_once_and_all_answer(host: str) -> None:
    addresses = sitemap(host)
    assert len(addresses) == len(set(addresses)) > 15
    prefix = f"http://{host}"
    assert all(address.startswith(f"{prefix}/de/") for address in addresses)
    assert f"{prefix}/de/" in addresses
    assert f"{prefix}/de/impressum/" in addresses
    wrong = [a for a in addresses if visit(host, a.removeprefix(prefix)).status_code != 200]
    assert wrong == []


def test_a_sitemap_lists_the_records_that_its_network_looks_after_and_no_others() -> None:
    address = f"http://{UMBRELLA}/de/angebote/unterhaltsvorschuss/"
    assert address in sitemap(UMBRELLA)
    assert not any("unterhaltsvorschuss" in a for a in sitemap(GOETTINGEN))
    partner = Partner.objects.filter(steward__slug="wuppertal").first()
    assert f"http://{WUPPERTAL}/de/partner/{partner.slug}/" in sitemap(WUPPERTAL)
    assert not any(f"/partner/{partner.slug}/" in a for a in sitemap(GOETTINGEN))
    agreement = "/de/zusammenarbeit/vereinbarungen/kooperationsvereinbarung-wuppertal/"
    assert f"http://{WUPPERTAL}{agreement}" in sitemap(WUPPERTAL)
    assert f"http://{UMBRELLA}{agreement}" not in sitemap(UMBRELLA)


def test_a_sitemap_says_when_a_page_was_changed() -> None:
    body = visit(GOETTINGEN, "/sitemap.xml").content
    days = ElementTree.fromstring(body).findall(f".//{NAMESPACE}lastmod")  # noqa: S314
    assert days
    assert all(len(day.text or "") == len("2026-01-31") for day in days)


def test_what_is_not_public_is_not_in_the_sitemap() -> None:
    draft = goettingen_page("themen")
    draft.unpublish()
    private = goettingen_page("auch-wissenswert")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    offer = Offer.objects.filter(steward__slug="goettingen").first()
    offer.unpublish()
    addresses = sitemap(GOETTINGEN)
    assert f"http://{GOETTINGEN}/de/themen/" not in addresses
    assert f"http://{GOETTINGEN}/de/auch-wissenswert/" not in addresses
    assert f"http://{GOETTINGEN}/de/angebote/{offer.slug}/" not in addresses


@pytest.mark.parametrize("is_live", [True, False])
def test_a_language_is_in_the_sitemap_when_its_home_page_is_live(is_live: bool) -> None:
    network = Network.objects.get(slug="goettingen")
    network.languages = ["de", "en"]
    network.save()
    german = network.site.root_page
    locale, _new = Locale.objects.get_or_create(language_code="en")
    home = HomePage(
        title="Home",
        slug="goettingen-en",
        locale=locale,
        translation_key=german.translation_key,
        live=is_live,
    )
    HomePage.get_first_root_node().add_child(instance=home)
    home.add_child(instance=StandardPage(title="About us", slug="about", locale=locale))
    addresses = sitemap(GOETTINGEN)
    assert (f"http://{GOETTINGEN}/en/about/" in addresses) is is_live
    assert (f"http://{GOETTINGEN}/en/" in addresses) is is_live


@pytest.mark.parametrize("host", HOSTS)
def test_robots_txt_names_the_sitemap_of_its_host_and_keeps_crawlers_out_of_search_and_admin(
    host: str,
) -> None:
    response = visit(host, "/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert f"Sitemap: http://{host}/sitemap.xml" in lines
    assert {"User-agent: *", "Disallow: /admin/", "Disallow: /de/suche/"} <= set(lines)
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("kind", ["draft", "login", "password"])
def test_a_page_that_is_not_public_is_nowhere(kind: str) -> None:
    page = goettingen_page("themen")
    assert "/de/themen/" in visit(GOETTINGEN).content.decode()
    if kind == "draft":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="geheim-123")
    response = visit(GOETTINGEN, "/de/themen/")
    assert response.status_code in {404, 302, 200}
    assert page.introduction not in response.content.decode()
    menu = visit(GOETTINGEN, "/de/ueber-uns/").content.decode()
    assert 'href="/de/themen/"' not in menu
