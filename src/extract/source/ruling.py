"""Painted marks → level and upright rules, snapped and joined as pdfplumber's table code does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from extract.source.page import Mark

THIN = 3.0
DOT = 4.0
DOTS = 4  # make a dotted rule
SNAP = 3.0
SHORTEST = 4.0
WHITE = 0.985
GAP = 3  # points between shaded cells
MOST_RULES = 20_000
MOST_BESIDE = 200
SHARED = 0.5  # of the lower one's height


class Rule(Struct, frozen=True, gc=False):
    """A straight rule at ``at``, from ``start`` to ``end`` along the other axis."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


class Ruling(Struct, frozen=True):
    """The rules of a page: ``level`` by height, ``upright`` by place."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def find_rules(marks: Iterable[Mark]) -> Ruling:
    """Return the rules that ``marks`` draw, the edges of boxes included."""
    level: list[Rule] = []
    upright: list[Rule] = []
    dots: list[Mark] = []
    for mark in marks:
        if max(mark.width, mark.height) > DOT:
            _draw(mark, level, upright)
        else:
            dots.append(mark)
    level += _dotted(Rule((dot.top + dot.bottom) / 2, dot.x0, dot.x1) for dot in dots)
    upright += _dotted(Rule((dot.x0 + dot.x1) / 2, dot.top, dot.bottom) for dot in dots)
    if len(level) + len(upright) > MOST_RULES:
        return Ruling((), ())
    return Ruling(_merged(level), _merged(upright))


def _dotted(dots: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the rules that ``dots`` make, one close behind the other on exactly one line."""
    run: list[Rule] = []
    for dot in sorted(dict.fromkeys(dots), key=lambda dot: (round(dot.at), dot.start)):
        if run and (round(dot.at) != round(run[-1].at) or dot.start > run[-1].end + SNAP):
            yield from _strung(run)
            run = []
        run.append(dot)
    yield from _strung(run)


def _strung(dots: Sequence[Rule]) -> Iterator[Rule]:
    if len(dots) >= DOTS:
        yield Rule(dots[0].at, dots[0].start, dots[-1].end)


def _merged(rules: list[Rule]) -> tuple[Rule, ...]:
    """Return ``rules`` with those almost at one place moved to their mean, and there joined where they all but meet."""
    drawn: list[Rule] = []
    for near in _clusters(rules):
        mean = sum(rule.at for rule in near) / len(near)
        start, end = near[0].start, near[0].end
        for rule in near[1:]:
            if rule.start > end + SNAP:
                drawn.append(Rule(mean, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        drawn.append(Rule(mean, start, end))
    return tuple(rule for rule in drawn if rule.length >= SHORTEST)


def _clusters(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules whose places lie within reach of the next, from start to start."""
    cluster: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if cluster and rule.at > cluster[-1].at + SNAP:
            yield sorted(cluster, key=lambda rule: rule.start)
            cluster = []
        cluster.append(rule)
    if cluster:
        yield sorted(cluster, key=lambda rule: rule.start)


def part_marks(marks: Iterable[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Return the visible marks that draw or shade cells, and the other fills: bands, boxes, shaded paragraphs.

    Fills side by side are cells; a shaded paragraph that touches a drawn table is no part of it.
    """
    drawn: list[Mark] = []
    fills: list[Mark] = []
    for mark in marks:
        if mark.lightness < WHITE:
            solid = mark.filled and min(mark.width, mark.height) > THIN and not mark.curved
            (fills if solid else drawn).append(mark)
    cells = _side_by_side(fills)
    return drawn + [mark for mark in fills if id(mark) in cells], [mark for mark in fills if id(mark) not in cells]


def _side_by_side(fills: Sequence[Mark]) -> set[int]:
    """Return the fills that all but touch another on their left or right."""
    starts: dict[int, list[Mark]] = {}
    for mark in fills:
        starts.setdefault(round(mark.x0), []).append(mark)
    beside: set[int] = set()
    for mark in fills:
        edge = round(mark.x1)
        for other in (o for at in range(edge - 1, edge + GAP + 1) for o in starts.get(at, ())[:MOST_BESIDE]):
            overlap = min(mark.bottom, other.bottom) - max(mark.top, other.top)
            if overlap > SHARED * min(mark.height, other.height):
                beside.update((id(mark), id(other)))
    return beside


def _draw(mark: Mark, level: list[Rule], upright: list[Rule]) -> None:
    """Add the rules that ``mark`` draws: itself where it is thin, else the edges of its box."""
    if mark.height <= THIN and mark.width > mark.height:
        level.append(Rule((mark.top + mark.bottom) / 2, mark.x0, mark.x1))
    elif mark.width <= THIN and mark.height > mark.width:
        upright.append(Rule((mark.x0 + mark.x1) / 2, mark.top, mark.bottom))
    elif not mark.curved and mark.width > THIN and mark.height > THIN:
        level += Rule(mark.top, mark.x0, mark.x1), Rule(mark.bottom, mark.x0, mark.x1)
        upright += Rule(mark.x0, mark.top, mark.bottom), Rule(mark.x1, mark.top, mark.bottom)
