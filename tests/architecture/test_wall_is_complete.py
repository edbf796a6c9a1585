"""The gate of the matrix: an address or a model that it does not know fails here.

`docs/tenancy.md` says what to do about it.
"""

from django.apps import apps

from network_core.tenancy.addresses import admin_addresses, stale_rules, undeclared
from tests.tenancy.wall.cases import addresses, model_of, unknown_parameters
from tests.tenancy.wall.matrix import COMMON_OBJECTS, OBJECTS
from tests.tenancy.wall.models import ELSEWHERE, MODELS


def test_every_address_of_the_admin_has_a_rule() -> None:
    assert len(list(admin_addresses())) > 400
    assert [address.key for address in undeclared()] == []
    assert stale_rules() == set()


def test_the_matrix_knows_what_stands_in_every_address() -> None:
    assert unknown_parameters() == [], "say in tests/tenancy/wall/matrix.py what they stand for"


def test_the_matrix_has_objects_of_every_model_in_the_admin() -> None:
    managed = {model_of(address) for address in addresses()} - {""}
    assert managed - set(OBJECTS) - COMMON_OBJECTS == set(), "add them to OBJECTS in matrix.py"


def test_it_is_said_of_every_model_whose_its_rows_are() -> None:
    known = {model._meta.label for model in apps.get_models()}
    assert known - set(MODELS) == set(), "say in tests/tenancy/wall/models.py whose they are"
    assert set(MODELS) - known - ELSEWHERE == set(), "these are gone"
