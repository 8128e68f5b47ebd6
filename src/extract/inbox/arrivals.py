"""The files of an inbox → what has arrived, once nobody writes to it any more."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from extract.batch.inputs import SUFFIXES, find_inputs, find_others
from extract.errors import ExtractError, UsageError
from extract.inbox.manifest import MANIFEST
from extract.inbox.model import Archive, Arrival, Look
from extract.output.folder import replace_file
from extract.source import read_bytes, unreadable

Stamp = tuple[str, int, int, int]

SETTLE = 10.0
"""Seconds without a write after which a file counts as whole."""

AHEAD = 3600.0
"""Seconds that the clock of a share may be ahead of this one; a file waits for as long."""

PARTS = (".crdownload", ".download", ".part", ".partial", ".tmp")
"""How programs name what they are still copying."""


def look_into(inbox: Path, archive: Archive, now: float, settle: float = SETTLE) -> Look:
    """Return what lies in ``inbox`` at the time ``now`` and write down what is new in it."""
    look = survey(inbox, archive, now, settle)
    if look.arrivals != read_arrivals(archive):
        write_arrivals(archive, look.arrivals)
    return look


def survey(inbox: Path, archive: Archive, now: float, settle: float = SETTLE) -> Look:
    """Return what lies in ``inbox`` at the time ``now``.

    A file that was touched less than ``settle`` seconds ago is not taken: it may still be copied.  Content is read
    once; a file that nothing has touched since is known by its size and times.
    """
    if not inbox.is_dir():
        raise UsageError(f"{inbox}: no such folder; give the folder that the reports are dropped into")
    known = read_arrivals(archive)
    stamped = {(arrival.file, arrival.size, arrival.modified, arrival.changed): arrival for arrival in known}
    here: list[Arrival] = []
    copying: list[str] = []
    refused: dict[str, ExtractError] = {}
    for path in find_others(inbox, archive.folder):
        file = path.relative_to(inbox).as_posix()
        if path.suffix.lower() in PARTS:
            copying.append(file)
        elif file != MANIFEST:
            refused[file] = refuse(path)
    for path in find_inputs([inbox], archive.folder):
        file = path.relative_to(inbox).as_posix()
        try:
            arrival = examine(path, file, stamped, now, settle)
        except ExtractError as error:
            refused[file] = error
            continue
        if arrival:
            here.append(arrival)
        else:
            copying.append(file)
    return Look(merge_arrivals(known, here), here, copying, refused)


def refuse(path: Path) -> ExtractError:
    """Return why what lies at ``path`` is no input."""
    if path.is_dir():
        return ExtractError("unreadable", "no right to open this folder", hint="ask for the right to read it")
    advice = f"unpack it, or save it as one of {', '.join(SUFFIXES)}; else take it out of the inbox"
    return ExtractError("unsupported", "this is no report that can be read", hint=advice)


def examine(path: Path, file: str, known: Mapping[Stamp, Arrival], now: float, settle: float) -> Arrival | None:
    """Return the file with its content, None where it may still be copied; ExtractError if it cannot be read."""
    try:
        status = path.stat()
        if (file, *stamp_of(status)) in known:
            return known[file, *stamp_of(status)]
        if touched(status) > now + AHEAD:
            clocks = "set the clock of this machine, or that of the share, right"
            raise ExtractError("unreadable", "by its clock it was written in the future", hint=clocks, retry=True)
        if touched(status) > now - settle:
            return None
        sha256 = hashlib.sha256(read_bytes(path)).hexdigest()
        return Arrival(file, *stamp_of(status), sha256) if stamp_of(path.stat()) == stamp_of(status) else None
    except OSError as error:
        raise unreadable(error) from error


def stamp_of(status: os.stat_result) -> tuple[int, int, int]:
    """Return what changes whenever the file is touched."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def touched(status: os.stat_result) -> float:
    """Return when the file was last written to.

    Copying programs set the time of modification back at their end; the time of change, where a system
    has one, cannot be set.
    """
    return status.st_ctime if os.name == "posix" else max(status.st_mtime, status.st_ctime)


def merge_arrivals(known: Sequence[Arrival], here: Iterable[Arrival]) -> list[Arrival]:
    """Return ``known`` with what is new in ``here`` behind it, the older files first."""
    merged = {(arrival.file, arrival.sha256): arrival for arrival in known}
    for arrival in sorted(here, key=lambda arrival: (arrival.modified, arrival.file)):
        merged[arrival.file, arrival.sha256] = arrival
    return list(merged.values())


def read_arrivals(archive: Archive) -> list[Arrival]:
    """Return the register; what of it cannot be read is found anew in the inbox."""
    try:
        lines = archive.arrivals.read_text(encoding="ascii").splitlines()
        return [Arrival(**json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError):
        return []


def write_arrivals(archive: Archive, arrivals: Iterable[Arrival]) -> None:
    """Write the register; names of files may hold bytes that are no Unicode."""
    replace_file(archive.arrivals, "".join(json.dumps(asdict(arrival)) + "\n" for arrival in arrivals))
