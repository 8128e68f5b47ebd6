"""Directories: 目录 and the lists of cases, tables and figures, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from extract.late import late
from extract.structure.grammar import Caption, Grammar, Label, bare, is_prose
from extract.structure.units import Unit, merge_units, split_unit

LEADERS = ".．…‥⋯·•_-—─﹒"
LOST_PAGE = late(r"[.．…‥⋯·•]{2,}$")
"""A leader whose page was not read, as on scans."""

BLANKS = " \t\u3000\u00a0\u2002\u2003"
PAGE = late(r"(?P<page>\d{1,4}|[ivxlIVXL]{1,7})\s*[）)]?$")
FIGURE = late(r"\d[\d.,]*[%％]?$")
FEWEST = 3
ListKind = Literal["section", "case", "table", "figure"]
Span = tuple[int, int]


class Tail(Struct, frozen=True):
    """The end of a directory line: where its title ends, the page, whether a leader or tab parts the two."""

    end: int
    page: Span | None
    sure: bool
    dotted: bool = False


class Entry(Struct, frozen=True):
    """A line of a directory; ``name`` is what it names, ``page`` the span of its page in the unit's text."""

    unit: Unit
    name: Label | Caption | None
    kind: ListKind
    title: str
    page: Span | None

    @property
    def printed_page(self) -> str | None:
        """Return the page as printed."""
        return self.unit.text[self.page[0] : self.page[1]] if self.page else None


class Zone(Struct, frozen=True):
    """A stretch of units that are directories: titles and furniture as units, lines as entries."""

    start: int
    end: int
    items: tuple[Unit | Entry, ...]


def find_tail(text: str, broken: re.Pattern[str] | None = None) -> Tail | None:
    """Return leader and page at the end of ``text``, None where there are none."""
    lost = broken.search(text) if broken else None
    match = lost or PAGE.search(text, max(0, len(text) - 10))
    if not match:
        bare_end = len(text.rstrip(LEADERS + BLANKS))
        return Tail(bare_end, None, True) if len(text) - bare_end >= 6 and "─" not in text[:1] else None
    page = match.span() if lost else match.span("page")
    head = text[: page[0]].rstrip("（(" + BLANKS)
    title = head.rstrip(LEADERS + BLANKS)
    between = text[len(title) : page[0]]
    if not title:
        return Tail(0, page, len(between) >= 2)
    dots = sum(sign in LEADERS for sign in between)
    if dots >= 2 or "\t" in between or "…" in between or lost:
        return Tail(len(title), page, True, dots >= 2 or bool(lost))
    if dots or title[-1].isdigit() or (title[-1].isascii() and not between):
        return None
    return Tail(len(title), page, False)


def ends_entry(text: str) -> bool:
    """Tell whether ``text`` ends like a directory line: leader and page."""
    tail = find_tail(text)
    return tail is not None and tail.sure


class DirectoryReader:
    """Finds and reads the directories of a report."""

    def __init__(self, text: str, grammar: Grammar, broken: str) -> None:
        self._text = text
        self._grammar = grammar
        self._broken = late(rf"(?:{broken})[。.]?$")

    def find_zones(self, units: Sequence[Unit]) -> list[Zone]:
        """Return the directories among ``units``, in order."""
        zones: list[Zone] = []
        place = 0
        while place < len(units):
            if not self._begins(units, place):
                place += 1
                continue
            zone = self._read_zone(units, place)
            if sum(isinstance(item, Entry) for item in zone.items) >= FEWEST - 1:
                zones.append(zone)
            place = zone.end
        return zones

    def _begins(self, units: Sequence[Unit], place: int) -> bool:
        if self._grammar.directory(units[place].text):
            return True
        run = units[place : place + FEWEST]
        return len(run) == FEWEST and all(self._has_leader(unit) for unit in run)

    def _has_leader(self, unit: Unit) -> bool:
        tail = find_tail(unit.text, self._broken)
        return tail is not None and tail.dotted and tail.end > 1

    def _read_zone(self, units: Sequence[Unit], start: int) -> Zone:
        end = self._find_end(units, start)
        lines = [line for unit in units[start:end] for line in self._lines(unit)]
        return Zone(start, end, tuple(self._read_items(lines)))

    def _lines(self, unit: Unit) -> list[Unit]:
        """Return the printed lines of ``unit``, those of the rows of what a layout took for a table too."""
        if unit.piece.kind != "table":
            return split_unit(self._text, unit)
        rows = [(row[0].start, max(cell.end for cell in row)) for row in unit.piece.rows if row]
        lines = [(start + at, start + to) for start, end in rows for at, to in _line_spans(self._text[start:end])]
        spans = [_trim(self._text, start, end) for start, end in lines]
        return [Unit(self._text[a:b], ((a, b),), unit.piece) for a, b in spans if a < b]

    def _find_end(self, units: Sequence[Unit], start: int) -> int:
        """Return where the directories that begin at ``start`` end.

        Where lines bear pages, behind the last that does before a title comes again alone (the body begins);
        where none does, before the first line that comes again or that is running text.
        """
        seen: set[str] = set()
        titles: set[str] = set()
        paged = last = start
        for place in range(start, len(units)):
            unit = units[place]
            if unit.piece.kind == "furniture":
                continue
            lines = self._lines(unit)
            if _is_figures(self._text, unit):
                break
            if self._grammar.directory(unit.text):
                paged = last = place
                continue
            label = self._grammar.label(unit.text)
            if bare(unit.text) in titles or (label and bare(label.title) in titles):
                break
            tails = [find_tail(line.text, self._broken) for line in lines]
            titles.update(bare(line.text[: tail.end]) for line, tail in zip(lines, tails, strict=True) if tail)
            if any(tail and tail.sure for tail in tails) or self._is_paged(unit, lines, tails):
                paged = last = place
            elif bare(unit.text) in seen or is_prose(unit.text) or unit.piece.kind == "table":
                break
            else:
                last = place
            seen.add(bare(unit.text))
        bears_pages = paged > start and not self._grammar.directory(units[paged].text)
        if bears_pages:
            return paged + 1
        while last > start and self._grammar.is_unnumbered(units[last].text):
            last -= 1
        return last + 1

    def _is_paged(self, unit: Unit, lines: Sequence[Unit], tails: Sequence[Tail | None]) -> bool:
        """Tell whether ``unit`` names something and ends with a page, though no leader parts the two."""
        if "。" in unit.text:
            return False
        return any(tail and self._names(line.text) for tail, line in zip(tails, lines, strict=True))

    def _names(self, text: str) -> bool:
        grammar = self._grammar
        return bool(
            grammar.label(text)
            or grammar.glued_label(text)
            or grammar.case(text)
            or grammar.figure(text)
            or grammar.table(text)
            or grammar.unnamed_figure(text)
        )

    def _read_items(self, lines: Sequence[Unit]) -> Iterator[Unit | Entry]:
        """Yield titles as units and lines as entries; a line without page and the one without name below it are one."""
        kind: ListKind = "section"
        held: list[Unit] = []
        for line in lines:
            listed = self._grammar.directory(line.text)
            if listed or line.piece.kind == "furniture":
                yield from self._close(held, kind)
                held = []
                kind = (listed[0] or "section") if listed else kind
                yield line
                continue
            if held and self._begins_anew(held, line, kind):
                yield from self._close(held, kind)
                held = []
            held.append(line)
            if find_tail(line.text, self._broken):
                yield from self._close(held, kind)
                held = []
        yield from self._close(held, kind)

    def _begins_anew(self, held: Sequence[Unit], line: Unit, kind: ListKind) -> bool:
        """Tell whether ``line`` is an entry of its own and not the rest of the one in hand."""
        if self._names(line.text):
            return True
        tail = find_tail(line.text, self._broken)
        title = line.text[: tail.end] if tail else line.text
        return self._grammar.is_unnumbered(title) or (tail is None and kind == "section" and len(held[-1].text) < 16)

    def _close(self, held: Sequence[Unit], kind: ListKind) -> Iterator[Entry]:
        if held:
            yield self._read_entry(merge_units(self._text, held), kind)

    def _read_entry(self, unit: Unit, listed: ListKind) -> Entry:
        tail = find_tail(unit.text, self._broken)
        body = unit.text[: tail.end] if tail else LOST_PAGE.sub("", unit.text)
        page = tail.page if tail else None
        name = self._grammar.case(body) or self._grammar.figure(body) or self._grammar.table(body)
        if name:
            return Entry(unit, name, name.kind, name.title, page)
        if listed == "figure" and (figure := self._grammar.unnamed_figure(body)):
            return Entry(unit, figure, "figure", figure.title, page)
        label = self._grammar.label(body) or self._grammar.glued_label(body)
        return Entry(unit, label, listed, label.title if label else body, page)


def _is_figures(text: str, unit: Unit) -> bool:
    """Tell whether ``unit`` is a table of figures: most rows have several beside each other, and an entry one page."""
    rows = [[text[cell.start : cell.end].strip() for cell in row] for row in unit.piece.rows]
    return sum(sum(FIGURE.match(cell) is not None for cell in row) > 1 for row in rows) * 2 > len(rows) > 1


def _line_spans(text: str) -> Iterator[Span]:
    """Yield where the lines of ``text`` begin and end."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _trim(text: str, start: int, end: int) -> Span:
    body = text[start:end].strip()
    start += text[start:end].index(body)
    return start, start + len(body)
