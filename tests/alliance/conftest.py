"""People who look at the admin, as in the tests of the wall."""

from tests.tenancy.conftest import editor_a, editor_b, enter

__all__ = ["editor_a", "editor_b", "enter"]
