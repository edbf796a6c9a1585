"""Put the directory into the admin."""

from wagtail import hooks

from network_core.directory.viewsets import DirectoryGroup


@hooks.register("register_admin_viewset")
def directory() -> DirectoryGroup:
    """Partners, offers and what networks add to them."""
    return DirectoryGroup()
