"""Chinese numerals that are parts of words and names: 进一步, 二十大, 第一职校."""

from __future__ import annotations

import re

import regex

from extract.numerals.strip import Strip

LONGEST_WORD = 7
PLENUM = re.compile(r"中(?:全会|、|和|及|与)")
CONGRESS = re.compile(r"届(?:[一二三四五六七]中|历次|中央|全国)")
CONGRESS_BEHIND = regex.compile(r"大(?:和|以来|精神|报告|代表|召开|胜利|关于|作出|提出|做出|部署|\P{Han}|$)")
INSTITUTION = re.compile(
    r"[职中](?![职等高国心华间央外小期业责位务工称教普员能场山医专午年共层式])|小(?=[学、，。的])|幼(?=[、，。的])|附院"
)


def is_word(strip: Strip, start: int, end: int) -> bool:
    """Tell whether the digits are part of a word that states nothing."""
    return holds(strip.text, start, end, strip.lexicon.numeral_words)


def is_named(strip: Strip, start: int, end: int) -> bool:
    """Tell whether the digits are part of the name of a school or a meeting."""
    text = strip.text
    behind = text[end : end + 4]
    before = text[start - 1 : start]
    if CONGRESS.match(text, end):
        return before != "第"
    if PLENUM.match(behind) and "届" in text[max(0, start - 8) : start]:
        return True
    if behind.startswith("大") and "十" in text[start:end] and end - start == 2:
        return text.endswith("党的", 0, start) or bool(CONGRESS_BEHIND.match(text, end))
    return (
        end - start == 1
        and is_cjk(before)
        and before not in "第每任某同统唯之这那其进专单"
        and bool(INSTITUTION.match(text, end))
    )


def is_cjk(character: str, but: str = "") -> bool:
    """Tell whether ``character`` is a Chinese character other than those of ``but``."""
    return "一" <= character <= "鿿" and character not in but if character else False


def holds(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Tell whether one of ``words`` stands round ``[start, end)``."""
    for length in range(end - start + 1, LONGEST_WORD + 1):
        for begin in range(max(0, end - length), start + 1):
            if text[begin : begin + length] in words:
                return True
    return end - start > 1 and text[start:end] in words
