"""Every address of the admin, filled in with things of one network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from network_core.tenancy.addresses import Address, admin_addresses, asks_policy
from tests.tenancy.wall.matrix import COMMON_OBJECTS, OBJECTS, kinds_for
from tests.tenancy.wall.world import Belongings


@dataclass(frozen=True)
class Case:
    """One address with values, and the kinds of things that they stand for."""

    address: str
    url: str
    kinds: tuple[str, ...]

    @property
    def is_foreign(self) -> bool:
        """Whether the address names a thing of the network it was filled in for."""
        return bool(self.kinds)

    def __str__(self) -> str:
        return f"{self.address} {'+'.join(self.kinds)} {self.url}"


@cache
def addresses() -> tuple[Address, ...]:
    """Every address of the admin, once."""
    return tuple({(a.key, a.parameters): a for a in admin_addresses()}.values())


def model_of(address: Address) -> str:
    """The label of the model that one of our viewsets manages at this address, or nothing."""
    if not asks_policy(address.view):
        return ""
    given = address.view.view_initkwargs
    model = given.get("model") or given.get("model_class") or address.view.view_class.model
    return str(model._meta.label)


def kinds_at(address: Address, parameter: str) -> tuple[str, ...]:
    """What of a network stands at a parameter of the address."""
    model = model_of(address)
    if model and parameter == "pk":
        return () if model in COMMON_OBJECTS else OBJECTS.get(model, ())
    return kinds_for(address.key, parameter)


def unknown_parameters() -> list[str]:
    """Parameters of addresses that the matrix does not know."""
    return [
        f"{address.key}: {parameter}"
        for address in addresses()
        for parameter in address.parameters
        if model_of(address) not in COMMON_OBJECTS and not kinds_at(address, parameter)
    ]


def cases(own: Belongings) -> Iterator[Case]:
    """All addresses with the things of `own`."""
    for address in addresses():
        if not address.parameters:
            yield Case(address.key, _reverse(address, {}), ())
            continue
        if model_of(address) in COMMON_OBJECTS:
            continue
        choices = [kinds_at(address, parameter) for parameter in address.parameters]
        for chosen in product(*choices):
            values, kinds = _values(own, address, chosen)
            if not _model_exists(values):
                continue
            try:
                yield Case(address.key, _reverse(address, values), kinds)
            except NoReverseMatch:
                continue


def _values(
    own: Belongings, address: Address, chosen: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    values: dict[str, Any] = {}
    kinds = []
    thing: Any = None
    for parameter, kind in zip(address.parameters, chosen, strict=True):
        if kind.startswith("="):
            values[parameter] = kind[1:]
            continue
        kind, _dot, attribute = kind.partition(".")
        if kind not in own.things:
            continue
        kinds.append(kind)
        found = own[kind]
        # A version goes with the object that the address has named before.
        if kind == "revision" and getattr(thing, "latest_revision_id", None):
            values[parameter] = thing.latest_revision_id
            continue
        thing, values[parameter] = found, getattr(found, attribute or "pk")
    return values, tuple(kinds)


def _model_exists(values: dict[str, Any]) -> bool:
    """Whether the model is one, where the address names one."""
    if not {"app_label", "model_name"} <= set(values):
        return True
    try:
        return bool(apps.get_model(values["app_label"], values["model_name"]))
    except LookupError:
        return False


def _reverse(address: Address, values: dict[str, Any]) -> str:
    if address.key == address.route:  # it has no name
        return "/" + (address.route if "^" not in address.route else "admin/gibt-es-nicht/")
    return reverse(address.key, kwargs={k: v for k, v in values.items() if v != ""})


def filled(query: str, foreign: Belongings, own: Belongings) -> str:
    """The query with the keys of things of both networks."""

    def key(found: re.Match[str]) -> str:
        whose = own if found[1] else foreign
        return str(whose[found[2]].pk)

    return re.sub(r"\{(own )?([a-z-]+)\}", key, query)
