"""Prose rules: what loads, what they read, where they stay silent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.errors import PatternError
from extract.numerals import scan_numerals
from extract.rules.clauses import Clause, split_clauses
from extract.rules.diagnosis import diagnose, nearest
from extract.rules.grammar import MARK
from extract.rules.patterns import Patterns, load_patterns, read_rules
from extract.rules.prose import Rule, read_example, read_rule
from extract.rules.rehearsal import disturb, rehearse

WHOLE: dict[str, Any] = {
    "id": "kilns",
    "indicator": "schools.total",
    "anchor": "龙窑",
    "reads": "龙窑(?:总数)?{links}{value}",
    "unit": "座",
    "matches": ["全镇现有龙窑«12座»。", "龙窑总数达«12 座»，比上年增加2座。"],
    "refuses": ["瓷窑8座。", "龙窑高2.4米。"],
}
CLEAN = Path(__file__).parent / "clean.txt"


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def rule(patterns: Patterns, **changes: Any) -> Rule:
    return read_rule("kilns.yaml", WHOLE | changes, patterns.catalogue, patterns.grammar)


def clause(text: str, patterns: Patterns) -> Clause:
    return split_clauses(text, scan_numerals(text, patterns.lexicon), patterns.grammar)[0]


# --- the rules that ship -------------------------------------------------------------------


def test_every_rule_reads_its_examples_and_refuses_the_others(patterns: Patterns) -> None:
    assert rehearse(patterns.prose.rules, patterns.lexicon, patterns.grammar) == []


def test_every_rule_stays_silent_on_clean_text(patterns: Patterns) -> None:
    clean = CLEAN.read_text(encoding="utf-8")
    assert disturb(patterns.prose.rules, clean, patterns.lexicon, patterns.grammar) == []


def test_names_of_rules_are_unique(patterns: Patterns) -> None:
    names = [rule.name for rule in patterns.prose.rules]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "text", ["升入" * 30000, "“双师型”教师" * 12000, "与企业" * 30000, "面向" * 40000 + "培训5人次"]
)
def test_no_rule_hangs_on_hostile_text(text: str, patterns: Patterns) -> None:
    clauses = split_clauses(text, scan_numerals(text, patterns.lexicon), patterns.grammar)
    for one in clauses:
        assert len(patterns.prose.match(one, False)) <= len(one.text)


# --- what loads ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"matches": ["龙窑«12座»。"]}, "matches"),
        ({"refuses": []}, "refuses"),
        ({"indicator": "kilns.none"}, "kilns.none is no indicator of the catalogue; give it an entry there"),
        ({"indicator": "school.total"}, "is schools.total meant"),
        ({"reads": "龙窑{links}"}, "{value}"),
        ({"reads": "龙窑({value}"}, "pattern"),
        ({"matches": ["龙窑12座。", "龙窑«3座»。"]}, "«…»"),
        ({"id": "Kilns"}, "id"),
        ({"colour": "red"}, "colour`; one of id, status, indicator, anchor"),
        ({"scope": "table"}, "scope`; one of any, report, case"),
        ({"kind": "sum"}, "kind`; one of level, change, "),
        ({"anchor": ""}, "anchor"),
    ],
)
def test_a_rule_that_cannot_be_used_says_what_to_mend(
    changes: dict[str, Any], complaint: str, patterns: Patterns
) -> None:
    with pytest.raises(ValueError, match=complaint.replace("{", r"\{")):
        rule(patterns, **changes)


def test_the_error_names_file_and_rule(tmp_path: Path, patterns: Patterns) -> None:
    (tmp_path / "kilns.yaml").write_text("topic: 窑\nrules: [{id: kilns, indicator: schools.total}]", encoding="utf-8")
    with pytest.raises(PatternError, match=r"kilns\.yaml: rule kilns: .*anchor"):
        read_rules(tmp_path, patterns.catalogue, patterns.grammar)


def test_two_rules_of_one_name_are_refused(tmp_path: Path, patterns: Patterns) -> None:
    (tmp_path / "kilns.yaml").write_text(json.dumps({"topic": "窑", "rules": [WHOLE, WHOLE]}), encoding="utf-8")
    with pytest.raises(PatternError, match=r"rule kilns: kilns\.yaml#kilns is a rule already"):
        read_rules(tmp_path, patterns.catalogue, patterns.grammar)


# --- what they read ------------------------------------------------------------------------


def test_a_rule_reads_the_number_in_its_slot_alone(patterns: Patterns) -> None:
    text = "全镇现有龙窑12座、瓷窑8座"
    one = clause(text, patterns)
    assert [one.numeral_at(at).text for at in rule(patterns).hits(one)] == ["12"]


def test_units_scope_and_anchor_hold_a_rule_back_and_the_diagnosis_names_the_first(patterns: Patterns) -> None:
    one = clause("全镇现有龙窑12米", patterns)
    at = one.marks[0]
    assert diagnose(rule(patterns), one, at, False).failed == "unit"
    assert diagnose(rule(patterns, scope="case"), one, at, False).failed == "scope"
    assert diagnose(rule(patterns, anchor="瓷窑"), one, at, False).failed == "anchor"
    assert diagnose(rule(patterns, unit="米", reads="龙窑高{value}"), one, at, False).failed == "reads"
    assert diagnose(rule(patterns, unit="米"), one, at, False).failed is None


def test_the_nearest_rule_is_the_one_that_fails_last(patterns: Patterns) -> None:
    one = clause("全镇现有龙窑12米", patterns)
    rules = [rule(patterns, anchor="瓷窑"), rule(patterns), rule(patterns, scope="case")]
    found = nearest(rules, one, one.marks[0], False)
    assert found is not None
    assert (found.rule, found.failed) == (rules[1], "unit")
    assert nearest(rules[:1], one, one.marks[0], False) is None


def test_an_example_tells_its_value() -> None:
    assert read_example("龙窑«12 座»。") == ("龙窑12 座。", 2, 6)


# --- clauses -------------------------------------------------------------------------------


def masked(text: str, patterns: Patterns) -> list[str]:
    found = split_clauses(text, scan_numerals(text, patterns.lexicon), patterns.grammar)
    return [one.text.replace(MARK, "◆") for one in found]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("共有 13 所，比上年增加 1 所。", ["共有◆", "比上年增加◆"]),
        ("“德育、智育，并举”活动3场。", ["“德育、智育，并举”活动◆"]),
        ("学生3156人（其中女生1402人），教学班78个", ["学生◆", "其中女生◆", "教学班◆"]),
        ("证书（含职业资格证书）获得人数7650人", ["证书（含职业资格证书）获得人数◆"]),
        ("Solid Works 课程 2 门", ["Solid Works课程◆"]),
        ("涵盖了三大产业，两校共建", ["涵盖了三大产业", "两校共建"]),
        ("连续三年保持90%", ["连续三年保持◆"]),
        ("比赛时长为90分钟", ["比赛时长为◆"]),
    ],
)
def test_clauses_hold_one_mark_for_each_number_that_states_a_value(
    text: str, clauses: list[str], patterns: Patterns
) -> None:
    assert masked(text, patterns) == clauses


def test_a_restriction_in_brackets_is_a_note_of_its_clause(patterns: Patterns) -> None:
    one = clause("学校（不含技工学校）共有12所", patterns)
    assert (one.text.replace(MARK, "◆"), one.notes) == ("学校共有◆", ((2, "不含技工学校"),))


def test_places_lead_back_to_the_passage(patterns: Patterns) -> None:
    text = "全市 中职学校 共有 13 所"
    one = clause(text, patterns)
    assert [text[place] for place in one.places] == list("全市中职学校共有1")
