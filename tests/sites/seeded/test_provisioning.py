"""Making a network: all that it needs, as often as one likes, and nothing of what was changed."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Page, ReferenceIndex, Site

from network_core.alliance.models import Agreement
from network_core.directory.models import Membership, Offer, Partner
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.pathways.models import Pathway
from network_core.tenancy.matrix import Role
from sites.models import HomePage, StandardPage
from tests.sites.seeded.folders import FACTS, HOST, make, write_folder
from tests.sites.seeded.visiting import GOETTINGEN, read, visit

pytestmark = pytest.mark.usefixtures("seeded")

STANDARD = {
    "angebote",
    "partner",
    "aktuelles",
    "veranstaltungen",
    "wichtige-adressen",
    "kontakt",
    "impressum",
    "datenschutz",
    "barrierefreiheit",
}


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


def again() -> None:
    """Run the command for the five networks once more."""
    call_command("create_network", all=True, verbosity=0)


def network(slug: str) -> Network:
    """A network with its site."""
    return Network.objects.select_related("site__root_page").get(slug=slug)


def language_roots(of: Network) -> dict[str, HomePage]:
    """The home pages of all languages, live or not."""
    pages = HomePage.objects.filter(translation_key=of.site.root_page.translation_key)
    return {page.locale.language_code: page for page in pages.select_related("locale")}


def test_a_second_run_changes_nothing() -> None:
    before = everything()
    again()
    assert everything() == before


def test_what_the_seeded_objects_use_is_in_the_index_of_references() -> None:
    rows = ReferenceIndex.objects.order_by("base_content_type", "object_id", "content_path")
    columns = ("base_content_type", "object_id", "to_object_id", "model_path", "content_path")
    before = sorted(rows.values_list(*columns))
    for model in (HomePage, Offer, Partner, Pathway, Agreement):
        assert model.objects.exists()
        for found in model.objects.all():
            ReferenceIndex.create_or_update_for_object(found)
    assert sorted(rows.values_list(*columns)) == before


def test_a_second_run_keeps_what_was_edited() -> None:
    offer = Offer.objects.get(slug="unterhaltsvorschuss")
    offer.summary = "Von Hand geschrieben."
    offer.save_revision().publish()
    page = StandardPage.objects.get(slug="themen")
    page.title = "Anders benannt"
    page.save_revision().publish()
    Network.objects.filter(slug="goettingen").update(name="Neuer Name", short_name="Neu")
    before = everything()
    again()
    assert everything() == before
    assert "Von Hand geschrieben." in read(GOETTINGEN, "/de/angebote/unterhaltsvorschuss/").text
    assert "Anders benannt" in read(GOETTINGEN, "/de/themen/").text


def test_a_second_run_does_not_bring_back_what_was_deleted() -> None:
    StandardPage.objects.get(slug="fehlt-etwas").delete()
    offer = Offer.objects.filter(steward__slug="goettingen").first()
    partner = Partner.objects.filter(steward__slug="wuppertal").last()
    membership = Membership.objects.filter(network__slug="lichtenberg").first()
    Offer.objects.filter(partner=partner).delete()
    for gone in (offer, partner, membership, Event.objects.first()):
        gone.delete()
    before = everything()
    again()
    assert everything() == before


def test_a_second_run_does_not_publish_what_was_taken_offline() -> None:
    StandardPage.objects.get(slug="themen").unpublish()
    Page.objects.get(slug="impressum", path__startswith=network("goettingen").site.root_page.path)
    again()
    assert visit(GOETTINGEN, "/de/themen/").status_code == 404


def test_a_standard_page_that_was_deleted_is_completed() -> None:
    home = network("goettingen").site.root_page
    home.get_children().get(slug="impressum").delete()
    again()
    assert "Verantwortlich für diese Website" in read(GOETTINGEN, "/de/impressum/").text


def test_a_new_language_gets_its_root_and_its_rights_when_the_network_is_completed() -> None:
    goettingen = network("goettingen")
    goettingen.languages = ["de", "ru"]
    goettingen.save()
    again()
    root = language_roots(goettingen)["ru"]
    assert not root.live
    group = goettingen.role_groups.get(role=Role.EDITOR).group
    assert GroupPagePermission.objects.filter(group=group, page=root).exists()


def test_a_network_that_has_the_short_name_of_another_gets_groups_of_its_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "sechstes").mkdir()
    facts = 'name = "Sechstes"\nshort_name = "Göttingen"'
    (tmp_path / "sechstes" / "network.toml").write_text(facts, encoding="utf-8")
    make(tmp_path / "sechstes")
    groups = network("sechstes").role_groups.values_list("group", flat=True)
    others = network("goettingen").role_groups.values_list("group", flat=True)
    assert set(groups).isdisjoint(others)
    granted = GroupPagePermission.objects.filter(group__in=groups)
    assert not granted.filter(page=network("goettingen").site.root_page).exists()


def test_slug_and_name_are_enough() -> None:
    call_command("create_network", slug="sechstes", name="Netzwerk Sechstes", languages="de,tr")
    made = network("sechstes")
    assert made.languages == ["de", "tr"]
    assert set(language_roots(made)) == {"de", "tr"}
    assert "Netzwerk Sechstes" in read(HOST).inside("header")
    for slug in STANDARD:
        assert visit(HOST, f"/de/{slug}/").status_code == 200


def test_domain_and_port_make_the_addresses() -> None:
    call_command("create_network", slug="sechstes", domain="netz.example", port=8123, verbosity=0)
    assert network("sechstes").root_url == "http://sechstes.netz.example:8123"


@pytest.mark.parametrize("host", ["goettingen", ""])
def test_the_address_of_another_site_is_refused(tmp_path: Path, host: str) -> None:
    before = everything()
    folder = write_folder(tmp_path, {"network.toml": f'host = "{host}"\n{FACTS}'})
    with pytest.raises(CommandError, match="gehört schon zu einer anderen Website"):
        make(folder)
    assert everything() == before


def test_a_site_that_wagtail_knows_without_network_keeps_its_address(tmp_path: Path) -> None:
    Site.objects.create(hostname=HOST, port=80, root_page=Page.get_first_root_node())
    with pytest.raises(CommandError, match=HOST):
        make(write_folder(tmp_path))


def test_without_arguments_the_command_says_what_it_needs() -> None:
    with pytest.raises(CommandError, match="--all"):
        call_command("create_network")


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="gibt-es-nicht"):
        call_command("create_network", "gibt-es-nicht")
