"""Documents, videos, two columns."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.fields import StreamField
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from blocks.streams import BodyStream
from network_core.media.models import File
from network_core.networks.known import known_networks
from network_core.networks.models import Network
from tests.blocks.stored import items
from tests.factories import PartnerFactory

Show = Callable[..., str]
Check = Callable[[str, Any], Any]

VIDEO = {
    "title": "Der Antrag",
    "url": "https://video.example.org/1",
    "provider": "Beispielportal",
    "minutes": 4,
}


@pytest.fixture
def leaflet(db: None) -> File:
    """A document of 2048 bytes."""
    return File.objects.create(
        title="Wegweiser", file=ContentFile(b"x" * 2048, name="wegweiser.pdf")
    )


def test_document_is_named_with_format_and_size(
    show: Show, leaflet: File, client: Client, umbrella: Network
) -> None:
    html = show(("download", {"document": leaflet.pk, "description": "Zum Ausdrucken."}))
    link = re.search(r'<a class="b-file__link" href="([^"]+)">Wegweiser</a>', html)
    assert link
    assert "PDF, 2,0\xa0KB" in html
    assert "Zum Ausdrucken." in html
    response = client.get(link[1], headers={"host": umbrella.site.hostname})
    assert response.status_code == 200


def test_document_can_have_a_title_for_this_page(show: Show, leaflet: File) -> None:
    html = show(("download", {"document": leaflet.pk, "title": "Unser Wegweiser"}))
    assert ">Unser Wegweiser</a>" in html


def test_document_that_is_gone_leaves_nothing(show: Show, leaflet: File) -> None:
    block = ("download", {"document": leaflet.pk, "title": "Unser Wegweiser"})
    leaflet.delete()
    assert "Wegweiser" not in show(block)
    assert "b-empty" in show(block, is_preview=True)


def test_documents_cost_the_same_however_many(show: Show, leaflet: File) -> None:
    more = [
        File.objects.create(title=f"Blatt {n}", file=ContentFile(b"x", name=f"{n}.pdf"))
        for n in range(3)
    ]
    blocks = [("download", {"document": document.pk}) for document in (leaflet, *more)]
    show(*blocks)  # the sizes are read once and kept
    with CaptureQueriesContext(connection) as few:
        show(*blocks[:1])
    with CaptureQueriesContext(connection) as many:
        assert show(*blocks).count("b-file__link") == 4
    assert len(many) == len(few)


@pytest.mark.django_db
def test_document_is_required(check: Check, leaflet: File) -> None:
    check("download", {"document": leaflet.pk})
    with pytest.raises(ValidationError):
        check("download", {"document": None, "title": "Wegweiser"})


def test_video_is_a_link_and_nothing_else(show: Show) -> None:
    html = show(("video_link", VIDEO))
    text = " ".join(html.split())
    assert 'href="https://video.example.org/1"' in html
    assert 'rel="external noreferrer"' in html
    assert "Video bei Beispielportal, etwa 4 Minuten" in text
    assert "Erst mit dem Klick" in text
    assert html.count("video.example.org") == 1
    for loading in ("<iframe", "<img", "<video", "<script", "src="):
        assert loading not in html


def test_video_of_unknown_length(show: Show) -> None:
    text = " ".join(show(("video_link", VIDEO | {"minutes": None})).split())
    assert "Minute" not in text
    assert "etwa 1 Minute " in " ".join(show(("video_link", VIDEO | {"minutes": 1})).split())


@pytest.mark.parametrize(
    "wrong",
    [{"url": ""}, {"url": "http://video.example.org/"}, {"provider": ""}, {"title": ""}],
)
def test_video_needs_title_provider_and_a_secure_address(check: Check, wrong: Any) -> None:
    check("video_link", VIDEO)
    with pytest.raises(ValidationError):
        check("video_link", VIDEO | wrong)


def _columns(first: list[tuple[str, Any]], second: list[tuple[str, Any]]) -> tuple[str, Any]:
    def column(blocks: list[tuple[str, Any]]) -> list[dict[str, Any]]:
        return [{"type": name, "id": f"{name}-1", "value": value} for name, value in blocks]

    return "two_columns", {"first": column(first), "second": column(second)}


TASKS = ("task_list", {"title": "", "tasks": items("Sammeln")})
TEXT = ("text", "<p>Was wir tun</p>")


def test_columns_show_their_blocks_in_order(show: Show) -> None:
    html = show(_columns([TEXT], [TASKS]))
    first, second = html.split('<div class="b-columns__side">')[1:]
    assert "Was wir tun" in first
    assert "Sammeln" in second


def test_both_columns_are_filled_with_small_blocks(check: Check) -> None:
    check(*_columns([TEXT], [TASKS]))
    with pytest.raises(ValidationError):
        check(*_columns([TEXT], []))
    assert (
        not BodyStream()
        .child_blocks["two_columns"]
        .child_blocks["first"]
        .child_blocks.get("two_columns")
    )


def test_headings_in_columns_have_places_of_their_own(show: Show) -> None:
    heading = ("heading", {"text": "Ziele", "level": "h2"})
    html = show(heading, _columns([heading], [heading]), heading)
    places = re.findall(r'id="([^"]+)"', html)
    assert places == [
        "abschnitt-ziele",
        "abschnitt-ziele-2",
        "abschnitt-ziele-3",
        "abschnitt-ziele-4",
    ]


def test_cards_in_columns_stand_below_the_heading_before_them(
    show: Show, umbrella: Network
) -> None:
    partner = PartnerFactory()
    card = ("contact_card", {"partner": partner.pk, "offer": None})
    assert "<h2" in show(_columns([TEXT], [card]))
    heading = ("heading", {"text": "Kontakt", "level": "h2"})
    assert '<h3 class="c-card__title"' in show(heading, _columns([TEXT], [card]))
    assert '<h3 class="c-card__title"' in show(_columns([heading], [card]))


def test_cards_in_columns_are_read_together(show: Show, umbrella: Network) -> None:
    cards = [("contact_card", {"partner": PartnerFactory().pk, "offer": None}) for _n in range(4)]
    known_networks()  # As the frame of every page has.
    with CaptureQueriesContext(connection) as few:
        show(_columns(cards[:1], [TEXT]))
    with CaptureQueriesContext(connection) as many:
        assert show(_columns(cards, [TEXT])).count("b-contact c-card") == 4
    assert len(many) == len(few)


def test_translators_see_what_is_in_columns(db: None) -> None:
    name, value = _columns([TEXT], [TASKS])
    field = StreamField(BodyStream())
    field.set_attributes_from_name("body")
    body = BodyStream().to_python([{"type": name, "id": "a", "value": value}])
    found = StreamFieldSegmentExtractor(field).handle_stream_block(body)
    strings = [segment.string.data for segment in found if hasattr(segment, "string")]
    assert [string for string in strings if string] == ["Was wir tun", "Sammeln"]
