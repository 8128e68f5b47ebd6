"""A picture of a page → the page model, by optical character recognition.

Needs the extra ``ocr`` (RapidOCR with the PP-OCR models inside its package, on ONNX Runtime): nothing
is fetched.  The picture is set straight first, so that rows are rows; rules are found by their length.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from extract.records import Box
from extract.source.darkness import find_dark, find_unread
from extract.source.ordinals import ORDINAL, find_apart
from extract.source.page import Aside, Chars, Ink, Mark, Page
from extract.source.recognised import (
    CLOSING,
    OPENING,
    Line,
    count_signs,
    height_of,
    is_alone,
    is_level,
    placed,
    slants,
    text_of,
    tidy,
    with_blanks,
    with_dashes,
    with_leaders,
    with_line,
)
from extract.source.seals import without_seals
from extract.source.shading import find_shades
from extract.source.strokes import find_dashes, find_inked, find_leaders, find_rules, without_leaders

DPI = 200
LONGEST_SIDE = 4000  # pixels: a poster is read at a smaller scale
SKEW = 4.0  # degrees to either side
SKEW_STEPS = (0.5, 0.1)
THUMB = 900  # pixels of the longer side, to find the skew with
GLYPH = 0.78  # of the height of a recognised box: its characters' size
BASE = 0.41  # em: how far the baseline lies under the middle of a box, which may be too high to both sides
SAME_SIZE = 0.18  # recognised sizes that differ by less are one size
UNSURE_SIZE = 0.3  # the same, of a line with next to no ideographs
FEW = 3  # ideographs
MANY = 6  # ideographs: the width of so many tells their size
JOINT = 0.25  # em: what often parts figures from ideographs
TALLER = 1.4  # times the size that the height of a box tells: what is wider is set apart
DOTS = re.compile(r"[.…·‥⋯．。 ]{3,}|…")
FAINT = 0.5  # lines recognised with less are guesses
POOR = 0.9  # confidence: a page recognised with less may stand on its head, or lie on its side
TURNS = 0, 2, 1, 3  # quarters clockwise, the likeliest first


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
    image, found, turn = _read_upright(without_seals(page.render(scale=scale).to_numpy()[:, :, :3]))
    lines, marks = _complete([line for line in found if not slants(line[0])], image, 1 / scale)
    slanted = [line for line in found if slants(line[0])]
    chars, inks, scores = _chars(lines + slanted, 1 / scale)
    upright = sum(map(count_signs, lines))
    return Page(
        number=number,
        shown_width=width,
        shown_height=height,
        turn=turn,
        inks=inks,
        chars=chars,
        upright=upright,
        asides=tuple(_asides(slanted, upright)),
        marks=tuple(marks),
        scores=scores,
    )


def _complete(lines: list[Line], image: Any, point: float) -> tuple[list[Line], list[Mark]]:
    """Return the level ``lines`` with what strokes add to them, and the rules; ``point`` is the size of a pixel."""
    if not lines:
        return [], []
    tall = median(height_of(box) for box, _ in lines)
    exact = [placed(line, find_inked(image, line[0]), alone=is_alone(line, lines)) for line in lines]
    whole = with_dashes(with_blanks(with_leaders(exact, find_leaders(image))), list(find_dashes(image, tall)), tall)
    dark = find_dark(image)
    rules = find_rules(image, [box for box, _ in whole], dark, tall, point)
    return whole, [*rules, *find_shades(image, whole, dark, tall, point)]


@cache
def _engine() -> Any:
    import cv2  # noqa: F401  (a dependency of the extra that the rules need)
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def _recognise(image: Any) -> list[Line]:
    """Return the recognised lines: box, and its characters with confidence and box.

    Lines are not turned one by one: of a short one the engine guesses, and 990 becomes 066.
    """
    plain = without_leaders(image)
    found = _engine()(plain, use_det=True, use_cls=False, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.word_results:
        return []
    lines = zip(found.boxes, found.word_results, found.scores, strict=True)
    read = [(box, tidy(list(words))) for box, words, score in lines if words and score >= FAINT]
    for letters, box in find_unread(image, [box for box, _ in read]):
        for line in _read_alone(letters, box):
            read = with_line(read, line)
    for letters, box in list(find_apart(image, read)):
        for line in _read_alone(letters, box):
            if ORDINAL.fullmatch(text_of(line[1])):
                read = with_line(read, line)
    return read


def _read_alone(letters: Any, box: Box) -> Iterator[Line]:
    """Yield the line in ``box`` that a picture of its letters is read as, if that is no guess."""
    x0, top, x1, bottom = box
    found = _engine()(letters, use_det=False, use_cls=False)
    for text, score in zip(found.txts or (), found.scores or (), strict=True):
        if text and score >= POOR:
            step = (x1 - x0) / len(text)
            ends = pairwise(x0 + step * k for k in range(len(text) + 1))
            quads = [[[left, top], [right, top], [right, bottom], [left, bottom]] for left, right in ends]
            words = [(sign, float(score), quad) for sign, quad in zip(text, quads, strict=True)]
            yield [quads[0][0], quads[-1][1], quads[-1][2], quads[0][3]], tidy(words)


def _read_upright(picture: Any) -> tuple[Any, list[Line], int]:
    """Return a picture set straight with its lines, turned as it reads best, and the turn in quarters clockwise."""
    best: tuple[Any, list[Line], int] | None = None
    for turn in TURNS:
        image = _straighten(_turned(picture, turn))
        lines = _recognise(image)
        if best is None or _weight(filter(is_level, lines)) > _weight(filter(is_level, best[1])):
            best = image, lines, turn
        if not lines or _stands(lines):
            break
    assert best is not None
    return best


def _turned(picture: Any, turn: int) -> Any:
    """Return a picture turned by quarters, clockwise."""
    turned = picture.swapaxes(0, 1)[:, ::-1] if turn % 2 else picture
    return turned[::-1, ::-1] if turn > 1 else turned


def _weight(lines: Iterable[Line]) -> float:
    """Return the confidence of all characters together."""
    return sum(float(score) * len(word) for line in lines for word, score, _ in line[1])


def _stands(lines: Sequence[Line]) -> bool:
    """Tell whether a page reads well as it is: most lines run level, and the engine is sure of them."""
    level = sum(map(count_signs, filter(is_level, lines)))
    signs = sum(map(count_signs, lines))
    return level * 2 > signs and _weight(lines) >= POOR * signs


def _asides(slanted: Sequence[Line], start: int) -> Iterator[Aside]:
    """Yield the lines that slant as asides; their characters stand behind the first ``start``."""
    for line in slanted:
        end = start + count_signs(line)
        yield Aside(start, end, None)
        start = end


def _chars(lines: list[Line], point: float) -> tuple[Chars, tuple[Ink, ...], tuple[float, ...]]:
    """Return the characters, their inks and their confidence; ``point`` is the size of a pixel."""
    chars, scores = Chars(), []
    usual = [_measured(line) for line in lines for _ in range(count_signs(line))]
    sizes = [round(median(usual) * point, 1)] if usual else []
    for box, words in lines:
        size = _size(_measured((box, words)) * point, text_of(words), sizes)
        base = sum(corner[1] for corner in box) / 4 * point + BASE * size
        for word, score, quad in words:
            left, right = min(quad[0][0], quad[3][0]) * point, max(quad[1][0], quad[2][0]) * point
            step = (right - left) / max(len(word), 1)
            for place, sign in enumerate(word):
                x0 = left + place * step
                chars.add(sign, (x0, base - 0.88 * size, x0 + step, base + 0.12 * size), base, sizes.index(size))
                scores.append(round(float(score), 3))
    return chars, tuple(Ink("scan", size, False, 0.0) for size in sizes), tuple(scores)


def _measured(line: Line) -> float:
    """Return the size of the characters in pixels: boxes are often too high, but never too wide for what they say."""
    box, words = line
    printed = DOTS.sub("", text_of(words))
    breadth = sum(0.5 if sign.isascii() else 1.0 for sign in printed)
    breadth -= 0.5 * (printed[:1] in tuple(OPENING)) + 0.5 * (printed[-1:] in tuple(CLOSING))
    height = height_of(box) * GLYPH
    if not breadth:
        return height
    width = math.dist(box[0], box[1])
    if DOTS.search(text_of(words)) or sum(sign > "\u2fff" and sign.isalpha() for sign in printed) < MANY:
        return min(height, width / breadth)
    joints = sum(one.isascii() != other.isascii() for one, other in pairwise(printed))
    by_width = width / (breadth + JOINT * joints)
    return by_width if by_width < TALLER * height else height


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

    image = image.copy()
    angle = _skew(image)
    if not angle:
        return image
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
