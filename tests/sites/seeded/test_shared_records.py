"""Records exist once and are shown on the site of every network that needs them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network_core.directory.models import Offer, Partner
from network_core.networks.models import Network
from tests.factories import HiddenOfferFactory, LocalNoteFactory, MembershipFactory, OfferFactory
from tests.sites.seeded.visiting import (
    GOETTINGEN,
    HOSTS,
    NAMES,
    NIEDERSACHSEN,
    UMBRELLA,
    WUPPERTAL,
    read,
    visit,
)

pytestmark = pytest.mark.usefixtures("seeded")

NATIONAL = "/de/angebote/unterhaltsvorschuss/"
LIST = "/de/angebote/"


def network(slug: str) -> Network:
    """One of the seeded networks."""
    return Network.objects.get(slug=slug)


def listed(host: str, offer: Offer) -> bool:
    """Whether the offer is on one of the pages of the list of offers."""
    first = visit(host, LIST)
    number = first.context["page_obj"].paginator.num_pages
    path = f"/de/angebote/{offer.slug}/"
    return any(path in read(host, f"{LIST}?p={page}").links for page in range(1, number + 1))


@pytest.mark.parametrize("host", HOSTS)
def test_a_national_offer_is_shown_in_the_frame_of_each_site_and_canonical_on_the_umbrellas(
    host: str,
) -> None:
    page = read(host, NATIONAL)
    assert NAMES[host] in page.inside("header")
    assert "/de/impressum/" in page.links
    assert page.canonical == [f"http://{UMBRELLA}{NATIONAL}"]


@pytest.mark.parametrize("host", [UMBRELLA, GOETTINGEN, WUPPERTAL])
def test_a_national_offer_is_in_the_list_of_each_network_that_selects_it(host: str) -> None:
    assert listed(host, Offer.objects.get(slug="unterhaltsvorschuss"))


def test_a_network_for_professionals_lists_no_offers_for_families_but_shows_them() -> None:
    assert not listed(NIEDERSACHSEN, Offer.objects.get(slug="unterhaltsvorschuss"))
    assert visit(NIEDERSACHSEN, NATIONAL).status_code == 200


def test_an_offer_of_another_network_is_canonical_on_the_site_of_its_steward() -> None:
    offer = Offer.objects.filter(steward__slug="wuppertal").first()
    path = f"/de/angebote/{offer.slug}/"
    for host in (WUPPERTAL, UMBRELLA, GOETTINGEN):
        page = read(host, path)
        assert page.canonical == [f"http://{WUPPERTAL}{path}"]
        assert NAMES[host] in page.inside("header")
    assert not listed(GOETTINGEN, offer)


def test_a_partner_of_another_network_is_shown_in_the_frame_of_the_site() -> None:
    partner = Partner.objects.filter(steward__slug="wuppertal").first()
    path = f"/de/partner/{partner.slug}/"
    page = read(GOETTINGEN, path)
    assert page.canonical == [f"http://{WUPPERTAL}{path}"]
    assert NAMES[GOETTINGEN] in page.inside("header")
    assert path not in read(GOETTINGEN, "/de/partner/").links
    MembershipFactory(network=network("goettingen"), partner=partner)
    assert path in read(GOETTINGEN, "/de/partner/").links


def test_a_partner_that_is_a_draft_is_nowhere() -> None:
    offer = Offer.objects.filter(partner__isnull=False, partner__steward__slug="wuppertal").first()
    offer.partner.unpublish()
    path = f"/de/partner/{offer.partner.slug}/"
    for host in (WUPPERTAL, UMBRELLA):
        assert visit(host, path).status_code == 404
        assert path not in read(host, "/de/partner/").links
        page = read(host, f"/de/angebote/{offer.slug}/")
        assert path not in page.links
        assert "Ein Angebot von" not in page.text


def test_a_record_that_is_changed_once_is_changed_on_every_site() -> None:
    Offer.objects.filter(slug="unterhaltsvorschuss").update(summary="Einmal geändert.")
    for host in HOSTS:
        assert "Einmal geändert." in read(host, NATIONAL).text


def test_a_hidden_offer_is_gone_from_the_site_that_hides_it_and_only_from_there() -> None:
    offer = Offer.objects.get(slug="unterhaltsvorschuss")
    HiddenOfferFactory(network=network("goettingen"), offer=offer)
    assert visit(GOETTINGEN, NATIONAL).status_code == 404
    assert not listed(GOETTINGEN, offer)
    assert read(WUPPERTAL, NATIONAL).canonical == [f"http://{UMBRELLA}{NATIONAL}"]
    assert listed(WUPPERTAL, offer)


def test_a_hidden_offer_is_not_on_the_page_of_its_partner_either() -> None:
    offer = Offer.objects.filter(partner__isnull=False, steward__slug="wuppertal").first()
    HiddenOfferFactory(network=network("niedersachsen"), offer=offer)
    partner_path, path = f"/de/partner/{offer.partner.slug}/", f"/de/angebote/{offer.slug}/"
    assert path in read(WUPPERTAL, partner_path).links
    assert path not in read(NIEDERSACHSEN, partner_path).links


def test_an_offer_that_has_ended_is_shown_until_its_last_day_and_not_longer() -> None:
    today = timezone.localdate()
    kept = OfferFactory(steward=network("goettingen"), valid_until=today)
    ended = OfferFactory(steward=network("goettingen"), valid_until=today - timedelta(days=1))
    for host in (GOETTINGEN, UMBRELLA):
        assert visit(host, f"/de/angebote/{kept.slug}/").status_code == 200
        assert visit(host, f"/de/angebote/{ended.slug}/").status_code == 410
        assert listed(host, kept)
        assert not listed(host, ended)


def test_an_offer_that_is_a_draft_is_not_shown_even_where_it_is_looked_after() -> None:
    draft = OfferFactory(steward=network("goettingen"), live=False)
    for host in (GOETTINGEN, UMBRELLA):
        assert visit(host, f"/de/angebote/{draft.slug}/").status_code == 404
        assert not listed(host, draft)


def test_changes_of_a_published_offer_are_shown_when_they_are_published() -> None:
    offer = Offer.objects.get(slug="unterhaltsvorschuss")
    offer.summary = "Noch ein Entwurf."
    revision = offer.save_revision()
    assert "Noch ein Entwurf." not in read(GOETTINGEN, NATIONAL).text
    revision.publish()
    assert "Noch ein Entwurf." in read(GOETTINGEN, NATIONAL).text


def test_a_local_note_is_shown_on_the_site_of_its_network_only() -> None:
    offer = Offer.objects.get(slug="unterhaltsvorschuss")
    LocalNoteFactory(
        network=network("goettingen"), offer=offer, text="Zimmer 12, bei uns.", phone="0551 98765"
    )
    page = read(GOETTINGEN, NATIONAL)
    assert "Zimmer 12, bei uns." in page.text
    assert "tel:+4955198765" in page.links
    for host in set(HOSTS) - {GOETTINGEN}:
        other = read(host, NATIONAL)
        assert "Zimmer 12" not in other.text
        assert "tel:+4955198765" not in other.links
