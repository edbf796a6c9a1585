"""Each guard is needed: without it the matrix fails at the addresses that it protects.

Run by `make test-wall`; what it costs is a few requests for each guard.
"""

import sys
from collections.abc import Callable
from fnmatch import fnmatch

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from network_core.tenancy.addresses import guard_name
from network_core.tenancy.guards import GUARDS, without
from network_core.tenancy.matrix import Role
from tests.tenancy.wall.cases import Case, addresses
from tests.tenancy.wall.checks import client_of
from tests.tenancy.wall.test_addresses import Controls, try_everything
from tests.tenancy.wall.test_references import block, save
from tests.tenancy.wall.world import World

pytestmark = pytest.mark.xdist_group("wall guards")

# Guards inside of views → the addresses (patterns) that are tried without them.
ADDRESSES: dict[str, tuple[str, ...]] = {
    "pages in choosers": ("wagtailadmin_choose_page_search", "wagtailadmin_choose_page"),
    "people in filters of pages": ("wagtailadmin_explore_root",),
    "sites in filters of pages": ("wagtailadmin_explore_root",),
    "tags of pictures and files": ("wagtailimages:index", "wagtailadmin_tag_autocomplete"),
    "object of a view": ("wagtailsnippets_directory_offer:*", "mitgliedschaften:*"),
    "lists of records": ("wagtailsnippets_directory_offer:*", "wagtailsnippets_events_event:*"),
    "choosers of records": ("wagtailsnippetchoosers_directory_offer:*",),
}


def faults_without(world: World, actor: Client, guard: str, tried: tuple[str, ...]) -> list[str]:
    """What the matrix finds at these addresses while the guard is away."""
    with without(guard):
        _count, wrong = try_everything(
            world, actor, Controls(world), tried_here=_among(guard, tried), enough=1
        )
    return wrong


def _among(guard: str, tried: tuple[str, ...]) -> Callable[[Case], bool]:
    exact = {a.key for a in addresses() if guard_name(a.key) in GUARDS}

    def is_tried(case: Case) -> bool:
        # A rule for a whole namespace is not the rule of an address that has its own.
        own_rule = case.address in exact and guard != guard_name(case.address)
        by_address = guard.startswith("address ")
        return any(fnmatch(case.address, p) for p in tried) and not (by_address and own_rule)

    return is_tried


def probe_references(world: World, actor: Client) -> list[str]:
    """A page with the picture of another network."""
    answer = save(world, actor, block("picture", image=world.b["picture"].pk, alt="Bild"))
    return ["saves a picture of network B"] if "wagtailcore_revision" in answer.written else []


def probe_owner(world: World, actor: Client) -> list[str]:
    """A version that waits while the record changes hands."""
    with transaction.atomic():
        event = world.a["event"]
        waiting = event.save_revision()
        event.network = world.b.network
        event.save()
        waiting.refresh_from_db()
        former = waiting.as_object().network == world.a.network
        transaction.set_rollback(True)
    event.refresh_from_db()
    return ["brings the former owner back"] if former else []


def probe_override(world: World, actor: Client) -> list[str]:
    """The picture of another network for the translation of an own page."""
    args = [world.a["translation"].pk, world.a["overridable-segment"].pk]
    url = reverse("wagtail_localize:edit_override", args=args)
    with transaction.atomic():
        answer = actor.put(
            url, f"value={world.b['picture'].pk}", content_type="application/x-www-form-urlencoded"
        )
        transaction.set_rollback(True)
    return ["puts a picture of network B in"] if answer.status_code in (200, 201) else []


# Guards that no address shows: what is tried while they are away.
PROBES: dict[str, Callable[[World, Client], list[str]]] = {
    "references in forms": probe_references,
    "owner in saved versions": probe_owner,
    "pictures and links put into translations": probe_override,
}


def test_each_probe_holds_while_the_guards_stand(world: World) -> None:
    actor = client_of(world.a.people[Role.COORDINATOR])
    assert [name for name, probe in PROBES.items() if probe(world, actor)] == []


def test_without_any_one_guard_the_matrix_fails(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    actor = client_of(world.a.people[Role.COORDINATOR])
    lines, useless = [], []
    for name in sorted(GUARDS):
        if name in PROBES:
            with without(name):
                wrong = PROBES[name](world, actor)
        else:
            tried = ADDRESSES.get(name) or (name.removeprefix("address "),)
            wrong = faults_without(world, actor, name, tried)
        lines.append(f"{name}: {wrong[0][:150] if wrong else 'NOTHING FAILS WITHOUT IT'}")
        useless += [] if wrong else [name]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + f"\n{len(lines)} guards\n")
    assert useless == []
