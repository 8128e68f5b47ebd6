"""Secondary and higher vocational education: of which of the two a figure is, where a report tells of both."""

from __future__ import annotations

from hashlib import sha256

import pytest

from extract.pipeline import extract_report
from extract.records import Fact
from extract.rules.patterns import Patterns, load_patterns
from extract.source.model import Source

BOTH = "漓原省职业教育质量年度报告（2024）\n\n一、规模\n（一）中等职业教育\n{}\n（二）高等职业教育\n{}\n二、条件\n{}\n"
SECONDARY = "漓原市中等职业教育质量年度报告（2024）\n\n一、规模\n{}\n"
HIGHER = "漓原省高等职业教育质量年度报告（2024）\n\n一、规模\n{}\n"


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def read(text: str, patterns: Patterns) -> list[Fact]:
    data = text.encode()
    source = Source(name="made.txt", data=data, sha256=sha256(data).hexdigest(), media_type="text/plain")
    return extract_report(source, patterns).report.facts


def tiers(text: str, patterns: Patterns) -> dict[str, str | None]:
    """Return the restriction of each figure, by the figure as printed."""
    return {fact.raw: fact.proviso for fact in read(text, patterns)}


def test_a_heading_names_the_tier_of_what_stands_under_it(patterns: Patterns) -> None:
    facts = read(BOTH.format("全日制在校生3100人。", "全日制在校生4200人。", "教职工900人。"), patterns)
    assert [(fact.indicator, fact.raw, fact.proviso) for fact in facts] == [
        ("students.full_time", "3100人", "中职"),
        ("students.full_time", "4200人", "高职"),
        ("staff.total", "900人", None),
    ]
    assert len({fact.key for fact in facts}) == 3
    assert not any(fact.conflict for fact in facts)


def test_the_tier_that_leads_a_sentence_holds_until_another_is_named(patterns: Patterns) -> None:
    text = "高职在校生4200人，招生1400人，其中中职毕业生320人。中职在校生3100人，专任教师210人。"
    assert tiers(BOTH.format("略。", "略。", text), patterns) == {
        "4200人": "高职",
        "1400人": "高职",
        "320人": "中职",
        "3100人": "中职",
        "210人": "中职",
    }


def test_what_is_told_of_all_schools_is_of_no_tier(patterns: Patterns) -> None:
    text = "高职在校生4200人，中职在校生3100人，合计7300人。全省专任教师610人。"
    told = tiers(BOTH.format("略。", "略。", text), patterns)
    assert told == {"4200人": "高职", "3100人": "中职", "7300人": None, "610人": None}


def test_numbers_in_the_order_of_the_tiers_are_one_of_each(patterns: Patterns) -> None:
    told = tiers(BOTH.format("略。", "略。", "中职、高职专任教师分别为210人、400人。"), patterns)
    assert told == {"210人": "中职", "400人": "高职"}


@pytest.mark.parametrize(
    "table",
    [
        "表1 学校情况\n指标\t单位\t中职\t高职\t合计\n在校生数\t人\t3100\t4200\t7300\n专任教师数\t人\t210\t400\t610\n",
        "表1 学校情况\n类别\t在校生（人）\t专任教师（人）\n"
        "中等职业教育\t3100\t210\n高等职业教育\t4200\t400\n合计\t7300\t610\n",
    ],
    ids=["columns", "rows"],
)
def test_columns_and_rows_of_a_table_name_tiers_and_totals_none(table: str, patterns: Patterns) -> None:
    facts = read(BOTH.format("略。", "略。", table), patterns)
    told = {fact.raw: (fact.indicator, fact.proviso) for fact in facts}
    students, teachers = "students.full_time", "teachers.full_time"
    assert told == {
        "3100": (students, "中职"),
        "4200": (students, "高职"),
        "7300": (students, None),
        "210": (teachers, "中职"),
        "400": (teachers, "高职"),
        "610": (teachers, None),
    }


def test_a_report_of_one_tier_names_the_other_only(patterns: Patterns) -> None:
    text = "中职在校生3100人，比上年增加120人。高职在校生4200人。专任教师210人。"
    told = tiers(SECONDARY.format(text), patterns)
    assert told == {"3100人": None, "120人": None, "4200人": "高职", "210人": None}
    told = tiers(HIGHER.format(text), patterns)
    assert told == {"3100人": "中职", "120人": "中职", "4200人": None, "210人": None}


@pytest.mark.parametrize(
    "text",
    [
        "毕业生中升入高职320人。",
        "与高职院校合作办学，招生320人。",
        "中高职贯通培养招生320人。",
        "中高职衔接专业在校生320人。",
        "五年制高职在校生320人。",
        "高职单招录取320人。",
    ],
)
def test_the_way_from_one_tier_to_the_other_is_of_the_report_s_own(text: str, patterns: Patterns) -> None:
    assert [fact.proviso for fact in read(SECONDARY.format(text), patterns)] == [None]


def test_an_indicator_of_one_tier_is_none_of_the_other(patterns: Patterns) -> None:
    facts = read(BOTH.format("公办学校12所。", "公办学校31所。", ""), patterns)
    assert [(fact.indicator, fact.name) for fact in facts] == [
        ("schools.public", "公办中等职业学校数"),
        (None, "公办高等职业学校数"),
    ]


def test_schools_have_no_tier_beside_their_name(patterns: Patterns) -> None:
    table = "表1 高等职业学校情况\n学校\t在校生数（人）\n漓原职业技术学院\t4200\n漓原工程职业学院\t3900\n"
    assert {fact.proviso for fact in read(BOTH.format("略。", table, ""), patterns)} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "毕业生升学512人，其中本科37人，高职475人，直接就业246人。",
        "毕业生升学512人（本科37人、高职475人），直接就业246人。",
        "与高职院校共建实训基地12个，招生320人。",
    ],
)
def test_where_pupils_go_on_to_is_no_tier(text: str, patterns: Patterns) -> None:
    assert {fact.proviso for fact in read(SECONDARY.format(text), patterns)} == {None}


def test_a_part_of_a_list_leads_nothing_but_its_own_number(patterns: Patterns) -> None:
    text = "录取新生1900人，其中中职毕业生690人，退役军人28人。少数民族学生71人。"
    assert tiers(HIGHER.format(text), patterns) == {"1900人": None, "690人": "中职", "28人": None, "71人": None}


def test_a_tier_may_stand_behind_what_it_divides(patterns: Patterns) -> None:
    facts = read(BOTH.format("略。", "略。", "生师比中职为15.6:1，高职为18.7:1。"), patterns)
    assert [(fact.indicator, fact.proviso) for fact in facts] == [
        ("teachers.student_ratio", "中职"),
        ("teachers.student_ratio", "高职"),
    ]


def test_words_right_before_a_number_tell_more_than_the_name_that_it_takes_over(patterns: Patterns) -> None:
    told = tiers(BOTH.format("略。", "略。", "高职院校教学仪器设备值12.4亿元，中职学校6.2亿元。"), patterns)
    assert told == {"12.4亿元": "高职", "6.2亿元": "中职"}


def test_the_total_of_a_list_of_secondary_schools_is_the_report_s_own(patterns: Patterns) -> None:
    table = "表1 学校情况\n学校\t在校生（人）\n漓原市第一职业技术学校\t310\n漓原市恒科中等职业学校\t420\n合计\t730\n"
    assert {fact.proviso for fact in read(SECONDARY.format(table), patterns)} == {None}


def test_the_noun_behind_a_number_leads_not_the_next_one(patterns: Patterns) -> None:
    facts = read(BOTH.format("略。", "略。", "报告覆盖13所中等职业学校和4所高等职业学校，在校生4200人。"), patterns)
    assert [(fact.raw, fact.proviso) for fact in facts[:2]] == [("13所", None), ("4所", "高职")]


def test_a_row_that_is_a_tier_counts_what_the_title_says(patterns: Patterns) -> None:
    table = "表1 职业学校在校生变化\n类型\t2023年\t2024年\n中等职业学校\t3010\t3100\n高等职业学校\t4120\t4200\n"
    facts = read(BOTH.format("略。", "略。", table), patterns)
    assert {fact.indicator for fact in facts} == {"students.full_time"}
    assert [fact.proviso for fact in facts] == ["中职", "中职", "高职", "高职"]


def test_a_sentence_of_both_tiers_leads_none_behind_it(patterns: Patterns) -> None:
    text = "高职在校生4200人，中职在校生3100人。教职工900人。高职院校占地面积520亩。图书180万册。"
    told = tiers(BOTH.format("略。", "略。", text), patterns)
    assert told == {"4200人": "高职", "3100人": "中职", "900人": None, "520亩": "高职", "180万册": "高职"}


def test_the_order_of_the_tiers_holds_through_the_sentence(patterns: Patterns) -> None:
    text = "中职、高职毕业生分别为960人、1320人，去向落实率分别为97.5%、95.3%。"
    told = tiers(BOTH.format("略。", "略。", text), patterns)
    assert told == {"960人": "中职", "1320人": "高职", "97.5%": "中职", "95.3%": "高职"}


def test_figures_that_a_sentence_gives_the_tiers_one_by_one_set_the_order(patterns: Patterns) -> None:
    text = "中职专任教师2561人、高职专任教师1734人，生师比分别为15.8:1和18.0:1，双师型教师占比分别为67%和72%。"
    told = tiers(BOTH.format("略。", "略。", text), patterns)
    assert told == {
        "2561人": "中职",
        "1734人": "高职",
        "15.8:1": "中职",
        "18.0:1": "高职",
        "67%": "中职",
        "72%": "高职",
    }


def test_whence_pupils_came_is_no_tier(patterns: Patterns) -> None:
    told = tiers(BOTH.format("略。", "略。", "高职在校生1520人，其中中职起点487人。"), patterns)
    assert told == {"1520人": "高职", "487人": "高职"}


def test_a_tier_that_a_sentence_names_in_passing_leads_none_behind_it(patterns: Patterns) -> None:
    text = "在校生7300人，其中高职4200人；中职3100人。教职工900人。"
    told = tiers(BOTH.format("略。", "略。", text), patterns)
    assert told == {"7300人": None, "4200人": "高职", "3100人": "中职", "900人": None}


def test_schools_of_neither_tier_are_led_by_none(patterns: Patterns) -> None:
    told = tiers(BOTH.format("略。", "略。", "高职院校3所，中职学校11所，技工院校2所。"), patterns)
    assert told == {"3所": None, "11所": None, "2所": None}


def test_leavers_beside_those_of_senior_high_schools_are_whom_colleges_admit(patterns: Patterns) -> None:
    facts = read(HIGHER.format("招生1900人中，普通高中毕业生1042人，中职毕业生690人。"), patterns)
    assert [fact.indicator for fact in facts if fact.raw == "690人"] == [None]


def test_a_column_of_a_tier_counts_what_the_title_says_of_each_place(patterns: Patterns) -> None:
    table = "附表1 各市职业教育在校生情况（人）\n市\t中职\t高职\t合计\n漓阳市\t310\t420\t730\n漓阴市\t250\t380\t630\n"
    facts = [fact for fact in read(BOTH.format("略。", "略。", table), patterns) if fact.entity == "漓阳市"]
    assert [(fact.indicator, fact.raw, fact.proviso) for fact in facts] == [
        ("students.full_time", "310", "中职"),
        ("students.full_time", "420", "高职"),
        ("students.full_time", "730", None),
    ]
