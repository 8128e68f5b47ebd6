"""What a number became and why, and what was missing for an open one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import UsageError
from extract.facts.drafting import draft_rule
from extract.facts.explain import explain, find_words
from extract.pipeline import Extraction, extract_report
from extract.rules.patterns import Patterns, load_patterns
from extract.rules.prose import read_rule
from extract.source import read_source

TEXT = """云溪市中等职业教育质量报告
（2031年）

云溪市教育局

1. 基本情况

1.1 发展规模

2030-2031学年，全市中职学校全日制在校生12034人（不含技工学校），比上一学年增加310人。国家规划教材9本。

1.2 条件

学校联合两省三市共建平台。全市现有藏品约3种。馆藏标本12。
"""


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


@pytest.fixture(scope="module")
def extracted(patterns: Patterns, tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    file = tmp_path_factory.mktemp("explain") / "yunxi-2031.txt"
    file.write_text(TEXT, encoding="utf-8")
    return extract_report(read_source(Path(file)), patterns)


def lines(words: str, extracted: Extraction, patterns: Patterns) -> str:
    place = find_words(extracted.report, extracted.text, words, None)
    return "\n".join(explain(extracted.report, extracted.text, place, patterns))


def test_a_fact_is_explained_with_rule_indicator_period_and_entity(extracted: Extraction, patterns: Patterns) -> None:
    text = lines("在校生", extracted, patterns)
    assert "class quantity" in text
    assert "students.full_time" in text
    assert "proviso    不含技工学校" in text
    assert "2030-2031学年, stated: «2030-2031学年»" in text
    assert "云溪市: the report is about it" in text


def test_a_change_names_its_level(extracted: Extraction, patterns: Patterns) -> None:
    assert ", up" in lines("比上一学年增加", extracted, patterns)


def test_a_rule_shows_anchor_and_pattern(extracted: Extraction, patterns: Patterns) -> None:
    text = lines("规划教材", extracted, patterns)
    assert "textbooks.yaml#national: anchor 规划教材, reads " in text


def test_a_number_that_counts_nothing_says_so(extracted: Extraction, patterns: Patterns) -> None:
    text = lines("联合", extracted, patterns)
    assert "no fact" in text


def test_a_heading_number_states_no_value(extracted: Extraction, patterns: Patterns) -> None:
    start = extracted.text.index("1.1 发展")
    text = "\n".join(explain(extracted.report, extracted.text, start, patterns))
    assert "heading_no in heading states no value" in text


def test_places_without_a_number_are_refused_with_the_nearest(extracted: Extraction, patterns: Patterns) -> None:
    with pytest.raises(UsageError, match="the nearest is"):
        list(explain(extracted.report, extracted.text, 0, patterns))
    with pytest.raises(UsageError, match="no number behind"):
        find_words(extracted.report, extracted.text, "无此词", None)


@pytest.mark.parametrize(
    "sentence",
    ["全市共建成产业学院 «12 个»，覆盖 9 所学校。", "学校现有“双师型”教师 36 人。", "评出 30 个“文明: 班级”。"],
)
def test_a_drafted_rule_is_yaml_that_loads_when_its_indicator_is_filled_in(sentence: str, patterns: Patterns) -> None:
    import yaml

    entry = yaml.safe_load(draft_rule(sentence, patterns))[0]
    entry["indicator"] = "schools.total"
    read_rule("new.yaml", entry, patterns.catalogue, patterns.grammar)


def test_a_sentence_without_a_value_drafts_nothing(patterns: Patterns) -> None:
    with pytest.raises(UsageError, match="no number with a name"):
        draft_rule("学校开展了丰富多彩的活动。", patterns)


def test_a_drafted_anchor_is_cut_between_words(patterns: Patterns) -> None:
    import yaml

    entry = yaml.safe_load(draft_rule("全市中职学校开设企业冠名订单班共 «38 个»。", patterns))[0]
    assert entry["anchor"] == "订单班"
