"""Running heads, footers and page numbers: lines that keep their place on page after page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from extract.layout.lines import Line
from extract.layout.sketch import Sketch
from extract.layout.strips import Strip, make_strips
from extract.source.ruling import Rule

EDGE_STRIPS = 3
TABLE_PARTS = 3
TABBED = 2  # pages
MARGIN = 0.065  # of the page's shorter side
LARGE = 1.2  # of the size of the text
LARGEST = 2.5  # of it: a number set larger counts chapters
APART = 1.25  # of the usual step from line to line
NEAR = 3.0  # em from a rule to the head of a table
FAR = 6.0  # em: apart whatever the usual step, as where a page bears nothing else
ZONE = 0.16  # of the page's height
SAME_PLACE = 4.0
SAID = 3  # times
OFTEN = 0.25  # of the pages
SMALL = 0.92  # of the size of the text
REPEATED = 0.6  # of the lines in a place
DIGITS = re.compile(r"\d+")
SPACE = re.compile(r"\s+")
ORNAMENT = re.compile(r"[\s\-—–－~～·•|第页()（）]")
PAGE_OF = re.compile(
    r"[-—–]+(?P<dashed>\d{1,4})[-—–]+|第(?P<page>\d{1,4})页(?:[，,/|]?共\d{1,4}页)?|(?P<of>\d{1,3})/\d{1,3}页?"
)
"""How a page is numbered whatever other pages print: there may be none."""
ROMAN = re.compile(r"[ivxlc]{1,7}|[IVXLC]{1,7}|[\u2160-\u217b]")
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Edge(Struct, frozen=True):
    """A line near the upper or lower edge of its page."""

    line: Line
    place: float  # from the nearer edge
    upper: bool
    depth: int  # strips further out

    @property
    def words(self) -> str:
        """The text without spaces."""
        return SPACE.sub("", self.line.text)

    @property
    def frame(self) -> str:
        """The text without numbers, Roman ones that stand alone included."""
        bare = DIGITS.sub("", self.words)
        return ORNAMENT.sub("", bare) if ROMAN.fullmatch(ORNAMENT.sub("", bare)) is None else ""


def find_furniture(sketches: Sequence[Sketch]) -> tuple[dict[int, list[Line]], dict[int, str]]:
    """Return the furniture lines of each page, and the printed label of each page that has one."""
    size = _text_size(sketches)
    edges = [edge for sketch in sketches for edge in _edges(sketch, size)]
    settled: set[int] = set()
    labels: dict[int, str] = {}
    for place in _places(edges):
        numbers = _page_numbers(place)
        found = _settled(place, numbers, len(sketches), size)
        settled.update(id(edge.line) for edge in found)
        for edge in found:
            if id(edge.line) in numbers:
                labels.setdefault(edge.line.page, numbers[id(edge.line)])
    settled |= _said_again(edges, settled)
    for edge in edges:
        if alone := PAGE_OF.fullmatch(edge.words):
            settled.add(id(edge.line))
            labels.setdefault(edge.line.page, alone[alone.lastgroup or 0])
    lines: dict[int, list[Line]] = {}
    for line in _outermost(edges, settled):
        lines.setdefault(line.page, []).append(line)
    for line in (*_side_tabs(sketches, settled), *_lone_numbers(sketches, edges, settled, labels)):
        lines.setdefault(line.page, []).append(line)
    for found_lines in lines.values():
        found_lines.sort(key=lambda line: (line.base, line.x0))
    return lines, labels


def _said_again(edges: Iterable[Edge], settled: Container[int]) -> set[int]:
    """Return the edge lines that say what running heads elsewhere do: a scanned page may lie askew."""
    edges = list(edges)
    said = Counter((edge.upper, edge.words) for edge in edges if id(edge.line) in settled and edge.frame)
    return {id(edge.line) for edge in edges if said[edge.upper, edge.words] >= SAID}


def _lone_numbers(
    sketches: Iterable[Sketch], edges: Iterable[Edge], settled: Container[int], labels: dict[int, str]
) -> Iterator[Line]:
    """Yield the numbers that stand where other pages bear theirs and count on with them, and label their pages.

    Of a page of few lines, as of slides, the usual step does not tell that one stands apart.
    """
    own = [edge.line for edge in edges if id(edge.line) in settled and edge.words == labels.get(edge.line.page)]
    known = Counter((round(line.base), line.size, int(line.text) - line.page) for line in own if line.text.isdecimal())
    for sketch in sketches if known else ():
        page = sketch.page.number
        for line in sketch.lines if page not in labels else ():
            if line.text.isdecimal() and known[round(line.base), line.size, int(line.text) - page] >= SAID:
                labels[page] = line.text
                yield line


def _side_tabs(sketches: Iterable[Sketch], settled: Container[int]) -> list[Line]:
    """Return the words in the side margins of several pages, a chapter's name down the edge: no text runs into them."""
    tabs: list[Line] = []
    for sketch in sketches:
        width = sketch.page.width
        margin = MARGIN * min(width, sketch.page.height)
        inner = margin, width - margin
        near = [line for line in sketch.lines if line.x0 < inner[0] or line.x1 > inner[1]]
        near = [line for line in near if id(line) not in settled]
        if all(line.x1 <= inner[0] or line.x0 >= inner[1] for line in near):
            tabs += [line for line in near if not line.text.isascii()]
    return tabs if len({line.page for line in tabs}) >= TABBED else []


def _text_size(sketches: Iterable[Sketch]) -> float:
    sizes: Counter[float] = Counter()
    for sketch in sketches:
        for line in sketch.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _edges(sketch: Sketch, size: float) -> Iterator[Edge]:
    """Yield the lines of the outermost strips of a page that stand apart; ``size`` is that of the text."""
    height = sketch.page.height
    strips = make_strips(sketch.lines)
    step = median([below.base - above.base for above, below in pairwise(strips)] or [0.0])
    rules = sketch.ruling.level
    for upper, ordered in ((True, strips), (False, strips[::-1])):
        for depth, strip in enumerate(ordered[:EDGE_STRIPS]):
            place = strip.base if upper else height - strip.base
            inner = ordered[depth + 1] if depth + 1 < len(ordered) else None
            if (
                place > ZONE * height
                or (strip.size > LARGE * size and not _is_number(strip))
                or strip.size > LARGEST * size
                or (inner and not _is_apart(strip, inner, step, rules))
                or _heads_table(strip, rules)
            ):
                break
            for line in strip.parts:
                yield Edge(line, place, upper, depth)


def _is_number(strip: Strip) -> bool:
    """Tell whether a strip is a number alone, which may be set large."""
    bare = ORNAMENT.sub("", "".join(line.text for line in strip.parts))
    return len(strip.parts) == 1 and DIGITS.fullmatch(bare) is not None


def _heads_table(strip: Strip, rules: Iterable[Rule]) -> bool:
    """Tell whether cells stand side by side between two rules as long: the head of a table comes again."""
    if len(strip.parts) < TABLE_PARTS:
        return False
    near = [rule for rule in rules if abs(rule.at - strip.base) < NEAR * strip.size and rule.end > strip.x0]
    over = [rule for rule in near if rule.at < strip.base]
    under = [rule for rule in near if rule.at >= strip.base]
    return any(abs(a.start - b.start) < SAME_PLACE and abs(a.end - b.end) < SAME_PLACE for a in over for b in under)


def _is_apart(strip: Strip, inner: Strip, step: float, rules: Iterable[Rule]) -> bool:
    """Tell whether size, space or a rule sets a strip off from the one further in, and both are no rows of a table."""
    low, high = sorted((strip.base, inner.base))
    if min(len(strip.parts), len(inner.parts)) >= TABLE_PARTS:
        return False
    far = min(APART * step, FAR * strip.size)
    return strip.size != inner.size or high - low > far or any(low < rule.at < high for rule in rules)


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


def _page_numbers(place: Sequence[Edge]) -> dict[int, str]:
    """Return the page number that each line prints where a number counts on with the pages and the rest stays."""
    printed = [(edge, text, (edge.frame, value - edge.line.page)) for edge in place for text, value in _numbers(edge)]
    offsets = Counter(offset for offset, _ in {(offset, edge.line.page): None for edge, _, offset in printed})
    numbers: dict[int, tuple[int, str]] = {}
    for edge, text, offset in printed:
        count = offsets[offset]
        if count > 1 and count > numbers.get(id(edge.line), (0, ""))[0]:
            numbers[id(edge.line)] = count, text
    return {line: text for line, (_, text) in numbers.items()}


def _numbers(edge: Edge) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a line prints, Arabic, or Roman where it prints nothing else."""
    for match in DIGITS.finditer(edge.line.text):
        if len(match[0]) < 5:
            yield match[0], int(match[0])
    bare = ORNAMENT.sub("", edge.line.text)
    if bare and ROMAN.fullmatch(bare):
        yield bare, _roman(bare)


def _roman(text: str) -> int:
    values = [ROMAN_VALUES[char] for char in unicodedata.normalize("NFKC", text).lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _settled(place: Sequence[Edge], numbers: Container[int], pages: int, size: float) -> list[Edge]:
    """Return the lines of one place that are furniture: repeated or counting on, or set like those that are.

    On most pages a line smaller than the text is a running head, though each names another section.
    """
    small = [edge for edge in place if edge.line.size < SMALL * size]
    if len({edge.line.page for edge in small}) >= max(SAID, REPEATED * pages):
        return [edge for edge in place if edge in small or id(edge.line) in numbers]
    counts = Counter((edge.words, round(edge.line.size)) for edge in place)
    sure = [edge for edge in place if counts[edge.words, round(edge.line.size)] > 1 or id(edge.line) in numbers]
    if len({edge.line.page for edge in sure}) < max(2, OFTEN * pages):
        return []
    known = {id(edge) for edge in sure}
    alike = {(edge.line.size, edge.line.bold) for edge in sure} if len(sure) >= REPEATED * len(place) else set()
    return [edge for edge in place if id(edge) in known or (edge.line.size, edge.line.bold) in alike]


def _outermost(edges: Iterable[Edge], settled: Container[int]) -> Iterator[Line]:
    """Yield the settled lines that no other line stands further out than."""
    outer: dict[tuple[int, bool], int] = {}
    for edge in edges:
        if id(edge.line) not in settled:
            side = edge.line.page, edge.upper
            outer[side] = min(outer.get(side, edge.depth), edge.depth)
    for edge in edges:
        if id(edge.line) in settled and edge.depth < outer.get((edge.line.page, edge.upper), edge.depth + 1):
            yield edge.line
