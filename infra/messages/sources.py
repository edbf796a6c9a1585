"""Which sources speak to visitors. Only their strings are translated: the admin is in German.

Templates speak to visitors unless they are named here; Python does so only where it is named here.
A crawl of all kinds of public pages (tests/languages) fails when something was forgotten.
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from infra.installation.paths import ROOT

# Templates of the admin, of the people who work in it, and of mails to them.
NOT_FOR_VISITORS = (
    "*/admin/*",
    *("account/*", "accounts/*", "mfa/*", "people/*"),
    *(
        "audit/*",
        "events/*",
        "jobs/*",
        "links/*",
        "opendata/*",
        "steering/*",
        "umbrella/*",
        "wagtail*",
    ),
    *("blocks/previews/*", "sites/desk/*"),
    # Whoever corrects a record corrects its German words, so partners are asked in German, too.
    "directory/*",
    *(
        f"mail/{kind}.*"
        for kind in (
            "change_digest",
            "check_*",
            "co_host_*",
            "company_offer",
            "contact_message",
            "handover_*",
            "invitation",
            "password_reset",
            "proposal_*",
            "quarter_report",
            "records_handed_over",
            "test",
        )
    ),
)

# Modules of which every string may be read by visitors.
WHOLE = (
    "network_core/directory/facets.py",
    "network_core/directory/opening.py",
    "network_core/directory/showing.py",
    "network_core/events/ical.py",
    "network_core/forms/*.py",
    "network_core/pathways/filling.py",
    "network_core/pathways/situations.py",
    "network_core/words/languages.py",
    "search/documents/*.py",
    "search/controls.py",
    "search/query/[!e]*.py",
    "search/views.py",
    "search/ways_on.py",
    "sites/closed.py",
    "sites/companies.py",
    "sites/contact.py",
    "sites/feeds.py",
    "sites/frame.py",
    "sites/leaflet.py",
    "sites/provisioning/pages.py",
    "sites/remembered.py",
    "sites/shortlist.py",
    "sites/views.py",
)

# Modules that speak to editors, too: of these it is the labels of choices, constants, and what
# functions return; not the names and help texts of fields, nor what a form of the admin refuses.
IN_PART = (
    "blocks/*.py",
    "network_core/alliance/models/*.py",
    "network_core/directory/models/contact.py",
    "network_core/directory/models/hours.py",
    "network_core/directory/models/offer.py",
    "network_core/directory/models/partner.py",
    "network_core/directory/models/verification.py",
    "network_core/events/models/*.py",
    "network_core/events/recurrence.py",
    "network_core/events/timing.py",
    "network_core/pathways/models/*.py",
    "network_core/taxonomy/models/term.py",
    # Of the figures, only the harmless ones are public.
    "network_core/umbrella/figures/*.py",
    "sites/pages/*.py",
)
# Constants of models are what their forms refuse; the others name groups that editors choose from.
CONSTANTS_FOR_EDITORS = (
    "*/models/*.py",
    "*/models.py",
    "*/umbrella/figures/figure.py",
    "blocks/streams.py",
)
# Choices that only forms of the admin name.
CHOICES_FOR_EDITORS = ("Precision", "Repeats")


def templates() -> Iterator[Path]:
    """The templates that speak to visitors, in the order of their names."""
    folder = ROOT / "templates"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(fnmatch(name, pattern) for pattern in NOT_FOR_VISITORS):
            yield path


def modules() -> Iterator[tuple[Path, bool]]:
    """The modules that speak to visitors, each with whether it does so as a whole."""
    for patterns, is_whole in ((WHOLE, True), (IN_PART, False)):
        for pattern in patterns:
            for path in sorted(ROOT.glob(pattern)):
                yield path, is_whole
