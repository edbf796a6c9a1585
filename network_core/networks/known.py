"""All networks as they were a few seconds ago, for pages that name many of them.

Networks change once in a blue moon and are named in every search. What is kept is for reading: who
changes a network reads it anew. A change is seen at once by the process that makes it.
"""

from __future__ import annotations

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site

from network_core.kept import kept
from network_core.networks.models import Network, RegionKey, RegionPostcode, SocialLink

_SECONDS = 10
_DEPTH_OF_HOMES = 2


@kept(seconds=_SECONDS, of=[Network, Site, RegionKey, RegionPostcode, SocialLink])
def known_by_number() -> dict[int, Network]:
    """All networks by their keys, with their sites and profiles elsewhere; two queries, or none."""
    networks = Network.objects.select_related("site__root_page")
    return {network.pk: network for network in networks.prefetch_related("social_links")}


@kept(seconds=_SECONDS, of=[Network, RegionKey])
def known_areas() -> tuple[tuple[str, str], ...]:
    """The region keys of all networks, each with the slug of its network; one query, or none."""
    rows = RegionKey.objects.order_by("key", "network_id")
    return tuple(rows.values_list("key", "network__slug"))


def known_networks() -> list[Network]:
    """All networks with their sites and profiles elsewhere; two queries, or none."""
    return list(known_by_number().values())


def known_umbrella() -> Network | None:
    """The umbrella among them, or None before it exists."""
    return next((network for network in known_networks() if network.is_umbrella), None)


def known(network: Network) -> Network:
    """The same network as it is kept, with what was already read of it."""
    return known_by_number().get(network.pk, network)


def _forget_of_page(instance: Model, **_: object) -> None:
    # A language of a site begins and ends with its home page.
    if isinstance(instance, Page) and instance.depth == _DEPTH_OF_HOMES:
        known_by_number.changed()


def watch() -> None:
    """Forget whenever a home page changes; these are of several types."""
    for signal in (post_save, post_delete):
        signal.connect(_forget_of_page, dispatch_uid="known-homes")
