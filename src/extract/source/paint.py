"""What a PDF page paints beside text: rules, fills, frames and pictures, as boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref, c_float, c_int, c_uint, c_ulong, c_void_p, cast
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from extract.records import Box
from extract.source.reader import bare

THIN = 3.0
TEXT = pdfium.FPDF_PAGEOBJ_TEXT
MAX_OBJECTS = 100_000
MAX_SEGMENTS = 200_000
MAX_FORM_DEPTH = 8

OBJECT = bare(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
INNER_OBJECT = bare(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
KIND = bare(pdfium.FPDFPageObj_GetType, c_int, c_void_p)

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
    paint = Paint()
    budget = _Budget()
    count = pdfium.FPDFPage_CountObjects(page)
    _read_objects(map(OBJECT, repeat(cast(page.raw, c_void_p).value), range(count)), UNIT, paint, budget, 0)
    return paint


def lightness(getter: Callable[..., Any], pointer: Any) -> float:
    """Return how light a paint is on white, 0 black to 1 white or clear; 0 where it is no plain colour."""
    r, g, b, a = c_uint(), c_uint(), c_uint(), c_uint()
    if not getter(pointer, byref(r), byref(g), byref(b), byref(a)):
        return 0.0
    return weigh_colour(r.value, g.value, b.value, a.value)


def weigh_colour(red: int, green: int, blue: int, alpha: int) -> float:
    """Return how light a colour is on white; its parts go up to 255."""
    luma = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return round(1 - (1 - luma) * alpha / 255, 3)


class _Budget(Struct):
    """What is left to look at: a page drawn of a million strokes is no table."""

    objects: int = MAX_OBJECTS
    segments: int = MAX_SEGMENTS


def _read_objects(objects: Iterator[int], matrix: Matrix, paint: Paint, budget: _Budget, depth: int) -> None:
    for address in objects:
        budget.objects -= 1
        if budget.objects < 0 or budget.segments < 0:
            return
        kind = KIND(address)
        if kind == TEXT:
            continue
        pointer = cast(address, pdfium.FPDF_PAGEOBJECT)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _read_path(pointer, matrix, paint, budget)
        elif kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}:
            _add_picture(_moved(_bounds(pointer), matrix), paint)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            count = pdfium.FPDFFormObj_CountObjects(pointer)
            children = map(INNER_OBJECT, repeat(address), range(count))
            _read_objects(children, _times(_own_matrix(pointer), matrix), paint, budget, depth + 1)


def _add_picture(box: Box, paint: Paint) -> None:
    """Add a picture; a thin one is a rule."""
    if min(box[2] - box[0], box[3] - box[1]) < THIN:
        paint.stretches.append(Stretch(box, True, 0.0))
    else:
        paint.pictures.append(box)


def _read_path(pointer: Any, matrix: Matrix, paint: Paint, budget: _Budget) -> None:
    mode, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(pointer, byref(mode), byref(stroke))
    if not (mode.value or stroke.value):
        return
    boxes = list(_path_boxes(pointer, matrix, budget))
    if mode.value:
        light = lightness(pdfium.FPDFPageObj_GetFillColor, pointer)
        paint.stretches.extend(Stretch(box, True, light, curved) for box, curved in boxes)
    if stroke.value:
        light = lightness(pdfium.FPDFPageObj_GetStrokeColor, pointer)
        paint.stretches.extend(Stretch(box, False, light, curved) for box, curved in boxes)


def _path_boxes(pointer: Any, matrix: Matrix, budget: _Budget) -> Iterator[tuple[Box, bool]]:
    """Yield the box of each straight level or upright stroke or rectangle of a path, else of the whole part."""
    count = pdfium.FPDFPath_CountSegments(pointer)
    budget.segments -= count
    if budget.segments < 0:
        return
    matrix = _times(_own_matrix(pointer), matrix)
    x, y = c_float(), c_float()
    at_x, at_y = byref(x), byref(y)
    points: list[tuple[float, float]] = []
    curved = False
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(pointer, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield from _part(points, curved)
            points, curved = [], False
        pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        points.append(_moved_point(x.value, y.value, matrix))
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
    if points:
        yield from _part(points, curved)


def _part(points: list[tuple[float, float]], curved: bool) -> Iterator[tuple[Box, bool]]:
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


def _bounds(pointer: Any) -> Box:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(pointer, byref(left), byref(bottom), byref(right), byref(top))
    return left.value, bottom.value, right.value, top.value


def _own_matrix(pointer: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(pointer, byref(matrix)):
        return UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


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
