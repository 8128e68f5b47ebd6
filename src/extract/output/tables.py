"""The tables of a series: which columns they have and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_origin

from msgspec import Struct

from extract.records import Entity, Fact, Finding, Report, Unreported
from extract.rules.catalogue import Catalogue, Indicator

Type = Literal["text", "texts", "whole", "number", "truth"]
Row = tuple[Any, ...]


class Column(Struct, frozen=True):
    """A column: its type and how a record fills it."""

    type: Type
    read: Callable[[Any], Any]


def field(name: str, type: Type = "text") -> Column:
    """Return the column that holds ``name`` (dotted) of a record, null where a part of it is."""
    parts = name.split(".")

    def read(record: Any) -> Any:
        for part in parts:
            record = None if record is None else getattr(record, part)
        return record

    return Column(type, read)


def fields(**types: Type) -> dict[str, Column]:
    """Return the columns that are named like their fields."""
    return {name: field(name, type) for name, type in types.items()}


TABLES: Mapping[str, Mapping[str, Column]] = {
    "reports": {
        "document_id": field("document.id"),
        "title": field("document.title"),
        "genre": field("document.genre"),
        "entity": field("document.entity"),
        "issuer": field("document.issuer"),
        "report_year": field("document.report_year", "whole"),
        "published": field("document.published"),
        "declared": field("document.declared"),
        "period": field("document.period.label"),
        "period_start": field("document.period.start"),
        "period_end": field("document.period.end"),
        "status": field("document.status"),
        "source": field("document.source.name"),
        "sha256": field("document.source.sha256"),
        "media_type": field("document.source.media_type"),
        "version": field("extractor.version"),
        "patterns": field("extractor.patterns"),
    },
    "facts": {
        "fact_id": field("id"),
        **fields(key="text", indicator="text", name="text", path="texts", entity="text"),
        "period": field("period.label"),
        "period_start": field("period.start"),
        "period_end": field("period.end"),
        "year": field("period.year", "whole"),
        "basis": field("period.basis"),
        **fields(kind="text", aspect="text", proviso="text", raw="text", value="number", unit="text"),
        "canonical_value": field("canonical.value", "number"),
        "canonical_unit": field("canonical.unit"),
        "interval_from": Column("number", lambda fact: fact.interval[0]),
        "interval_to": Column("number", lambda fact: fact.interval[1]),
        **fields(decimals="whole", hedge="text", direction="text", of="text", preferred="truth", conflict="truth"),
        **fields(source="text", rule="text"),
        "page": field("where.page", "whole"),
        "start": field("where.start", "whole"),
        "end": field("where.end", "whole"),
        "section": field("where.section"),
        "case": field("where.case"),
        "table": field("where.table"),
        "row": field("where.row", "whole"),
        "column": field("where.column", "whole"),
        "quote": field("where.quote"),
    },
    "findings": fields(
        key="text",
        id="text",
        check="text",
        severity="text",
        cause="text",
        state="text",
        message="text",
        facts="texts",
        printed="text",
        computed="text",
    ),
    "unreported": fields(indicator="text", path="texts", year="whole", reason="text"),
    "entities": fields(name="text", kind="text", code="text", names="texts", parent="text"),
    "indicators": {
        **fields(code="text", name="text"),
        "unit": Column("text", lambda indicator: indicator.units[0]),
        **fields(time="text", good="text"),
    },
}
LISTS: Mapping[str, Callable[[Report], list[Fact] | list[Finding] | list[Unreported] | list[Entity]]] = {
    "facts": lambda report: report.facts,
    "findings": lambda report: report.findings,
    "unreported": lambda report: report.unreported,
    "entities": lambda report: report.entities,
}
KEYED = tuple(LISTS)
"""Tables whose first column is the document that the row belongs to."""
UNTABLED = tuple(
    name for name, own in Report.model_fields.items() if get_origin(own.annotation) is list and name not in LISTS
)
"""Lists of a report that no table holds."""


def columns_of(table: str) -> dict[str, Type]:
    """Return the names and types of the columns of ``table``."""
    own = {name: column.type for name, column in TABLES[table].items()}
    return {"document_id": "text", **own} if table in KEYED else own


def rows_of(report: Report) -> Iterator[tuple[str, Row]]:
    """Yield the rows of ``report``, each with the table that it belongs to."""
    yield "reports", tuple(column.read(report) for column in TABLES["reports"].values())
    for table, items in LISTS.items():
        readers = [column.read for column in TABLES[table].values()]
        for item in items(report):
            yield table, (report.document.id, *(read(item) for read in readers))


def indicator_rows(catalogue: Catalogue) -> Iterator[Row]:
    """Yield the rows of the indicators by code."""
    indicators: list[Indicator] = sorted(catalogue.indicators.values(), key=lambda indicator: indicator.code)
    for indicator in indicators:
        yield tuple(column.read(indicator) for column in TABLES["indicators"].values())
