"""A sixth network is one more folder: what it has when it is made."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from wagtail.models import GroupCollectionPermission, GroupPagePermission, WorkflowPage

from network_core.tenancy.matrix import COLLECTION_PERMISSIONS, PAGE_PERMISSIONS, Role, roles_in
from sites.models import HomePage
from tests.sites.seeded.folders import HOST, make, write_folder
from tests.sites.seeded.test_provisioning import STANDARD, everything, language_roots, network
from tests.sites.seeded.visiting import read, visit

pytestmark = pytest.mark.usefixtures("folder", "seeded")


@pytest.fixture(scope="module")
def folder(
    five_networks: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The folder of the sixth network, which is made from it once for all tests of this module."""
    path = write_folder(tmp_path_factory.mktemp("networks"))
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        make(path)
        yield path
        transaction.set_rollback(True)
    cache.clear()


def test_a_folder_is_all_that_a_sixth_network_needs() -> None:
    home = read(HOST)
    assert home.inside("h1") == ["Willkommen im Sechsten"]
    assert "Guten Tag." in home.text
    assert "https://filme.example/dgs" in home.links
    assert "https://social.example/@sechstes" in home.links
    about = read(HOST, "/de/ueber-uns/")
    assert "Wer wir sind" in about.inside("h2")
    assert "Gut so." in " ".join(about.inside("blockquote"))
    assert {
        f"http://{HOST}/de/angebote/rat/",
        f"http://{HOST}/de/partner/verein/",
        f"http://{HOST}/de/aktuelles/neu/",
        "http://localhost/de/",
    } <= {urljoin(f"http://{HOST}/", link) for link in about.links}
    assert "/de/ueber-uns/" in read(HOST).links
    assert "Heute." in read(HOST, "/de/aktuelles/neu/").text
    assert "Verein der Sechsten" in read(HOST, "/de/partner/").text
    offer = read(HOST, "/de/angebote/rat/")
    assert "tel:+492021234567" in offer.links
    assert "Rat der Sechsten" in read(HOST, "/de/angebote/").text
    assert "Treffen der Sechsten" in read(HOST, "/de/veranstaltungen/").text


def test_the_seed_of_the_sixth_network_is_not_written_twice(folder: Path) -> None:
    before = everything()
    make(folder)
    assert everything() == before


def test_a_network_has_a_root_in_every_language_that_is_live_when_it_has_text() -> None:
    roots = language_roots(network("sechstes"))
    assert {code: root.live for code, root in roots.items()} == {
        "de": True,
        "en": True,
        "ar": False,
    }
    assert read(HOST, "/en/").inside("h1") == ["Welcome to the Sixth"]
    assert visit(HOST, "/ar/").status_code == 404


def test_a_network_has_all_standard_pages_in_every_language() -> None:
    for root in language_roots(network("sechstes")).values():
        slugs = set(root.get_children().live().values_list("slug", flat=True))
        assert slugs >= STANDARD
        locales = root.get_children().values_list("locale__language_code", flat=True)
        assert set(locales) == {root.locale.language_code}
    for slug in STANDARD:
        assert visit(HOST, f"/de/{slug}/").status_code == 200
        assert visit(HOST, f"/en/{slug}/").status_code == 200


def test_a_text_file_gives_a_standard_page_its_words_and_makes_no_second_one() -> None:
    home = network("sechstes").site.root_page
    (page,) = home.get_children().filter(slug="aktuelles")
    assert page.title == "Neues von uns"


def test_each_role_has_a_group_with_rights_on_the_roots_of_every_language() -> None:
    made = network("sechstes")
    roots = language_roots(made)
    for role in set(roles_in(umbrella=False)) - {Role.TRANSLATOR}:
        group = made.role_groups.get(role=role).group
        assert group.permissions.filter(codename="access_admin").exists()
        granted = GroupPagePermission.objects.filter(group=group)
        for root in roots.values():
            codenames = granted.filter(page=root).values_list("permission__codename", flat=True)
            assert set(codenames) == set(PAGE_PERMISSIONS[role])
        pages = {root.pk for root in roots.values()} if PAGE_PERMISSIONS[role] else set()
        assert set(granted.values_list("page", flat=True)) == pages
    assert not made.role_groups.filter(role=Role.STAFF).exists(), "only in the umbrella"


def test_translators_have_a_group_per_language_with_rights_on_its_root_only() -> None:
    made = network("sechstes")
    roots = language_roots(made)
    rows = made.role_groups.filter(role=Role.TRANSLATOR)
    assert set(rows.values_list("language", flat=True)) == set(roots) - {"de"}
    for row in rows:
        granted = GroupPagePermission.objects.filter(group=row.group)
        assert [(g.page_id, g.permission.codename) for g in granted] == [
            (roots[row.language].pk, "change_page")
        ]


def test_groups_of_new_roles_are_added_to_networks_that_exist() -> None:
    made = network("sechstes")
    before = set(made.role_groups.values_list("role", "language"))
    for row in made.role_groups.filter(role__in=[Role.TRANSLATOR, Role.PARTNER]):
        row.group.delete()
    call_command("complete_role_groups")
    assert set(made.role_groups.values_list("role", "language")) == before


def test_a_network_has_a_collection_of_its_own_that_only_its_groups_may_use() -> None:
    made = network("sechstes")
    groups = made.role_groups.values("group")
    granted = GroupCollectionPermission.objects.filter(group__in=groups)
    (collection,) = set(granted.values_list("collection", flat=True))
    others = GroupCollectionPermission.objects.filter(collection=collection)
    assert not others.exclude(group__in=groups).exists()
    for role in roles_in(umbrella=False):
        rows = granted.filter(group=made.role_groups.filter(role=role).first().group)
        actions = {c.split("_")[0] for c in rows.values_list("permission__codename", flat=True)}
        assert actions == set(COLLECTION_PERMISSIONS[role])


def test_approval_is_asked_of_the_own_editors_and_coordinators_in_every_language() -> None:
    made = network("sechstes")
    rows = WorkflowPage.objects.filter(page__in=language_roots(made).values())
    assert rows.count() == 3
    (workflow,) = {row.workflow for row in rows}
    (task,) = workflow.tasks
    wanted = made.role_groups.filter(role__in=[Role.EDITOR, Role.COORDINATOR])
    assert set(task.specific.groups.all()) == {row.group for row in wanted}
    page = HomePage.objects.get(pk=made.site.root_page_id).get_children().first()
    assert page.get_workflow() == workflow
