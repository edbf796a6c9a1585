"""What of the comparison somebody wants to see. It stands in the address, so it can be shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network_core.networks.models import Network
from network_core.networks.regions import LAENDER
from network_core.networks.states import State
from network_core.umbrella.figures import DEFAULT_KEYS
from network_core.umbrella.viewers import profile_of

MOST_COLUMNS = 24
MOST_CHOSEN = 200
BY_NAME = "name"
SIDE_BY_SIDE = "side"
MOST_SIDE_BY_SIDE = 6

# By the number of active offers, which every network has: from, up to but without.
SIZES: dict[str, tuple[str | Promise, int, int | None]] = {
    "small": (_("klein: unter 50 Angebote"), 0, 50),
    "medium": (_("mittel: 50 bis 499 Angebote"), 50, 500),
    "large": (_("groß: ab 500 Angebote"), 500, None),
}
YEAR = timedelta(days=365)
AGES: dict[str, tuple[str | Promise, timedelta, timedelta | None]] = {
    "new": (_("unter einem Jahr"), timedelta(0), YEAR),
    "young": (_("ein bis drei Jahre"), YEAR, 3 * YEAR),
    "old": (_("über drei Jahre"), 3 * YEAR, None),
}


@dataclass(frozen=True)
class Choice:
    """Columns, networks, filters and order. Whatever the address says that is unknown is left out.

    `sort` is the key of a figure or `name`, with a minus in front for the other way round.
    """

    columns: tuple[str, ...] = DEFAULT_KEYS
    networks: tuple[str, ...] = ()
    land: str = ""
    size: str = ""
    age: str = ""
    state: str = ""
    sort: str = BY_NAME
    view: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """From an address."""

        def known(name: str, values: Iterable[str]) -> str:
            value = query.get(name, "")
            return value if value in values else ""

        columns = tuple(dict.fromkeys(clean(query.getlist("column")[:MOST_COLUMNS])))
        networks = tuple(dict.fromkeys(clean(query.getlist("network")[:MOST_CHOSEN])))
        return cls(
            columns=columns or DEFAULT_KEYS,
            networks=networks,
            land=known("land", LAENDER),
            size=known("size", SIZES),
            age=known("age", AGES),
            state=known("state", State.values),
            sort=next(iter(clean([query.get("sort", "")])), "") or BY_NAME,
            view=known("view", [SIDE_BY_SIDE]),
        )

    def address(self, **changes: Any) -> str:
        """The query of the same choice with something changed; what is usual is left out."""
        changed = replace(self, **changes)
        usual = Choice()
        values: Mapping[str, object] = {
            "column": [] if changed.columns == usual.columns else changed.columns,
            "network": changed.networks,
            "land": changed.land,
            "size": changed.size,
            "age": changed.age,
            "state": changed.state,
            "sort": "" if changed.sort == usual.sort else changed.sort,
            "view": changed.view,
        }
        return "?" + urlencode({name: value for name, value in values.items() if value}, True)

    @property
    def is_side_by_side(self) -> bool:
        """Whether a few chosen networks stand beside each other, with the figures as rows."""
        return self.view == SIDE_BY_SIDE and 0 < len(self.networks) <= MOST_SIDE_BY_SIDE

    def takes(self, network: Network, offers: float, today: date | None = None) -> bool:
        """Whether the network passes the filters; `offers` is its number of active offers."""
        if self.networks and network.slug not in self.networks:
            return False
        if self.state and network.state != self.state:
            return False
        keys = {row.key[:2] for row in network.region_keys.all()}
        if self.land and self.land not in keys:
            return False
        if self.size:
            _label, least, limit = SIZES[self.size]
            if offers < least or (limit is not None and offers >= limit):
                return False
        if self.age:
            profile = profile_of(network)
            if profile is None or profile.active_since is None:
                return False
            _name, youngest, oldest = AGES[self.age]
            age = (today or timezone.localdate()) - profile.active_since
            if age < youngest or (oldest is not None and age >= oldest):
                return False
        return True


def clean(values: Iterable[str]) -> list[str]:
    """Without what no database takes, and without what is empty or endless."""
    return [value for value in values if value and len(value) <= 200 and "\x00" not in value]
