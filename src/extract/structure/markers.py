"""What headings, cases, captions and directories look like: the model of ``patterns/markers.yaml``."""

from __future__ import annotations

import re
from typing import Any, Literal

from extract.data import Data
from extract.late import late

ARABIC = r"(?:\d{1,3}(?!\d)|\d{1,2}(?=(?:19|20)\d\d(?!\d)))"  # also right before a year: 表 2-12024 年计划
CHINESE = "[〇零一二三四五六七八九十百]{1,5}"
FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,3}"
ROMAN = "(?:[Ⅰ-Ⅻ]|X(?:I{1,2})?(?![A-Z])|(?:IX|IV|VI{0,3}|I{1,3})(?![A-Z]))"
POINT = r"\s?[.．·]\s?"


def fill(pattern: str) -> str:
    """Return ``pattern`` with the placeholders for numbers filled in."""
    number = f"(?:{ARABIC}|{CHINESE})"
    values = {"{a}": ARABIC, "{c}": CHINESE, "{n}": number, "{r}": ROMAN, "{f}": FORMAL, "{p}": POINT}
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    return pattern


class Pattern(str):
    """A regular expression whose placeholders are filled in."""

    __slots__ = ()

    @classmethod
    def read(cls, value: Any) -> Pattern:
        """Return what is written as a pattern; raises ValueError."""
        if not isinstance(value, str):
            raise ValueError("Expected a regular expression as a string")
        try:
            late(fill(value))
        except re.error as error:
            raise ValueError(f"{value}: {error}") from error
        return cls(fill(value))


class LabelMarker(Data, frozen=True):
    """One dress of section numbers; the group ``no`` holds the number; ``rare``: only where a report counts in it."""

    dress: str
    pattern: Pattern
    rare: bool = False


class SectionMarkers(Data, frozen=True):
    """Section numbers from the outermost level in, and the titles of unnumbered parts."""

    labels: tuple[LabelMarker, ...]
    glued: LabelMarker
    unnumbered: tuple[Pattern, ...]


class CaseMarkers(Data, frozen=True):
    """What a case is called, adorned, closed and signed with, what opens section prose, what makes 案例 3 a count."""

    names: Pattern
    closing: Pattern
    credit: Pattern
    ornaments: str
    resumed: Pattern
    not_counted: Pattern


class FigureMarkers(Data, frozen=True):
    """What a figure is called."""

    names: Pattern


class TableMarkers(Data, frozen=True):
    """What a table is called, what follows its number in a word, how a continued one is marked, and how titles end."""

    names: Pattern
    not_counted: Pattern
    continued: Pattern
    counters: Pattern
    title_ends: Pattern


class DirectoryMarkers(Data, frozen=True):
    """Titles of directories (group ``kind``), what each kind lists, and what stands for a lost page."""

    titles: Pattern
    kinds: dict[str, Literal["case", "table", "figure"]]
    broken: Pattern


class FurnitureMarkers(Data, frozen=True):
    """Page numbers, and the words of running heads."""

    pages: Pattern
    heads: Pattern


class ReferenceMarkers(Data, frozen=True):
    """The words round a mention of a numbered table, figure, case or section; what ends like one and is none."""

    before: Pattern
    after: Pattern
    sections: Pattern
    others: Pattern


class Markers(Data, frozen=True):
    """The structure markers of the genre, as data."""

    sections: SectionMarkers
    cases: CaseMarkers
    figures: FigureMarkers
    tables: TableMarkers
    notes: Pattern
    units: Pattern
    directories: DirectoryMarkers
    declarations: Pattern
    furniture: FurnitureMarkers
    references: ReferenceMarkers
    lists: Pattern
