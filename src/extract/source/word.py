"""A Word file (.docx) → its paragraphs and tables in reading order, as Word would print them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extract.errors import ExtractError
from extract.source.numbering import Numbering, is_on
from extract.source.typeset import Dress, is_boxed, read_dress

if TYPE_CHECKING:
    from docx.document import Document

OTHER_KIND = "content type is"  # says python-docx of what is packed like a Word file and is another
STRICT = b"http://purl.oclc.org/ooxml/"  # how the parts of a file in the strict form begin their names of things
MAX_INFLATED = 512 * 1024 * 1024
MOST_COLUMNS = 200  # Word allows 63
LONGEST_TITLE = 40  # characters
NUMBER = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}(?:部分|[章节篇、.．])?|[（(][一二三四五六七八九十\d]{1,3}[）)]|(?i:part)\s*\d{1,2}"
)
CARD = re.compile(r"[\d.,]+\s*(?:[^\W\d]{1,3}|[%％+＋])?$")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = f"{COMPATIBLE}Fallback"
UNPRINTED = frozenset({FALLBACK, *(W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "rt"))})
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
PICTURES = (f"{W}drawing", f"{W}pict")
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEXTS = frozenset({f"{W}t", f"{MATH}t"})
WRAPPERS = frozenset({
    *(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")),
    *(COMPATIBLE + name for name in ("AlternateContent", "Choice")),
})  # fmt: skip


class WordParagraph(Struct, frozen=True):
    """A paragraph with its automatic number; ``box`` numbers the text box, border or one-cell table round it."""

    text: str
    dress: Dress = Dress()
    box: int | None = None


class WordCell(Struct, frozen=True):
    """A cell once, however many columns and rows it is merged over."""

    paragraphs: tuple[str, ...]
    column: int
    colspan: int = 1
    rowspan: int = 1


class WordTable(Struct, frozen=True):
    """A table row by row."""

    rows: tuple[tuple[WordCell, ...], ...]
    box: int | None = None


WordBlock = WordParagraph | WordTable


def read_word(data: bytes) -> list[WordBlock]:
    """Return the blocks of a .docx file, footnotes last; tracked deletions and field codes are left out."""
    try:
        document = _open(data)
        reader = _Reader(document, Numbering.of(document))
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
        strict = STRICT in parts.read("_rels/.rels") if inflated <= MAX_INFLATED else False
    if inflated > MAX_INFLATED:
        raise ExtractError(
            "too_large",
            "the Word file inflates beyond its bound",
            hint="save the report again without its pictures",
        )
    if strict:
        hint = "save it as .docx in the usual form, not as Strict Open XML"
        raise ExtractError("unsupported", "this is a Word file in the strict form", hint=hint)
    try:
        return Document(io.BytesIO(data))
    except ValueError as error:
        if OTHER_KIND not in str(error):
            raise
        hint = "save it as .docx, without its macros"
        raise ExtractError("unsupported", "this is a Word file with macros, or a template", hint=hint) from error


class _Reader(Struct):
    document: Document
    numbering: Numbering
    boxes: int = 0
    unended: str = ""  # text of paragraphs whose end is deleted: it stands before the next one's

    def blocks(self, parent: Any, box: int | None = None) -> Iterator[WordBlock]:
        """Yield what stands in ``parent``, content controls and text boxes opened."""
        bordered: int | None = None
        elements = list(_within(parent, {f"{W}p", f"{W}tbl"}))
        for element, below in zip_longest(elements, elements[1:]):
            if element.tag == f"{W}tbl":
                bordered = bordered if below is not None and self.is_bordered(below) else None
                yield from self.table(element, box if bordered is None else bordered)
                continue
            if box is not None or not self.is_bordered(element):
                bordered = None
            elif bordered is None:
                self.boxes += 1
                bordered = self.boxes
            yield from self.paragraphs(element, box if bordered is None else bordered)

    def is_bordered(self, element: Any) -> bool:
        """Tell whether ``element`` is a paragraph within borders, beside a bar or on a coloured ground."""
        return element.tag == f"{W}p" and is_boxed(element, self.numbering.style_chain(element))

    def paragraphs(self, element: Any, box: int | None) -> Iterator[WordBlock]:
        """Yield a paragraph, and behind it what its text boxes hold."""
        text = self.unended + "".join(_print(element))
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.unended = text
        else:
            self.unended = ""
            dress = read_dress(element, self.numbering.style_chain(element), self.numbering.usual_style)
            for line in (self.numbering.next_number(element) + text).split("\n"):
                if line.strip():
                    yield WordParagraph(line, dress, box)
        for content in _text_boxes(element):
            self.boxes += 1
            yield from self.blocks(content, self.boxes)

    def table(self, element: Any, box: int | None) -> Iterator[WordBlock]:
        """Yield a table; one of no cells side by side, of words beside pictures, or of tables, is a box."""
        rows = [row for row in _within(element, {f"{W}tr"}) if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_within(row, {f"{W}tc"})) for row in rows]
        nesting = sum(any(next(_within(cell, {f"{W}tbl"}), None) is not None for cell in row) for row in cells)
        alone = all(len(row) == 1 for row in cells) or _stands_by_pictures(cells)
        if cells and (alone or nesting * 2 > len(cells)):
            self.boxes += 1
            here = self.boxes
            for cell in chain.from_iterable(cells):
                yield from self.blocks(cell, here)
        elif _are_cards(cells):
            for cell in cells[0]:
                yield from self.blocks(cell, box)
        elif cells:
            placed = [[self.cell(cell) for cell in row] for row in cells]
            if title := _title([cell for cell, _ in chain.from_iterable(placed)]):
                first = cells[0][1].find(f"{W}p")
                yield WordParagraph(
                    title, read_dress(first, self.numbering.style_chain(first), self.numbering.usual_style), box
                )
                return
            yield WordTable(tuple(self.grid(placed, [_columns_before(row) for row in rows])), box)

    def cell(self, element: Any) -> tuple[WordCell, str | None]:
        """Return a cell, not yet placed, and how it is merged downwards: restart, continue or None."""
        texts = list(chain.from_iterable(_texts(block) for block in self.blocks(element)))
        span = element.find(f"{W}tcPr/{W}gridSpan")
        merge = element.find(f"{W}tcPr/{W}vMerge")
        down = None if merge is None else merge.get(f"{W}val", "continue")
        return WordCell(tuple(texts), 0, 1 if span is None else _columns(span.get(f"{W}val", ""))), down

    def grid(
        self, rows: list[list[tuple[WordCell, str | None]]], before: Sequence[int]
    ) -> Iterator[tuple[WordCell, ...]]:
        """Yield the rows with every cell at its column, those merged downwards once; ``before``: columns left out."""
        placed: list[dict[int, WordCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column → row and column of the cell that is merged down
        for at, row in enumerate(rows):
            column, line = before[at], {}
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


def _stands_by_pictures(rows: Sequence[Sequence[Any]]) -> bool:
    """Tell whether words stand beside pictures, and never beside words."""
    silent = [[cell for cell in row if not any(text.strip() for text in _print(cell))] for row in rows]
    alone = all(len(row) - len(mute) <= 1 for row, mute in zip(rows, silent, strict=True))
    return alone and any(next(cell.iter(*PICTURES), None) is not None for cell in chain.from_iterable(silent))


def _are_cards(rows: Sequence[Sequence[Any]]) -> bool:
    """Tell whether a table is a row of cards: in each cell a number, and under or over it what it counts."""
    texts = [["".join(_print(paragraph)).strip() for paragraph in _within(cell, {f"{W}p"})] for cell in rows[0]]
    printed = [[text for text in cell if text] for cell in texts]
    told = all(len(cell) == 2 and sum(CARD.match(text) is not None for text in cell) == 1 for cell in printed)
    return len(rows) == 1 and len(printed) > 1 and told


def _title(cells: Sequence[WordCell]) -> str | None:
    """Return what two cells print in all where they are a heading: a number, and a title beside it."""
    texts = ["".join(cell.paragraphs).strip() for cell in cells]
    alone = len(texts) == 2 and NUMBER.fullmatch(texts[0]) and 0 < len(texts[1]) <= LONGEST_TITLE
    return " ".join(texts) if alone else None


def _columns(printed: str) -> int:
    """Return over how many columns a cell is merged."""
    return min(max(int(printed), 1), MOST_COLUMNS) if printed.isdecimal() and len(printed) < 10 else 1


def _columns_before(row: Any) -> int:
    """Return how many columns a row leaves out before its first cell."""
    skipped = row.find(f"{W}trPr/{W}gridBefore")
    return 0 if skipped is None or skipped.get(f"{W}val") == "0" else _columns(skipped.get(f"{W}val", ""))


def _texts(block: WordBlock) -> Iterator[str]:
    """Yield the paragraphs of a block in a cell; a table there is what its cells hold."""
    if isinstance(block, WordParagraph):
        yield block.text
    else:
        yield from (" ".join(chain.from_iterable(cell.paragraphs for cell in row)) for row in block.rows)


def _within(parent: Any, tags: Collection[str]) -> Iterator[Any]:
    """Yield the children of ``parent`` with one of ``tags``, content controls and insertions opened."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag in WRAPPERS:
            yield from _within(element, tags)


def _print(element: Any) -> Iterator[str]:
    """Yield the printed text of a paragraph; its text boxes are paragraphs of their own."""
    for child in element:
        if child.tag in UNPRINTED or child.tag == f"{W}txbxContent" or _is_hidden(child):
            continue
        if child.tag in TEXTS:
            yield child.text or ""
        elif child.tag == f"{MATH}den":
            yield "/"
            yield from _print(child)
        elif child.tag in SIGNS:
            yield "" if child.get(f"{W}type") in {"page", "column"} else SIGNS[child.tag]
        else:
            yield from _print(child)


def _is_hidden(run: Any) -> bool:
    """Tell whether a run is set as hidden text, which is not printed."""
    return run.tag == f"{W}r" and is_on(run.find(f"{W}rPr"), "vanish")


def _text_boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in UNPRINTED:
            yield from _text_boxes(child)
