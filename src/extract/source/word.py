"""A Word file (.docx) → its paragraphs and tables in reading order, as Word would print them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.errors import ExtractError
from extract.source.numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document

MAX_INFLATED = 512 * 1024 * 1024
MOST_COLUMNS = 200  # Word allows 63
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNPRINTED = frozenset({FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText"})
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
HEADING_STYLES = ("heading", "标题")


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with its automatic number; ``box`` numbers the text box or one-cell table round it."""

    text: str
    bold: bool = False
    centred: bool = False
    size: float = 0.0  # points, 0 where no style says it
    box: int | None = None


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell once, however many columns and rows it is merged over."""

    paragraphs: tuple[str, ...]
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table row by row."""

    rows: tuple[tuple[WordCell, ...], ...]
    box: int | None = None


WordBlock = WordParagraph | WordTable


def read_word(data: bytes) -> list[WordBlock]:
    """Return the blocks of a .docx file, footnotes last; tracked deletions and field codes are left out."""
    try:
        reader = _Reader(_open(data))
        return [*reader.blocks(reader.document.element.body), *reader.notes()]
    except (ExtractError, MemoryError):
        raise
    except Exception as error:  # python-docx and lxml raise whatever the broken part makes them raise
        raise ExtractError(
            "damaged",
            f"the Word file cannot be read ({type(error).__name__})",
            hint="open and save it in Word, or get it again",
        ) from error


def _open(data: bytes) -> Document:
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        inflated = sum(part.file_size for part in parts.infolist())
    if inflated > MAX_INFLATED:
        raise ExtractError(
            "too_large",
            "the Word file inflates beyond its bound",
            hint="save the report again without its pictures",
        )
    return Document(io.BytesIO(data))


@dataclass(slots=True)
class _Reader:
    document: Document
    numbering: Numbering = field(init=False)
    boxes: int = 0

    def __post_init__(self) -> None:
        self.numbering = Numbering.of(self.document)

    def blocks(self, parent: Any, box: int | None = None) -> Iterator[WordBlock]:
        """Yield what stands in ``parent``, content controls and text boxes opened."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self.paragraphs(element, box)
            elif element.tag == f"{W}tbl":
                yield from self.table(element, box)
            elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"}:
                yield from self.blocks(element, box)

    def paragraphs(self, element: Any, box: int | None) -> Iterator[WordBlock]:
        """Yield a paragraph, and behind it what its text boxes hold."""
        number = self.numbering.next_number(element)
        text = number + "".join(_print(element))
        bold, centred, size = self.numbering.dress(element)
        for line in text.split("\n"):
            if line.strip():
                yield WordParagraph(line, bold, centred, size, box)
        for content in _text_boxes(element):
            self.boxes += 1
            yield from self.blocks(content, self.boxes)

    def table(self, element: Any, box: int | None) -> Iterator[WordBlock]:
        """Yield a table; one that has no cells side by side is a box round what they hold."""
        rows = [list(row.iterchildren(f"{W}tc")) for row in _rows(element)]
        if rows and all(len(row) == 1 for row in rows):
            self.boxes += 1
            for row in rows:
                yield from self.blocks(row[0], self.boxes)
        elif rows:
            yield WordTable(tuple(self.grid([[self.cell(cell) for cell in row] for row in rows])), box)

    def cell(self, element: Any) -> tuple[WordCell, str | None]:
        """Return a cell, not yet placed, and how it is merged downwards: restart, continue or None."""
        texts = [block.text for block in self.blocks(element) if isinstance(block, WordParagraph)]
        span = element.find(f"{W}tcPr/{W}gridSpan")
        merge = element.find(f"{W}tcPr/{W}vMerge")
        down = None if merge is None else merge.get(f"{W}val", "continue")
        return WordCell(tuple(texts), 0, 1 if span is None else _columns(span.get(f"{W}val", ""))), down

    def grid(self, rows: list[list[tuple[WordCell, str | None]]]) -> Iterator[tuple[WordCell, ...]]:
        """Yield the rows with every cell at its column, those merged downwards once."""
        placed: list[dict[int, WordCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column → row and column of the cell that is merged down
        for at, row in enumerate(rows):
            column, line = 0, {}
            for cell, down in row:
                if down == "continue" and column in open_cells:
                    top, left = open_cells[column]
                    above = placed[top][left]
                    placed[top][left] = WordCell(above.paragraphs, left, above.colspan, at - top + 1)
                else:
                    line[column] = WordCell(cell.paragraphs, column, cell.colspan)
                    open_cells.pop(column, None)
                    if down == "restart":
                        open_cells[column] = (at, column)
                column += cell.colspan
            placed.append(line)
        for line in placed:
            yield tuple(line.values())

    def notes(self) -> Iterator[WordBlock]:
        """Yield the footnotes and endnotes."""
        from docx.oxml import parse_xml

        for part in self.document.part.package.iter_parts():
            if part.partname in {"/word/footnotes.xml", "/word/endnotes.xml"}:
                for note in parse_xml(part.blob):
                    if note.get(f"{W}type") is None:
                        yield from self.blocks(note)


def _columns(printed: str) -> int:
    """Return over how many columns a cell is merged."""
    return min(max(int(printed), 1), MOST_COLUMNS) if printed.isdecimal() and len(printed) < 10 else 1


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{W}tr":
            yield element
        elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins"}:
            yield from _rows(element)


def _print(element: Any) -> Iterator[str]:
    """Yield the printed text of a paragraph; its text boxes are paragraphs of their own."""
    for child in element:
        if child.tag in UNPRINTED or child.tag == f"{W}txbxContent":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield "" if child.get(f"{W}type") in {"page", "column"} else SIGNS[child.tag]
        else:
            yield from _print(child)


def _text_boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in UNPRINTED:
            yield from _text_boxes(child)
