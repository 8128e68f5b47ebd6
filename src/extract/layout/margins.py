"""Lines of one column of text, those set in from its margins apart: a case without box is often set so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.layout.flow import INDENT, SLACK, Column, is_full
from extract.layout.lines import Line

FEWEST = 3  # lines
MANY = 5  # lines, where none is indented within the block
ENDS = "。；：！？;:"  # most lines of a list end so, hardly one of a paragraph
FILLED = 0.5  # of the lines end at the block's right margin


def part_margins(lines: Sequence[Line], column: Column) -> Iterator[tuple[list[Line], Column]]:
    """Yield ``lines`` in order, each stretch with the column that it is set in."""
    plain: list[Line] = []
    runs = [(inset, list(run)) for inset, run in groupby(lines, key=lambda line: _is_inset(line, column))]
    for k, (inset, run) in enumerate(runs):
        after = runs[k + 1][1][0] if k + 1 < len(runs) else None
        block = _block(run, column, after) if inset else None
        if block is None:
            plain.extend(run)
            continue
        count, own = block
        if plain:
            yield plain, column
        yield run[:count], own
        plain = run[count:]
    if plain:
        yield plain, column


def _is_inset(line: Line, column: Column) -> bool:
    return line.x0 - column.left > INDENT * line.size


def _block(run: Sequence[Line], column: Column, after: Line | None) -> tuple[int, Column] | None:
    """Return how many lines of ``run`` are a block and its column: where its lines begin and most of them end.

    The last line may be the first of the paragraph below that goes on with ``after``.
    """
    count = len(run)
    if after is not None and is_full(run[-1], after, column):
        count -= 1
    lines = run[:count]
    if len(lines) < FEWEST or sum(line.text[-1] in ENDS for line in lines) * 2 >= len(lines):
        return None
    lefts = Counter(round(line.x0) for line in lines)
    left = min(lefts)
    right = max(line.x1 for line in lines)
    full = sum(line.x1 > right - 2 * SLACK * line.size for line in lines)
    indented = any(place - left > INDENT * lines[0].size for place in lefts)
    if lefts[left] < 2 or full < FILLED * len(lines) or not (indented or len(lines) >= MANY):
        return None
    return count, Column(left, right)
