"""Which row of a table belongs under which."""

from __future__ import annotations

import pytest

from extract.facts.lineage import Label, find_parents
from extract.rules.catalogue import Catalogue
from extract.rules.patterns import default_folder, read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(default_folder() / "catalogue")


def labels(catalogue: Catalogue, *rows: str) -> list[Label]:
    """Read rows such as ``1 其中：甲数 | 个``: number (if any), label, unit; a bare unit repeats the label above."""
    found: list[Label] = []
    for row in rows:
        head, _, unit = (part.strip() for part in row.partition("|"))
        number, blank, text = head.partition(" ")
        number, text = (number, text) if blank else ("", head)
        repeats = not text
        clean = text.removeprefix("其中：") if text else found[-1].text
        found.append(Label(clean, catalogue.stem(clean), unit or None, number, text.startswith("其中"), repeats))
    return found


def paths(catalogue: Catalogue, *rows: str) -> list[str]:
    """Return each row's path, joined by ``>``."""
    found = labels(catalogue, *rows)
    result: list[str] = []
    for label, parent in zip(found, find_parents(found, catalogue), strict=True):
        result.append(label.text if parent is None else f"{result[parent]}>{label.text}")
    return result


def test_what_follows_a_sub_row_in_its_numbered_group_is_a_sub_row_too(catalogue: Catalogue) -> None:
    found = paths(catalogue, "1 甲总数 | 人", "其中：乙数 | 人", "丙数 | 人", "2 丁数 | 人", "戊数 | 人")
    assert found == ["甲总数", "甲总数>乙数", "甲总数>丙数", "丁数", "戊数"]


def test_each_row_may_say_that_it_is_a_part(catalogue: Catalogue) -> None:
    found = paths(catalogue, "甲总数 | 人", "其中：乙数 | 人", "其中：丙数 | 人", "丁数 | 平方米")
    assert found == ["甲总数", "甲总数>乙数", "甲总数>丙数", "丁数"]


def test_a_part_belongs_to_the_row_of_its_unit(catalogue: Catalogue) -> None:
    found = paths(catalogue, "7 甲数 | 门", "| 学时", "甲均人数 | 人", "其中：乙数 | 门", "丙数 | 门")
    assert found == ["甲数", "甲数", "甲均人数", "甲数>乙数", "甲数>丙数"]


def test_a_part_in_a_unit_of_its_own_belongs_to_the_row_above(catalogue: Catalogue) -> None:
    found = paths(catalogue, "4 甲编制数 | 个", "乙总数 | 人", "其中：合格率 | %", "优秀率 | %")
    assert found == ["甲编制数", "乙总数", "乙总数>合格率", "乙总数>优秀率"]


def test_another_unit_after_parts_of_one_kind_is_a_row_of_its_own(catalogue: Catalogue) -> None:
    found = paths(catalogue, "9 聘请人数 | 人", "其中：工匠人数 | 人", "年课时总量 | 课时", "年课酬 | 元")
    assert found == ["聘请人数", "聘请人数>工匠人数", "年课时总量", "年课酬"]


def test_a_label_that_a_group_repeats_belongs_to_the_row_above_each(catalogue: Catalogue) -> None:
    rows = ("6 库数 | 个", "其中：国家级数量 | 个", "接入数 | 个", "省级数量 | 个", "接入数 | 个")
    found = paths(catalogue, *rows, "7 教材数 | 本", "其中：新教材数 | 本", "接入数 | 本")
    assert found[:5] == ["库数", "库数>国家级数量", "库数>国家级数量>接入数", "库数>省级数量", "库数>省级数量>接入数"]
    assert found[5:] == ["教材数", "教材数>新教材数", "教材数>新教材数>接入数"]


def test_a_narrower_label_belongs_under_the_wider_one(catalogue: Catalogue) -> None:
    found = paths(catalogue, "1 产权数量 | 项", "其中：专利授权数量 | 项", "发明专利授权数量 | 项", "商标数量 | 项")
    assert found[2] == "产权数量>专利授权数量>发明专利授权数量"
    assert found[3] == "产权数量>商标数量"


def test_an_empty_label_stands_where_the_one_above_stands(catalogue: Catalogue) -> None:
    found = paths(catalogue, "5 课程总数 | 门", "| 学时", "其中：网络课程数 | 门", "| 学时", "合作课程数 | 门")
    assert found[3:] == ["课程总数>网络课程数", "课程总数>合作课程数"]


def test_decimal_numbers_tell_the_row_above(catalogue: Catalogue) -> None:
    found = paths(catalogue, "1 甲数 | 人", "1.1 乙数 | 人", "1.1.1 丙数 | 人", "1.2 丁数 | 人", "2 戊数 | 人")
    assert found == ["甲数", "甲数>乙数", "甲数>乙数>丙数", "甲数>丁数", "戊数"]


def test_without_numbers_the_catalogue_tells_parts_from_new_rows(catalogue: Catalogue) -> None:
    rows = ("在校生数 | 人", "其中：女生 | 人", "寄宿生 | 人", "毕业生数 | 人", "专任教师 | 人")
    assert paths(catalogue, *rows) == ["在校生数", "在校生数>女生", "在校生数>寄宿生", "毕业生数", "专任教师"]


def test_a_part_without_a_whole_is_a_top_row(catalogue: Catalogue) -> None:
    assert paths(catalogue, "其中：乙数 | 人", "丙数 | 个") == ["乙数", "丙数"]


def test_other_group_labels_begin_anew(catalogue: Catalogue) -> None:
    rows = [
        Label("甲数", "甲", "人", outer=("学生",)),
        Label("乙数", "乙", "人", subordinate=True, outer=("学生",)),
        Label("丙数", "丙", "人", outer=("教师",)),
    ]
    assert find_parents(rows, catalogue) == [None, 0, None]


def test_what_the_form_settles_holds(catalogue: Catalogue) -> None:
    found = labels(catalogue, "1 甲数 | 人", "其中：乙数 | 人", "丙数 | 人")
    assert find_parents(found, catalogue, {2: None}) == [None, 0, None]


@pytest.mark.parametrize("row", ["其中：甲数 | 人", "甲数 | 人", "1 甲数 | 人", "1.1 甲数 | 个", "| 个"])
def test_a_table_of_many_rows_hangs_nothing(catalogue: Catalogue, row: str) -> None:
    rows = labels(catalogue, "甲总数 | 人", *[row] * 20_000)
    assert len(find_parents(rows, catalogue)) == len(rows)
