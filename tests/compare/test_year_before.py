"""The real report against a report of the year before that is made of its own figures of that year."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from tests.compare.shelf import catalogue, compare, read, shelve

from extract.compare import compare_reports
from scoring.facts import path_key

NAME = "jiangmen-2025"
Row = dict[str, Any]


def data_tables(truth: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    structure = json.loads((truth / "gold" / NAME / "structure.json").read_text(encoding="utf-8"))
    return structure["document"], [table for table in structure["tables"] if table["kind"] == "data"]


def write_year_before(document: dict[str, Any], tables: list[dict[str, Any]], changed: set[str]) -> str:
    """Return a report of the year before in words of our own; the rows in ``changed`` say something else."""
    entity, year = document["entity"], document["report_year"] - 1
    lines = [f"{entity}中等职业教育质量报告", f"（{year} 年度）", "", "一、质量数据", "各项数据见下列各表。", ""]
    for table in tables:
        lines += [f"表 {table['number']} {table['title']}", "", f"序号\t指标\t单位\t{year} 年"]
        for row in table["rows"]:
            value = row["values"].get(str(year), "")
            value = alter(value) if key(row) in changed else value
            lines.append(f"{row['no'] or ''}\t{row['label']}\t{row['unit'] or ''}\t{value}")
        lines.append("")
    return "\n".join(lines)


def key(row: Row) -> str:
    return " > ".join(path_key(row["path"])) + "|" + (row["unit"] or "")


def alter(value: str) -> str:
    """Return another figure with as many decimals."""
    return re.sub(r"\d+", lambda found: str(int(found.group()) + 3), value, count=1)


def figure(printed: str) -> str:
    """Return the digits of a printed figure, without stray blanks, unit and hedge."""
    return re.sub(r"[^\d.].*", "", re.sub(r"[\s,]", "", printed))


def rows_with(tables: list[dict[str, Any]], *years: int) -> list[Row]:
    return [
        row
        for table in tables
        for row in table["rows"]
        if all(re.match(r"\d", row["values"].get(str(year), "")) for year in years)
    ]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_all_planted_restatements_are_found_and_none_is_invented(truth: Path, seed: int) -> None:
    document, tables = data_tables(truth)
    year = document["report_year"]
    rows = rows_with(tables, year - 1)
    planted = {key(row) for row in random.Random(seed).sample(rows, 12 if seed else 0)}
    diff = compare(shelve(write_year_before(document, tables, planted)), read(truth / "reports" / f"{NAME}.txt"))
    assert diff.kind == "years"
    assert {item.year for item in diff.restatements} <= {year - 1}
    assert len(diff.restatements) == len(planted)
    labels = {entry.split("|")[0].split(" > ")[-1] for entry in planted}
    assert {path_key(item.path)[-1] for item in diff.restatements} == labels


def test_every_row_of_both_years_is_followed(truth: Path) -> None:
    document, tables = data_tables(truth)
    year = document["report_year"]
    diff = compare(shelve(write_year_before(document, tables, set())), read(truth / "reports" / f"{NAME}.txt"))
    found = [tuple(figure(value.raw) for value in level.values) for level in diff.levels]
    for row in rows_with(tables, year - 1, year):
        want = tuple(figure(row["values"][str(y)]) for y in (year - 1, year))
        assert want in found, row["label"]
        found.remove(want)


def test_a_report_held_against_itself_shares_its_cases(truth: Path) -> None:
    new = read(truth / "reports" / f"{NAME}.txt")
    document = new.report.document.model_copy(update={"id": "0" * 16, "report_year": 2024})
    old = type(new)(new.report.model_copy(update={"document": document}), new.text)
    assert len(compare_reports([old, new], catalogue()).recycled) > 50
