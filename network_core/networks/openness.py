"""What of the networks visitors may see: nothing of one that is planned or has ended.

The one place that says it of rows, whatever they are: offers, events, memberships. Pages and files
ask `Network.is_open`.
"""

from django.db.models import Q

from network_core.networks.models import Network


def of_open_network(path: str) -> Q:
    """Rows whose network, found by `path` (`steward`), is open to visitors.

    The networks stand in a subquery that does not depend on the row: it is read once.
    """
    return ~Q(**{f"{path}__in": Network.objects.closed().order_by().values("pk")})


def seen_on(site: Network, path: str) -> Q:
    """The same for what the site of one network shows.

    A closed site is seen by nobody but its team, who find there what it will show.
    """
    is_open = of_open_network(path)
    return is_open if site.is_open else is_open | Q(**{path: site})
