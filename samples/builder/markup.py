"""Marks inside the text of a description: how they travel through the template, and what they become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from .model import Claim, DescriptionError, Mark, Rich

OPEN, CLOSE = 0xF0000, "\ue000"
DIGITS = re.compile(r"[0-9]")
CHINESE = "零〇一二两三四五六七八九十百千万亿半首几"
NUMBER = re.compile(
    rf"(?:百分之)?(?:[0-9][0-9,.]*(?: ?[—:至-] ?[0-9][0-9,.]*)?(?: ?[余多]?[万亿成倍%‰])?|[{CHINESE}]+)"
)
OPENER = f"[{chr(OPEN)}-{chr(OPEN + 0xFFFD)}]"
BEFORE = re.compile(rf"([\u4e00-\u9fff])({OPENER}*)([0-9])")
AFTER = re.compile(rf"([0-9])({CLOSE}*)([\u4e00-\u9fff])")


@dataclass(slots=True)
class Marks:
    """The marks of one rendering: the template's functions put them in, ``decode`` takes them out."""

    kept: list[tuple[str, tuple[Claim, ...], tuple[str, ...], bool]] = field(default_factory=list)

    def wrap(
        self,
        text: str,
        cls: str,
        claims: tuple[Claim, ...] = (),
        accepted: tuple[str, ...] = (),
        optional: bool = False,
    ) -> str:
        """Return ``text`` with an invisible mark round it."""
        self.kept.append((cls, claims, accepted, optional))
        return chr(OPEN + len(self.kept) - 1) + text + CLOSE

    def decode(self, encoded: str, gap: str) -> Rich:
        """Return the printed text with its numerals; every numeral must be marked or be a known word."""
        spaced = AFTER.sub(rf"\1\2{gap}\3", BEFORE.sub(rf"\1{gap}\2\3", encoded))
        text: list[str] = []
        marks: list[Mark] = []
        opened: list[tuple[int, int]] = []
        for char in spaced:
            if ord(char) >= OPEN:
                opened.append((ord(char) - OPEN, len(text)))
            elif char == CLOSE:
                index, start = opened.pop()
                marks += self._numerals("".join(text[start:]), start, index)
            else:
                text.append(char)
        return classify_rest("".join(text), sorted(marks, key=lambda mark: mark.start))

    def _numerals(self, phrase: str, start: int, index: int) -> list[Mark]:
        cls, claims, accepted, optional = self.kept[index]
        if cls in {"date", "ratio", "document_period"}:
            end = start + len(phrase)
            return [Mark(start, end, cls, accepted, optional, claims, end)]
        found = list(NUMBER.finditer(phrase))
        if not found:
            raise DescriptionError(f"a mark needs a numeral: {phrase!r}")
        if claims:
            first = found[0]
            return [Mark(start + first.start(), start + first.end(), cls, accepted, optional, claims,
                         start + len(phrase), first.start())]  # fmt: skip
        return [Mark(start + m.start(), start + m.end(), cls, accepted, optional) for m in found]


FORMS: list[tuple[str, re.Pattern[str]]] = [
    (cls, re.compile(form))
    for cls, form in (
        ("document_period", r"(?<=（)(?P<n>\d{4}[—-]\d{4})(?= ?年(?:度)?）)"),
        ("academic_year", r"(?P<n>\d{4}[—-]\d{4})(?= ?学年)|(?P<m>\d{4})(?= ?学年)"),
        ("date", r"(?P<n>[〇零一二三四五六七八九]{4}年[一二十]+月(?:[一二三四五六七八九十]+日)?)"),
        ("date", r"(?P<n>\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)|(?P<m>(?<!\d)\d{1,2} ?月(?: ?\d{1,2} ?日)?)"),
        ("identifier", r"(?P<n>[A-Za-z]+\d+)|(?<=“)(?P<m>\d[+\dXG]+)|(?P<o>\d{4})(?= ?[级届])|(?P<p>\d+)(?= ?班)"),
        ("year", r"(?P<n>(?<!\d)\d{4})(?= ?年|、\d{4}[ 、年])"),
        ("table_no", r"(?<=表) ?(?P<n>\d+(?:-\d+)?)"),
        ("figure_no", r"(?<=图) ?(?P<n>\d+-\d+)"),
        ("case_no", r"(?<=案例) ?(?P<n>\d+-\d+)"),
        ("list_marker", r"(?<=（)(?P<n>\d|[一二三四五六])(?=）)|(?:(?<=[。；：，])|^)(?P<m>[一二三四五六])(?=是)"),
        ("rank", r"(?P<n>[一二三])(?=等奖)|(?<=第)(?P<m>[一二三四五六七八九十]+)(?=名)"),
        (
            "ordinal",
            r"(?<=第)(?P<n>[一二三四五六七八九十]+)(?=届|批|期|次|轮|产业|课堂|学期|季度|位|周)|(?P<m>首)(?=批|家|个|届|次|期|所|场)",
        ),
    )
]
LATE = re.compile(rf"第([{CHINESE}]+)")
ACCEPTED = {
    "rank": ("ordinal",),
    "identifier": ("year",),
    "name_part": ("ordinal", "quantity"),
    "document_period": ("year",),
    "duration": ("quantity",),
    "loose": ("quantity", "rank", "duration", "list_marker", "name_part", "ordinal", "other", "identifier"),
}


@cache
def word_forms() -> list[tuple[str, re.Pattern[str]]]:
    """Return the words of ``words.yaml`` as patterns, class by class, longest first within one."""
    words = yaml.safe_load((Path(__file__).parent.parent / "words.yaml").read_text(encoding="utf-8"))
    return [
        (cls, re.compile("|".join(map(re.escape, sorted(some, key=len, reverse=True))))) for cls, some in words.items()
    ]


def classify_rest(text: str, marks: list[Mark]) -> Rich:
    """Return ``text`` with its unmarked numerals classed by closed forms and known words."""
    taken = bytearray(len(text))
    for mark in marks:
        taken[mark.start : max(mark.end, mark.raw_end)] = b"\1" * (max(mark.end, mark.raw_end) - mark.start)
    plain: list[int] = []
    for cls, form in FORMS:
        for match in form.finditer(text):
            start, end = match.span(str(match.lastgroup))
            _take(start, end, cls, ACCEPTED.get(cls, ()), False, taken, marks)
    for cls, form in word_forms():
        for match in form.finditer(text):
            for numeral in re.finditer(f"[{CHINESE}]+", match.group()):
                start, end = match.start() + numeral.start(), match.start() + numeral.end()
                if cls == "plain":
                    plain += [i for i in range(start, end) if not taken[i]]
                    taken[start:end] = b"\1" * (end - start)
                else:
                    loose = cls == "loose"
                    _take(start, end, "other" if loose else cls, ACCEPTED.get(cls, ()), loose, taken, marks)
    for match in LATE.finditer(text):
        _take(match.start(1), match.end(1), "ordinal", ACCEPTED["loose"], False, taken, marks)
    left = [
        i for i, char in enumerate(text) if ((char.isascii() and char.isdigit()) or char in CHINESE) and not taken[i]
    ]
    if left:
        raise DescriptionError(f"a numeral without meaning: …{text[max(0, left[0] - 12) : left[0] + 8]}…")
    return Rich(text, tuple(sorted(marks, key=lambda mark: mark.start)), tuple(plain))


def _take(
    start: int, end: int, cls: str, accepted: tuple[str, ...], optional: bool, taken: bytearray, marks: list[Mark]
) -> None:
    if any(taken[start:end]):
        return
    taken[start:end] = b"\1" * (end - start)
    marks.append(Mark(start, end, cls, accepted, optional, (), end))
