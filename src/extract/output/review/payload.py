"""A report as the page reads it: records as rows, what repeats said once."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from extract.checks.verdicts import Verdict
from extract.checks.wording import SENTENCES, say
from extract.output.review.words import read_words
from extract.records import Fact, Finding, LedgerEntry, Record, Report, Where

Pictures = Mapping[int, bytes]

FACT = (
    *("id", "key", "indicator", "name", "path", "entity", "period", "kind", "aspect", "proviso", "raw", "value"),
    *("unit", "canonical", "interval", "hedge", "direction", "of", "preferred", "conflict", "source", "rule"),
    "where",
)
WHERE = ("start", "end", "page", "bbox", "section_id", "case_id", "table_id", "row", "column", "quote")
NUMBER = ("start", "end", "class", "facts", "page", "bbox", "confidence")


class Pool:
    """Values that many records share: each is kept once, under its place."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, value: str) -> int:
        """Return where ``value`` is kept."""
        return self.places.setdefault(value, len(self.places))

    def values(self) -> list[str]:
        """Return what is kept, by place."""
        return list(self.places)


def lay_open(
    report: Report,
    text: str,
    pictures: Pictures,
    reasons: Mapping[int, Sequence[str]],
    verdicts: Sequence[Verdict],
) -> dict[str, Any]:
    """Return everything that the page shows."""
    pool = Pool()
    return {
        "words": read_words(),
        "extractor": report.extractor.model_dump(),
        "document": report.document.model_dump(),
        "entities": [entity.model_dump() for entity in report.entities],
        "blocks": [[b.id, b.kind, b.start, b.end, b.page, b.bbox, b.section_id, b.case_id] for b in report.blocks],
        "sections": [[s.id, s.number, s.title, s.level, s.start, s.end] for s in report.sections],
        "cases": [[c.id, c.number, c.title, c.section_id, c.block, c.blocks] for c in report.cases],
        "tables": [[t.id, t.number, t.title, t.header, t.rows, t.note, t.blocks, t.pages] for t in report.tables],
        "factFields": FACT,
        "whereFields": WHERE,
        "facts": [fact_row(fact, pool) for fact in report.facts],
        "numberFields": NUMBER,
        "numbers": [number_row(entry) for entry in report.numbers],
        "findings": [finding_item(finding, pool) for finding in report.findings],
        "unreported": [[u.indicator, u.path, u.year, u.reason] for u in report.unreported],
        "coverage": report.coverage.model_dump(),
        "verdicts": [verdict.model_dump(mode="json") for verdict in verdicts],
        "reasons": {str(start): list(lines) for start, lines in reasons.items()},
        "pictures": {str(page): b64encode(content).decode() for page, content in pictures.items()},
        "text": text,
        "pool": pool.values(),
    }


def fact_row(fact: Fact, pool: Pool) -> list[Any]:
    """Return a fact as the values of ``FACT``; of its period the place in the pool, as JSON."""
    period = fact.period and pool.place(fact.period.model_dump_json())
    last = {"period": period, "where": where_row(fact.where, pool)}
    return [last[name] if name in last else getattr(fact, name) for name in FACT]


def plain(value: Any) -> Any:
    """Return what JSON has no form for: a number as its digits, a record as its values."""
    match value:
        case Decimal():
            return format(value, "f")
        case Record():
            return list(dict(value).values())
    raise TypeError(type(value).__name__)


def where_row(where: Where, pool: Pool) -> list[Any]:
    """Return a place as the values of ``WHERE``; of its quotation the place in the pool."""
    return [pool.place(where.quote) if name == "quote" else getattr(where, name) for name in WHERE]


def number_row(entry: LedgerEntry) -> list[Any]:
    """Return a numeral as the values of ``NUMBER``, those at the end left out that it lacks."""
    row = [entry.start, entry.end, entry.class_, entry.facts, entry.page, entry.bbox, entry.confidence]
    while row[-1] in (None, []):
        row.pop()
    return row


def finding_item(finding: Finding, pool: Pool) -> dict[str, Any]:
    """Return a finding with its sentence in both languages and the parts of its arithmetic."""
    known = finding.check in SENTENCES
    parts = {name: value for name, value in finding.params.items() if isinstance(value, (str, int, float, Decimal))}
    return {
        **finding.model_dump(include={"id", "check", "severity", "cause", "key", "state", "facts"}),
        "printed": finding.printed,
        "computed": finding.computed,
        "zh": finding.message,
        "en": say(finding.check, finding.params, "en") if known and finding.params else finding.message,
        "parts": {name: str(value) for name, value in parts.items()},
        "where": [where_row(where, pool) for where in finding.where],
    }


def encode_payload(payload: Mapping[str, Any]) -> str:
    """Return ``payload`` as JSON that cannot end the script element it stands in."""
    content = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), default=plain)
    return content.replace("<", "\\u003c")
