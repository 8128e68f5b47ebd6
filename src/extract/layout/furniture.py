"""Running heads, footers and page numbers: lines that keep their place on page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.layout.lines import Line
from extract.layout.sketch import Sketch

EDGE_ROWS = 3
ZONE = 0.16  # of the page's height
SAME_PLACE = 4.0
OFTEN = 0.4  # of the pages
REPEATED = 0.6  # of the lines in a place
DIGITS = re.compile(r"\d+")
SPACE = re.compile(r"\s+")
PAGE_NUMBER = re.compile(
    r"[\s\-—–－~～·•|/第共页Pageof.,，()（）\[\]【】]*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7}|[\u2160-\u217f])"
    r"[\s\-—–－~～·•|/第共页Pageof.,，()（）\[\]【】\d]*"
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A line near the upper or lower edge of its page."""

    line: Line
    place: float  # from the nearer edge
    upper: bool

    @property
    def words(self) -> str:
        """The text without spaces."""
        return SPACE.sub("", self.line.text)


def find_furniture(sketches: Sequence[Sketch]) -> tuple[dict[int, list[Line]], dict[int, str]]:
    """Return the furniture lines of each page, and the printed label of each page that has one."""
    edges = [edge for sketch in sketches for edge in _edges(sketch)]
    offset = _page_offset(edges)
    lines: dict[int, list[Line]] = defaultdict(list)
    for place in _places(edges):
        for edge in _settled(place, len(sketches), offset):
            lines[edge.line.page].append(edge.line)
    for found in lines.values():
        found.sort(key=lambda line: (line.base, line.x0))
    return dict(lines), {page: label for page, found in lines.items() if (label := _label(found, offset)) is not None}


def _edges(sketch: Sketch) -> Iterator[Edge]:
    height = sketch.page.height
    for upper in (True, False):
        ordered = sorted(sketch.lines, key=lambda line: line.base, reverse=not upper)
        rows: list[float] = []
        for line in ordered:
            if not rows or abs(line.base - rows[-1]) > 1.0:
                rows.append(line.base)
            place = line.bottom if upper else height - line.top
            if len(rows) > EDGE_ROWS or place > ZONE * height:
                break
            yield Edge(line, line.base if upper else height - line.base, upper)


def _places(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Yield the edge lines that stand equally far from the edge."""
    group: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (e.upper, e.place, e.line.page, e.line.x0)):
        if group and (edge.upper != group[0].upper or edge.place - group[-1].place > SAME_PLACE):
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _settled(place: Sequence[Edge], pages: int, offset: int | None) -> Iterator[Edge]:
    """Yield the lines of one place that are furniture: repeated or counting on, or set like those that are."""
    counts = Counter((edge.words, round(edge.line.size)) for edge in place)
    sure = [edge for edge in place if counts[edge.words, round(edge.line.size)] > 1 or _counts_on(edge, offset)]
    if len({edge.line.page for edge in sure}) < max(2, OFTEN * min(len({edge.line.page for edge in place}), pages)):
        return
    known = {id(edge) for edge in sure}
    alike = {(edge.line.size, edge.line.bold) for edge in sure} if len(sure) >= REPEATED * len(place) else set()
    for edge in place:
        if id(edge) in known or (edge.line.size, edge.line.bold) in alike:
            yield edge


def _page_offset(edges: Iterable[Edge]) -> int | None:
    """Return printed less physical page number, where pages agree on one."""
    offsets: Counter[int] = Counter()
    for edge in edges:
        for offset in {int(n) - edge.line.page for n in DIGITS.findall(edge.line.text) if len(n) < 5}:
            offsets[offset] += 1
    offset, count = max(offsets.items(), key=lambda item: (item[1], -abs(item[0])), default=(0, 0))
    return offset if count > 1 else None


def _counts_on(edge: Edge, offset: int | None) -> bool:
    """Tell whether the line prints its page's number, or a roman one."""
    numbers = [int(n) for n in DIGITS.findall(edge.line.text) if len(n) < 5]
    if offset is not None and edge.line.page + offset in numbers:
        return True
    return PAGE_NUMBER.fullmatch(edge.line.text) is not None


def _label(lines: Iterable[Line], offset: int | None) -> str | None:
    for line in lines:
        if offset is not None and str(line.page + offset) in DIGITS.findall(line.text):
            return str(line.page + offset)
    for line in lines:
        if (match := PAGE_NUMBER.fullmatch(line.text)) is not None:
            return match[1]
    return None
