"""Ids, keys, places, and which of several statements is preferred."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace
from tests.facts.outlines import Writer

from extract.facts.model import Draft
from extract.facts.settle import intervals_meet, letters, settle_facts
from extract.layout.model import Nowhere
from extract.numerals import scan_numerals
from extract.numerals.model import Interval
from extract.records import Fact, Period
from extract.rules.patterns import Patterns, load_patterns
from extract.structure.model import Outline, Passage

YEAR = Period(label="2024年", kind="year", year=2024, basis="stated")


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def outline_of(*texts: str) -> Outline:
    return Writer().say("paragraph", *texts).outline()


def draft(patterns: Patterns, passage: Passage, which: int = 0, **changes: Any) -> Draft:
    quantities = [q for numeral in scan_numerals(passage.text, patterns.lexicon) for q in numeral.quantities]
    made = Draft(
        passage,
        quantities[which],
        "专任教师数",
        "level",
        "prose",
        "x",
        "teachers.full_time",
        period=YEAR,
        entity="甲市",
    )
    return replace(made, **changes)


def settle(patterns: Patterns, outline: Outline, *drafts: Draft) -> list[Fact]:
    return settle_facts([*drafts], outline, Nowhere(), patterns.catalogue)


def test_an_id_tells_where_a_fact_begins(patterns: Patterns) -> None:
    outline = outline_of("专任教师 120 人，教职工 150 人。")
    (passage,) = outline.passages
    facts = settle(patterns, outline, draft(patterns, passage, 1), draft(patterns, passage, 0))
    assert [fact.id for fact in facts] == ["f5", "f15"]
    assert [outline.text[fact.where.start : fact.where.end] for fact in facts] == ["120 人", "150 人"]


def test_further_facts_on_the_same_characters_add_letters(patterns: Patterns) -> None:
    outline = outline_of("占比 8.8: 43.5: 47.7。")
    (passage,) = outline.passages
    drafts = [draft(patterns, passage, i, kind="ratio", name=name, indicator=None) for i, name in enumerate("甲乙丙")]
    assert [fact.id for fact in settle(patterns, outline, *drafts)] == ["f3", "f3b", "f3c"]


def test_letters_go_on_after_z() -> None:
    found = [letters(number) for number in range(80)]
    assert found[:3] == ["", "b", "c"]
    assert found[25] == "z"
    assert len(set(found)) == len(found)
    assert all(re.fullmatch("[a-z]*", text) for text in found)


def test_a_key_is_of_entity_indicator_year_kind_aspect_and_proviso(patterns: Patterns) -> None:
    outline = outline_of("专任教师 120 人。", "专任教师为 120 名。")
    one, other = (draft(patterns, passage) for passage in outline.passages)
    key = settle(patterns, outline, one)[0].key
    assert re.fullmatch("[0-9a-f]{16}", key)
    last = YEAR.model_copy(update={"year": 2023})
    same = replace(other, name="专任教师", rule="y", period=YEAR.model_copy(update={"label": "本年"}))
    assert settle(patterns, outline, same)[0].key == key
    for changes in (
        {"entity": "乙市"},
        {"indicator": "staff.total"},
        {"period": last},
        {"kind": "change"},
        {"aspect": "plan"},
        {"proviso": "不含技工院校"},
    ):
        assert settle(patterns, outline, replace(one, **changes))[0].key != key  # type: ignore[arg-type]


def test_rows_of_one_label_in_two_units_are_two_facts(patterns: Patterns) -> None:
    outline = outline_of("课程 12 门，", "课程 300 学时。")
    drafts = [draft(patterns, p, indicator=None, path=("课程",), source="table") for p in outline.passages]
    one, other = settle(patterns, outline, *drafts)
    assert one.key != other.key
    assert not one.conflict


def test_the_national_table_is_preferred_then_tables_then_prose_then_cases(patterns: Patterns) -> None:
    outline = outline_of("共 120 人。", "共 120 人。", "共 120 人。", "共 120 人。")
    case, prose, table, national = (draft(patterns, passage) for passage in outline.passages)
    case = replace(case, passage=replace(case.passage, case="c1"))
    table = replace(table, source="table", rule="table")
    national = replace(national, source="table", rule="table:policy/teachers.full_time")
    order = [national, table, prose, case]
    for left in range(len(order)):
        facts = settle(patterns, outline, *order[left:])
        preferred = [fact.rule + fact.source for fact in facts if fact.preferred]
        assert preferred == [order[left].rule + order[left].source]


def test_the_more_precise_then_the_earlier_is_preferred(patterns: Patterns) -> None:
    outline = outline_of("设备值 3.8 亿元。", "设备值 38167.54 万元。", "设备值 38167.54 万元。")
    drafts = [draft(patterns, passage, indicator="conditions.equipment") for passage in outline.passages]
    assert [fact.preferred for fact in settle(patterns, outline, *drafts)] == [False, True, False]


def test_statements_whose_intervals_do_not_meet_conflict(patterns: Patterns) -> None:
    outline = outline_of("设备值 3.8 亿元。", "设备值 38167.54 万元。", "设备值 40000 万元。")
    drafts = [draft(patterns, passage, indicator="conditions.equipment") for passage in outline.passages]
    assert not any(fact.conflict for fact in settle(patterns, outline, *drafts[:2]))
    assert all(fact.conflict for fact in settle(patterns, outline, *drafts))


def test_people_are_people_in_any_classifier(patterns: Patterns) -> None:
    outline = outline_of("专任教师 120 人。", "专任教师 121 名。")
    assert all(fact.conflict for fact in settle(patterns, outline, *(draft(patterns, p) for p in outline.passages)))


def test_a_change_names_the_level_that_it_belongs_to(patterns: Patterns) -> None:
    outline = outline_of("专任教师 120 人，比上年增加 6 人。")
    (passage,) = outline.passages
    level = draft(patterns, passage)
    change = draft(patterns, passage, 1, kind="change", direction="up", of=replace(level))
    first, second = settle(patterns, outline, change, level)
    assert (second.of, second.direction, first.of) == (first.id, "up", None)


def test_the_quote_is_the_sentence_the_row_or_the_given_span(patterns: Patterns) -> None:
    writer = (
        Writer()
        .say("paragraph", "甲乙。专任教师 120 人，很多。丙。")
        .table(["指标", "单位", "2024"], [["教师", "人", "7"]])
    )
    outline = writer.outline()
    prose, cell = outline.passages[0], outline.passages[-1]
    facts = settle(
        patterns,
        outline,
        draft(patterns, prose),
        draft(patterns, prose, quote=(3, 14)),
        draft(patterns, cell, source="table"),
    )
    assert [fact.where.quote for fact in facts] == ["专任教师 120 人，很多。", "专任教师 120 人，", "教师 人 7"]
    assert (facts[2].where.row, facts[2].where.column, facts[2].where.table_id) == (0, 2, "t1")


def test_raw_has_no_line_breaks(patterns: Patterns) -> None:
    passage = Passage("共120人。", [0, 1, 2, 4, 6, 7], "paragraph", "b1")
    outline = Outline("共12\n0\f人。\n", (), (), (), (), (), (), (), (passage,))
    (fact,) = settle(patterns, outline, draft(patterns, passage))
    assert fact.raw == "120人"
    assert fact.where.end == 7


@pytest.mark.parametrize(
    ("intervals", "meet"),
    [
        ([(5, 5), (5, 5)], True),
        ([(5, 5), (6, 6)], False),
        ([(5, 5), (5, 9)], True),
        ([(5, 5), (3, 5)], False),
        ([(3, 5), (5, 9)], False),
        ([(3, 6), (5, 9), (5, 5)], True),
        ([(3, None), (None, 4)], True),
        ([(4, None), (None, 4)], False),
        ([(4, None), (4, 4)], True),
        ([(None, 4), (4, 4)], False),
        ([(None, None), (4, 4)], True),
    ],
)
def test_intervals_hold_their_lower_end_alone(intervals: list[tuple[int | None, int | None]], meet: bool) -> None:
    exact: list[Interval] = [
        (None if lo is None else Decimal(lo), None if hi is None else Decimal(hi)) for lo, hi in intervals
    ]
    assert intervals_meet(exact) is meet
    assert intervals_meet(exact[::-1]) is meet


def test_no_drafts_make_no_facts(patterns: Patterns) -> None:
    assert settle(patterns, outline_of("无。")) == []
