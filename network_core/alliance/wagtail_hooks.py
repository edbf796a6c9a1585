"""Put working together into the admin."""

from wagtail import hooks

from network_core.alliance.viewsets import AllianceGroup


@hooks.register("register_admin_viewset")
def alliance() -> AllianceGroup:
    """Groups, meetings, agreements, positions, signatures, the network of the month."""
    return AllianceGroup()
