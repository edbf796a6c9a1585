"""Editors see their draft as it will be, inside the frame of the site they are on."""

import re
from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from network_core.networks.models import Network
from network_core.tenancy.models import User
from sites.models import StandardPage
from tests.admin_forms import posted
from tests.factories import EventFactory, OfferFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "owner", "field"),
    [
        (OfferFactory, "steward", "title"),
        (PartnerFactory, "steward", "name"),
        (EventFactory, "network", "title"),
    ],
)
def test_preview_shows_the_draft_with_the_template_of_the_public_page(
    enter: Callable[[User], Client],
    editor_a: User,
    network_a: Network,
    make: Callable[..., Model],
    owner: str,
    field: str,
) -> None:
    record = make(**{owner: network_a, "live": False})
    client = enter(editor_a)
    reverse("wagtailadmin_home")
    viewset = type(record).snippet_viewset
    edit = client.get(reverse(viewset.get_url_name("edit"), args=[record.pk]))
    preview = reverse(viewset.get_url_name("preview_on_edit"), args=[record.pk])
    answer = client.post(preview, posted(edit, **{field: "So wird es heißen"}))
    assert answer.json()["is_available"]
    shown = client.get(preview)
    assert shown.status_code == 200
    assert re.search(r"<h1[^>]*>\s*So wird es heißen\s*</h1>", shown.content.decode())
    assert network_a.name in shown.content.decode(), "inside the frame of the site"


def test_preview_accepts_no_reference_to_a_foreign_draft(
    enter: Callable[[User], Client], editor_a: User, network_a: Network, network_b: Network
) -> None:
    secret = PartnerFactory(steward=network_b, name="GEHEIM", live=False)
    offer = OfferFactory(steward=network_a)
    client = enter(editor_a)
    reverse("wagtailadmin_home")
    viewset = type(offer).snippet_viewset
    edit = client.get(reverse(viewset.get_url_name("edit"), args=[offer.pk]))
    preview = reverse(viewset.get_url_name("preview_on_edit"), args=[offer.pk])
    assert not client.post(preview, posted(edit, partner=secret.pk)).json()["is_valid"]
    assert "GEHEIM" not in client.get(preview).content.decode()


def test_preview_that_is_opened_before_anything_was_sent_says_so(
    enter: Callable[[User], Client], editor_a: User, network_a: Network
) -> None:
    page = StandardPage(title="Seite", slug="seite")
    Page.objects.get(pk=network_a.site.root_page_id).add_child(instance=page)
    client = enter(editor_a)
    for name, args in (
        ("preview_on_edit", [page.pk]),
        ("preview_on_add", ["sites", "standardpage", network_a.site.root_page_id]),
    ):
        shown = client.get(reverse(f"wagtailadmin_pages:{name}", args=args))
        assert shown.status_code == 200, name
        assert shown.templates[0].name == "wagtailadmin/generic/preview_error.html", name
