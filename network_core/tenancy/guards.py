"""The guards of the wall by name, so that a test can take one away and see that it is missed.

A guard is a function that stands between a person and what belongs to another network. Only what
would be open without it is one: what Wagtail asks by itself needs none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Guard:
    """One guard, and what it keeps closed."""

    name: str
    protects: str


GUARDS: dict[str, Guard] = {}
_fallen: set[str] = set()


def guard(name: str, protects: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """Register the decorated function as a guard; `otherwise` is what happened without it."""
    GUARDS[name] = Guard(name, protects)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def standing(*args: Any, **kwargs: Any) -> Any:
            return (function if stands(name) else otherwise)(*args, **kwargs)

        return standing

    return decorate


def stands(name: str) -> bool:
    """Whether the guard is in its place, which is always so outside a test of it."""
    return name not in _fallen


@contextmanager
def without(name: str) -> Iterator[None]:
    """Take one guard away for a while. Only the settings of the tests allow it."""
    if not getattr(settings, "GUARDS_MAY_FALL", False) or name not in GUARDS:
        raise RuntimeError(f"The guard {name!r} stays.")
    _fallen.add(name)
    try:
        yield
    finally:
        _fallen.discard(name)
