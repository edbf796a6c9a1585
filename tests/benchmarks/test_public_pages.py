"""How long public pages take on the seeded networks, without the network in between.

The limits are generous: they catch a query per hit or a template gone wild, not a slow day.
"""

import statistics
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network_core.networks.models import Network
from search import indexer

pytestmark = pytest.mark.bench

PATHS = ("/de/", "/de/angebote/", "/de/partner/", "/de/aktuelles/", "/de/suche/?q=unterhalt+kind")
REPEATS = 20
SLOWEST_SECONDS = 1.0
MOST_QUERIES = 25


@pytest.mark.django_db
def test_public_pages() -> None:
    call_command("create_network", all=True)
    indexer.rebuild()
    client = Client()
    print(f"\n{'host':<28}{'path':<32}{'median ms':>10}{'slowest ms':>12}{'queries':>9}")
    slow = []
    for network in Network.objects.select_related("site").order_by("-is_umbrella", "slug"):
        host = network.site.hostname
        for path in PATHS:
            # What a process looks up once (content types, sites) is no part of a page.
            client.get(path, HTTP_HOST=host)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path, HTTP_HOST=host).status_code == 200
                # Counted now: the next request empties the log.
                count = len(queries)
            times = []
            for _ in range(REPEATS):
                begin = time.perf_counter()
                client.get(path, HTTP_HOST=host)
                times.append(time.perf_counter() - begin)
            median = statistics.median(times)
            print(f"{host:<28}{path:<32}{median * 1000:>10.1f}{max(times) * 1000:>12.1f}{count:>9}")
            if median > SLOWEST_SECONDS or count > MOST_QUERIES:
                slow.append(f"{host}{path}: {median:.2f} s, {count} queries")
    assert slow == []
