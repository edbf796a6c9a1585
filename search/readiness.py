"""What a process that answers visitors does before the first of them comes."""

from __future__ import annotations

import logging

from search.analysis import dictionary
from search.engines.base import EngineError
from search.engines.current import current_engine
from search.processes import settle

logger = logging.getLogger(__name__)


def get_ready() -> None:
    """Load what every search needs: the dictionary takes a second, the vocabulary another.

    An engine that does not answer yet is no reason to fail: it is asked again by the first search.
    """
    dictionary.warm_up()
    try:
        current_engine().warm_up()
    except EngineError as error:
        logger.warning("Search is not ready yet: %s", error)
    settle()
