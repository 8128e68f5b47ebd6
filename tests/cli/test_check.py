"""``extract check``: the findings of a report.json, again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.cli import extract
from extract.output.folder import write_report
from extract.output.read import read_report
from extract.pipeline import extract_report
from extract.rules.patterns import load_patterns
from extract.source.model import Source

TEXT = """澄湖市中等职业教育质量报告
（2024 年度）

1 学生发展

2024 年，全市中职毕业生 8000 人，升学 4000 人，升学率 51.5%。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = TEXT.encode()
    source = Source(name="a.txt", data=data, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain")
    extraction = extract_report(source, load_patterns())
    place = tmp_path_factory.mktemp("out") / "a"
    write_report(place, extraction.report, extraction.text)
    return place


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(extract, ["check", str(folder), *options])


def test_check_says_again_what_run_has_found(folder: Path) -> None:
    result = check(folder)
    assert result.exit_code == 0
    (finding,) = read_report(folder).findings
    assert finding.message in result.output
    assert "1 error, 0 warnings, 0 infos" in result.output


def test_check_speaks_english(folder: Path) -> None:
    assert "gives 50%" in check(folder, "--lang", "en").output


def test_check_fails_pipelines_on_demand(folder: Path) -> None:
    assert check(folder, "--fail-on", "error").exit_code == 1
    assert check(folder, "--fail-on", "warning").exit_code == 1


def test_check_needs_only_the_report(folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "report.json"
    alone.write_bytes((folder / "report.json").read_bytes())
    assert check(alone).output == check(folder).output
