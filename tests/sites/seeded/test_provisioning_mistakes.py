"""A mistake in a content file: its place is named, and nothing of the network is kept."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Locale, Page, Revision, Site, Workflow

from network_core.directory.models import Offer, Partner
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from sites.provisioning.files import ContentError
from sites.provisioning.provision import blueprint_from_folder, provision
from tests.sites.seeded.folders import FACTS, FILES, GERMAN, HOST, make, write_folder
from tests.sites.seeded.visiting import read

pytestmark = pytest.mark.usefixtures("seeded")

PAGE = "content/de/10-ueber-uns.md"
NEWS = "content/de/20-aktuelles/10-neu.md"
OFFER = "offers/rat.md"
PARTNER = "partners/verein.md"
EVENT = "events/treffen.md"
FACT_FILE = "network.toml"


def numbers() -> dict[str, int]:
    """How much there is of what a network is made of."""
    models = (Page, Site, Group, Collection, Locale, Workflow, Offer, Partner, Event, Revision)
    return {model.__name__: model.objects.count() for model in models}


def with_line(name: str, line: str) -> str:
    """The file `name` with one more line at the top of its facts."""
    text = FILES[name]
    return text.replace("+++\n", f"+++\n{line}\n", 1) if text.startswith("+++") else line + text


def with_body(text: str) -> str:
    """The page with another body."""
    return FILES[PAGE].rpartition("+++\n")[0] + "+++\n\n" + text


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (FACT_FILE, "name = ", ""),
        (FACT_FILE, with_line(FACT_FILE, 'motto = "Ja"'), "motto"),
        (FACT_FILE, FACTS.replace("name", "title", 1), "title"),
        (FACT_FILE, with_line(FACT_FILE, 'color_primary = "#ffffee"'), "color_primary"),
        (FACT_FILE, FACTS.replace('["de", "en", "ar"]', '["en"]'), "languages"),
        (FACT_FILE, FACTS.replace('["05124"]', '["5"]'), ""),
        (FACT_FILE, FACTS.replace("label =", "titel ="), "titel"),
        (FACT_FILE, FACTS.replace("audience =", "zielgruppe ="), "zielgruppe"),
        (FACT_FILE, FACTS.replace("alleinerziehende", "marsmenschen"), "marsmenschen"),
        (PAGE, "+++\ntitle = \n+++\n", ""),
        (PAGE, with_line(PAGE, 'untertitel = "x"'), "untertitel"),
        (PAGE, with_line(PAGE, "live = false"), "live"),
        (PAGE, FILES[PAGE].replace('"standard"', '"seite"'), "seite"),
        (PAGE, FILES[PAGE].replace("title =", "search_description ="), "title"),
        (PAGE, with_line(PAGE, f'introduction = "{"x" * 700}"'), "introduction"),
        (NEWS, FILES[NEWS].replace("2026-05-01", '"gestern"'), "gestern"),
        (NEWS, FILES[NEWS].replace('"unterhaltsvorschuss"', '"marsmenschen"'), "marsmenschen"),
        (PAGE, with_body("[Hier](page:gibt-es-nicht)"), "gibt-es-nicht"),
        (PAGE, with_body('```zitat\ntext = "x"\n```'), "zitat"),
        (PAGE, with_body("```quotation\ntext = \n```"), "quotation"),
        (PAGE, with_body('```quotation\ntext = "x"\nsprecher = "y"\n```'), "sprecher"),
        (PAGE, with_body('```quotation\nspeaker = "x"\n```'), "text"),
        (PAGE, with_body('```contact_card\npartner = "niemand"\n```'), "niemand"),
        (PAGE, with_body('```picture\nimage = "fehlt.png"\ncredit = "x"\n```'), "fehlt.png"),
        (OFFER, "+++\ntitle = \n+++\n", ""),
        (OFFER, with_line(OFFER, 'kosten = "nichts"'), "kosten"),
        (OFFER, FILES[OFFER].replace('"unterhaltsvorschuss"', '"marsmenschen"'), "marsmenschen"),
        (OFFER, FILES[OFFER].replace('"verein"', '"niemand"'), "niemand"),
        (OFFER, FILES[OFFER].replace('kind = "phone"', 'art = "phone"'), "art"),
        (OFFER, FILES[OFFER].replace('kind = "phone"', 'kind = "brieftaube"'), "brieftaube"),
        (OFFER, FILES[OFFER].replace('"mo"', '"montag"'), "montag"),
        (OFFER, FILES[OFFER].replace("09:00", "neun"), "neun"),
        (OFFER, FILES[OFFER].replace('"05124"', '"5"'), ""),
        (OFFER, with_line(OFFER, 'cost_kind = "umsonst"'), "cost_kind"),
        (OFFER, with_line(OFFER, "valid_from = 2030-01-01\nvalid_until = 2029-01-01"), ""),
        (PARTNER, with_line(PARTNER, 'mail = "x"'), "mail"),
        (PARTNER, with_line(PARTNER, 'email = "keine-adresse"'), "email"),
        (PARTNER, FILES[PARTNER].replace('"association"', '"verein"'), "kind"),
        (PARTNER, FILES[PARTNER].replace('"coordination"', '"chefin"'), "role"),
        (EVENT, with_line(EVENT, 'ort = "x"'), "ort"),
        (EVENT, FILES[EVENT].replace("2090-05-01T12", "2090-04-01T12"), ""),
        (EVENT, FILES[EVENT].replace('["verein"]', '["niemand"]'), "niemand"),
        (EVENT, FILES[EVENT].replace("begin =", "beginn ="), "begin"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_leaves_nothing(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    assert text != FILES.get(name), "The test changes nothing."
    before = numbers()
    folder = write_folder(tmp_path, {FACT_FILE: GERMAN, name: text})
    with pytest.raises(ContentError) as refusal:
        provision([blueprint_from_folder(folder, "localhost", 80)])
    message = str(refusal.value)
    assert f"sechstes/{name}" in message
    assert words in message
    assert "\n" not in message.strip()
    assert not Network.objects.filter(slug="sechstes").exists()
    assert numbers() == before


def test_a_mistake_in_one_network_keeps_the_others_from_being_made(tmp_path: Path) -> None:
    broken = write_folder(tmp_path / "broken", {PAGE: "+++\ntitle = \n+++\n"})
    good = write_folder(tmp_path / "good", {"network.toml": 'slug = "siebtes"\n' + FACTS})
    Term.objects.filter(slug="geld").update(slug="umbenannt")
    with pytest.raises(CommandError, match=f"sechstes/{PAGE}"):
        call_command("create_network", str(good), str(broken), verbosity=0)
    assert not Network.objects.filter(slug="siebtes").exists()
    assert not Term.objects.filter(slug="geld").exists()


def test_a_link_to_what_is_not_there_becomes_plain_text(tmp_path: Path) -> None:
    links = [f"[{kind}]({kind}:gibt-es-nicht)" for kind in ("network", "offer", "partner", "event")]
    make(write_folder(tmp_path, {PAGE: with_body(" und ".join(links)), FACT_FILE: GERMAN}))
    page = read(HOST, "/de/ueber-uns/")
    assert "network und offer und partner und event" in page.text
    assert not any("gibt-es-nicht" in link for link in page.links)
