"""The stream as a whole: previews, the editor's form, migrations, translation."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db.migrations.writer import MigrationWriter
from django.test import Client
from django.utils import translation
from wagtail.blocks import Block, ChoiceBlock
from wagtail.fields import StreamField
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from blocks.streams import BodyStream
from network_core.networks.models import Network
from sites.models import StandardPage
from tests.blocks.stored import items
from tests.factories import AdministratorFactory, OfferFactory, PartnerFactory, TermFactory

HOST = "umbrella.localhost"
NAMES = list(BodyStream().child_blocks)


@pytest.fixture
def admin(umbrella: Network, client: Client) -> Client:
    """An administrator at the umbrella's host."""
    client.force_login(AdministratorFactory())
    client.defaults["HTTP_HOST"] = umbrella.site.hostname
    return client


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_explained_and_previewed(name: str, admin: Client) -> None:
    block: Block = BodyStream().child_blocks[name]
    assert block.get_description()
    assert block.meta.group
    assert block.meta.icon != "placeholder"
    assert block.is_previewable
    response = admin.get("/admin/block-preview/", {"id": block.definition_prefix})
    html = response.content.decode()
    assert response.status_code == 200
    assert "site.css" in html
    body = html[html.index('<div class="l-flow') :]
    assert 'class="b-' in body
    assert "b-empty" not in body


def every_block(block: Block) -> Iterator[Block]:
    """A block and all that it is made of."""
    yield block
    inner = getattr(block, "child_blocks", {}).values()
    for child in [*inner, *([block.child_block] if hasattr(block, "child_block") else [])]:
        yield from every_block(child)


def test_what_is_chosen_in_the_form_is_no_text_of_the_page() -> None:
    choices = [each for each in every_block(BodyStream()) if isinstance(each, ChoiceBlock)]
    assert len(choices) >= 4
    for block in choices:
        for key, _label in block.field.choices:
            assert block.get_searchable_content(key) == []


def test_previews_show_nobodys_records(admin: Client) -> None:
    PartnerFactory(name="Echter Partner")
    OfferFactory(title="Echtes Angebot", nationwide=True)
    for name in ("contact_card", "offer_list", "partner_list"):
        block = BodyStream().child_blocks[name]
        response = admin.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert "Echte" not in response.content.decode()


def test_migrations_name_only_blocks_of_wagtail(db: None) -> None:
    TermFactory(slug="unterhalt")
    *_rest, kwargs = StreamField(BodyStream(), blank=True).deconstruct()
    written = MigrationWriter.serialize(kwargs["block_lookup"])[0]
    paths = {definition[0] for definition in kwargs["block_lookup"].values()}
    assert all(path.startswith("wagtail.") for path in paths)
    assert "unterhalt" not in written


def test_terms_are_offered_in_the_order_of_the_tree(db: None) -> None:
    money = TermFactory(slug="geld", label="Geld", position=1)
    TermFactory(slug="arbeit", label="Arbeit", position=2)
    TermFactory(slug="unterhalt", label="Unterhalt", parent=money)
    TermFactory(slug="gruppe", label="Gruppe", scheme__slug="format")
    topics = BodyStream().child_blocks["offer_list"].child_blocks["topics"]
    assert list(topics.field.choices) == [
        ("geld", "Geld"),
        ("unterhalt", "– Unterhalt"),
        ("arbeit", "Arbeit"),
    ]


def test_terms_that_are_gone_do_not_keep_editors_from_saving(db: None) -> None:
    TermFactory(slug="geld")
    topics = BodyStream().child_blocks["offer_list"].child_blocks["topics"]
    assert topics.get_form_state(topics.to_python(["geld", "weg"])) == ["geld"]


def test_stored_value_survives_reading_and_writing(umbrella: Network) -> None:
    partner = PartnerFactory()
    raw = [
        {"type": "heading", "id": "1", "value": {"text": "Titel", "level": "h2"}},
        {"type": "text", "id": "2", "value": "<p>Text</p>"},
        {"type": "contact_card", "id": "3", "value": {"partner": partner.pk, "offer": None}},
        {
            "type": "offer_list",
            "id": "4",
            "value": {
                "title": "",
                "topics": ["geld"],
                "life_situations": [],
                "formats": [],
                "audiences": [],
                "own_only": False,
                "limit": 6,
            },
        },
    ]
    block = BodyStream()
    stream = block.to_python(json.loads(json.dumps(raw)))
    assert [child.block_type for child in stream if child.value] == [r["type"] for r in raw]
    assert block.get_prep_value(stream) == raw


def test_translators_see_words_but_no_facts(umbrella: Network) -> None:
    partner, offer = PartnerFactory(), OfferFactory()
    hotline = {"name": "Elterntelefon", "number": "0800 111 0550", "hours": "", "note": "anonym"}
    raw: list[dict[str, Any]] = [
        {"type": "contact_card", "id": "a", "value": {"partner": partner.pk, "offer": None}},
        {"type": "contact_card", "id": "b", "value": {"partner": None, "offer": offer.pk}},
        {"type": "offer_list", "id": "c", "value": {"title": "Geld", "topics": ["geld"]}},
        {"type": "urgent_help", "id": "d", "value": {"title": "", "hotlines": items(hotline)}},
        {"type": "task_list", "id": "e", "value": {"title": "", "tasks": items("Sammeln")}},
    ]
    field = StreamField(BodyStream())
    field.set_attributes_from_name("body")
    found = StreamFieldSegmentExtractor(field).handle_stream_block(BodyStream().to_python(raw))
    strings = {unescape(segment.string.data) for segment in found if hasattr(segment, "string")}
    assert {"Geld", "Elterntelefon", "anonym", "Sammeln"} <= strings
    assert not any("0800" in string for string in strings)
    assert not [segment for segment in found if segment.path.startswith(("a.", "b."))]


def test_what_was_left_out_is_no_work_for_translators(db: None) -> None:
    raw: list[dict[str, Any]] = [
        {"type": "quotation", "id": "a", "value": {"text": "Zitat"}},
        {"type": "call_to_action", "id": "b", "value": {"title": "Auf", "label": "Los"}},
        {"type": "picture", "id": "c", "value": {"image": None}},
        {"type": "urgent_help", "id": "d", "value": {"hotlines": items({"number": "110"})}},
    ]
    field = StreamField(BodyStream())
    field.set_attributes_from_name("body")
    found = StreamFieldSegmentExtractor(field).handle_stream_block(BodyStream().to_python(raw))
    strings = [segment.string.data for segment in found if hasattr(segment, "string")]
    assert [string for string in strings if string] == ["Zitat", "Auf", "Los"]


def test_blocks_without_a_request_use_the_umbrella(umbrella: Network) -> None:
    OfferFactory(title="Bundesweit", nationwide=True)
    with translation.override("de"):
        stream = BodyStream().to_python([{"type": "offer_list", "value": {}}])
        assert "Bundesweit" in stream.render_as_block()


def test_editor_is_offered_every_block_with_its_choices(
    admin: Client, umbrella: Network, client: Client
) -> None:
    TermFactory(slug="geld", label="Thema Geld")
    TermFactory(slug="gruppe", label="Art Gruppe", scheme__slug="format")
    root = umbrella.site.root_page
    page = root.add_child(instance=StandardPage(title="Seite", slug="seite"))
    html = admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    for name in NAMES:
        assert f'\\"{name}\\"' in html or f'"{name}"' in unescape(html)
    for shown in ("Thema Geld", "Art Gruppe", "Schnelle Hilfe", "Aus dem Verzeichnis"):
        assert shown in html or shown in unescape(html)


def test_page_shows_its_blocks_to_visitors(umbrella: Network, client: Client) -> None:
    partner = PartnerFactory(name="Beratung Nord", phone="0551 400-0")
    raw = [
        {"type": "heading", "value": {"text": "Hilfe", "level": "h2"}},
        {"type": "contact_card", "value": {"partner": partner.pk, "offer": None}},
    ]
    page = StandardPage(title="Seite", slug="seite", body=json.dumps(raw))
    umbrella.site.root_page.add_child(instance=page)
    response = client.get(page.url_path.replace("/wurzel-umbrella/", "/de/"), HTTP_HOST=HOST)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="abschnitt-hilfe"' in html
    assert "tel:+495514000" in html
