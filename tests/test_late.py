"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import re

import pytest

from extract.late import late


def test_a_pattern_answers_as_a_compiled_one_does() -> None:
    lazy, eager = late("(?P<n>[0-9]+)人"), re.compile("(?P<n>[0-9]+)人")
    text = "教师12人，学生340人"
    assert [match["n"] for match in lazy.finditer(text)] == [match["n"] for match in eager.finditer(text)]
    assert lazy.sub("名", text) == eager.sub("名", text)
    assert lazy.match(text) is None


def test_a_text_without_the_words_of_a_pattern_has_no_match_and_compiles_nothing() -> None:
    pattern = late("(", ["企业", "公司"])
    assert pattern.search("学校与高校合作") is None
    with pytest.raises(re.error):
        pattern.search("学校与企业合作")


def test_a_text_with_the_words_of_a_pattern_is_asked_within_its_span() -> None:
    pattern = late("企业|公司", ["企业", "公司"])
    assert pattern.match("与企业合作", 1) is not None
    assert pattern.fullmatch("企业") is not None


def test_a_pattern_has_no_more_than_a_compiled_one() -> None:
    with pytest.raises(AttributeError):
        _ = late("企业").of  # type: ignore[attr-defined]
