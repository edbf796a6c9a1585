"""The pages that the law asks for, filled from what the network says about itself."""

from datetime import date

import pytest

from network_core.networks.models import Network
from tests.sites.seeded.visiting import GOETTINGEN, HOSTS, read

pytestmark = pytest.mark.usefixtures("seeded")


def change(**values: object) -> None:
    """Change what the network Göttingen says about itself."""
    Network.objects.filter(slug="goettingen").update(**values)


def test_the_imprint_shows_the_coordinating_body_and_the_contact_data() -> None:
    change(
        coordination_name="Verein der Prüfenden e. V.",
        coordination_address="Prüfweg 1\n37073 Göttingen",
        coordination_represented_by="Frieda Muster",
        coordination_url="https://verein.example/",
        contact_phone="0551 123456",
        contact_email="post@verein.example",
        imprint_text="<p>Registergericht Göttingen</p>",
        is_example_contact=False,
    )
    page = read(GOETTINGEN, "/de/impressum/")
    for fact in (
        "Verein der Prüfenden e. V.",
        "Prüfweg 1",
        "37073 Göttingen",
        "Frieda Muster",
        "Registergericht Göttingen",
    ):
        assert fact in page.inside("main")[-1] or fact in page.text, fact
    assert "https://verein.example/" in page.links
    assert "mailto:post@verein.example" in page.links
    assert "tel:+49551123456" in page.links
    assert "Diese Kontaktdaten sind ein Beispiel." not in page.text


def test_the_imprint_names_the_source_and_the_licence_of_the_postcodes() -> None:
    page = read(GOETTINGEN, "/de/impressum/")
    assert {"https://www.geonames.org/", "https://creativecommons.org/licenses/by/4.0/deed.de"} <= (
        set(page.links)
    )


def test_example_data_are_marked_in_the_imprint() -> None:
    assert "Diese Kontaktdaten sind ein Beispiel." in read(GOETTINGEN, "/de/impressum/").text


def test_the_privacy_page_names_who_is_responsible_and_what_the_network_adds() -> None:
    change(coordination_name="Verein der Prüfenden e. V.", privacy_text="<p>Eigener Zusatz.</p>")
    page = read(GOETTINGEN, "/de/datenschutz/")
    assert "Verein der Prüfenden e. V." in page.text
    assert "Eigener Zusatz." in page.text


@pytest.mark.parametrize("host", HOSTS)
def test_the_accessibility_statement_names_the_enforcement_body(host: str) -> None:
    network = Network.objects.get(site__hostname=host)
    assert network.enforcement_name
    page = read(host, "/de/barrierefreiheit/")
    assert network.enforcement_name in page.inside("main")
    assert "/de/kontakt/" in page.links


def test_the_accessibility_statement_claims_no_check_that_was_not_made() -> None:
    change(accessibility_checked_on=None)
    assert "Zuletzt geprüft" not in read(GOETTINGEN, "/de/barrierefreiheit/").text
    change(accessibility_checked_on=date(2026, 3, 14))
    assert "Zuletzt geprüft am 14. März 2026." in read(GOETTINGEN, "/de/barrierefreiheit/").text


@pytest.mark.parametrize("path", ["impressum", "datenschutz", "barrierefreiheit", "kontakt"])
@pytest.mark.parametrize("host", HOSTS)
def test_every_page_links_to_the_legal_pages(host: str, path: str) -> None:
    assert f"/de/{path}/" in read(host, "/de/partner/").links
