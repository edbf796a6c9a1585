"""What is posted refers to nothing of another network, wherever it stands in a form (T3 to T5)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.tenancy.wall.checks import Answer, Fingerprint, attempt, client_of
from tests.tenancy.wall.forms import fields_of
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall coordinator")


@pytest.fixture
def client(world: World) -> Client:
    """A coordinator of network A."""
    return client_of(world.a.people["coordinator"])


def block(kind: str, **values: Any) -> dict[str, Any]:
    """The fields of a body with one block."""
    fields = {f"body-0-value-{name}": value for name, value in values.items()}
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": kind,
        "body-0-id": "",
        **fields,
    }


def prose(entity: str, **data: Any) -> dict[str, Any]:
    """The fields of a body with a text in which one word links to something."""
    state = {
        "blocks": [
            {
                "key": "a",
                "type": "unstyled",
                "depth": 0,
                "text": "Wort",
                "inlineStyleRanges": [],
                "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
            }
        ],
        "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}},
    }
    return {**block("text"), "body-0-value": json.dumps(state)}


Body = Callable[[Any], dict[str, Any]]
# What a page can refer to, by kind of thing; each is tried with the own and the foreign one.
BODIES: list[tuple[str, Body]] = [
    ("picture", lambda it: block("picture", image=it.pk, alt="Bild")),
    ("picture", lambda it: block("picture", image=it.pk, alt="")),  # not filled in right
    ("file", lambda it: block("download", document=it.pk)),
    ("file-closed", lambda it: block("download", document=it.pk)),
    ("page-draft", lambda it: block("call_to_action", text="Mehr", page=it.pk)),
    ("page-draft", lambda it: prose("LINK", id=it.pk, url="/")),
    ("page-live", lambda it: prose("LINK", id=it.pk, url="/")),
    ("file", lambda it: prose("DOCUMENT", id=it.pk, url="/")),
    ("partner-draft", lambda it: block("contact_card", partner=it.pk)),
    ("offer-draft", lambda it: block("contact_card", offer=it.pk)),
]


def save(world: World, client: Client, fields: dict[str, Any], way: str = "edit") -> Answer:
    """Post network A's page with these fields instead of its own."""
    url = reverse("wagtailadmin_pages:edit", args=[world.a["page-live"].pk])
    form = fields_of(attempt(client, "get", url).text)
    form = {name: value for name, value in form.items() if not name.startswith("body-")}
    target = reverse(f"wagtailadmin_pages:{way}", args=[world.a["page-live"].pk])
    return attempt(client, "post", target, {**form, **fields}, guarded=Fingerprint(world.b))


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_a_page_refers_to_nothing_of_another_network(
    world: World, client: Client, kind: str, body: Body
) -> None:
    for way in ("edit", "preview_on_edit"):
        foreign = save(world, client, body(world.b[kind]), way)
        assert foreign.marks == set(), way
        assert not foreign.harm
        assert "wagtailcore_revision" not in foreign.written
    own = save(world, client, body(world.a[kind]))
    assert own.status in (200, 302)


def test_what_may_be_chosen_is_saved(world: World, client: Client) -> None:
    for fields in (
        block("picture", image=world.a["picture"].pk, alt="Bild"),
        block("contact_card", partner=world.b["partner"].pk),
        prose("LINK", id=world.a["page-draft"].pk, url="/"),
    ):
        answer = save(world, client, fields)
        assert answer.status == 302, fields
        assert "wagtailcore_revision" in answer.written


def test_a_field_of_a_page_refers_to_nothing_of_another_network(
    world: World, client: Client
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[world.a["home"].pk])
    form = fields_of(attempt(client, "get", url).text)
    for kind, saved in ((world.b["picture"], False), (world.a["picture"], True)):
        data = {**form, "body-count": "0", "picture": kind.pk}
        answer = attempt(client, "post", url, data)
        assert answer.marks == set()
        assert ("wagtailcore_revision" in answer.written) is saved
