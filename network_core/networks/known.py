"""All networks as they were a few seconds ago, for pages that name many of them.

Networks change once in a blue moon and are named in every search. What is kept is for reading: who
changes a network reads it anew. A change is seen at once by the process that makes it.
"""

from __future__ import annotations

import time
from threading import Lock

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site

from network_core.networks.models import Network, RegionKey, RegionPostcode, SocialLink

_SECONDS = 10.0
_DEPTH_OF_HOMES = 2
_lock = Lock()
_kept: tuple[float, dict[int, Network]] | None = None


def known_networks() -> list[Network]:
    """All networks with their sites and profiles elsewhere; two queries, or none."""
    return list(_by_number().values())


def known_umbrella() -> Network | None:
    """The umbrella among them, or None before it exists."""
    return next((network for network in known_networks() if network.is_umbrella), None)


def known(network: Network) -> Network:
    """The same network as it is kept, with what was already read of it."""
    return _by_number().get(network.pk, network)


def _by_number() -> dict[int, Network]:
    global _kept
    kept = _kept
    if kept is None or time.monotonic() - kept[0] >= _SECONDS:
        networks = Network.objects.select_related("site__root_page")
        found = {network.pk: network for network in networks.prefetch_related("social_links")}
        kept = (time.monotonic(), found)
        with _lock:
            _kept = kept
    return kept[1]


def forget(**_: object) -> None:
    """Read anew at the next question."""
    global _kept
    with _lock:
        _kept = None


def _forget_of_page(instance: Model, **_: object) -> None:
    # A language of a site begins and ends with its home page.
    if isinstance(instance, Page) and instance.depth == _DEPTH_OF_HOMES:
        forget()


def watch() -> None:
    """Forget whenever something about a network, or one of its home pages, changes."""
    for signal in (post_save, post_delete):
        for model in (Network, Site, RegionKey, RegionPostcode, SocialLink):
            signal.connect(forget, sender=model, dispatch_uid=f"known-{model.__name__}")
        # Home pages are of several types.
        signal.connect(_forget_of_page, dispatch_uid="known-homes")
