"""A quarter of a year, and how it is named."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.translation import gettext as _

_KEY = re.compile(r"([0-9]{4})-([1-4])")
FIRST_YEAR = 2000
# So many are offered to choose from: three years.
CHOICES = 12


@dataclass(frozen=True, order=True)
class Quarter:
    """`number` counts from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that `day` lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def read(cls, key: str, today: date) -> Self:
        """The quarter of a key such as „2026-3“; that of `today` for anything else or later."""
        running = cls.of(today)
        found = _KEY.fullmatch(key)
        if found is None or int(found[1]) < FIRST_YEAR:
            return running
        return min(cls(int(found[1]), int(found[2])), running)

    @property
    def key(self) -> str:
        """As it stands in addresses."""
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        """As people say it."""
        return _("%(number)d. Quartal %(year)d") % {"number": self.number, "year": self.year}

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return (self.first_day + timedelta(days=95)).replace(day=1) - timedelta(days=1)

    @property
    def previous(self) -> "Quarter":
        """The one before."""
        return Quarter.of(self.first_day - timedelta(days=1))


def latest_quarters(today: date) -> list[Quarter]:
    """The running quarter and those before it, the latest first."""
    found = [Quarter.of(today)]
    while len(found) < CHOICES:
        found.append(found[-1].previous)
    return found
