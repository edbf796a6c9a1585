"""The list of things to remember ("Merkliste"), kept in nothing but the address.

`?merkliste=a12-s7` remembers the offer 12 and the step 7 of a pathway. There is no cookie and
nothing is stored: whoever keeps, prints or passes on the address has the list.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

PARAMETER = "merkliste"
OFFER = "a"
STEP = "s"
MOST = 30
_ENTRY = re.compile(r"([as])([1-9][0-9]{0,8})")
_LONGEST = MOST * 12
_KEPT_AS = "_shortlist"


@dataclass(frozen=True)
class Entry:
    """One thing to remember, by its kind and id."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}{self.pk}"


@dataclass(frozen=True)
class Shortlist:
    """What an address remembers, in its order and each once."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def parse(cls, raw: str) -> "Shortlist":
        """The list in an address. What is no entry is left out, and so is what is too much."""
        found = (_ENTRY.fullmatch(part) for part in raw[:_LONGEST].split("-"))
        entries = dict.fromkeys(Entry(m.group(1), int(m.group(2))) for m in found if m)
        return cls(tuple(entries)[:MOST])

    @classmethod
    def of(cls, request: HttpRequest | None) -> "Shortlist":
        """The list in the address of `request`; read once."""
        if request is None:
            return cls()
        kept: Shortlist | None = request.__dict__.get(_KEPT_AS)
        if kept is None:
            kept = cls.parse(request.GET.get(PARAMETER, ""))
            request.__dict__[_KEPT_AS] = kept
        return kept

    def __str__(self) -> str:
        return "-".join(str(entry) for entry in self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, entry: object) -> bool:
        return entry in self.entries

    @property
    def is_full(self) -> bool:
        """Whether nothing more can be remembered."""
        return len(self.entries) >= MOST

    def with_entry(self, entry: Entry) -> "Shortlist":
        """The list with `entry` at its end; a full one stays as it is."""
        if entry in self.entries or self.is_full:
            return self
        return Shortlist((*self.entries, entry))

    def without(self, entry: Entry) -> "Shortlist":
        """The list without `entry`."""
        return Shortlist(tuple(one for one in self.entries if one != entry))

    def ids(self, kind: str) -> list[int]:
        """The ids of all entries of one kind."""
        return [entry.pk for entry in self.entries if entry.kind == kind]

    def carried(self, address: str) -> str:
        """`address` with this list, so that it is not lost on the way there."""
        if not self.entries:
            return address
        path, hash_sign, fragment = address.partition("#")
        mark = "&" if "?" in path else "?"
        return f"{path}{mark}{urlencode({PARAMETER: str(self)})}{hash_sign}{fragment}"
