"""Blocks in content files: what is fenced as TOML becomes what the editor's form would save."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Collection

from blocks.streams import BodyStream
from network_core.media.models import File
from network_core.networks.models import Network
from sites.provisioning.files import ContentError
from sites.provisioning.markdown import to_blocks
from sites.provisioning.references import References
from tests.factories import PartnerFactory

Read = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def read(umbrella: Network, tmp_path: Path) -> Read:
    """Turn the text of a content file into checked blocks."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "wegweiser.pdf").write_bytes(b"x" * 2048)
    PartnerFactory(slug="verein")
    references = References(
        umbrella, umbrella.site.root_page, tmp_path / "images", Collection.get_first_root_node()
    )

    def blocks(text: str) -> list[dict[str, Any]]:
        raw = to_blocks(text, references.link, references.block, "umbrella/de/seite")
        stream = BodyStream()
        stream.clean(stream.to_python(raw))
        return raw

    return blocks


FENCED = {
    "notice": 'kind = "warning"\ntext = "Die **Frist** endet."',
    "step_list": '[[steps]]\ntitle = "Anrufen"\ntext = "Am [Telefon](partner:verein)."\n'
    '[[steps]]\ntitle = "Hingehen"',
    "checklist": 'title = "Unterlagen"\n[[items]]\ntext = "Ausweis"\nnote = "Kopie"',
    "timeline": '[[items]]\nwhen = "März 2023"\ntext = "Bündnis"',
    "key_figures": '[[items]]\nfigure = "7"\nunit = "Partner"\nlabel = "sind dabei"\n'
    'source = "Wir"\nyear = 2024\n'
    '[[items]]\nfigure = "35"\nunit = "Prozent"\nlabel = "sind allein"\nsource = "Amt"',
    "figure": 'title = "Was fehlt"\ndescription = "Zeit."\ncategory = "Es fehlt"\n'
    'unit = "Prozent"\nfull_scale = 100\nsource = "Umfrage"\n'
    '[[rows]]\nlabel = "Zeit"\nvalue = 72.3\n[[rows]]\nlabel = "Geld"\nvalue = 36',
    "members_list": 'title = "Mitglieder"\nroles = ["member"]\nshow_since = false',
    "partner_quotation": 'text = "Kommt vorbei."\npartner = "verein"',
    "event_teaser": 'title = "Termine"\nwhich = "past"\ncount = 2',
    "portrait_teaser": 'title = "Porträts"\ncount = 2',
    "download": 'document = "wegweiser.pdf"\ntitle = "Wegweiser"',
    "video_link": 'title = "Antrag"\nurl = "https://example.org/"\n'
    'provider = "Portal"\nminutes = 3',
    "two_columns": '[[first]]\nblock = "text"\ntext = "Was *wir* tun"\n'
    '[[second]]\nblock = "task_list"\ntasks = ["Sammeln"]\n'
    '[[second]]\nblock = "notice"\ntext = "Neu"',
}


def _fence(name: str) -> str:
    return f"```{name}\n{FENCED[name]}\n```\n"


@pytest.mark.parametrize("name", sorted(FENCED))
def test_block_can_be_written_in_a_content_file(read: Read, name: str) -> None:
    (block,) = read(_fence(name))
    assert block["type"] == name
    assert BodyStream().to_python([block]).render_as_block()


def test_reading_twice_changes_nothing(read: Read) -> None:
    text = "".join(_fence(name) for name in sorted(FENCED))
    assert read(text) == read(text)
    assert File.objects.count() == 1


def test_markdown_and_links_in_blocks_are_understood(read: Read) -> None:
    (steps,) = read(_fence("step_list"))
    assert 'href="/de/partner/verein/"' in steps["value"]["steps"][0]["value"]["text"]
    (columns,) = read(_fence("two_columns"))
    assert "<em>wir</em>" in columns["value"]["first"][0]["value"]


def test_figures_are_kept_exactly(read: Read) -> None:
    (figure,) = read(_fence("figure"))
    assert [row["value"]["value"] for row in figure["value"]["rows"]] == ["72.3", "36"]


def test_document_keeps_its_size(read: Read) -> None:
    read(_fence("download"))
    assert File.objects.get().file_size == 2048


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('```download\ndocument = "fehlt.pdf"\n```', "no document"),
        ('```partner_quotation\ntext = "x"\npartner = "fehlt"\n```', "no partner"),
        ('```two_columns\n[[first]]\ntext = "x"\n```', "key 'block'"),
    ],
)
def test_what_does_not_exist_is_named(read: Read, text: str, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        read(text)
