"""The inputs of a batch → jobs, each with the folder that its result goes to."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.batch.model import Job
from extract.errors import ExtractError
from extract.output.folder import is_free, read_holding
from extract.source import printable_name, read_bytes

HASH_DIGITS = 8
MAX_NAME = 255  # bytes that common file systems take for a name


def plan_jobs(inputs: Sequence[Path], out: Path) -> list[Job]:
    """Return a job for each document of ``inputs``, its folder named in their order, whoever is done first.

    Where the folder of that name holds another document, in this run or from an earlier one, the
    first eight hex digits of the input's hash stand behind the name.  The same content under the
    same name in two places is one document, and one job.
    """
    crowd = Counter(folder_name(path).casefold() for path in inputs)
    owners: dict[str, str] = {}
    jobs: dict[str, Job] = {}
    for path in inputs:
        folder = out / folder_name(path)
        if crowd[folder.name.casefold()] > 1 or not is_free(folder):
            sha256 = hash_content(path)
            owner = sha256 or hash_path(path)
            if owners.setdefault(folder.name.casefold(), owner) != owner or holds_another(folder, path, sha256):
                folder = out / folder_name(path, f"-{owner[:HASH_DIGITS]}")
        known = jobs.get(folder.name)
        jobs[folder.name] = replace(known, twins=(*known.twins, path)) if known else Job(path, folder)
    return list(jobs.values())


def folder_name(path: Path, ending: str = "") -> str:
    """Return the stem of ``path`` with ``ending``, cut to what a file system takes."""
    stem = path.stem if path.stem.strip(".") else path.name
    room = MAX_NAME - len(ending)
    if len(os.fsencode(stem)) > room:
        stem = os.fsencode(stem)[:room].decode("utf-8", "ignore")
    return stem + ending


def hash_content(path: Path) -> str | None:
    """Return the SHA-256 of the file, None where it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except ExtractError:
        return None


def hash_path(path: Path) -> str:
    """Return what tells an input that cannot be read from others of its name."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()


def holds_another(folder: Path, path: Path, sha256: str | None) -> bool:
    """Tell whether ``folder`` belongs to another input; the error of a file of the same name does not."""
    if is_free(folder):
        return False
    holding = read_holding(folder)
    if holding is None:
        return True
    if holding.good and sha256:
        return holding.sha256 != sha256
    return holding.name != printable_name(path) and holding.sha256 != sha256
