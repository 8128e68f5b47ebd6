"""Painted marks → level and upright rules, snapped and joined by pdfplumber's table code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.source.page import Mark

THIN = 3.0
SNAP = 3.0
SHORTEST = 4.0
WHITE = 0.985
MOST_RULES = 20_000
MOST_BESIDE = 200
SHARED = 0.5  # of the lower one's height


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule at ``at``, from ``start`` to ``end`` along the other axis."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a page: ``level`` by height, ``upright`` by place."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def find_rules(marks: Iterable[Mark]) -> Ruling:
    """Return the rules that ``marks`` draw, the edges of boxes included."""
    edges = [edge for mark in marks for edge in _edges(mark)]
    if not edges or len(edges) > MOST_RULES:
        return Ruling((), ())
    from pdfplumber.table import merge_edges

    merged = [e for e in merge_edges(edges, SNAP, SNAP, SNAP, SNAP) if _length(e) >= SHORTEST]
    level = sorted((e["top"], e["x0"], e["x1"]) for e in merged if e["orientation"] == "h")
    upright = sorted((e["x0"], e["top"], e["bottom"]) for e in merged if e["orientation"] == "v")
    return Ruling(tuple(Rule(*e) for e in level), tuple(Rule(*e) for e in upright))


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
    """Return the fills that touch another on their left or right."""
    starts: dict[int, list[Mark]] = {}
    for mark in fills:
        starts.setdefault(round(mark.x0), []).append(mark)
    beside: set[int] = set()
    for mark in fills:
        edge = round(mark.x1)
        for other in (o for at in (edge - 1, edge, edge + 1) for o in starts.get(at, ())[:MOST_BESIDE]):
            overlap = min(mark.bottom, other.bottom) - max(mark.top, other.top)
            if overlap > SHARED * min(mark.height, other.height):
                beside.update((id(mark), id(other)))
    return beside


def _edges(mark: Mark) -> Iterator[dict[str, Any]]:
    if mark.height <= THIN and mark.width > mark.height:
        yield _edge("h", mark.x0, mark.x1, (mark.top + mark.bottom) / 2)
    elif mark.width <= THIN and mark.height > mark.width:
        yield _edge("v", mark.top, mark.bottom, (mark.x0 + mark.x1) / 2)
    elif not mark.curved and mark.width > THIN and mark.height > THIN:
        yield _edge("h", mark.x0, mark.x1, mark.top)
        yield _edge("h", mark.x0, mark.x1, mark.bottom)
        yield _edge("v", mark.top, mark.bottom, mark.x0)
        yield _edge("v", mark.top, mark.bottom, mark.x1)


def _edge(orientation: str, start: float, end: float, at: float) -> dict[str, Any]:
    """Return an edge as pdfplumber's table code takes it."""
    if orientation == "h":
        box = {"x0": start, "x1": end, "top": at, "bottom": at}
    else:
        box = {"x0": at, "x1": at, "top": start, "bottom": end}
    return {**box, "orientation": orientation, "width": box["x1"] - box["x0"], "height": box["bottom"] - box["top"]}


def _length(edge: dict[str, Any]) -> float:
    return float(edge["width"] + edge["height"])
