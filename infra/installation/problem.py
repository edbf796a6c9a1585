"""The one way in which installing and starting says that something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable


class SetupError(Exception):
    """Something that a person has to put right; its text is one clear sentence for them."""


def report(action: Callable[[], None]) -> None:
    """Run `action`; a `SetupError` ends the program with its sentence and without a traceback."""
    try:
        action()
    except SetupError as problem:
        sys.exit(f"\n✗ {problem}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Nothing is broken: the next run goes on where this one ended.")
