"""Put events into the admin."""

from wagtail import hooks

from network_core.events.viewsets import EventViewSet


@hooks.register("register_admin_viewset")
def events() -> EventViewSet:
    """The events of networks."""
    return EventViewSet()
