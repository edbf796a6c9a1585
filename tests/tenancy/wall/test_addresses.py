"""Every address of the admin, with things of network B, by people of network A."""

import os
import sys
from collections.abc import Callable, Generator
from typing import Any

import pytest
from django.test import Client

from network_core.tenancy.matrix import Role
from tests.tenancy.wall.cases import Case, cases, filled
from tests.tenancy.wall.checks import Answer, Fingerprint, attempt, client_of
from tests.tenancy.wall.expectations import (
    FOR_THE_STAFF,
    PUBLIC_TEXTS,
    WITH_THE_UMBRELLA,
    may_answer,
)
from tests.tenancy.wall.forms import fields_of
from tests.tenancy.wall.marks import ON_SITE, PUBLIC, SECRET, SHARED, WITH_UMBRELLA
from tests.tenancy.wall.matrix import queries_for
from tests.tenancy.wall.world import World

XHR = {"X-Requested-With": "XMLHttpRequest"}
# What lists are asked besides: searches, exports, orders. Of exports the others follow the CSV.
QUERIES = (f"?q={SECRET[:6]}", "?ordering=-pk&p=1", "?search_all=1&q=GEHEIM", "?export=csv")
# What is less than this was not tried, or was tried at addresses that open for nobody. Lower bounds
# and no exact numbers: every address that any package adds would change them, in each role, and
# nobody could say whether the new number is right. A new address is tried by itself all the same.
LEAST_OPEN, LEAST_MARKED, LEAST_TRIED = 250, 200, 2000
# Leaves the session, so it would be the last that anybody did.
LEAVING = {"wagtailadmin_logout", "account_logout", "end_sessions"}

Request = tuple[str, str, Any, dict[str, str]]
Plan = Generator[Request, Answer, None]


def roles() -> list[str]:
    """Editors and coordinators, or with `WALL_ROLES=all` all there are."""
    if os.environ.get("WALL_ROLES") == "all":
        return [str(role) for role in Role]
    return [str(Role.EDITOR), str(Role.COORDINATOR)]


def in_its_own_process(role: str) -> Any:
    """The tests of one role share the world of one process."""
    return pytest.param(role, marks=pytest.mark.xdist_group(f"wall {role}"))


class Controls:
    """What the same addresses answer to network B's own people and to administrators."""

    def __init__(self, world: World) -> None:
        self._owner = client_of(world.b.people[Role.COORDINATOR], "b-netz.localhost")
        self._administrator = client_of(world.administrator, "b-netz.localhost")
        self._forms: dict[str, dict[str, Any]] = {}
        self.marked = 0

    def form(self, case: Case) -> dict[str, Any]:
        """What the owner's browser would send from this address."""
        if case.address not in self._forms:
            answer = self._open(case)
            if answer is None:
                return {}
            self._forms[case.address] = fields_of(answer.text)
            self.marked += any(mark in answer.text for mark in (SECRET, ON_SITE, SHARED))
        return self._forms[case.address]

    def _open(self, case: Case) -> Answer | None:
        for client in (self._owner, self._administrator):
            answer = attempt(client, "get", case.url)
            if answer.status == 200:
                return answer
        return None

    @property
    def opened(self) -> set[str]:
        """Addresses that have answered."""
        return set(self._forms)


def requests(case: Case, form: dict[str, Any], world: World) -> Plan:
    """What is tried at one address: method, address, what is posted, headers."""
    answer = yield "get", case.url, None, {}
    yield "post", case.url, form, {}
    for query in queries_for(case.address, case.url):
        url = case.url + filled(query, world.b, world.a)
        yield "get", url, None, XHR
        yield "post", url, {}, {}
    if case.is_foreign:
        return
    yield "get", case.url, None, XHR
    if answer.status != 200:
        return
    for query in QUERIES:
        answer = yield "get", case.url + query, None, {}
    if "attachment" in answer.disposition:
        yield "get", f"{case.url}?export=xlsx", None, {}


def faults(case: Case, answer: Answer, *, umbrella: bool = False) -> list[str]:
    """What is wrong with an answer to a person of another network, or of the umbrella."""
    if umbrella and WITH_THE_UMBRELLA.intersection(case.kinds):
        return []
    marks = {m for m in answer.marks if not (umbrella and m.startswith(WITH_UMBRELLA))}
    if umbrella and case.address in PUBLIC_TEXTS:
        marks = {m for m in marks if not m.startswith(ON_SITE)} - PUBLIC
    found = [f"shows {sorted(marks)}"] if marks else []
    if answer.status >= 500:
        found.append("fails")
    if answer.harm:
        found.append(f"changes network B ({sorted(answer.written)})")
    is_open = umbrella and case.address in FOR_THE_STAFF
    if case.is_foreign and not is_open and not may_answer(case.address, case.kinds):
        if not answer.refused:
            found.append(f"answers {answer.status} {answer.location}")
        if answer.written:
            found.append(f"writes {sorted(answer.written)}")
    return found


def try_everything(
    world: World,
    actor: Client,
    controls: Controls,
    *,
    umbrella: bool = False,
    tried_here: Callable[[Case], bool] = lambda case: case.address not in LEAVING,
    enough: int = 10_000,
) -> tuple[int, list[str]]:
    """All requests of the matrix, up to `enough` faults: how many, and what was wrong."""
    untouched = Fingerprint(world.b)
    tried, wrong = 0, []
    for case in cases(world.b):
        if len(wrong) >= enough:
            break
        if not tried_here(case):
            continue
        form = controls.form(case) if case.is_foreign else {}
        plan, answer = requests(case, form, world), None
        while request := _next(plan, answer):
            method, url, data, headers = request
            answer = attempt(actor, method, url, data, guarded=untouched, **headers)
            tried += 1
            found = faults(case, answer, umbrella=umbrella)
            wrong += [f"{method} {url} ({case}): {fault}" for fault in found]
    return tried, wrong


def _next(plan: Plan, answer: Answer | None) -> Request | None:
    try:
        return plan.send(answer) if answer else next(plan)
    except StopIteration:
        return None


@pytest.mark.parametrize("role", map(in_its_own_process, roles()))
def test_nothing_of_another_network_is_seen_or_changed(
    world: World, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    controls = Controls(world)
    umbrella = role not in world.a.people
    person = (world.umbrella if umbrella else world.a).people[role]
    tried, wrong = try_everything(world, client_of(person), controls, umbrella=umbrella)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{role}: {tried} combinations of address, thing and method; "
            f"{len(controls.opened)} addresses open for network B, "
            f"{controls.marked} of them show its marks\n"
        )
    assert not wrong, "\n".join([f"{len(wrong)} faults", *wrong[:200]])
    # The same addresses open for those whose things they name, or the refusals prove nothing.
    assert len(controls.opened) > LEAST_OPEN
    assert controls.marked > LEAST_MARKED
    assert tried > LEAST_TRIED
