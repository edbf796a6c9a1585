"""Which object uses which: Wagtail's index of references, written once for all that is made.

Left to itself, Wagtail reads an object anew and compares all its references with the stored ones
whenever the object or one of its children is saved: thirty times for an offer with opening hours.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

_Keys = dict[type[Model], set[Any]]


@contextmanager
def usages_noted_at_the_end() -> Iterator[None]:
    """Index what is saved meanwhile when all of it is there; nothing of it after an error.

    The same transaction has to go around it. It cannot stand inside itself.
    """
    saved: _Keys = defaultdict(set)

    def remember(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
        if not raw and sender in ReferenceIndex.tracked_models:
            saved[sender].add(instance.pk)

    post_save.connect(remember)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(remember)
    for model, keys in _parents(saved).items():
        if ReferenceIndex.is_indexed(model):
            for found in model._default_manager.in_bulk(list(keys)).values():
                ReferenceIndex.create_or_update_for_object(found)


def _parents(saved: _Keys) -> _Keys:
    """The objects that the saved ones are part of: a child's references are its parent's."""
    whole: _Keys = defaultdict(set)
    waiting = list(saved.items())
    while waiting:
        model, keys = waiting.pop()
        field = next((f for f in model._meta.get_fields() if isinstance(f, ParentalKey)), None)
        if field is None:
            whole[model] |= keys
        else:
            rows = model._default_manager.filter(pk__in=keys).exclude(**{field.name: None})
            waiting.append((field.related_model, set(rows.values_list(field.attname, flat=True))))
    return whole
