"""A path → the bytes of one input, with what they are."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from extract.errors import ExtractError, reason_of
from extract.source.media import detect_media_type
from extract.source.model import USUAL, Bounds, Source

MEGABYTE = 1024 * 1024


def read_source(path: Path, *, password: str | None = None, bounds: Bounds = USUAL) -> Source:
    """Return the file at ``path``; ExtractError where it cannot be read or is nothing that can be extracted."""
    data = read_bytes(path, bounds.megabytes * MEGABYTE)
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(printable_name(path), data, sha256, detect_media_type(data), password, bounds)


def read_bytes(path: Path, max_bytes: int = USUAL.megabytes * MEGABYTE) -> bytes:
    """Return the content of the regular file at ``path``; never blocks on a pipe or a device."""
    try:
        with open(path, "rb", opener=open_at_once) as file:
            status = os.fstat(file.fileno())
            refuse_special(status)
            refuse_large(status.st_size, max_bytes)
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise unreadable(error) from error
    refuse_large(len(data), max_bytes)
    refuse_unsteady(status.st_size, len(data))
    return data


def open_at_once(path: str, flags: int) -> int:
    """Open without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def printable_name(path: Path) -> str:
    """Return the file's name as valid Unicode, however its bytes were encoded."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def refuse_special(status: os.stat_result) -> None:
    """Raise where the path leads to anything but a regular file."""
    if not stat.S_ISREG(status.st_mode):
        raise ExtractError("unreadable", "this is a pipe or a device", hint="save it to a file first")


def refuse_unsteady(size: int, read: int) -> None:
    """Raise where a file holds another number of bytes than it says: it is being copied, or made up as it is read."""
    if size != read:
        hint = "save a copy, and give that once it is whole"
        raise ExtractError("unreadable", "the file changes while it is read", hint=hint, retry=True)


def refuse_large(size: int, max_bytes: int) -> None:
    """Raise where ``size`` passes the bound."""
    if size > max_bytes:
        raise ExtractError(
            "too_large",
            f"the file has more than {max_bytes // MEGABYTE} MB",
            hint="split the report, or leave out its pictures",
        )


def unreadable(error: OSError) -> ExtractError:
    """Return what a failed opening or reading means for the operator."""
    reason = reason_of(error)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return ExtractError("not_found", "no such file", hint="check the path")
        case IsADirectoryError():
            return ExtractError("unreadable", "this is a folder", hint="give a file, or rename the folder")
        case PermissionError():
            return ExtractError("unreadable", reason, hint="ask for the right to read the file", retry=True)
        case _:
            return ExtractError("unreadable", reason, hint="check the path and the disk, then try again", retry=True)
