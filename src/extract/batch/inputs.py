"""Files and folders as given → the inputs of a batch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.output.folder import ERROR, REPORT

SUFFIXES = (".docx", ".pdf", ".txt")


def find_inputs(given: Iterable[Path], out: Path) -> list[Path]:
    """Return the files given, and of a folder the supported files in it, sorted; each file once."""
    found: dict[str, Path] = {}
    for path in given:
        for file in files_of(path, out) if path.is_dir() else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def files_of(folder: Path, out: Path) -> list[Path]:
    """Return the supported files under ``folder``, sorted; hidden ones and results are no inputs."""
    files = (file for inner in folders_of(folder, {os.path.realpath(out)}) for file in inner.iterdir())
    return sorted(file for file in files if is_supported(file))


def is_supported(file: Path) -> bool:
    """Tell by its name whether a file in a folder is an input."""
    return file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~")) and not file.is_dir()


def folders_of(folder: Path, seen: set[str]) -> Iterator[Path]:
    """Yield ``folder`` and the folders in it, each once however links lead to it."""
    real = os.path.realpath(folder)
    if real in seen or not os.access(folder, os.R_OK | os.X_OK) or is_result(folder):
        return
    seen.add(real)
    yield folder
    for inner in sorted(folder.iterdir()):
        if inner.is_dir() and not inner.name.startswith("."):
            yield from folders_of(inner, seen)


def is_result(folder: Path) -> bool:
    """Tell whether ``folder`` is what an extraction wrote: its text is no input."""
    return (folder / REPORT).is_file() or (folder / ERROR).is_file()
