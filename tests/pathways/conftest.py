"""Networks, terms and people that the tests of pathways share."""

import pytest

from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from tests.factories import NetworkFactory, TermFactory
from tests.tenancy.conftest import editor_a, editor_b, enter

__all__ = ["editor_a", "editor_b", "enter"]


@pytest.fixture
def goettingen(db: None) -> Network:
    """A regional network."""
    return NetworkFactory(slug="goettingen", region_keys=["03159"])


@pytest.fixture
def wuppertal(db: None) -> Network:
    """A network of another region."""
    return NetworkFactory(slug="wuppertal", region_keys=["05124"])


@pytest.fixture
def childcare(db: None) -> Term:
    """A topic."""
    return TermFactory(slug="kinderbetreuung", label="Kinderbetreuung")


@pytest.fixture
def nursery(childcare: Term) -> Term:
    """A topic below the topic."""
    return TermFactory(slug="kita", label="Kita", parent=childcare)


@pytest.fixture
def course(db: None) -> Term:
    """A format."""
    return TermFactory(scheme__slug="format", slug="kurs", label="Kurs")


@pytest.fixture
def hotline(db: None) -> Term:
    """The format of telephones."""
    return TermFactory(scheme__slug="format", slug="hotline", label="Hilfe am Telefon")


@pytest.fixture
def separation(db: None) -> Term:
    """A life situation."""
    return TermFactory(scheme__slug="life_situation", slug="trennung", label="Wir trennen uns")
