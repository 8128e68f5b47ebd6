"""Characters → lines: by baseline, so that faces with other ascents stand in one line.

Spaces are the printed ones, and one where Latin characters or ideographs stand clearly apart.
A glyph printed twice in nearly the same place (fake bold) counts once.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from extract.records import Box
from extract.source.page import Page, take

MADE_UP = -1
BLANKS = "\u00a0\t"
BREAK = 0.75  # em: a wider gap parts a line into segments
BASELINE = 0.22  # em
RAISED = 0.87  # a smaller size than this times the line's is a super- or subscript
WORD_GAP = 0.2  # em, where a Latin word or a number begins or ends: PDFium drops spaces set in a face of their own
WIDE_GAP = 0.6  # em
FEW = 4  # one of so many gaps of a row may part ideographs that stand closer
LEAST_GAP = 0.15  # em: a narrower one never parts words
SHORT = 5  # gaps: of fewer the row tells what its letters are spaced by
LEVEL = 0.05  # em by which the gaps that part none differ
CAP = 1.8  # times the size of the text: a first letter as high as several lines
HALF = 0.6  # em that a stop before a superscript may be squeezed by
CLOSE = 1.0  # points: a narrower gap never parts words
THIN = 0.4  # em: a typesetter's space between a number and an ideograph
NARROWEST = 0.2  # em, of a gutter that parts a line
ASTRAY, FAR = 2.5, 4.0  # em from a gutter to the gap, or the wide gap, that it stands for
TWO_NUMBERS = re.compile(r"(\d[\d,]*(?:\.\d+)?%?)\s+(?!\d{3}(?!\d))(\d[\d,]*(?:\.\d+)?%?)")
VALUE = re.compile(r"(?<=\s)(?:\d[\d,]*(?:\.\d+)?%?|(?:19|20)\d\d\s?年)(?=\s|$)")
INVERTED = re.compile("[“‘《（【「〈][，。、；：！？,;:”’》）】」〉]")
OPENING = "（［｛《〈「『【〔“‘"
QUOTES = "《〈「『【〔“‘"  # a cell may begin with them; a bracket behind a word is the word's
CLOSING = "）］｝》〉」』】〕”’，。、；：！？"
TWICE = 0.35  # of a glyph's width


class Run(NamedTuple):
    """Characters ``start`` to ``end`` of a page, in one go on one baseline."""

    base: float
    x0: float
    x1: float
    size: float
    top: float
    bottom: float
    start: int
    end: int


class Line(Struct, gc=False):
    """Characters of one line without a wide gap; ``glyphs`` index the page's, MADE_UP for a space no glyph prints."""

    page: int
    text: str
    glyphs: Sequence[int]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    row: int

    @property
    def box(self) -> Box:
        """The box round the line."""
        return self.x0, self.top, self.x1, self.bottom


def make_lines(page: Page, indices: Sequence[int]) -> list[Line]:
    """Return the lines that the characters ``indices`` of ``page`` make, from the top, then from the left."""
    lines: list[Line] = []
    for row, runs in enumerate(_with_caps(page, _runs(page, indices))):
        lines.extend(line for segment in _segments(runs) if (line := _line(page, segment, row, runs)) is not None)
    return lines


def line_of(page: Page, glyphs: Sequence[int]) -> Line | None:
    """Return the line that the characters ``glyphs`` make in this order, None where they print nothing."""
    chars = page.chars
    text = "".join(chars.text[i] for i in glyphs)
    if not text.strip():
        return None
    inks = [page.inks[chars.ink[i]] for i in glyphs]
    whole = Line(page.number, text, glyphs, 0, 0, 0, 0, 0, inks[0].size, inks[0].bold, -2 - glyphs[0])
    line = _part(page, whole, 0, len(glyphs))
    return None if line is None else replace(line, base=line.bottom)


def _runs(page: Page, indices: Sequence[int]) -> list[Run]:
    """Return the runs of consecutive characters; runs of spaces alone are kept, they part words."""
    if not indices:
        return []
    chars, sizes = page.chars, [ink.size for ink in page.inks]
    ink, base, x0, x1 = (take(column, indices) for column in (chars.ink, chars.base, chars.x0, chars.x1))
    pairs = zip(indices, indices[1:], ink, ink[1:], base, base[1:], x1, x0[1:], strict=False)
    breaks = [
        k
        for k, (i, j, mark, other, level, next_level, edge, start) in enumerate(pairs, 1)
        if j != i + 1
        or mark != other
        or not -0.5 < next_level - level < 0.5
        or not -0.5 * sizes[mark] < start - edge < BREAK * sizes[mark]
    ]
    return [
        _run(page, indices[start], indices[end - 1] + 1, sizes) for start, end in pairwise([0, *breaks, len(indices)])
    ]


def _run(page: Page, start: int, end: int, sizes: Sequence[float]) -> Run:
    chars = page.chars
    return Run(
        chars.base[start],
        min(chars.x0[start], chars.x0[end - 1]),
        max(chars.x1[start], chars.x1[end - 1]),
        sizes[chars.ink[start]],
        min(chars.top[start:end]),
        max(chars.bottom[start:end]),
        start,
        end,
    )


def _with_caps(page: Page, runs: list[Run]) -> list[list[Run]]:
    """Return the rows of ``runs``; a first letter as high as several lines stands in the first of those beside it."""
    large = CAP * min((run.size for run in runs), default=0.0)
    single = (run for run in runs if run.end - run.start == 1 and run.size > large)
    caps = [run for run in single if page.chars.text[run.start].isalpha()]
    hung = {cap: beside for cap in caps if len(beside := [run for run in runs if _is_beside(run, cap)]) > 1}
    rows = _rows([run for run in runs if run not in hung]) if hung else _rows(runs)
    for cap, beside in hung.items():
        first = min(beside)
        next(row for row in rows if first in row).append(cap._replace(base=first.base, size=first.size))
    return rows


def _is_beside(run: Run, cap: Run) -> bool:
    """Tell whether ``run``, of text, begins right behind the large letter ``cap`` and level with it."""
    level = cap.top < (run.top + run.bottom) / 2 < cap.bottom
    return level and -1 < run.x0 - cap.x1 < cap.size / 2 and run.x1 - run.x0 > cap.size > CAP * run.size


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Return the runs of each baseline, with the super- and subscripts that hang on it."""
    rows: list[list[Run]] = []
    for run in sorted(runs):
        if rows and run.base - rows[-1][-1].base <= BASELINE * min(run.size, rows[-1][-1].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return _with_scripts(rows)


def _with_scripts(rows: list[list[Run]]) -> list[list[Run]]:
    sizes = [max(run.size for run in row) for row in rows]
    for k, row in enumerate(rows):
        for other in (k + 1, k - 1):
            if 0 <= other < len(rows) and sizes[k] < RAISED * sizes[other] and _hangs_on(row, rows[other]):
                rows[other].extend(row)
                rows[k] = []
                break
    return [row for row in rows if row]


def _hangs_on(scripts: list[Run], row: list[Run]) -> bool:
    """Tell whether every script stands close to a run of the row, within its height."""
    return all(any(_adjoins(script, run) for run in row) for script in scripts)


def _adjoins(script: Run, run: Run) -> bool:
    slack = 0.3 * run.size
    within = run.top - slack / 2 <= (script.top + script.bottom) / 2 <= run.bottom + slack / 2
    behind = -HALF * run.size < script.x0 - run.x1 < slack
    return within and (behind or -slack < run.x0 - script.x1 < slack)


def _segments(runs: list[Run]) -> list[list[Run]]:
    """Return the runs of a row, parted where a wide gap stands."""
    runs.sort(key=lambda run: (run.x0, run.start))
    segments = [[runs[0]]]
    reach = runs[0].x1
    for run in runs[1:]:
        if run.x0 - reach >= BREAK * run.size:
            segments.append([])
        segments[-1].append(run)
        reach = max(reach, run.x1)
    return segments


def _line(page: Page, runs: list[Run], row: int, beside: Sequence[Run]) -> Line | None:
    chars = page.chars
    order = _order(page, runs)
    texts = chars.text
    start, end = 0, len(order)
    while start < end and texts[order[start]].isspace():
        start += 1
    while start < end and texts[order[end - 1]].isspace():
        end -= 1
    if start == end:
        return None
    order = order[start:end]
    text, glyphs = _spaced(page, order, beside)
    main = max(runs, key=lambda run: (run.size, run.end - run.start))
    return Line(
        page.number,
        text,
        glyphs,
        min(take(chars.x0, order)),
        min(take(chars.top, order)),
        max(take(chars.x1, order)),
        max(take(chars.bottom, order)),
        main.base,
        main.size,
        _is_bold(page, take(chars.ink, order)),
        row,
    )


def _is_bold(page: Page, marks: Sequence[int]) -> bool:
    """Tell whether most of the characters set in the inks ``marks`` are bold."""
    kinds = set(marks)
    return sum(marks.count(mark) for mark in kinds if page.inks[mark].bold) * 2 > len(marks)


def _order(page: Page, runs: list[Run]) -> Sequence[int]:
    """Return the characters from left to right, those printed twice once; a range where one follows the other."""
    ordered = all(right.x0 >= left.x1 - 0.5 * left.size for left, right in pairwise(runs))
    if ordered and all(left.end == right.start for left, right in pairwise(runs)):
        return range(runs[0].start, runs[-1].end)
    order = [i for run in runs for i in range(run.start, run.end)]
    if ordered:
        return order
    chars = page.chars
    order.sort(key=lambda i: (chars.x0[i], i))
    kept: list[int] = []
    for i in order:
        near = TWICE * (chars.x1[i] - chars.x0[i])
        if not any(chars.text[k] == chars.text[i] and chars.x0[i] - chars.x0[k] < near for k in kept[-2:]):
            kept.append(i)
    return kept


def _with_stops_first(page: Page, order: Sequence[int]) -> list[int]:
    """Return ``order`` with stops before the opening quotes and brackets that are squeezed over them."""
    chars, placed = page.chars, list(order)
    for k, (i, j) in enumerate(pairwise(order)):
        if INVERTED.match(chars.text[i] + chars.text[j]) and chars.x0[j] < (chars.x0[i] + chars.x1[i]) / 2:
            placed[k], placed[k + 1] = j, i
    return placed


def _spaced(page: Page, order: Sequence[int], beside: Sequence[Run]) -> tuple[str, Sequence[int]]:
    """Return the text with one space where characters stand apart, and the glyph of each; ``beside``: the whole row."""
    chars = page.chars
    texts, x0s, x1s = chars.text, chars.x0, chars.x1
    plain = "".join(take(texts, order))
    if INVERTED.search(plain):
        order = _with_stops_first(page, order)
        plain = "".join(take(texts, order))
    gaps = map(sub, take(x0s, order[1:]), take(x1s, order))
    if max(gaps, default=0.0) <= CLOSE and "  " not in plain and not any(blank in plain for blank in BLANKS):
        return plain, order if isinstance(order, range) else array("i", order)
    between: list[float] = []
    spread: float | None = None
    text: list[str] = []
    glyphs = array("i")
    before = -1
    for i in order:
        char = " " if texts[i] in BLANKS else texts[i]
        if before >= 0:
            gap = x0s[i] - x1s[before]
            if char == " " and text[-1] == " ":
                before = i
                continue
            if gap > CLOSE and char != " " and text[-1] != " " and gap > LEAST_GAP * page.inks[chars.ink[i]].size:
                if spread is None:
                    between = _widths(page, order)
                    spread = _spread(page, between, beside)
                if _apart(page, before, i, gap, between, spread):
                    text.append(" ")
                    glyphs.append(MADE_UP)
        before = i
        text.append(char)
        glyphs.append(i)
    return "".join(text), glyphs


def _widths(page: Page, order: Iterable[int]) -> list[float]:
    """Return the gaps between the characters ``order`` that print something, the narrowest first."""
    chars = page.chars
    printed = [i for i in order if not chars.text[i].isspace()]
    return sorted(chars.x0[b] - chars.x1[a] for a, b in pairwise(printed))


def _spread(page: Page, gaps: Sequence[float], row: Sequence[Run]) -> float:
    """Return what the letters of a line are spaced by or stretched to: most of its ``gaps``, of few its row's."""
    if len(gaps) < SHORT:
        gaps = _widths(page, [i for run in row for i in range(run.start, run.end)])
    return max(gaps[len(gaps) // 4], 0.0) if len(gaps) > 2 else 0.0


def _apart(page: Page, before: int, i: int, gap: float, gaps: Sequence[float], spread: float) -> bool:
    """Tell whether ``gap`` parts words: by more than letters are spaced by.

    Ideographs stand apart where few others of the line do; none is parted from a first letter as high as several lines.
    """
    chars = page.chars
    left, right, size = chars.text[before], chars.text[i], page.inks[chars.ink[i]].size
    if (left.isascii() and right.isalnum()) or (right.isascii() and left.isalnum()):
        return gap - spread > WORD_GAP * size
    if gap - spread > WIDE_GAP * size:
        return True
    if not (left.isalnum() and right.isalnum() and len(gaps) > 1) or page.inks[chars.ink[before]].size > CAP * size:
        return False
    few = gaps[-1 - max(1, len(gaps) // FEW)] < spread + LEVEL * size
    step = (chars.x0[i] + chars.x1[i] - chars.x0[before] - chars.x1[before]) / 2  # the boxes of some fonts hold the ink
    return few and step - size - spread > WORD_GAP * size


def split_line(page: Page, line: Line, gutters: Sequence[float]) -> list[Line]:
    """Return the line in the parts that ``gutters`` part it in, each cut at the space or gap nearest to it."""
    crossed = [gutter for gutter in gutters if line.x0 < gutter < line.x1]
    if not crossed:
        return [line]
    gaps = list(_gaps(page, line))
    cuts: list[int] = []
    for gutter in crossed:
        near = [(abs(middle - gutter), k) for k, middle, reach in gaps if abs(middle - gutter) < reach]
        if near and min(near)[1] not in cuts:
            cuts.append(min(near)[1])
    parts = [_part(page, line, start, end) for start, end in pairwise([0, *sorted(cuts), len(line.glyphs)])]
    return [part for part in parts if part is not None]


def part_numbers(page: Page, line: Line) -> list[Line]:
    """Return a line in parts before numbers that stand apart: cells that stand close.

    Of two numbers alone the second stands apart by any space; a number in groups of three is one.
    """
    two = TWO_NUMBERS.fullmatch(line.text)
    wide = [k for k, middle, reach in _gaps(page, line) if reach == FAR * line.size] if " " in line.text else []
    cuts = [two.start(2)] if two else [at.start() for at in VALUE.finditer(line.text) if at.start() in wide]
    parts = [_part(page, line, start, end) for start, end in pairwise([0, *cuts, len(line.glyphs)])]
    return [line] if not cuts else [part for part in parts if part is not None]


def _gaps(page: Page, line: Line) -> Iterator[tuple[int, float, float]]:
    """Yield before which characters a gap stands, its middle, and how far off a gutter it may stand for.

    The blank halves of full-width brackets and quotes make a gap too, but a weaker one.
    """
    chars, text = page.chars, line.text
    for k in range(1, len(line.glyphs)):
        if text[k].isspace():
            continue
        before = _printed(line, k - 1, -1)
        start, end = chars.x1[before], chars.x0[line.glyphs[k]]
        closed = chars.text[before] in CLOSING
        blank = closed + (text[k] in (OPENING if closed else QUOTES))
        if end - start < THIN * line.size and _is_dated(chars.text[before], text[k]):
            continue
        if end - start > NARROWEST * line.size:
            yield k, (start + end) / 2, (FAR if end - start > WIDE_GAP * line.size else ASTRAY) * line.size
        elif blank and end - start + blank * line.size / 2 > NARROWEST * line.size:
            yield k, (start + end) / 2, line.size


def _is_dated(before: str, sign: str) -> bool:
    """Tell whether a digit and an ideograph stand side by side: a typesetter sets them a little apart."""
    return any(a.isdigit() and "\u4e00" <= b <= "\u9fff" for a, b in ((before, sign), (sign, before)))


def _printed(line: Line, k: int, step: int) -> int:
    """Return the glyph nearest to ``k`` in the direction of ``step`` that is no space."""
    while line.text[k].isspace():
        k += step
    return line.glyphs[k]


def _part(page: Page, line: Line, start: int, end: int) -> Line | None:
    while start < end and line.text[start].isspace():
        start += 1
    while start < end and line.text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    chars, glyphs = page.chars, line.glyphs[start:end]
    seen = [i for i in glyphs if i != MADE_UP]
    return replace(
        line,
        text=line.text[start:end],
        glyphs=glyphs,
        x0=min(chars.x0[i] for i in seen),
        top=min(chars.top[i] for i in seen),
        x1=max(chars.x1[i] for i in seen),
        bottom=max(chars.bottom[i] for i in seen),
    )
