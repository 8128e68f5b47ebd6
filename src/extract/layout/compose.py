"""Blocks of a document → canonical text, pieces and the place of every character."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct

from extract.layout.flow import Paragraph
from extract.layout.fold import fold
from extract.layout.lines import MADE_UP, Line
from extract.layout.model import Cell, Layout, Piece, Style
from extract.layout.shapes import SketchCell, SketchTable
from extract.records import Box, PageInfo, SkippedPage
from extract.source.page import Page, take

NOWHERE = -1.0
LATIN_BREAK = re.compile(r"[A-Za-z]{2}")


class TableBlock(Struct):
    """A table part on its page."""

    table: SketchTable
    page: int
    frame: int | None = None


Block = Paragraph | TableBlock


class Stretch:
    """The place of each character of lines of one page that follow each other, as columns; a line end has none."""

    def __init__(self, page: Page, lines: Sequence[tuple[int, Sequence[int]]]) -> None:
        self.page = page.number
        self.start, last = lines[0][0], lines[-1]
        length = last[0] + len(last[1]) - self.start
        self.x0, self.top, self.x1, self.bottom = (array("f", [NOWHERE]) * length for _ in range(4))
        self.scores: dict[int, float] = {}
        for start, glyphs in lines:
            self._add_line(start - self.start, page, glyphs)

    def _add_line(self, start: int, page: Page, glyphs: Sequence[int]) -> None:
        """Set the places of the characters from ``start`` on, ``glyphs`` of ``page``."""
        chars = page.chars
        columns = (chars.x0, chars.top, chars.x1, chars.bottom)
        places: Iterable[Iterable[float]] = [take(column, glyphs) for column in columns]
        if page.turn:
            places = zip(*map(page.as_shown, zip(*places, strict=True)), strict=True)
        end = start + len(glyphs)
        for column, values in zip((self.x0, self.top, self.x1, self.bottom), places, strict=True):
            column[start:end] = values if isinstance(values, array) else array("f", values)
        if MADE_UP not in glyphs and not page.scores:
            return
        for k, i in enumerate(glyphs, start):
            if i == MADE_UP:
                self.x0[k] = self.x1[k] = NOWHERE
            elif page.scores:
                self.scores[k] = page.scores[i]

    def box(self, start: int, end: int) -> Box | None:
        """Return the box round the characters ``start`` to ``end`` of the text that have a place here."""
        start, end = max(start - self.start, 0), min(end - self.start, len(self.x1))
        placed = [i for i in range(start, end) if self.x1[i] != NOWHERE]
        if not placed:
            return None
        x0, top = min([self.x0[i] for i in placed]), min([self.top[i] for i in placed])
        return x0, top, max([self.x1[i] for i in placed]), max([self.bottom[i] for i in placed])


class PageGlyphs:
    """Where each character stands, told by the ``stretches`` of the text in its order."""

    def __init__(self, stretches: Sequence[Stretch], tenths: Tenths) -> None:
        self.stretches = stretches
        self.starts = [stretch.start for stretch in stretches]
        self.scored = any(stretch.scores for stretch in stretches)
        self.tenths = tenths

    def confidence(self, start: int, end: int) -> float | None:
        """Return how sure the least sure recognised character of the span is, None where none was recognised."""
        if not self.scored:
            return None
        scores = [
            stretch.scores[i - stretch.start]
            for stretch in self._stretches(start, end)
            for i in range(start, end)
            if i - stretch.start in stretch.scores
        ]
        return min(scores, default=None)

    def locate(self, start: int, end: int) -> tuple[int | None, Box | None]:
        """Return the page of the first placed character and the box round those on that page."""
        for stretch in self._stretches(start, end):
            if box := stretch.box(start, end):
                return stretch.page, self.tenths.round(box)
        return None, None

    def _stretches(self, start: int, end: int) -> Sequence[Stretch]:
        """Return the stretches that the span may stand in."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        return self.stretches[first : bisect_left(self.starts, end, first)]


class Tenths:
    """Boxes to one decimal; of each measure there is one number, which all boxes share."""

    def __init__(self) -> None:
        self.known: dict[float, float] = {}

    def round(self, box: Box) -> Box:
        """Return ``box`` to one decimal."""
        x0, top, x1, bottom = box
        return self._one(x0), self._one(top), self._one(x1), self._one(bottom)

    def _one(self, measure: float) -> float:
        tenths = round(measure, 1)
        return self.known.setdefault(tenths, tenths) if tenths else tenths  # zero may have a sign


class Composer:
    """Writes the canonical text block by block, keeping spans as they are born."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = {page.number: page for page in pages}
        self.parts: list[str] = []
        self.length = 0
        self.lines: dict[int, list[list[tuple[int, Sequence[int]]]]] = {}
        self.page = 0
        self.tenths = Tenths()
        self.pieces: list[Piece] = []

    def write_blocks(self, blocks: Iterable[Block]) -> None:
        """Write blocks of one page in reading order."""
        for block in blocks:
            if isinstance(block, TableBlock):
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def write_break(self) -> None:
        """Write the form feed behind a page."""
        self._write("\f")

    def write_furniture(self, line: Line) -> None:
        """Write a line that was taken out of the flow."""
        start = self.length
        self._write_line(line)
        box = self._shown(line.page, line.box)
        self.pieces.append(Piece("furniture", start, self.length, page=line.page, bbox=box))
        self._write("\n")

    def finish(self, infos: Sequence[PageInfo], skipped: Sequence[SkippedPage]) -> Layout:
        """Return the layout written so far; each page is let go of once the places of its characters are kept."""
        stretches: list[Stretch] = []
        for number in list(self.pages):
            page = self.pages.pop(number)
            stretches += [Stretch(page, lines) for lines in self.lines.pop(number, ())]
        stretches.sort(key=attrgetter("start"))
        glyphs = PageGlyphs(stretches, self.tenths)
        return Layout(fold("".join(self.parts)), tuple(self.pieces), infos, skipped, glyphs)

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        start = self.length
        for k, line in enumerate(paragraph.lines):
            if k:
                self._write("\n")
            self._write_line(line)
        first = paragraph.lines[0]
        face, shade = self._face(paragraph.lines)
        style = Style(
            size=round(paragraph.size, 1),
            bold=paragraph.bold,
            centred=paragraph.centred,
            indent=round(first.x0 - paragraph.column.left, 1),
            face=face,
            shade=shade,
        )
        self.pieces.append(
            Piece(
                "text",
                start,
                self.length,
                page=first.page,
                bbox=self._shown(first.page, paragraph.box),
                runs_on=paragraph.runs_on,
                footnote=paragraph.footnote,
                frame=paragraph.frame,
                style=style,
            )
        )
        self._write("\n")

    def _face(self, lines: Sequence[Line]) -> tuple[str, float]:
        """Return face and shade of most ideographs of ``lines``, on one page; one in four is asked."""
        page = self.pages[lines[0].page]
        text, ink = page.chars.text, page.chars.ink
        counts = Counter(ink[i] for line in lines for i in line.glyphs[::4] if i != MADE_UP and not text[i].isascii())
        faces: Counter[str] = Counter()
        shades: Counter[float] = Counter()
        for number, count in counts.items():
            faces[page.inks[number].face] += count
            shades[page.inks[number].lightness] += count
        face = max(faces, key=lambda face: (faces[face], face), default="")
        return face, max(shades, key=lambda shade: (shades[shade], -shade), default=0.0)

    def _write_table(self, block: TableBlock) -> None:
        start = self.length
        rows: list[tuple[Cell, ...]] = []
        for row in _rows(block.table.cells):
            cells: list[Cell] = []
            for k, cell in enumerate(row):
                if k:
                    self._write("\t")
                cells.append(self._write_cell(cell, block.page))
            rows.append(tuple(cells))
            self._write("\n")
        box = self._shown(block.page, block.table.box)
        end = self.length - 1
        self.pieces.append(
            Piece(
                "table",
                start,
                end,
                page=block.page,
                bbox=box,
                frame=block.frame,
                rows=tuple(rows),
                unsure=block.table.unsure,
            )
        )

    def _write_cell(self, cell: SketchCell, page: int) -> Cell:
        start = self.length
        for k, line in enumerate(cell.lines):
            if k and needs_space(cell.lines[k - 1].text, line.text):
                self._write(" ")
            self._write_line(line)
        box = self._shown(page, cell.box)
        return Cell(start, self.length, cell.column, cell.colspan, cell.rowspan, page, box)

    def _shown(self, page: int, box: Box) -> Box:
        """Return ``box`` of a page as a viewer shows it, to one decimal."""
        return self.tenths.round(self.pages[page].as_shown(box))

    def _write_line(self, line: Line) -> None:
        parts = self.lines.setdefault(line.page, [])
        if line.page != self.page:
            self.page = line.page
            parts.append([])
        parts[-1].append((self.length, line.glyphs))
        self.parts.append(line.text)
        self.length += len(line.text)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def needs_space(before: str, after: str) -> bool:
    """Tell whether a line break between two texts parts Latin words."""
    return LATIN_BREAK.fullmatch(before[-1:] + after[:1]) is not None


def _rows(cells: Sequence[SketchCell]) -> list[list[SketchCell]]:
    rows: dict[int, list[SketchCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return [rows.get(row, []) for row in range(max(rows) + 1)]
