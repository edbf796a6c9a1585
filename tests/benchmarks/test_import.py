"""How long the import of the whole corpus takes, and a second one that finds nothing new."""

import time
from pathlib import Path

import pytest

from network_core.networks.models import Network
from network_core.opendata.importing.run import import_hsds
from network_core.taxonomy.loading import load_taxonomy
from tests.factories import NetworkFactory

pytestmark = pytest.mark.bench

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
SLOWEST_SECONDS = 20.0


@pytest.mark.django_db
def test_the_whole_corpus(umbrella: Network) -> None:
    load_taxonomy()
    folders = sorted(path for path in CORPUS.iterdir() if path.is_dir())
    networks = [NetworkFactory(slug=folder.name) for folder in folders]
    for run in ("first", "again"):
        begin = time.perf_counter()
        counts = [
            import_hsds(folder, network).counts
            for folder, network in zip(folders, networks, strict=True)
        ]
        taken = time.perf_counter() - begin
        records = sum(count["new"] + count["unchanged"] for count in counts)
        print(f"\n{run:<8}{records:>5} records {taken:>8.1f} s")
        assert records == 275
        assert taken < SLOWEST_SECONDS
