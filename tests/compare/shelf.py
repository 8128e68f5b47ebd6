"""Volumes to compare: samples, texts with something planted, and reports made of hand-written facts."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conftest import make_fact, make_report

from extract.compare import Volume, compare_reports
from extract.compare.records import Diff
from extract.pipeline import extract_report
from extract.records import Canonical, Fact, Period, Report, Where
from extract.rules.catalogue import Catalogue
from extract.rules.patterns import Patterns, load_patterns
from extract.source import read_source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FAMILIES = {"zean": (2022, 2023, 2024), "yinan": (2023, 2024, 2025)}
PAIRS = [(f"{family}-{a}", f"{family}-{b}") for family, years in FAMILIES.items() for a, b in pairwise(years)]


@cache
def patterns() -> Patterns:
    return load_patterns()


def catalogue() -> Catalogue:
    return patterns().catalogue


@cache
def take(name: str, layout: str = "") -> Volume:
    """Return a sample, from its text or from a print in ``layout`` (``word.pdf``)."""
    return read(SAMPLES / name / (f"{name}-{layout}" if layout else f"{name}.txt"))


def read(path: Path) -> Volume:
    extraction = extract_report(read_source(path), patterns())
    return Volume(extraction.report, extraction.text)


def shelve(text: str, name: str = "report.txt") -> Volume:
    """Return the report that ``text`` is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return read(path)


def text_of(name: str) -> str:
    return (SAMPLES / name / f"{name}.txt").read_text(encoding="utf-8")


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((SAMPLES / name / "truth" / "structure.json").read_text(encoding="utf-8"))
    return truth


def compare(*volumes: Volume, **options: Any) -> Diff:
    return compare_reports(volumes, catalogue(), **options)


# --- by hand ---------------------------------------------------------------------------------


def state(
    name: str, year: int, value: str, unit: str | None = "人", width: str = "0", n: int = 0, **changes: Any
) -> Fact:
    """Return a fact of a table: ``value`` exactly, or anything from it up to ``width`` more."""
    number = Decimal(value)
    return make_fact(
        **{
            "id": f"f{n or year}",
            "name": name,
            "path": [name],
            "period": Period(label=f"{year}年", kind="year", year=year, basis="stated"),
            "raw": value,
            "value": number,
            "unit": unit,
            "canonical": Canonical(value=number, unit=unit),
            "interval": (number, number + Decimal(width)),
            "decimals": 0,
            "source": "table",
            "preferred": True,
            "where": Where(start=5, end=12, table="1", table_id="t1"),
            "rule": "table",
        }
        | changes
    )


def publish(year: int | None, *facts: Fact, entity: str | None = "泽安市", sha: str = "", **changes: Any) -> Volume:
    """Return the report of ``year`` with ``facts``."""
    report = make_report(*facts, sha256=(sha or f"{year or 0:08x}") * 8, name=f"{year}.txt")
    document = report.document.model_copy(update={"report_year": year, "entity": entity})
    return Volume(Report.model_validate({**dict(report), "document": document, "cases": [], **changes}))
