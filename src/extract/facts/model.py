"""A fact before it has an id, a key and rivals."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extract.numerals.model import Quantity
from extract.records import FactKind, Period
from extract.structure.model import Passage


class Draft(Struct, frozen=True, gc=False):
    """What a table cell or a prose rule states: a quantity of a passage with its meaning.

    ``quantity`` spans count in ``passage.text``.  ``of`` is the draft of the level that a change
    belongs to.  ``settle_facts`` turns drafts into ``records.Fact``.
    """

    passage: Passage
    quantity: Quantity
    name: str
    kind: FactKind
    source: Literal["prose", "table"]
    rule: str
    indicator: str | None = None
    path: tuple[str, ...] = ()
    entity: str | None = None
    period: Period | None = None
    aspect: Literal["actual", "plan", "cumulative"] = "actual"
    proviso: str | None = None
    tier: str | None = None  # of vocational education, where words, clause, table or heading name one
    direction: Literal["up", "down"] | None = None
    of: Draft | None = None
    quote: tuple[int, int] | None = None  # span of the passage to quote; default: its sentence or row


class Front(Struct, frozen=True):
    """What cover, declaration and preface say of the report; the values of ``records.Document``."""

    title: str | None = None
    genre: Literal["vocational_quality_report", "unknown"] = "unknown"
    entity: str | None = None
    issuer: str | None = None
    report_year: int | None = None
    published: str | None = None
    declared: str | None = None
    period: Period | None = None
