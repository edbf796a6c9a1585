"""What the demo says once it can be visited."""

from __future__ import annotations

import tomllib

from infra.installation.paths import ROOT, data_dir


def networks() -> list[tuple[str, str]]:
    """Return host and name of every network that has a folder, the umbrella first."""
    found = []
    for file in sorted((ROOT / "sites" / "networks").glob("*/network.toml")):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        prefix = facts.get("host", "")
        host = f"{prefix}.localhost" if prefix else "localhost"
        found.append((host, str(facts["name"])))
    return sorted(found, key=lambda network: (network[0] != "localhost", network[0]))


def text(port: int) -> str:
    """Return the addresses of the networks and the logins."""
    suffix = "" if port == 80 else f":{port}"
    lines = ["", "The demo is ready. Its networks:", ""]
    lines += [f"  {f'http://{host}{suffix}/':<40} {name}" for host, name in networks()]
    lines += ["", f"Editors: http://localhost{suffix}/admin/", ""]
    logins = data_dir() / "logins.txt"
    if logins.exists():
        lines += [f"  {line}" for line in logins.read_text(encoding="utf-8").splitlines()]
    lines += ["", "Stop with Ctrl+C.", ""]
    return "\n".join(lines)


def show(port: int) -> None:
    """Print it."""
    print(text(port), flush=True)
