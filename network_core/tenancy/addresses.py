"""Every address of the admin has a rule: who asks whose the things are that it shows.

An address without a rule answers nobody but administrators, and `manage.py check` names it.
Addresses of our viewsets need none: all of their views ask the policy of the model.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from network_core.tenancy.choosers import ScopedChoice
from network_core.tenancy.guards import GUARDS, Guard
from network_core.tenancy.views import TenantView

Question = Callable[[HttpRequest, Mapping[str, Any]], bool]
View = Callable[..., Any]


@dataclass(frozen=True)
class Rule:
    """What happens before the view of an address answers a person who is no administrator.

    `question` says from the request and the values in its address whether the person may go on;
    `instead` answers in the place of the stock view; without any of them the view itself asks.
    `reason` says what makes the address safe.
    """

    reason: str
    question: Question | None = None
    instead: View | None = None
    administrators_only: bool = False

    @property
    def is_guard(self) -> bool:
        """Whether the gate has something to do here."""
        return bool(self.question or self.instead or self.administrators_only)


def common(reason: str) -> Rule:
    """The address shows nothing that belongs to any network."""
    return Rule(reason)


def asks_itself(reason: str) -> Rule:
    """The view asks about the object itself; the matrix test tries it."""
    return Rule(reason)


def administrators(reason: str) -> Rule:
    """The address is for administrators only."""
    return Rule(reason, administrators_only=True)


def asked(question: Question, reason: str) -> Rule:
    """The gate asks `question` first."""
    return Rule(reason, question)


def replaced(instead: View, reason: str) -> Rule:
    """The view `instead` answers, to administrators the stock one."""
    return Rule(reason, instead=instead)


_rules: dict[str, Rule] = {}


def declare(rules: Mapping[str, Rule]) -> None:
    """Give addresses their rules: by name (`team_invite`, `namespace:name`), or `namespace:*`."""
    _rules.update(rules)
    for key, rule in rules.items():
        if rule.is_guard:
            GUARDS[guard_name(key)] = Guard(guard_name(key), rule.reason)


def guard_name(key: str) -> str:
    """The name of the guard in front of one address."""
    return f"address {key}"


def rule_for(key: str, view: Any) -> tuple[str, Rule | None]:
    """The rule of the address named `key`, answered by `view`, and the name it is declared by."""
    for name in (key, f"{key.rpartition(':')[0]}:*"):
        if name in _rules:
            return name, _rules[name]
    if asks_policy(view):
        return key, Rule("the views of our viewsets ask the policy of the model")
    return key, None


def asks_policy(view: Any) -> bool:
    """Whether it is a view of one of our viewsets or choosers."""
    view_class = getattr(view, "view_class", None)
    return isinstance(view_class, type) and issubclass(view_class, TenantView | ScopedChoice)


@dataclass(frozen=True)
class Address:
    """One address of the admin: its key (name, or route where it has none), route and view."""

    key: str
    route: str
    view: Any
    parameters: tuple[str, ...]


def admin_addresses() -> Iterator[Address]:
    """Every address below the admin's own."""
    prefix = admin_prefix()
    for address in _walk(get_resolver(), "", (), ()):
        if address.route.startswith(prefix):
            yield address


def admin_prefix() -> str:
    """What every address of the admin begins with, without the leading slash."""
    return reverse("wagtailadmin_home").lstrip("/")


def _walk(
    resolver: URLResolver, prefix: str, names: tuple[str, ...], outer: tuple[str, ...]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        parameters = (*outer, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = (*names, entry.namespace) if entry.namespace else names
            yield from _walk(entry, route, inner, parameters)
        elif isinstance(entry, URLPattern):
            name = ":".join((*names, entry.name)) if entry.name else ""
            yield Address(name or route, route, entry.callback, parameters)


def undeclared() -> list[Address]:
    """Addresses of the admin that have no rule."""
    return [a for a in admin_addresses() if rule_for(a.key, a.view)[1] is None]


def stale_rules() -> set[str]:
    """Rules of addresses that do not exist (any more)."""
    known = {address.key for address in admin_addresses()}
    spaces = {f"{key.rpartition(':')[0]}:*" for key in known}
    return set(_rules) - known - spaces
