"""What the repository holds: nothing that belongs to one machine, nothing built, nothing huge."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 450
LARGEST_BYTES = 1_000_000
# Path → why this file is better read as one piece than as two.
LONG_FOR_A_REASON: dict[str, str] = {}
SAYS_NOTHING = {"utils", "util", "helpers", "misc", "common"}

# Written in pieces, or this file would find itself.
FOREIGN = {
    "a path of one machine": "|".join(["/wo" + r"rk/", "/ro" + r"ot/", "/ho" + r"me/[a-z]"]),
    "the address of a package registry": "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            r"registry\." + "npm",
            "npm" + r"js\.(org|com)",
            "deb" + r"\.debian\.org",
            "proxy" + r"\.golang",
            "--(extra-)?index" + "-url",
            "--find" + "-links",
        ]
    ),
    "a merge conflict": "^(<<<<" + "<<<|>>>>" + ">>>) ",
}


@pytest.fixture(scope="module")
def entries() -> list[Path]:
    """Everything that is in the repository or would be by the next commit, links too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


@pytest.fixture(scope="module")
def files(entries: list[Path]) -> list[Path]:
    """Every file of them."""
    found = [entry for entry in entries if entry.is_file()]
    assert ROOT / "pyproject.toml" in found
    return found


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_file_names_what_belongs_to_one_machine(files: list[Path], kind: str) -> None:
    pattern = re.compile(FOREIGN[kind], re.MULTILINE)
    found = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{_name(file)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_nothing_is_a_symbolic_link(entries: list[Path]) -> None:
    """A committed link to an environment breaks the first start on every other machine."""
    assert [_name(entry) for entry in entries if entry.is_symlink()] == []


def test_python_files_have_one_subject(files: list[Path]) -> None:
    long = {
        _name(file)
        for file in files
        if file.suffix == ".py"
        and "migrations" not in file.parts
        and len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    }
    assert sorted(long - LONG_FOR_A_REASON.keys()) == [], "split it, or give the reason"
    assert sorted(LONG_FOR_A_REASON.keys() - long) == [], "no longer long"


def test_no_module_is_a_junk_drawer(files: list[Path]) -> None:
    assert [_name(file) for file in files if file.stem.lower() in SAYS_NOTHING] == []


def test_nothing_built_is_committed(files: list[Path]) -> None:
    built = re.compile(r"(^|/)(node_modules|dist|__pycache__|var)/|\.(mo|pyc|sqlite3)$")
    assert [_name(file) for file in files if built.search(_name(file))] == []


def test_no_file_is_huge(files: list[Path]) -> None:
    assert [_name(file) for file in files if file.stat().st_size > LARGEST_BYTES] == []
