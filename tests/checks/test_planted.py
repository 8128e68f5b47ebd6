"""One slip at a time in the clean texts: found as the right kind, and one finding leads all that follow from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extract.checks.wording import say
from extract.pipeline import extract_report
from extract.records import Finding
from extract.rules.patterns import Patterns, load_patterns
from extract.source.model import Source

HERE = Path(__file__).parent


def read_slips(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("#"))
    return [tuple(part.strip(" ").replace("\\t", "\t") for part in line.split(" :: ")) for line in kept]


SLIPS = read_slips("planted.txt")


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def findings(text: str, patterns: Patterns) -> list[Finding]:
    data = text.encode()
    source = Source(name="made.txt", data=data, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain")
    return extract_report(source, patterns).report.findings


@pytest.mark.parametrize(("name", "right", "wrong", "check"), SLIPS, ids=lambda part: part[:20])
def test_a_slip_is_found_once_and_as_what_it_is(
    name: str, right: str, wrong: str, check: str, patterns: Patterns
) -> None:
    text = (HERE / "clean" / f"{name}.txt").read_text(encoding="utf-8")
    assert text.count(right) == 1
    found = [one for one in findings(text.replace(right, wrong), patterns) if one.severity != "info"]
    assert [one.check for one in found if one.cause is None] == [check]


@pytest.mark.parametrize(("name", "right", "wrong", "check"), read_slips("hinted.txt"), ids=lambda part: part[:20])
def test_a_slip_that_may_be_none_is_hinted_at(
    name: str, right: str, wrong: str, check: str, patterns: Patterns
) -> None:
    text = (HERE / "clean" / f"{name}.txt").read_text(encoding="utf-8")
    assert text.count(right) == 1
    found = findings(text.replace(right, wrong), patterns)
    assert check not in [one.check for one in findings(text, patterns)]
    assert [(one.check, one.severity) for one in found if one.check == check] == [(check, "info")]


@pytest.mark.parametrize(
    ("last", "this", "printed", "meant"), [("16.81", "16.86", "↓", "↑"), ("16.86", "16.81", "↑", "↓")]
)
def test_an_arrow_against_the_levels_is_told_with_the_one_that_they_give(
    last: str, this: str, printed: str, meant: str, patterns: Patterns
) -> None:
    right = "16.81:1\t16.86:1\t↑"
    text = (HERE / "clean" / "school.txt").read_text(encoding="utf-8")
    assert text.count(right) == 1
    found = findings(text.replace(right, f"{last}:1\t{this}:1\t{printed}"), patterns)
    assert [(one.printed, one.computed) for one in found if one.check == "direction"] == [(printed, meant)]


def test_every_finding_is_said_in_english_from_its_parts(patterns: Patterns) -> None:
    for name, right, wrong, _ in SLIPS[::8]:
        text = (HERE / "clean" / f"{name}.txt").read_text(encoding="utf-8")
        for one in findings(text.replace(right, wrong), patterns):
            sentence = say(one.check, one.params, "en")
            assert not {"{", "}", "。"} & set(sentence), sentence
            assert sentence != one.message
