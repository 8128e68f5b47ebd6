"""How a decoded text becomes pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout.model import Layout
from extract.layout.text import lay_out_text


def shown(layout: Layout) -> list[str | list[list[str]]]:
    """Return each text piece as its string, each table piece as rows of strings."""
    text = layout.text
    return [
        [[text[cell.start : cell.end] for cell in row] for row in piece.rows]
        if piece.rows
        else text[piece.start : piece.end]
        for piece in layout.pieces
    ]


def test_each_line_that_is_not_blank_is_a_piece() -> None:
    assert shown(lay_out_text("\n 第一行 \n\n\u3000第二行\n\f第三行")) == ["第一行", "第二行", "第三行"]


def test_tabbed_lines_are_one_table_with_empty_cells_in_place() -> None:
    text = "序号\t指标\t2024 年\n1\t毕业生\t30\n\t其中：升学\t\n\t就业\t12\n"
    assert shown(lay_out_text(text)) == [
        [["序号", "指标", "2024 年"], ["1", "毕业生", "30"], ["", "其中：升学", ""], ["", "就业", "12"]]
    ]


def test_a_blank_line_parts_a_table_in_two_pieces() -> None:
    assert len(lay_out_text("甲\t乙\n1\t2\n\n甲\t乙\n3\t4\n").pieces) == 2


@pytest.mark.parametrize("line", ["1.1 规模.....\t12", "图 2-1 签约……\t3", "前言 ·······\t1", "附录______\t"])
def test_the_tab_of_a_directory_line_makes_no_table(line: str) -> None:
    assert shown(lay_out_text(f"{line}\n{line}\n")) == [line.strip()] * 2


def test_a_tab_at_the_head_of_a_paragraph_is_white_space() -> None:
    assert shown(lay_out_text("\t全市共有学校。\n\t另有分校。\n")) == ["全市共有学校。", "另有分校。"]


def test_a_lone_row_belongs_to_the_table_before_it() -> None:
    text = "甲\t乙\n1\t2\n\n12\n\n3\t4\n\n正文。\n"
    assert shown(lay_out_text(text)) == [[["甲", "乙"], ["1", "2"]], "12", [["3", "4"]], "正文。"]


def test_a_lone_line_with_one_tab_is_text() -> None:
    assert shown(lay_out_text("单位名称\t某市教育局\n正文。")) == ["单位名称\t某市教育局", "正文。"]


def test_a_label_broken_over_two_lines_is_one_cell() -> None:
    text = "指标\t单位\t2023 年\t2024 年\n在国外担任职务的\n专任教师人数\t人\t3\t4\n接收国外留学\n生人数\t人\t1\t2\n"
    table = lay_out_text(text).pieces[0]
    assert [text[row[0].start : row[0].end] for row in table.rows] == [
        "指标",
        "在国外担任职务的\n专任教师人数",
        "接收国外留学\n生人数",
    ]


def test_a_row_cut_inside_a_middle_cell_is_mended() -> None:
    text = "序号\t指标\t单位\t2024 年\n1\t在校生人数\t人\t9\n2\t教学仪器\n设备资产值\t万元\t8\n"
    table = lay_out_text(text).pieces[0]
    assert [len(row) for row in table.rows] == [4, 4, 4]
    assert text[table.rows[2][1].start : table.rows[2][1].end] == "教学仪器\n设备资产值"


def test_a_title_between_two_tables_is_no_cell() -> None:
    text = "指标\t2024 年\n学校\t12\n教师情况\n指标\t2024 年\n教师\t30\n"
    assert len(lay_out_text(text).pieces) == 3


def test_short_rows_are_not_mended_with_the_row_below() -> None:
    text = "指标\t单位\t数\n教师\t人\n学生\t人\n学校\t所\t3\n班级\t个\t4\n"
    assert [len(row) for row in lay_out_text(text).pieces[0].rows] == [3, 2, 2, 3, 3]


@given(st.text(alphabet="甲1. \t\n\f…。", max_size=120))
def test_pieces_are_in_order_and_leave_nothing_out(text: str) -> None:
    layout = lay_out_text(text)
    covered = [False] * len(text)
    last = 0
    for piece in layout.pieces:
        assert last <= piece.start < piece.end
        last = piece.end
        covered[piece.start : piece.end] = [True] * (piece.end - piece.start)
        for row in piece.rows:
            assert all(piece.start <= cell.start <= cell.end <= piece.end for cell in row if cell.end > cell.start)
    assert all(sign.isspace() or seen for sign, seen in zip(text, covered, strict=True))


@pytest.mark.parametrize(
    "rows",
    [
        "| 专业 | 人数 | 占比 |\n| --- | :-: | --- |\n| 机电 | 30 | 12% |\n| | 8 | |",
        "+----+----+----+\n| 专业 | 人数 | 占比 |\n+----+----+----+\n| 机电 | 30 | 12% |\n| | 8 | |",
        "专业｜人数｜占比\n机电｜30｜12%\n－｜8｜－",
        "专业    人数   占比\n机电    30     12%\n        8      9%",
        "专业　　人数　　占比\n机电　　30　　　12%\n　　　　8　　　 9%",
        "专业 人数 占比\n机电 30 12%\n幼儿 保育 8 9%",
        '专业,人数,占比\n机电,30,12%\n"幼儿, 保育",8,9%',
        "专业\n人数\n占比\n机电\n30\n12%\n幼儿\n8\n9%",
        "专业\n\n人数\n\n占比\n\n机电\n\n30\n\n12%\n\n幼儿\n\n8\n\n9%",
    ],
)
def test_bars_and_blanks_part_cells_as_tabs_do(rows: str) -> None:
    text = f"正文一段。\n{rows}\n正文又一段。\n"
    table = shown(lay_out_text(text))[1]
    assert isinstance(table, list)
    assert [row[:2] for row in table[:2]] == [["专业", "人数"], ["机电", "30"]]
    assert table[2][1] == "8"


@pytest.mark.parametrize(
    "lines",
    [
        "第一章  基本情况\n第二章  育人成效",
        "图 1-1 课堂    图 1-2 工坊    图 1-3 赛场",
        "单位名称：    某市教育局\n负责人：    周某",
        "质量年报 | 第 3 页\n质量年报 | 第 4 页",
        "在校生,教师,班级\n在校生2310人,教师168人,班级52个",
        "项目\n机电\n30\n幼儿\n8",
        "指标\n规模\n结构\n机电专业\n30 人\n12 个\n幼儿专业\n8 人\n9 个",
    ],
)
def test_blanks_and_bars_in_other_lines_make_no_table(lines: str) -> None:
    assert shown(lay_out_text(lines)) == lines.split("\n")


def test_a_caption_right_above_a_table_set_by_blanks_is_no_row() -> None:
    text = "表1-1  专业点\n专业大类     专业点数   在校生数\n财经商贸大类   286    71236\n装备制造大类   31     905\n"
    assert shown(lay_out_text(text)) == [
        "表1-1  专业点",
        [["专业大类", "专业点数", "在校生数"], ["财经商贸大类", "286", "71236"], ["装备制造大类", "31", "905"]],
    ]


def test_a_row_set_by_single_blanks_has_its_label_whole() -> None:
    text = "指标 单位 2021年 2022年\n月收入 元 4326 4512\n理工农医类 专业相关度 % 71.2 —\n"
    assert shown(lay_out_text(text)) == [
        [
            ["指标", "单位", "2021年", "2022年"],
            ["月收入", "元", "4326", "4512"],
            ["理工农医类 专业相关度", "%", "71.2", "—"],
        ]
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "图 目 录\n图 1-1 课堂 12\n图 1-2 工坊 14",
        "第一章 学校概况 历史\n1.1 规模 1\n1.2 结构 2",
        "教育 教学 改革\n全年 投入 资金 120 万元\n全年 新增 设备 30 台",
        "学校 2023 2024\n机电 30 31",
    ],
)
def test_words_and_numbers_with_blanks_between_are_no_table_by_themselves(lines: str) -> None:
    assert shown(lay_out_text(lines)) == lines.split("\n")


LAID_OUT = """\
                     表 4 国际影响表

序号                指标               单位       2022 年   2023 年

     开发并被国外采用的职业教育标准、资源、装备
1                                  个          22       28
     数量

     其中：标准数量                       个          15       19

2    在国外开办学校数                      所          1         1
"""


def test_a_label_over_lines_stands_beside_its_values() -> None:
    """A page turned into text: a sign a column, values beside the middle of a label, blank lines between rows."""
    layout = lay_out_text(LAID_OUT)
    table = layout.pieces[1]
    rows = [[layout.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert rows == [
        ["序号", "指标", "单位", "2022 年", "2023 年"],
        ["1", "开发并被国外采用的职业教育标准、资源、装备", "个", "22", "28"],
        ["", "数量", "", "", ""],
        ["", "其中：标准数量", "个", "15", "19"],
        ["2", "在国外开办学校数", "所", "1", "1"],
    ]
    assert table.rests == {2}


def rows_of(lines: list[str]) -> list[list[str]]:
    """Return the rows of the one table that ``lines`` set, what goes on with a row joined to it."""
    layout = lay_out_text("\n".join(lines))
    (piece,) = [piece for piece in layout.pieces if piece.rows]
    rows: list[list[str]] = []
    for at, row in enumerate(piece.rows):
        cells = [layout.text[cell.start : cell.end] for cell in row]
        if at in piece.rests:
            rows[-1] = [above + cell for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows


def test_a_blank_parts_cells_where_one_column_of_values_ends_or_begins() -> None:
    lines = [
        "序号         指标       单位 2024年 2025年 调查方式",
        " 1 在校生满意度             % 95.21 95.83 问卷调查",
        " 2     教职工满意度         % 94.86 95.31 问卷调查",
        " 3 1+X 证书获取率          % 41.50 43.27 学校统计",
    ]
    assert rows_of(lines) == [
        ["序号", "指标", "单位", "2024年", "2025年", "调查方式"],
        ["1", "在校生满意度", "%", "95.21", "95.83", "问卷调查"],
        ["2", "教职工满意度", "%", "94.86", "95.31", "问卷调查"],
        ["3", "1+X 证书获取率", "%", "41.50", "43.27", "学校统计"],
    ]


def test_cells_that_a_program_sets_step_by_step_stand_side_by_side() -> None:
    lines = [
        "序号          指标           单位   2024年   2025年",
        "  1        月收入           元    5102     5287",
        "  2 毕业去向落实率",
        "    其中：本省去向落实率",
        "                            %",
        "                            %",
        "                                 96.4",
        "                                 78.0",
        "                                          96.7",
        "                                          79.3",
        "  3        晋升比例           %    57.3     58.8",
    ]
    assert rows_of(lines)[2:4] == [
        ["2", "毕业去向落实率", "%", "96.4", "96.7"],
        ["", "其中：本省去向落实率", "%", "78.0", "79.3"],
    ]


def test_columns_too_close_for_room_between_are_parted_word_by_word() -> None:
    lines = [
        "院校代码         院校名称             指标           单位 2016年 2017年",
        "                              就业率           % 97.81 98.05",
        "                              月收入          元 3012 3254",
        " 13988      云台工程职业学院      理工农医类专业相关度        % 65.2 67.0",
        "                             母校满意度          % 91.3 92.6",
    ]
    rows = rows_of(lines)
    assert rows[0] == ["院校代码", "院校名称", "指标", "单位", "2016年", "2017年"]
    assert [row[2:] for row in rows[1:3]] == [["就业率", "%", "97.81", "98.05"], ["月收入", "元", "3012", "3254"]]


def test_a_head_alone_at_the_foot_of_a_page_heads_the_rows_on_the_next() -> None:
    rows = "  2019级     2405      2.1\n  2020级     2380      2.6\n"
    head, _, _, body = shown(lay_out_text(f"  年级      测试人数     优秀率\n\n\n      1\n\f某校质量年报\n\n{rows}"))
    assert head == [["年级", "测试人数", "优秀率"]]
    assert body == [["2019级", "2405", "2.1"], ["2020级", "2380", "2.6"]]


def test_groups_begin_where_a_label_comes_again_behind_one_with_its_unit() -> None:
    lines = [
        "         毕业生数         去向落实                               其中：升学",
        " 学院",
        "          （人）      人数       落实率                         人数                    升学率",
        "会计学院      806      779      96.65%                      152                   18.86%",
        "商学院       691      662      95.80%                      118                   17.08%",
    ]
    (piece,) = lay_out_text("\n".join(lines)).pieces
    assert [(cell.column, cell.colspan) for cell in piece.rows[0]] == [(0, 1), (1, 1), (2, 2), (4, 2)]


def test_a_number_in_the_middle_of_a_merged_cell_stands_in_its_first_row() -> None:
    lines = [
        "序号   指标            单位    2024年   2025年",
        "     知识产权项目数       项      182     207",
        " 1   其中：专利授权数量    项      131     149",
        "     发明专利授权数量      项       23      31",
        "     培训项目数          项       84      92",
        " 2",
        "     其中：公益项目        项       20      22",
    ]
    assert [row[:2] for row in rows_of(lines)[1:]] == [
        ["1", "知识产权项目数"],
        ["", "其中：专利授权数量"],
        ["", "发明专利授权数量"],
        ["2", "培训项目数"],
        ["", "其中：公益项目"],
    ]


def test_cells_run_over_lines_above_and_below_their_values() -> None:
    lines = [
        "     学校      举办者    在校生（人）  招生（人）",
        "汶南市工业学校     市教育",
        "             局       4218        1503",
        "东原县职业中等专    县政府    2874        1012",
        "业学校",
        "河曲职业教育中心    县政府    2055        688",
    ]
    assert rows_of(lines)[1:] == [
        ["汶南市工业学校", "市教育局", "4218", "1503"],
        ["东原县职业中等专业学校", "县政府", "2874", "1012"],
        ["河曲职业教育中心", "县政府", "2055", "688"],
    ]


def test_groups_of_unlike_labels_beside_labels_of_both_storeys_stand_under_their_heads() -> None:
    lines = [
        " 年度     教职工数     专任教师数              学历              职称",
        "                                研究生 本科        高级    中级      初级",
        " 2020    213       184           11    169    48    83      53",
        " 2021    219       190           14    173    52    86      52",
    ]
    (piece,) = lay_out_text("\n".join(lines)).pieces
    assert [(cell.column, cell.colspan) for cell in piece.rows[0]] == [(0, 1), (1, 1), (2, 1), (3, 2), (5, 3)]


def test_a_head_over_lines_is_one_row() -> None:
    lines = [
        "             包含专业数               “双师型”教师",
        "专业群名称              在校生数（人）",
        "              （个）                  占比（%）",
        "智能制造群       6         2310          72.32",
        "信息技术群       7         2485          69.44",
    ]
    layout = lay_out_text("\n".join(lines))
    [table] = layout.pieces
    rows = [[layout.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert rows[:2] == [
        ["专业群名称", "包含专业数", "在校生数（人）", "“双师型”教师"],
        ["", "（个）", "", "占比（%）"],
    ]
    assert table.rests == {1}


def test_a_head_over_several_others_spans_their_columns() -> None:
    lines = [
        "                 毕业去向（人）           满意度（%）",
        "   学院",
        "               就业        升学       学生       雇主",
        " 机电学院       682        215       93.8       96.1",
        " 交通学院       514        148       92.7       95.4",
    ]
    layout = lay_out_text("\n".join(lines))
    [table] = layout.pieces
    head = [(layout.text[cell.start : cell.end], cell.column, cell.colspan) for cell in table.rows[0]]
    assert head == [("", 0, 1), ("毕业去向（人）", 1, 2), ("满意度（%）", 3, 2)]
    assert [layout.text[cell.start : cell.end] for cell in table.rows[1]] == ["学院", "就业", "升学", "学生", "雇主"]


def test_a_line_about_a_table_is_no_row_of_it() -> None:
    rows = ["培训类别      期数      人次", "企业职工      186      18250", "退役军人      24       1130"]
    layout = lay_out_text(
        "\n".join(["          表 3-1 社会培训情况", "                  统计时间：2024 年 8 月", *rows])
    )
    assert [piece.kind for piece in layout.pieces] == ["text", "text", "table"]


def test_names_of_columns_with_single_blanks_between_are_a_head() -> None:
    lines = [
        "     专业群   专业数（个） 在校生（人） 双师比例（%） 实训基地（个）",
        "    智能制造       8     2865      81.2    14",
        "    现代交通       6     1940      76.55   9",
    ]
    layout = lay_out_text("\n".join(lines))
    [table] = layout.pieces
    head = [layout.text[cell.start : cell.end] for cell in table.rows[0]]
    assert head == ["专业群", "专业数（个）", "在校生（人）", "双师比例（%）", "实训基地（个）"]


def test_a_head_that_reaches_over_several_others_spans_their_columns() -> None:
    lines = [
        "                               生均面积（㎡）                        生均设备（元）",
        "                 学校",
        "                              校舍              占地        2023年       2024年",
        "         白鹭第一职业技术学校            28.35           41.2       15230       16108",
        "            白鹭工贸学校            31.7            39.85      14876       15990",
    ]
    layout = lay_out_text("\n".join(["表 1-2 办学条件", "", *lines]))
    _, table = layout.pieces
    head = [(layout.text[cell.start : cell.end], cell.column, cell.colspan) for cell in table.rows[0]]
    assert head == [("", 0, 1), ("生均面积（㎡）", 1, 2), ("生均设备（元）", 3, 2)]


@pytest.mark.parametrize("torn", [False, True])
def test_a_table_set_by_blanks_whose_cells_stand_on_lines_of_other_rows_is_unsure(torn: bool) -> None:
    rows = ["序号    指标      2023 年   2024 年", " 1     学生数      101     201", " 2     教师数     11      21"]
    rest = [
        "  3",
        "                 46      41",
        "  4     专业数      5       6",
    ]
    text = "表 1 情况\n\n" + "\n".join(rows + rest * torn) + "\n"
    found = [piece.unsure for piece in lay_out_text(text).pieces if piece.kind == "table"]
    assert found == [torn] * len(found)
    assert found


def test_heads_stand_over_labels_that_repeat_though_the_blanks_set_them_aside() -> None:
    text = (
        "                         2024年                          2025年\n"
        "      类别         人数（人）           占比（%）          人数（人）           占比（%）\n"
        "    硕士及以上          24             10.34           29             12.03\n"
        "     高级职称          71             30.60           76             31.54\n"
    )
    (table,) = [piece for piece in lay_out_text(text).pieces if piece.kind == "table"]
    assert [(cell.column, cell.colspan) for cell in table.rows[0]] == [(0, 1), (1, 2), (3, 2)]
    assert [[text[cell.start : cell.end] for cell in row][1:] for row in table.rows[2:]] == [
        ["24", "10.34", "29", "12.03"],
        ["71", "30.60", "76", "31.54"],
    ]


@pytest.mark.parametrize("upper", ["职称    2023年         2024年", "职称     2023年        2024年"])
def test_heads_beside_a_label_of_both_storeys_span_groups_of_the_same_labels(upper: str) -> None:
    lines = [
        upper,
        "        人数   占比    人数   占比",
        "正高级  6      1.2     8      1.6",
        "副高级  121    24.8    128    25.4",
    ]
    text = "\n".join(lines)
    (piece,) = lay_out_text(text).pieces
    assert [(text[cell.start : cell.end], cell.column, cell.colspan) for cell in piece.rows[0]] == [
        ("职称", 0, 1),
        ("2023年", 1, 2),
        ("2024年", 3, 2),
    ]


def test_a_line_of_places_to_tick_is_no_row_of_a_table_set_by_blanks() -> None:
    lines = ["序号  指标      单位  2024年", "1     毕业生数  人    822", "2     培训项目  项    48"]
    choice = "3     主要经费来源（单选）：省级（√）  地市级（  ）  行业（  ）"
    table, text = shown(lay_out_text("\n".join([*lines, choice])))
    assert (len(table), text) == (3, choice)
