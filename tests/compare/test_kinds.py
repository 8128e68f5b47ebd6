"""What reports are to each other, and which don't compare."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.compare.shelf import compare, publish, state

from extract.compare import Volume
from extract.compare.names import link_names
from extract.errors import UsageError
from extract.records import Entity, Fact, Finding, Where


def test_reports_of_two_entities_are_refused() -> None:
    with pytest.raises(UsageError, match=r"泽安市 and 漪南市.*--alias"):
        compare(publish(2023), publish(2024, entity="漪南市"))


def test_a_report_that_names_no_entity_compares_with_none_that_does() -> None:
    with pytest.raises(UsageError, match=r"2024.txt \(2024\) names no entity"):
        compare(publish(2023), publish(2024, entity=None))


def test_an_alias_makes_two_entities_one() -> None:
    old = publish(2023, state("在校生", 2023, "800", entity="泽安县"), entity="泽安县")
    (level,) = compare(old, publish(2024, state("在校生", 2024, "900")), aliases=[["泽安市", "泽安县"]]).levels
    assert level.entity == "泽安市"


def test_a_school_that_one_report_names_in_short_is_the_same_school() -> None:
    full = Entity(name="石埠市机电工程学校", kind="school", names=["石埠机电学校"])
    short = Entity(name="石埠机电学校", kind="school")
    old = publish(2023, state("在校生", 2023, "800", entity="石埠机电学校"), entities=[short])
    new = publish(2024, state("在校生", 2024, "900", entity="石埠市机电工程学校"), entities=[full])
    (level,) = compare(old, new).levels
    assert level.entity == "石埠市机电工程学校"


def test_a_short_name_that_two_schools_bear_links_neither() -> None:
    both = [Entity(name=f"{place}职业学校", kind="school", names=["职校"]) for place in ("甲县", "乙县")]
    older = Entity(name="丙县职业学校", kind="school", names=["职校"])
    reports = [publish(2023, entities=[older]).report, publish(2024, entities=both).report]
    assert link_names(reports).of(1, "乙县职业学校") == "乙县职业学校"


@pytest.mark.parametrize("years", [(2024, 2023), (2023, 2024, 2024), (2023, None)])
def test_years_that_are_not_in_order_are_refused(years: tuple[int | None, ...]) -> None:
    with pytest.raises(UsageError, match=r"oldest first|tells no year"):
        compare(*(publish(year, sha=f"{place:08x}") for place, year in enumerate(years)))


def test_one_report_does_not_compare() -> None:
    with pytest.raises(UsageError, match=r"at least two"):
        compare(publish(2023))


def test_another_extraction_of_one_file_is_told_by_rule() -> None:
    same, lost = state("甲", 2024, "10", n=1), state("乙", 2024, "20", n=2, rule="old.yaml#b")
    old = publish(2024, same, lost)
    new = publish(2024, same.model_copy(update={"name": "丙"}), state("丁", 2024, "30", n=3, rule="new.yaml#d"))
    diff = compare(old, new)
    assert diff.kind == "reextraction"
    assert [(item.fact, item.fields) for item in diff.facts.changed] == [("f1", {"name": ("甲", "丙")})]
    assert [item.fact.name for item in diff.facts.gained + diff.facts.lost] == ["丁", "乙"]
    assert [(rule.rule, rule.gained, rule.lost, rule.changed) for rule in diff.facts.rules] == [
        ("new.yaml#d", 1, 0, 0),
        ("old.yaml#b", 0, 1, 0),
        ("table", 0, 0, 1),
    ]
    assert diff.restatements == []


def test_facts_that_moved_with_the_text_are_the_same_facts() -> None:
    old, new = publish(2024, state("甲", 2024, "10", n=100)), publish(2024, state("甲", 2024, "10", n=107))
    facts = compare(old, new).facts
    assert (facts.gained, facts.lost, facts.changed) == ([], [], [])


def find(key: str, state: str, *facts: str) -> Finding:
    return Finding(id=f"x{key}", check="sums", severity="error", key=key, state=state, message=key, facts=list(facts))


def test_findings_are_new_solved_or_standing_and_of_the_same_figure_or_not() -> None:
    old = publish(2023, findings=[find("a", "1"), find("b", "1"), find("c", "1")])
    new = publish(2024, findings=[find("b", "1"), find("c", "2"), find("d", "1")])
    found = compare(old, new).findings
    assert [item.key for item in found.solved] == ["a"]
    assert [(item.key, item.same_figure) for item in found.standing] == [("b", True), ("c", False)]
    assert [(item.key, item.report) for item in found.new] == [("d", 1)]


def test_a_corrected_report_tells_which_figures_solve_a_finding_and_which_moved_besides() -> None:
    def report(sha: str, a: str, b: str, prose: str, **changes: Any) -> Volume:
        said = state("走访", 2024, prose, "户", n=90, source="prose", path=[], preferred=False, key="p" * 16)
        said = said.model_copy(update={"where": Where(start=90, end=92, quote=f"走访 {prose} 户")})
        table = [state("甲", 2024, a, n=1, key="a" * 16), state("乙", 2024, b, n=2, key="b" * 16)]
        return publish(2024, *table, said, sha=sha, **changes)

    old = report("a" * 8, "10", "20", "7", findings=[find("sum", "1", "f1")])
    diff = compare(old, report("b" * 8, "12", "23", "8"))
    assert diff.kind == "revision"
    assert [item.id for item in diff.findings.solved] == ["xsum"]
    assert [(level.name, level.solved) for level in diff.levels] == [("甲", ["xsum"]), ("乙", [])]
    assert [(change.fact, change.before, change.fields["value"]) for change in diff.facts.changed] == [
        ("f90", "f90", (Decimal(7), Decimal(8)))
    ]


def test_a_sentence_that_only_moved_is_no_change_of_a_revision() -> None:
    def report(sha: str, start: int) -> Volume:
        said = state("走访", 2024, "7", "户", n=start, source="prose", path=[])
        return publish(
            2024, said.model_copy(update={"where": Where(start=start, end=start + 1, quote="走访 7 户")}), sha=sha
        )

    facts = compare(report("a" * 8, 90), report("b" * 8, 190)).facts
    assert (facts.gained, facts.lost, facts.changed) == ([], [], [])


def test_another_figure_that_comes_to_stand_at_the_same_place_is_not_the_same_fact() -> None:
    def say(name: str, place: int) -> Fact:
        quote = f"{name} 28 人。"
        where = Where(start=place, end=place + 4, quote=quote)
        told = state(name, 2024, "28", n=place, source="prose", path=[], preferred=False, key=f"{name * 16}")
        return told.model_copy(update={"where": where})

    old = publish(2024, say("甲", 100), say("乙", 200), sha="a" * 8)
    facts = compare(old, publish(2024, say("甲", 200), say("乙", 300), sha="b" * 8)).facts
    assert (facts.gained, facts.lost, facts.changed) == ([], [], [])
