"""Lines as an engine recognises them: signs of one width, leaders to their pages, dashes that stand for no value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from extract.records import Box

FULL_WIDTH = str.maketrans(":;,()", "：；，（）")
DASHLIKE = "一"  # between two digits: 案例 2—1
DASHES = "一二-–—－"  # what a dash in a cell is read as
COUNTED = "二三四五六七八九十"
AMID = 0.3  # heights of a line: how far a dash is from the middle of those beside it
APART = 0.5  # heights of a line
JOINT = 0.55  # heights of a line: a wider gap inside a recognised line is printed
BLANK = 1.6  # heights of a line
HALF = 0.4  # heights of a line: the empty half of a sign of Chinese type
CLOSING = "，。、；：！？）】》〉」』”’〕"
OPENING = "（【《〈「『“‘〔"
SPACED = 3.0  # heights of a line: no wider stand the signs of a spaced title (前　言)
BEHIND = 2.0  # heights of a line: how far behind its number a heading stands
CLOSE = 3.0  # heights of a line: from a title to its leader
DOTTED = 0.4  # heights of a line from dot to dot
LEADER = ".…·‥⋯．。 -_"
SLANT = 0.15  # rise to run: what slants more, on a page set straight, is a watermark

Quad = Any
Word = tuple[str, float, Quad]
Line = tuple[Quad, list[Word]]


def height_of(quad: Quad) -> float:
    """Return the height of a box in pixels."""
    return float(math.dist(quad[0], quad[3]) + math.dist(quad[1], quad[2])) / 2


def count_signs(line: Line) -> int:
    """Return how many characters a line has."""
    return sum(len(word) for word, _, _ in line[1])


def is_level(line: Line) -> bool:
    """Tell whether a line does not run up or down; of a single sign nothing can be told."""
    return count_signs(line) == 1 or math.dist(line[0][0], line[0][1]) >= height_of(line[0])


def slants(box: Quad) -> bool:
    """Tell whether a line rises by more than a small box does by chance."""
    rise, run = abs(box[1][1] - box[0][1]), abs(box[1][0] - box[0][0])
    return bool(rise > max(SLANT * run, height_of(box) / 2))


def tidy(words: list[Word]) -> list[Word]:
    """Return a recognised line with the signs of Chinese type in full width."""
    signs: list[Word] = []
    for k, (word, score, quad) in enumerate(words):
        beside = (words[k - 1][0][-1:] if k else "") + (words[k + 1][0][:1] if k + 1 < len(words) else "")
        chinese = any(sign > "\u2fff" for sign in beside)
        ranged = word == DASHLIKE and len(beside) == 2 and beside.isdecimal()
        signs.append(("—" if ranged else word.translate(FULL_WIDTH) if chinese else word, score, quad))
    _close_brackets(signs)
    return signs


def placed(line: Line, inked: Sequence[tuple[int, int]], *, alone: bool) -> Line:
    """Return a line with its ends and wide gaps where ``inked`` has them; engines place characters by guess.

    What is inked beyond the characters is another line's, where boxes overlap.  Points of full width have
    room beside them (１．１).  One gap of a line that is ``alone`` on its row, and not very wide, is a blank:
    表1　学生规模.
    """
    box, words = line
    inked = [run for run in inked if run[1] > _middle(words[0]) and run[0] < _middle(words[-1])]
    if not inked:
        return line
    tall = height_of(box)
    gaps = _wide_gaps(words, inked, tall)
    start, end = inked[0][0] - _half(words[0], OPENING, tall), inked[-1][1] + _half(words[-1], CLOSING, tall)
    ends = [start, *chain.from_iterable(gap for _, gap in sorted(gaps.items())), end]
    cuts = [0, *(k + 1 for k in sorted(gaps)), len(words)]
    spread = [
        word
        for (first, last), x0, x1 in zip(pairwise(cuts), ends[::2], ends[1::2], strict=True)
        for word in _stretched(words[first:last], x0, x1)
    ]
    if alone and len(gaps) == 1:
        [(k, (start, end))] = gaps.items()
        if end - start < BLANK * tall:
            spread.insert(k + 1, (" ", 1.0, _span(words[k][2], start, end)))
    return box, spread


def _wide_gaps(words: Sequence[Word], inked: Sequence[tuple[int, int]], tall: float) -> dict[int, tuple[float, float]]:
    """Return the gaps that are wide, by the place of the word before each; the rest is room that signs have."""
    edges = [(one[2][1][0] + other[2][0][0]) / 2 for one, other in pairwise(words)]
    gaps: dict[int, tuple[float, float]] = {}
    for (_, left), (right, _) in pairwise(inked if edges else ()):
        rooms = [
            (left + _half(one, CLOSING, tall), right - _half(other, OPENING, tall)) for one, other in pairwise(words)
        ]
        k = min(range(len(edges)), key=lambda k: abs(2 * edges[k] - sum(rooms[k])))
        if rooms[k][1] - rooms[k][0] > JOINT * tall and "." not in words[k][0] + words[k + 1][0]:
            gaps[k] = rooms[k]
    return gaps


def _stretched(words: Sequence[Word], x0: float, x1: float) -> Iterator[Word]:
    """Yield words spread from ``x0`` to ``x1``, as wide to each other as they were."""
    edges = [(one[2][1][0] + other[2][0][0]) / 2 for one, other in pairwise(words)]
    bounds = [words[0][2][0][0], *edges, words[-1][2][1][0]]
    scale = (x1 - x0) / max(bounds[-1] - bounds[0], 1.0)
    places = [x0 + (bound - bounds[0]) * scale for bound in bounds]
    for (word, score, quad), ends in zip(words, pairwise(places), strict=True):
        yield word, score, _span(quad, *ends)


def _middle(word: Word) -> float:
    return float(word[2][0][0] + word[2][1][0]) / 2


def _half(word: Word, signs: str, tall: float) -> float:
    """Return how wide the empty half of a sign is, if it is one of ``signs``."""
    return HALF * tall * (word[0] in signs)


def _span(quad: Quad, x0: float, x1: float) -> Quad:
    """Return the box from ``x0`` to ``x1``, as high as another."""
    return [[x0, quad[0][1]], [x1, quad[1][1]], [x1, quad[2][1]], [x0, quad[3][1]]]


def is_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether nothing stands beside ``line``."""
    top, bottom = line[0][0][1], line[0][3][1]
    level = [box for box, _ in lines if top < (box[0][1] + box[3][1]) / 2 < bottom]
    return len(level) == 1


def _close_brackets(words: list[Word]) -> None:
    """Give each closing bracket the width of the one that it closes."""
    opened: list[str] = []
    for k, (word, score, quad) in enumerate(words):
        if word in "（(":
            opened.append("）" if word == "（" else ")")
        elif word in "）)" and opened:
            words[k] = opened.pop(), score, quad


def text_of(words: list[Word]) -> str:
    """Return what a line's words say."""
    return "".join(word for word, _, _ in words)


def with_leaders(lines: list[Line], leaders: Sequence[Box]) -> list[Line]:
    """Return ``lines`` with the rows of dots that were painted over before they were recognised.

    Each makes one line of what stands close before it and the page number behind it, if that was found; rows of dots
    that begin far from words are rules of tables.
    """
    for leader in leaders:
        level = [line for line in lines if line[0][0][1] < (leader[1] + leader[3]) / 2 < line[0][3][1]]
        ahead = [
            line
            for line in level
            if (line[0][0][0] + line[0][1][0]) / 2 < leader[0] < line[0][1][0] + CLOSE * height_of(line[0])
        ]
        behind = [line for line in level if line[0][0][0] > (leader[0] + leader[2]) / 2]
        if ahead:
            title = max(ahead, key=lambda line: float(line[0][1][0]))
            page = min(behind, key=lambda line: float(line[0][0][0]), default=None)
            lines = [line for line in lines if line is not title and line is not page]
            lines.append(_led(title, page, leader[2]))
    return lines


def with_line(lines: Sequence[Line], line: Line) -> list[Line]:
    """Return ``lines`` with one more; where another stands close behind it, as one: a heading behind its number."""
    box, words = line
    middle = (box[0][1] + box[3][1]) / 2
    behind = [other for other in lines if other[0][0][1] < middle < other[0][3][1] and other[0][0][0] > box[1][0]]
    title = min(behind, key=lambda other: float(other[0][0][0]), default=None)
    if title is None or title[0][0][0] - box[1][0] > BEHIND * height_of(title[0]):
        return [*lines, line]
    (_, right, low, _), rest = title
    joined = [[box[0][0], right[1]], right, low, [box[0][0], low[1]]], [*words, *rest]
    return [joined if other is title else other for other in lines]


def _led(title: Line, page: Line | None, end: float) -> Line:
    """Return a title, dots to ``end`` or to the page number, and that number as one line."""
    box, words = title
    number = [word for word in page[1] if word[0] not in LEADER] if page else []
    led = [*words, *_filler(box, number[0][2][0][0] if number else end, "."), *number]
    end = number[-1][2][1][0] if number else end
    return [box[0], [end, box[1][1]], [end, box[2][1]], box[3]], led


def with_blanks(lines: list[Line]) -> list[Line]:
    """Return ``lines`` with blanks between the signs of a title that is set apart (前　言)."""
    for box, words in lines:
        behind = [line for line in lines if _is_behind(line[0], box)]
        right = min(behind, key=lambda line: float(line[0][0][0]), default=None)
        if right is not None and _are_spaced(box, text_of(words), right):
            words.extend(_filler(box, float(right[0][0][0]), " "))
    return lines


def _is_behind(other: Quad, box: Quad) -> bool:
    """Tell whether ``other`` stands on the row of ``box``, to its right."""
    middle = (other[0][1] + other[3][1]) / 2
    return bool(other[0][0] >= box[1][0] and box[1][1] < middle < box[2][1])


def _are_spaced(box: Quad, sign: str, right: Line) -> bool:
    """Tell whether a single ideograph stands before another."""
    other = text_of(right[1])
    near = right[0][0][0] - box[1][0] < SPACED * height_of(box)
    return bool(near and len(sign) == len(other) == 1 and sign > "\u2fff" < other)


def _filler(box: Quad, end: float, sign: str) -> list[Word]:
    """Return ``sign`` as often as it takes to go from ``box`` to ``end``."""
    start = float(box[1][0])
    count = 1 if sign == " " else max(round((end - start) / max(DOTTED * height_of(box), 1.0)), 1)
    step = (end - start) / count
    places = [start + step * k for k in range(count)]
    return [(sign, 1.0, [[x, box[1][1]], [x + step, box[1][1]], [x + step, box[2][1]], [x, box[2][1]]]) for x in places]


def with_dashes(lines: list[Line], dashes: Sequence[tuple[str, Box]], tall: float) -> list[Line]:
    """Return ``lines`` with the dashes that stand alone in a row, which the engine loses or reads as numerals."""
    lone = [line for line in lines if text_of(line[1]) in DASHES]
    counted = [box for box, words in lines if text_of(words) in COUNTED]
    gone: list[Line] = []
    for line in lone:
        held = [dash for dash in dashes if _lies_in(dash[1], line[0])]
        numbers = any(other is not line[0] and _is_under(other, line[0], tall) for other in counted)
        if len(held) == 1 and not (text_of(line[1]) == "一" and numbers and held[0][0] == "—"):
            gone.append(line)
        else:
            dashes = [dash for dash in dashes if dash not in held]
    kept = [line for line in lines if not any(line is one for one in gone)]
    return kept + [_dash(*dash, tall) for dash in dashes if _stands_alone(dash[1], kept, tall)]


def _stands_alone(dash: Box, lines: Sequence[Line], tall: float) -> bool:
    """Tell whether a dash stands in a row of a table: level with several lines, none of them near."""
    middle = (dash[1] + dash[3]) / 2
    level = [box for box, _ in lines if box[0][1] < middle < box[3][1]]
    amid = [box for box in level if abs((box[0][1] + box[3][1]) / 2 - middle) < AMID * tall]
    near = any(box[0][0] - dash[2] < APART * tall and dash[0] - box[1][0] < APART * tall for box in level)
    return len(amid) > 1 and not near


def _lies_in(dash: Box, box: Quad) -> bool:
    x, y = (dash[0] + dash[2]) / 2, (dash[1] + dash[3]) / 2
    return bool(box[0][0] < x < box[1][0] and box[0][1] < y < box[3][1])


def _is_under(one: Quad, other: Quad, tall: float) -> bool:
    return bool(abs(one[0][0] + one[1][0] - other[0][0] - other[1][0]) < 2 * tall)


def _dash(sign: str, box: Box, tall: float) -> Line:
    """Return a dash as a line of text, as high as others."""
    middle = (box[1] + box[3]) / 2
    top, bottom, step = middle - tall / 2, middle + tall / 2, (box[2] - box[0]) / len(sign)
    edges = [box[0] + step * k for k in range(len(sign) + 1)]
    quads = [[[x0, top], [x1, top], [x1, bottom], [x0, bottom]] for x0, x1 in pairwise(edges)]
    return [quads[0][0], quads[-1][1], quads[-1][2], quads[0][3]], [(sign[0], 1.0, quad) for quad in quads]
