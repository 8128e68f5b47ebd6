"""Numerals, marks and facts → the ledger: every numeral of the canonical text exactly once, in order.

What the structure has settled (numbers of headings, cases, pages) goes first, then what a table cell
makes of a figure, then the class that the scanner gave.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from sys import intern

from msgspec import Struct

from extract.late import late
from extract.layout.model import Glyphs
from extract.numerals.model import Numeral
from extract.records import Fact, LedgerEntry, NumberClass
from extract.structure.model import Outline, Passage

DIGITS = late(r"[0-9０-９]+")
FIGURES: frozenset[NumberClass] = frozenset({"quantity", "change", "ratio", "threshold", "duration", "rank", "other"})
"""Classes that a number in a cell gives up for ``table_cell``."""

OPEN: frozenset[NumberClass] = frozenset({"quantity", "change", "ratio"})
"""Classes that call for a fact."""

YEARS: frozenset[NumberClass] = frozenset({"year", "academic_year"})
ORNAMENT = late(r"(?:学?年度?|[\s↑↓→▲▼△▽+\-—–%‰*＊≥≤<>＜＞≧≦约近超:：/／（）()])+")


class Entry(Struct, frozen=True, gc=False):
    """An entry to be: a canonical span with its class."""

    start: int
    end: int
    cls: NumberClass


def list_entries(outline: Outline, numerals: Sequence[Sequence[Numeral]]) -> list[Entry]:
    """Return the entries of the ledger in order; ``numerals[i]`` are those of ``outline.passages[i]``.

    No Arabic digit of the text is left out or listed twice.
    """
    marked = sorted((Entry(mark.start, mark.end, mark.cls) for mark in outline.marks), key=place_of)
    scanned = [
        entry
        for passage, found in zip(outline.passages, numerals, strict=True)
        for entry in entries_of(passage, found, outline.text)
    ]
    return settle(outline.text, marked, scanned)


def close_ledger(text: str, entries: Sequence[Entry], facts: Sequence[Fact], glyphs: Glyphs) -> list[LedgerEntry]:
    """Return the ledger of ``entries``, each with the facts made of it.

    On a picture of a page each tells how sure its recognition is.
    """
    known = name_facts(entries, facts)
    return [record_of(text, entry, known.get(at, []), glyphs) for at, entry in enumerate(entries)]


def entries_of(passage: Passage, numerals: Sequence[Numeral], text: str) -> Iterator[Entry]:
    """Return the entries of one passage; a numeral that other text cuts through is one entry a piece."""
    valued = passage.table is not None and is_value(passage.text, numerals)
    for numeral in numerals:
        cls = class_in_cell(numeral.cls, valued=valued) if passage.table is not None else numeral.cls
        for start, end in pieces(passage, numeral, text):
            yield Entry(start, end, cls)


def is_value(text: str, numerals: Sequence[Numeral]) -> bool:
    """Tell whether a cell holds figures and what belongs to them, and no words."""
    rest, at = [], 0
    for numeral in numerals:
        first, last = (numeral.quantities or (numeral,))[0], (numeral.quantities or (numeral,))[-1]
        rest.append(text[at : min(numeral.start, first.start)])
        at = max(at, numeral.end, last.end)
    return not ORNAMENT.sub("", "".join((*rest, text[at:])))


def class_in_cell(cls: NumberClass, *, valued: bool) -> NumberClass:
    """Return the class of a numeral in a table: a figure alone in its cell is the cell's value."""
    return "table_cell" if valued and cls in FIGURES else "table_year" if valued and cls in YEARS else cls


def pieces(passage: Passage, numeral: Numeral, text: str) -> Iterator[tuple[int, int]]:
    """Return the canonical spans of a numeral: one, but where text of others stands inside."""
    start, end = passage.span(numeral.start, numeral.end)
    if end - start == numeral.end - numeral.start or squeezed(text[start:end]) == squeezed(numeral.text):
        yield start, end
        return
    begin = numeral.start
    for at in range(numeral.start + 1, numeral.end + 1):
        if at == numeral.end or text[passage.offsets[at - 1] + 1 : passage.offsets[at]].strip():
            span = passage.span(begin, at)
            if text[slice(*span)].strip():
                yield span
            begin = at


def squeezed(printed: str) -> str:
    """Return ``printed`` without white space."""
    return "".join(printed.split())


def settle(text: str, marked: Sequence[Entry], scanned: Iterable[Entry]) -> list[Entry]:
    """Return marks, the scanned numerals that no mark settles, and the digits that neither holds, in order."""
    taken = bytearray(len(text))
    entries = [entry for entry in marked if claim(taken, entry)]
    entries += [entry for entry in sorted(scanned, key=place_of) if claim(taken, entry)]
    for match in DIGITS.finditer(text):
        entries += [Entry(start, end, "other") for start, end in gaps(taken, match.start(), match.end())]
    return sorted(entries, key=place_of)


def place_of(entry: Entry) -> tuple[int, int]:
    """Order entries by place."""
    return entry.start, entry.end


def claim(taken: bytearray, entry: Entry) -> bool:
    """Take the characters of ``entry`` if all are free; tell whether they were."""
    if not entry.start < entry.end or any(taken[entry.start : entry.end]):
        return False
    taken[entry.start : entry.end] = b"\x01" * (entry.end - entry.start)
    return True


def gaps(taken: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the stretches of ``[start, end)`` that are not taken."""
    while (start := taken.find(0, start, end)) >= 0:
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop


def name_facts(entries: Sequence[Entry], facts: Sequence[Fact]) -> dict[int, list[str]]:
    """Return by place of an entry the ids of the facts whose raw span touches it, in the facts' order."""
    starts = [entry.start for entry in entries]
    ids: dict[int, list[str]] = {}
    for fact in facts:
        at = max(0, bisect_left(starts, fact.where.start + 1) - 1)
        while at < len(entries) and entries[at].start < fact.where.end:
            if entries[at].end > fact.where.start:
                ids.setdefault(at, []).append(fact.id)
            at += 1
    return ids


def record_of(text: str, entry: Entry, facts: list[str], glyphs: Glyphs) -> LedgerEntry:
    """Return the record of an entry: its text as printed, line breaks removed, and its place on the page."""
    start, end = entry.start, entry.end
    page, bbox = glyphs.locate(start, end)
    return LedgerEntry.model_validate(
        {
            "start": start,
            "end": end,
            "text": intern(text[start:end].replace("\n", "").replace("\f", "")),
            "class": entry.cls,
            "facts": facts,
            "page": page,
            "bbox": bbox,
            "confidence": glyphs.confidence(start, end),
        }
    )


def open_numbers(outline: Outline, numbers: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return the open numbers: quantities, changes and ratios in prose that no fact was made of."""
    prose = [(block.start, block.end) for block in outline.blocks if block.kind == "paragraph"]
    starts = [start for start, _ in prose]

    def in_prose(entry: LedgerEntry) -> bool:
        at = bisect_left(starts, entry.start + 1) - 1
        return at >= 0 and entry.start < prose[at][1]

    return [entry for entry in numbers if entry.class_ in OPEN and not entry.facts and in_prose(entry)]
