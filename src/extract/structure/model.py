"""What the structure room hands on: the contract's structure records and the passages to read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from extract import records
from extract.layout.model import Cell
from extract.records import BlockKind, NumberClass


class Passage(Struct, frozen=True, gc=False):
    """A logical stretch of text: one paragraph, heading, caption or cell with its line breaks undone.

    ``text[i]`` stands at ``offsets[i]`` of the canonical text.  Every character that is not white
    space or markup belongs to exactly one passage.  Spans of the canonical text are born here, by ``span``.
    """

    text: str
    offsets: Sequence[int]
    kind: BlockKind
    block: str
    section: str | None = None  # id
    case: str | None = None  # id
    table: str | None = None  # id, for cells
    row: int | None = None  # row of Table.rows, None for a header cell
    column: int | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the canonical span of ``text[start:end]`` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


class Mark(Struct, frozen=True, gc=False):
    """A numeral whose class the structure settles: heading_no, case_no, directory_page, …"""

    start: int
    end: int
    cls: NumberClass


class Frame(Struct, frozen=True):
    """A table as the facts need it: header and body cells with their places.

    ``header[c]`` is the label of column ``c`` (storeys joined by `` / ``); ``rows[r][c]`` the cell
    that is printed there, None where a merged cell or nothing stands.  Indices agree with
    ``records.Table.rows``.
    """

    table: str  # id
    header: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    caption_unit: str | None = None  # （单位：万元） beside the title


class Outline(Struct, frozen=True):
    """The structured report: records, the passages in text order, settled numerals and table frames."""

    text: str
    blocks: Sequence[records.Block]
    sections: Sequence[records.Section]
    cases: Sequence[records.Case]
    figures: Sequence[records.Figure]
    tables: Sequence[records.Table]
    directory: Sequence[records.DirectoryEntry]
    references: Sequence[records.Reference]
    passages: Sequence[Passage]
    marks: Sequence[Mark] = field(default_factory=tuple)
    frames: Sequence[Frame] = field(default_factory=tuple)
