"""Paragraphs that a report prints twice."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extract.pipeline import extract_report
from extract.rules.patterns import Patterns, load_patterns
from extract.source.model import Source

TEXT = (Path(__file__).parent / "clean" / "centre.txt").read_text(encoding="utf-8")
REPEATED = next(line for line in TEXT.splitlines() if line.startswith("学校选派8名教师"))


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def alarms(text: str, patterns: Patterns) -> list[str]:
    data = text.encode()
    source = Source(name="made.txt", data=data, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain")
    return [one.check for one in extract_report(source, patterns).report.findings if one.severity != "info"]


def test_a_paragraph_that_stands_twice_is_told(patterns: Patterns) -> None:
    assert alarms(f"{TEXT}\n{REPEATED}\n", patterns) == ["passage_repeat"]


def test_a_summary_says_again_what_others_say(patterns: Patterns) -> None:
    assert alarms(f"{TEXT}\n第六章 总结\n\n{REPEATED}\n", patterns) == []


def test_a_sentence_alone_may_stand_twice(patterns: Patterns) -> None:
    assert alarms(f"{TEXT}\n{REPEATED.partition('。')[0]}。\n", patterns) == []


def test_a_sentence_over_two_pages_is_told_once(patterns: Patterns) -> None:
    sentence = (
        "学校全年举办护理技能培训班12期，培训基层医务人员486人次，组织送医下乡36场，服务群众2150人次，"
        "\f派出志愿者318人，捐赠药品2.6万元，编印健康手册3800册，开设健康讲座24场，覆盖社区17个，受益居民9300人。"
    )
    assert alarms(f"{TEXT}\n{sentence}\n", patterns) == []


def test_the_points_of_a_list_over_two_pages_are_counted_once(patterns: Patterns) -> None:
    told = (
        "学校还要解决三个方面的问题：一是基层医务人员的培训机会仍然偏少，二是送医下乡的路程较远而且车辆不足，"
        "\f三是健康讲座的讲师大多是兼职，今后将逐步安排专人负责。"
    )
    assert alarms(f"{TEXT}\n{told}\n", patterns) == []
    assert alarms(f"{TEXT}\n{told.replace('三个', '四个')}\n", patterns) == ["tally_marked"]
