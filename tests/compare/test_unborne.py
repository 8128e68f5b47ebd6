"""Two years of one city: changes that last year's report does not bear out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.compare.shelf import compare, read

from extract.compare.records import Diff

CLEAN = Path(__file__).resolve().parents[1] / "checks" / "clean"
LAST_YEAR = CLEAN / "harbour-2024.txt"
NEW = (CLEAN / "harbour.txt").read_text(encoding="utf-8")


def diff(text: str, folder: Path) -> Diff:
    path = folder / "new.txt"
    path.write_text(text, encoding="utf-8")
    return compare(read(LAST_YEAR), read(path))


def test_two_years_that_agree_leave_nothing(tmp_path: Path) -> None:
    result = diff(NEW, tmp_path)
    assert (result.unborne, result.kept) == ([], [])


@pytest.mark.parametrize(
    ("right", "wrong", "change"),
    [
        ("较上年增加73人次", "较上年增加93人次", "93人次"),
        ("比上年提高0.3个百分点", "比上年提高0.8个百分点", "0.8个百分点"),
        ("较上年上升0.44个百分点", "较上年下降0.44个百分点", "0.44个百分点"),
    ],
)
def test_a_change_from_another_figure_than_last_years_is_told(
    right: str, wrong: str, change: str, tmp_path: Path
) -> None:
    assert NEW.count(right) == 1
    (told,) = diff(NEW.replace(right, wrong), tmp_path).unborne
    assert told.change.raw == change
    assert [value.year for value in told.values] == [2024, 2025]


def test_what_was_added_may_be_gross(tmp_path: Path) -> None:
    assert diff(NEW.replace("比上年新增15家", "比上年新增25家"), tmp_path).unborne == []


def test_a_figure_that_others_of_its_report_bear_out_is_no_left_over(tmp_path: Path) -> None:
    assert "平均每班38.0人" in LAST_YEAR.read_text(encoding="utf-8")
    assert "平均每班38.0人" in NEW
    assert diff(NEW, tmp_path).kept == []


def test_a_change_that_opens_its_sentence_may_be_that_of_any_figure_before_it(tmp_path: Path) -> None:
    text = "槐林县职业中学质量年度报告（{}年度）\n\n1 师资队伍\n\n专任教师{}人，其中高级职称{}人。比上年增加{}人。\n"
    last, this = tmp_path / "last.txt", tmp_path / "this.txt"
    last.write_text(text.format(2023, 132, 36, 4), encoding="utf-8")
    this.write_text(text.format(2024, 137, 39, 5), encoding="utf-8")
    assert compare(read(last), read(this)).unborne == []
    this.write_text(text.format(2024, 137, 39, 9), encoding="utf-8")
    assert [told.change.raw for told in compare(read(last), read(this)).unborne] == ["9人"]
