"""A picture of a page → the page model, by optical character recognition.

Needs the extra ``ocr`` (RapidOCR with the PP-OCR models inside its package, on ONNX Runtime): nothing
is fetched.  The picture is set straight first, so that rows are rows; rules are found by their length.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any

from extract.source.page import Aside, Chars, Ink, Mark, Page

DPI = 200
LONGEST_SIDE = 4000  # pixels: a poster is read at a smaller scale
SKEW = 4.0  # degrees to either side
SKEW_STEPS = (0.5, 0.1)
THUMB = 900  # pixels of the longer side, to find the skew with
GLYPH = 0.78  # of the height of a recognised box: its characters' size
DESCENT = 0.18  # of the same height: what lies under the baseline
SAME_SIZE = 0.18  # recognised sizes that differ by less are one size
UNSURE_SIZE = 0.3  # the same, of a line with next to no ideographs
FEW = 3  # ideographs
RULE_LENGTH = 2.4  # heights of a line of text: no stroke of a character is so long
DASH_GAP = 0.45  # heights of a line: between the dashes of a rule
DASHED_LENGTH = 6  # heights of a line
EDGE = 2  # pixels of a recognised box above and below its line
RULE_WIDTH = 9  # pixels: what is thicker is a picture or a band
BESIDE = 3  # pixels: how far from a rule its ground is looked at, and how much of it
CONTRAST = 40  # levels of grey
FULL_WIDTH = str.maketrans(":;,()", "：；，（）")
DASHLIKE = "一"  # between two digits: 案例 2—1
JOINT = 0.8  # heights of a line: a wider gap inside a recognised line is printed
LEADER = ".…·‥⋯．。 "
DOTS = re.compile(r"[.…·‥⋯．。 ]{3,}|…")
PAGE_AHEAD = re.compile(r"[.…·‥⋯．。 ]*\d{0,4}")
SPACED = 3.0  # heights of a line: no wider stand the signs of a spaced title (前　言)
FAINT = 0.5  # lines recognised with less are guesses
POOR = 0.8  # confidence: a page recognised with less may stand on its head
SLANT = 0.15  # rise to run: what slants more, on a page set straight, is a watermark


def is_available() -> bool:
    """Tell whether the extra ``ocr`` is installed."""
    try:
        _engine()
    except ImportError:
        return False
    return True


def read_scan(page: Any, number: int) -> Page:
    """Return what the picture of a loaded PDFium page shows; boxes in points, confidence beside each character."""
    width, height = page.get_size()
    scale = min(DPI / 72, LONGEST_SIDE / max(width, height))
    image = _straighten(page.render(scale=scale).to_numpy()[:, :, :3])
    image, found, turn = _set_upright(image, _recognise(image))
    lines = _bridge([line for line in found if not _slants(line[0])])
    slanted = [line for line in found if _slants(line[0])]
    chars, inks, scores = _chars(lines + slanted, 1 / scale)
    upright = sum(map(_length, lines))
    tall = median(_height(box) for box, _ in lines) if lines else 0.0
    return Page(
        number=number,
        shown_width=width,
        shown_height=height,
        turn=turn,
        inks=inks,
        chars=chars,
        upright=upright,
        asides=tuple(_asides(slanted, upright)),
        marks=tuple(_rules(image, lines, tall, 1 / scale)) if lines else (),
        engine="rapidocr",
        scores=scores,
    )


@cache
def _engine() -> Any:
    import cv2  # noqa: F401  (a dependency of the extra that the rules need)
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


Quad = Any
Word = tuple[str, float, Quad]
Line = tuple[Quad, list[Word]]


def _recognise(image: Any) -> list[Line]:
    """Return the recognised lines: box, and its characters with confidence and box.

    Lines are not turned one by one: of a short one the engine guesses, and 990 becomes 066.
    """
    found = _engine()(image, use_cls=False, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.word_results:
        return []
    lines = zip(found.boxes, found.word_results, found.scores, strict=True)
    return [(box, _tidy(list(words))) for box, words, score in lines if words and (score >= FAINT or _is_leader(words))]


def _set_upright(image: Any, lines: list[Line]) -> tuple[Any, list[Line], int]:
    """Return the picture and its lines, turned by half where it reads better so, and the turn in quarters."""
    weight, signs = _weight(lines), sum(map(_length, lines))
    if signs and weight >= POOR * signs:
        return image, lines, 0
    turned = image[::-1, ::-1].copy()
    again = _recognise(turned)
    return (turned, again, 2) if _weight(again) > weight else (image, lines, 0)


def _weight(lines: Sequence[Line]) -> float:
    """Return the confidence of all characters together."""
    return sum(float(score) * len(word) for _, words in lines for word, score, _ in words)


def _length(line: Line) -> int:
    return sum(len(word) for word, _, _ in line[1])


def _slants(box: Quad) -> bool:
    """Tell whether a line rises by more than a small box does by chance."""
    rise, run = abs(box[1][1] - box[0][1]), abs(box[1][0] - box[0][0])
    return bool(rise > max(SLANT * run, _height(box) / 2))


def _asides(slanted: Sequence[Line], start: int) -> Iterator[Aside]:
    """Yield the lines that slant as asides; their characters stand behind the first ``start``."""
    for line in slanted:
        end = start + _length(line)
        yield Aside(start, end, None)
        start = end


def _tidy(words: list[Word]) -> list[Word]:
    """Return a recognised line with the signs of Chinese type in full width and no gap that only its boxes have."""
    signs: list[Word] = []
    for k, (word, score, quad) in enumerate(words):
        beside = (words[k - 1][0][-1:] if k else "") + (words[k + 1][0][:1] if k + 1 < len(words) else "")
        chinese = any(sign > "\u2fff" for sign in beside)
        ranged = word == DASHLIKE and len(beside) == 2 and beside.isdecimal()
        signs.append(("—" if ranged else word.translate(FULL_WIDTH) if chinese else word, score, quad))
    _close_brackets(signs)
    for k in range(len(signs) - 1):
        (word, score, quad), after = signs[k], signs[k + 1][2]
        if 0 < after[0][0] - quad[1][0] < JOINT * _height(quad):
            signs[k] = (word, score, [quad[0], [after[0][0], quad[1][1]], [after[0][0], quad[2][1]], quad[3]])
    return signs


def _close_brackets(words: list[Word]) -> None:
    """Give each closing bracket the width of the one that it closes."""
    opened: list[str] = []
    for k, (word, score, quad) in enumerate(words):
        if word in "（(":
            opened.append("）" if word == "（" else ")")
        elif word in "）)" and opened:
            words[k] = opened.pop(), score, quad


def _text(words: list[Word]) -> str:
    return "".join(word for word, _, _ in words)


def _is_leader(words: list[Word]) -> bool:
    return not _text(words).strip(LEADER)


def _bridge(lines: list[Line]) -> list[Line]:
    """Return ``lines`` with what the detector parts joined: leaders to their pages, the signs of a spaced title.

    Of a leader only its ends are recognised well, so the row of dots is drawn anew between them.
    """
    whole = [line for line in lines if not _is_leader(line[1])]
    for box, words in whole:
        right = min(
            (other for other in whole if _is_behind(other[0], box)), key=lambda other: other[0][0][0], default=None
        )
        if right is not None and (
            sign := _link(_text(words), _text(right[1]), right[0][0][0] - box[1][0], _height(box))
        ):
            words.extend(_filler(box, right[0], sign))
    return whole


def _is_behind(other: Quad, box: Quad) -> bool:
    """Tell whether ``other`` stands on the row of ``box``, to its right."""
    middle = (other[0][1] + other[3][1]) / 2
    return bool(other[0][0] >= box[1][0] and box[1][1] < middle < box[2][1])


def _link(left: str, right: str, gap: float, height: float) -> str:
    """Return what stands between two texts of a row: a leader's dot, the blank of a spaced title, or nothing."""
    if left[-1] in LEADER and PAGE_AHEAD.fullmatch(right):
        return "."
    if len(left) == len(right) == 1 and left > "\u2fff" < right and gap < SPACED * height:
        return " "
    return ""


def _filler(box: Quad, right: Quad, sign: str) -> list[Word]:
    """Return ``sign`` as often as it takes to go from ``box`` to ``right``."""
    start, end = float(box[1][0]), float(right[0][0])
    step = (end - start) if sign == " " else max(0.4 * _height(box), 1.0)
    places = [start + step * k for k in range(max(int((end - start) / step), 1))]
    return [(sign, 1.0, [[x, box[1][1]], [x + step, box[1][1]], [x + step, box[2][1]], [x, box[2][1]]]) for x in places]


def _height(quad: Quad) -> float:
    return float(math.dist(quad[0], quad[3]) + math.dist(quad[1], quad[2])) / 2


def _chars(lines: list[Line], point: float) -> tuple[Chars, tuple[Ink, ...], tuple[float, ...]]:
    """Return the characters, their inks and their confidence; ``point`` is the size of a pixel."""
    chars, scores = Chars(), []
    sizes = [round(median([_height(box) for box, _ in lines]) * GLYPH * point, 1)] if lines else []
    for box, words in lines:
        size = _size(_measured(box, _text(words)) * point, _text(words), sizes)
        top, bottom = min(box[0][1], box[1][1]) * point, max(box[2][1], box[3][1]) * point
        base = bottom - DESCENT * (bottom - top)
        for word, score, quad in words:
            left, right = min(quad[0][0], quad[3][0]) * point, max(quad[1][0], quad[2][0]) * point
            step = (right - left) / max(len(word), 1)
            for place, sign in enumerate(word):
                x0 = left + place * step
                chars.add(sign, (x0, base - 0.88 * size, x0 + step, base + 0.12 * size), base, sizes.index(size))
                scores.append(round(float(score), 3))
    return chars, tuple(Ink("scan", size, False, 0.0) for size in sizes), tuple(scores)


def _measured(box: Quad, text: str) -> float:
    """Return the size of the characters in pixels: boxes of short lines are often too high, but never too wide."""
    printed = DOTS.sub("", text)
    breadth = sum(0.5 if sign.isascii() else 1.0 for sign in printed)
    height = _height(box) * GLYPH
    return min(height, math.dist(box[0], box[1]) / breadth) if breadth else height


def _size(size: float, text: str, known: list[float]) -> float:
    """Return the type size that ``size`` was measured of: one met before, the page's usual one first, where near.

    Of signs and figures alone the height says little.
    """
    slack = SAME_SIZE if sum(sign > "\u2fff" and sign.isalpha() for sign in text) >= FEW else UNSURE_SIZE
    for other in known:
        if abs(size - other) <= slack * other:
            return other
    known.append(round(size, 1))
    return known[-1]


def _straighten(image: Any) -> Any:
    """Return ``image`` turned so that its lines of text are level."""
    import cv2

    angle = _skew(image)
    if not angle:
        return image.copy()
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def _skew(image: Any) -> float:
    """Return the turn in degrees that makes the rows of ink sharpest, counter-clockwise."""
    import cv2

    shrink = THUMB / max(image.shape[:2])
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    thumb = cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = 255 - thumb
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.reduce(cv2.warpAffine(ink, turn, (width, height)), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best, reach = 0.0, SKEW
    for step in SKEW_STEPS:
        count = round(reach / step)
        angles = [round(best + step * k, 2) for k in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (sharpness(angle), -abs(angle)))
        reach = step
    return best if abs(best) >= SKEW_STEPS[-1] else 0.0


def _rules(image: Any, lines: Sequence[Line], tall: float, point: float) -> list[Mark]:
    """Return the level and upright rules of the picture as filled marks, those of dashes and dots too."""
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    length, dashes = max(int(RULE_LENGTH * tall), 40), int(DASHED_LENGTH * tall)
    marks: list[Mark] = []
    for across in (True, False):
        thick = cv2.dilate(ink, _bar(3, across=not across))
        whole = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _bar(length, across=across))
        marks.extend(_mark(*box, point, across=across) for box in _bars(whole, gray, across=across))
        joined = cv2.morphologyEx(thick & ~whole, cv2.MORPH_CLOSE, _bar(int(DASH_GAP * tall), across=across))
        broken = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(dashes, across=across))
        for box in _bars(broken, gray, across=across):
            if not any(_meets(box, line[0], across=across) for line in lines):
                marks.append(_mark(*box, point, across=across))
    return marks


def _bar(length: int, *, across: bool) -> Any:
    import cv2

    return cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if across else (1, length))


def _bars(runs: Any, gray: Any, *, across: bool) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, width and height of the runs that are thin and darker than what is beside them."""
    import cv2

    count, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for left, top, width, height, _ in boxes[1:count].tolist():
        along = (left, top, width, height) if across else (top, left, height, width)
        if along[3] <= RULE_WIDTH + 2 and _stands_out(gray if across else gray.T, *along):
            yield left, top, width, height


def _meets(bar: tuple[int, int, int, int], box: Quad, *, across: bool) -> bool:
    """Tell whether a row of dashes is a leader, or strokes of letters: it stands level with a line, or passes one."""
    left, top, width, height = bar
    if across:
        return bool(box[0][1] + EDGE < top + height / 2 < box[3][1] - EDGE)
    return bool(box[0][0] < left + width / 2 < box[1][0] and top < box[3][1] and box[0][1] < top + height)


def _stands_out(gray: Any, start: int, at: int, length: int, thick: int) -> bool:
    """Tell whether a level rule is darker than what is on both its sides; white letters on a band leave dark rows."""
    rows = [gray[max(top, 0) : top + BESIDE, start : start + length] for top in (at - 2 * BESIDE, at + thick + BESIDE)]
    own = gray[at : at + thick, start : start + length].min(axis=0).mean()
    return all(beside.size == 0 or beside.mean() - own > CONTRAST for beside in rows)


def _mark(left: int, top: int, width: int, height: int, point: float, *, across: bool) -> Mark:
    """Return a rule as a hairline along its middle."""
    x0, y0, x1, y1 = left * point, top * point, (left + width) * point, (top + height) * point
    if across:
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return Mark(x0, y0, x1, y1, filled=False, curved=False, lightness=0.0)
