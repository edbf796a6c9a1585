"""What places and districts are called, kept by the process: nearly every question names none.

Places come with a release or from a file (`load_places`) and are the same for months. A process
that did not load them itself sees new ones some minutes later.
"""

from __future__ import annotations

from network_core.kept import kept
from network_core.places.districts import KnownDistrict, read_districts
from network_core.places.models import Place

SECONDS = 600


@kept(seconds=SECONDS, of=[Place])
def known_names() -> frozenset[str]:
    """The folded names of all towns, with and without their appendix, and all postcodes.

    One query, or none. Of postcodes of big companies only the postcode is among them.
    """
    names: set[str] = set()
    rows = Place.objects.order_by().values_list("postcode", "folded", "folded_short", "is_bulk")
    for postcode, folded, folded_short, is_bulk in rows.iterator():
        names |= {postcode} if is_bulk else {postcode, folded, folded_short}
    return frozenset(names)


@kept(seconds=SECONDS, of=[Place])
def known_districts() -> list[KnownDistrict]:
    """Every district in which people live, by its key. One query, or none."""
    return read_districts()
