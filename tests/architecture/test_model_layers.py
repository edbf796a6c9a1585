"""The relations of the models point downwards, like the imports.

import-linter does not see a foreign key that is given as a string; the database does.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(__file__).resolve().parents[2]


def _read_layers() -> list[tuple[set[str], bool]]:
    """Return the layers of the import contract, highest first: packages, and may they mix."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = configuration["tool"]["importlinter"]["contracts"]
    layers = []
    for layer in contract["layers"]:
        names = {name.strip(" ()") for name in layer.replace("|", ":").split(":")}
        layers.append((names, "|" not in layer))
    return layers


LAYERS = _read_layers()


def place(module: str) -> tuple[int, str] | None:
    """Return number and package of the layer that holds `module`; None for what is not ours."""
    for number, (packages, _) in enumerate(LAYERS):
        for package in packages:
            if module == package or module.startswith(f"{package}."):
                return number, package
    return None


def may_point(source: str, target: str) -> bool:
    """Say whether code in module `source` may rest on code in module `target`."""
    from_place, to_place = place(source), place(target)
    if from_place is None or to_place is None:
        return True
    if from_place[0] == to_place[0]:
        return from_place[1] == to_place[1] or LAYERS[from_place[0]][1]
    return from_place[0] < to_place[0]


def violations(found: Iterable[type[models.Model]]) -> list[str]:
    """Return every relation of these models that points upwards or across."""
    wrong = []
    for model in found:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            # Whoever is logged in is Django's own swappable relation, and allowed everywhere.
            if target is None or target._meta.label == settings.AUTH_USER_MODEL:
                continue
            if not may_point(model.__module__, target.__module__):
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return wrong


def test_relations_of_all_models_point_downwards() -> None:
    own = [model for model in apps.get_models() if place(model.__module__)]
    assert own, "no model of the project was found"
    assert violations(own) == []


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("sites.models", "network_core.directory.models", True),
        ("network_core.directory.models", "network_core.networks.models", True),
        ("network_core.networks.models", "network_core.directory.models", False),
        ("network_core.taxonomy.models", "search.models", False),
        ("blocks.models", "search.models", False),
        ("network_core.statistics.models", "network_core.networks.models", True),
        ("network_core.directory.models", "wagtail.models", True),
    ],
)
def test_layers_are_read_from_the_import_contract(source: str, target: str, allowed: bool) -> None:
    assert may_point(source, target) is allowed


def test_every_package_has_its_layer() -> None:
    packages = {
        f"network_core.{file.parent.name}" for file in (ROOT / "network_core").glob("*/__init__.py")
    }
    packages |= {"blocks", "infra", "search", "sites"}
    named = set().union(*(names for names, _ in LAYERS))
    assert sorted(packages - named) == []
