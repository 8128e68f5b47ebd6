"""Two columns of text side by side on a page: which lines stand in which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.layout.lines import Line
from extract.layout.strips import free_places

FEWEST = 5  # lines in each column
MIDDLE = (0.25, 0.75)  # of the width, where the gutter stands
NARROWEST = 0.8  # em
CROSSING = 0.5  # of the lines may stand over the gutter elsewhere on the page
FILLED = 0.4  # of a column's lines are as long as it is wide
SLACK = 1.5  # em


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines to read one after another: ``column`` 0 for the whole width, else 1 or 2."""

    lines: tuple[Line, ...]
    column: int = 0


def split_columns(lines: Sequence[Line]) -> list[Zone]:
    """Return the lines in zones in reading order: the left column before the right."""
    gutter = _gutter(lines)
    if gutter is None:
        return [Zone(tuple(lines))] if lines else []
    return list(_zones(lines, gutter))


def _gutter(lines: Sequence[Line]) -> float | None:
    if len(lines) < 2 * FEWEST:
        return None
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    low, high = x0 + MIDDLE[0] * (x1 - x0), x0 + MIDDLE[1] * (x1 - x0)
    for tolerated in (0, int(CROSSING * len(lines))):
        free = free_places([(line.x0, line.x1) for line in lines], tolerated)
        wide = [
            (b - a, (a + b) / 2) for a, b in free if b - a >= NARROWEST * lines[0].size and low < (a + b) / 2 < high
        ]
        for _, gutter in sorted(wide, reverse=True):
            if any(zone.column for zone in _zones(lines, gutter)):
                return gutter
    return None


def _zones(lines: Sequence[Line], gutter: float) -> Iterator[Zone]:
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not line.x0 < gutter < line.x1:
            run.append(line)
            continue
        yield from _sides(run, gutter)
        run = []
        if line is not None:
            yield Zone((line,))


def _sides(run: Sequence[Line], gutter: float) -> Iterator[Zone]:
    left = [line for line in run if line.x1 <= gutter]
    right = [line for line in run if line.x0 >= gutter]
    if _is_column(left) and _is_column(right):
        yield Zone(tuple(left), 1)
        yield Zone(tuple(right), 2)
    elif run:
        yield Zone(tuple(run))


def _is_column(lines: Sequence[Line]) -> bool:
    """Tell whether lines stand under one another like prose: each on a baseline of its own, many of them full."""
    if len(lines) < FEWEST or len({round(line.base) for line in lines}) < len(lines):
        return False
    right = max(line.x1 for line in lines)
    return sum(line.x1 > right - SLACK * line.size for line in lines) >= FILLED * len(lines)
