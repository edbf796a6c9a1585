"""Making a network: everything it needs, in one transaction, as often as one likes."""

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from network_core.directory.freshness.rules import ensure_first_rules
from network_core.networks.models import Network
from search.outbox import touched_once
from sites.pages.home import HomePage
from sites.provisioning.alliance import create_alliance
from sites.provisioning.files import PageFile, read_pages, read_records, read_toml
from sites.provisioning.mistakes import mistakes_in
from sites.provisioning.pages import create_pages, ensure_standard_pages, fill_bodies
from sites.provisioning.pathways import create_pathways
from sites.provisioning.records import (
    create_event,
    create_offer,
    create_partner,
    ensure_selection,
)
from sites.provisioning.references import References
from sites.provisioning.structure import (
    ensure_collection,
    ensure_groups,
    ensure_language_roots,
    ensure_network,
    ensure_workflow,
)
from sites.provisioning.translations.pages import (
    WRITTEN,
    Tree,
    translate_pages,
    waiting_homes,
    write_home,
)
from sites.provisioning.translations.records import translate_records
from sites.provisioning.usages import usages_noted_at_the_end


@dataclass(frozen=True)
class Blueprint:
    """What a network is made from: its facts, and a folder with content if there is one."""

    data: dict[str, Any]
    folder: Path | None
    hostname: str
    port: int


def blueprint_from_folder(
    folder: Path, domain: str, port: int, only: Collection[str] = ()
) -> Blueprint:
    """Read `folder`. The host is a name below `domain`, or `domain` itself when it is empty.

    Of the languages in the folder it takes those in `only`; all of them, if there are none.
    """
    data = {"slug": folder.name} | read_toml(folder / "network.toml")
    if only and "languages" in data:
        data["languages"] = [code for code in data["languages"] if code in only]
    host = data.get("host", data["slug"])
    return Blueprint(data, folder, f"{host}.{domain}" if host else domain, port)


@transaction.atomic
@touched_once()
@usages_noted_at_the_end()
def provision(blueprints: list[Blueprint]) -> list[tuple[Network, bool]]:
    """Make or complete the networks; returns each with whether it is new.

    Structure (language roots, standard pages, groups, collection, workflow) is completed every
    time, and so are words of records in other languages. Content is written only for networks
    that are new, and translated pages only for languages that are, so nothing that was edited or
    deleted comes back. All structures are made before any content, so that networks can link to
    each other. Nothing is kept when anything fails.
    """
    with translation.override(settings.LANGUAGE_CODE):
        made = []
        for blueprint in blueprints:
            with _facts_of(blueprint):
                made.append(ensure_network(blueprint.data, blueprint.hostname, blueprint.port))
        roots = [_ensure_structure(network) for network, _is_new in made]
        pages = []
        for blueprint, (network, is_new), homes in zip(blueprints, made, roots, strict=True):
            if is_new:
                with _facts_of(blueprint):
                    ensure_selection(network, blueprint.data.get("selection", {}))
                if network.is_umbrella:
                    ensure_first_rules()
                if blueprint.folder:
                    pages.append(
                        (
                            blueprint.folder,
                            network,
                            homes,
                            _records_and_pages(blueprint.folder, network, homes),
                        )
                    )
        for folder, network, homes, page_files in pages:
            german = homes[settings.LANGUAGE_CODE]
            fill_bodies(page_files, _references(network, german, folder, all_are_made=True))
        for blueprint, (network, _is_new), homes in zip(blueprints, made, roots, strict=True):
            if blueprint.folder:
                _translate(blueprint.folder, network, homes)
            else:
                _complete_pages(homes)
    return made


def _translate(folder: Path, network: Network, homes: dict[str, HomePage]) -> None:
    """Other languages, and the standard pages in between: Leichte Sprache links to them."""
    german = homes[settings.LANGUAGE_CODE]
    references = _references(network, german, folder, all_are_made=True)
    tree = Tree(german, waiting_homes(homes), folder, references)
    translate_pages(tree)
    translate_records(folder, references.link)
    _complete_pages(homes)
    if WRITTEN in tree.waiting:
        home = tree.waiting[WRITTEN]
        write_home(tree, _references(network, home, folder, all_are_made=True))


def _complete_pages(homes: dict[str, HomePage]) -> None:
    for home in homes.values():
        home.refresh_from_db()  # translations were added below it
        ensure_standard_pages(home, homes[settings.LANGUAGE_CODE])


def _facts_of(blueprint: Blueprint) -> AbstractContextManager[None]:
    """What is wrong with the facts is wrong in `network.toml`, if there is one."""
    folder = blueprint.folder
    return mistakes_in(folder / "network.toml") if folder else nullcontext()


def _ensure_structure(network: Network) -> dict[str, HomePage]:
    homes = ensure_language_roots(network)
    groups = ensure_groups(network, homes)
    ensure_workflow(network, groups, list(homes.values()))
    return homes


def _references(
    network: Network, home: HomePage, folder: Path, *, all_are_made: bool = False
) -> References:
    collection = ensure_collection(network)
    return References(network, home, folder / "images", collection, all_are_made=all_are_made)


def _records_and_pages(
    folder: Path, network: Network, homes: dict[str, HomePage]
) -> list[tuple[Any, PageFile]]:
    references = _references(network, homes[settings.LANGUAGE_CODE], folder)
    code = settings.LANGUAGE_CODE
    made = create_pages(homes[code], read_pages(folder / "content" / code))
    for file in read_records(folder / "partners"):
        with mistakes_in(file.path):
            create_partner(network, file)
    for file in read_records(folder / "offers"):
        with mistakes_in(file.path):
            create_offer(network, file, references.link)
    create_pathways(network, folder / "pathways", references.link)
    for file in read_records(folder / "events"):
        with mistakes_in(file.path):
            create_event(network, file, references.link)
    create_alliance(network, folder / "alliance", references.link)
    return made


@transaction.atomic
def complete_groups() -> None:
    """Make the groups of roles and languages that existing networks do not have yet."""
    with translation.override(settings.LANGUAGE_CODE):
        for network in Network.objects.select_related("site"):
            german = HomePage.objects.get(pk=network.site.root_page_id)
            homes = HomePage.objects.filter(translation_key=german.translation_key)
            ensure_groups(
                network, {h.locale.language_code: h for h in homes.select_related("locale")}
            )
