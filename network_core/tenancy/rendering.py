"""The permission matrix as a page to read."""

from collections.abc import Iterable

from django.apps import apps
from django.utils.translation import override
from wagtail.permissions import policy_registry

from network_core.tenancy.matrix import (
    COLLECTION_PERMISSIONS,
    KEPT_FOR_ALL,
    PAGE_PERMISSIONS,
    SHARED_KINDS,
    Kind,
    Role,
    allowed,
    roles_in,
)
from network_core.tenancy.policies import NetworkPolicy
from network_core.tenancy.sides import SidedPolicy

ORDER = ("view", "add", "change", "publish", "delete", "lock", "unlock")
INTRODUCTION = """# Who may do what

This page is written by `manage.py permissions --write` from the matrix in
`network_core/tenancy/matrix.py` and from the policies that the apps register; a test fails when it
is out of date. A role is held in one network. Administrators may do everything that is done in the
admin at all. Partners, offers, positions and terms that are published are read and chosen by
everybody who has a role in any network, except for partner accounts; drafts and everything else are
invisible to other networks.

Translators have their role once per language: they edit the pages of these languages, draft the
words of their network's records in them, and do nothing else. Words are published by whoever may
publish their record. The staff of the umbrella exist in the umbrella network only; they and its
coordinators read the published pages, shared records and figures of all networks, no drafts and no
personal data. A partner account opens nothing in the admin but its partner's own records and what
was proposed for them. Of all these, coordinators, the staff of the umbrella and administrators need
a second factor.
"""


def _words(actions: Iterable[str]) -> str:
    known = [action for action in ORDER if action in actions]
    return ", ".join([*known, *sorted(set(actions) - set(ORDER))]) or "–"


def _table(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _roles(*, umbrella: bool) -> list[str]:
    rows, roles = [], roles_in(umbrella=umbrella)
    for kind in Kind:
        shared = " (shared)" if kind in SHARED_KINDS else ""
        if umbrella and kind in KEPT_FOR_ALL:
            shared = f" ({_words(KEPT_FOR_ALL[kind])} of all networks)"
        cells = [_words(allowed(role, kind, umbrella=umbrella)) for role in roles]
        rows.append([f"`{kind.value}`{shared} {kind.label}", *cells])
    return _table(["Kind", *(str(role.label) for role in roles)], rows)


def _owner(policy: NetworkPolicy) -> str:
    if isinstance(policy, SidedPolicy):
        sides = [f"`{path}` ({_words(actions)})" for path, actions in policy.sides.items()]
        if policy.author_field:
            sides.append(f"the person in `{policy.author_field}` ({_words(policy.author_actions)})")
        return "; ".join(sides)
    special = {"": "the umbrella", "pk": "itself"}
    return special.get(policy.network_field, f"`{policy.network_field}`")


def _models() -> list[str]:
    rows = []
    for model in apps.get_models():
        policy = policy_registry.get_by_type(model, fallback=False)
        if not isinstance(policy, NetworkPolicy):
            continue
        owner = _owner(policy)
        rows.append([f"`{model._meta.label}`", policy.kind.value, owner, _words(policy.never)])
    return _table(["Model", "Kind", "Belongs to", "Never in the admin"], sorted(rows))


def _groups() -> list[str]:
    rows = [
        [str(role.label), _words(PAGE_PERMISSIONS[role]), _words(COLLECTION_PERMISSIONS[role])]
        for role in Role
    ]
    return _table(
        ["Role", "Pages of the own site", "Pictures and files of the own collection"], rows
    )


def permissions_page() -> str:
    """The text of `docs/permissions.md`."""
    with override("de"):
        parts = [
            INTRODUCTION.splitlines(),
            ["", "## Roles in a network", ""],
            _roles(umbrella=False),
            ["", "## Roles in the umbrella network", ""],
            _roles(umbrella=True),
            ["", "## What the rows are about", ""],
            _models(),
            ["", "## Pages, pictures and files", ""],
            ["These follow Wagtail's own rights of groups, given when a network is made.", ""],
            _groups(),
        ]
    return "\n".join(line for part in parts for line in part) + "\n"
