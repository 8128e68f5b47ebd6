"""Whole tables of ``spec/tables.yaml``, in a report of their own: what each figure states."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.pipeline import extract_report
from extract.records import Report
from extract.rules.patterns import Patterns, load_patterns
from extract.source import read_source

CASES = yaml.safe_load((Path(__file__).parent / "spec" / "tables.yaml").read_text(encoding="utf-8"))
FRONTS = {
    "city": (
        "澜州市中等职业教育质量年度报告\n（2024年）\n澜州市教育局\n2024年12月\n\n前言\n\n本报告介绍全市中等职业教育情况。\n\n"
        "一、基本情况\n\n澜州市第一职业技术学校、云溪县职业技术教育中心、澜州市卫生学校、青浦技工学校等学校办学平稳。\n\n"
    ),
    "college": "澜江职业技术学院高等职业教育质量年度报告\n（2020）\n\n前言\n\n本报告介绍学院情况。\n\n",
}


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def tabbed(line: str) -> str:
    """Return a printed row with its cells apart by tabs."""
    return "\t".join(cell.strip(" ") for cell in line.split("|"))


def stated(report: Report) -> list[str]:
    """Return what the figures of the report's tables state, a line each."""
    lines = []
    for fact in report.facts:
        if fact.source == "table":
            value = fact.raw if fact.value is None else f"{fact.value} {fact.unit or ''}".strip()
            year = str(fact.period.year) if fact.period else "-"
            whose = [fact.entity] if fact.entity and fact.entity != report.document.entity else []
            lines.append(" | ".join([" > ".join(fact.path), value, year, fact.kind, fact.indicator or "-", *whose]))
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_table_states(patterns: Patterns, tmp_path: Path, case: dict[str, str]) -> None:
    rows = map(tabbed, case["table"].split("\n"))
    path = tmp_path / "report.txt"
    path.write_text("\n".join([FRONTS[case.get("report", "city")], *rows, "", "以上见各校报表。"]), encoding="utf-8")
    assert stated(extract_report(read_source(path), patterns).report) == case["facts"].split("\n")
