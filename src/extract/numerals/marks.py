"""Digits that mark, name or label: told from those that state a figure."""

from __future__ import annotations

import re

import regex

from extract.numerals.contexts import back_over_spaces, is_change, is_quoted, starts_sentence
from extract.numerals.strip import Strip
from extract.numerals.tails import read_tail, skip_spaces
from extract.records import NumberClass

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
CHAIN = re.compile(r"\d+(?:-\d+)+(?![\d.%]| \d{3}(?![\d,.]))")
MOBILE = re.compile(r"\D?[2-6]G")
BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
AFTER_LATIN = re.compile(r"[A-Za-z] ?$")
COUNTED = re.compile(r"(?:^|(?<=[。；\s]))[^\W\d_a-zA-Z]{2,4} ?$")
"""A word at the beginning of a line whose things are counted: 指标 1：在校生 1860 人."""
LONGEST_REFERENCE = 12
REFERENCE = re.compile(r"\[\d{1,2}(?:[,、-]\d{1,2})+\]")
ARROWS = " ↑↓"


def end_of_code(strip: Strip, start: int, end: int) -> int:
    """Return the end of 3D, 5G, 2-1, 400-800-1234 or of digits alone in quotation marks, else ``end``."""
    text = strip.text
    if (latin := LATIN.match(text, end)) and not is_latin_unit(strip, end, latin.end()):
        return latin.end()
    if text[end : end + 1] == "-" and (chain := CHAIN.match(text, start)):
        parts = chain.group().split("-")
        rising = len(parts) == 2 and int(parts[0][:18]) < int(parts[1][:18]) and parts[0][0] != "0"
        return end if rising else chain.end()
    return end


PART = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
RUN_IN = regex.compile(r" {0,2}\p{Han}{2,10} {0,2}[:：。]")
"""A title that runs into its text, behind the number of its part: 1.1学生规模：全校共有…"""
TITLED = regex.compile(r" {1,2}\p{Han}{2,12}(?: |$)")
"""A title that a blank parts from its text, or that is all of the line: 3.1 人力资源 公司选派…, 4.1 校企合作"""
OPENS = regex.compile(r" {1,2}\p{Han}{2}.{12}")
"""A sentence that a blank parts from the number of its part: 3.2 依托县农广校培训高素质农民 420 人，…"""


def is_latin_unit(strip: Strip, start: int, end: int) -> bool:
    """Tell whether the Latin letters ``[start, end)`` are a unit (Mbps, kW), not the rest of a code."""
    unit_end = strip.lexicon.unit_at(strip.text, start)
    if MOBILE.fullmatch(strip.text[max(0, start - 2) : end]):
        return False
    return unit_end >= end or (unit_end > start and strip.text[unit_end - 1] in "23³²")


def class_of_mark(strip: Strip, start: int, end: int) -> NumberClass | None:
    """Return the class of digits that mark, name or label; None where they state a figure."""
    text = strip.text
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if is_quoted(text, start, end):
        return "identifier"
    if before in {"（", "("} and behind in {"）", ")"} and text[start:end].isdigit():
        if end - start <= 2:
            return "identifier" if text[skip_spaces(text, end + 1) :].startswith("班") else "list_marker"
        return "year" if BARE_YEAR.match(text[start:end]) else None
    if start == 0 and PART.fullmatch(text[:end]) and titles(strip, end):
        return "heading_no"
    if before in {"〔", "["} and behind in {"〕", "]"}:
        return "identifier"
    if is_reference(text, start):
        return "other"
    if behind and behind in "、.)）" and end - start <= 2 and text[start:end].isdigit():
        spaced = text[end + 1 : end + 2]
        if starts_sentence(text, back_over_spaces(text, start)) and spaced and not spaced.isdigit() and before != "、":
            return "list_marker"
    if text[max(0, start - 2) : start] == "号-":
        return "identifier"
    at = skip_spaces(text, end)
    if text[at : at + 1] == "号":
        return "ordinal" if text.startswith(strip.lexicon.persons, at + 1) else "identifier"
    if text[at : at + 1] == "室" and end - start > 2:
        return "identifier"
    return None


def is_reference(text: str, start: int) -> bool:
    """Tell whether the digits at ``start`` stand in brackets that refer to notes: [2,3]."""
    opening = text.rfind("[", max(0, start - LONGEST_REFERENCE), start)
    return opening >= 0 and REFERENCE.match(text, opening) is not None


def titles(strip: Strip, end: int) -> bool:
    """Tell whether the number of a part, which ends at ``end``, stands before a title, not before its unit."""
    at = skip_spaces(strip.text, end)
    counts = strip.lexicon.unit_at(strip.text, at) > at or strip.text[at : at + 1] in {"万", "亿"}
    run_in = RUN_IN.match(strip.text, end)
    if run_in and read_tail(strip.text, end, strip.lexicon).end < run_in.end() - 1:
        return True
    opens = "." in strip.text[:end] and OPENS.match(strip.text, end) is not None
    return (opens or TITLED.match(strip.text, end) is not None) and not counts


def class_of_bare(strip: Strip, start: int, end: int) -> NumberClass | None:
    """Return the class of a number without unit that is no figure: a year, a class of school, a version."""
    text, lexicon = strip.text, strip.lexicon
    at = skip_spaces(text, end)
    behind = text[at : at + 2]
    if behind[:1] == "级":
        return class_of_grade(strip, start, end)
    if behind == "年级":
        return "ordinal"
    if behind[:1] == "强" or text[start:end] in lexicon.numeral_names:
        return "name_part"  # 世界 500 强, 985 高校
    if is_alone(text, start, end):
        return None
    if AFTER_LATIN.search(text[max(0, start - 2) : start]):
        return "identifier"
    if BARE_YEAR.match(text[start:end]) and (behind[:1] in {"、", "版", "和", "或"} or is_word(behind)):
        return "year"
    if behind[:1] == ":" and end - start <= 2 and COUNTED.search(text, max(0, start - 6), start):
        return "ordinal"
    before = text[max(0, start - 12) : start]
    if before.replace(" ", "").rstrip(":").endswith(lexicon.numbered):
        return "identifier"
    return None


def class_of_grade(strip: Strip, start: int, end: int) -> NumberClass | None:
    """Return the class of the digits before 级: a cohort (22 级), a change (提升 1 级), else a grade."""
    if end - start > 1:
        return "identifier"
    return None if is_change(strip.text, start, strip.lexicon, shares=False) else "rank"


def is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the passage holds nothing but the number: a cell."""
    return start < 4 and len(text) - end < 8 and not text[:start].strip() and not text[end:].strip(ARROWS)


def is_word(behind: str) -> bool:
    """Tell whether ``behind`` begins with a Chinese character that goes on a name."""
    return len(behind) > 1 and all("一" <= character <= "鿿" for character in behind) and behind[0] not in "余多以左"
