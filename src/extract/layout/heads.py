"""The strips above a table's body → one or two header rows."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.rows import Fragment, Row

LEVEL = 0.3  # em
NEARER = 0.8
STOREY = 1.5  # em from a header over others to those without a rule between


def head_rows(strips: Sequence[Row], separated: bool) -> list[Row]:
    """Return the header as rows: one, or two where headers stand over several others.

    ``separated``: a short rule stands under a header that spans others.
    """
    fragments = sorted((f for strip in strips for f in strip.fragments), key=lambda f: (f.line.base, f.line.x0))
    if not fragments:
        return []
    lower = _lower_storey(fragments)
    upper = _upper_storey(fragments, lower, separated)
    low, over = {id(f) for f in lower}, {id(f) for f in upper}
    others = [_alone(f) for f in fragments if id(f) not in over and id(f) not in low]
    if not upper:
        return [Row([*others, *map(_alone, lower)])]
    spans = _spans(upper, lower)
    first = Row([*(Fragment(f.line, *spans[id(f)], f.near) for f in upper), *others])
    first.merged = {f.first: 2 for f in others}
    return [first, Row([_alone(f) for f in lower])]


def _alone(header: Fragment) -> Fragment:
    """Return a header that spans no lower ones: where it stands between two columns, in the nearer."""
    return header if header.sure else Fragment(header.line, header.near, header.near, header.near)


def _lower_storey(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return the headers on the lowest baseline that more than one stands on, with their first lines above it."""
    levels = _levels(fragments)
    if levels and (plain := [f for f in levels[-1] if f.line.text[0] not in "（("]):
        levels[-1] = plain  # a unit in brackets is the last line of its header
    while levels and len(levels[-1]) < 2:
        levels.pop()
    if not levels:
        return []
    *above, lower = levels
    while len(above) > 1 and (_leads(above[-1], lower, above[-2]) or _are_units(lower, above[-1])):
        columns = {f.near for f in lower}
        lower = [*(f for f in above.pop() if f.near in columns), *lower]
    return lower


def _levels(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Return the headers of each baseline, from the top."""
    levels: list[list[Fragment]] = []
    for f in fragments:
        if levels and f.line.base - levels[-1][0].line.base <= LEVEL * f.line.size:
            levels[-1].append(f)
        else:
            levels.append([f])
    return levels


def _are_units(lower: Sequence[Fragment], above: Sequence[Fragment]) -> bool:
    """Tell whether ``lower`` prints nothing but units in brackets, each under a header."""
    return all(f.line.text[0] in "（(" for f in lower) and {f.near for f in lower} <= {f.near for f in above}


def _leads(first: Sequence[Fragment], lower: Sequence[Fragment], above: Sequence[Fragment]) -> bool:
    """Tell whether ``first`` is the first lines of the headers ``lower``: over each, and nearer than to ``above``."""
    columns = {f.near for f in lower}
    own = [f.line.base for f in first if f.near in columns]
    if not columns <= {f.near for f in first}:
        return False
    return lower[0].line.base - own[0] < NEARER * (own[0] - above[0].line.base)


def _upper_storey(fragments: Sequence[Fragment], lower: Sequence[Fragment], separated: bool) -> list[Fragment]:
    """Return the headers that stand over several of the lower storey."""
    if not lower:
        return []
    base = min(f.line.base for f in lower)
    below = {f.near for f in lower}
    apart = LEVEL if separated else STOREY
    upper = []
    for f in fragments:
        columns = set(range(f.first, f.last + 1))
        step = (base - f.line.base) / f.line.size
        if not columns <= below or step <= 2 * LEVEL:
            continue
        beside = any(_stands_beside(o, f) and o.line.base < base - LEVEL * o.line.size for o in fragments)
        single = len(columns) == 1
        if (not single and not beside) or (single and step > apart and _has_free_neighbour(f, fragments, below, base)):
            upper.append(f)
    return upper


def _stands_beside(other: Fragment, header: Fragment) -> bool:
    """Tell whether another header stands over some of the columns; one in the same middle is a line of this one."""
    off = (other.line.x0 + other.line.x1 - header.line.x0 - header.line.x1) / 2
    return header.first <= other.near <= header.last and abs(off) > LEVEL * header.line.size


def _has_free_neighbour(header: Fragment, fragments: Sequence[Fragment], below: set[int], base: float) -> bool:
    """Tell whether a column beside, with a header in the lower storey, has none above."""
    above = {f.near for f in fragments if f.line.base < base - LEVEL * f.line.size}
    return any(column in below and column not in above for column in (header.first - 1, header.first + 1))


def _spans(upper: Sequence[Fragment], lower: Sequence[Fragment]) -> dict[int, tuple[int, int]]:
    """Return the columns that each upper header spans: those of the lower storey nearest to it."""
    spans = {id(f): (f.first, f.last) for f in upper}
    for below in lower:
        middle = (below.line.x0 + below.line.x1) / 2
        over = min(upper, key=lambda f: abs((f.line.x0 + f.line.x1) / 2 - middle))
        first, last = spans[id(over)]
        spans[id(over)] = min(first, below.near), max(last, below.near)
    return spans
