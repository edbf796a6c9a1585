"""Keeping the words of records, and finding records by them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from network_core.directory.models import Offer, Partner
from search.analysis import ANALYSIS_VERSION
from search.lists.forms import conditions, forms_of
from search.lists.models import ListWords

_BATCH = 250
_MODELS: dict[str, type[Model]] = {"offer": Offer, "partner": Partner}


def keep_words(type_name: str, pks: Iterable[int]) -> None:
    """Write the words of these records as they are now; one query to read, one to write."""
    numbers = iter(sorted(set(pks)))
    while batch := list(islice(numbers, _BATCH)):
        rows = [_row(type_name, record) for record in _read(type_name, batch)]
        ListWords.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["object_type", "object_pk"],
            update_fields=["names", "words", "analysis"],
        )


def forget_words(type_name: str, pk: int) -> None:
    """The record is gone."""
    ListWords.objects.filter(object_type=type_name, object_pk=pk).delete()


def complete_words() -> int:
    """Write the words of records that have none of the present analysis; how many there were.

    They lack some after an update, and after changes that send no signal.
    """
    count = 0
    for type_name, model in _MODELS.items():
        kept = ListWords.objects.filter(
            object_type=type_name, object_pk=OuterRef("pk"), analysis=ANALYSIS_VERSION
        )
        lacking = list(
            model._default_manager.filter(~Exists(kept)).order_by().values_list("pk", flat=True)
        )
        keep_words(type_name, lacking)
        count += len(lacking)
        records = model._default_manager.filter(pk=OuterRef("object_pk"))
        ListWords.objects.filter(~Exists(records), object_type=type_name).delete()
    return count


def offers_with(text: str) -> Q:
    """The offers that have every word of the text, in their own words or their partner's name."""
    found = Q()
    own, names = conditions(text, "words"), conditions(text, "names")
    for mine, partners in zip(own, names, strict=True):
        # The name of a partner that is not published is not to be guessed by what it finds.
        of_partner = Q(_kept("partner", "partner_id", partners), partner__live=True)
        found &= Q(_kept("offer", "pk", mine)) | of_partner
    return found if own else Q(pk__in=[])


def partners_with(text: str) -> Q:
    """The partners that have every word of the text."""
    found = Q()
    own = conditions(text, "words")
    for each in own:
        found &= Q(_kept("partner", "pk", each))
    return found if own else Q(pk__in=[])


def _kept(type_name: str, reference: str, condition: Q) -> Exists:
    rows = ListWords.objects.filter(object_type=type_name, object_pk=OuterRef(reference))
    return Exists(rows.filter(condition))


def _read(type_name: str, pks: list[int]) -> QuerySet:
    records = _MODELS[type_name]._default_manager.filter(pk__in=pks)
    records = records.select_related("latest_revision")
    return records.prefetch_related("places") if type_name == "offer" else records


def _row(type_name: str, record: Any) -> ListWords:
    shown = record
    if not record.live and record.latest_revision:
        # Of what was never published, its draft. A draft of what is published is for those who
        # edit it, and this is found by everybody.
        shown = record.latest_revision.as_object()
    names = _offer_names(record, shown) if type_name == "offer" else [shown.name, shown.city]
    return ListWords(
        object_type=type_name,
        object_pk=record.pk,
        names=forms_of(" \n".join(names)),
        words=forms_of(" \n".join([*names, shown.summary])),
        analysis=ANALYSIS_VERSION,
    )


def _offer_names(offer: Offer, shown: Offer) -> list[str]:
    """The title and where it is; of a protected place nothing but the town may ever be found."""
    places = offer.places.all()
    codes = [place.postal_code for place in places if not place.is_protected]
    return [shown.title, *(place.city for place in places), *codes]
