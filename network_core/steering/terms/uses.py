"""Where terms are used: every relation of any table to a term, counted by network."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Count, F, Value
from django.db.models.functions import Substr
from modelcluster.fields import ParentalKey
from wagtail.models import Page
from wagtail.permissions import policy_registry

from network_core.taxonomy.models import Term
from network_core.tenancy.policies import NetworkPolicy

ROOT_LENGTH = Page.steplen * 2


@dataclass(frozen=True)
class Moved:
    """Which rows got another term (`changed`), and which had both already (`united`)."""

    changed: list[Any]
    united: list[Any]


@dataclass(frozen=True)
class Use:
    """One relation to terms: a set of terms (many to many), or a single one.

    `rows` is the table that names the term in its column `term`; `source` is the path from there
    to the record that people see; `owner` the path to its network, "" for the umbrella's own and
    None for pages, whose network is told by their place in the tree.
    """

    model: type[models.Model]
    name: str
    rows: type[models.Model]
    term: str
    source: str
    owner: str | None

    @property
    def key(self) -> str:
        """How the log names it."""
        return f"{self.model._meta.label}.{self.name}"

    @property
    def label(self) -> str:
        """What people see a number of."""
        return str(self.model._meta.verbose_name_plural)

    def count(self, term_ids: Iterable[int]) -> Counter[tuple[int, Any]]:
        """How many records of which network name each term; pages by the path of their root."""
        found = self._objects.filter(**{f"{self.term}__in": list(term_ids)})
        if self.owner is None:
            found = found.annotate(whose=Substr(f"{self.source}__path", 1, ROOT_LENGTH))
        elif self.owner:
            path = f"{self.source}__{self.owner}" if self.source != "pk" else self.owner
            found = found.annotate(whose=F(path))
        else:
            found = found.annotate(whose=Value(None, output_field=models.IntegerField(null=True)))
        rows = found.order_by().values(self.term, "whose").annotate(number=Count("pk"))
        return Counter({(row[self.term], row["whose"]): row["number"] for row in rows})

    def with_both(self, old: Term, new: Term) -> models.QuerySet:
        """The rows of `old` whose record has `new`, too."""
        rows = self._objects.filter(**{self.term: old})
        taken = self._objects.filter(**{self.term: new})
        if self.source == "pk":
            # One row for each term: the successor keeps its own.
            return rows if self._is_single and taken.exists() else rows.none()
        return rows.filter(
            **{f"{self.source}__in": list(taken.values_list(self.source, flat=True))}
        )

    def replace(self, old: Term, new: Term) -> Moved:
        """Name `new` wherever `old` was named, each record once; by SQL, without signals."""
        united = self.with_both(old, new)
        twice = list(united.values_list(self.source, flat=True))
        united.delete()
        left = self._objects.filter(**{self.term: old})
        changed = list(left.values_list(self.source, flat=True))
        left.update(**{self.term: new})
        return Moved(changed, twice)

    @property
    def _objects(self) -> models.QuerySet:
        return self.rows._default_manager.order_by()

    @property
    def _is_single(self) -> bool:
        field: Any = self.rows._meta.get_field(self.term)
        return bool(field.unique)


@lru_cache(maxsize=1)
def uses() -> tuple[Use, ...]:
    """Every relation to terms of all apps but the taxonomy's own; found, so that none is missed."""
    found = []
    relations: Any = Term._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and not relation.concrete):
            continue
        model, field = relation.related_model, relation.field
        if model._meta.app_label == Term._meta.app_label or model._meta.auto_created:
            continue
        if relation.many_to_many:
            through = field.remote_field.through
            term, source = field.m2m_reverse_field_name(), field.m2m_field_name()
            found.append(Use(model, field.name, through, term, source, owner_path(model)))
        else:
            found.append(Use(model, field.name, model, field.name, "pk", owner_path(model)))
    return tuple(sorted(found, key=lambda use: use.key))


def owner_path(model: type[models.Model]) -> str | None:
    """The path from a record to its network, as its policy says; a part follows its whole."""
    if issubclass(model, Page):
        return None
    policy = policy_registry.get_by_type(model, fallback=False)
    if isinstance(policy, NetworkPolicy):
        return policy.network_field
    for field in model._meta.fields:
        if isinstance(field, ParentalKey):
            whole: Any = field.related_model
            return f"{field.name}__{owner_path(whole)}"
    raise LookupError(f"{model._meta.label} names terms, and nobody says whose its rows are.")
