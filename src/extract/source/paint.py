"""What a PDF page paints beside text: rules, fills, frames and pictures, as boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from ctypes import Array, c_float, c_int, c_uint, c_void_p, cast
from itertools import compress, pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from extract.records import Box
from extract.source.page import weigh_colour
from extract.source.reader import bare, cells, refer

THIN = 3.0
TEXT, PATH, FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM
PICTURES = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})
MAX_OBJECTS = 100_000
MAX_SEGMENTS = 200_000
MAX_FORM_DEPTH = 8

COUNT = bare(pdfium.FPDFPage_CountObjects, c_int)
OBJECT = bare(pdfium.FPDFPage_GetObject, c_void_p)
INNER_COUNT = bare(pdfium.FPDFFormObj_CountObjects, c_int)
INNER_OBJECT = bare(pdfium.FPDFFormObj_GetObject, c_void_p)
KIND = bare(pdfium.FPDFPageObj_GetType, c_int)
BOUNDS = bare(pdfium.FPDFPageObj_GetBounds, c_int)
OWN_MATRIX = bare(pdfium.FPDFPageObj_GetMatrix, c_int)
DRAW_MODE = bare(pdfium.FPDFPath_GetDrawMode, c_int)
FILL = bare(pdfium.FPDFPageObj_GetFillColor, c_int)
STROKE = bare(pdfium.FPDFPageObj_GetStrokeColor, c_int)
SEGMENT_COUNT = bare(pdfium.FPDFPath_CountSegments, c_int)
SEGMENT = bare(pdfium.FPDFPath_GetPathSegment, c_void_p)
SEGMENT_KIND = bare(pdfium.FPDFPathSegment_GetType, c_int)
POINT = bare(pdfium.FPDFPathSegment_GetPoint, c_int)

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Stretch(Struct, frozen=True):
    """One painted box in PDF space."""

    box: Box
    filled: bool
    lightness: float
    curved: bool = False


class Paint(Struct):
    """All that is painted on a page, in PDF space."""

    stretches: list[Stretch] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def read_paint(page: Any) -> Paint:
    """Return the painted boxes of a loaded page; forms are followed, curves are boxed."""
    canvas = _Canvas()
    shown = refer(cast(page.raw, c_void_p).value)
    canvas.read(map(OBJECT, repeat(shown), range(canvas.allow(COUNT(shown)))), UNIT, 0)
    return canvas.paint


class _Cells:
    """Numbers that PDFium writes, each to a place of its own."""

    def __init__(self, kind: Any, count: int) -> None:
        self.values: Array[Any] = (kind * count)()
        self.places = tuple(cells(self.values, 0, 1))


class _Canvas:
    """Reads what a page paints, as far as its bounds go: a page drawn of a million strokes is no table."""

    def __init__(self) -> None:
        self.paint = Paint()
        self._objects = MAX_OBJECTS
        self._segments = MAX_SEGMENTS
        self._modes = _Cells(c_int, 2)
        self._colour = _Cells(c_uint, 4)
        self._numbers = _Cells(c_float, 6)

    def allow(self, count: int) -> int:
        """Return how many of ``count`` objects are looked at."""
        allowed = min(count, self._objects)
        self._objects -= allowed
        return allowed

    def read(self, objects: Iterator[int], matrix: Matrix, depth: int) -> None:
        """Add what the objects at these addresses paint under ``matrix``."""
        references = list(map(refer, objects))
        kinds = list(map(KIND, references))
        painted = [kind != TEXT for kind in kinds]
        for item, kind in zip(compress(references, painted), compress(kinds, painted), strict=True):
            if self._segments < 0:
                return
            if kind == PATH:
                self._read_path(item, matrix)
            elif kind in PICTURES:
                self._add_picture(_moved(self._bounds(item), matrix))
            elif kind == FORM and depth < MAX_FORM_DEPTH:
                children = map(INNER_OBJECT, repeat(item), range(self.allow(INNER_COUNT(item))))
                self.read(children, _times(self._own_matrix(item), matrix), depth + 1)

    def _add_picture(self, box: Box) -> None:
        """Add a picture; a thin one is a rule."""
        if min(box[2] - box[0], box[3] - box[1]) < THIN:
            self.paint.stretches.append(Stretch(box, True, 0.0))
        else:
            self.paint.pictures.append(box)

    def _read_path(self, item: Any, matrix: Matrix) -> None:
        DRAW_MODE(item, *self._modes.places)
        filled, stroked = self._modes.values
        if not (filled or stroked):
            return
        boxes = list(self._path_boxes(item, matrix))
        if filled:
            light = self._lightness(FILL, item)
            self.paint.stretches.extend(Stretch(box, True, light, curved) for box, curved in boxes)
        if stroked:
            light = self._lightness(STROKE, item)
            self.paint.stretches.extend(Stretch(box, False, light, curved) for box, curved in boxes)

    def _lightness(self, getter: Callable[..., int], item: Any) -> float:
        """Return how light a paint is on white, 0 black to 1 white or clear; 0 where it is no plain colour."""
        return weigh_colour(*self._colour.values) if getter(item, *self._colour.places) else 0.0

    def _path_boxes(self, item: Any, matrix: Matrix) -> Iterator[tuple[Box, bool]]:
        """Yield the box of each straight level or upright stroke or rectangle of a path, else of the whole part."""
        count = SEGMENT_COUNT(item)
        self._segments -= count
        if self._segments < 0:
            return
        matrix = _times(self._own_matrix(item), matrix)
        (at_x, at_y), numbers = self._numbers.places[:2], self._numbers.values
        points: list[tuple[float, float]] = []
        curved = False
        for segment in map(refer, map(SEGMENT, repeat(item), range(count))):
            kind = SEGMENT_KIND(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield from _part(points, curved)
                points, curved = [], False
            POINT(segment, at_x, at_y)
            points.append(_moved_point(numbers[0], numbers[1], matrix))
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if points:
            yield from _part(points, curved)

    def _bounds(self, item: Any) -> Box:
        BOUNDS(item, *self._numbers.places[:4])
        left, bottom, right, top = self._numbers.values[:4]
        return left, bottom, right, top

    def _own_matrix(self, item: Any) -> Matrix:
        if not OWN_MATRIX(item, self._numbers.places[0]):
            return UNIT
        a, b, c, d, e, f = self._numbers.values
        return a, b, c, d, e, f


def _part(points: Sequence[tuple[float, float]], curved: bool) -> Iterator[tuple[Box, bool]]:
    """Yield one rectangle for a closed level outline, its strokes for an open one, else its hull as a curve."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    hull = min(xs), min(ys), max(xs), max(ys)
    level = not curved and all(abs(a[0] - b[0]) < 0.1 or abs(a[1] - b[1]) < 0.1 for a, b in pairwise(points))
    thin = hull[2] - hull[0] < THIN or hull[3] - hull[1] < THIN
    if thin or len(points) in (4, 5) or not level:
        yield hull, not (level or thin)
        return
    for (ax, ay), (bx, by) in pairwise(points):
        yield (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), False


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved_point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix) -> Box:
    corners = [_moved_point(x, y, matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [x for x, _ in corners]
    ys = [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
