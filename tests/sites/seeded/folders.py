"""Folders of a sixth network, as somebody would write them who wants one more."""

from pathlib import Path

from django.core.management import call_command

HOST = "sechstes.localhost"

FACTS = """
name = "Netzwerk Sechstes"
short_name = "Sechstes"
languages = ["de", "en", "ar"]
address_form = "du"
region_keys = ["05124"]
postcodes = ["42103"]
contact_email = "post@sechstes.example"

[[social_links]]
label = "Mastodon"
url = "https://social.example/@sechstes"

[selection]
audience = ["alleinerziehende"]
"""

FILES = {
    "network.toml": FACTS,
    "content/de/home.md": (
        '+++\ntype = "home"\ntitle = "Willkommen im Sechsten"\n'
        'sign_language_video = "https://filme.example/dgs"\n+++\n\nGuten Tag.'
    ),
    "content/de/10-ueber-uns.md": (
        '+++\ntype = "standard"\ntitle = "Über uns"\nin_menu = true\n+++\n\n'
        "## Wer wir sind\n\nEin **Netzwerk**. [Rat](offer:rat), [Verein](partner:verein),"
        " [Neues](page:aktuelles/neu), [Bund](network:bundesebene).\n\n"
        '```quotation\ntext = "Gut so."\nspeaker = "Ada"\n```'
    ),
    "content/de/20-aktuelles.md": '+++\ntype = "news_index"\ntitle = "Neues von uns"\n+++\n',
    "content/de/20-aktuelles/10-neu.md": (
        '+++\ntype = "news"\ntitle = "Es geht los"\ndate = 2026-05-01\n'
        'topics = ["unterhaltsvorschuss"]\ntags = ["Anfang"]\n+++\n\nHeute.'
    ),
    "content/en/home.md": '+++\ntype = "home"\ntitle = "Welcome to the Sixth"\n+++\n\nHello.',
    "partners/verein.md": (
        '+++\nname = "Verein der Sechsten"\nkind = "association"\n'
        'role = "coordination"\n+++\n\nWir.'
    ),
    "offers/rat.md": (
        '+++\ntitle = "Rat der Sechsten"\nsummary = "Rat."\npartner = "verein"\n'
        'topics = ["unterhaltsvorschuss"]\nareas = ["05124"]\nlanguages = ["de", "tr"]\n\n'
        '[[contacts]]\nkind = "phone"\nvalue = "0202 1234567"\n\n'
        '[[hours]]\nweekdays = ["mo", "tu"]\nopens = "09:00"\ncloses = "12:00"\n+++\n\nText.'
    ),
    "events/treffen.md": (
        '+++\ntitle = "Treffen der Sechsten"\nbegin = 2090-05-01T10:00:00+02:00\n'
        'end = 2090-05-01T12:00:00+02:00\nplace_name = "Rathaus"\nhosts = ["verein"]\n+++\n\nText.'
    ),
}


GERMAN = FACTS.replace('"de", "en", "ar"', '"de"')


def write_folder(parent: Path, changes: dict[str, str] | None = None) -> Path:
    """A folder of a complete small network; `changes` replaces or adds files."""
    folder = parent / "sechstes"
    for name, text in (FILES | (changes or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def make(folder: Path) -> None:
    """Run the command on one folder."""
    call_command("create_network", str(folder), verbosity=0)
