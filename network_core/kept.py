"""Answers that the process keeps for a while, because they rarely change and are often wanted."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

P = ParamSpec("P")
T = TypeVar("T")

_every: list[Kept[..., Any]] = []


@dataclass(slots=True)
class _Answer(Generic[T]):
    """What was answered, and when; nothing yet."""

    value: T | None = None
    at: float = -math.inf


class Kept(Generic[P, T]):
    """A function that answers what it has answered to the same arguments a while ago.

    Many get the same answer: nobody may change it. Another process sees a change when the while is
    over; the one that saves or deletes a row of one of the models `of`, at once. Whoever changes
    rows without a signal (in bulk, by SQL) calls `forget`.
    """

    def __init__(
        self, read: Callable[P, T], seconds: float, most: int, of: Iterable[type[Model]]
    ) -> None:
        def answer(*args: P.args, **kwargs: P.kwargs) -> _Answer[T]:
            return _Answer()

        self._read = read
        self._seconds = seconds
        known = lru_cache(maxsize=most)(answer)
        self._answer = cast(Callable[P, _Answer[T]], known)
        self._forget = known.cache_clear
        update_wrapper(self, read)
        _every.append(self)
        for model in of:
            for signal in (post_save, post_delete):
                signal.connect(self.changed, sender=model, weak=False)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer, at most so many seconds old."""
        answer = self._answer(*args, **kwargs)
        if time.monotonic() - answer.at >= self._seconds:
            # Whoever forgets meanwhile lets go of this answer: an old one does not come back.
            answer.value = self._read(*args, **kwargs)
            answer.at = time.monotonic()
        return cast(T, answer.value)

    def forget(self) -> None:
        """Read anew at the next question."""
        self._forget()

    def changed(self, **_: object) -> None:
        """Forget because a row changes: now, and when the transaction around it has ended."""
        self.forget()
        # Until then other threads read, and keep, what it was before.
        transaction.on_commit(self.forget)


def kept(
    *, seconds: float, of: Iterable[type[Model]], most: int = 1
) -> Callable[[Callable[P, T]], Kept[P, T]]:
    """Keep what a function answers for so many seconds, the `most` answers wanted last."""

    def keep(read: Callable[P, T]) -> Kept[P, T]:
        return Kept(read, seconds, most, of)

    return keep


def forget_everything() -> None:
    """Read anew whatever this process keeps, after many rows have changed without a signal."""
    for each in _every:
        each.forget()
