"""Arabic digits of codes, school classes, labels and marks: identifiers and numbers of parts."""

from __future__ import annotations

import re

from extract.numerals.arabic import read_number
from extract.numerals.contexts import back_over_spaces
from extract.numerals.strip import Strip
from extract.numerals.tails import skip_spaces

ABBREVIATED = re.compile(r"[A-Z]{2,}(\d+(?:\.\d+)?)")
GROUP = re.compile(r"(\d+) {0,2}级? {0,2}(.*?) {0,2}[（(]? {0,2}(\d{1,2}) {0,2}[)）]? {0,2}班$")
LEADS = "见如据和与及（(由、《"
LONGEST_LABEL = 4


def read_code(strip: Strip, match: re.Match[str]) -> int:
    """Read D344, HTML5, an address, a telephone number; a unit behind capital letters' digits makes a count."""
    start, end = match.span()
    counted = ABBREVIATED.fullmatch(match.group())
    if counted and strip.lexicon.unit_at(strip.text, end) > end:
        return read_number(strip, match, start + counted.start(1))
    return strip.add(start, end, "identifier")


def read_sum(strip: Strip, match: re.Match[str]) -> int:
    """Read 1+X, 3+2, 1+6+3; letters alone are no numeral."""
    if any(character.isdigit() for character in match.group()):
        return strip.add(match.start(), match.end(), "identifier")
    return match.end()


def read_group(strip: Strip, match: re.Match[str]) -> int:
    """Read the two numbers of a school class: 23 电脑 1 班, 2018 级数控（2）班."""
    text, start = strip.text, match.start()
    year, major, number = (GROUP.match(match.group()).span(n) for n in (1, 2, 3))  # type: ignore[union-attr]
    name = text[start + major[0] : start + major[1]]
    graded = "级" in match.group()
    named = (
        name and strip.lexicon.unit_at(text, start + major[0]) == start + major[0] and name[0] not in "年月日万亿%级"
    )
    if not graded and not named:
        return read_number(strip, match)
    strip.add(start, start + year[1], "identifier")
    return strip.add(start + number[0], start + number[1], "identifier")


def read_label(strip: Strip, match: re.Match[str]) -> int:
    """Read the number of a table, figure or case that the text points to: 见表 1-1, 图 2."""
    text, lexicon = strip.text, strip.lexicon
    start, end = match.span()
    word_end = back_over_spaces(text, start)
    before = text[max(0, word_end - LONGEST_LABEL) : word_end]
    word = next((word for word in lexicon.label_classes if before.endswith(word)), None)
    if word is None or before.endswith(lexicon.unlabelled):
        return read_number(strip, match)
    at = skip_spaces(text, end)
    counted = lexicon.unit_at(text, at) > at and not text.startswith("所示", at)
    if "-" in match.group() or (
        not ("." in match.group() and counted) and points(text, word_end - len(word), at, counted)
    ):
        return strip.add(start, end, lexicon.label_classes[word])
    return read_number(strip, match)


def points(text: str, word_start: int, behind: int, counted: bool) -> bool:
    """Tell whether a label with a plain number is a pointer or a caption, not a count of tables."""
    lead = back_over_spaces(text, word_start)
    if lead == 0 or text.startswith("所示", behind):
        return True
    return not counted and (text[lead - 1] in LEADS or text[behind : behind + 1] in "）)，。、:")


def read_times(strip: Strip, match: re.Match[str]) -> int:
    """Read 400×600, 7×24: neither a count nor a measure of its own."""
    return strip.add(match.start(), match.end(), "other")


def read_dotted(strip: Strip, match: re.Match[str]) -> int:
    """Read 2.1.1: the number of a part at the head of a passage, else a pointer to one."""
    return strip.add(match.start(), match.end(), "heading_no" if match.start() == 0 else "other")


def read_class(strip: Strip, match: re.Match[str]) -> int:
    """Read the number of a school class by its course: 会计 2 班共有学生 44 人."""
    return strip.add(match.start(), match.end(), "identifier")


def read_circled(strip: Strip, match: re.Match[str]) -> int:
    """Read ①: the mark of an item or a note."""
    return strip.add(match.start(), match.end(), "list_marker")
