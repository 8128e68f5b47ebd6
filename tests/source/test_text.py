"""How the bytes of a text file become text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ExtractError
from extract.source.text import decode_text

REPORT = "某市中等职业教育质量报告\n\n1. 基本情况\n\n全市共有中等职业学校 12 所，在校生 3.8 万人。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings_without_a_mark_are_told_apart(encoding: str) -> None:
    assert decode_text(REPORT.encode(encoding)) == REPORT


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_mark_is_obeyed_and_dropped(mark: bytes, encoding: str) -> None:
    assert decode_text(mark + REPORT.encode(encoding)) == REPORT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_one(end: str) -> None:
    assert decode_text(REPORT.replace("\n", end).encode()) == REPORT


def test_nothing_but_nul_is_taken_out() -> None:
    text = "  第一章\u3000总则\x0c\n\ufeff\u200b１．１\t表\n"
    assert decode_text(f"a\0{text}".encode()) == f"a{text}"


def test_a_character_cut_off_at_the_end_is_left_out() -> None:
    assert decode_text("在校生 36 万人".encode()[:-1]) == "在校生 36 万"


def test_one_bad_byte_does_not_turn_the_file_into_another_encoding() -> None:
    assert decode_text(REPORT.encode() + b"\xff" + REPORT.encode()) == f"{REPORT}\ufffd{REPORT}"


@pytest.mark.parametrize(
    "signs", ["\u0301" * 30_000, "👨\u200d👩\u200d👧" * 5_000, "職業教育學校" * 4_000, "١٢٣" * 9_000]
)
def test_what_fits_utf8_is_utf8_whatever_its_signs(signs: str) -> None:
    assert decode_text((REPORT + signs).encode()) == REPORT + signs


def test_ascii_is_text() -> None:
    assert decode_text(b"Annual report\r\n12 schools\r\n") == "Annual report\n12 schools\n"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500])
def test_what_is_no_text_is_refused_with_a_cure(data: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        decode_text(data)
    assert caught.value.code == "unsupported"
    assert "UTF-8" in caught.value.hint


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode_text(data)
    except ExtractError:
        return
    assert "\0" not in text
    assert "\r" not in text
