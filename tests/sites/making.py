"""A network with its standard pages, made as the product makes it, and pages below its home."""

from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from network_core.networks.homes import homes_of
from network_core.networks.models import Network
from sites.models import HomePage
from sites.provisioning.provision import Blueprint, provision


def make_network(slug: str = "probe", **facts: Any) -> Network:
    """A network that answers at `<slug>.localhost`."""
    # What was remembered about the sites of an earlier test is not true any more.
    cache.clear()
    data = {"slug": slug, "name": f"Netzwerk {slug}", "short_name": slug.title()} | facts
    ((network, _is_new),) = provision([Blueprint(data, None, f"{slug}.localhost", 80)])
    return network


def home_of(network: Network, language: str = "de") -> HomePage:
    """The network's home page in one language."""
    return HomePage.objects.get(pk=homes_of(network)[language].pk)


def below(parent: Page, page: Page) -> Any:
    """Add `page` below `parent` and publish it."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def visit(network: Network, path: str, **data: Any) -> HttpResponse:
    """A visitor's request."""
    return Client().get(path, data, headers={"host": network.site.hostname})


def read(network: Network, path: str, **data: Any) -> str:
    """The HTML of a page that answers 200."""
    response = visit(network, path, **data)
    assert response.status_code == 200, path
    return str(response.content.decode())
