"""A table read: its blocks, and for each row labels, lineage, unit, period and bearer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extract import records
from extract.facts.columns import (
    POINT,
    STOREY,
    SUBORDINATE,
    Block,
    Head,
    PeriodReader,
    clean_label,
    read_head,
    split_blocks,
    split_unit,
)
from extract.facts.forms import Recognised, recognise
from extract.facts.lineage import Label, find_parents
from extract.facts.model import Front
from extract.late import late
from extract.layout.model import Cell
from extract.layout.typed import width
from extract.numerals.figures import fold
from extract.numerals.model import Numeral
from extract.numerals.periods import find_periods, frame_period, read_period
from extract.records import Period
from extract.rules.catalogue import Catalogue
from extract.rules.patterns import Patterns
from extract.rules.tables import TableWords
from extract.structure.model import Frame, Outline, Passage

NUMBER = late(r"[（(]?[\d一二三四五六七八九十]{1,4}(?:[.．-]\d{1,3}){0,3}[)）]?[.、．]?$")
INDENT = late(r"(?:\u3000|[ \u00a0]{2})$")
OFF_MIDDLE = 2  # half columns of type: an odd rest of blanks stands on one side
QUOTES = dict.fromkeys(map(ord, "“”‘’\"'"))
EMPTY = late(r"[（(]\s*[)）]")  # what a time in brackets leaves: 计划（2025年）
DASH = late(r"[-－—–―/／]+")
HEADING = late(r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第.{1,3}(?:部分|类|组))")


class Cells(Struct, frozen=True):
    """The printed cells of one table: their texts by row and column, passages and numerals of those that hold any."""

    rows: Sequence[Sequence[str]]
    frame: Frame
    printed: str  # the canonical text
    passages: Mapping[tuple[int, int], tuple[Passage, Sequence[Numeral]]]

    def text(self, row: int, column: int) -> str:
        """Return the printed text of a cell, empty where none stands."""
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def is_indented(self, row: int, column: int) -> bool:
        """Tell whether blanks stand before what a cell prints."""
        cells = self.frame.rows[row]
        cell = cells[column] if column < len(cells) else None
        return cell is not None and INDENT.search(self.printed, max(0, cell.start - 4), cell.start) is not None

    def is_centred(self, column: int) -> bool:
        """Tell whether what a column prints stands about one middle, as typed with blanks: then none is set in."""
        cells = [row[column] for row in self.frame.rows if column < len(row)]
        places = [self.place(cell) for cell in cells if cell is not None]
        starts, middles = [start for start, _ in places], [start + end for start, end in places]
        if len({*starts}) > 1 and max(middles) - min(middles) <= OFF_MIDDLE:
            return True
        return min(starts, default=0) < max(starts, default=0) - 1 and are_centred(places)

    def place(self, cell: Cell) -> tuple[int, int]:
        """Return the columns of type that a cell takes up on its line."""
        begin = max(self.printed.rfind(sign, 0, cell.start) for sign in "\n\t\f") + 1
        start = width(self.printed[begin : cell.start])
        return start, start + width(self.printed[cell.start : cell.end])

    def covered(self, row: int, column: int) -> str:
        """Return the text of the merged cell from above that covers a place, empty where none does."""
        for above in range(row, -1, -1):
            cells = self.frame.rows[above]
            cell = cells[column] if column < len(cells) else None
            if cell is not None:
                return self.text(above, column) if above + cell.rowspan > row else ""
        return ""

    def spanning(self, row: int, column: int) -> str:
        """Return the text of the merged cell of the row that covers a place, empty where none does."""
        cells = self.frame.rows[row]
        for left in range(min(column, len(cells) - 1), -1, -1):
            if (cell := cells[left]) is not None:
                return self.text(row, left) if left + cell.colspan > column else ""
        return ""

    def has_number(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a figure."""
        _, numerals = self.passages.get((row, column), (None, ()))
        return any(numeral.quantities for numeral in numerals)


def are_centred(places: Iterable[tuple[int, int]]) -> bool:
    """Tell whether each of some words is set in further than any longer one, and as far as those of its length."""
    starts: dict[int, list[int]] = {}
    for start, end in places:
        starts.setdefault(end - start, []).append(start)
    lengths = sorted(starts)
    alike = all(max(starts[length]) - min(starts[length]) <= 1 for length in lengths)
    return len(lengths) > 2 and alike and all(min(starts[a]) > max(starts[b]) - 1 for a, b in pairwise(lengths))


class Line(Struct, frozen=True):
    """One row within one block: labels from the outermost in, and what they state."""

    row: int
    path: tuple[str, ...]
    label: Label
    unit: str | None
    period: Period | None


class TableReading(Struct, frozen=True):
    """One block of a table read; ``form`` is the national form that it is."""

    table: records.Table
    cells: Cells
    heads: Sequence[Head]
    block: Block
    lines: Sequence[Line]
    form: Recognised | None

    @property
    def label_heads(self) -> list[Head]:
        """The heads of the columns of labels."""
        return [self.heads[column] for column in self.block.labels]


def read_tables(
    outline: Outline, numerals: Sequence[Sequence[Numeral]], patterns: Patterns, front: Front
) -> list[TableReading]:
    """Return the readings of all tables, in text order; ``numerals[i]`` are those of ``outline.passages[i]``."""
    periods = LabelPeriods(front)
    frames = {frame.table: frame for frame in outline.frames}
    passages: dict[str, dict[tuple[int, int], tuple[Passage, Sequence[Numeral]]]] = {}
    for passage, found in zip(outline.passages, numerals, strict=True):
        if passage.table and passage.row is not None and passage.column is not None:
            passages.setdefault(passage.table, {})[passage.row, passage.column] = (passage, found)
    readings: list[TableReading] = []
    for table in outline.tables:
        if table.id in frames:
            cells = Cells(table.rows, frames[table.id], outline.text, passages.get(table.id, {}))
            readings += read_table(table, cells, patterns.catalogue, patterns.tables, periods)
    return readings


class LabelPeriods(Struct, frozen=True):
    """Reads the periods of labels; the report's own year and school year fill what they leave open."""

    front: Front

    def whole(self, label: str) -> Period | None:
        """Return the period that ``label`` is."""
        period = read_period(label.translate(QUOTES), self.front.report_year)
        return frame_period(period, self.front.period) if period else None

    def inside(self, label: str) -> tuple[Period | None, str]:
        """Return the one period that ``label`` names beside other words, and those words."""
        named = [mention for mention in find_periods(label, self.front.report_year) if not mention.compared]
        if len(named) != 1 or named[0].period.kind == "range":
            return None, label
        rest = EMPTY.sub("", label[: named[0].start] + label[named[0].end :])
        return frame_period(named[0].period, self.front.period), rest.strip() or label


def read_table(
    table: records.Table, cells: Cells, catalogue: Catalogue, words: TableWords, periods: PeriodReader
) -> list[TableReading]:
    """Return the readings of one table, one a block."""
    width = max((len(row) for row in cells.rows), default=0)
    labels_ = [*table.header, *[""] * (width - len(table.header))]
    heads = [read_head(label, periods, words, catalogue) for label in labels_]
    heads = [
        with_unit_beside(label, head, before, words)
        for label, head, before in zip(labels_, heads, [Head(()), *heads], strict=False)
    ]
    numeric = [is_numeric(cells, column) for column in range(len(heads))]
    units = units_below(cells, catalogue)
    heads = [replace(head, unit=head.unit or unit) for head, unit in zip(heads, units, strict=True)] if units else heads
    readings = []
    for block in split_blocks(heads, numeric, lone=len(cells.rows) == 1):
        lines = LineReader(cells, block, catalogue, words, periods).read()
        labels = [line.label for line in lines]
        form = recognise(table.title, labels, catalogue) if block.labels else None
        lines = join_lineage(lines, find_parents(labels, catalogue, form.parents() if form else None))
        readings.append(TableReading(table, cells, heads, block, lines, form))
    return readings


def with_unit_beside(label: str, head: Head, before: Head, words: TableWords) -> Head:
    """Return the head of a column of a part (其中：女生) with the unit of the whole before it."""
    part = head.unit is None and head.role is None and SUBORDINATE.match(label.rpartition(STOREY)[2])
    return replace(head, unit=before.unit) if part and words.unit_in(head.name) is None else head


def units_below(cells: Cells, catalogue: Catalogue) -> list[str | None]:
    """Return the units of the columns where the first row prints nothing else, none where it is any other row."""
    printed = [fold("".join(cell.split())).strip("（）()") for cell in cells.rows[0]] if cells.rows else []
    filled = [unit for unit in printed if unit not in ("", "单位")]
    known = len(filled) > 1 and all(map(catalogue.is_unit, filled))
    return [unit if unit in filled else None for unit in printed] if known else []


def is_numeric(cells: Cells, column: int) -> bool:
    """Tell whether most of the filled cells of a column hold figures."""
    filled = [row for row in range(len(cells.rows)) if cells.text(row, column)]
    numbers = sum(cells.has_number(row, column) for row in filled)
    return 2 * numbers > len(filled)


class LineReader:
    """Reads the rows of a block from the top: empty label cells take what stands above."""

    def __init__(
        self, cells: Cells, block: Block, catalogue: Catalogue, words: TableWords, periods: PeriodReader
    ) -> None:
        self.cells = cells
        self.block = block
        self.catalogue = catalogue
        self.words = words
        self.indents = [column for column in block.labels if not cells.is_centred(column)]
        self.periods = periods
        self.held: tuple[str, ...] = ()
        self.period: Period | None = None
        self.heading: tuple[str, ...] = ()
        self.number = ""
        self.all_pointed = True  # no row so far lacks a point before its label

    def read(self) -> list[Line]:
        """Return all rows, those that are mere headings included."""
        return [self.read_line(row) for row in range(len(self.cells.rows))]

    def read_line(self, row: int) -> Line:
        """Return one row: labels cleaned, units and periods taken out of them."""
        if heading := self.heading_of(row):
            self.heading, self.held = (heading,), ()
            return Line(row, (heading,), Label(heading, self.catalogue.stem(heading)), None, None)
        printed = self.labels_of(row)
        repeats = printed == self.held and not self.prints_label(row)
        self.held = printed
        indented = any(self.cells.is_indented(row, column) for column in self.indents)
        path, unit, period, subordinate = self.take_apart(printed, indented=indented)
        unit = self.unit_of(row) or unit
        inner, name = self.periods.inside(path[-1]) if path else (None, "")
        label = Label(
            text=name,
            stem=self.catalogue.stem(name),
            unit=self.catalogue.canonical_unit(unit),
            number=self.number_of(row),
            subordinate=subordinate and not repeats,
            repeats=repeats,
            total=name in self.words.grand_totals,
            outer=(*self.heading, *path[:-1]),
        )
        return Line(row, (*self.heading, *path), label, unit, period or self.period_of(row) or inner)

    def take_apart(
        self, printed: Sequence[str], *, indented: bool
    ) -> tuple[list[str], str | None, Period | None, bool]:
        """Return the cleaned labels, the unit and period that they state, and whether the last is set under others.

        其中 says so, or a point or blanks that the labels of all rows do not have.
        """
        path: list[str] = []
        unit: str | None = None
        period: Period | None = None
        subordinate = pointed = False
        for text in filter(None, printed):
            label, own = split_unit(text, self.catalogue)
            if DASH.fullmatch(label):
                continue
            if label.rstrip(":：") in ("", "其中"):
                subordinate = True
                continue
            pointed = indented or POINT.match(text) is not None
            among = SUBORDINATE.match(text) is not None or (pointed and not self.all_pointed)
            subordinate = among or (subordinate and not path)
            stated = self.periods.whole(label)
            unit, period = own or unit, stated or period
            if not stated:
                path.append(label)
        self.all_pointed = self.all_pointed and (pointed or not path)
        return path, unit, period, subordinate

    def labels_of(self, row: int) -> tuple[str, ...]:
        """Return the printed labels of a row; empty cells left of its first label, or all, take those above.

        A total's label is that of all columns of labels.
        """
        texts = [self.cells.text(row, column) for column in self.block.labels]
        if word := self.number_word(row):
            return (word, *texts)
        first = next((at for at, text in enumerate(texts) if text), len(texts))
        if first < len(texts) and texts[first] in self.words.grand_totals:
            return tuple(texts)
        return (*self.held[:first], *texts[first:])

    def prints_label(self, row: int) -> bool:
        """Tell whether any label of a row is printed."""
        return any(self.cells.text(row, column) for column in self.block.labels) or bool(self.number_word(row))

    def number_word(self, row: int) -> str:
        """Return what stands in the column of row numbers and is none (合计), merged with the label's cell."""
        if self.block.number is None:
            return ""
        word = self.cells.text(row, self.block.number)
        return "" if NUMBER.match(word) else word

    def number_of(self, row: int) -> str:
        """Return the number of a row without its point; one that is printed again over a page break counts once."""
        if self.block.number is None or self.number_word(row):
            return ""
        number = self.cells.text(row, self.block.number).rstrip(".、．")
        again = number == self.number
        self.number = number or self.number
        return "" if again else number

    def unit_of(self, row: int) -> str | None:
        """Return the unit that the unit column prints, from a merged cell too; None for a dash or nothing."""
        if self.block.unit is None:
            return None
        unit = self.cells.text(row, self.block.unit) or self.cells.covered(row, self.block.unit)
        return fold("".join(unit.split())).strip("-/") or None

    def period_of(self, row: int) -> Period | None:
        """Return the period that the period column prints; an empty cell takes the one above."""
        if self.block.period is not None and (text := self.cells.text(row, self.block.period)):
            self.period = self.periods.whole(text)
        return self.period

    def heading_of(self, row: int) -> str:
        """Return the text of a row that only heads those below: its one cell spans the row or bears a number."""
        filled = [(column, text) for column, text in enumerate(self.cells.rows[row]) if text.strip()]
        if len(filled) != 1 or len(self.cells.rows[row]) < 3:
            return ""
        column, text = filled[0]
        cell = self.cells.frame.rows[row][column]
        spans = cell is not None and cell.colspan >= len(self.cells.rows[row])
        return clean_label(text) if column == 0 and (spans or HEADING.match(text)) else ""


def join_lineage(lines: Sequence[Line], parents: Sequence[int | None]) -> list[Line]:
    """Return the lines with the labels of the rows that they belong under before their own."""
    joined: list[Line] = []
    for line, parent in zip(lines, parents, strict=True):
        above = joined[parent].path if parent is not None else line.label.outer
        joined.append(replace(line, path=(*above, *line.path[-1:])) if line.path else line)
    return joined
