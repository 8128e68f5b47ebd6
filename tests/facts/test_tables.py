"""What the cells of tables state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.facts.outlines import Writer

from extract.facts.entities import gather_entities
from extract.facts.model import Draft, Front
from extract.facts.rows import read_tables
from extract.facts.tables import table_drafts
from extract.facts.tiers import TierTeller
from extract.numerals import scan_numerals
from extract.records import Period
from extract.rules.patterns import Patterns, load_patterns

YEAR = Period(
    label="2023-2024学年", kind="academic_year", start="2023-09-01", end="2024-08-31", year=2024, basis="stated"
)
FRONT = Front(title="岚川市中等职业教育质量报告", entity="岚川市", report_year=2024, period=YEAR)
SCHOOLS = "岚川市第一职业技术学校和云河县职业技术学校参加。"


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def read(patterns: Patterns, writer: Writer, *, vocational: bool = True) -> list[Draft]:
    outline = writer.say("paragraph", SCHOOLS).outline()
    numerals = [scan_numerals(passage.text, patterns.lexicon) for passage in outline.passages]
    roster = gather_entities(outline, FRONT, patterns.names)
    readings = read_tables(outline, numerals, patterns, FRONT)
    tiers = TierTeller(outline, patterns, FRONT, roster)
    return table_drafts(readings, patterns, FRONT, roster, tiers, vocational=vocational)


def facts(drafts: list[Draft]) -> list[tuple[str, str, str | None, int | None]]:
    """Return path, value, unit and year of each draft."""
    return [
        (">".join(d.path), str(d.quantity.value), d.quantity.unit, d.period.year if d.period else None) for d in drafts
    ]


def test_a_column_of_a_year_states_levels_of_that_year(patterns: Patterns) -> None:
    writer = Writer().table(
        ["序号", "指标", "单位", "2023 年", "2024 年"], [["1", "毕业生人数*", "人", "1,020", "980"]]
    )
    assert facts(read(patterns, writer)) == [("毕业生人数", "1020", "人", 2023), ("毕业生人数", "980", "人", 2024)]


def test_a_row_of_a_year_states_what_its_columns_name(patterns: Patterns) -> None:
    rows = [["2022-2023 学年", "所", "11", "9"], ["2023-2024 学年", "所", "12 ↑", "10 ↑"]]
    drafts = read(patterns, Writer().table(["年份", "单位", "学校数", "公办学校"], rows))
    assert facts(drafts)[2:] == [("学校数", "12", "所", 2024), ("公办学校", "10", "所", 2024)]
    assert [draft.indicator for draft in drafts[:2]] == ["schools.total", "schools.public"]
    assert {draft.period.start for draft in drafts if draft.period} == {"2022-09-01", "2023-09-01"}


def test_standards_and_changes_are_kinds_of_their_own(patterns: Patterns) -> None:
    header = ["指标项目", "单位", "国家标准", "2023 年", "2024 年", "变化情况"]
    rows = [
        ["生均校园占地面积", "平方米", "≥33", "41.5", "40.22", "1.28 ↓"],
        ["生师比", "—", "≤20:1", "17.6: 1", "15.51:1", "↓"],
        ["校舍建筑面积", "平方米", "--", "/", "", "—"],
    ]
    drafts = read(patterns, Writer().table(header, rows))
    assert [draft.kind for draft in drafts] == ["threshold", "level", "level", "change", "threshold", "ratio", "ratio"]
    threshold, _, level, change, limit, *_ = drafts
    assert (threshold.quantity.hedge, threshold.quantity.interval) == ("ge", (Decimal(33), None))
    assert (limit.quantity.hedge, limit.quantity.unit) == ("le", ":1")
    assert (change.direction, change.of, change.period) == ("down", level, level.period)
    assert change.path == ("生均校园占地面积", "变化情况")


@pytest.mark.parametrize(
    ("cells", "ways"),
    [
        (("12", "-3"), ["up", "down"]),
        (("↑12", "↓3"), ["up", "down"]),
        (("增加12", "减少3"), ["up", "down"]),
        (("12", "↓3"), [None, "down"]),
        (("+12", "−3"), ["up", "down"]),
    ],
)
def test_the_way_of_a_change_stands_in_the_cell(
    patterns: Patterns, cells: tuple[str, str], ways: list[str | None]
) -> None:
    rows = [["在校生", "人", "100", cells[0]], ["毕业生", "人", "90", cells[1]]]
    drafts = read(patterns, Writer().table(["指标", "单位", "2024年", "增减"], rows))
    assert [draft.direction for draft in drafts if draft.kind == "change"] == ways


def test_a_rate_of_change_is_no_share(patterns: Patterns) -> None:
    header = ["项目", "2023年", "2024年", "增长率（%）"]
    drafts = read(patterns, Writer().table(header, [["教学仪器设备值（万元）", "100", "112", "12"]]))
    assert [(draft.kind, draft.quantity.unit) for draft in drafts] == [
        ("level", "万元"),
        ("level", "万元"),
        ("change_rate", "%"),
    ]
    assert {draft.indicator for draft in drafts} == {"conditions.equipment"}


def test_a_change_of_a_share_is_in_percentage_points(patterns: Patterns) -> None:
    drafts = read(
        patterns, Writer().table(["指标", "单位", "2024年", "变化"], [["“双师型”教师比例", "%", "61.5", "0.5↑"]])
    )
    assert [(d.kind, d.quantity.unit, d.quantity.canonical_unit) for d in drafts] == [
        ("share", "%", "%"),
        ("change", "%", "百分点"),
    ]


@pytest.mark.parametrize(
    ("header", "cell", "unit", "canonical"),
    [
        (["指标", "单位", "2024年"], ["经费总收入", "万元", "120.5"], "万元", "1205000.0"),
        (["指标", "2024年（万元）"], ["经费总收入", "120.5"], "万元", "1205000.0"),
        (["指标", "2024年"], ["经费总收入（万元）", "120.5"], "万元", "1205000.0"),
        (["指标", "2024年"], ["经费总收入", "120.5万元"], "万元", "1205000.0"),
        (["指标", "单位", "2024年"], ["毕业生本省去向落实率", "%", "97.07%"], "%", "97.07"),
    ],
)
def test_the_unit_stands_in_cell_column_label_or_unit_column(
    patterns: Patterns, header: list[str], cell: list[str], unit: str, canonical: str
) -> None:
    (draft,) = read(patterns, Writer().table(header, [cell]))
    assert draft.quantity.unit == unit
    assert draft.quantity.canonical_value == Decimal(canonical)
    assert draft.path[0] == cell[0].split("（")[0]


def test_the_caption_gives_the_unit_where_no_nearer_one_is_printed(patterns: Patterns) -> None:
    rows = [["财政专项经费", "20"], ["办学条件达标率（%）", "100"]]
    drafts = read(patterns, Writer().table(["指标", "2024年"], rows, unit="万元"))
    assert [draft.quantity.unit for draft in drafts] == ["万元", "%"]


def test_whole_numbers_of_counted_things_are_exact_and_measured_ones_are_not(patterns: Patterns) -> None:
    rows = [["在校生", "人", "100"], ["经费总收入", "元", "100"], ["某项", "", "100"]]
    people, money, unknown = (
        draft.quantity.interval for draft in read(patterns, Writer().table(["指标", "单位", "2024年"], rows))
    )
    assert people == unknown == (Decimal(100), Decimal(100))
    assert money == (Decimal("99.5"), Decimal(101))


def test_a_school_in_the_row_bears_the_facts_and_a_total_is_the_report_s(patterns: Patterns) -> None:
    header = ["序号", "学校名称", "在校生数（人）", "计划招生数（人）"]
    rows = [
        ["1", "岚川市第一职业技术学校", "320", "90"],
        ["2", "云河县职业技术学校", "—", "60"],
        [("合计", 1, 2), "320", "150"],
    ]
    drafts = read(patterns, Writer().table(header, rows, title="2023 年部分学校招生"))
    assert [draft.entity for draft in drafts] == [
        "岚川市第一职业技术学校",
        "岚川市第一职业技术学校",
        "云河县职业技术学校",
        "岚川市",
        "岚川市",
    ]
    assert drafts[0].path == ("岚川市第一职业技术学校", "在校生数")
    assert [draft.aspect for draft in drafts[:2]] == ["actual", "plan"]
    assert {(d.period.year, d.period.basis) for d in drafts if d.period} == {(2023, "inherited")}


@pytest.mark.parametrize(
    ("title", "own", "total"),
    [
        ("各校在校生", "students.full_time", "students.full_time"),
        ("部分学校在校生", "students.full_time", None),
        ("贯通培养试点情况", None, None),
    ],
)
def test_a_title_may_narrow_what_a_table_of_schools_counts(
    patterns: Patterns, title: str, own: str | None, total: str | None
) -> None:
    rows = [["岚川市第一职业技术学校", "320"], ["合计", "320"]]
    drafts = read(patterns, Writer().table(["学校名称", "在校生（人）"], rows, title=title))
    assert [draft.indicator for draft in drafts] == [own, total]


def test_a_school_in_the_column_s_label_bears_the_facts(patterns: Patterns) -> None:
    header = ["指标", "岚川市第一职业技术学校", "云河县职业技术学校"]
    drafts = read(patterns, Writer().table(header, [["专任教师（人）", "120", "80"]]))
    assert [draft.entity for draft in drafts] == ["岚川市第一职业技术学校", "云河县职业技术学校"]
    assert {draft.indicator for draft in drafts} == {"teachers.full_time"}
    assert {draft.period.basis for draft in drafts if draft.period} == {"default"}


def test_merged_groups_and_two_storeys_enter_the_path(patterns: Patterns) -> None:
    header = ["类别", "指标", "年度 / 2023 年", "年度 / 2024 年", "规划 / 目标值"]
    rows = [[("师资队伍", 2, 1), "专任教师（人）", "300", "310", "400"], ["外聘教师（人）", "20", "25", "30"]]
    drafts = read(patterns, Writer().table(header, rows))
    assert facts(drafts)[0] == ("师资队伍>专任教师", "300", "人", 2023)
    assert facts(drafts)[4] == ("师资队伍>外聘教师", "25", "人", 2024)
    assert (drafts[5].path, drafts[5].aspect) == (("师资队伍", "外聘教师", "规划", "目标值"), "plan")


def test_two_blocks_side_by_side_are_read_apart(patterns: Patterns) -> None:
    header = ["项目", "数值", "项目", "数值"]
    drafts = read(patterns, Writer().table(header, [["在校生", "3200人", "专任教师", "180人"]]))
    assert [draft.path for draft in drafts] == [("在校生", "数值"), ("专任教师", "数值")]
    assert [draft.indicator for draft in drafts] == ["students.full_time", "teachers.full_time"]


@pytest.mark.parametrize(
    "cell", ["2022 级 3 班", "张三等 3 人", "见附件 2", "1985 年", "2023 年 9 月", "电商、物流", "第 3 期"]
)
def test_a_text_cell_states_no_fact(patterns: Patterns, cell: str) -> None:
    rows = [["在校生", "12"], ["专任教师", "13"], ["其他", cell]]
    assert len(read(patterns, Writer().table(["指标", "2024年"], rows))) == 2


def test_a_bare_number_that_looks_like_a_year_is_a_value(patterns: Patterns) -> None:
    drafts = read(patterns, Writer().table(["指标", "单位", "2024年"], [["毕业生人数", "人", "2024"]]))
    assert facts(drafts) == [("毕业生人数", "2024", "人", 2024)]


@pytest.mark.parametrize("cell", ["35（含兼职）", "35①", "35 *", "约 35", "35 ↑"])
def test_a_remark_beside_the_figure_does_no_harm(patterns: Patterns, cell: str) -> None:
    (draft,) = read(patterns, Writer().table(["指标", "单位", "2024年"], [["专任教师", "人", cell]]))
    assert draft.quantity.value == 35


def test_a_column_that_counts_something_else_has_its_own_unit_and_is_not_the_row_s_indicator(
    patterns: Patterns,
) -> None:
    header = ["序号", "指标", "单位", "2023年", "2024年", "调查人次"]
    rows = [["1", "在校生满意度", "%", "95.1", "96.2", "1200"], ["2", "家长满意度", "%", "94", "95", "800"]]
    drafts = read(patterns, Writer().table(header, rows, title="满意度调查表"))
    assert [(draft.indicator, draft.kind, draft.quantity.unit) for draft in drafts[1:3]] == [
        ("satisfaction.students", "share", "%"),
        (None, "level", "人次"),
    ]
    assert drafts[2].path == ("在校生满意度", "调查人次")


def test_a_label_may_name_its_year(patterns: Patterns) -> None:
    header = ["指标", "2023 年满意度（%）", "2024 年满意度（%）"]
    drafts = read(patterns, Writer().table(header, [["在校生", "95.1", "96.2"]]))
    assert [draft.indicator for draft in drafts] == ["satisfaction.students"] * 2
    assert [draft.period.year for draft in drafts if draft.period] == [2023, 2024]
    assert drafts[0].path == ("在校生", "2023年满意度")


def test_a_range_has_no_value(patterns: Patterns) -> None:
    (draft,) = read(patterns, Writer().table(["指标", "2024年"], [["订单班", "8-10个"]]))
    assert (draft.quantity.value, draft.quantity.interval) == (None, (Decimal(8), Decimal(10)))


def test_a_label_s_restriction_is_a_proviso_and_stays_in_the_path(patterns: Patterns) -> None:
    (draft,) = read(patterns, Writer().table(["指标", "单位", "2024年"], [["学校数（不含技工院校）", "所", "12"]]))
    assert (draft.proviso, draft.path) == ("不含技工院校", ("学校数（不含技工院校）",))


def test_a_row_that_heads_others_is_the_outermost_label(patterns: Patterns) -> None:
    rows = [["一、办学规模", "", ""], ["在校生", "人", "3200"], [("教师", 1, 3)], ["专任教师", "人", "180"]]
    drafts = read(patterns, Writer().table(["指标", "单位", "2024年"], rows))
    assert [draft.path for draft in drafts] == [("一、办学规模", "在校生"), ("教师", "专任教师")]
    assert [draft.indicator for draft in drafts] == ["students.full_time", "teachers.full_time"]


def test_a_part_is_not_taken_for_the_indicator_of_its_bare_name(patterns: Patterns) -> None:
    rows = [["1", "在国外开办学校数", "所", "1"], ["", "其中：在校生数", "人", "60"]]
    drafts = read(patterns, Writer().table(["序号", "指标", "单位", "2024年"], rows, title="海外办学"))
    assert [draft.indicator for draft in drafts] == ["international.schools", None]


def test_the_national_form_names_indicators_by_place(patterns: Patterns) -> None:
    rows = [
        ["7", "在线精品课程数*", "门", "20"],
        ["", "", "学时", "1338"],
        ["", "在线精品课程课均学生数*", "人", "52"],
        ["", "其中：国家级数量*", "门", "1"],
        ["", "接入国家智慧教育平台数*", "门", "1"],
        ["", "省级数量", "门", "14"],
        ["", "接入国家智慧教育平台数*", "门", "3"],
    ]
    drafts = read(patterns, Writer().table(["序号", "指标", "单位", "2024 年"], rows, title="教学资源表"))
    assert [draft.indicator for draft in drafts] == [
        "courses.excellent",
        "courses.excellent_hours",
        "courses.excellent_average",
        "courses.excellent_national",
        "courses.excellent_national_platform",
        "courses.excellent_provincial",
        "courses.excellent_provincial_platform",
    ]
    assert drafts[6].path == ("在线精品课程数", "省级数量", "接入国家智慧教育平台数")
    assert drafts[6].rule == "table:resources/courses.excellent_provincial_platform"


def test_a_few_rows_of_a_form_under_another_title_are_another_table(patterns: Patterns) -> None:
    rows = [["毕业生初次就业人数", "人", "90"], ["其中：留在当地就业人数", "人", "60"]]
    drafts = read(patterns, Writer().table(["指标", "单位", "2024 年"], rows, title="毕业生就业去向"))
    assert {draft.rule for draft in drafts} == {"table"}
    assert drafts[1].indicator == "graduates.local_jobs"


def test_a_report_of_another_field_names_no_indicator(patterns: Patterns) -> None:
    (draft,) = read(patterns, Writer().table(["指标", "2024年"], [["在校生（人）", "320"]]), vocational=False)
    assert (draft.indicator, draft.name) == (None, "在校生")


def test_a_large_table_is_read_whole(patterns: Patterns) -> None:
    rows = [[f"其中：第{'甲乙丙丁'[i % 4]}类数", "人", str(i), str(i + 1)] for i in range(4_000)]
    writer = Writer().table(["指标", "单位", "2023年", "2024年"], rows)
    assert len(read(patterns, writer)) == 8_000


def test_a_column_that_tells_only_the_measure_leaves_the_row_its_name(patterns: Patterns) -> None:
    drafts = read(patterns, Writer().table(["项目", "人数"], [["毕业生数", "320"], ["落实去向", "310"]]))
    assert [draft.indicator for draft in drafts] == ["graduates.total", "graduates.placed"]
