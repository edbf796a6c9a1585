"""Pages name only records that are public."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

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
