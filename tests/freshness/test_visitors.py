"""What visitors see of checks: when one was made, that one is overdue, and what is gone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network_core.directory.freshness.planning import plan_checks
from network_core.directory.models import CheckPlan, CheckSettings, Offer
from network_core.networks.models import Network
from sites.sitemaps import sitemap_entries
from tests.factories import HiddenOfferFactory, OfferFactory, TermFactory, VerificationFactory
from tests.sites.making import make_network, read, visit

pytestmark = pytest.mark.django_db

OVERDUE_NOTICE = "Die Prüfung ist überfällig"
CARD_NOTICE = "Prüfung überfällig"


@pytest.fixture
def network() -> Network:
    """A network with its pages."""
    return make_network(address_form="du", contact_email="netz@example.org")


def checked(offer: Offer, days_ago: int) -> Offer:
    """The offer, checked so long ago; a check holds for 365 days."""
    day = timezone.localdate() - timedelta(days=days_ago)
    VerificationFactory(offer=offer, checked_on=day)
    return offer


def test_a_checked_offer_says_when(network: Network) -> None:
    offer = checked(OfferFactory(steward=network), 10)
    day = offer.check_plan.checked_on.strftime("%d.%m.%Y")
    page = read(network, offer.get_path("de"))
    assert f"Geprüft am {day}, gilt bis" in page
    assert "(am Telefon)" in page
    assert OVERDUE_NOTICE not in page
    assert f"Geprüft am {day}" in " ".join(read(network, "/de/angebote/").split())


def test_an_overdue_offer_says_so_and_stays(network: Network) -> None:
    offer = checked(OfferFactory(steward=network), 400)
    page = read(network, offer.get_path("de"))
    assert OVERDUE_NOTICE in page
    assert "Zuletzt geprüft am" in page
    listed = read(network, "/de/angebote/")
    assert offer.title in listed
    assert CARD_NOTICE in listed


def test_after_the_configured_time_it_is_hidden_everywhere(
    network: Network, network_b: Network
) -> None:
    offer = checked(OfferFactory(steward=network, nationwide=True), 365 + 190)
    assert offer not in Offer.objects.public()
    assert offer not in Offer.objects.shown_by(network)
    assert offer not in Offer.objects.shown_by(network_b)
    assert offer.title not in read(network, "/de/angebote/")
    assert not any(offer.slug in entry.url for entry in sitemap_entries(network))
    response = visit(network, offer.get_path("de"))
    assert response.status_code == 404
    assert "Dieses Angebot wird gerade nicht gezeigt." in response.content.decode()

    checked(offer, 0)
    assert offer in Offer.objects.shown_by(network)
    assert visit(network, offer.get_path("de")).status_code == 200


def test_how_long_until_it_is_hidden_is_configured(network: Network) -> None:
    offer = checked(OfferFactory(steward=network), 365 + 190)
    settings = CheckSettings.current()
    settings.hide_after_months = None
    settings.save()
    plan_checks()
    assert offer in Offer.objects.public()
    settings.hide_after_months = 1
    settings.save()
    plan_checks()
    assert offer not in Offer.objects.public()


def test_an_expired_offer_says_at_its_address_what_to_use_instead(network: Network) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    new = OfferFactory(steward=network, title="Neuer Elterntreff")
    old = OfferFactory(
        steward=network, title="Alter Elterntreff", valid_until=yesterday, replacement=new
    )
    assert old.title not in read(network, "/de/angebote/")
    response = visit(network, old.get_path("de"))
    page = " ".join(response.content.decode().split())
    assert response.status_code == 410
    assert "Dieses Angebot gibt es nicht mehr." in page
    assert "Das gibt es stattdessen" in page
    assert f'href="{new.get_path("de")}"' in page


def test_a_replacement_that_is_gone_is_followed_to_its_own(network: Network) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    newest = OfferFactory(steward=network)
    middle = OfferFactory(steward=network, valid_until=yesterday, replacement=newest)
    old = OfferFactory(steward=network, valid_until=yesterday, replacement=middle)
    Offer.objects.filter(pk=newest.pk).update(replacement=old)
    assert newest.get_path("de") in visit(network, old.get_path("de")).content.decode()
    Offer.objects.filter(pk=newest.pk).update(live=False)
    assert visit(network, old.get_path("de")).status_code == 410, "a ring ends"


def test_without_a_replacement_it_names_what_is_like_it(network: Network) -> None:
    topic = TermFactory(scheme__slug="topic")
    yesterday = timezone.localdate() - timedelta(days=1)
    alike = OfferFactory(steward=network, title="Ähnlicher Treff", terms=[topic])
    old = OfferFactory(steward=network, terms=[topic], valid_until=yesterday)
    page = visit(network, old.get_path("de")).content.decode()
    assert "Das könnte auch passen" in page
    assert alike.get_path("de") in page


def test_what_was_never_public_or_is_hidden_by_the_network_is_simply_not_there(
    network: Network,
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    draft = OfferFactory(steward=network, title="Geheimer Entwurf", live=False)
    hidden = OfferFactory(title="Nicht bei uns", valid_until=yesterday)
    HiddenOfferFactory(network=network, offer=hidden)
    plan_checks()
    for offer in (draft, hidden):
        response = visit(network, offer.get_path("de"))
        assert response.status_code == 404
        assert offer.title not in response.content.decode()


def test_a_former_offer_costs_a_fixed_number_of_queries(network: Network) -> None:
    topic = TermFactory(scheme__slug="topic")
    yesterday = timezone.localdate() - timedelta(days=1)
    old = OfferFactory(steward=network, terms=[topic], valid_until=yesterday)

    def queries() -> int:
        visit(network, old.get_path("de"))
        with CaptureQueriesContext(connection) as captured:
            visit(network, old.get_path("de"))
        return len(captured)

    for _number in range(2):
        checked(OfferFactory(steward=network, terms=[topic]), 400)
    few = queries()
    for _number in range(10):
        checked(OfferFactory(steward=network, terms=[topic]), 400)
    assert queries() == few <= 25


def test_republishing_what_was_withdrawn_takes_the_notice_back(network: Network) -> None:
    offer = OfferFactory(steward=network)
    plan_checks()
    CheckPlan.objects.filter(offer=offer).update(withdrawn_on=timezone.localdate())
    offer.unpublish()
    assert visit(network, offer.get_path("de")).status_code == 410
    offer.save_revision().publish()
    assert CheckPlan.objects.get(offer=offer).withdrawn_on is None
    assert visit(network, offer.get_path("de")).status_code == 200
