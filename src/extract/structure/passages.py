"""Parts → passages: each paragraph, heading, caption and cell as one logical text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from sys import intern

from extract.late import late
from extract.structure.flow import flow, split_lines
from extract.structure.model import Passage
from extract.structure.plan import Part, Plan
from extract.structure.tables import Grid, filled

STRETCHED = late(r" {3,}")
STRONG = late(r"(?:\*\*|(?<![\w*])\*(?!\*)|(?<=[^\W\d_a-zA-Z])\*(?!\*))(?=\S)([^*\n]{1,200}?)(?<=\S)\*{1,2}")


def identify(kind: str, index: int) -> str:
    """Return the id of the ``index``-th record of a kind: one string, however many records name it."""
    return intern(f"{kind}{index + 1}")


def refer(kind: str, index: int | None) -> str | None:
    """Return the id of the ``index``-th record of a kind, None for none."""
    return None if index is None else identify(kind, index)


def gather_paragraphs(parts: Sequence[Part], joins: Mapping[int, int]) -> list[list[int]]:
    """Return the indices of the parts that each passage consists of; table parts stand alone."""
    groups: dict[int, list[int]] = {}
    heads: dict[int, int] = {}
    for place in range(len(parts)):
        head = heads.get(joins.get(place, -1), place)
        heads[place] = head
        groups.setdefault(head, []).append(place)
    return list(groups.values())


def write_passages(
    text: str, plan: Plan, joins: Mapping[int, int], grids: Sequence[Grid]
) -> Iterator[tuple[Passage, tuple[int, ...]]]:
    """Yield each passage, in text order, with the indices of its parts."""
    tables = {place: index for index, table in enumerate(plan.tables) for place in table.parts}
    places = [_cell_places(grid) for grid in grids]
    for group in gather_paragraphs(plan.parts, joins):
        head = plan.parts[group[0]]
        if head.kind == "table":
            table = tables[group[0]]
            for passage in _cells(text, head, group[0], table, grids[table], places[table]):
                yield passage, (group[0],)
            continue
        flowed = flow(text, [line for at in group for line in plan.parts[at].unit.lines])
        words, offsets = flowed if head.kind == "directory" else without_markup(*flowed)
        block = identify("b", group[0])
        section, case = refer("s", head.section), refer("c", head.case)
        yield Passage(words, offsets, head.kind, block, section, case), tuple(group)


def without_markup(words: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Return ``words`` with their offsets, without the stars that mark some as strong and blanks that stretch a line.

    在校生 **28650** 人 and 在校生    28650    人 say the same.
    """
    spans = [span for found in STRONG.finditer(words) for span in _edges(found)]
    spans += [(found.start() + 1, found.end()) for found in STRETCHED.finditer(words)] if "   " in words else []
    gone = {at for start, end in spans for at in range(start, end)}
    if not gone:
        return words, offsets
    kept = [at for at in range(len(words)) if at not in gone]
    return "".join(words[at] for at in kept), [offsets[at] for at in kept]


def _edges(strong: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (strong.start(), strong.start(1)), (strong.end(1), strong.end())


def _cell_places(grid: Grid) -> dict[int, tuple[int, int]]:
    """Return row and column of each body cell by where it starts."""
    return {cell.start: (r, c) for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell}


def _cells(
    text: str, part: Part, at: int, table: int, grid: Grid, places: Mapping[int, tuple[int, int]]
) -> Iterator[Passage]:
    """Yield the cells of a table part; what the next page prints of a cell goes with it."""
    block, section, case = identify("b", at), refer("s", part.section), refer("c", part.case)
    rests = {cell.start for cells in grid.rests.values() for cell in cells}
    for cell in (cell for row in part.unit.piece.rows for cell in filled(row) if cell.start not in rests):
        row, column = places.get(cell.start, (None, cell.column))
        words, offsets = flow(text, [line for span in grid.spans(cell) for line in split_lines(text, *span)])
        yield Passage(words, offsets, "table", block, section, case, identify("t", table), row, column)
