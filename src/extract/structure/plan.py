"""The parts of a report before they have ids: what the walk over the units decides."""

from __future__ import annotations

from msgspec import Struct, field

from extract.layout.model import Cell
from extract.records import BlockKind, NumberClass
from extract.structure.directory import Entry
from extract.structure.units import Unit

Marks = tuple[tuple[int, int, NumberClass], ...]


class Part(Struct, frozen=True, gc=False):
    """A block to be; ``section`` and ``case`` are indices; ``marks`` span numerals of ``unit.text``."""

    kind: BlockKind
    unit: Unit
    section: int | None = None
    case: int | None = None
    marks: Marks = ()


class SectionPlan(Struct, frozen=True):
    """A heading; ``parent`` is the index of the section around it, ``part`` that of its heading."""

    number: str | None
    title: str
    level: int
    parent: int | None
    part: int


class CasePlan(Struct, frozen=True):
    """A case heading."""

    number: str | None
    title: str
    section: int | None
    part: int


class FigurePlan(Struct, frozen=True):
    """A figure caption."""

    number: str | None
    caption: str
    section: int | None
    case: int | None
    part: int


class TablePlan(Struct):
    """A table; ``parts`` are its parts page by page, ``notes`` those of its notes.

    ``inset`` are cells over its whole width that hold the title or a note, ``remarks`` the text of such notes,
    ``digits`` the canonical span of the number in such a title.
    """

    number: str | None
    title: str | None
    unit: str | None
    section: int | None
    case: int | None
    parts: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    inset: list[Cell] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    digits: tuple[int, int] | None = None


class Plan(Struct):
    """All that the walk decided, in text order."""

    parts: list[Part] = field(default_factory=list)
    sections: list[SectionPlan] = field(default_factory=list)
    cases: list[CasePlan] = field(default_factory=list)
    figures: list[FigurePlan] = field(default_factory=list)
    tables: list[TablePlan] = field(default_factory=list)
    entries: list[tuple[Entry, int]] = field(default_factory=list)
