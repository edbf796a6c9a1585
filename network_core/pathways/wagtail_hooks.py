"""Put pathways into the admin."""

from wagtail import hooks

from network_core.pathways.viewsets import PathwayViewSet


@hooks.register("register_admin_viewset")
def pathways() -> PathwayViewSet:
    """The viewset of pathways."""
    return PathwayViewSet()
