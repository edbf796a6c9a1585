"""Uploaded files in search: their text, whose they are, and what is never found."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings
from wagtail.models import Collection, CollectionViewRestriction

from network_core.jobs.runner import run_job
from network_core.jobs.tasks import run_queued_tasks
from network_core.media.models import File
from network_core.networks.models import Network
from search import indexer
from search.engines.base import Engine
from search.filetext import reader, reading
from search.filetext.models import FileText
from tests.factories import OfferFactory, person
from tests.search import uploads

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def collection_of(network: Network) -> Collection:
    """The network's own collection, once somebody of it has rights on it."""
    if not network.role_groups.exists():
        person(network)
    return Collection.objects.get(name=network.name)


def upload(
    network: Network, name: str, content: bytes, collection: Collection | None = None
) -> File:
    """A file as an editor uploads it, read by the background work and indexed."""
    file = File.objects.create(
        title="Merkblatt",
        file=ContentFile(content, name=name),
        collection=collection or collection_of(network),
    )
    work()
    return file


def work() -> None:
    """Do what waits in the background."""
    while run_queued_tasks("test"):
        pass
    indexer.index_all_pending()


def test_the_text_of_a_file_is_found_on_all_sites_at_its_own_address(
    umbrella: Network, network_a: Network, network_b: Network, any_engine: Engine, ask: Ask
) -> None:
    file = upload(network_a, "plan.pdf", uploads.pdf("Notfallbetreuung", "bei Schichtarbeit"))
    OfferFactory(steward=network_b, title="Angebot für Schichtarbeiter")
    indexer.index_all_pending()
    host = network_a.root_url
    for network, url in ((network_a, file.url), (network_b, host + file.url)):
        hit = ask(network, "notfallbetreuung schichtarbeit")["hits"][0]
        assert (hit["title"], hit["url"], hit["type"]) == ("Merkblatt", url, "document")
        assert hit["network_name"] == "A-Netz"
        assert "<mark>Notfallbetreuung</mark>" in hit["excerpt"]
    both = ask(umbrella, "schichtarbeit")
    assert both["total"] == 2
    narrowed = ask(umbrella, "schichtarbeit", type="document")
    assert [hit["url"] for hit in narrowed["hits"]] == [host + file.url]
    assert indexer.reconcile() == {}


def test_only_public_files_of_networks_are_found(
    network_a: Network, any_engine: Engine, ask: Ask, settings: Settings
) -> None:
    own = collection_of(network_a)
    closed = own.add_child(name="Geschlossen")
    below = closed.add_child(name="Darunter")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    content = uploads.pdf("Notfallbetreuung")
    upload(network_a, "a.pdf", content, closed)
    upload(network_a, "b.pdf", content, below)
    upload(network_a, "c.pdf", content, Collection.get_first_root_node())
    hidden = upload(network_a, "d.pdf", content)
    hidden.is_findable = False
    hidden.save()
    work()
    assert ask(network_a, "notfallbetreuung")["total"] == 0
    assert not [key for key in any_engine.digests() if key.startswith("file:")]
    # Nor by the reduced search, when nothing but the database answers.
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"url": "http://127.0.0.1:9", "prefix": "nobody"}
    reduced = ask(network_a, "merkblatt")
    assert reduced["is_degraded"]
    assert not reduced["hits"]


def test_a_file_that_becomes_private_is_gone_at_once(
    network_a: Network, any_engine: Engine, ask: Ask
) -> None:
    own = collection_of(network_a)
    folder = own.add_child(name="Ordner")
    file = upload(network_a, "a.pdf", uploads.pdf("Notfallbetreuung"), folder)
    restriction = CollectionViewRestriction.objects.create(collection=own, restriction_type="login")
    # The index still has it; the database is asked before anything is shown.
    assert not ask(network_a, "notfallbetreuung")["hits"]
    indexer.index_all_pending()
    assert f"file:{file.pk}" not in any_engine.digests()
    restriction.delete()
    indexer.index_all_pending()
    assert ask(network_a, "notfallbetreuung")["total"] == 1
    file.delete()
    indexer.index_all_pending()
    assert ask(network_a, "notfallbetreuung")["total"] == 0


def test_a_replaced_file_is_read_anew_and_tags_count(network_a: Network, ask: Ask) -> None:
    file = upload(network_a, "a.txt", "Alte Öffnungszeiten".encode())
    assert ask(network_a, "Öffnungszeiten")["total"] == 1
    file.file = ContentFile(b"Neue Sprechstunde", name="b.txt")
    file.save()
    indexer.index_all_pending()
    # Not read yet: what the old file said is not said any more.
    assert ask(network_a, "Öffnungszeiten")["total"] == 0
    file.tags.add("Schulanfang")
    work()
    assert ask(network_a, "Sprechstunde")["total"] == 1
    assert ask(network_a, "schulanfang")["total"] == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", uploads.docx("Notfallbetreuung am Abend")),
        ("a.txt", "Notfallbetreuung für Ärzte".encode("cp1252")),
        ("a.csv", "\ufeffArt;Ort\nNotfallbetreuung;Göttingen".encode()),
        ("a.pdf", uploads.locked(uploads.pdf("Notfallbetreuung"), "")),
        (
            "a.odt",
            uploads.archive(
                {
                    "content.xml": '<d xmlns:t="urn:t"><t:h>Notfall<t:s/>betreuung</t:h>'
                    "<t:p>Notfallbetreuung<t:annotation><t:p>Geheimnis</t:p></t:annotation></t:p></d>"
                }
            ),
        ),
        (
            "a.pptx",
            uploads.archive(
                {
                    f"ppt/slides/slide{number}.xml": f'<s xmlns:a="a"><a:p>{text}</a:p></s>'
                    for number, text in ((10, "Ende"), (2, "Notfallbetreuung"))
                }
            ),
        ),
    ],
)
def test_text_of_other_formats_is_read(
    network_a: Network, ask: Ask, name: str, content: bytes
) -> None:
    file = upload(network_a, name, content)
    assert ask(network_a, "notfallbetreuung")["total"] == 1
    text = FileText.objects.get(file=file).text
    assert "Geheimnis" not in text
    assert not text.startswith("Ende")


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("broken.pdf", b"%PDF-1.7 nothing of it is true", "unreadable"),
        ("empty.pdf", b"", "unreadable"),
        ("secret.pdf", uploads.locked(uploads.pdf("Geheim"), "wort"), "encrypted"),
        ("none.docx", b"PK no archive", "unreadable"),
        # 64 megabytes of text in a few kilobytes.
        ("bomb.odt", uploads.archive({"content.xml": "<d>" + " " * 2**26 + "</d>"}), "unreadable"),
        (
            "laughs.odt",
            uploads.archive(
                {
                    "content.xml": "<!DOCTYPE d [<!ENTITY a0 'ha'>"
                    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
                    + "]><d><p>&a11;</p></d>"
                }
            ),
            "unreadable",
        ),
        ("table.xlsx", b"PK", "read"),
    ],
)
def test_what_cannot_be_read_is_found_by_its_title_and_hurts_nobody(
    network_a: Network,
    ask: Ask,
    caplog: pytest.LogCaptureFixture,
    name: str,
    content: bytes,
    state: str,
) -> None:
    with caplog.at_level(logging.INFO, "search.filetext"):
        file = upload(network_a, name, content)
    assert FileText.objects.get(file=file).state == state
    assert ask(network_a, "merkblatt")["total"] == 1
    assert (f"File {file.pk} " in caplog.text) == (state != "read")


def test_size_time_and_length_are_bounded(
    network_a: Network, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000)
    large = upload(network_a, "large.txt", b"Wort " * 1_000)
    assert FileText.objects.get(file=large).state == "too_large"
    monkeypatch.undo()
    long = upload(network_a, "long.txt", b"Wort " * 40_000)
    assert len(FileText.objects.get(file=long).text) <= reader.MAX_CHARACTERS
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    slow = upload(network_a, "slow.pdf", uploads.pdf("Notfallbetreuung"))
    assert FileText.objects.get(file=slow).state == "unreadable"


def test_a_file_that_is_gone_from_the_disk_is_no_error(network_a: Network) -> None:
    file = upload(network_a, "a.txt", b"Wort")
    FileText.objects.all().delete()
    Path(file.file.path).unlink()
    run = run_job("read_files")
    assert run is not None
    assert run.result == "0 gelesen, 1 nicht lesbar"
    # Once is enough: it is not tried again every night.
    again = run_job("read_files")
    assert again is not None
    assert again.result == ""
