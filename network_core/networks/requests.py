"""Which network a request asks."""

from django.http import HttpRequest

from network_core.networks.models import Network


def network_of(request: HttpRequest) -> Network:
    """The network whose host was asked; the middleware has put it there."""
    network: Network = request.network  # type: ignore[attr-defined]
    return network
