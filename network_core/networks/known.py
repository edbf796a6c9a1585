"""All networks as they were a few seconds ago, for pages that name many of them.

Networks change once in a blue moon and are named in every search. What is kept is for reading: who
changes a network reads it anew. A change is seen at once by the process that makes it.
"""

from __future__ import annotations

import time
from threading import Lock

from django.db.models.signals import post_delete, post_save
from wagtail.models import Site

from network_core.networks.models import Network, RegionKey, RegionPostcode, SocialLink

_SECONDS = 10.0
_lock = Lock()
_kept: tuple[float, list[Network]] | None = None


def known_networks() -> list[Network]:
    """All networks with their sites and profiles elsewhere; two queries, or none."""
    global _kept
    known = _kept
    if known is None or time.monotonic() - known[0] >= _SECONDS:
        networks = Network.objects.select_related("site__root_page")
        known = (time.monotonic(), list(networks.prefetch_related("social_links")))
        with _lock:
            _kept = known
    return known[1]


def known_umbrella() -> Network | None:
    """The umbrella among them, or None before it exists."""
    return next((network for network in known_networks() if network.is_umbrella), None)


def known(network: Network) -> Network:
    """The same network as it is kept, with what was already read of it."""
    return next((each for each in known_networks() if each.pk == network.pk), network)


def forget(**_: object) -> None:
    """Read anew at the next question."""
    global _kept
    with _lock:
        _kept = None


def watch() -> None:
    """Forget whenever something about a network is saved or deleted."""
    for model in (Network, Site, RegionKey, RegionPostcode, SocialLink):
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid=f"known-{model.__name__}")
