"""What a network may be."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page

from network_core.networks.colours import contrast, lightened, readable_on
from network_core.networks.models import Network
from tests.factories import NetworkFactory, UmbrellaFactory


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),  # the palest grey that WCAG allows for text
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)
    assert contrast(second, first) == contrast(first, second)


def test_text_on_a_colour_is_the_easier_one_to_read() -> None:
    assert readable_on("#1d4f91") == "#ffffff"
    assert readable_on("#f2b84b") == "#000000"


@pytest.mark.parametrize("colour", ["#1d4f91", "#7a1030", "#000000", "#0b5d1e"])
def test_lightened_colour_can_be_read_on_a_dark_ground(colour: str) -> None:
    assert contrast(lightened(colour, "#3a3530"), "#3a3530") >= 4.5


@pytest.mark.django_db
class TestNetwork:
    """Rules of the model and of the database."""

    def test_colour_that_is_too_pale_on_white_is_refused(self, network_a: Network) -> None:
        network_a.color_primary = "#777777"
        with pytest.raises(ValidationError) as refused:
            network_a.full_clean()
        assert set(refused.value.message_dict) == {"color_primary"}
        network_a.color_primary = "#767676"
        network_a.full_clean()

    def test_languages_are_known_and_contain_german(self, network_a: Network) -> None:
        for languages in (["en"], ["de", "xx"], "de"):
            network_a.languages = languages
            with pytest.raises(ValidationError) as refused:
                network_a.full_clean()
            assert set(refused.value.message_dict) == {"languages"}
        network_a.languages = ["de", "de-simple", "tr"]
        network_a.full_clean()
        assert network_a.offers_language("tr")
        assert not network_a.offers_language("en")

    def test_there_is_one_umbrella(self, umbrella: Network) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            UmbrellaFactory(slug="zweite", name="Zweite")
        assert Network.objects.umbrella() == umbrella

    @pytest.mark.parametrize(
        ("field", "value"), [("color_primary", "red"), ("address_form", "ihr"), ("slug", "b-netz")]
    )
    def test_the_database_refuses(
        self, network_a: Network, network_b: Network, field: str, value: str
    ) -> None:
        setattr(network_a, field, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            network_a.save()

    def test_page_belongs_to_the_network_above_it(
        self, network_a: Network, network_b: Network
    ) -> None:
        page = network_b.site.root_page.add_child(instance=Page(title="Seite"))
        below = page.add_child(instance=Page(title="Unterseite"))
        assert Network.objects.for_page(below) == network_b
        assert Network.objects.for_page(network_a.site.root_page) == network_a

    def test_unknown_host_gets_nothing(self, network_a: Network) -> None:
        response = Client(HTTP_HOST="unknown.example").get("/de/")
        assert response.status_code == 404
        assert network_a.name.encode() not in response.content

    def test_network_with_records_cannot_be_deleted_by_accident(self) -> None:
        network = NetworkFactory()
        with pytest.raises(IntegrityError):
            network.site.delete()
