"""Rows of a table that nothing rules → whether lines may stand in the wrong row, or two numbers in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.layout.rows import CLEARLY, LEVEL, WRAP, Row, closest_values, fills, first_values, prints_values, wraps

NUMBERS = re.compile(r"[\d.,%]+(?:\s+[\d.,%]+)+")
GROUPED = re.compile(r"\d{1,3}(?:[\s,]\d{3})+(?:\.\d+)?")


def is_doubtful(rows: Sequence[Row], widths: Sequence[float], follows: bool) -> bool:
    """Tell whether ``rows``, the body of a table, may be read wrong; ``follows``: it began on the page before.

    A row of no values may be lines of the cells beside it, or the first row lacks a label that may be the one below.
    """
    if sum(map(prints_values, rows)) * 2 <= len(rows):
        return False
    if not follows and any(_begins_late(rows, column) for column in range(first_values(rows))):
        return True
    closest = closest_values(rows)
    return any(
        not prints_values(row) and _may_go_on(above, row, below, widths, closest)
        for above, row, below in zip([None, *rows], rows, [*rows[1:], None], strict=False)
    )


def holds_two(row: Row) -> bool:
    """Tell whether two cells stand side by side in one column, or two numbers in one cell."""
    for f, g in pairwise(sorted(row.fragments, key=lambda f: (f.first, f.line.base, f.line.x0))):
        if f.first == g.first and abs(f.line.base - g.line.base) < LEVEL * f.line.size:
            return True
    return any(NUMBERS.fullmatch(f.line.text) and not GROUPED.fullmatch(f.line.text) for f in row.fragments)


def _begins_late(rows: Sequence[Row], column: int) -> bool:
    first = rows[0].columns
    return column not in first and any(column in row.columns for row in rows)


def _may_go_on(above: Row | None, row: Row, below: Row | None, widths: Sequence[float], closest: float) -> bool:
    """Tell whether ``row`` may be lines of a cell above or below: closer than rows are, or as close and full."""
    over = above.within(row.columns) if above else []
    under = below.within(row.columns) if below else []
    up = min((row.upper - f.line.base for f in over), default=None)
    down = min((f.line.base - row.lower for f in under), default=None)
    if any(step is not None and step < closest - CLEARLY * row.size for step in (up, down)):
        return True
    tight = WRAP * row.size
    goes_on = up is not None and up <= tight and wraps(over, row.fragments, widths)
    return goes_on or (below is not None and down is not None and down <= tight and fills(row, below, widths))
