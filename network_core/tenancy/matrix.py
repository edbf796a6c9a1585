"""The permission matrix as data: which role may do what with which kind of object.

A role is held in one network. Kinds of shared records are written by their steward network and
read by every network; every other kind belongs to one network and is invisible to the others.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in a network.

    Translators have the role once for each language that they were given. Staff of the umbrella
    exist in the umbrella network only. A partner account is for the staff of one partner: it
    proposes changes to that partner's own records and sees nothing else of the admin.
    """

    AUTHOR = "author", _("Autor*in")
    EDITOR = "editor", _("Redakteur*in")
    COORDINATOR = "coordinator", _("Koordinator*in")
    TRANSLATOR = "translator", _("Übersetzer*in")
    STAFF = "staff", _("Bundesebene")
    PARTNER = "partner", _("Partnerzugang")


class Kind(models.TextChoices):
    """What the matrix speaks about. Pages, pictures and files follow Wagtail's own group rights."""

    RECORD = "record", _("Partner und Angebote")
    LOCAL = "local", _("Mitgliedschaften, Hinweise vor Ort, Prüfungen, Auswahl, Mitzeichnungen")
    PROPOSAL = "proposal", _("Änderungsvorschläge")
    HANDOVER = "handover", _("Übergaben von Partnern und Angeboten")
    PATHWAY = "pathway", _("Wegweiser")
    EVENT = "event", _("Veranstaltungen")
    HOSTING = "hosting", _("Anfragen, gemeinsam zu veranstalten")
    ALLIANCE = "alliance", _("Arbeitsgruppen, Sitzungen, Vereinbarungen")
    POSITION = "position", _("Positionen")
    AWARD = "award", _("Netzwerk des Monats")
    NETWORK = "network", _("Einstellungen des Netzwerks")
    TEAM = "team", _("Team: Personen, Rollen, Einladungen")
    TAXONOMY = "taxonomy", _("Systematik und Begriffe")
    ANNOUNCEMENT = "announcement", _("Ankündigungen an alle Netzwerke")
    TERM_PROPOSAL = "term_proposal", _("Vorschläge zur Systematik")
    IMPORT = "import", _("Import von Partnern und Angeboten")
    WORDS = "words", _("Wortliste der Suche")
    RULES = "rules", _("Regeln, die für alle Netzwerke gelten")
    COMPARISON = "comparison", _("Angaben zum Vergleich der Netzwerke")
    MILESTONE = "milestone", _("Ereignisse im Verlauf der Kennzahlen")


DRAFT = frozenset({"add", "change", "view"})
FULL = frozenset({"add", "change", "delete", "publish", "lock", "unlock", "view"})
SETTINGS = frozenset({"change", "view"})
READ = frozenset({"view"})
DECIDE = frozenset({"view", "decide"})
PEOPLE = frozenset({"add", "change", "delete", "view"})
# What lies between two networks: one side begins it and may take it back, the other one answers.
SUGGESTING = frozenset({"add", "view"})
ANSWERING = frozenset({"add", "view", "withdraw", "decide"})
IMPORT = frozenset({"add", "view"})

MATRIX: dict[Role, dict[Kind, frozenset[str]]] = {
    Role.AUTHOR: {
        Kind.RECORD: DRAFT,
        Kind.PROPOSAL: SUGGESTING,
        Kind.PATHWAY: DRAFT,
        Kind.EVENT: DRAFT,
        Kind.HOSTING: READ,
        Kind.ALLIANCE: DRAFT,
        Kind.POSITION: DRAFT,
    },
    Role.EDITOR: {
        Kind.RECORD: FULL,
        Kind.PROPOSAL: ANSWERING,
        Kind.HANDOVER: READ,
        Kind.PATHWAY: FULL,
        Kind.LOCAL: FULL,
        Kind.EVENT: FULL,
        Kind.HOSTING: DECIDE,
        Kind.ALLIANCE: FULL,
        Kind.POSITION: FULL,
        Kind.WORDS: FULL,
        Kind.TERM_PROPOSAL: SUGGESTING,
    },
    Role.COORDINATOR: {
        Kind.RECORD: FULL,
        Kind.PROPOSAL: ANSWERING,
        Kind.HANDOVER: ANSWERING,
        Kind.PATHWAY: FULL,
        Kind.LOCAL: FULL,
        Kind.EVENT: FULL,
        Kind.HOSTING: DECIDE,
        Kind.ALLIANCE: FULL,
        Kind.POSITION: FULL,
        Kind.WORDS: FULL,
        Kind.NETWORK: SETTINGS,
        Kind.TEAM: PEOPLE,
        Kind.IMPORT: IMPORT,
        Kind.COMPARISON: DRAFT,
        Kind.TERM_PROPOSAL: SUGGESTING,
    },
    Role.TRANSLATOR: {},
    Role.STAFF: {},
    Role.PARTNER: {},
}

# What a role in the umbrella network adds to the same role elsewhere. Authors and editors of the
# umbrella are what they are everywhere: they work on its site and on the records that it looks
# after, which are the national ones. What all networks have in common is kept by its staff.
UMBRELLA_MATRIX: dict[Role, dict[Kind, frozenset[str]]] = {
    Role.STAFF: {
        **MATRIX[Role.EDITOR],
        Kind.TAXONOMY: FULL,
        Kind.TERM_PROPOSAL: SUGGESTING | {"decide"},
        Kind.ANNOUNCEMENT: PEOPLE,
        Kind.AWARD: FULL,
        Kind.RULES: FULL,
        Kind.MILESTONE: FULL,
        Kind.COMPARISON: DRAFT,
        Kind.NETWORK: frozenset({"create"}),
    },
    Role.COORDINATOR: {
        Kind.TAXONOMY: FULL,
        Kind.TERM_PROPOSAL: frozenset({"decide"}),
        Kind.ANNOUNCEMENT: PEOPLE,
        Kind.AWARD: FULL,
        Kind.RULES: FULL,
        Kind.MILESTONE: FULL,
        Kind.NETWORK: frozenset({"create"}),
    },
}

# Shared kinds can be read (and chosen) by everyone who works in any network. Positions, so that
# other networks can sign them; the words of the search and proposals of terms, so that nobody
# enters twice what holds.
SHARED_KINDS = frozenset(
    {
        *(Kind.RECORD, Kind.PATHWAY, Kind.POSITION, Kind.WORDS),
        *(Kind.TAXONOMY, Kind.TERM_PROPOSAL, Kind.RULES),
    }
)
READS_SHARED = frozenset(Role) - {Role.PARTNER}

# What its rights in the umbrella network let a person treat for every network, not for it alone.
KEPT_FOR_ALL: dict[Kind, frozenset[str]] = {
    Kind.COMPARISON: DRAFT,
    Kind.TERM_PROPOSAL: frozenset({"decide"}),
}

# Those who compare networks: they read the published pages, shared records and figures of all
# networks, and neither drafts nor personal data.
UMBRELLA_STAFF = frozenset({Role.STAFF, Role.COORDINATOR})
ONLY_IN_UMBRELLA = frozenset({Role.STAFF})

# Who translates into every language of the own network; translators only into those given to them.
TRANSLATES_EVERYTHING = frozenset({Role.EDITOR, Role.STAFF, Role.COORDINATOR})

# Who sees or keeps so much that a password alone is not enough. Administrators belong to them.
NEEDS_SECOND_FACTOR = frozenset({Role.STAFF, Role.COORDINATOR})

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
    # On the pages of their own languages only.
    Role.TRANSLATOR: ("change_page",),
    Role.STAFF: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.PARTNER: (),
}

# Codenames of Wagtail's picture and file permissions, given on the network's own collection.
COLLECTION_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: ("add", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
    Role.COORDINATOR: ("add", "change", "choose"),
    Role.TRANSLATOR: ("choose",),
    Role.STAFF: ("add", "change", "choose"),
    Role.PARTNER: (),
}


def roles_in(*, umbrella: bool) -> tuple[Role, ...]:
    """The roles that exist in a network, in the order in which people read them."""
    return tuple(role for role in Role if umbrella or role not in ONLY_IN_UMBRELLA)


def allowed(role: Role, kind: Kind, *, umbrella: bool) -> frozenset[str]:
    """The actions that `role` allows on `kind` inside its own network."""
    actions = MATRIX[role].get(kind, frozenset())
    if umbrella:
        actions |= UMBRELLA_MATRIX.get(role, {}).get(kind, frozenset())
    return actions
