"""Own addresses with keys of another network in them, and destinations there (T3, T4)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from network_core.media.models import Picture
from network_core.tenancy.matrix import Role
from tests.tenancy.wall.checks import Answer, Fingerprint, attempt, client_of
from tests.tenancy.wall.forms import fields_of
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall coordinator")


@pytest.fixture
def client(world: World) -> Client:
    """A coordinator of network A."""
    return client_of(world.a.people[Role.COORDINATOR])


def post(world: World, client: Client, url: str, data: Any = None) -> Answer:
    """Post, and find nothing of B shown or changed."""
    answer = attempt(client, "post", url, data, guarded=Fingerprint(world.b))
    assert answer.marks == set(), url
    assert not answer.harm, url
    assert answer.status < 500, url
    return answer


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_a_bulk_action_on_own_and_foreign_pages_does_nothing(
    world: World, client: Client, action: str
) -> None:
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    own, foreign = world.a["page-draft"].pk, world.b["page-draft"].pk
    assert attempt(client, "get", f"{bulk}?id={own}").status == 200
    for query in (f"?id={own}&id={foreign}", f"?id=all&childOf={world.b['home'].pk}", "?id=all"):
        answer = post(world, client, bulk + query, {"chooser": world.a["home"].pk})
        assert answer.refused
        assert answer.written == set()


@pytest.mark.parametrize(("app", "kind"), [("picture", "picture"), ("file", "file")])
def test_a_bulk_action_on_own_and_foreign_media_does_nothing(
    world: World, client: Client, app: str, kind: str
) -> None:
    bulk = reverse("wagtail_bulk_action", args=["media", app, "add_tags"])
    query = f"?id={world.a[kind].pk}&id={world.b[kind].pk}"
    answer = post(world, client, bulk + query, {"tags": "neu"})
    assert answer.refused
    assert answer.written == set()


def test_no_page_is_copied_moved_or_repeated_into_another_network(
    world: World, client: Client
) -> None:
    page, there = world.a["page-draft"], world.b["home"]
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = fields_of(attempt(client, "get", copy).text)
    answer = post(world, client, copy, {**form, "new_parent_page": there.pk, "alias": "on"})
    assert "wagtailcore_page" not in answer.written
    move = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk])
    assert post(world, client, move).refused
    for action in ("move", "copy", "create_alias"):
        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        answer = post(world, client, url, {"destination_page_id": there.pk})
        assert answer.refused
        assert answer.written == set()
    assert Page.objects.get(pk=page.pk).get_parent() == world.a["home"].page_ptr


@pytest.mark.parametrize("name", ["revisions_revert", "revisions_view", "revisions_unschedule"])
def test_a_version_of_another_page_is_not_found_under_ones_own(
    world: World, client: Client, name: str
) -> None:
    for kind in ("page-draft", "page-scheduled"):
        version = world.b[kind].latest_revision_id
        url = reverse(f"wagtailadmin_pages:{name}", args=[world.a["page-draft"].pk, version])
        assert post(world, client, url).refused
        assert attempt(client, "get", url).refused


def test_a_step_of_approval_of_another_page_is_not_taken_under_ones_own(
    world: World, client: Client
) -> None:
    for page in ("page-moderated", "page-draft"):
        args = [world.a[page].pk, "approve", world.b["task-state"].pk]
        answer = post(world, client, reverse("wagtailadmin_pages:workflow_action", args=args))
        assert "wagtailcore_taskstate" not in answer.written


def test_words_of_another_translation_are_not_found_under_ones_own(
    world: World, client: Client
) -> None:
    args = [world.a["translation"].pk, world.b["string-segment"].pk]
    url = reverse("wagtail_localize:edit_string_translation", args=args)
    answer = attempt(client, "put", url, guarded=Fingerprint(world.b))
    assert answer.refused
    assert answer.marks == set()


def test_nothing_is_uploaded_into_another_networks_collection(world: World, client: Client) -> None:
    before = set(Picture.objects.values_list("pk", flat=True))
    url = reverse("wagtailimages_chooser:create")
    picture = get_test_image_file(filename="neu.png")
    data = {
        "image-chooser-upload-title": "Neu",
        "image-chooser-upload-credit": "Wer",
        "image-chooser-upload-collection": world.b["collection"].pk,
        "image-chooser-upload-file": SimpleUploadedFile("neu.png", picture.read(), "image/png"),
    }
    response = client.post(url, data)
    assert response.status_code == 200
    new = Picture.objects.exclude(pk__in=before)
    assert not new.filter(collection=world.b["collection"]).exists()


def test_a_record_is_not_given_to_another_network(world: World, client: Client) -> None:
    offer = world.a["offer"]
    url = reverse("wagtailsnippets_directory_offer:edit", args=[offer.pk])
    form = fields_of(attempt(client, "get", url).text)
    response = client.post(url, {**form, "steward": world.b.network.pk, "action-publish": "1"})
    assert response.status_code in (200, 302)
    offer.refresh_from_db()
    assert offer.steward == world.a.network


def test_an_author_publishes_no_translation(world: World) -> None:
    author = client_of(world.a.people[Role.AUTHOR])
    url = reverse("wagtail_localize:update_translations", args=[world.a["translation-source"].pk])
    assert post(world, author, url, {"publish_translations": "on"}).refused
