"""What can be said of two values of one figure, and of a figure that only one report gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.compare.shelf import compare, publish, state

from extract.compare.weight import by_weight
from extract.records import Unreported, Where

CODE = {"indicator": "students.full_time"}


@pytest.mark.parametrize(
    ("old", "new", "width", "verdict"),
    [
        ("120", "131", "0", "rose"),
        ("131", "120", "0", "fell"),
        ("120", "120", "0", "unchanged"),
        ("3.80", "3.85", "0.1", "unclear"),
        ("3.8", "3.9", "0.1", "rose"),
    ],
)
def test_a_change_inside_the_rounding_is_no_change(old: str, new: str, width: str, verdict: str) -> None:
    before = publish(2023, state("在校生", 2023, old, width=width))
    (level,) = compare(before, publish(2024, state("在校生", 2024, new, width=width))).levels
    assert level.verdict == verdict
    assert level.change == Decimal(new) - Decimal(old)


def test_the_rate_has_one_decimal_and_nothing_has_none() -> None:
    old = publish(2023, state("甲", 2023, "33577", n=1), state("乙", 2023, "0", n=2))
    new = publish(2024, state("甲", 2024, "35995", n=1), state("乙", 2024, "4", n=2))
    rates = {level.name: level.rate for level in compare(old, new).levels}
    assert rates == {"甲": Decimal("7.2"), "乙": None}


def test_figures_in_units_of_different_families_are_different_figures() -> None:
    old, new = publish(2023, state("馆藏", 2023, "800", "册")), publish(2024, state("馆藏", 2024, "900", "平方米"))
    diff = compare(old, new)
    assert diff.levels == []
    assert (len(diff.vanished), len(diff.appeared)) == (1, 1)


def test_units_of_one_family_compare() -> None:
    old = publish(2023, state("在校生", 2023, "800", "名", **CODE))
    (level,) = compare(old, publish(2024, state("在校生", 2024, "900", "人", **CODE))).levels
    assert (level.verdict, level.unit) == ("rose", "人")


def test_a_proviso_makes_another_figure() -> None:
    old = publish(2023, state("在校生", 2023, "800", proviso="不含技工学校"))
    assert compare(old, publish(2024, state("在校生", 2024, "900"))).levels == []


def test_facts_of_cases_and_unnamed_prose_are_counted_only() -> None:
    in_case = state("在校生", 2023, "800", where=Where(start=1, end=2, case="2-1", case_id="c1"), **CODE)
    prose = state("在校生", 2023, "801", source="prose", path=[])
    diff = compare(publish(2023, in_case, prose), publish(2024))
    assert diff.vanished == []
    assert (diff.reports[0].facts, diff.reports[0].compared) == (2, 0)


def test_what_is_said_to_come_is_not_restated_when_it_has_come() -> None:
    hope = state("课程", 2024, "2", source="prose", path=[], **CODE)
    assert compare(publish(2023, hope), publish(2024, state("课程", 2024, "12", **CODE))).restatements == []


def test_a_value_that_the_new_report_repeats_is_no_value_of_its_own() -> None:
    old, stale = state("在校生", 2023, "800"), state("在校生", 2023, "800")
    diff = compare(publish(2023, old), publish(2024, stale))
    assert [item.name for item in diff.vanished] == ["在校生"]
    assert diff.levels == []


def test_a_year_that_the_form_leaves_blank_does_not_fall_back_on_the_year_before() -> None:
    blank = Unreported(indicator="students.full_time", path=["在校生"], year=2023, reason="dash")
    old = publish(2023, state("在校生", 2022, "800", **CODE), unreported=[blank])
    diff = compare(old, publish(2024, state("在校生", 2024, "900", **CODE)))
    assert [item.name for item in diff.appeared] == ["在校生"]


@pytest.mark.parametrize(
    ("indicator", "by"), [("satisfaction.class_teaching", "form"), ("students.full_time", "report")]
)
def test_a_row_that_the_form_of_the_next_year_does_not_ask_for_was_dropped_by_the_form(indicator: str, by: str) -> None:
    old = publish(2024, state("满意度", 2024, "97", "%", indicator=indicator))
    (item,) = compare(old, publish(2025)).vanished
    assert item.by == by


def test_a_figure_under_a_new_label_is_told_by_the_years_that_both_give() -> None:
    old = publish(2023, state("实训工位", 2022, "4301", "个", n=1), state("实训工位", 2023, "4518", "个", n=2))
    new = publish(2024, state("实践工位", 2023, "4518", "个", n=1), state("实践工位", 2024, "4720", "个", n=2))
    (pair,) = compare(old, new).renamed
    assert (pair.old.name, pair.new.name, [value.year for value in pair.values]) == ("实训工位", "实践工位", [2023])


def test_a_figure_that_left_its_table_is_renamed_though_prose_still_mentions_it() -> None:
    old = publish(2023, state("在校生", 2022, "4301", n=1, **CODE), state("在校生", 2023, "4518", n=2, **CODE))
    said = state("在校生", 2024, "4720", n=3, source="prose", path=[], **CODE)
    new = publish(2024, said, state("在册学生", 2023, "4518", n=1), state("在册学生", 2024, "4720", n=2))
    diff = compare(old, new)
    assert [(pair.old.name, pair.new.name) for pair in diff.renamed] == [("在校生", "在册学生")]
    assert diff.vanished == []


def test_small_counts_make_no_new_label() -> None:
    old, new = publish(2023, state("甲", 2023, "3")), publish(2024, state("乙", 2023, "3"), state("乙", 2024, "5", n=9))
    assert compare(old, new).renamed == []


def test_a_revision_shows_what_moved_and_nothing_else() -> None:
    first = publish(2024, state("甲", 2024, "10", n=1), state("乙", 2024, "20", n=2), sha="a" * 8)
    second = publish(2024, state("甲", 2024, "10", n=1), state("乙", 2024, "21", n=2), sha="b" * 8)
    diff = compare(first, second)
    assert diff.kind == "revision"
    assert [level.name for level in diff.levels] == ["乙"]
    assert [item.name for item in diff.restatements] == ["乙"]


def test_large_figures_that_moved_much_come_before_small_ones_that_are_new() -> None:
    figures = {
        "甲": ("0", "1"),
        "乙": ("28000", "56000"),
        "丙": ("50000", "80000"),
        "丁": ("1", "9"),
        "戊": ("900", "900"),
    }
    old, new = (
        publish(year, *(state(name, year, values[place], n=at) for at, (name, values) in enumerate(figures.items(), 1)))
        for place, year in enumerate((2023, 2024))
    )
    assert [level.name for level in by_weight(compare(old, new).levels)] == ["乙", "丙", "甲", "丁", "戊"]
