"""Events of networks: what takes place when, where, for whom, and how to take part."""

from network_core.events.models.co_host import CoHost
from network_core.events.models.event import (
    EVENT_SECTION,
    Event,
    EventText,
    EventWords,
)
from network_core.events.models.occurrence import Occurrence
from network_core.events.models.parts import EventDayOff, EventFile, EventPicture

__all__ = [
    "EVENT_SECTION",
    "CoHost",
    "Event",
    "EventDayOff",
    "EventFile",
    "EventPicture",
    "EventText",
    "EventWords",
    "Occurrence",
]
