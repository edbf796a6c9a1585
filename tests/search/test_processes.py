"""Work for several processes comes back in its order, and what goes wrong there is not lost."""

from __future__ import annotations

from copy import copy

import pytest

from search.processes import spread
from tests.search.states import state


def test_work_comes_back_in_its_order_and_a_failure_ends_it() -> None:
    done = spread(int, [*map(str, range(30)), "none", "31"], 2)
    assert [next(done) for _ in range(30)] == list(range(30))
    with pytest.raises(ValueError, match="none"):
        next(done)


def test_a_document_is_the_same_in_another_process() -> None:
    """Copied in the way in which it is passed on."""
    (document,) = state("offer:1", "kind ~geld BuT").documents
    assert copy(document) == document
