"""A file of many rows needs no more memory than one of few: it is sent while it is written.

pytest -s tests/benchmarks/test_export.py
"""

import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network_core.directory.models import Offer, OfferPlace
from network_core.networks.models import Network
from network_core.tenancy.spreadsheets import CSV, XLSX, table_response
from tests.factories import PartnerFactory, TermFactory

pytestmark = pytest.mark.bench

FEW, MANY = 1_000, 10_000
HEADINGS = ("Titel", "Zusammenfassung", "Seit", "Anzahl")
# What one measurement differs from the next.
MOST_GROWTH = 2**18
# All offers, with everything that the list exports; a busy machine gets a multiple.
OFFERS = 2_000
MOST_MILLISECONDS = 3.0


def rows(number: int) -> Iterator[list[Any]]:
    """Rows that are made one by one, none like the other."""
    for place in range(number):
        yield [f"Angebot {place}", f"Zusammenfassung {place} " * 10, date(2026, 1, 1), place / 4]


def peak(form: str, number: int) -> int:
    """The most bytes that were in use while the file was made and sent."""
    tracemalloc.start()
    response = table_response("angebote", form, HEADINGS, rows(number))
    sent = sum(len(piece) for piece in response)  # type: ignore[arg-type, attr-defined]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{form}, {number} rows: {sent / 2**20:.1f} MB, at most {most / 2**20:.1f} MB in memory")
    return most


@pytest.mark.parametrize("form", [CSV, XLSX])
def test_ten_times_the_rows_need_no_more_memory(form: str) -> None:
    few = peak(form, FEW)
    assert peak(form, MANY) < few + MOST_GROWTH


@pytest.mark.django_db
@pytest.mark.parametrize("form", [CSV, XLSX])
def test_the_list_of_all_offers_takes_little_time_a_row(
    form: str, network_a: Network, admin_client: Client
) -> None:
    partner = PartnerFactory(steward=network_a)
    offers = Offer.objects.bulk_create(
        Offer(title=f"Angebot {n}", slug=f"angebot-{n}", steward=network_a, partner=partner)
        for n in range(OFFERS)
    )
    OfferPlace.objects.bulk_create(OfferPlace(offer=offer, city="Göttingen") for offer in offers)
    terms = TermFactory.create_batch(3)
    sorted_under = Offer.topics.through
    sorted_under.objects.bulk_create(
        sorted_under(offer=offer, term=term) for offer in offers for term in terms
    )
    address = reverse("wagtailsnippets_directory_offer:list")
    query, host = {"export": form}, network_a.site.hostname
    admin_client.get(address, query, headers={"host": host}).getvalue()  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        began = time.process_time()
        answer = admin_client.get(address, query, headers={"host": host})
        size = len(answer.getvalue())  # type: ignore[attr-defined]
        taken = (time.process_time() - began) * 1000 / OFFERS
    print(f"{form}: {taken:.2f} ms an offer, {len(queries)} queries, {size / 1024:.0f} KB")
    assert taken < MOST_MILLISECONDS
