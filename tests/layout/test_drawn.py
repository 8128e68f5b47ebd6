"""Tables drawn with signs: what the rules enclose is one cell, whatever is wrapped or merged in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout.text import lay_out_text
from extract.pipeline import extract_report
from extract.records import Table
from extract.rules.patterns import load_patterns
from extract.source import read_source

WRAPPED = """
┌──────┬────────────┬────┬──────────────┐
│ 序号 │ 指标       │单位│ 人数         │
│      │            │    ├──────┬───────┤
│      │            │    │2023年│2024年 │
├──────┼────────────┼────┼──────┼───────┤
│ 1    │ 毕业生去向 │ 人 │ 2,604│ 2,718 │
│      │ 落实人数   │    │      │       │
├──────┼────────────┼────┼──────┼───────┤
│      │ 毕业生面向 │    │      │       │
│ 2    │ 三次产业就 │ 人 │ 2,025│ 2,107 │
│      │ 业人数     │    │      │       │
└──────┴────────────┴────┴──────┴───────┘
"""
ROWS = [
    ["1", "毕业生去向落实人数", "人", "2,604", "2,718"],
    ["2", "毕业生面向三次产业就业人数", "人", "2,025", "2,107"],
]
HEADER = ["序号", "指标", "单位", "人数 / 2023年", "人数 / 2024年"]

MERGED = """
+------------+----------+------+-------+
| 学校       | 项目     | 单位 | 数值  |
+------------+----------+------+-------+
| 云溪市第一 | 在校生数 | 人   | 2,604 |
| 职业技术   +----------+------+-------+
| 学校       | 毕业生数 | 人   | 801   |
+------------+----------+------+-------+
| 合计                  | 人   | 3,405 |
+-----------------------+------+-------+
"""


def table_of(folder: Path, drawn: str) -> Table:
    text = f"云溪市职业教育质量年度报告\n（2024年）\n\n一、规模\n\n表1 基本情况{drawn}\n以上为全市数据。\n"
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    (table,) = extract_report(read_source(path), load_patterns()).report.tables
    return table


@pytest.mark.parametrize("signs", ["", "║═", "┃━", "|-"])
def test_what_rules_enclose_is_one_cell(tmp_path: Path, signs: str) -> None:
    drawn = WRAPPED.translate(str.maketrans("│─", signs)) if signs else WRAPPED
    if signs == "|-":
        drawn = drawn.translate(dict.fromkeys(map(ord, "┌┬┐├┼┤└┴┘"), "+"))
    table = table_of(tmp_path, drawn)
    assert (table.header, table.rows) == (HEADER, ROWS)


def test_drawing_signs_may_be_as_wide_as_ideographs() -> None:
    lines = ["┌──┬───┐", "│指标│人数  │", "├──┼───┤", "│合计│2,604 │", "├──┴───┤", "│数据来自各校│", "└──────┘"]
    (piece,) = lay_out_text("\n".join(lines)).pieces
    assert [[(cell.column, cell.colspan) for cell in row] for row in piece.rows] == [[(0, 1), (1, 1)]] * 2 + [[(0, 2)]]


def test_a_merged_cell_goes_on_past_the_rules_beside_it(tmp_path: Path) -> None:
    rows = table_of(tmp_path, MERGED).rows
    assert rows == [
        ["云溪市第一职业技术学校", "在校生数", "人", "2,604"],
        ["", "毕业生数", "人", "801"],
        ["合计", "", "人", "3,405"],
    ]


def test_values_under_one_another_without_rules_between_are_rows(tmp_path: Path) -> None:
    rows = table_of(
        tmp_path,
        "\n 项目   | 2023年 | 2024年\n--------+--------+--------\n 在校生 | 2,604  | 2,718\n 毕业生 | 801    | 822\n",
    ).rows
    assert rows == [["在校生", "2,604", "2,718"], ["毕业生", "801", "822"]]


def test_an_empty_first_cell_without_edges_is_a_cell(tmp_path: Path) -> None:
    assert table_of(tmp_path, "\n序号|指标|2024年\n1|毕业生|822\n|其中：升学|301\n").rows[1] == [
        "",
        "其中：升学",
        "301",
    ]


@given(st.text(alphabet="┌┬┐├┼┤└┴┘│─+-|=═║ 甲1\n", max_size=200))
def test_whatever_is_drawn_all_words_stay_in_order(text: str) -> None:
    layout = lay_out_text(text)
    for piece in layout.pieces:
        for row in piece.rows:
            assert all(piece.start <= cell.start <= cell.end <= piece.end for cell in row)
            assert len({cell.column for cell in row}) == len(row)
