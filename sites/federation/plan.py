"""How much to make, and what everything that is made draws from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from network_core.directory.models import Partner
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from sites.federation.districts import Town

BATCH = 2000
T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """How much to make."""

    networks: int = 102
    offers: int = 100_000
    partners: int = 10_000
    seed: int = 1
    years: int = 2


@dataclass
class World:
    """What was made so far, and the dice. One for each run."""

    plan: Plan
    dice: Random
    today: date = field(default_factory=timezone.localdate)
    networks: list[Network] = field(default_factory=list)
    """The networks that were made, the large ones first."""
    umbrella: Network | None = None
    towns: dict[int, list[Town]] = field(default_factory=dict)
    """Id of a network → its towns."""
    keys: dict[int, str] = field(default_factory=dict)
    """Id of a network → its region key."""
    partners: dict[int, list[Partner]] = field(default_factory=dict)
    """Id of a network → the partners that it looks after."""
    terms: dict[str, list[Term]] = field(default_factory=dict)
    """Scheme → its terms."""
    made: dict[str, int] = field(default_factory=dict)
    """What was made, and how many."""

    def day(self, youngest: int, oldest: int) -> date:
        """A day between so many days ago; a minus means days to come."""
        return self.today - timedelta(days=self.dice.randint(youngest, oldest))

    def moment(self, youngest: int, oldest: int) -> datetime:
        """A working hour of such a day."""
        at = time(self.dice.randint(8, 17), self.dice.randint(0, 59))
        return timezone.make_aware(datetime.combine(self.day(youngest, oldest), at))

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in such a share of cases."""
        return self.dice.random() < share

    def some(self, among: Sequence[T], most: int) -> list[T]:
        """One to `most` different ones; the first ones of the list come up more often."""
        number = min(self.dice.randint(1, most), len(among))
        found: dict[int, T] = {}
        while len(found) < number:
            place = int(len(among) * self.dice.random() ** 1.5)
            found[place] = among[place]
        return list(found.values())

    def write(self, model: Any, rows: Iterable[Model]) -> None:
        """Write rows in large pieces, and count them."""
        listed = list(rows)
        model._default_manager.bulk_create(listed, batch_size=BATCH)
        name = str(model._meta.label)
        self.made[name] = self.made.get(name, 0) + len(listed)
