"""Tables drawn with signs: ┌─┬─┐ or +--+ above, between and below the rows, bars between their cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct, field

from extract.layout.model import Cell
from extract.layout.typed import Span, TypedLine, is_drawn, is_plain

MEETING = "┌-╋╒-╬╭-╰"  # where rules meet
UPRIGHT = re.compile(rf"[|｜│┃┆┇┊┋╎╏║{MEETING}]|\+(?=[-=])|(?<=[-=])\+")
CORNER = re.compile(rf"\+[-=]|[-=]\+|[{MEETING}]")
LEVEL = re.compile(rf"[-=]{{3,}}|[─━═┄┅┈┉╌╍{MEETING}]+")
DRAWING = ("\u2500", "\u257f")  # the first and the last of the signs that tables are drawn with
Places = dict[int, int]  # where the bars and corners of a line stand: column of the page → place in the text


class Stretch(Struct, frozen=True):
    """What a line prints over columns of the grid, ``last`` behind them: words, nothing, or a rule."""

    first: int
    last: int
    span: Span
    ruled: bool


class Drawn(Struct):
    """A cell under way: its place in the grid and what each of its lines prints."""

    column: int
    colspan: int
    rowspan: int = 1
    printed: list[Span] = field(default_factory=list)


def is_drawn_table(text: str, lines: Sequence[TypedLine]) -> bool:
    """Tell whether rules that meet are drawn between ``lines``: ``|---|`` under a head is none."""
    return any(is_drawn(text, line) and CORNER.search(text, line.start, line.end) for line in lines)


def read_drawn(text: str, lines: Sequence[TypedLine]) -> tuple[tuple[tuple[Cell, ...], ...], frozenset[int]]:
    """Return the rows of cells that ``lines`` draw, and which of them only go on with the row above.

    Nothing where the bars do not stand under one another, however wide signs are counted.
    """
    for ideograph, drawing in ((2, 1), (2, 2), (1, 1)):
        grid = Grid(text, [places(text, line, ideograph, drawing) for line in lines], lines)
        if grid.is_whole():
            return put_out(gather(text, [grid.cut(at) for at in range(len(lines))]), lines[0].start)
    return (), frozenset()


def places(text: str, line: TypedLine, ideograph: int, drawing: int) -> Places:
    """Return where the bars of a line and the corners of its rules stand."""
    found: Places = {}
    column, at = 0, line.begin
    for match in UPRIGHT.finditer(text, line.start, line.end):
        for sign in text[at : match.start()]:
            wide = unicodedata.east_asian_width(sign) in "WFA"
            column += drawing if DRAWING[0] <= sign <= DRAWING[1] else ideograph if wide else 1
        at = match.start()
        found[column] = at
    return found


class Grid:
    """The columns that bars make, and what each line prints in them."""

    def __init__(self, text: str, found: Sequence[Places], lines: Sequence[TypedLine]) -> None:
        self.text = text
        self.lines = lines
        self.found = found
        self.edges = [*max(found, key=len)]
        outside = [self.outside(at) for at in range(len(lines))]
        self.open = any(left for left, _ in outside), any(right for _, right in outside)

    def outside(self, at: int) -> tuple[bool, bool]:
        """Tell whether words stand left of the first and right of the last bar of a line."""
        line, bars = self.lines[at], [*self.found[at].values()]
        if not bars or is_drawn(self.text, line):
            return False, False
        return bars[0] > line.start, bars[-1] < line.end - 1

    def is_whole(self) -> bool:
        """Tell whether the bars of each line of words stand where bars of the grid do."""
        words = (found for line, found in zip(self.lines, self.found, strict=True) if not is_drawn(self.text, line))
        return len(self.edges) > 1 and all(self.fits(found) for found in words)

    def fits(self, found: Places) -> bool:
        """Tell whether bars stand where those of the grid do, as many as these somewhere else."""
        return bool(found) and (len(found) == len(self.edges) or found.keys() <= set(self.edges))

    def cut(self, at: int) -> list[Stretch]:
        """Return what line ``at`` prints, from the left; a rule whose corners stand elsewhere goes through."""
        line, found = self.lines[at], self.found[at]
        left, right = self.open
        if not self.fits(found):
            return [Stretch(0, len(self.edges) - 1 + left + right, (line.end, line.end), ruled=True)]
        bars = [*found.values()]
        grid = range(len(bars)) if len(bars) == len(self.edges) else [self.edges.index(column) for column in found]
        bounds = [(place + left, bar, bar + 1) for place, bar in zip(grid, bars, strict=True)]
        bounds = [(0, line.begin, line.begin)] * left + bounds
        bounds += [(len(self.edges) - 1 + left + right, line.finish, line.finish)] * right
        return [self.stretch(a, b, start, end) for (a, _, start), (b, end, _) in pairwise(bounds)]

    def stretch(self, first: int, last: int, start: int, end: int) -> Stretch:
        """Return what stands between two places of the text."""
        words = self.text[start:end].strip()
        begin = start + self.text[start:end].index(words)
        ruled = LEVEL.fullmatch(words) is not None or (bool(words) and is_rule(self.text, start, end))
        return Stretch(first, last, (begin, begin if ruled else begin + len(words)), ruled)


def is_rule(text: str, start: int, end: int) -> bool:
    """Tell whether hyphens fill a place from bar to bar, as those of a narrow column do."""
    return set(text[start:end]) <= {"-"} and text[start - 1 : start] == "+" == text[end : end + 1]


def gather(text: str, lines: Sequence[Sequence[Stretch]]) -> list[list[Drawn]]:
    """Return the cells that begin in each row: a row ends where a rule is drawn under any of its cells."""
    rows: list[list[Drawn]] = []
    open_cells: dict[int, Drawn] = {}  # by column, those that no rule has closed
    fresh = True
    for ruled, group in groupby(lines, key=lambda line: any(stretch.ruled for stretch in line)):
        held = [*group]
        apart = not ruled and are_rows(text, held)
        for at, line in enumerate(held):
            for stretch in line if ruled else ():
                if stretch.ruled:
                    close(open_cells, stretch)
                elif cell := open_cells.get(stretch.first):
                    cell.printed += filled(stretch)
            if ruled:
                continue
            if apart and at:
                open_cells, fresh = {}, True
            if fresh:
                for cell in {id(cell): cell for cell in open_cells.values()}.values():
                    cell.rowspan += 1
                rows.append([])
            for stretch in line:
                add(rows[-1], open_cells, stretch)
            fresh = False
        fresh = True
    return rows


def close(open_cells: dict[int, Drawn], rule: Stretch) -> None:
    for column in range(rule.first, rule.last):
        open_cells.pop(column, None)


def add(row: list[Drawn], open_cells: dict[int, Drawn], stretch: Stretch) -> None:
    """Add what a line prints to the cell that it goes on with, or as a new one of ``row``."""
    cell = open_cells.get(stretch.first)
    if cell is None:
        cell = Drawn(stretch.first, stretch.last - stretch.first)
        row.append(cell)
        open_cells |= dict.fromkeys(range(stretch.first, stretch.last), cell)
    cell.printed += filled(stretch)


def filled(stretch: Stretch) -> Iterator[Span]:
    """Yield the span of a stretch that prints anything."""
    if stretch.span[0] < stretch.span[1]:
        yield stretch.span


def are_rows(text: str, lines: Sequence[Sequence[Stretch]]) -> bool:
    """Tell whether lines without rules between are a row each: values stand under one another."""
    valued = [{s.first for s in line if is_plain(text, s.span)} for line in lines]
    return any(above & below for above, below in pairwise(valued))


def put_out(rows: Sequence[Sequence[Drawn]], start: int) -> tuple[tuple[tuple[Cell, ...], ...], frozenset[int]]:
    """Return each row as printed on the first lines of its cells, followed by what their further lines print."""
    out: list[tuple[Cell, ...]] = []
    rests: set[int] = set()
    for row in rows:
        out.append(
            tuple(
                Cell(*(cell.printed[0] if cell.printed else (start, start)), cell.column, cell.colspan, cell.rowspan)
                for cell in row
            )
        )
        for line in range(1, max((len(cell.printed) for cell in row), default=0)):
            rests.add(len(out))
            out.append(tuple(Cell(*cell.printed[line], cell.column) for cell in row if line < len(cell.printed)))
    return tuple(out), frozenset(rests)
