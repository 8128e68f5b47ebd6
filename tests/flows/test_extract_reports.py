"""The Prefect flow, as an operator runs it: with what Prefect embeds, in a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

STATES = {"extracted", "unchanged", "failed"}


class Operator:
    """Someone who runs the flow again and again in one place."""

    def __init__(self, root: Path, home: Path) -> None:
        self.script, self.home = root / "flows" / "extract_reports.py", home
        self.inputs, self.out = home / "in", home / "out"
        self.inputs.mkdir()
        self.environment = os.environ | {"PREFECT_HOME": str(home / "prefect"), "PYTHONDEVMODE": ""}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, self.script, self.inputs, "--out", self.out, *args]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=240)

    def states(self, done: subprocess.CompletedProcess[str]) -> dict[str, str]:
        """Return the state of each report in the table that the flow prints."""
        rows = ([cell.strip() for cell in line.split("│")] for line in done.stdout.splitlines() if "│" in line)
        states = {cells[2]: cells[3] for cells in rows if cells[3] in STATES}
        assert states, done.stderr
        return states


@pytest.fixture(scope="module")
def operator(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    someone = Operator(root, tmp_path_factory.mktemp("operator"))
    for name in ("a", "b"):
        (someone.inputs / f"{name}.txt").write_text(f"{name} 市职业教育质量报告\n", encoding="utf-8")
    (someone.inputs / "c.txt").write_bytes(b"")
    return someone


def test_reports_are_extracted_once_and_failures_do_not_stop_the_others(operator: Operator) -> None:
    first = operator.run()
    assert operator.states(first) == {"a": "extracted", "b": "extracted", "c": "failed"}
    assert first.returncode == 1
    assert not [line for line in first.stderr.splitlines() if "Error" in line or "ERROR" in line or "Traceback" in line]
    error = json.loads((operator.out / "c" / "error.json").read_text(encoding="utf-8"))["error"]
    assert error["code"] == "empty"

    shutil.rmtree(operator.out / "a")
    (operator.inputs / "c.txt").write_text("丙市职业教育质量报告\n", encoding="utf-8")
    before = (operator.out / "b" / "report.json").stat().st_mtime_ns
    again = operator.run("--workers", "1")
    assert operator.states(again) == {"a": "extracted", "b": "unchanged", "c": "extracted"}
    assert again.returncode == 0
    assert (operator.out / "b" / "report.json").stat().st_mtime_ns == before
    assert (operator.out / "a" / "report.json").is_file()

    with sqlite3.connect(operator.home / "prefect" / "prefect.db") as database:
        artifacts = dict(database.execute("select key, type from artifact"))
    assert artifacts == {"extracted-reports": "table", "extraction-progress": "progress", "findings": "table"}


def test_a_review_page_is_written_where_it_is_asked_for_and_the_last_one_named(operator: Operator) -> None:
    done = operator.run("--review")
    assert set(operator.states(done).values()) == {"extracted"}
    pages = [operator.out / name / "review.html" for name in "abc"]
    assert all(page.is_file() for page in pages)
    assert str(pages[-1]) in done.stdout
    assert set(operator.states(operator.run("--review")).values()) == {"unchanged"}


def test_wrong_usage_is_told_in_one_line(operator: Operator) -> None:
    done = operator.run("--patterns", "nowhere")
    assert done.returncode == 2
    assert "nowhere: no such pattern folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_that_runs_without_the_flow_imports_prefect() -> None:
    script = "import sys, extract.cli.run, extract.batch.serve; print('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.soak
@pytest.mark.parametrize("place", ["here", "pool", "dask"])
def test_the_runner_is_a_setting(root: Path, tmp_path: Path, place: str) -> None:
    someone = Operator(root, tmp_path)
    someone.environment["EXTRACT_RUNNER"] = place
    (someone.inputs / "a.txt").write_text("丁市职业教育质量报告\n", encoding="utf-8")
    (someone.inputs / "b.pdf").write_bytes(b"%PDF-1.7 ")
    assert someone.states(someone.run()) == {"a": "extracted", "b": "failed"}
    assert sorted(folder.name for folder in someone.out.iterdir()) == ["a", "b"]


def test_a_runner_that_does_not_exist_is_told(root: Path, tmp_path: Path) -> None:
    someone = Operator(root, tmp_path)
    someone.environment["EXTRACT_RUNNER"] = "moon"
    done = someone.run()
    assert done.returncode == 2
    assert "EXTRACT_RUNNER=moon: give one of here, pool, dask" in done.stderr
    assert "Traceback" not in done.stderr
