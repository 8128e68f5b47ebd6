"""A table read: its blocks, and for each row labels, lineage, unit, period and bearer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract import records
from extract.facts.columns import (
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
from extract.numerals.model import Numeral
from extract.numerals.periods import frame_period, read_period
from extract.records import Period
from extract.rules.catalogue import Catalogue
from extract.rules.patterns import Patterns
from extract.rules.tables import TableWords
from extract.structure.model import Frame, Outline, Passage


@dataclass(frozen=True, slots=True)
class Cells:
    """The printed cells of one table: their texts by row and column, passages and numerals of those that hold any."""

    rows: Sequence[Sequence[str]]
    frame: Frame
    passages: Mapping[tuple[int, int], tuple[Passage, Sequence[Numeral]]]

    def text(self, row: int, column: int) -> str:
        """Return the printed text of a cell, empty where none stands."""
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def covered(self, row: int, column: int) -> str:
        """Return the text of the merged cell from above that covers a place, empty where none does."""
        for above in range(row, -1, -1):
            cells = self.frame.rows[above]
            cell = cells[column] if column < len(cells) else None
            if cell is not None:
                return self.text(above, column) if above + cell.rowspan > row else ""
        return ""

    def has_number(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a figure."""
        _, numerals = self.passages.get((row, column), (None, ()))
        return any(numeral.quantities for numeral in numerals)


@dataclass(frozen=True, slots=True)
class Line:
    """One row within one block: labels from the outermost in, and what they state."""

    row: int
    path: tuple[str, ...]
    printed: tuple[str, ...]
    label: Label
    unit: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class TableReading:
    """One block of a table read; ``form`` is the national form that it is."""

    table: records.Table
    cells: Cells
    heads: Sequence[Head]
    block: Block
    lines: Sequence[Line]
    form: Recognised | None


def read_tables(
    outline: Outline, numerals: Sequence[Sequence[Numeral]], patterns: Patterns, front: Front
) -> list[TableReading]:
    """Return the readings of all tables, in text order; ``numerals[i]`` are those of ``outline.passages[i]``."""
    read_label = period_reader(front)
    frames = {frame.table: frame for frame in outline.frames}
    passages: dict[str, dict[tuple[int, int], tuple[Passage, Sequence[Numeral]]]] = {}
    for passage, found in zip(outline.passages, numerals, strict=True):
        if passage.table and passage.row is not None and passage.column is not None:
            passages.setdefault(passage.table, {})[passage.row, passage.column] = (passage, found)
    readings: list[TableReading] = []
    for table in outline.tables:
        if table.id in frames:
            cells = Cells(table.rows, frames[table.id], passages.get(table.id, {}))
            readings += read_table(table, cells, patterns.catalogue, patterns.tables, read_label)
    return readings


def period_reader(front: Front) -> PeriodReader:
    """Return the reader of labels that are periods; the report's own year and school year fill what they leave open."""

    def read(label: str) -> Period | None:
        period = read_period(label, front.report_year)
        return frame_period(period, front.period) if period else None

    return read


def read_table(
    table: records.Table, cells: Cells, catalogue: Catalogue, words: TableWords, read_period: PeriodReader
) -> list[TableReading]:
    """Return the readings of one table, one a block."""
    width = max((len(row) for row in cells.rows), default=0)
    labels_ = [*table.header, *[""] * (width - len(table.header))]
    heads = [read_head(label, read_period, words, catalogue) for label in labels_]
    numeric = [is_numeric(cells, column) for column in range(len(heads))]
    readings = []
    for block in split_blocks(heads, numeric):
        lines = read_lines(cells, block, catalogue, read_period)
        labels = [line.label for line in lines]
        form = recognise(table.title, labels, catalogue) if block.labels else None
        lines = join_lineage(lines, find_parents(labels, catalogue, form.parents() if form else None))
        readings.append(TableReading(table, cells, heads, block, lines, form))
    return readings


def is_numeric(cells: Cells, column: int) -> bool:
    """Tell whether most of the filled cells of a column hold figures."""
    filled = [row for row in range(len(cells.rows)) if cells.text(row, column)]
    numbers = sum(cells.has_number(row, column) for row in filled)
    return 2 * numbers > len(filled)


def read_lines(cells: Cells, block: Block, catalogue: Catalogue, read_period: PeriodReader) -> list[Line]:
    """Return the rows of a block with their own labels; an empty label cell takes the one above."""
    lines: list[Line] = []
    held: tuple[str, ...] = ()
    period: Period | None = None
    for row in range(len(cells.rows)):
        printed = own_labels(cells, block, row, held)
        repeats = not any(cells.text(row, column) for column in block.labels) and not number_word(cells, block, row)
        held = printed
        if block.period is not None:
            period = read_period(cells.text(row, block.period)) or (
                period if repeats_above(cells, block, row) else None
            )
        lines.append(read_line(cells, block, row, printed, period, repeats, catalogue, read_period))
    return lines


def repeats_above(cells: Cells, block: Block, row: int) -> bool:
    """Tell whether the period cell of a row is empty."""
    return block.period is not None and not cells.text(row, block.period)


def own_labels(cells: Cells, block: Block, row: int, held: tuple[str, ...]) -> tuple[str, ...]:
    """Return the printed labels of a row; empty cells left of its first label, or all, take those above."""
    texts = [cells.text(row, column) for column in block.labels]
    if word := number_word(cells, block, row):
        return (word, *texts)
    first = next((at for at, text in enumerate(texts) if text), len(texts))
    return (*held[:first], *texts[first:])


def number_word(cells: Cells, block: Block, row: int) -> str:
    """Return what stands in the column of row numbers and is none (合计), merged with the label's cell."""
    word = cells.text(row, block.number) if block.number is not None else ""
    return word if word and not cells.passages.get((row, block.number or 0), (None, ()))[1] else ""


def read_line(
    cells: Cells,
    block: Block,
    row: int,
    printed: tuple[str, ...],
    period: Period | None,
    repeats: bool,
    catalogue: Catalogue,
    read_period: PeriodReader,
) -> Line:
    """Return one row: its labels cleaned, units and periods taken out of them."""
    path: list[str] = []
    unit = unit_cell(cells, block, row)
    subordinate = False
    for text in printed:
        if not clean_label(text) or clean_label(text).strip(":：") == "其中":
            subordinate = subordinate or bool(text)
            continue
        subordinate = SUBORDINATE.match(text) is not None
        label, own = split_unit(text, catalogue)
        unit = unit or own
        stated = read_period(label)
        period = stated or period
        if not stated:
            path.append(label)
    number = ""
    if block.number is not None and not number_word(cells, block, row):
        number = cells.text(row, block.number).rstrip(".、．")
    last = path[-1] if path else ""
    label_ = Label(
        text=last,
        stem=catalogue.stem(last),
        unit=catalogue.canonical_unit(unit),
        number=number,
        subordinate=subordinate and not repeats,
        repeats=repeats,
        outer=tuple(path[:-1]),
    )
    return Line(row, tuple(path), printed, label_, unit, period)


def unit_cell(cells: Cells, block: Block, row: int) -> str | None:
    """Return the unit that the unit column prints for a row, from a merged cell too; None for a dash or nothing."""
    if block.unit is None:
        return None
    unit = cells.text(row, block.unit) or cells.covered(row, block.unit)
    return "".join(unit.split()).strip("-—–/－") or None


def join_lineage(lines: Sequence[Line], parents: Sequence[int | None]) -> list[Line]:
    """Return the lines with the labels of the rows that they belong under before their own."""
    joined: list[Line] = []
    for line, parent in zip(lines, parents, strict=True):
        above = joined[parent].path if parent is not None else line.label.outer
        joined.append(Line(line.row, (*above, *line.path[-1:]), line.printed, line.label, line.unit, line.period))
    return joined
