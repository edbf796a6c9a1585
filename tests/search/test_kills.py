"""An indexer that is killed again and again loses nothing and leaves nothing behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from network_core.directory.models import Offer
from network_core.networks.models import Network
from search import indexer
from search.engines.base import Engine
from search.models import OutboxRow
from tests.factories import OfferFactory

KILLS = 100
OFFERS = 40
LONG_ENOUGH = 120_000


class Indexers:
    """The process that starts and kills indexers on this test's database and index."""

    def __init__(self, any_engine: Engine) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "infra.settings.test",
            "DATABASE_URL": _database_url(),
            "SEARCH_INDEX_DIR": str(settings.SEARCH_INDEX_DIR),
        }
        if settings.SEARCH_ENGINE == "elasticsearch":
            environment["ELASTICSEARCH_PREFIX"] = str(settings.ELASTICSEARCH["prefix"])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.search.indexing_process"],
            cwd=Path(__file__).parent.parent.parent,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def run(self, milliseconds: float) -> str:
        assert self.process.stdin is not None
        print(milliseconds, file=self.process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)


def _database_url() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**given)


@pytest.fixture
def indexers(transactional_db: None, any_engine: Engine) -> Iterator[Indexers]:
    made = Indexers(any_engine)
    yield made
    made.end()


def change_something(dice: random.Random, network: Network, step: int) -> None:
    offers = list(Offer.objects.order_by("pk"))
    offer = dice.choice(offers)
    what = dice.random()
    if what < 0.1 and len(offers) > OFFERS // 2:
        offer.delete()
    elif what < 0.2:
        OfferFactory(steward=network, title=f"Neu {step}")
    else:
        offer.title, offer.live = f"Fassung {step}", dice.random() < 0.7
        offer.save()


def test_a_hundred_kills_at_random_moments(
    network_a: Network, any_engine: Engine, indexers: Indexers
) -> None:
    dice = random.Random(20261122)
    for number in range(OFFERS):
        OfferFactory(steward=network_a, title=f"Anfang {number}")
    indexer.rebuild()
    killed = 0
    for step in range(KILLS):
        for _ in range(3):
            change_something(dice, network_a, step)
        killed += indexers.run(dice.uniform(0, 150)) == "killed"
    # Some were quicker than their killer; enough were not.
    assert killed >= KILLS // 3
    assert indexers.run(LONG_ENOUGH) == "done"
    assert not OutboxRow.objects.pending().exists()
    assert indexer.reconcile() == {}
    live = {f"offer:{pk}" for pk in Offer.objects.public().values_list("pk", flat=True)}
    assert {name for name in any_engine.digests() if name.startswith("offer:")} == live
