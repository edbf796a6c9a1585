"""When what was found became public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import CharField, F, Model, Value
from wagtail.models import Page

from network_core.alliance.models import Agreement, Position, WorkingGroup
from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.pathways.models import Pathway
from search.documents.base import object_key, split_key

_MODELS: dict[str, type[Model]] = {
    "offer": Offer,
    "partner": Partner,
    "pathway": Pathway,
    "event": Event,
    "page": Page,
    "group": WorkingGroup,
    "agreement": Agreement,
    "position": Position,
}


def published_at(keys: Iterable[str]) -> Mapping[str, datetime]:
    """Object → when it was published first, as far as that is known. One query."""
    pks: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        type_name, pk = split_key(key)
        pks[type_name].append(pk)
    parts = [
        model._default_manager.filter(pk__in=pks[name], first_published_at__isnull=False)
        .order_by()
        .annotate(of_type=Value(name, CharField()), of_pk=F("pk"))
        .values_list("of_type", "of_pk", "first_published_at")
        for name, model in _MODELS.items()
        if pks[name]
    ]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {object_key(name, pk): moment for name, pk, moment in rows}
