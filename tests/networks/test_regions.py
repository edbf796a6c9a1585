"""Region keys as people enter them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network_core.networks.models import Network, RegionKey, RegionPostcode
from network_core.networks.regions import enclosing_keys, normalise_region_key


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ("03", "03"),
        ("03 159", "03159"),
        ("03159016", "031590016016"),  # Göttingen: AGS 03159016, ARS 031590016016
        ("05124000", "05124"),  # Wuppertal, a town that is a Kreis of its own
        ("031590016016", "031590016016"),
        ("031595402", "031595402"),
    ],
)
def test_keys_are_stored_as_ars(entered: str, stored: str) -> None:
    assert normalise_region_key(entered) == stored


@pytest.mark.parametrize("entered", ["", "3", "0315", "031590", "03159A16", "0315900160160"])
def test_what_is_no_key_of_any_level_is_refused(entered: str) -> None:
    with pytest.raises(ValidationError, match="Regionalschlüssel"):
        normalise_region_key(entered)


def test_enclosing_areas_run_from_the_land_to_the_municipality() -> None:
    assert enclosing_keys("031590016016") == ["03", "031", "03159", "031590016", "031590016016"]
    assert enclosing_keys("03") == ["03"]


@pytest.mark.django_db
def test_the_database_refuses_keys_and_postcodes_of_no_level(network_a: Network) -> None:
    for row in (
        RegionKey(network=network_a, key="0315"),
        RegionPostcode(network=network_a, postcode="1031"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


@pytest.mark.django_db
def test_a_key_is_converted_when_the_form_is_checked(network_a: Network) -> None:
    row = RegionKey(network=network_a, key="03159016")
    row.full_clean()
    assert row.key == "031590016016"
