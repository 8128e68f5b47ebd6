"""Outlines made by hand: passages and tables without a layout."""

from __future__ import annotations

from collections.abc import Sequence

from extract import records
from extract.layout.model import Cell
from extract.records import BlockKind
from extract.structure.model import Frame, Outline, Passage


class Writer:
    """Writes passages one below the other and keeps their places."""

    def __init__(self) -> None:
        self.text = ""
        self.passages: list[Passage] = []
        self.tables: list[records.Table] = []
        self.frames: list[Frame] = []

    def say(self, kind: BlockKind, *texts: str) -> Writer:
        """Add a passage a text."""
        for text in texts:
            self.put(text, kind)
        return self

    def put(self, text: str, kind: BlockKind, table: str | None = None, row: int | None = None, column: int = 0) -> int:
        """Add one passage and return where it starts."""
        start = len(self.text)
        self.text += text + "\n"
        offsets = range(start, start + len(text))
        at = {"table": table, "row": row, "column": column} if table else {}
        self.passages.append(Passage(text, offsets, kind, f"b{len(self.passages) + 1}", **at))  # type: ignore[arg-type]
        return start

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str | tuple[str, int, int]]],
        title: str | None = None,
        number: str | None = "1",
        unit: str | None = None,
    ) -> Writer:
        """Add a table; a cell may be (text, rowspan, colspan), the places that it covers are left out of later rows."""
        name = f"t{len(self.tables) + 1}"
        for c, label in enumerate(header):
            self.put(label, "table", name, None, c)
        grid: list[list[Cell | None]] = [[None] * len(header) for _ in rows]
        texts = [[""] * len(header) for _ in rows]
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            free = (c for c in range(len(header)) if (r, c) not in taken)
            for cell in row:
                text, rowspan, colspan = cell if isinstance(cell, tuple) else (cell, 1, 1)
                c = next(free)
                taken |= {(r + i, c + j) for i in range(rowspan) for j in range(colspan)}
                free = (x for x in range(len(header)) if (r, x) not in taken)
                texts[r][c] = text
                start = self.put(text, "table", name, r, c) if text else len(self.text)
                grid[r][c] = Cell(start, start + len(text), c, colspan, rowspan)
        self.tables.append(
            records.Table(
                id=name, number=number, title=title, section=None, case=None, header=list(header), rows=texts, blocks=[]
            )
        )
        self.frames.append(Frame(name, header, grid, unit))
        return self

    def outline(self, sections: Sequence[str] = ()) -> Outline:
        """Return the outline."""
        heads = [
            records.Section(
                id=f"s{i}", number=None, title=title, printed=title, level=1, parent=None, block="b1", start=0, end=0
            )
            for i, title in enumerate(sections)
        ]
        return Outline(self.text, (), heads, (), (), self.tables, (), (), self.passages, frames=self.frames)
