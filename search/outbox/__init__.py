"""Change → outbox row, in the transaction of the change."""

from search.outbox.rows import touch, touch_objects, touched_once

__all__ = ["touch", "touch_objects", "touched_once"]
