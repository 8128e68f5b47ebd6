"""One folder for each input: it appears whole or not at all, and holds a report or an error."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import ExtractError, UsageError
from extract.output.names import ERROR, REPORT, REVIEW, TEXT

if TYPE_CHECKING:
    from extract.records import ErrorReport, Record, Report

STAGING = ".extract-"
PATIENCE = 600  # seconds that a writer waits for another


@dataclass(frozen=True, slots=True)
class Holding:
    """What a folder holds: of which input, by which extractor; ``good`` where it is a report.

    Of an error the hash is None where the input could not be read, and the extractor is empty.
    """

    name: str
    sha256: str | None
    good: bool
    version: str = ""
    patterns: str = ""


def write_report(folder: Path, report: Report, text: str, review: str | None = None) -> None:
    """Write ``report`` with its canonical text as ``folder``, in place of what an earlier run left there.

    ``review`` is the review page where one was asked for.
    """
    write_folder(folder, {REPORT: encode(report), TEXT: [text]} | ({} if review is None else {REVIEW: [review]}))


def write_review(folder: Path, review: str) -> Path:
    """Write the review page into the folder of its report, whole or not at all; return its path."""
    replace_file(folder / REVIEW, review)
    return folder / REVIEW


def replace_file(path: Path, content: str) -> None:
    """Write ``content`` as the file at ``path``, whole or not at all."""
    with tempfile.TemporaryDirectory(prefix=staging_prefix(os.getpid()), dir=path.parent) as staging:
        write_file(Path(staging, path.name), [content])
        Path(staging, path.name).replace(path)
    sync_folder(path.parent)


def write_error(folder: Path, error: ErrorReport) -> bool:
    """Write ``error`` as ``folder``, unless a good report stands there; tell whether it was written."""
    holding = read_holding(folder)
    if holding and holding.good:
        return False
    write_folder(folder, {ERROR: encode(error)})
    return True


def encode(record: Record) -> Iterator[str]:
    """Yield the text of the file of ``record``; to find out what a folder holds needs no records."""
    from extract.output.encode import encode_pieces

    return encode_pieces(record)


def write_folder(folder: Path, files: Mapping[str, Iterable[str]]) -> None:
    """Write ``files`` beside ``folder``, then move them into its place in one step."""
    refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=staging_prefix(os.getpid()), dir=folder.parent) as staging:
        new, old = Path(staging, "new"), Path(staging, "old")
        new.mkdir()
        for name, content in files.items():
            write_file(new / name, content)
        swap(folder, new, old)
    sync_folder(folder.parent)


def staging_prefix(process: int) -> str:
    """Return how the names of the hidden folders begin in which ``process`` prepares its output."""
    return f"{STAGING}{process}-"


def sweep_staging(out: Path, process: int) -> None:
    """Remove what ``process``, which is dead, has left half-written under ``out``."""
    for rest in sorted(out.glob(staging_prefix(process) + "*")):
        shutil.rmtree(rest, ignore_errors=True)


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write ``pieces`` as UTF-8 and have them on the disk."""
    with path.open("wb") as file:
        file.writelines(piece.encode() for piece in pieces)
        file.flush()
        os.fsync(file.fileno())


def swap(folder: Path, new: Path, old: Path) -> None:
    """Put ``new`` in the place of ``folder``; where that fails, ``folder`` is as before."""
    if not folder.exists():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Keep other writers of ``path`` out, until this one is done or dead."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=PATIENCE):
            yield
    except Timeout as error:
        raise UsageError(f"{path}: another process is writing to it; try again when it is done") from error


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` on the disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def is_free(folder: Path) -> bool:
    """Tell whether nothing stands at ``folder``, or an empty folder."""
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())


def refuse_foreign(folder: Path) -> None:
    """Raise where something stands at ``folder`` that no run of this program has written."""
    if not is_free(folder) and read_holding(folder) is None:
        raise ExtractError(
            "unreadable", f"{folder.name} in the output folder holds something else", hint="give another --out"
        )


def read_holding(folder: Path) -> Holding | None:
    """Return what ``folder`` holds; None where it is no folder that this program has written."""
    try:
        if (folder / REPORT).is_file():
            return report_holding(read_head(folder / REPORT))
        source = json.loads((folder / ERROR).read_text(encoding="utf-8"))["source"]
        return Holding(source["name"], source["sha256"], good=False)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def report_holding(head: dict[str, Any]) -> Holding:
    """Return what the first fields of a report say."""
    source, extractor = head["document"]["source"], head["extractor"]
    return Holding(source["name"], source["sha256"], True, extractor["version"], extractor["patterns"])


def read_head(file: Path) -> dict[str, Any]:
    """Return at least the fields of a report that stand before its lists, which may be long."""
    with file.open(encoding="utf-8") as lines:
        head = "".join(takewhile(lambda line: not line.endswith("[\n"), lines))
    try:
        fields: dict[str, Any] = json.loads(head.rstrip().removesuffix(",") + "}")
    except ValueError:
        fields = json.loads(file.read_text(encoding="utf-8"))
    return fields
