"""``manifest.csv`` of an inbox: what the operator knows about a file and the report may not print."""

from __future__ import annotations

import csv
import re
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


SEPARATORS = ",;\t"
YEAR = re.compile(r"([0-9]{4})(?:年度?)?")


def read_manifest(inbox: Path) -> tuple[list[Line], list[str]]:
    """Return the lines of the manifest and what is wrong with it; nothing of either where there is none."""
    path = inbox / MANIFEST
    if not path.exists():
        return [], []
    try:
        rows = read_cells(decode_text(read_bytes(path)))
    except (ExtractError, csv.Error) as error:
        return [], [f"{MANIFEST}: {error}; save it anew as CSV"]
    if rows is None:
        return [], [f"{MANIFEST}: no column named file; begin it with the line file,code,year"]
    lines, wrong = [], []
    for number, cells in rows:
        year = YEAR.fullmatch(unicodedata.normalize("NFKC", cells.get("year", "")))
        if not cells.get("file") or (cells.get("year") and not year):
            wrong.append(f"{MANIFEST}, line {number}: needs a file and a year of four digits")
            continue
        file, code, entity = name_file(cells["file"]), cells.get("code") or None, cells.get("entity") or None
        lines.append(Line(number, file, code, entity, int(year[1]) if year else None))
    return lines, wrong


def read_cells(text: str) -> list[tuple[int, dict[str, str]]] | None:
    """Return what each line below the heads of the columns says, by the column, with its number.

    The heads stand in the first line that names the column of the files, whatever separates it; None without one.
    """
    for separator in SEPARATORS:
        rows = enumerate(csv.reader(text.splitlines(), delimiter=separator), start=1)
        heads = ([HEADS.get(clean(cell).lower()) for cell in row] for _, row in rows)
        columns = next((names for names in heads if "file" in names), None)
        if columns:
            lines = ((number, zip(columns, map(clean, row), strict=False)) for number, row in rows)
            cells = [(number, {name: cell for name, cell in pairs if name}) for number, pairs in lines]
            return [(number, told) for number, told in cells if any(told.values())]
    return None


def clean(cell: str) -> str:
    """Return ``cell`` without what surrounds its text; a spreadsheet's ' before a number too."""
    return unicodedata.normalize("NFC", cell).strip().removeprefix("'")


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
            wrong.append(f"{MANIFEST}, line {line.number}: {line.file}: {reason}")
    return found, wrong
