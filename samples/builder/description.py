"""A template and its books become a report: the one reading of a description."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import yaml

from .figures import read_books
from .forms import data_tables
from .markup import Marks
from .model import (
    Case,
    DescriptionError,
    Dress,
    Figure,
    Front,
    Heading,
    Mark,
    Node,
    Paragraph,
    Report,
    Rich,
    Row,
    Table,
)
from .pen import Pen


def read_report(folder: Path, name: str, order: dict[str, Any]) -> Report:
    """Return the report that ``order`` of ``reports.yaml`` asks for: description, year, dress, layouts."""
    books = read_books(folder / "figures.yaml")
    year = int(order["year"])
    marks = Marks()
    engine = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    dress = Dress(**order.get("dress", {}))
    pen = Pen(books, year, marks, dress.group)
    source = (folder / "report.md").read_text(encoding="utf-8")
    lines = engine.from_string(source).render(**pen.words(), **order.get("words", {})).splitlines()
    front = Front(year=year, **yaml.safe_load(engine.from_string((folder / "front.yaml").read_text("utf-8")).render(
        year=year, **order.get("words", {}))))  # fmt: skip
    nodes = Reader(lines, pen, dress, folder).read()
    return Report(name, front, dress, tuple(nodes), tuple(order["layouts"]))


NUMBERED = ("number", "dotted", "dashed")


@dataclass(slots=True)
class Reader:
    """Reads the rendered lines: headings, paragraphs and the @-directives."""

    lines: list[str]
    pen: Pen
    dress: Dress
    folder: Path
    nodes: list[Node] = field(default_factory=list)
    numbers: list[int] = field(default_factory=lambda: [0, 0, 0])
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    serial: int = 0
    at: int = 0

    def read(self) -> list[Node]:
        """Return the nodes of the body."""
        while (line := self._next()) is not None:
            if line.startswith("#"):
                self.nodes.append(self._heading(line))
            elif line.startswith("@case "):
                self.nodes.append(self._case(line))
            elif line.startswith("@forms"):
                start = line.partition(" ")[2].strip() or "1"
                self.nodes += data_tables(self.folder.parents[1] / "forms.yaml", self.pen, start, self.rich)
            else:
                self.nodes.append(self._piece(line))
        self._refuse_doubt()
        return self.nodes

    def rich(self, text: str) -> Rich:
        """Return the printed form of an encoded text."""
        return self.pen.marks.decode(text.strip(), self.dress.gap)

    def _next(self) -> str | None:
        while self.at < len(self.lines):
            line = self.lines[self.at].strip()
            self.at += 1
            if line:
                return line
        return None

    def _heading(self, line: str) -> Heading:
        sharps, _, title = line.partition(" ")
        level = sharps.count("#")
        if sharps.endswith("-"):
            return Heading(None, self.rich(title), 1)
        self.numbers[level - 1] += 1
        self.numbers[level:] = [0] * (3 - level)
        return Heading(".".join(map(str, self.numbers[:level])), self.rich(title), level)

    def _number(self, kind: str) -> str:
        key = (kind, self.numbers[0])
        self.counts[key] = self.counts.get(key, 0) + 1
        return f"{self.numbers[0]}-{self.counts[key]}"

    def _piece(self, line: str) -> Paragraph | Figure | Table:
        if line.startswith("@figure "):
            caption, _, note = line.removeprefix("@figure ").partition(" | ")
            return Figure(self._number("figure"), self.rich(caption), self.rich(note) if note else None)
        if line.startswith("@table "):
            return self._table(line.removeprefix("@table "))
        if line.startswith("@"):
            raise DescriptionError(f"unknown directive: {line}")
        return Paragraph(self.rich(line))

    def _case(self, line: str) -> Case:
        title, *who = [part.strip() for part in line.removeprefix("@case ").split(" | ")]
        number = self._case_number()
        body: list[Paragraph | Figure | Table] = []
        while (inner := self._next()) != "@end":
            if inner is None:
                raise DescriptionError(f"case without @end: {title}")
            body.append(self._piece(inner))
        others = tuple(who[1].split("，")) if len(who) > 1 else ()
        return Case(number, self.rich(title), tuple(body), who[0] if who else None, others)

    def _case_number(self) -> str | None:
        if "{serial}" in self.dress.case:
            self.serial += 1
            return str(self.serial)
        return self._number("case") if any(f"{{{name}}}" in self.dress.case for name in NUMBERED) else None

    def _table(self, title: str) -> Table:
        number = self._number("table")
        rows: list[tuple[Rich, ...]] = []
        note = None
        while (line := self._next()) != "@end":
            if line is None or not line.startswith(("|", "@note ")):
                raise DescriptionError(f"table without @end: {title}")
            if line.startswith("@note "):
                note = self.rich(line.removeprefix("@note "))
            else:
                rows.append(tuple(as_cell(self.rich(cell)) for cell in line.strip("|").split("|")))
        if any(len(row) != len(rows[0]) for row in rows):
            raise DescriptionError(f"ragged table: {title}")
        return Table(number, self.rich(title), rows[0], tuple(Row(row) for row in rows[1:]), note)

    def _refuse_doubt(self) -> None:
        """Prose that resumes after a case can be told from the case only where a caption closed it."""
        for before, after in zip(self.nodes, self.nodes[1:], strict=False):
            if isinstance(before, Case) and isinstance(after, Paragraph) and not isinstance(before.body[-1], Figure):
                raise DescriptionError(f"prose resumes after case {before.key}, which has no caption at its end")


def as_cell(cell: Rich) -> Rich:
    """Return a table cell whose years are the table's, not the prose's."""
    marks = tuple(
        Mark(m.start, m.end, "table_year", (m.cls,), m.optional, m.claims, m.raw_end)
        if m.cls in {"year", "academic_year"}
        else m
        for m in cell.marks
    )
    return Rich(cell.text, marks, cell.plain)
