"""Whatever the admin offers to a person as a link opens for that person."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from network_core.tenancy.matrix import Role
from tests.tenancy.wall.checks import attempt, client_of
from tests.tenancy.wall.test_addresses import LEAVING
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall coordinator")

LINK = re.compile(r'(?:href="|"url": ?"|&quot;url&quot;: ?&quot;)(/admin/(?!bulk/)[^"&#?]*)')
MOST = 60  # the first ones: the home, the menu, lists, and what these link to


def links_of(text: str) -> list[str]:
    """The addresses of the admin that the page offers, in the menu and outside of it."""
    return list(dict.fromkeys(unescape(found) for found in LINK.findall(text)))


def walk(client: Client, starts: list[str]) -> tuple[int, list[str]]:
    """Open the starts, what they link to, and what that links to; how many, and what is refused."""
    leaving = {reverse(name) for name in LEAVING} | {reverse("wagtailadmin_home")}
    found_at = dict.fromkeys(starts, "the start")
    refused = []
    for url in (queue := list(starts)):
        answer = attempt(client, "get", url)
        if answer.refused and answer.status != 405:
            refused.append(f"{url} ({answer.status}), linked at {found_at[url]}")
            continue
        for link in links_of(answer.text):
            if link not in found_at and link not in leaving and len(queue) < MOST:
                found_at[link] = url
                queue.append(link)
    return len(queue), refused


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR])
def test_no_link_leads_to_a_refusal(world: World, role: Role) -> None:
    client = client_of(world.a.people[role])
    tried, refused = walk(client, [reverse("wagtailadmin_home")])
    assert refused == []
    assert tried > 20
