"""The diff contract as Pydantic records: what ``extract diff`` writes.

``report`` is everywhere an index into ``Diff.reports``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from extract.records import Fact, Number, Record, no_items

DiffKind = Literal["years", "revision", "reextraction"]
Verdict = Literal["rose", "fell", "unchanged", "unclear"]


class Party(Record):
    """A report that takes part; a ``reference`` is searched for the origin of cases only.

    ``facts`` counts its facts, ``compared`` those that levels, appeared and vanished can cover.
    """

    id: str
    entity: str | None
    report_year: int | None
    title: str | None
    source: str
    role: Literal["compared", "reference"] = "compared"
    facts: int
    compared: int


class Topic(Record):
    """What a figure is of, its year left out; ``unit`` is without 万 and 亿."""

    indicator: str | None
    name: str
    path: list[str]
    entity: str | None
    kind: str
    aspect: str
    proviso: str | None
    unit: str | None


class Statement(Record):
    """What one report states for one year; ``value`` counts in the topic's unit, ``raw`` and ``unit`` stand printed."""

    report: int
    year: int
    value: Number | None
    fact: str
    raw: str
    unit: str | None
    direction: Literal["up", "down"] | None = None
    page: int | None = None
    section: str | None = None
    table: str | None = None
    start: int

    @property
    def printed(self) -> str:
        """The figure with its sign and unit, as a reader wants it."""
        sign = {"up": "+", "down": "-"}.get(self.direction or "", "")
        unit = "" if self.unit is None or self.unit in self.raw or self.unit.startswith(":") else f" {self.unit}"
        return f"{sign}{self.raw}{unit}"


class Level(Topic):
    """A figure through the years; change, rate (%) and verdict are of its last two statements.

    ``solved``, of a revision: the findings on the figure that the corrected report no longer has, by their ids.
    ``bases``: what the last two shares are of where their sentences name two bases; then the verdict is unclear.
    """

    values: list[Statement]
    change: Number | None
    rate: Number | None
    verdict: Verdict
    bases: list[str] = Field(default_factory=no_items)
    solved: list[str] = Field(default_factory=no_items)


class Restatement(Topic):
    """A figure of one year that reports give with intervals that do not meet; ``solved`` as of a level."""

    year: int
    values: list[Statement]
    solved: list[str] = Field(default_factory=no_items)


class Passing(Topic):
    """A figure that ``report`` states and its neighbour does not.

    ``by``: ``form`` where the national form took the row up or dropped it, else ``report``.
    """

    report: int
    values: list[Statement]
    by: Literal["form", "report"]


class Shared(Record):
    """A value that stands under both labels."""

    year: int
    value: Number


class Relabelled(Record):
    """A figure that vanished and one that appeared, with the same values for the same years."""

    old: Topic = Field(validation_alias="from", serialization_alias="from")
    new: Topic = Field(validation_alias="to", serialization_alias="to")
    values: list[Shared]

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class Part(Record):
    """A section, case, table or line of a directory."""

    report: int
    id: str | None
    kind: Literal["section", "case", "table", "figure"]
    number: str | None
    title: str


class Renaming(Record):
    """One part under two titles."""

    old: Part = Field(validation_alias="from", serialization_alias="from")
    new: Part = Field(validation_alias="to", serialization_alias="to")

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class PartChanges(Record):
    """Parts that only one of two neighbouring reports has, or that bear another title."""

    added: list[Part] = Field(default_factory=no_items)
    removed: list[Part] = Field(default_factory=no_items)
    renamed: list[Renaming] = Field(default_factory=no_items)
    moved: list[Renaming] = Field(default_factory=no_items)


class CaseRef(Record):
    """A case: its number, else its title, and its id."""

    report: int
    case: str
    case_id: str
    title: str


class Stretch(Record):
    """Characters of a case's ``text``, half-open, from 0."""

    start: int
    end: int
    text: str


class ReusedPassage(Record):
    """A stretch of both cases, alike but for names, years and figures."""

    old: Stretch = Field(validation_alias="from", serialization_alias="from")
    new: Stretch = Field(validation_alias="to", serialization_alias="to")

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class Recycled(Record):
    """A case that reuses an earlier one; ``similarity``: what part of the shorter stands in the other, 0 to 1."""

    old: CaseRef = Field(validation_alias="from", serialization_alias="from")
    new: CaseRef = Field(validation_alias="to", serialization_alias="to")
    similarity: Number
    passages: list[ReusedPassage]

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class Kept(Topic):
    """A figure of a report's own year that equals that of the year before; ``moved``: how many beside it do not."""

    values: list[Statement]
    moved: int


class Unborne(Topic):
    """A ``change`` since the year before that the figures of both reports, ``values``, do not give."""

    values: list[Statement]
    change: Statement


class Retold(Record):
    """A paragraph outside cases that tells a report's own year in the words and figures of the report before it.

    Both stretches are characters of the reports' canonical texts.
    """

    report: int
    section: str | None
    old: Stretch = Field(validation_alias="from", serialization_alias="from")
    new: Stretch = Field(validation_alias="to", serialization_alias="to")

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class FindingRef(Record):
    """A finding of one report; ``same_figure``, of a standing one: the printed values are still the same."""

    report: int
    id: str
    check: str
    severity: Literal["error", "warning", "info"]
    key: str
    state: str
    message: str
    same_figure: bool | None = None


class FindingChanges(Record):
    """Findings that the later of two neighbours alone has, the earlier alone, and both (as the later says)."""

    new: list[FindingRef] = Field(default_factory=no_items)
    solved: list[FindingRef] = Field(default_factory=no_items)
    standing: list[FindingRef] = Field(default_factory=no_items)


class Amendment(Record):
    """A fact that another version reads or states otherwise: the fields with their old and new content.

    ``before`` is the id of the fact in the report before; ``solved`` as of a level.
    """

    report: int
    fact: str
    before: str
    raw: str
    rule: str
    fields: dict[str, tuple[Any, Any]]
    solved: list[str] = Field(default_factory=no_items)


class Owned(Record):
    """A fact that one of two versions has."""

    report: int
    fact: Fact


class RuleCount(Record):
    """What a rule has to do with the difference."""

    rule: str
    gained: int = 0
    lost: int = 0
    changed: int = 0


class FactChanges(Record):
    """What another version or other rules make of the same report; of a revision, what the levels do not cover."""

    gained: list[Owned] = Field(default_factory=no_items)
    lost: list[Owned] = Field(default_factory=no_items)
    changed: list[Amendment] = Field(default_factory=no_items)
    rules: list[RuleCount] = Field(default_factory=no_items)


class Diff(Record):
    """The whole of a diff."""

    schema_: Literal["report-extract/diff/1"] = Field(default="report-extract/diff/1", alias="schema")
    kind: DiffKind
    reports: list[Party]
    levels: list[Level]
    restatements: list[Restatement]
    appeared: list[Passing]
    vanished: list[Passing]
    renamed: list[Relabelled]
    sections: PartChanges
    cases: PartChanges
    tables: PartChanges
    directory: PartChanges
    recycled: list[Recycled]
    kept: list[Kept] = Field(default_factory=no_items)
    retold: list[Retold] = Field(default_factory=no_items)
    unborne: list[Unborne] = Field(default_factory=no_items)
    findings: FindingChanges
    facts: FactChanges

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)
