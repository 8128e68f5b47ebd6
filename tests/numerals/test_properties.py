"""What holds of every text: spans, order, digits, intervals, and time."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.numerals import scan_numerals
from extract.numerals.lexicon import Lexicon
from extract.numerals.periods import find_periods
from extract.rules.patterns import default_folder, read_model

LEXICON = read_model(default_folder() / "numerals.yaml", Lexicon)
DIGIT = re.compile(r"[0-9０-９]")
SCRAPS = [
    *"0123456789０９.,，、。:：-—～%‰+/（）()“”《》 ↑≥一二三十百千万亿两几数半第首年月日级班人元余多约近",
    *(
        "2025",
        "学年",
        "以上",
        "增加",
        "平方米",
        "案例",
        "表",
        "kW",
        "m2",
        "D3",
        "分之",
        "个百分点",
        "μg/m3",
        "至",
        "\n",
        "\t",
    ),
]
TEXTS = st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join) | st.text(max_size=60)
UNIT_DIGITS = re.compile(r"[a-zA-Zμ/]+[23]")
LONG = 50_000  # read in a second or two; in time that grows with the square it would outlast the suite's bound


@given(TEXTS)
@settings(max_examples=200)
def test_spans_hold_their_text_in_order_without_overlap(text: str) -> None:
    end = 0
    for numeral in scan_numerals(text, LEXICON):
        assert end <= numeral.start < numeral.end <= len(text)
        assert text[numeral.start : numeral.end] == numeral.text
        end = numeral.end


@given(TEXTS)
@settings(max_examples=200)
def test_every_arabic_digit_is_held_but_those_of_units(text: str) -> None:
    held = {at for n in scan_numerals(text, LEXICON) for at in range(n.start, n.end)}
    of_units = {at for n in scan_numerals(text, LEXICON) for q in n.quantities for at in range(n.end, q.end)}
    assert not [m.start() for m in DIGIT.finditer(text) if m.start() not in held | of_units]


@given(TEXTS)
@settings(max_examples=200)
def test_raw_holds_the_numeral_and_the_interval_holds_the_value(text: str) -> None:
    for numeral in scan_numerals(text, LEXICON):
        for quantity in numeral.quantities:
            assert quantity.start <= numeral.start < numeral.end <= quantity.end <= len(text)
            low, high = quantity.interval
            if quantity.value is not None and quantity.canonical_value is not None:
                assert quantity.value >= 0
                assert low is None or low <= quantity.canonical_value
                assert high is None or quantity.canonical_value <= high


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["人", "元", "%", "万册", "亿元", "平方米"]))
def test_what_is_printed_is_read_back(whole: int, decimals: int, unit: str) -> None:
    printed = f"{Decimal(whole).scaleb(-decimals):f}"
    (numeral,) = scan_numerals(f"共{printed}{unit}。", LEXICON)
    (quantity,) = numeral.quantities
    assert (quantity.value, quantity.unit, quantity.decimals) == (Decimal(printed), unit, decimals)


@given(st.integers(1, 99_999))
def test_chinese_digits_are_read_back(number: int) -> None:
    (numeral,) = scan_numerals(f"招收{spelled(number)}名。", LEXICON)
    (quantity,) = numeral.quantities
    assert quantity.canonical_value == number


def spelled(number: int) -> str:
    """Return ``number`` in Chinese digits."""
    digits = "零一二三四五六七八九"
    parts, zero = [], False
    for place, word in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            parts.append(("零" if zero else "") + digits[digit] + word)
            zero = False
        else:
            zero = bool(parts)
    return "".join(parts)


@pytest.mark.parametrize(
    "scrap",
    [
        "1",
        "一",
        "（",
        "1.",
        "a",
        " ",
        "十百",
        "1-1",
        "一、",
        "1，",
        "1:",
        "1+",
        "111|",
        "（1）",
        "1年",
        "a1",
        "第一",
        "1万",
        "2025-",
        "2025/",
        "1人",
        "百分之",
        "2025年1月",
        "a@",
        "a.",
        "增加1%、",
        "12级",
        "表1",
        "1/2",
        "近",
        "’1",
        "1×",
        "不少于",
        "《",
        "“1”",
        "www.",
        "一是",
        "三、",
        "1至",
        "一至",
        "1、",
        "2024年9月1日至",
        "数百",
        "5月1-",
        "1班",
        "、1",
        "-1",
        "和1",
    ],
)
def test_many_repeated_characters_hang_nothing(scrap: str) -> None:
    scrap = scrap.replace("|", " ")
    text = (scrap * (LONG // len(scrap) + 1))[:LONG]
    numerals = scan_numerals(text, LEXICON)
    assert all(one.end <= LONG for one in numerals)
    assert all(0 <= one.start < one.end <= LONG for one in find_periods(text, 2025))
