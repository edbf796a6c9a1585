"""Every change of what can be found leaves a row, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from network_core.directory.models import Offer, OfferPlace, OfferText, ServiceArea
from network_core.networks.models import Network
from search.models import OutboxRow
from search.outbox import touch, touched_once
from tests.factories import (
    AgreementFactory,
    CoHostFactory,
    EventFactory,
    HiddenOfferFactory,
    MeetingFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    PositionFactory,
    TermFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db


def version(type_name: str, pk: int) -> int:
    row = OutboxRow.objects.filter(object_type=type_name, object_pk=pk).first()
    return row.version if row else 0


class Grows:
    """Whether the version of an object grew since this was made."""

    def __init__(self, type_name: str, pk: int) -> None:
        self.name = (type_name, pk)
        self.before = version(*self.name)

    def __bool__(self) -> bool:
        return version(*self.name) > self.before


def test_what_changes_often_in_one_go_is_noted_once(network_a: Network) -> None:
    offer, other = OfferFactory(steward=network_a), OfferFactory(steward=network_a)
    before, others = version("offer", offer.pk), version("offer", other.pk)
    with transaction.atomic(), touched_once(), touched_once():
        for title in ("Anders", "Noch anders"):
            offer.title = title
            offer.save()
        assert version("offer", offer.pk) == before
    assert version("offer", offer.pk) == before + 1
    assert version("offer", other.pk) == others

    def fail() -> None:
        with transaction.atomic(), touched_once():
            offer.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    offer.save()
    assert version("offer", offer.pk) > before + 1


def test_a_rolled_back_change_leaves_no_row(network_a: Network) -> None:
    offer = OfferFactory(steward=network_a)
    before = version("offer", offer.pk)

    def change() -> None:
        with transaction.atomic():
            offer.title = "Anders"
            offer.save()
            OfferFactory(steward=network_a)
            assert version("offer", offer.pk) > before
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert version("offer", offer.pk) == before
    assert OutboxRow.objects.filter(object_type="offer").count() == 1


def test_versions_grow_for_ever_even_over_a_deletion() -> None:
    for expected in (1, 2, 3):
        touch("offer", [77])
        row = OutboxRow.objects.get(object_type="offer", object_pk=77)
        # A new row is counted twice, which does no harm; later ones once.
        assert row.version >= expected
        OutboxRow.objects.update(done_version=row.version)
    touch("offer", [77])
    assert OutboxRow.objects.pending().count() == 1
    assert OutboxRow.objects.count() == 1


def test_a_new_change_ends_the_waiting_after_errors() -> None:
    touch("offer", [77])
    OutboxRow.objects.update(due_at=timezone.now() + timedelta(hours=1), attempts=5)
    assert not OutboxRow.objects.due()
    touch("offer", [77])
    assert OutboxRow.objects.due().get().attempts == 0


def test_one_query_for_objects_that_have_a_row(django_assert_num_queries: Callable) -> None:
    touch("offer", range(1, 200))
    with transaction.atomic(), django_assert_num_queries(3):  # savepoint, update, release
        touch("offer", range(1, 200))


def test_what_belongs_to_an_offer(network_a: Network, network_b: Network) -> None:
    offer = OfferFactory(steward=network_a)
    place = OfferPlace(offer=offer, city="Göttingen")
    changes: list[Callable[[], object]] = [
        place.save,
        place.delete,
        ServiceArea(offer=offer, key="03159").save,
        lambda: offer.topics.add(TermFactory()) or offer.save(),
        lambda: HiddenOfferFactory(offer=offer, network=network_b),
        lambda: offer.hidden_by.get().delete(),
        lambda: offer.unpublish(),
        lambda: offer.save_revision().publish(),
    ]
    for number, change in enumerate(changes):
        grows = Grows("offer", offer.pk)
        change()
        assert grows, number
    grows = Grows("offer", offer.pk)
    offer.delete()
    assert grows


def test_words_in_another_language_concern_their_offer(network_a: Network) -> None:
    from wagtail.models import Locale

    offer = OfferFactory(steward=network_a)
    grows = Grows("offer", offer.pk)
    text = OfferText.objects.create(
        record=offer, locale=Locale.objects.get_or_create(language_code="en")[0], title="Help"
    )
    assert grows
    grows = Grows("offer", offer.pk)
    text.delete()
    assert grows


def test_a_network_that_agrees_to_host_concerns_the_event() -> None:
    co_host = CoHostFactory()
    grows = Grows("event", co_host.event_id)
    co_host.status = "accepted"
    co_host.save()
    assert grows


def test_a_partner_concerns_its_offers_and_events(network_a: Network) -> None:
    partner = PartnerFactory(steward=network_a)
    offer = OfferFactory(steward=network_a, partner=partner)
    event = EventFactory(network=network_a)
    event.hosts.add(partner)
    event.save()
    stranger = OfferFactory(steward=network_a)
    watched = [Grows("partner", partner.pk), Grows("offer", offer.pk), Grows("event", event.pk)]
    untouched = Grows("offer", stranger.pk)
    partner.name = "Anders"
    partner.save()
    assert all(watched)
    assert not untouched


def test_groups_agreements_and_positions_leave_rows_and_a_meeting_concerns_its_group(
    network_a: Network,
) -> None:
    records = {
        "group": WorkingGroupFactory(network=network_a),
        "agreement": AgreementFactory(network=network_a),
        "position": PositionFactory(network=network_a),
    }
    watched = [Grows(name, record.pk) for name, record in records.items()]
    for record in records.values():
        record.unpublish()
    assert all(watched)
    grows = Grows("group", records["group"].pk)
    meeting = MeetingFactory(group=records["group"])
    assert grows
    grows = Grows("group", records["group"].pk)
    meeting.delete()
    assert grows


def test_a_membership_concerns_its_partner(network_b: Network) -> None:
    membership = MembershipFactory(network=network_b)
    grows = Grows("partner", membership.partner_id)
    membership.delete()
    assert grows


def test_a_term_concerns_what_is_tagged_with_it_or_below(network_a: Network) -> None:
    top = TermFactory()
    below = TermFactory(parent=top)
    offer = OfferFactory(steward=network_a, terms=[below])
    other = OfferFactory(steward=network_a)
    grows, untouched = Grows("offer", offer.pk), Grows("offer", other.pk)
    top.label = "Anders"
    top.save()
    assert grows
    assert not untouched


def test_a_page_and_what_is_below_it(network_a: Network, add_page: Callable[..., Page]) -> None:
    page = add_page(network_a, "Oben")
    child = page.add_child(instance=type(page)(title="Unten"))
    target = add_page(network_a, "Ziel")
    watched = [Grows("page", page.pk), Grows("page", child.pk)]
    page.move(target, pos="last-child")
    assert all(watched)

    watched = [Grows("page", page.pk), Grows("page", child.pk)]
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert all(watched)

    watched = [Grows("page", page.pk), Grows("page", child.pk)]
    restriction.delete()
    assert all(watched)

    page.refresh_from_db()
    watched = [Grows("page", page.pk), Grows("page", child.pk)]
    page.unpublish()
    assert watched[0]
    Page.objects.get(pk=page.pk).delete()
    assert all(watched)


def test_a_translation_concerns_its_source(
    network_a: Network, add_page: Callable[..., Page]
) -> None:
    page = add_page(network_a, "Quelle")
    other = add_page(network_a, "Ziel")
    type(other).objects.filter(pk=other.pk)
    grows = Grows("page", page.pk)
    from wagtail.models import Locale

    other.translation_key = page.translation_key
    other.locale = Locale.objects.get_or_create(language_code="en")[0]
    other.save()
    assert grows


def test_a_network_and_its_site_concern_all_of_their_own(
    network_a: Network, network_b: Network, add_page: Callable[..., Page]
) -> None:
    page, foreign = add_page(network_a, "Eigene"), add_page(network_b, "Fremde")
    offer = OfferFactory(steward=network_a)
    watched = [Grows("page", page.pk), Grows("offer", offer.pk)]
    untouched = Grows("page", foreign.pk)
    network_a.slug = "a-neu"
    network_a.save()
    assert all(watched)
    assert not untouched

    watched = [Grows("page", page.pk)]
    Site.objects.get(pk=network_a.site_id).save()
    assert all(watched)


def test_offers_that_were_made_have_one_row_each(network_a: Network) -> None:
    for _ in range(3):
        OfferFactory(steward=network_a)
    assert OutboxRow.objects.filter(object_type="offer").count() == Offer.objects.count() == 3
