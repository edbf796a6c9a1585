"""Reviewed: where an address answers although the thing is another network's."""

from fnmatch import fnmatch

# Address, kind of thing, why it may answer. What it shows is checked all the same.
ANSWERS: tuple[tuple[str, str, str], ...] = (
    ("wagtailsnippets_directory_partner:inspect", "partner", "published, read by everybody"),
    ("wagtailsnippets_directory_offer:inspect", "offer", "published, read by everybody"),
    ("wagtailsnippets_alliance_position:inspect", "position", "published, read by everybody"),
    ("wagtailsnippets_directory_partner:propose", "partner", "anybody proposes changes"),
    ("wagtailsnippets_directory_offer:propose", "offer", "anybody proposes changes"),
    ("wagtailsnippetchoosers_directory_partner:chosen", "partner", "published, may be chosen"),
    ("wagtailsnippetchoosers_directory_offer:chosen", "offer", "published, may be chosen"),
    ("wagtailsnippetchoosers_alliance_position:chosen", "position", "published, may be chosen"),
    ("wagtailsnippets_search_wordgroup:inspect", "word-group", "words of all, read by everybody"),
    ("wagtailsnippetchoosers_search_wordgroup:chosen", "word-group", "words of all"),
    ("vorschlaege-systematik:inspect", "term-proposal", "proposals to all, read by everybody"),
    ("wagtailadmin_editing_sessions:release", "editing-session", "ends one's own sessions only"),
)

# Kinds of things that B has with the umbrella: its staff treat them, and nobody else does.
WITH_THE_UMBRELLA = {
    "award",
    "co-host",
    "comparison-profile",
    "handover",
    "milestone",
    "proposal",
}

# Where the umbrella's staff compare networks, keep their budgets, or look at what they would hand
# over. What these show is checked all the same.
FOR_THE_STAFF = {
    "coverage_cell",
    "figure_records",
    "machine_budget",
    "steering_change_state",
    "steering_hand_over",
}
# Where they read which public texts of all networks wait for a translation, and what networks have
# used of the machine.
PUBLIC_TEXTS = {"machine_use", "translations_to_do"}


def may_answer(address: str, kinds: tuple[str, ...]) -> bool:
    """Whether the address may answer a stranger."""
    return any(fnmatch(address, pattern) and kind in kinds for pattern, kind, _why in ANSWERS)
