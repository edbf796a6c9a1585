"""A made-up federation: the same for the same seed, with something for every figure to count."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from network_core.directory.models import Offer, OfferText
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network, RegionKey
from network_core.places.models import Place
from network_core.umbrella.figures import FIGURES, count
from network_core.umbrella.trend.models import Snapshot
from sites.federation.generate import generate
from sites.federation.plan import Plan
from tests.factories import OfferFactory, PathwayStepFactory, TermFactory

pytestmark = pytest.mark.django_db
SMALL = Plan(networks=4, offers=400, partners=60, seed=7)


@pytest.fixture(autouse=True)
def ground(umbrella: Network) -> None:
    """An umbrella with a pathway, and one known place: both take long to make from the files."""
    life = TermFactory(scheme__slug="topic", slug="geld")
    PathwayStepFactory(pathway__steward=umbrella, terms=[life])
    Place.objects.create(
        postcode="37073", name="Göttingen", key="03159", latitude=51.53, longitude=9.93
    )


def command(**options: Any) -> str:
    """What the command says."""
    out = StringIO()
    call_command("generate_federation", stdout=out, **options)
    return out.getvalue()


def made_up() -> QuerySet[Offer]:
    """The offers that were made."""
    offers: QuerySet[Offer] = Offer.objects.filter(slug__endswith="-beispiel")
    return offers


def test_every_figure_has_a_value_and_everything_is_marked_as_an_example() -> None:
    made = generate(SMALL)
    assert made["directory.Offer"] == 400
    networks = list(Network.objects.filter(is_umbrella=False))
    assert len(networks) == 4
    values = count(FIGURES.values(), networks)
    assert [key for key, found in values.items() if not any(found.values())] == []
    assert made_up().count() == 400
    assert not made_up().filter(is_example=False).exists()
    for name in SCHEME_FIELDS.values():
        assert not made_up().filter(**{f"{name}__isnull": True}).exists(), name
    text = OfferText._default_manager.filter(locale__language_code="de").first()
    assert text is not None
    assert not text.is_stale
    days = Snapshot.objects.filter(figure="offers").values_list("day", flat=True)
    assert max(days) == timezone.localdate()
    assert timezone.localdate() - min(days) > timedelta(days=700)
    assert not Snapshot.objects.filter(figure="verified", value__gt=1).exists()
    assert "03159" in RegionKey.objects.values_list("key", flat=True)


def test_the_same_seed_makes_the_same() -> None:
    found = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            generate(Plan(networks=2, offers=60, partners=10, seed=seed))
            facts = ("slug", "title", "steward__slug", "check_plan__checked_on")
            found.append(list(made_up().order_by("slug").values_list(*facts)))
            transaction.set_rollback(True)
    assert found[0] == found[1] != found[2]


def test_it_refuses_a_database_with_content_unless_asked() -> None:
    offer = OfferFactory()
    with pytest.raises(CommandError, match="--beside-real-content"):
        command(networks=1, offers=1, partners=1)
    assert Offer.objects.get() == offer
    said = command(networks=1, offers=3, partners=1, beside_real_content=True)
    assert "directory.Offer" in said
    assert made_up().count() == 3
    with pytest.raises(CommandError, match="already"):
        command(networks=1, offers=1, partners=1, beside_real_content=True)


def test_nonsense_is_refused() -> None:
    with pytest.raises(CommandError, match="at least one"):
        command(networks=0, beside_real_content=True)
