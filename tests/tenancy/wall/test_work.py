"""Behind the wall everybody works as before: an editor, from the draft to the public page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from network_core.tenancy.matrix import Role
from tests.tenancy.wall.checks import client_of
from tests.tenancy.wall.forms import fields_of
from tests.tenancy.wall.test_references import block
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall coordinator")
MOST_QUERIES_OF_THE_GATE = 15


@pytest.fixture
def editor(world: World) -> Client:
    """An editor of network A."""
    return client_of(world.a.people[Role.EDITOR])


def form_at(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """The form of an address as the browser would send it, with changes."""
    form = fields_of(client.get(url).content.decode())
    return {n: v for n, v in form.items() if not n.startswith("body-")} | changes


def new_page(world: World, client: Client, **changes: Any) -> Page:
    """Make a page below the home page of network A."""
    url = reverse("wagtailadmin_pages:add", args=["sites", "standardpage", world.a["home"].pk])
    body = block("picture", image=world.a["picture"].pk, alt="Kinder beim Spielen")
    form = form_at(client, url, title="Neues vom Netz", slug="neues-vom-netz", **body)
    response = client.post(url, form | changes)
    assert response.status_code == 302, response.context and response.context["form"].errors
    return Page.objects.get(slug="neues-vom-netz")


def test_an_editor_creates_previews_and_publishes_a_page(world: World, editor: Client) -> None:
    page = new_page(world, editor)
    assert not page.live
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    card = block("contact_card", partner=world.b["partner"].pk)
    form = form_at(editor, edit, **card)
    assert editor.post(preview, form).json()["is_valid"]
    assert b"Neues vom Netz" in editor.get(preview).content
    assert editor.post(edit, {**form, "action-publish": "1"}).status_code == 302
    shown = Client(HTTP_HOST="a-netz.localhost").get("/de/neues-vom-netz/")
    assert world.b["partner"].name in shown.content.decode(), "a shared partner is embedded"


def test_an_author_submits_and_an_editor_approves(world: World, editor: Client) -> None:
    author = client_of(world.a.people[Role.AUTHOR])
    page = new_page(world, author, **{"action-submit": "1"})
    state = page.current_workflow_task_state
    assert state is not None
    act = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert editor.post(act, {"comment": "Gut"}).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_an_editor_translates_a_page(world: World, editor: Client) -> None:
    page = world.a["page-live"]
    english = Locale.objects.get(language_code="en")
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert editor.post(submit, {"locales": [english.pk]}).status_code == 302
    translation = Translation.objects.get(source__object_id=page.translation_key)
    target = translation.get_target_instance()
    assert target.locale == english
    assert not target.live
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    assert editor.get(edit).status_code == 200
    segment = translation.source.stringsegment_set.first()
    string = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = editor.put(string, "value=News", content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 201)
    assert StringTranslation.objects.filter(data="News", locale=english).exists()


def test_an_editor_chooses_own_pictures_and_shared_partners(world: World, editor: Client) -> None:
    chooser = editor.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert world.a["picture"].title in chooser
    partners = editor.get(reverse("wagtailsnippetchoosers_directory_partner:choose"))
    assert world.b["partner"].name in partners.content.decode()
    pages = editor.get(reverse("wagtailadmin_choose_page_child", args=[world.a["home"].pk]))
    assert world.a["page-draft"].title in pages.content.decode()


def test_the_gate_costs_little(world: World, editor: Client) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[world.a["page-live"].pk])
    counts = []
    for client in (editor, client_of(world.administrator)):
        client.get(edit)
        with CaptureQueriesContext(connection) as queries:
            client.get(edit)
        counts.append(len(queries))
    assert counts[0] <= counts[1] + MOST_QUERIES_OF_THE_GATE
