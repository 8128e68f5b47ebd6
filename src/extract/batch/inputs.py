"""Files and folders as given → the inputs of a batch."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.output.names import ERROR, REPORT

SUFFIXES = (".docx", ".pdf", ".txt")
LITTER = ("desktop.ini", "thumbs.db")
"""What systems leave in folders; hidden files, and those of programs at work, begin with . or ~."""


def find_inputs(given: Iterable[Path], out: Path) -> list[Path]:
    """Return the files given, and of a folder the supported files in it, sorted; each file once."""
    found: dict[str, Path] = {}
    for path in given:
        for file in files_of(path, out) if path.is_dir() else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def find_closed(given: Iterable[Path], out: Path) -> list[Path]:
    """Return the folders among those given, and in them, that may not be opened: what they hold cannot be read."""
    folders = [path for path in given if path.is_dir()]
    inner = (path for folder in folders if may_open(folder) for path in all_of(folder, out) if path.is_dir())
    return [*(folder for folder in folders if not may_open(folder)), *inner]


def files_of(folder: Path, out: Path) -> list[Path]:
    """Return the supported files under ``folder``, sorted; hidden ones and results are no inputs."""
    return [path for path in all_of(folder, out) if is_supported(path) and not path.is_dir()]


def find_others(folder: Path, out: Path) -> list[Path]:
    """Return what lies under ``folder`` and is no input, sorted: other files, and folders that may not be opened."""
    return [path for path in all_of(folder, out) if not is_supported(path) or path.is_dir()]


def count_others(given: Iterable[Path], out: Path) -> Counter[str]:
    """Return how many files in the folders among those given are no inputs, by how their names end."""
    others = (path for folder in given if folder.is_dir() and may_open(folder) for path in find_others(folder, out))
    return Counter(path.suffix.lower() or "without ending" for path in others if not path.is_dir())


def all_of(folder: Path, out: Path) -> list[Path]:
    """Return what people have put under ``folder``, sorted, without litter, results and the folders that are opened."""
    paths = (path for inner in folders_of(folder, {os.path.realpath(out)}) for path in inner.iterdir())
    return sorted(path for path in paths if not is_litter(path) and not (path.is_dir() and may_open(path)))


def is_supported(file: Path) -> bool:
    """Tell by its name whether a file in a folder is an input."""
    return file.suffix.lower() in SUFFIXES


def is_litter(file: Path) -> bool:
    """Tell by its name whether a program or a system has left a file behind."""
    return file.name.startswith((".", "~")) or file.name.lower() in LITTER


def folders_of(folder: Path, seen: set[str]) -> Iterator[Path]:
    """Yield ``folder`` and the folders in it, each once however links lead to it."""
    real = os.path.realpath(folder)
    if real in seen or not may_open(folder) or is_result(folder):
        return
    seen.add(real)
    yield folder
    for inner in sorted(folder.iterdir()):
        if inner.is_dir() and not inner.name.startswith("."):
            yield from folders_of(inner, seen)


def may_open(folder: Path) -> bool:
    """Tell whether this process has the right to list ``folder``."""
    return os.access(folder, os.R_OK | os.X_OK)


def is_result(folder: Path) -> bool:
    """Tell whether ``folder`` is what an extraction wrote: its text is no input."""
    return (folder / REPORT).is_file() or (folder / ERROR).is_file()
