"""Put events into the admin."""

from wagtail import hooks

from network_core.events import log_actions  # noqa: F401 - registers the actions
from network_core.events.viewsets import EventGroup


@hooks.register("register_admin_viewset")
def events() -> EventGroup:
    """The events of networks."""
    return EventGroup()
