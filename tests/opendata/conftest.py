"""The four networks of the corpus, and short ways to import."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from network_core.networks.models import Network
from network_core.opendata.importing.run import Report, import_hsds
from network_core.taxonomy.loading import load_taxonomy
from tests.factories import NetworkFactory

Take = Callable[..., Report]


@pytest.fixture
def corpus() -> Path:
    """The project's own test data: offers and partners of four networks."""
    return Path(__file__).parents[1] / "data" / "corpus"


@pytest.fixture
def corpus_networks(umbrella: Network, corpus: Path) -> dict[str, Network]:
    """The networks that the corpus speaks of, with the product's taxonomy, and no records."""
    load_taxonomy()
    folders = sorted(path.name for path in corpus.iterdir() if path.is_dir())
    return {slug: NetworkFactory(slug=slug) for slug in folders}


@pytest.fixture
def feed(tmp_path: Path) -> Callable[..., Path]:
    """Write lists as a folder of HSDS files; returns the folder."""

    def written(**lists: Any) -> Path:
        folder = tmp_path / "feed"
        folder.mkdir(exist_ok=True)
        for name, content in lists.items():
            raw = content if isinstance(content, bytes) else json.dumps(content).encode()
            (folder / f"{name}.json").write_bytes(raw)
        return folder

    return written


@pytest.fixture
def take(network_a: Network, feed: Callable[..., Path]) -> Take:
    """Import lists into network A; options come first, as a dictionary."""

    def taken(options: dict[str, Any] | None = None, /, **lists: Any) -> Report:
        return import_hsds(feed(**lists), network_a, **(options or {}))

    return taken


def service(**values: Any) -> dict[str, Any]:
    """A service of HSDS with what it needs at least."""
    return {"id": "s-1", "name": "Krabbelgruppe", "status": "active"} | values
