"""Work for several processes comes back in its order, and what goes wrong there is not lost."""

from __future__ import annotations

import pytest

from search.processes import spread


def test_work_comes_back_in_its_order_and_a_failure_ends_it() -> None:
    done = spread(int, [*map(str, range(30)), "none", "31"], 2)
    assert [next(done) for _ in range(30)] == list(range(30))
    with pytest.raises(ValueError, match="none"):
        next(done)
