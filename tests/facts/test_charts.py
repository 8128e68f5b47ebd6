"""Labels of charts beside the caption of a figure state nothing; prose and lists elsewhere do."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_report, read_source
from extract.rules.patterns import Patterns, load_patterns

LABELS = "加工制造类 32%\n\n信息技术类 27%\n\n财经商贸类 41%\n\n"
CAPTION = "图1-1 在校生专业结构\n\n"
PROSE = "全市中职在校生12600人，比上年增加300人。\n\n"


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def raws(body: str, folder: Path, patterns: Patterns) -> list[str]:
    """Return what the facts of a report with this body are printed as."""
    path = folder / "report.txt"
    path.write_text(f"云溪市中等职业教育质量年度报告（2023）\n\n一、规模\n{body}二、其他\n略。\n", encoding="utf-8")
    return [fact.raw for fact in extract_report(read_source(path), patterns).report.facts]


@pytest.mark.parametrize("body", [PROSE + LABELS + CAPTION, PROSE + CAPTION + LABELS])
def test_labels_of_a_chart_are_no_facts(body: str, tmp_path: Path, patterns: Patterns) -> None:
    assert raws(body, tmp_path, patterns) == ["12600人", "300人"]


def test_short_lines_without_a_caption_are_read(tmp_path: Path, patterns: Patterns) -> None:
    assert raws(LABELS, tmp_path, patterns) == ["32%", "27%", "41%"]


def test_a_short_sentence_beside_a_caption_is_read(tmp_path: Path, patterns: Patterns) -> None:
    assert raws("在校生12600人。\n\n" + CAPTION + "专任教师820人。\n\n", tmp_path, patterns) == ["12600人", "820人"]
