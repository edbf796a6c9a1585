"""Pages name only records that are public."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from network_core.directory.choosers import OfferChooserBlock, PartnerChooserBlock
from tests.factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("block_class", "make"),
    [(PartnerChooserBlock, PartnerFactory), (OfferChooserBlock, OfferFactory)],
)
def test_block_refuses_a_draft_and_does_not_show_its_title(block_class, make) -> None:
    reverse("wagtailadmin_home")
    block = block_class()
    public, draft = make(), make(live=False)
    assert block.clean(public) == public
    with pytest.raises(ValidationError, match="nicht veröffentlicht"):
        block.clean(draft)
    assert block.get_form_state(public)["string"] == str(public)
    assert block.get_form_state(draft) is None
    assert block.widget.get_instance("x") is None


def test_block_asks_what_is_public_today_however_long_it_lives(time_machine: Any) -> None:
    reverse("wagtailadmin_home")
    block = OfferChooserBlock()
    now = timezone.now()
    offer = OfferFactory(valid_until=timezone.localdate() + timedelta(days=1))
    assert block.clean(offer) == offer
    time_machine.move_to(now + timedelta(days=3))
    with pytest.raises(ValidationError, match="nicht veröffentlicht"):
        block.clean(offer)
    time_machine.move_to(now)
    assert block.clean(offer) == offer
