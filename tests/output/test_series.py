"""Many reports as one data set and as a table for people."""

from __future__ import annotations

import csv
import subprocess
import sys
import weakref
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from tests.compare.shelf import catalogue, publish, state

from extract.cli import extract
from extract.errors import UsageError
from extract.output import sheet
from extract.output.arrow import fit
from extract.output.editions import find_editions
from extract.output.folder import write_report
from extract.output.series import write_series
from extract.output.wide import gather_lines
from extract.records import Fact, Report

duckdb = pytest.importorskip("duckdb")
pandas = pytest.importorskip("pandas")


def shelve(out: Path, year: int, *facts: Fact, entity: str = "泽安市", name: str = "") -> None:
    volume = publish(year, *facts, entity=entity, sha=f"{year:04d}{len(entity):04x}")
    write_report(out / (name or f"{entity}-{year}"), volume.report, "")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Three years of one entity and one of another."""
    folder = tmp_path / "out"
    shelve(folder, 2022, state("在校生", 2022, "800"), state("=1+1", 2022, "5", n=3))
    shelve(folder, 2023, state("在校生", 2023, "810"), state("馆藏", 2023, "3.80", "万册", n=4, decimals=2))
    shelve(folder, 2024, state("在校生", 2023, "812", n=1), state("在校生", 2024, "830", n=2))
    shelve(folder, 2024, state("在校生", 2024, "90"), entity="漪南职业学院")
    return folder


def run(out: Path, *more: Any, target: str = "set") -> Result:
    result = CliRunner().invoke(
        extract, ["series", str(out), "--out", str(out.parent / target), *map(str, more)], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result


def test_each_table_is_a_file_that_duckdb_and_pandas_open_in_a_line(out: Path) -> None:
    run(out)
    folder = out.parent / "set"
    assert sorted(path.stem for path in folder.iterdir()) == [
        "entities", "facts", "findings", "indicators", "reports", "unreported"
    ]  # fmt: skip
    rows = duckdb.sql(
        f"select report_year, value from '{folder}/facts.parquet' join '{folder}/reports.parquet' using (document_id)"
        " where facts.entity = reports.entity and name = '在校生' and year = 2023 order by 1"
    ).fetchall()
    assert rows == [(2023, Decimal(810)), (2024, Decimal(812))]
    frame = pandas.read_parquet(folder / "facts.parquet")
    assert len(frame) == 7
    assert frame[frame.name == "馆藏"].value.tolist() == [Decimal("3.80")]
    assert len(pandas.read_parquet(folder / "indicators.parquet")) == len(catalogue().indicators)


def test_the_lines_of_the_readme_open_the_data_set(out: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(out, "--xlsx", out.parent / "series.xlsx", target="series")
    block = (root / "README.md").read_text(encoding="utf-8").split("opens in a line each.")[1].split("```")[1]
    monkeypatch.chdir(out.parent)
    lines = block.splitlines()[1:]
    assert [line.split("(")[0] for line in lines] == ["pandas.read_parquet", "duckdb.sql", "pandas.read_excel"]
    facts, asked, wide = (eval(line, {"pandas": pandas, "duckdb": duckdb}) for line in lines)
    assert len(facts) == 7
    assert {"document_id", "entity", "year", "value"} <= set(asked.columns)
    assert wide.shape == (4, 12)


def test_figures_stand_wide_by_year_and_the_newest_report_counts(out: Path) -> None:
    run(out, "--csv", out / "s.csv", "--xlsx", out / "s.xlsx")
    with (out / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["publisher"], row["name"]): row for row in csv.DictReader(file)}
    assert (out / "s.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    students = rows["泽安市", "在校生"]
    assert [students[year] for year in ("2022", "2023", "2024")] == ["800", "812", "830"]
    assert rows["泽安市", "馆藏"]["2023"] == "3.80"
    assert ("泽安市", "'=1+1") in rows
    figures = openpyxl.load_workbook(out / "s.xlsx")["figures"]
    assert figures.freeze_panes == "A2"
    assert figures.auto_filter.ref == "A1:L5"
    head, *body = figures.iter_rows()
    column = {str(cell.value): place for place, cell in enumerate(head)}
    by_name = {row[column["name"]].value: row for row in body}
    assert by_name["=1+1"][column["name"]].data_type == "s"
    assert by_name["馆藏"][column["2023"]].number_format == "0.00"
    assert pandas.read_excel(out / "s.xlsx").shape == (4, 12)


@pytest.mark.parametrize("most", [4, 5, 6])
def test_figures_that_one_sheet_does_not_hold_go_to_the_next(
    out: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", most)
    run(out, "--xlsx", out / "s.xlsx")
    sheets = pandas.read_excel(out / "s.xlsx", sheet_name=None)
    assert {name: len(rows) for name, rows in sheets.items()} == (
        {"figures": 3, "figures 2": 1} if most == 4 else {"figures": 4}
    )
    assert len({tuple(rows.columns) for rows in sheets.values()}) == 1
    book = openpyxl.load_workbook(out / "s.xlsx")
    assert [page.auto_filter.ref for page in book] == [f"A1:L{len(rows) + 1}" for rows in sheets.values()]


def test_a_document_counts_once(out: Path) -> None:
    shelve(out, 2022, state("在校生", 2022, "800"), name="a-copy")
    assert len(find_editions(out)) == 4


def test_a_folder_that_holds_something_else_is_left_alone(out: Path) -> None:
    (out.parent / "set").mkdir()
    (out.parent / "set" / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        list(write_series(out.parent / "set", [], catalogue()))


def test_a_series_that_fails_leaves_the_earlier_one(out: Path) -> None:
    run(out)
    before = (out.parent / "set" / "facts.parquet").read_bytes()

    def break_off() -> Iterator[Any]:
        yield publish(2022).report
        raise UsageError("broken")

    with pytest.raises(UsageError, match="broken"):
        list(write_series(out.parent / "set", break_off(), catalogue()))
    assert (out.parent / "set" / "facts.parquet").read_bytes() == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == [".set.lock"]


def test_what_a_killed_run_has_left_is_cleared_by_the_next_and_the_earlier_set_put_back(out: Path) -> None:
    run(out)
    script = (
        "import os, sys; from pathlib import Path; from extract.output import series\n"
        "from extract.rules.files import default_folder, read_catalogue\n"
        "series.swap = lambda folder, new, old: (folder.rename(old), os._exit(9))\n"
        "list(series.write_series(Path(sys.argv[1]), [], read_catalogue(default_folder() / 'catalogue')))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(out.parent / "set")], capture_output=True)
    assert killed.returncode == 9, killed.stderr
    assert not (out.parent / "set").exists()
    with pytest.raises(UsageError, match="no report"):
        list(write_series(out.parent / "set", fail_to_read(), catalogue()))
    assert sorted(path.name for path in out.parent.iterdir()) == [".set.lock", "out", "set"]
    assert (out.parent / "set" / "facts.parquet").is_file()


def fail_to_read() -> Iterator[Report]:
    yield from ()
    raise UsageError("no report")


def test_no_more_reports_are_held_than_one_entity_has(tmp_path: Path) -> None:
    held: set[int] = set()
    most = 0

    def publish_all() -> Iterator[Report]:
        nonlocal most
        for entity in range(20):
            for year in range(2001, 2006):
                report = publish(
                    year, state("在校生", year, "8"), entity=f"第{entity}市", sha=f"{entity:04x}{year:04x}"
                ).report
                held.add(id(report))
                weakref.finalize(report, held.discard, id(report))
                most = max(most, len(held))
                yield report
                del report

    lines = list(gather_lines(write_series(tmp_path / "set", publish_all(), catalogue()), catalogue()))
    assert len(lines) == 20
    assert most <= 5


@pytest.mark.parametrize(
    ("value", "want"), [("1E+40", None), ("0.1234567890123456789", "0.123456789012346"), (None, None)]
)
def test_numbers_that_no_column_holds_are_null_or_rounded(value: str | None, want: str | None) -> None:
    assert fit(value and Decimal(value)) == (want and Decimal(want))  # type: ignore[arg-type]


def test_the_command_line_starts_without_pyarrow() -> None:
    script = (
        "import sys, extract.cli.series, extract.cli.diff; print({'pyarrow', 'jinja2', 'openpyxl'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "set()\n"
