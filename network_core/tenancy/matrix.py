"""The permission matrix as data: which role may do what with which kind of object.

A role is held in one network. Kinds of shared records are written by their steward network and
read by every network; every other kind belongs to one network and is invisible to the others.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in a network."""

    AUTHOR = "author", _("Autor*in")
    EDITOR = "editor", _("Redakteur*in")
    COORDINATOR = "coordinator", _("Koordinator*in")


class Kind(models.TextChoices):
    """What the matrix speaks about. Pages, pictures and files follow Wagtail's own group rights."""

    RECORD = "record", _("Partner und Angebote")
    LOCAL = "local", _("Mitgliedschaften, Hinweise vor Ort, Prüfungen, Auswahl, Mitzeichnungen")
    EVENT = "event", _("Veranstaltungen")
    ALLIANCE = "alliance", _("Arbeitsgruppen, Sitzungen, Vereinbarungen")
    POSITION = "position", _("Positionen")
    AWARD = "award", _("Netzwerk des Monats")
    NETWORK = "network", _("Einstellungen des Netzwerks")
    TAXONOMY = "taxonomy", _("Systematik und Begriffe")


DRAFT = frozenset({"add", "change", "view"})
FULL = frozenset({"add", "change", "delete", "publish", "lock", "unlock", "view"})
SETTINGS = frozenset({"change", "view"})
READ = frozenset({"view"})

MATRIX: dict[Role, dict[Kind, frozenset[str]]] = {
    Role.AUTHOR: {
        Kind.RECORD: DRAFT,
        Kind.EVENT: DRAFT,
        Kind.ALLIANCE: DRAFT,
        Kind.POSITION: DRAFT,
    },
    Role.EDITOR: {
        Kind.RECORD: FULL,
        Kind.LOCAL: FULL,
        Kind.EVENT: FULL,
        Kind.ALLIANCE: FULL,
        Kind.POSITION: FULL,
    },
    Role.COORDINATOR: {
        Kind.RECORD: FULL,
        Kind.LOCAL: FULL,
        Kind.EVENT: FULL,
        Kind.ALLIANCE: FULL,
        Kind.POSITION: FULL,
        Kind.NETWORK: SETTINGS,
    },
}

# What a role in the umbrella network adds to the same role elsewhere.
UMBRELLA_MATRIX: dict[Role, dict[Kind, frozenset[str]]] = {
    Role.EDITOR: {Kind.TAXONOMY: FULL, Kind.AWARD: FULL},
    Role.COORDINATOR: {
        Kind.TAXONOMY: FULL,
        Kind.AWARD: FULL,
        Kind.NETWORK: frozenset({"create"}),
    },
}

# Shared kinds can be read (and chosen) by everyone who works in any network. Positions, so that
# other networks can sign them.
SHARED_KINDS = frozenset({Kind.RECORD, Kind.POSITION, Kind.TAXONOMY})

PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: ("add_page",),
    Role.EDITOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.COORDINATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
}

# Codenames of Wagtail's picture and file permissions, given on the network's own collection.
COLLECTION_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: ("add", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
    Role.COORDINATOR: ("add", "change", "choose"),
}


def allowed(role: Role, kind: Kind, *, umbrella: bool) -> frozenset[str]:
    """The actions that `role` allows on `kind` inside its own network."""
    actions = MATRIX[role].get(kind, frozenset())
    if umbrella:
        actions |= UMBRELLA_MATRIX.get(role, {}).get(kind, frozenset())
    return actions
