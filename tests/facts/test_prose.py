"""Drafts of prose: whose figure, of which time, which indicator, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extract import records
from extract.facts.entities import gather_entities
from extract.facts.model import Draft, Front
from extract.facts.prose import prose_drafts
from extract.facts.tiers import TierTeller
from extract.numerals import scan_numerals
from extract.pipeline import extract_report
from extract.records import Period
from extract.rules.patterns import Patterns, load_patterns
from extract.source.model import Source
from extract.structure.model import Outline, Passage

YEAR = Period(label="2030-2031学年", kind="academic_year", year=2031, basis="stated")
CITY = Front(entity="云溪市", report_year=2031, period=YEAR, genre="vocational_quality_report")


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def draft(
    patterns: Patterns, *paragraphs: str, front: Front = CITY, case: str | None = None, title: str = ""
) -> list[Draft]:
    """Return the drafts of ``paragraphs``, all of one case where its id is given."""
    passages, text = [], ""
    for number, paragraph in enumerate(paragraphs):
        offsets = range(len(text), len(text) + len(paragraph))
        passages.append(Passage(paragraph, offsets, "paragraph", f"b{number}", "s1", case))
        text += paragraph + "\n"
    cases = [
        records.Case(id=case, number="1-1", title=title, section="1", section_id="s1", block="b0", text=text, blocks=[])
        for case in [case]
        if case
    ]
    outline = Outline(text, (), (), cases, (), (), (), (), passages)
    numerals = [scan_numerals(passage.text, patterns.lexicon) for passage in passages]
    roster = gather_entities(outline, front, patterns.names)
    tiers = TierTeller(outline, patterns, front, roster)
    return prose_drafts(outline, numerals, patterns, front, roster, tiers)


def years(drafts: Sequence[Draft]) -> list[tuple[int | None, str]]:
    return [(d.period.year, d.period.basis) for d in drafts if d.period]


# --- time ----------------------------------------------------------------------------------


def test_a_period_in_the_sentence_is_stated_and_the_next_sentence_inherits_it(patterns: Patterns) -> None:
    drafts = draft(patterns, "2029年，全市中职学校班主任825人。专任教师1900人。")
    assert years(drafts) == [(2029, "stated"), (2029, "inherited")]


def test_a_paragraph_without_a_period_is_of_the_report(patterns: Patterns) -> None:
    drafts = draft(patterns, "2029年，班主任825人。", "专任教师1900人。")
    assert years(drafts)[1] == (2031, "default")


def test_what_is_compared_with_is_no_period_of_the_figure(patterns: Patterns) -> None:
    drafts = draft(patterns, "2031年班主任825人，比2030年增加22人，较上一学年专任教师增加5人。")
    assert {year for year, _ in years(drafts)} == {2031}


def test_what_is_compared_with_an_earlier_year_at_the_beginning_is_of_the_report(patterns: Patterns) -> None:
    drafts = draft(patterns, "与2028年相比，合作企业增加41家，达到212家。")
    assert {year for year, _ in years(drafts)} == {2031}


def test_a_year_within_a_sentence_does_not_hold_for_the_next_one(patterns: Patterns) -> None:
    drafts = draft(patterns, "专任教师1900人；2030年新增设备值1326万元。纸质图书86万册。")
    assert [year for year, _ in years(drafts)] == [2031, 2030, 2031]


def test_a_row_of_years_holds_for_no_sentence_behind_it(patterns: Patterns) -> None:
    drafts = draft(patterns, "招生人数：2029年1180人、2030年1236人。毕业1104人。")
    assert [year for year, _ in years(drafts)] == [2029, 2030, 2031]


def test_the_last_years_that_a_clause_names_hold_for_each_row_of_its_sentence(patterns: Patterns) -> None:
    drafts = draft(patterns, "近三年，招生数依次为1428人、1484人、1536人，在校生依次为4036人、4175人、4312人。")
    assert [year for year, _ in years(drafts)] == [2029, 2030, 2031] * 2


def test_years_in_the_names_of_documents_and_classes_are_no_periods(patterns: Patterns) -> None:
    drafts = draft(patterns, "据《2028年云溪市统计公报》，全市在校生12000人，其中2027级学生4100人。")
    assert {year for year, _ in years(drafts)} == {2031}


def test_two_years_in_a_row_are_told_apart(patterns: Patterns) -> None:
    drafts = draft(patterns, "2029年、2030年在校生分别为3100人和3250人。")
    assert [(d.quantity.value, d.period and d.period.year) for d in drafts] == [
        (Decimal(3100), 2029),
        (Decimal(3250), 2030),
    ]


def test_a_value_risen_from_is_of_the_year_before(patterns: Patterns) -> None:
    drafts = draft(patterns, "在校生规模由30268人调整为30020人。")
    assert [year for year, _ in years(drafts)] == [2030, 2031]


def test_a_stated_year_holds_for_the_value_risen_from(patterns: Patterns) -> None:
    drafts = draft(patterns, "专任教师由2028年的1520人增加到2031年的1688人。")
    assert years(drafts) == [(2028, "stated"), (2031, "stated")]


def test_the_year_that_a_value_rose_from_does_not_hold_for_what_it_rose_to(patterns: Patterns) -> None:
    drafts = draft(patterns, "2031年招生1876人；在校生由2029年的4905人增加到5213人，毕业生1620人。")
    assert [year for year, _ in years(drafts)] == [2031, 2029, 2031, 2031]


def test_a_value_risen_from_in_a_stated_year_is_of_the_year_before(patterns: Patterns) -> None:
    drafts = draft(patterns, "2031年，拨款标准由每生2000元提高到2300元。")
    assert [year for year, _ in years(drafts)] == [2030, 2031]


def test_years_told_in_passing_do_not_hold_behind_a_semicolon(patterns: Patterns) -> None:
    drafts = draft(patterns, "开展社会培训3.86万人次，2030年、2029年分别为3.38万人次和3.05万人次；技能鉴定8120人。")
    assert [year for year, _ in years(drafts)] == [2031, 2030, 2029, 2031]


def test_a_series_risen_from_is_of_its_own_years(patterns: Patterns) -> None:
    drafts = draft(patterns, "设备总值从2029年的2.31亿元、2030年的2.58亿元增至2031年的2.96亿元。两年前仅1.9亿元。")
    assert [year for year, _ in years(drafts)] == [2029, 2030, 2031, 2029]


def test_a_value_risen_from_in_so_many_years_is_of_that_long_ago(patterns: Patterns) -> None:
    drafts = draft(patterns, "在校生五年间由2100人增至4300人。")
    assert [year for year, _ in years(drafts)] == [2026, 2031]


@pytest.mark.parametrize("founding", ["创建于1984年", "1984年建校", "1984年经省政府批准成立", "始建于1984年"])
def test_the_year_of_a_foundation_is_no_period(patterns: Patterns, founding: str) -> None:
    drafts = draft(patterns, f"学校{founding}，占地面积156亩。")
    assert years(drafts) == [(2031, "default")]


@pytest.mark.parametrize(
    "words", ["教学计划内课程总数1156门", "国家规划教材8本", "虚拟仿真实训基地7个", "模拟操作1260次"]
)
def test_words_that_only_hold_a_plan_word_plan_nothing(patterns: Patterns, words: str) -> None:
    assert [d.aspect for d in draft(patterns, f"全市{words}。")] == ["actual"]


def test_a_plan_goes_on_through_its_sentence(patterns: Patterns) -> None:
    drafts = draft(patterns, "计划到2033年，新建实训楼1栋，新增设备值1500万元。现有实训楼3栋。")
    assert [d.aspect for d in drafts] == ["plan", "plan", "actual"]


def test_what_is_told_as_done_ends_a_plan(patterns: Patterns) -> None:
    drafts = draft(patterns, "计划新建实训室5个，实际建成4个。")
    assert [d.aspect for d in drafts] == ["plan", "actual"]


def test_a_date_in_one_sentence_does_not_hold_for_the_next_outside_cases(patterns: Patterns) -> None:
    drafts = draft(patterns, "2029年11月30日举办培训班，参加教师60人。全市班主任825人。")
    assert years(drafts) == [(2029, "stated"), (2031, "default")]


def test_a_year_alone_on_its_line_holds_for_what_follows(patterns: Patterns) -> None:
    drafts = draft(patterns, "2028年", "在校生820人。", "【2029年】", "在校生860人。", "2030年招生300人。")
    assert years(drafts) == [(2028, "inherited"), (2029, "inherited"), (2030, "stated")]


def test_a_section_that_is_a_year_is_of_it(patterns: Patterns) -> None:
    lines = (
        "兰亭职业学院质量报告（2024年）",
        "一、招生",
        "（一）2022年",
        "招生2100人。",
        "（二）2023年",
        "招生2230人。",
    )
    text = "\n\n".join(lines)
    report = extract_report(Source("x.txt", text.encode(), "0" * 64, "text/plain"), patterns).report
    assert [(fact.value, fact.period.year) for fact in report.facts if fact.period] == [(2100, 2022), (2230, 2023)]


def test_a_part_is_looked_up_without_the_kind_of_school_of_its_whole(patterns: Patterns) -> None:
    told = draft(patterns, "全区中职学校4所，专任教师356人，其中高级职称112人。")
    assert [one.indicator for one in told] == ["schools.total", "teachers.full_time", "teachers.senior"]


def test_years_below_each_other_are_those_of_a_chart(patterns: Patterns) -> None:
    drafts = draft(patterns, "2028年", "2029年", "2030年", "在校生820人。")
    assert years(drafts) == [(2031, "default")]


def test_a_date_holds_through_its_case(patterns: Patterns) -> None:
    drafts = draft(
        patterns,
        "2029年5月21日，比赛在云溪市职业技术学校举行，36支队伍参赛。",
        "获奖学生12人。",
        case="c1",
    )
    assert years(drafts) == [(2029, "stated"), (2029, "inherited")]


# --- bearers -------------------------------------------------------------------------------


def test_headline_figures_are_of_the_reports_entity(patterns: Patterns) -> None:
    drafts = draft(patterns, "全市中职学校专任教师1900人。云溪市中职学校占地面积120万平方米。")
    assert {d.entity for d in drafts} == {"云溪市"}


def test_a_school_that_begins_the_clause_bears_its_figures_until_the_sentence_ends(patterns: Patterns) -> None:
    drafts = draft(
        patterns, "云溪市工业职业技术学校开展送教活动3次，互派教师18人次；全市开展活动40次。各校参加教师90人。"
    )
    assert [d.entity for d in drafts] == ["云溪市工业职业技术学校"] * 2 + ["云溪市"] * 2


def test_schools_in_a_row_bear_no_figure_alone(patterns: Patterns) -> None:
    drafts = draft(patterns, "云溪市工业职业技术学校、云溪市卫生职业学校、云溪市艺术学校共6个专业通过省级验收。")
    assert [d.entity for d in drafts] == ["云溪市"]


def test_a_case_is_about_the_school_that_it_opens_with(patterns: Patterns) -> None:
    drafts = draft(
        patterns,
        "云溪工职校依托合作企业建设实训基地。云溪市工业职业技术学校与企业共建课程。",
        "全年接待学生260余人，开设课程12门。",
        case="c1",
        title="校企共育结硕果",
    )
    assert {d.entity for d in drafts} == {"云溪市工业职业技术学校"}


def test_a_case_of_the_education_office_is_about_the_region(patterns: Patterns) -> None:
    drafts = draft(patterns, "云溪市教育局在云溪市艺术学校举办展演，12所学校参加。", case="c1", title="展演")
    assert [d.entity for d in drafts] == ["云溪市"]


def test_a_school_report_is_about_the_school(patterns: Patterns) -> None:
    school = Front(entity="云溪市工业职业技术学校", report_year=2031, period=YEAR, genre="vocational_quality_report")
    drafts = draft(patterns, "我校现有专任教师180人。学校占地面积200亩。", front=school)
    assert {d.entity for d in drafts} == {"云溪市工业职业技术学校"}


# --- meaning -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("全市中职学校全日制在校生12034人，毕业生3900人。", ["students.full_time", "graduates.total"]),
        ("生师比16.2:1。", ["teachers.student_ratio"]),
        ("专任教师1900人，比上年增加36人，增长1.93%。", ["teachers.full_time"] * 3),
        ("高级职称教师305人，占专任教师的18.43%。", ["teachers.senior", "teachers.senior_rate"]),
        ("当年升学3866人，占毕业生的46.34%。", ["graduates.further_study", "graduates.further_study_rate"]),
        (
            "升学512人，直接就业246人，直接就业率31.1%。",
            ["graduates.further_study", "graduates.direct_jobs", "graduates.direct_jobs_rate"],
        ),
        ("首届职业本科毕业生1186人，去向落实率97.6%，平均月薪6820元。", [None] * 3),
        ("2031届毕业生1186人，去向落实率97.6%。", ["graduates.total", "graduates.placed_rate"]),
        ("毕业生本省去向落实率68.5%。", ["graduates.placed_in_province_rate"]),
        ("离职教师41人，流失率5.2%。", [None] * 2),
        ("发表论文83篇，发放国家助学金318人。", ["teachers.papers", "aid.grant_students"]),
        ("专任教师213人，硕士及以上学位17人。", ["teachers.full_time", "teachers.postgraduates"]),
        ("高级“双师型”教师占比提高到35%。", ["teachers.dual_senior_rate"]),
        ("直接就业246人，就业率95.8%。", ["graduates.direct_jobs", "graduates.employed_rate"]),
        ("毕业生到中小微企业就业人数达4442人。", ["graduates.small_firm_jobs"]),
        ("对4所学校开展办学质量评估。", [None]),
        ("留学生分布在3个专业。", [None]),
        ("覆盖专业14个。", [None]),
        ("发放雨伞300把。", [None]),
    ],
)
def test_names_lead_to_indicators_and_what_counts_less_than_all_does_not(
    sentence: str, indicators: list[str | None], patterns: Patterns
) -> None:
    assert [d.indicator for d in draft(patterns, sentence)] == indicators


def test_no_indicator_is_found_in_a_text_of_another_field(patterns: Patterns) -> None:
    bulletin = Front(entity="云溪市", report_year=2031, period=YEAR)
    drafts = draft(patterns, "小学759所，招生10.3万人，在校生62.1万人，专任教师3.4万人。", front=bulletin)
    assert [d.indicator for d in drafts] == [None] * 4


def test_a_change_is_tied_to_its_level_and_told_in_points_where_the_text_means_them(patterns: Patterns) -> None:
    level, change = draft(patterns, "学生体质测评合格率96.4%，比上年高出0.06%。")
    assert (change.kind, change.direction, change.of) == ("change", "up", level)
    assert (change.quantity.unit, change.quantity.canonical_unit) == ("%", "百分点")


def test_a_restriction_in_brackets_is_the_proviso_of_its_figure_alone(patterns: Patterns) -> None:
    drafts = draft(patterns, "其中就业学生5538人（不含升学人数），升学学生4627人。")
    assert [d.proviso for d in drafts] == ["不含升学人数", None]


def test_a_rule_names_itself_and_the_grammar_its_form(patterns: Patterns) -> None:
    drafts = draft(patterns, "国家规划教材9本，校本教材30部。")
    assert [d.rule for d in drafts] == ["textbooks.yaml#national", "grammar#before"]


def test_every_draft_prints_what_stands_at_its_place(patterns: Patterns) -> None:
    text = "全市中职学校 教职工 2224 人，专任教师 1939 人，生师比 15.5 : 1，设备值 3.8 亿元。"
    assert [d.passage.text[d.quantity.start : d.quantity.end] for d in draft(patterns, text)] == [
        "2224 人",
        "1939 人",
        "15.5 : 1",
        "3.8 亿元",
    ]
