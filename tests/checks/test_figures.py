"""What the checks find among figures, and where they stay silent."""

from __future__ import annotations

import pytest
from tests.checks.notebook import Notebook


@pytest.fixture
def notes() -> Notebook:
    return Notebook()


def test_one_fact_in_two_values_is_an_error(notes: Notebook) -> None:
    notes.cell("3", 1, "conditions.equipment", "381675352 元")
    notes.state("conditions.equipment", "3.8 亿元")
    notes.state("conditions.equipment", "38398.38 万元")
    found = notes.findings()
    assert [(one.check, one.severity, len(one.facts)) for one in found] == [("duplicate", "error", 2)]
    assert "381675352 元" in found[0].message
    assert "38398.38 万元" in found[0].message


@pytest.mark.parametrize(
    "raw", ["3.8 亿元", "3.81 亿元", "3.82 亿元", "38167.54 万元", "38167.53 万元", "381675352 元"]
)
def test_one_value_in_several_units_agrees_rounded_or_truncated(notes: Notebook, raw: str) -> None:
    notes.cell("3", 1, "conditions.equipment", "381675352 元")
    notes.state("conditions.equipment", raw)
    assert notes.findings() == []


def test_a_ratio_or_a_figure_per_head_is_one_whatever_its_unit_says(notes: Notebook) -> None:
    notes.cell("2", 1, "conditions.workplaces_per_student", "0.73 个/生")
    notes.state("conditions.workplaces_per_student", "0.53 个")
    assert [one.check for one in notes.findings()] == ["duplicate"]


def test_a_ratio_needs_no_one_behind_its_colon(notes: Notebook) -> None:
    notes.cell("2", 1, "teachers.student_ratio", "15.20 :")
    notes.state("teachers.student_ratio", "15.2:1")
    assert notes.findings() == []


def test_other_entities_years_provisos_and_cases_are_never_compared(notes: Notebook) -> None:
    notes.cell("5", 1, "students.full_time", "8200 人")
    notes.state("students.full_time", "2100 人", entity="云川市第一职业学校")
    notes.state("students.full_time", "8000 人", 2023)
    notes.state("students.full_time", "8900 人", proviso="含技工院校")
    notes.state("students.full_time", "260 人", case="c1")
    assert notes.findings() == []


def test_a_part_named_in_the_sentence_of_its_whole_is_no_other_value(notes: Notebook) -> None:
    sentence = "专任教师 640 人，其中乡镇学校专任教师 120 人"
    notes.cell("5", 1, "teachers.full_time", "640 人")
    notes.state("teachers.full_time", "640 人", quote=sentence)
    notes.state("teachers.full_time", "120 人", quote=sentence)
    assert notes.findings() == []


def test_last_years_figures_in_prose_are_one_finding_with_the_changes_that_follow(notes: Notebook) -> None:
    notes.column(
        "2", 2024, courses__excellent="17 门", courses__excellent_average="3928 人", resources__libraries="34 个"
    )
    notes.column(
        "2", 2025, courses__excellent="20 门", courses__excellent_average="5266 人", resources__libraries="33 个"
    )
    notes.parts["blocks"] = []
    notes.state("courses.excellent", "17 门")
    level = notes.state("courses.excellent_average", "3928 人")
    notes.state("courses.excellent_average", "1155 人", kind="change", direction="up", of=level.id, name=level.name)
    found = notes.findings()
    assert [one.check for one in found] == ["stale_year", "change"]
    assert found[0].severity == "error"
    assert found[1].cause == found[0].id
    assert found[0].printed == "17 门、3928 人"


def test_a_figure_that_the_sentence_gives_to_the_year_before_is_not_stale(notes: Notebook) -> None:
    notes.column("2", 2024, courses__excellent="17 门")
    notes.column("2", 2025, courses__excellent="20 门")
    notes.state("courses.excellent", "17 门", quote="在线精品课程由上年的 17 门增加到 20 门")
    assert notes.findings() == []


def test_parts_that_exhaust_the_whole_must_add_up(notes: Notebook) -> None:
    notes.column(
        "1",
        2025,
        graduates__industries="5240 人",
        graduates__primary_industry="89 人",
        graduates__secondary_industry="1696 人",
        graduates__tertiary_industry="3210 人",
    )
    (found,) = notes.findings()
    assert (found.check, found.severity) == ("sum", "error")
    assert found.params["sum"] == "4995"
    assert found.params["gap"] == "245"


def test_levels_may_miss_a_class_that_the_form_does_not_list(notes: Notebook) -> None:
    notes.column(
        "2",
        2025,
        courses__excellent="20 门",
        courses__excellent_national="0 门",
        courses__excellent_provincial="14 门",
        courses__excellent_school="7 门",
    )
    assert notes.alarms() == [("sum", "warning")]


def test_overlapping_classes_need_not_add_up(notes: Notebook) -> None:
    notes.column(
        "3",
        2025,
        graduates__first_jobs="5154 人",
        graduates__local_jobs="3637 人",
        graduates__small_firm_jobs="4442 人",
        graduates__large_firm_jobs="344 人",
    )
    assert notes.findings() == []


def test_a_part_above_its_whole_is_an_error(notes: Notebook) -> None:
    notes.column("3", 2024, ip__total="20 项", ip__patents="0 项", ip__inventions="1 项")
    (found,) = notes.findings()
    assert (found.check, found.severity) == ("part_whole", "error")


def test_a_part_above_its_whole_leads_the_sum_that_it_breaks(notes: Notebook) -> None:
    notes.column(
        "2",
        2025,
        resources__virtual_bases="6 个",
        resources__virtual_bases_national="0 个",
        resources__virtual_bases_provincial="0 个",
        resources__virtual_bases_school="9 个",
    )
    lead, follower = notes.findings()
    assert (lead.check, lead.severity, lead.cause) == ("part_whole", "error", None)
    assert (follower.check, follower.cause) == ("sum", lead.id)


def test_a_total_row_is_the_sum_of_the_rows_above(notes: Notebook) -> None:
    for row, raw in enumerate(["90 人", "170 人", "240 人"]):
        notes.cell("2-1", row, None, raw, column=3, path=[f"第{row}职业学校", "招生计划数"])
    notes.cell("2-1", 3, None, "500 人", column=3, path=["合计", "招生计划数"])
    assert notes.findings() == []
    notes.facts.pop()
    notes.cell("2-1", 3, None, "510 人", column=3, path=["合计", "招生计划数"])
    assert notes.alarms() == [("total", "error")]


@pytest.mark.parametrize(("share", "fits"), [("45.52%", True), ("45.51%", True), ("45.5%", True), ("45.55%", False)])
def test_a_rate_is_rounded_or_truncated_and_nothing_else(notes: Notebook, share: str, fits: bool) -> None:
    notes.column("1", 2025, graduates__total="10165 人", graduates__further_study="4627 人")
    notes.state("graduates.further_study_rate", share)
    assert notes.alarms() == ([] if fits else [("ratio", "error")])


def test_a_ratio_may_rest_on_any_of_its_bases(notes: Notebook) -> None:
    notes.column("5", 2025, students__full_time="33577 人", teachers__full_time="1903 人", staff__total="2267 人")
    notes.state("teachers.student_ratio", "14.8:1")
    assert notes.findings() == []


def test_figures_per_head_that_share_another_base_are_one_finding_that_names_it(notes: Notebook) -> None:
    notes.column("5", 2024, students__full_time="33577 人", teachers__full_time="1903 人", staff__total="2267 人")
    notes.column("5", 2025, students__full_time="35995 人", teachers__full_time="1939 人", staff__total="2224 人")
    for year, land, per_land, gear, per_gear, ratio in (
        (2024, "1410905.5 平方米", "42.02 平方米", "361369141 元", "10762.4 元", "17.6:1"),
        (2025, "1548405.1 平方米", "44.89 平方米", "381675352 元", "11064.66 元", "15.51:1"),
    ):
        notes.column(
            "4",
            year,
            conditions__land=land,
            conditions__land_per_student=per_land,
            conditions__equipment=gear,
            conditions__equipment_per_student=per_gear,
            teachers__student_ratio=ratio,
        )
    base, ratio_finding = notes.findings()
    assert (base.check, base.severity, base.computed) == ("implied_base", "warning", "34495")
    assert "33577" in base.message
    assert (ratio_finding.check, ratio_finding.cause) == ("ratio_base", base.id)


@pytest.mark.parametrize(("printed", "severity"), [("217 人", "warning"), ("278 人", "warning"), ("342 人", "info")])
def test_a_base_that_the_reported_figure_misprints_is_no_other_definition(
    notes: Notebook, printed: str, severity: str
) -> None:
    notes.column(
        "2",
        2025,
        teachers__full_time=printed,
        teachers__dual="163 人",
        teachers__dual_rate="56.79 %",
        teachers__senior="82 人",
        teachers__senior_rate="28.57 %",
        teachers__postgraduates="45 人",
        teachers__postgraduate_rate="15.68 %",
    )
    assert [(one.check, one.severity) for one in notes.findings()] == [("implied_base", severity)]


def test_a_base_that_is_another_one_every_year_is_a_definition_and_no_alarm(notes: Notebook) -> None:
    for year, students, land, buildings in ((2024, "8000 人", 240000, 120000), (2025, "8200 人", 246000, 123000)):
        notes.column(
            "4",
            year,
            students__full_time=students,
            conditions__land=f"{land} 平方米",
            conditions__land_per_student="40 平方米",
            conditions__buildings=f"{buildings} 平方米",
            conditions__buildings_per_student="20 平方米",
        )
    assert notes.alarms() == []


@pytest.mark.parametrize(("raw", "fits"), [("22 人", True), ("23 人", False)])
def test_a_change_is_this_year_less_last_year(notes: Notebook, raw: str, fits: bool) -> None:
    notes.column("5", 2024, teachers__class_heads="803 人")
    notes.column("5", 2025, teachers__class_heads="825 人")
    level = notes.state("teachers.class_heads", "825 人")
    notes.state("teachers.class_heads", raw, kind="change", direction="up", of=level.id)
    assert notes.alarms() == ([] if fits else [("change", "error")])


def test_a_change_in_the_other_direction_is_found(notes: Notebook) -> None:
    notes.column("5", 2024, teachers__class_heads="825 人")
    notes.column("5", 2025, teachers__class_heads="803 人")
    notes.state("teachers.class_heads", "22 人", kind="change", direction="up")
    assert notes.alarms() == [("change", "error")]


def test_additions_are_no_net_change(notes: Notebook) -> None:
    notes.column("5", 2024, industry__partners="240 家")
    notes.column("5", 2025, industry__partners="254 家")
    notes.state("industry.partners", "31 家", kind="change", direction="up", quote="新增合作企业 31 家")
    assert notes.findings() == []


@pytest.mark.parametrize(("raw", "fits"), [("15.6%", True), ("15.64%", True), ("15.65%", True), ("15.7%", False)])
def test_growth_is_the_change_over_last_year(notes: Notebook, raw: str, fits: bool) -> None:
    notes.column("5", 2024, teachers__ideology="147 人")
    notes.column("5", 2025, teachers__ideology="170 人")
    notes.state("teachers.ideology", raw, kind="change_rate", direction="up")
    assert notes.alarms() == ([] if fits else [("growth", "error")])


@pytest.mark.parametrize(("raw", "fits"), [("21.73%", True), ("21.74%", True), ("21.78%", False)])
def test_growth_agrees_with_level_and_change_of_its_sentence(notes: Notebook, raw: str, fits: bool) -> None:
    sentence = f"校内实训基地 140 个，较上一年增加 25 个，增幅达 {raw}"
    level = notes.state("bases.internal", "140 个", quote=sentence)
    notes.state("bases.internal", "25 个", kind="change", direction="up", of=level.id, quote=sentence)
    notes.state("bases.internal", raw, kind="change_rate", direction="up", quote=sentence)
    assert notes.alarms() == ([] if fits else [("growth_beside", "error")])


def test_a_difference_of_percentages_in_percent_is_asked_about(notes: Notebook) -> None:
    notes.column("5", 2024, sports__pass_rate="96.43%")
    notes.column("5", 2025, sports__pass_rate="96.49%")
    notes.state("sports.pass_rate", "0.06%", kind="change", direction="up", canonical_unit="百分点")
    assert notes.alarms() == [("percentage_points", "warning")]


def test_a_jump_by_a_power_of_ten_is_asked_about(notes: Notebook) -> None:
    notes.column("5", 2024, industry__equipment="12.35 万元", funds__special="17190.22 万元")
    notes.column("5", 2025, industry__equipment="4565.5 万元", funds__special="18349.7 万元")
    assert notes.alarms() == [("jump", "warning")]


def test_more_students_than_there_are_may_be_visits(notes: Notebook) -> None:
    notes.column("5", 2025, students__full_time="8200 人", staff__total="620 人")
    notes.state("moral.participants", "137565 人")
    notes.state(None, "51000 人", name="服务中小学生人数")
    assert notes.alarms() == [("population", "warning")]


@pytest.mark.parametrize(("raw", "checks"), [("1313 人", []), ("1312 人", []), ("1311 人", ["ratio"])])
def test_a_figure_per_head_in_whole_things_is_rounded_or_cut_off(notes: Notebook, raw: str, checks: list[str]) -> None:
    notes.state("students.full_time", "6563 人")
    notes.state("schools.total", "5 所")
    notes.state("students.per_school", raw)
    assert [finding.check for finding in notes.findings()] == checks


def test_a_share_of_what_the_report_does_not_count_is_no_finding(notes: Notebook) -> None:
    notes.state("teachers.full_time", "412 人")
    notes.state("teachers.dual", "231 人", quote="“双师型”教师231 人，占专业课教师的66.4%")
    notes.state("teachers.dual_rate", "66.4%", quote="“双师型”教师231 人，占专业课教师的66.4%")
    assert notes.findings() == []
    notes.state("teachers.professional", "380 人")
    assert [check for check, _ in notes.alarms()] == ["ratio"]


def test_land_in_mu_is_no_numerator_of_square_metres_per_head(notes: Notebook) -> None:
    notes.state("conditions.land", "1020 亩", quote="校园占地1020 亩，生均35.7 平方米")
    notes.state("students.full_time", "21460 人")
    notes.state("conditions.land_per_student", "35.7 平方米", quote="校园占地1020 亩，生均35.7 平方米")
    assert notes.alarms() == []


def test_a_turned_ratio_is_asked_about(notes: Notebook) -> None:
    notes.state("teachers.student_ratio", "15.5:1", quote="专任教师 530 人，师生比 15.5:1")
    notes.state("teachers.student_ratio", "15.5:1", quote="专任教师 530 人，生师比 15.5:1")
    assert notes.alarms() == [("orientation", "warning")]


def test_near_namesakes_are_asked_about_where_they_move_against_each_other(notes: Notebook) -> None:
    notes.column(
        "2",
        2024,
        conditions__equipment_per_student="10762.4 元",
        conditions__research_equipment_per_student="5639.93 元/生",
    )
    notes.column(
        "2",
        2025,
        conditions__equipment_per_student="11064.66 元",
        conditions__research_equipment_per_student="5476.13 元/生",
    )
    assert notes.alarms() == [("twins", "warning")]


def test_near_namesakes_that_move_alike_are_two_concepts(notes: Notebook) -> None:
    notes.column(
        "2",
        2024,
        conditions__equipment_per_student="10762.4 元",
        conditions__research_equipment_per_student="5439.93 元/生",
    )
    notes.column(
        "2",
        2025,
        conditions__equipment_per_student="11064.66 元",
        conditions__research_equipment_per_student="5476.13 元/生",
    )
    assert notes.alarms() == []
