"""``extract diff`` as an operator calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests.compare.shelf import publish, state

from extract.cli import extract
from extract.compare import Volume
from extract.errors import UsageError
from extract.output.folder import write_report
from extract.output.schema import schema_text
from extract.records import Finding


def write(folder: Path, volume: Volume) -> Path:
    write_report(folder, volume.report, volume.text or "")
    return folder


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    """Two years, the later of which gives another figure for the earlier."""
    old = publish(2023, state("在校生", 2023, "800", n=1), state("馆藏", 2023, "17", n=2))
    new = publish(
        2024, state("在校生", 2024, "950", n=1), state("馆藏", 2023, "16", n=2), state("馆藏", 2024, "19", n=3)
    )
    return write(tmp_path / "a", old), write(tmp_path / "b", new)


def call(*args: Any) -> Result:
    return CliRunner().invoke(extract, ["diff", *map(str, args)], catch_exceptions=False)


def test_the_summary_tells_what_matters_first(years: tuple[Path, Path]) -> None:
    done = call(*years)
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "years: 泽安市 2023 → 泽安市 2024"
    assert lines[1:3] == ["restated: 1", "  泽安市 馆藏 2023: 17 人 → 16 人"]
    assert "  ↑ 泽安市 在校生: 800 人 → 950 人 (+18.8%)" in lines


def test_the_summary_is_told_in_chinese_too(years: tuple[Path, Path]) -> None:
    lines = call(*years, "--lang", "zh").output.splitlines()
    assert lines[:3] == [
        "历年对比: 泽安市 2023 → 泽安市 2024",
        "同年数据前后不一: 1",
        "  泽安市 馆藏 2023: 17 人 → 16 人",
    ]
    assert not any("moved" in line or "vanished" in line for line in lines)


def test_the_change_of_a_percentage_is_told_in_points(tmp_path: Path) -> None:
    years = ((2023, "96.5"), (2024, "97.2"))
    paths = [write(tmp_path / rate, publish(year, state("就业率", year, rate, "%", n=1))) for year, rate in years]
    assert "  ↑ 泽安市 就业率: 96.5 % → 97.2 % (+0.7 points)" in call(*paths).output.splitlines()
    assert "(+0.7 个百分点)" in call(*paths, "--lang", "zh").output


def test_reports_that_are_alike_are_said_to_be(years: tuple[Path, Path]) -> None:
    old, _ = years
    assert CliRunner().invoke(extract, ["diff", str(old), str(old)]).output.splitlines()[1:] == ["nothing to tell"]


def test_the_json_agrees_with_its_schema_and_comes_out_the_same_again(years: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert call(*years, "--out", tmp_path / name).exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    content = json.loads((tmp_path / "one").read_text(encoding="utf-8"))
    jsonschema.validate(content, json.loads(schema_text("diff")))
    (restated,) = content["restatements"]
    assert [(value["report"], value["value"], value["fact"]) for value in restated["values"]] == [
        (0, 17, "f2"),
        (1, 16, "f2"),
    ]


def test_restatements_end_with_1_where_that_is_asked(years: tuple[Path, Path]) -> None:
    assert call(*years, "--exit-code").exit_code == 1
    assert call(years[0], years[0], "--exit-code").exit_code == 0


def test_reports_of_two_entities_need_an_alias(years: tuple[Path, Path], tmp_path: Path) -> None:
    other = write(tmp_path / "c", publish(2025, entity="漪南市"))
    with pytest.raises(UsageError, match="--alias"):
        call(*years, other)
    names = tmp_path / "names.txt"
    names.write_text("# 撤县设市\n泽安市，漪南市\n", encoding="utf-8")
    assert call(*years, other, "--roster", names).exit_code == 0


def test_a_roster_links_names_by_its_columns_and_nothing_else(years: tuple[Path, Path], tmp_path: Path) -> None:
    other = write(tmp_path / "c", publish(2025, entity="漪南市"))
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "code,name,names,parent\n4401,泽安市,泽安县;泽安,江州省\n4402,漪南市,漪南,江州省\n", encoding="utf-8"
    )
    with pytest.raises(UsageError, match="--alias"):
        call(*years, other, "--roster", roster)
    roster.write_text("code,name,names\n4401,泽安市,漪南市;泽安\n", encoding="utf-8")
    assert call(*years, other, "--roster", roster).exit_code == 0


def test_a_folder_without_report_is_wrong_usage(years: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give the folder of a report"):
        call(years[0], tmp_path / "nothing")


def test_what_a_report_says_does_not_break_the_page_or_the_terminal(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\x1b[2J"
    old = write(tmp_path / "a", publish(2023, state(evil, 2023, "800")))
    new = write(tmp_path / "b", publish(2024, state(evil, 2024, "900")))
    done = call(old, new, "--html", tmp_path / "page.html")
    assert "\x1b" not in done.output
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_draws_each_trend_and_leads_to_the_review_pages(years: tuple[Path, Path], tmp_path: Path) -> None:
    (years[1] / "review.html").write_text("", encoding="utf-8")
    call(*years, "--html", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<polyline") == 2
    assert page.index("同年数据前后不一") < page.index("指标变化<small>")
    assert "+150 人" in page
    assert 'href="b/review.html#f1"' in page
    assert 'href="a/review.html' not in page
    assert "http" not in page


def test_a_corrected_report_shows_which_change_solves_a_finding(tmp_path: Path) -> None:
    finding = Finding(id="x1", check="sums", severity="error", key="k", state="s", message="合计不符", facts=["f1"])
    figures = [("甲", "10", 1, "a"), ("乙", "2.50", 2, "b")]
    old, new = (
        write(
            tmp_path / sha,
            publish(
                2024,
                *(
                    state(name, 2024, value if sha == "a" else "3", "万元", n=n, key=key * 16)
                    for name, value, n, key in figures
                ),
                sha=sha * 8,
                findings=[finding] if sha == "a" else [],
            ),
        )
        for sha in ("a", "b")
    )
    lines = call(old, new, "--html", tmp_path / "page.html").output.splitlines()
    assert lines[0] == "revision: 泽安市 2024 → 泽安市 2024"
    assert "  ↓ 泽安市 甲: 10 万元 → 3 万元 (-70%) [solves x1]" in lines
    assert "  ↑ 泽安市 乙: 2.50 万元 → 3 万元 (+20%)" in lines
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("消除核查结果") == 2  # the level and, of one year, the restatement


def test_a_reader_that_closes_early_loses_no_file(years: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "d.json"
    command = [sys.executable, "-m", "extract", "diff", *map(str, years), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        process.wait()
    assert json.loads(out.read_text(encoding="utf-8"))["kind"] == "years"
