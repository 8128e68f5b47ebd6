"""Watermarks, unseen and turned text, parted from the text that lines are made of.

A watermark slants, or is pale and large or many times there; it would land inside words and
numbers.  White letters on white are not seen; they may be anything.  Text turned by a quarter is a
heading in a narrow cell or furniture in the margin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from extract.layout.lines import MADE_UP, Line, line_of, make_lines
from extract.records import Box
from extract.source.page import Aside, Page
from extract.source.ruling import WHITE

PALE = 0.5
LARGE = 1.8  # of the size of the body text
TILES = 3  # on a page
PAGES = 2
LONGEST = 40  # characters
STEP = 1.6  # em from character to character of turned text


class Parting(Struct):
    """One page's characters: those to make lines of, watermark lines, lines turned by a quarter."""

    indices: Sequence[int]
    watermarks: list[Line] = field(default_factory=list)
    turned: list[Line] = field(default_factory=list)


def part_pages(pages: Sequence[Page]) -> list[Parting]:
    """Return the parted characters of each page."""
    partings = [Parting(range(page.upright)) for page in pages]
    size = _body_size(pages)
    pale = [_pale_lines(page) for page in pages]
    pages_with = Counter(text for lines in pale for text in {_words(line) for line in lines})
    for page, parting, lines in zip(pages, partings, pale, strict=True):
        here = Counter(map(_words, lines))
        for line in lines:
            often = pages_with[_words(line)] >= PAGES or here[_words(line)] >= TILES
            if _is_unseen(page, line) or (len(line.text) <= LONGEST and _is_watermark(page, line, size, here, often)):
                parting.watermarks.append(line)
        gone = {i for line in parting.watermarks for i in line.glyphs}
        if gone:
            parting.indices = [i for i in parting.indices if i not in gone]
        _part_asides(page, parting)
    _settle_turned(pages, partings)
    return partings


def _is_watermark(page: Page, line: Line, size: float, here: Counter[str], often: bool) -> bool:
    """Tell whether a pale line that is printed ``often`` stands out of the text, or one crosses it in large letters."""
    return (often and _is_odd(line, size, here)) or (line.size >= LARGE * size and _crosses_text(page, line))


def _is_odd(line: Line, size: float, here: Counter[str]) -> bool:
    """Tell whether a pale line is larger than text, or there many times."""
    return line.size >= LARGE * size or here[_words(line)] >= TILES


def _body_size(pages: Iterable[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for ink, count in Counter(page.chars.ink).items():
            sizes[page.inks[ink].size] += count
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.0)


def _words(line: Line) -> str:
    return line.text.replace(" ", "")


def _pale_lines(page: Page) -> list[Line]:
    """Return the lines of upright pale characters, those on a dark ground aside."""
    inks = {k for k, ink in enumerate(page.inks) if ink.lightness >= PALE}
    if not inks:
        return []
    indices = [i for i in range(page.upright) if page.chars.ink[i] in inks]
    lines = make_lines(page, indices) if indices else []
    return [line for line in lines if not _on_dark(page, line)]


def _on_dark(page: Page, line: Line) -> bool:
    """Tell whether a fill or picture makes pale text readable."""
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    grounds: list[Box] = list(page.pictures)
    grounds += [(m.x0, m.top, m.x1, m.bottom) for m in page.marks if m.filled and m.lightness < PALE]
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in grounds)


def _is_unseen(page: Page, line: Line) -> bool:
    """Tell whether a line is set in white on white; bold letters may have an outline, and a band be a thick stroke."""
    inks = {page.chars.ink[i] for i in line.glyphs if i != MADE_UP and page.chars.text[i] != " "}
    white = all(page.inks[ink].lightness >= WHITE and not page.inks[ink].bold for ink in inks)
    x, y, reach = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2, line.size
    painted = (m for m in page.marks if m.lightness < WHITE and m.x0 <= x <= m.x1)
    return white and not any(m.top - reach <= y <= m.bottom + reach for m in painted)


def _crosses_text(page: Page, line: Line) -> bool:
    """Tell whether other text stands where the line does."""
    own = set(line.glyphs)
    chars = page.chars
    return any(
        line.x0 < chars.x1[i]
        and chars.x0[i] < line.x1
        and line.top < chars.base[i] - 1 < line.bottom
        and i not in own
        and page.inks[chars.ink[i]].lightness < PALE
        for i in range(page.upright)
    )


def _part_asides(page: Page, parting: Parting) -> None:
    for aside in _joined(page):
        line = line_of(page, range(aside.start, aside.end))
        if line is not None:
            (parting.watermarks if aside.turn is None else parting.turned).append(line)


def _joined(page: Page) -> Iterator[Aside]:
    """Yield the asides, those of one turn that follow each other closely joined."""
    last: Aside | None = None
    for aside in page.asides:
        if last is not None and aside.turn == last.turn and _follows(page, last, aside):
            last = Aside(last.start, aside.end, last.turn)
            continue
        if last is not None:
            yield last
        last = aside
    if last is not None:
        yield last


def _follows(page: Page, before: Aside, after: Aside) -> bool:
    chars = page.chars
    i, k = before.end - 1, after.start
    if before.end != after.start or chars.ink[i] != chars.ink[k]:
        return False
    across = abs(chars.x0[i] + chars.x1[i] - chars.x0[k] - chars.x1[k]) / 2
    down = abs(chars.top[i] + chars.bottom[i] - chars.top[k] - chars.bottom[k]) / 2
    return max(across, down) < STEP * page.inks[chars.ink[i]].size


def _settle_turned(pages: Sequence[Page], partings: Sequence[Parting]) -> None:
    """Count turned text that stands beside the text in one place on several pages among the watermarks."""
    places = Counter(_place(line) for parting in partings for line in parting.turned)
    for page, parting in zip(pages, partings, strict=True):
        often = [line for line in parting.turned if places[_place(line)] >= PAGES]
        left, right = _edges(page) if often else (0.0, 0.0)
        beside = {id(line) for line in often if not left < (line.x0 + line.x1) / 2 < right}
        parting.watermarks += [line for line in parting.turned if id(line) in beside]
        parting.turned = [line for line in parting.turned if id(line) not in beside]


def _place(line: Line) -> tuple[str, int, int]:
    return _words(line), round(line.x0 / 4), round(line.top / 4)


def _edges(page: Page) -> tuple[float, float]:
    """Return where the upright text of a page begins and ends: the head of a table stands between."""
    left, right = page.chars.x0[: page.upright], page.chars.x1[: page.upright]
    return min(left, default=0.0), max(right, default=0.0)
