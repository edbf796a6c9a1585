"""Which network answers on which host, and in which language."""

import pytest
from wagtail.models import Locale, Site

from network_core.networks.models import Network
from sites.models import HomePage, StandardPage
from tests.sites.seeded.visiting import GOETTINGEN, HOSTS, NAMES, UMBRELLA, Document, read, visit

pytestmark = pytest.mark.usefixtures("seeded")


def add_language(host: str, code: str, *, live: bool = True) -> HomePage:
    """Give the network at `host` one more language, with a home page in it."""
    network = Network.objects.get(site__hostname=host)
    network.languages = [*network.languages, code]
    network.save()
    german = HomePage.objects.get(pk=network.site.root_page_id)
    locale, _new = Locale.objects.get_or_create(language_code=code)
    return HomePage.get_first_root_node().add_child(
        instance=HomePage(
            title=f"Home {code}",
            slug=f"{german.slug}-{code}",
            locale=locale,
            translation_key=german.translation_key,
            live=live,
        )
    )


@pytest.mark.parametrize("host", HOSTS)
def test_each_host_shows_its_own_network(host: str) -> None:
    page = read(host)
    assert NAMES[host] in page.inside("header")
    others = {name for name in NAMES.values() if name != NAMES[host]}
    assert others.isdisjoint(page.inside("header"))
    assert page.title.endswith(NAMES[host])


@pytest.mark.parametrize("path", ["/", "/de/", "/de/angebote/", "/sitemap.xml", "/admin/"])
def test_an_unknown_host_gets_a_plain_404_that_names_no_network(path: str) -> None:
    response = visit("unknown.example", path)
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/plain")
    assert not any(name in response.content.decode() for name in NAMES.values())


def test_a_site_without_network_gets_a_plain_404() -> None:
    root = HomePage.objects.get(slug="goettingen")
    Site.objects.create(hostname="unknown.example", port=80, root_page=root)
    assert visit("unknown.example").headers["Content-Type"].startswith("text/plain")


def test_a_host_that_is_not_allowed_gets_400() -> None:
    assert visit("evil.example.com").status_code == 400


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en", "en"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr,ar;q=0.5", "ar"),
        ("tr,ar;q=0.8,en;q=0.7", "ar"),
        ("tr", "de"),
        ("uk", "de"),
        ("fr", "de"),
        ("*", "de"),
        ("", "de"),
        ("x" * 5000, "de"),
    ],
)
def test_the_front_door_leads_to_the_best_language_that_has_a_home_page(
    accepted: str, language: str
) -> None:
    add_language(GOETTINGEN, "en")
    add_language(GOETTINGEN, "ar")
    add_language(GOETTINGEN, "uk", live=False)
    response = visit(GOETTINGEN, "/", accept_language=accepted)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies


def test_the_front_door_ignores_languages_that_only_other_networks_offer() -> None:
    add_language(GOETTINGEN, "en")
    assert visit(UMBRELLA, "/", accept_language="en").headers["Location"] == "/de/"


@pytest.mark.parametrize("path", ["/en/", "/en/angebote/", "/en/suche/", "/ar/kontakt/"])
def test_a_language_that_is_not_offered_gets_the_german_404_page(path: str) -> None:
    add_language(UMBRELLA, "en")
    response = visit(GOETTINGEN, path)
    page = Document(response.content.decode())
    assert response.status_code == 404
    assert page.language == "de"
    assert page.inside("h1") == ["Diese Seite gibt es nicht"]
    assert NAMES[GOETTINGEN] in page.inside("header")


@pytest.mark.parametrize("path", ["/en/", "/en/angebote/", "/en/kontakt/", "/en/aktuelles/feed/"])
def test_a_language_without_a_live_home_page_answers_404_and_never_german_content(
    path: str,
) -> None:
    add_language(GOETTINGEN, "en", live=False)
    assert visit(GOETTINGEN, path).status_code == 404


def test_pages_below_a_home_page_that_is_not_live_are_not_shown() -> None:
    home = add_language(GOETTINGEN, "en", live=False)
    home.add_child(instance=StandardPage(title="Hidden", slug="hidden", locale=home.locale))
    assert visit(GOETTINGEN, "/en/hidden/").status_code == 404


def test_pages_say_their_language() -> None:
    add_language(GOETTINGEN, "en")
    for code in ("de", "en"):
        response = visit(GOETTINGEN, f"/{code}/")
        assert response.headers["Content-Language"] == code
        assert Document(response.content.decode()).language == code


def test_an_arabic_page_runs_from_right_to_left_and_a_german_one_does_not() -> None:
    add_language(GOETTINGEN, "ar")
    assert read(GOETTINGEN, "/ar/").direction == "rtl"
    assert read(GOETTINGEN, "/de/").direction == "ltr"


def test_the_language_switcher_leads_to_live_home_pages_only() -> None:
    add_language(GOETTINGEN, "en")
    add_language(GOETTINGEN, "uk", live=False)
    links = read(GOETTINGEN, "/de/").links
    assert "/en/" in links
    assert "/uk/" not in links


def test_versions_of_a_page_name_each_other_and_the_german_one_is_the_default() -> None:
    add_language(GOETTINGEN, "en")
    add_language(GOETTINGEN, "uk", live=False)
    alternates = {
        link["hreflang"]: link["href"] for link in read(GOETTINGEN).all("link", rel="alternate")
    }
    assert alternates == {
        "de": f"http://{GOETTINGEN}/de/",
        "en": f"http://{GOETTINGEN}/en/",
        "x-default": f"http://{GOETTINGEN}/de/",
    }
