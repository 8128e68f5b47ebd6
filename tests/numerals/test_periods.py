"""Periods: what a text or a label says of time."""

from __future__ import annotations

import pytest

from extract.numerals.periods import find_periods, frame_period, read_period
from extract.records import Period

REPORT_YEAR = 2031


def told(text: str) -> list[tuple[str, str, int | None]]:
    """Return label, kind and year of every period in ``text``."""
    return [(m.period.label, m.period.kind, m.period.year) for m in find_periods(text, REPORT_YEAR)]


@pytest.mark.parametrize(
    ("text", "label", "kind", "year"),
    [
        ("2030-2031 学年，全市", "2030-2031学年", "academic_year", 2031),
        ("２０３０—２０３１学年度", "2030-2031学年度", "academic_year", 2031),
        ("2030—2031年度", "2030-2031年度", "academic_year", 2031),
        ("2030/2031学年", "2030/2031学年", "academic_year", 2031),
        ("2030-31学年", "2030-31学年", "academic_year", 2031),
        ("2030学年", "2030学年", "academic_year", 2031),
        ("2030-2031 学年第一学期", "2030-2031学年第一学期", "range", 2031),
        ("2031 年", "2031年", "year", 2031),
        ("2031 年度", "2031年度", "year", 2031),
        ("2030届毕业生", "2030届", "year", 2030),
        ("’30 年", "’30年", "year", 2030),
        ("2028-2031 年", "2028-2031年", "range", 2031),
        ("本学年", "本学年", "academic_year", 2031),
        ("本年度", "本年度", "year", 2031),
        ("今年", "今年", "year", 2031),
        ("上一学年", "上一学年", "academic_year", 2030),
        ("上年", "上年", "year", 2030),
        ("去年同期", "去年同期", "year", 2030),
        ("前年", "前年", "year", 2029),
        ("近三年", "近三年", "range", 2031),
        ("近两学年", "近两学年", "range", 2031),
        ("9 月 12 日", "9月12日", "date", 2031),
        ("2031年春季学期", "2031年春季学期", "range", 2031),
    ],
)
def test_a_period_has_label_kind_and_the_year_in_which_it_ends(text: str, label: str, kind: str, year: int) -> None:
    assert told(text) == [(label, kind, year)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2030 年 9 月 1 日至 2031 年 8 月 31 日", "2030-09-01", "2031-08-31"),
        ("2030年9月至2031年8月", "2030-09-01", "2031-08-31"),
        ("2030.09-2031.08", "2030-09-01", "2031-08-31"),
        ("2031年5月-6月", "2031-05-01", "2031-06-30"),
        ("2031 年 4 月 10 日", "2031-04-10", "2031-04-10"),
        ("2031 年 2 月", "2031-02-01", "2031-02-28"),
        ("截至 2031 年 8 月底", "2031-08-31", "2031-08-31"),
        ("截至2030年底", "2030-12-31", "2030-12-31"),
        ("2030年末", "2030-12-31", "2030-12-31"),
        ("2031 年上半年", "2031-01-01", "2031-06-30"),
        ("2031年前三季度", "2031-01-01", "2031-09-30"),
        ("“十五五”期间", "2026-01-01", "2030-12-31"),
    ],
)
def test_what_the_form_says_of_start_and_end(text: str, start: str, end: str) -> None:
    (mention,) = find_periods(text, REPORT_YEAR)
    assert (mention.period.start, mention.period.end) == (start, end)


@pytest.mark.parametrize("text", ["2031 年", "2030-2031学年", "2031 年 2 月 30 日", "近三年"])
def test_what_the_form_does_not_say_stays_open(text: str) -> None:
    (mention,) = find_periods(text, REPORT_YEAR)
    assert (mention.period.start, mention.period.end) == (None, None)


def test_years_of_a_list_are_periods_each() -> None:
    assert told("2029、2030、2031 年数据") == [(f"{year}年", "year", year) for year in (2029, 2030, 2031)]


def test_what_is_only_compared_with_says_so() -> None:
    now, then = find_periods("本学年比上一学年增加 3 所", REPORT_YEAR)
    assert (now.compared, then.compared) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "《2030 年统计公报》",
        "规划纲要（2024-2035 年）",
        "三年内完成",
        "60岁以上年龄",
        "全年龄段",
        "以前年度",
        "本年级",
        "每年、逐年",
    ],
)
def test_titles_and_other_words_name_no_period(text: str) -> None:
    assert told(text) == []


def test_without_the_reports_year_a_leaning_word_has_none() -> None:
    (mention,) = find_periods("本学年")
    assert mention.period.year is None


@pytest.mark.parametrize(
    ("label", "shown", "year"),
    [
        ("2031 年", "2031年", 2031),
        ("2030-2031 学年", "2030-2031学年", 2031),
        ("2030-2031", "2030-2031", 2031),
        ("２０３０", "2030", 2030),
        ("本年度", "本年度", 2031),
        ("上年", "上年", 2030),
        ("上期", "上期", 2030),
    ],
)
def test_a_label_that_is_a_period_is_read(label: str, shown: str, year: int) -> None:
    period = read_period(label, REPORT_YEAR)
    assert period is not None
    assert (period.label, period.year, period.basis) == (shown, year, "stated")


@pytest.mark.parametrize("label", ["变化情况", "单位", "2031年（万元）", "8-10", "3 年", "", "2031 年在校生"])
def test_a_label_that_is_more_or_else_is_none(label: str) -> None:
    assert read_period(label, REPORT_YEAR) is None


def test_a_school_year_takes_the_days_that_the_report_states_for_its_own() -> None:
    window = Period(label="", kind="range", start="2030-09-01", end="2031-08-31", year=2031, basis="stated")
    year = read_period("2028-2029 学年")
    assert year is not None
    framed = frame_period(year, window)
    assert (framed.start, framed.end) == ("2028-09-01", "2029-08-31")
    assert frame_period(year, None) == year
