"""``manifest.csv`` of an inbox: what the operator knows about a file and the report may not print."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from extract.errors import ExtractError
from extract.inbox.model import Arrival, Line
from extract.source import read_bytes
from extract.source.text import decode_text

MANIFEST = "manifest.csv"
HEADS = {
    "file": "file",
    "文件": "file",
    "文件名": "file",
    "code": "code",
    "entity code": "code",
    "entity_code": "code",
    "代码": "code",
    "机构代码": "code",
    "学校代码": "code",
    "entity": "entity",
    "单位": "entity",
    "机构": "entity",
    "学校": "entity",
    "year": "year",
    "年份": "year",
    "年度": "year",
}
"""How the head of a column may be worded → what stands in it."""


def read_manifest(inbox: Path) -> tuple[list[Line], list[str]]:
    """Return the lines of the manifest and what is wrong with it; nothing of either where there is none."""
    path = inbox / MANIFEST
    if not path.exists():
        return [], []
    try:
        rows = list(csv.reader(decode_text(read_bytes(path)).splitlines()))
    except (ExtractError, csv.Error) as error:
        return [], [f"{MANIFEST}: {error}; save it anew as CSV"]
    columns = [HEADS.get(clean(cell).lower()) for cell in rows[0]] if rows else []
    if "file" not in columns:
        return [], [f"{MANIFEST}: no column named file; begin it with the line file,code,year"]
    lines, wrong = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: clean(cell) for name, cell in zip(columns, row, strict=False) if name}
        if not any(cells.values()):
            continue
        year = cells.get("year", "").removesuffix("年")
        if not cells.get("file") or (year and not is_year(year)):
            wrong.append(f"{MANIFEST}, line {number}: needs a file and a year of four digits")
            continue
        file, code, entity = name_file(cells["file"]), cells.get("code") or None, cells.get("entity") or None
        lines.append(Line(number, file, code, entity, int(year) if year else None))
    return lines, wrong


def clean(cell: str) -> str:
    """Return ``cell`` without what surrounds its text; a spreadsheet's ' before a number too."""
    return unicodedata.normalize("NFC", cell).strip().removeprefix("'")


def is_year(text: str) -> bool:
    """Tell whether ``text`` is a year of four digits."""
    return len(text) == 4 and text.isascii() and text.isdigit()


def name_file(text: str) -> str:
    """Return a path as the operator wrote it in the way the register names files."""
    return PurePosixPath(unicodedata.normalize("NFC", text).replace("\\", "/")).as_posix()


def assign_lines(lines: Sequence[Line], arrivals: Iterable[Arrival]) -> tuple[dict[str, list[Line]], list[str]]:
    """Return the lines that speak of each document, and what is wrong with the others.

    A line names a file by its path in the inbox, or by a name that no second file bears.
    """
    documents: dict[str, list[str]] = {}
    for arrival in arrivals:
        documents.setdefault(name_file(arrival.file), []).append(arrival.document)
    paths: dict[str, list[str]] = {}
    for path in documents:
        paths.setdefault(PurePosixPath(path).name, []).append(path)
    found: dict[str, list[Line]] = {}
    wrong = []
    for line in lines:
        meant = [line.file] if line.file in documents else paths.get(line.file, [])
        if len(meant) == 1:
            for document in documents[meant[0]]:
                found.setdefault(document, []).append(line)
        else:
            reason = "several files bear this name; give the path" if meant else "no such file in the inbox"
            wrong.append(f"{MANIFEST}, line {line.number}: {reason}")
    return found, wrong
