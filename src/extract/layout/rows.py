"""The strips of a table without a full grid → its rows: what wraps, what is merged, what stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.layout.aligned import is_number
from extract.layout.lines import Line

OVERLAP = 0.95  # em: baselines closer than this cannot be two rows
WRAP = 1.5  # em from line to line within a cell
CLEARLY = 0.1  # em
LEVEL = 0.3  # em
ROOM = 1.2  # em left in a full line


@dataclass(slots=True)
class Fragment:
    """A line in a cell: the columns it stands over, from ``first`` to ``last``."""

    line: Line
    first: int
    last: int


@dataclass(slots=True)
class Row:
    """The fragments of one row of the table; ``merged`` gives the rowspan of a column's cell.

    ``upper`` and ``lower`` are the first and last baseline; a row keeps them when a merged cell leaves it.
    """

    fragments: list[Fragment]
    merged: dict[int, int] = field(default_factory=dict)
    upper: float = field(init=False)
    lower: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.upper = min(f.line.base for f in self.fragments)
        self.lower = max(f.line.base for f in self.fragments)
        self.size = max(f.line.size for f in self.fragments)

    @property
    def columns(self) -> set[int]:
        """The columns that print something."""
        return {column for f in self.fragments for column in range(f.first, f.last + 1)}

    @property
    def middle(self) -> float:
        """The middle of its baselines."""
        return (self.upper + self.lower) / 2

    def take(self, fragments: Sequence[Fragment]) -> None:
        """Add lines to the row."""
        self.fragments.extend(fragments)
        self.upper = min(self.upper, *(f.line.base for f in fragments))
        self.lower = max(self.lower, *(f.line.base for f in fragments))

    def within(self, columns: set[int]) -> list[Fragment]:
        """Return the fragments over any of ``columns``."""
        return [f for f in self.fragments if columns & set(range(f.first, f.last + 1))]


Parted = Callable[[Row, Row], bool]  # does a rule stand between two rows?


def has_floating(strips: Sequence[Row]) -> bool:
    """Tell whether a cell stands midway between two rows: the document sets merged cells to the middle."""
    return bool(_without_floating(strips)[1])


def body_rows(strips: Sequence[Row], edges: Sequence[float], parted: Parted, centred: bool) -> list[Row]:
    """Return the rows of a table's body from its strips.

    ``edges`` are the left and right ends of the columns; ``centred``: merged cells are set to the middle.
    """
    strips, floating = _without_floating(strips)
    rows = _wrapped(_overlapped(strips, parted), edges, parted)
    if centred:
        for column in range(_first_values(rows)):
            _merge(rows, column, [f for f in floating if f.first == column])
    return rows


def _without_floating(strips: Sequence[Row]) -> tuple[list[Row], list[Fragment]]:
    """Part off lone fragments midway between two rows that go on beside them: cells merged over rows."""
    steps = [below.upper - above.upper for above, below in pairwise(strips) if len(above.columns & below.columns) > 1]
    pitch = median(steps) if steps else 0.0
    rows: list[Row] = []
    floating: list[Fragment] = []
    for k, row in enumerate(strips):
        if 0 < k < len(strips) - 1 and _is_floating(strips[k - 1], row, strips[k + 1], pitch):
            floating.extend(row.fragments)
        else:
            rows.append(row)
    return rows, floating


def _is_floating(above: Row, row: Row, below: Row, pitch: float) -> bool:
    shared = above.columns & below.columns
    if len(shared) < 2 or row.columns & (above.columns | below.columns) or len(row.columns) > 2:
        return False
    up, down = row.upper - above.lower, below.upper - row.lower
    return abs(up - down) < LEVEL * row.size and up + down < 1.5 * pitch and up + down > OVERLAP * row.size


def _overlapped(strips: Iterable[Row], parted: Parted) -> list[Row]:
    """Join strips whose lines overlap in height: the cells of one row, set to the middle."""
    rows: list[Row] = []
    for strip in strips:
        above = rows[-1] if rows else None
        if above is not None and strip.upper - above.lower < OVERLAP * strip.size and not parted(above, strip):
            close = [f for f in above.fragments if strip.upper - f.line.base < OVERLAP * strip.size]
            taken = {column for f in close for column in range(f.first, f.last + 1)}
            if not taken & strip.columns:
                above.take(strip.fragments)
                continue
        rows.append(Row(list(strip.fragments)))
    return rows


def _wrapped(rows: Sequence[Row], edges: Sequence[float], parted: Parted) -> list[Row]:
    """Join the lines of wrapped cells to their row."""
    joined: list[Row] = []
    waiting: Row | None = None  # lines that belong to the row below
    for k, row in enumerate(rows):
        above = rows[k - 1] if k and not parted(rows[k - 1], row) else None
        below = rows[k + 1] if k + 1 < len(rows) and not parted(row, rows[k + 1]) else None
        if waiting is None and joined and above is not None and _continues(above, row, below, edges):
            joined[-1].take(row.fragments)
        elif below is not None and _precedes(above, row, below):
            waiting = Row((waiting.fragments if waiting else []) + row.fragments)
        else:
            joined.append(Row((waiting.fragments if waiting else []) + row.fragments))
            waiting = None
    return joined


def _continues(above: Row, row: Row, below: Row | None, edges: Sequence[float]) -> bool:
    """Tell whether ``row`` holds next lines of cells of the row above."""
    columns = row.columns
    over = above.within(columns)
    if not over or not _may_wrap(row, above):
        return False
    up = row.upper - max(f.line.base for f in over)
    down = below.upper - row.lower if below else WRAP * row.size * 2
    if up > WRAP * row.size:
        return False
    return up < down - CLEARLY * row.size or (up < down + CLEARLY * row.size and _fill(over, edges))


def _precedes(above: Row | None, row: Row, below: Row) -> bool:
    """Tell whether ``row`` holds first lines of cells of the row below."""
    if not _may_wrap(row, below) or not below.within(row.columns):
        return False
    up = row.upper - above.lower if above else WRAP * row.size * 2
    down = below.upper - row.lower
    return down <= WRAP * row.size and down < up - CLEARLY * row.size


def _may_wrap(row: Row, beside: Row) -> bool:
    """Tell whether the row prints less than the one beside it, and no values."""
    return len(row.columns) < len(beside.columns | row.columns) and not any(
        is_number(f.line.text) and f.first for f in row.fragments
    )


def _fill(fragments: Iterable[Fragment], edges: Sequence[float]) -> bool:
    """Tell whether the lines leave no room in their columns."""
    return all(edges[f.last + 1] - f.line.x1 < ROOM * f.line.size for f in fragments)


def _first_values(rows: Sequence[Row]) -> int:
    """Return the first column, the very first aside, that mostly prints values."""
    columns = max((column for row in rows for column in row.columns), default=0)
    for column in range(1, columns + 1):
        texts = [f.line.text for row in rows for f in row.fragments if f.first == f.last == column]
        if sum(map(is_number, texts)) * 2 > len(texts):
            return column
    return columns + 1


def _merge(rows: Sequence[Row], column: int, floating: Sequence[Fragment]) -> None:
    """Give the cells of a column that stand in the middle of several rows to the first of them."""
    entries = [([f], f.line.base) for f in floating]
    for row in rows:
        own = [f for f in row.fragments if f.first == f.last == column]
        if own:
            entries.append((own, (min(f.line.base for f in own) + max(f.line.base for f in own)) / 2))
    entries.sort(key=lambda entry: entry[1])
    spans = _spans([row.middle for row in rows], [middle for _, middle in entries], rows)
    if spans is None:
        if not floating:
            return
        spans = [_nearest(rows, middle) for _, middle in entries]
    for row in rows:
        row.fragments = [f for f in row.fragments if not f.first == f.last == column]
    for (fragments, _), (first, last) in zip(entries, spans, strict=True):
        rows[first].fragments.extend(fragments)
        if last > first:
            rows[first].merged[column] = last - first + 1


def _spans(rows: Sequence[float], middles: Sequence[float], sizes: Sequence[Row]) -> list[tuple[int, int]] | None:
    """Return for each cell the rows it is in the middle of, one behind the other; None where they don't fit.

    The first rows may belong to a cell of the page before.
    """
    for start in range(len(rows)):
        if middles and rows[start] > middles[0] + LEVEL * sizes[start].size:
            return None
        spans: list[tuple[int, int]] = []
        first = start
        for middle in middles:
            last = _last_row(rows, first, middle, LEVEL * sizes[min(first, len(rows) - 1)].size)
            if last is None:
                break
            spans.append((first, last))
            first = last + 1
        if len(spans) == len(middles) and first == len(rows):
            return spans
    return None


def _last_row(rows: Sequence[float], first: int, middle: float, slack: float) -> int | None:
    """Return the row up to which a cell that begins in ``first`` reaches to have its middle at ``middle``."""
    if first >= len(rows):
        return None
    return next((k for k in range(first, len(rows)) if abs((rows[first] + rows[k]) / 2 - middle) <= slack), None)


def _nearest(rows: Sequence[Row], middle: float) -> tuple[int, int]:
    """Return the last row that is not below ``middle``."""
    above = [k for k, row in enumerate(rows) if row.upper <= middle + LEVEL * row.size]
    return (above[-1], above[-1]) if above else (0, 0)
