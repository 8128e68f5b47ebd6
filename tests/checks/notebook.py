"""Hand-made facts and reports for the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extract.checks.audit import run_checks
from extract.records import (
    Canonical,
    Coverage,
    Document,
    Extractor,
    Fact,
    Finding,
    Period,
    Report,
    SourceInfo,
    Table,
    Where,
)
from extract.rules.patterns import default_folder, read_catalogue, read_relations
from extract.rules.relations import Relations

CATALOGUE = read_catalogue(default_folder() / "catalogue")
RELATIONS = read_relations(default_folder() / "relations", CATALOGUE)
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
EXACT = ("人", "个", "所", "门", "项", "本", "册", "名", "家", "课时", "学时")
NUMBER = re.compile(r"(?P<digits>[0-9.]+) ?(?P<scale>[万亿]?)(?P<unit>:1|\D*)$")


def read(raw: str) -> tuple[Decimal, Decimal, str, tuple[Decimal, Decimal], int]:
    """Return printed value, canonical value, printed unit, interval and decimals of a figure such as 3.8 亿元."""
    found = NUMBER.match(raw)
    assert found, raw
    value, factor = Decimal(found["digits"]), SCALES.get(found["scale"], Decimal(1))
    unit = found["scale"] + found["unit"]
    decimals = len(found["digits"].partition(".")[2])
    if found["unit"] in EXACT and not found["scale"] and not decimals:
        return value, value, unit, (value, value), 0
    step = Decimal(1).scaleb(-decimals)
    return value, value * factor, unit, ((value - step / 2) * factor, (value + step) * factor), decimals


@dataclass
class Notebook:
    """A report that grows fact by fact; texts stand 1000 characters apart."""

    city: str = "云川市"
    facts: list[Fact] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)

    def state(self, code: str | None, raw: str, year: int = 2025, quote: str | None = None, **more: Any) -> Fact:
        """Add a fact of the section prose."""
        return self._add(code, raw, year, quote=quote or f"{more.get('name', '')}{raw}", **more)

    def cell(self, table: str, row: int, code: str | None, raw: str, year: int = 2025, **more: Any) -> Fact:
        """Add a fact of a table."""
        return self._add(code, raw, year, table=table, row=row, source="table", **more)

    def column(self, table: str, year: int, **figures: str) -> None:
        """Add a column of indicators, ``__`` for the dot in their codes."""
        for row, (code, raw) in enumerate(figures.items()):
            self.cell(table, row, code.replace("__", "."), raw, year, column=year)

    def _add(self, code: str | None, raw: str, year: int, **more: Any) -> Fact:
        value, canonical, unit, interval, decimals = read(raw)
        start = 1000 * (len(self.facts) + 1)
        indicator = CATALOGUE.indicators[code] if code else None
        name = more.pop("name", None) or (indicator.name if indicator else "某项数量")
        entity = more.pop("entity", self.city)
        kind = more.pop("kind", "ratio" if unit == ":1" else "level")
        proviso = more.pop("proviso", None)
        source = more.pop("source", "prose")
        table = more.pop("table", None)
        path = more.pop("path", [name] if table else [])
        canonical_unit = more.pop("canonical_unit", unit.lstrip("万亿"))
        where = Where(
            start=start,
            end=start + len(raw),
            table=table,
            table_id=table,
            row=more.pop("row", None),
            column=more.pop("column", None),
            case_id=more.pop("case", None),
            section=None if table else "1.1",
            quote=more.pop("quote", "") or "",
        )
        made = Fact(
            id=f"f{start}",
            key="|".join(map(str, (entity, code or "/".join(path) or name, year, kind, proviso))),
            indicator=code,
            name=name,
            path=path,
            entity=entity,
            period=Period(label=f"{year} 年", kind="year", year=year, basis=more.pop("basis", "stated")),
            kind=kind,
            proviso=proviso,
            raw=raw,
            value=value,
            unit=unit,
            canonical=Canonical(value=canonical, unit=canonical_unit),
            interval=more.pop("interval", interval),
            decimals=decimals,
            preferred=source == "table",
            source=source,
            where=where,
            rule="test",
            **more,
        )
        self.facts.append(made)
        return made

    def report(self) -> Report:
        """Return the report so far."""
        nothing: dict[str, Any] = {
            name: []
            for name in ("entities", "blocks", "sections", "cases", "figures", "directory", "references", "numbers")
        }
        document = Document(
            id="0" * 16,
            title=None,
            genre="vocational_quality_report",
            entity=self.city,
            issuer=None,
            report_year=2025,
            published=None,
            declared=None,
            period=Period(
                label="2024-2025学年",
                kind="academic_year",
                start="2024-09-01",
                end="2025-08-31",
                year=2025,
                basis="stated",
            ),
            status=self.parts.pop("status", "complete"),
            source=SourceInfo(name="made.txt", sha256="0" * 64, media_type="text/plain"),
        )
        content = {"tables": list(self.tables.values()), **nothing, **self.parts}
        return Report(
            extractor=Extractor(version="0", patterns="", engines={}),
            document=document,
            facts=self.facts,
            unreported=[],
            findings=[],
            coverage=Coverage(),
            **content,
        )

    def findings(self, relations: Relations = RELATIONS) -> list[Finding]:
        """Return what the checks say."""
        return list(run_checks(self.report(), relations))

    def alarms(self) -> list[tuple[str, str]]:
        """Return check and severity of every error and warning."""
        return [(found.check, found.severity) for found in self.findings() if found.severity != "info"]
