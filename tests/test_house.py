"""The plan of the house and the house are the same: who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "extract"
ROOMS = (  # a room imports those before it
    "errors",
    "records",
    "data",
    "late",
    "source",
    "layout",
    "structure",
    "numerals",
    "rules",
    "facts",
    "checks",
    "compare",
    "output",
    "pipeline",
    "batch",
    "inbox",
    "cli",
)
OWNERS = {
    "pdfplumber": {"source"},
    "pdfminer": {"source"},
    "pypdfium2": {"source"},
    "jieba": {"numerals", "facts", "rules"},
    "yaml": {"rules"},
    "jinja2": {"output"},
    "openpyxl": {"output"},
    "docx": {"source", "output"},
    "duckdb": {"output"},
    "filelock": {"output", "inbox"},
    "pyarrow": {"output"},
    "click": {"cli"},
    "rich": {"cli"},
    "prefect": set(),
}
BELOW_THE_COMMAND_LINE = ROOMS[: ROOMS.index("batch")]
SURROUNDINGS = {"time", "locale", "random", "socket", "getpass", "platform"}
ASKED = ("os.environ", "os.getenv", ".now(", ".today(")
MAX_LINES = 500

FILES = sorted(SRC.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    parts = (name.split(".") for name in imports_of(path) if name.startswith("extract."))
    return {names[1] for names in parts if names[1] in ROOMS}


def test_every_file_belongs_to_a_room() -> None:
    assert {room_of(path) for path in FILES} <= {*ROOMS, "__init__", "__main__"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_no_room_imports_a_higher_one(path: Path) -> None:
    if room_of(path).startswith("__"):
        return
    place = ROOMS.index(room_of(path))
    assert [name for name in ROOMS[place + 1 :] if name in rooms_imported(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_libraries_stay_in_the_rooms_that_own_them(path: Path) -> None:
    for name in imports_of(path):
        library = name.split(".")[0]
        assert room_of(path) in OWNERS.get(library, {room_of(path)}), f"{path.name} imports {library}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_nothing_below_the_command_line_asks_clock_locale_or_chance(path: Path) -> None:
    if room_of(path) in {*BELOW_THE_COMMAND_LINE, "inbox"}:
        asked = {name.split(".")[0] for name in imports_of(path)} & SURROUNDINGS
        source = path.read_text(encoding="utf-8")
        assert asked == set()
        assert [call for call in ASKED if call in source] == []


def test_the_command_line_starts_without_readers() -> None:
    script = "import sys, extract.cli.run, extract.cli.export; print(*sorted(m.split('.')[0] for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"pdfplumber", "pdfminer", "pypdfium2", "jieba", "prefect", "openpyxl", "rich", "yaml"}
    assert heavy.isdisjoint(loaded)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_no_file_grows_beyond_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES
