"""The strips of a table without a full grid → its rows: what wraps, what is merged, what stands alone."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, field

from extract.layout.aligned import is_number
from extract.layout.flow import first_unit
from extract.layout.lines import Line

OVERLAP = 0.95  # em: baselines closer than this cannot be two rows
WRAP = 1.5  # em from line to line within a cell
LOOSE = 2.2  # em from line to line within a cell of loose lines
STEPS = 1.1  # of the closest lines of a table: those of one cell are no further apart
CLEARLY = 0.1  # em
ARROWS = "↑↓"
PART = "其中"
LEVEL = 0.3  # em
EXACTLY = 0.05  # em
SLACK = 0.4  # em


class Fragment(Struct):
    """A line in a cell: the columns it stands over, from ``first`` to ``last``, and the one it is nearest to.

    ``sure``: it covers the columns' text; else it stands between two and may span both.
    """

    line: Line
    first: int
    last: int
    near: int
    sure: bool = True


class Row(Struct):
    """The fragments of one row of the table; ``merged`` gives the rowspan of a column's cell.

    ``upper`` and ``lower`` are the first and last baseline; a row keeps them when a merged cell leaves it.
    """

    fragments: list[Fragment]
    merged: dict[int, int] = field(default_factory=dict)
    upper: float = 0.0
    lower: float = 0.0
    size: float = 0.0

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


def floating_columns(strips: Sequence[Row]) -> set[int]:
    """Return the columns with a cell midway between two rows: there the document sets merged cells to the middle."""
    return {fragment.first for fragment in floating_fragments(strips)}


def late_columns(strips: Sequence[Row]) -> set[int]:
    """Return the columns of labels in which the first row prints nothing: there, too, cells are set to the middle."""
    first = next((k for k, strip in enumerate(strips) if prints_values(strip)), None)
    if first is None:
        return set()
    beside = [strip.columns for strip in strips[max(first - 1, 0) : first + 2 : 2] if not prints_values(strip)]
    wrapped = beside[0] & beside[1] if len(beside) == 2 else set()  # the lines of a label stand over and under its row
    printed = {column for strip in strips for column in strip.columns}
    return {column for column in range(first_values(strips)) if column in printed - strips[first].columns - wrapped}


def floating_fragments(strips: Sequence[Row]) -> list[Fragment]:
    """Return the lone fragments midway between two rows."""
    return _without_floating(strips)[1]


def body_rows(
    strips: Sequence[Row], widths: Sequence[float], parted: Parted, centred: Container[int], follows: bool
) -> list[Row]:
    """Return the rows of a table's body from its strips.

    ``widths``: how wide the text of each column is; ``centred``: those with merged cells; ``follows``: the table began
    on the page before.
    """
    strips, floating = _without_floating(strips)
    rows = _wrapped(_overlapped(strips, parted), widths, parted)
    labels = first_values(rows)
    for column in range(labels):
        if column in centred:
            _merge(rows, column, [f for f in floating if f.first == column], follows)
    for fragment in floating:
        if fragment.first >= labels or fragment.first not in centred:
            rows[_nearest(rows, fragment.line.base)[0]].fragments.append(fragment)
    return _without_empty(rows)


def _without_empty(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that print something; merged cells no longer count the others."""
    for k, row in enumerate(rows):
        row.merged = {
            column: sum(bool(one.fragments) for one in rows[k : k + span]) for column, span in row.merged.items()
        }
    return [row for row in rows if row.fragments]


def _without_floating(strips: Sequence[Row]) -> tuple[list[Row], list[Fragment]]:
    """Part off lone fragments midway between two rows that go on beside them: cells merged over rows."""
    steps = [below.upper - above.upper for above, below in pairwise(strips) if len(above.columns & below.columns) > 1]
    steps = steps or [below.upper - above.upper for above, below in pairwise(filter(prints_values, strips))]
    pitch = median(steps) if steps else 0.0
    rows: list[Row] = []
    floating: list[Fragment] = []
    for k, row in enumerate(strips):
        between = 0 < k < len(strips) - 1
        if between and _is_floating(strips, k, pitch) and not _is_within(strips, k):
            floating.extend(row.fragments)
        else:
            rows.append(row)
    return rows, floating


def _is_floating(strips: Sequence[Row], k: int, pitch: float) -> bool:
    above, row, below = strips[k - 1 : k + 2]
    if row.columns & (above.columns | below.columns):
        return False
    up, down = row.upper - above.lower, below.upper - row.lower
    if row.columns == {0} and is_number(row.fragments[0].line.text):  # it counts rows: in its own it would be level
        return any(map(prints_values, strips[max(0, k - 2) : k + 3])) and up + down < 1.5 * pitch
    if len(above.columns & below.columns) < 2 or len(row.columns) > 2:
        return False
    return abs(up - down) < LEVEL * row.size and up + down < 1.5 * pitch and up + down > OVERLAP * row.size


def _is_within(strips: Sequence[Row], k: int) -> bool:
    """Tell whether the strips above and below are lines of one row: closer to each other than to the rows beside."""
    above, below = strips[k - 1], strips[k + 1]
    if any(is_number(f.line.text) for f in below.fragments):
        return False
    beside = [above.upper - strips[k - 2].lower] if k > 1 else []
    beside += [strips[k + 2].upper - below.lower] if k + 2 < len(strips) else []
    return min(beside, default=0.0) > below.upper - above.lower + CLEARLY * below.size


def _overlapped(strips: Iterable[Row], parted: Parted) -> list[Row]:
    """Join strips whose lines overlap in height: the cells of one row, set to the middle."""
    rows: list[Row] = []
    for strip in strips:
        above = rows[-1] if rows else None
        if above is not None and strip.upper - above.lower < OVERLAP * strip.size and not parted(above, strip):
            close = [f for f in above.fragments if strip.upper - f.line.base < OVERLAP * strip.size]
            taken = {column for f in close for column in range(f.first, f.last + 1)}
            whole = {f.first for f in strip.fragments if f.line.text not in ARROWS}  # an arrow may end a value
            if not taken & strip.columns and not _columns_of_values(above) & whole:
                above.take(strip.fragments)
                continue
        rows.append(Row(list(strip.fragments)))
    return rows


def _wrapped(rows: Sequence[Row], widths: Sequence[float], parted: Parted) -> list[Row]:
    """Join the lines of wrapped cells to their row."""
    if (centred := _about_middles(rows, widths, parted)) is not None:
        return centred
    joined: list[Row] = []
    reach, closest = _reach(rows), closest_values(rows)
    loose = LOOSE if _run_over(rows, widths) else reach
    waiting: Row | None = None  # lines that belong to the row below
    for k, row in enumerate(rows):
        above = joined[-1] if joined and not parted(rows[k - 1], row) else None
        below = rows[k + 1] if k + 1 < len(rows) and not parted(row, rows[k + 1]) else None
        led = _led(rows, k, parted)
        if waiting is None and above is not None and _continues(above, row, below, widths, loose, closest):
            above.take(row.fragments)
        elif below is not None and led is not None and _precedes(above, row, below, led, widths, reach):
            waiting = Row((waiting.fragments if waiting else []) + row.fragments)
        else:
            joined.append(Row((waiting.fragments if waiting else []) + row.fragments))
            waiting = None
    return joined


def _led(rows: Sequence[Row], k: int, parted: Parted) -> Row | None:
    """Return the row below whose cell the line ``k``, and lines like it under it, may begin."""
    for above, row in pairwise(rows[k:]):
        if parted(above, row):
            return None
        if row.columns != rows[k].columns:
            return row
    return None


def _run_over(rows: Sequence[Row], widths: Sequence[float]) -> bool:
    """Tell whether there are lines alone, and none would have fitted at the end of the one above."""
    alone = [(above, row) for above, row in pairwise(rows) if len(row.fragments) == 1 and _may_wrap(row, above)]
    return bool(alone) and all(fills(above, row, widths) for above, row in alone)


def _reach(rows: Sequence[Row]) -> float:
    """Return how far apart, in em, lines of one cell may be: a little more than the closest lines of the table."""
    steps = [(below.upper - above.lower) / below.size for above, below in pairwise(rows)]
    return max(WRAP, STEPS * min(steps, default=0.0))


def _about_middles(rows: Sequence[Row], widths: Sequence[float], parted: Parted) -> list[Row] | None:
    """Return the rows, each with the lone lines that it stands in the middle of; None where that leaves any over."""
    alone = [len(row.fragments) == 1 and not is_number(row.fragments[0].line.text) for row in rows]
    if not any(alone) or all(alone):
        return None
    joined: list[Row] = []
    k = 0
    while k < len(rows):
        middle = next((n for n in range(k, len(rows)) if not alone[n]), len(rows))
        end = middle + 1 + (middle - k)
        if (
            end > len(rows)
            or not all(alone[middle + 1 : end])
            or not _is_middle(rows[k:middle], rows[middle:end], widths)
        ):
            return None
        if any(parted(above, below) for above, below in pairwise(rows[k:end])):
            return None
        joined.append(Row([f for part in rows[k:end] for f in part.fragments]))
        k = end
    return joined


def _is_middle(before: Sequence[Row], rest: Sequence[Row], widths: Sequence[float]) -> bool:
    """Tell whether the lines before and after a row are a wrapped cell that has the row in its middle."""
    row, around = rest[0], [*before, *rest[1:]]
    if not around:
        return True
    columns = around[0].columns
    off = abs((around[0].upper + around[-1].lower) / 2 - row.middle)
    wrapped = [f for one in (*before, *rest) for f in one.within(columns)]
    alike = all(one.columns == columns for one in around)
    return alike and off < EXACTLY * row.size and all(wraps([a], [b], widths) for a, b in pairwise(wrapped))


def closest_values(rows: Sequence[Row]) -> float:
    """Return how close two rows with values stand: lines that are closer are of one cell."""
    return min(
        (below.upper - above.lower for above, below in pairwise(rows) if prints_values(above) and prints_values(below)),
        default=0.0,
    )


def prints_values(row: Row) -> bool:
    """Tell whether a row prints a value behind its first column; an arrow alone may be the end of one above."""
    return any(is_number(f.line.text) and f.first and f.line.text not in ARROWS for f in row.fragments)


def _columns_of_values(row: Row) -> set[int]:
    return {f.first for f in row.fragments if is_number(f.line.text)}


def _continues(above: Row, row: Row, below: Row | None, widths: Sequence[float], reach: float, closest: float) -> bool:
    """Tell whether ``row`` holds next lines of cells of the row above."""
    columns = row.columns
    over = above.within(columns)
    if not over or not _may_wrap(row, above):
        return False
    up = row.upper - max(f.line.base for f in over)
    down = _down(row, below) if below else max(up, WRAP * row.size * 2)
    if up > reach * row.size:
        return False
    if up < down - CLEARLY * row.size:
        return True
    close = up < closest - CLEARLY * row.size
    if close and not (below and below.within(columns)):
        return True
    return up < down + CLEARLY * row.size and (close or wraps(over, row.fragments, widths))


def _precedes(above: Row | None, row: Row, below: Row, led: Row, widths: Sequence[float], reach: float) -> bool:
    """Tell whether ``row`` holds first lines of cells of the row ``led``, with more of them ``below`` or none."""
    if not _may_wrap(row, led) or not led.within(row.columns):
        return False
    up = row.upper - above.lower if above else WRAP * row.size * 2
    down = _down(row, below)
    if down <= WRAP * row.size and abs(down - up) <= CLEARLY * row.size:
        return fills(row, led, widths)
    return down <= reach * row.size and down < up - CLEARLY * row.size


def fills(row: Row, led: Row, widths: Sequence[float]) -> bool:
    """Tell whether ``row`` leaves no room for what follows in its columns below."""
    under = led.within(row.columns)
    return bool(under) and wraps(row.fragments, under, widths)


def _down(row: Row, below: Row) -> float:
    """Return how far below ``row`` the next row stands in its columns: in others the baselines may be others."""
    under = below.within(row.columns) or below.fragments
    return min(f.line.base for f in under) - row.lower


def _may_wrap(row: Row, beside: Row) -> bool:
    """Tell whether the row prints less than the one beside it, and no values."""
    return len(row.columns) < len(beside.columns | row.columns) and not prints_values(row)


def wraps(above: Iterable[Fragment], below: Iterable[Fragment], widths: Sequence[float]) -> bool:
    """Tell whether what stands below would not have fitted behind what stands above in its column."""
    room = {f.last: sum(widths[f.first : f.last + 1]) - (f.line.x1 - f.line.x0) for f in above}
    return all(f.last not in room or first_unit(f.line) > room[f.last] - SLACK * f.line.size for f in below)


def first_values(rows: Sequence[Row]) -> int:
    """Return the first column, the very first aside, that mostly prints values."""
    columns = max((column for row in rows for column in row.columns), default=0)
    for column in range(1, columns + 1):
        texts = [f.line.text for row in rows for f in row.fragments if f.first == f.last == column]
        if sum(map(is_number, texts)) * 2 > len(texts):
            return column
    return columns + 1


def _merge(rows: Sequence[Row], column: int, floating: Sequence[Fragment], follows: bool) -> None:
    """Give the cells of a column that stand in the middle of several rows to the first of them."""
    entries = [([f], f.line.base) for f in floating]
    for row in rows:
        own = [f for f in row.fragments if f.first == f.last == column]
        if own:
            entries.append((own, (min(f.line.base for f in own) + max(f.line.base for f in own)) / 2))
    entries.sort(key=lambda entry: entry[1])
    spans = _spans(rows, column, [middle for _, middle in entries], follows)
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


def _spans(rows: Sequence[Row], column: int, middles: Sequence[float], follows: bool) -> list[tuple[int, int]] | None:
    """Return for each cell the rows it is in the middle of, one behind the other; None where they don't fit.

    The first rows of a table that ``follows`` may belong to a cell of the page before; the page's end may cut the last.
    Where several fit, fewest cells begin beside a label that begins nothing.
    """
    bounds = _bounds(rows)
    slack = LEVEL * rows[0].size
    fitting: list[list[tuple[int, int]]] = []
    for cut in (False, True):
        for start in range(len(rows) if follows else 1):
            if not middles or bounds[start] > middles[0] + slack:
                break
            spans = _spans_from(start, rows, bounds, middles, cut)
            if spans and (spans[-1][1] == len(rows) - 1 or any(last > first for first, last in spans)):
                fitting.append([*spans[:-1], (spans[-1][0], len(rows) - 1)])
    lesser = _lesser(rows, column + 1)
    return min(fitting, key=lambda spans: sum(lesser[first] for first, _ in spans), default=None)


def _lesser(rows: Sequence[Row], column: int) -> list[bool]:
    """Tell of each row whether its label begins nothing: it has none, is a part, or one of several that read alike."""
    labels = ["".join(f.line.text for f in row.fragments if f.first == column) for row in rows]
    return [not label or label.startswith(PART) or labels.count(label) > 1 for label in labels]


def _spans_from(
    start: int, rows: Sequence[Row], bounds: Sequence[float], middles: Sequence[float], cut: bool
) -> list[tuple[int, int]] | None:
    """Return the rows of each cell where they begin at row ``start``; the last may be ``cut``."""
    slack = LEVEL * rows[0].size
    spans: list[tuple[int, int]] = []
    first = start
    for middle in middles:
        fitting = (k for k in range(first, len(rows)) if abs((bounds[first] + bounds[k + 1]) / 2 - middle) <= slack)
        last = next(fitting, None)
        rest = middle == middles[-1] and first < len(rows)
        if last is None and cut and rest and abs(rows[first].middle - middle) <= slack:
            last = len(rows) - 1
        if last is None or (rest and not cut and last < len(rows) - 1):
            return None
        spans.append((first, last))
        first = last + 1
    return spans


def _bounds(rows: Sequence[Row]) -> list[float]:
    """Return where rows end and begin, midway between their baselines, as if those were their middles."""
    inner = [(above.lower + below.upper) / 2 for above, below in pairwise(rows)]
    pad = min((inner[k] - row.lower for k, row in enumerate(rows[:-1])), default=rows[0].size)
    return [rows[0].upper - pad, *inner, rows[-1].lower + pad]


def _nearest(rows: Sequence[Row], middle: float) -> tuple[int, int]:
    """Return the last row that is not below ``middle``."""
    above = [k for k, row in enumerate(rows) if row.upper <= middle + LEVEL * row.size]
    return (above[-1], above[-1]) if above else (0, 0)
