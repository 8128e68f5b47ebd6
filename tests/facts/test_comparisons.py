"""Figures told in comparison: with an earlier value, a mean, a plan, a norm; what only names."""

from __future__ import annotations

import pytest

from extract.facts.entities import gather_entities
from extract.facts.model import Draft, Front
from extract.facts.prose import prose_drafts
from extract.facts.tiers import TierTeller
from extract.numerals import scan_numerals
from extract.records import Period
from extract.rules.patterns import load_patterns
from extract.structure.model import Outline, Passage

PATTERNS = load_patterns()
YEAR = Period(label="2030-2031学年", kind="academic_year", year=2031, basis="stated")
COUNTY = Front(entity="云溪县", report_year=2031, period=YEAR, genre="vocational_quality_report")


def draft(text: str) -> list[Draft]:
    """Return the drafts of one paragraph."""
    passage = Passage(text, range(len(text)), "paragraph", "b0", "s1", None)
    outline = Outline(text, (), (), (), (), (), (), (), (passage,))
    roster = gather_entities(outline, COUNTY, PATTERNS.names)
    numerals = [scan_numerals(text, PATTERNS.lexicon)]
    tiers = TierTeller(outline, PATTERNS, COUNTY, roster)
    return prose_drafts(outline, numerals, PATTERNS, COUNTY, roster, tiers)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("全年培训农民3100人次。", "2031年"),
        ("本学年新聘教师12人。", "2030-2031学年"),
        ("2029届毕业生1043人。", "2029年"),
        ("2031届毕业生1043人。", "2030-2031学年"),
    ],
)
def test_a_period_is_labelled_with_the_time_that_it_means(sentence: str, label: str) -> None:
    assert [d.period.label for d in draft(sentence) if d.period] == [label]


def test_one_former_student_dates_nothing() -> None:
    assert [d.period.year for d in draft("一名2025届毕业的学生返乡创业，带动23人就业。") if d.period] == [2031]


def test_the_value_compared_with_is_of_its_own_year_and_the_difference_belongs_to_the_later() -> None:
    now, before, change = draft("在籍学生5471人，比2030年的5218人多出253人。")
    assert [d.period.year for d in (now, before, change) if d.period] == [2031, 2030, 2031]
    assert (before.name, change.kind, change.of) == (now.name, "change", now)


def test_a_difference_from_a_mean_is_no_change() -> None:
    share, gap = draft("专任教师本科及以上学历占比96.3%，低于全省平均水平1.1个百分点。")
    assert (gap.kind, gap.indicator, gap.direction) == ("level", None, None)
    assert (share.indicator, gap.name) == ("teachers.bachelor_rate", "专任教师本科及以上学历占比低于全省平均水平")


def test_a_part_of_a_plan_is_done() -> None:
    (share,) = draft("完成年度培训计划的104%。")
    assert (share.name, share.kind, share.aspect) == ("年度培训计划完成比例", "share", "actual")


@pytest.mark.parametrize(
    "norm", ["达到不高于20:1的设置要求", "优于20:1的合格标准", "低于省定20:1标准", "优于国家规定的20:1标准"]
)
def test_a_norm_is_the_threshold_of_the_figure_before_it(norm: str) -> None:
    ratio, bound = draft(f"生师比16.1:1，{norm}。")
    assert (bound.kind, bound.name) == ("threshold", ratio.name)


def test_so_many_times_the_earlier_value_is_a_ratio_of_this_year() -> None:
    _, times = draft("技术服务到款额3120万元，是上年的1.4倍。")
    assert (times.kind, times.period and times.period.year) == ("ratio", 2031)


def test_a_difference_in_points_belongs_to_no_head_count() -> None:
    assert [d.name for d in draft("毕业生9500人，高中阶段学校布局优化，比上年提高0.8个百分点。")] == ["毕业生人数"]


def test_a_ratio_of_two_parts_of_ten_is_two_shares_and_its_change_is_that_of_the_first() -> None:
    drafts = draft("毕业生9500人，高中阶段职普比为4.6:5.4，比上年提高0.8个百分点。")[1:]
    assert [(d.name, str(d.quantity.canonical_value), d.quantity.canonical_unit, d.kind) for d in drafts] == [
        ("高中阶段职普比（职）", "46.0", "%", "ratio"),
        ("高中阶段职普比（普）", "54.0", "%", "ratio"),
        ("高中阶段职普比（职）", "0.8", "百分点", "change"),
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("开设专业21个，本学年撤销1个，新增3个。", ["专业数量", "撤销专业数", "新增专业数"]),
        ("招生1187人，比上年增招152人。", ["招生人数", "招生人数"]),
        ("平均起薪3460元/月，较去年增加120元。", ["平均起薪", "平均起薪"]),
        ("农民工培训3100人，比上年多培训100人。", ["农民工培训人数", "农民工培训人数"]),
        ("国家奖学金6人，每人6000元。", ["国家奖学金获奖人数", "国家奖学金每人标准"]),
        ("教学班74个，班均44人。", ["班级数", "班均人数"]),
        ("35岁以下青年教师97人。", ["35岁以下青年教师数"]),
        ("配备价值超过500万元的数控机床4台。", ["数控机床价值", "数控机床数"]),
    ],
)
def test_what_changed_or_was_counted_gives_the_name(sentence: str, names: list[str]) -> None:
    assert [d.name for d in draft(sentence)] == names


@pytest.mark.parametrize("sentence", ["推进万企兴万村。", "瞄准五个新兴领域。", "开拓两个市场。", "落实一师一档。"])
def test_numerals_in_names_and_slogans_state_nothing(sentence: str) -> None:
    assert draft(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("智能装备实训中心建于校园东侧，拥有工位120个。", "智能装备实训中心工位"),
        ("新建实训楼1栋，建筑面积7200平方米。", "实训楼建筑面积"),
        ("学校与企业共建产业学院，设备总值680万元。", "产业学院设备总值"),
        ("每百名学生拥有绘图板24台。", "每百名学生绘图板数"),
    ],
)
def test_a_figure_of_a_portion_is_no_figure_of_the_school(sentence: str, name: str) -> None:
    last = draft(sentence)[-1]
    assert (last.name, last.indicator) == (name, None)


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("学校占地268亩。", "conditions.land"),
        ("每百名学生拥有教学用计算机24台。", "conditions.computers_per_hundred"),
        ("校内实训基地9个，拥有工位1200个。", "conditions.workplaces"),
        ("县内实训中心建成投用。全县中职学校拥有工位1200个。", "conditions.workplaces"),
    ],
)
def test_a_figure_of_the_whole_school_keeps_its_indicator(sentence: str, indicator: str) -> None:
    assert draft(sentence)[-1].indicator == indicator


def test_a_change_behind_a_part_is_the_wholes_where_the_rate_says_so() -> None:
    whole, _, change, rate = draft("在校生3256人，其中女生1402人，较上年减少118人，降幅3.5%。")
    assert (change.of, rate.of) == (whole, whole)


def test_a_change_behind_a_part_is_the_parts_where_the_rate_fits_it() -> None:
    _, part, change, rate = draft("在校生3256人，其中女生1402人，较上年减少118人，降幅7.8%。")
    assert (change.of, rate.of) == (part, part)


def test_awards_are_told_apart_by_grade_and_by_what_they_are_for() -> None:
    drafts = draft("学生在市级以上技能竞赛中获奖46项，其中国家级2项、省级11项。教学成果奖获省级二等奖1项。")
    assert [d.name for d in drafts] == [
        "市级以上技能竞赛获奖数",
        "市级以上技能竞赛获国家级奖项数",
        "市级以上技能竞赛获省级奖项数",
        "教学成果奖获省级二等奖数",
    ]


def test_a_second_rank_takes_the_verb_of_the_first() -> None:
    drafts = draft("教师参加国家级培训9人次，省级培训46人次。")
    assert [d.name for d in drafts] == ["教师参加国家级培训人次", "教师参加省级培训人次"]


def test_those_employed_in_the_province_are_not_all_employed() -> None:
    assert [d.indicator for d in draft("本省就业占比71.3%。")] == [None]


def test_a_price_above_the_market_is_no_change() -> None:
    assert [(d.name, d.kind) for d in draft("药材收购价18.6元，比市场价高8%。")][1:] == [
        ("药材收购价比市场价高", "level")
    ]
