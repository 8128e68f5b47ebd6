"""The automatic numbers of a Word file (第一章, 1.1, （一）): printed by Word, absent from its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
PLACE = re.compile(r"%([1-9])")
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
CHINESE_FORMATS = frozenset({
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand",
})  # fmt: skip
LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
DEEPEST_STYLE = 20  # a style based on itself, in a broken file, ends here


class Level(Struct, frozen=True):
    """How one level of a list is numbered."""

    start: int
    form: str
    text: str
    behind: str
    goes_on: bool = False  # where levels above it count on, too


class Numbering(Struct):
    """The lists of a document with their counters."""

    styles: dict[str, Any]
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """Return the numbering of ``document``."""
        styles = {style.get(f"{W}styleId", ""): style for style in document.styles.element.iterchildren(f"{W}style")}
        numbering = cls(styles)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            numbering.read_lists(part.element)
        return numbering

    def read_lists(self, element: Any) -> None:
        """Read ``numbering.xml``: each list with its levels, overrides applied, and where it counts anew."""
        plans = {plan.get(f"{W}abstractNumId"): plan for plan in element.iterchildren(f"{W}abstractNum")}
        entries = {entry.get(f"{W}numId"): entry for entry in element.iterchildren(f"{W}num")}
        for number, entry in entries.items():
            plan = value_of(entry, "abstractNumId")
            linked = self.styled_list(plans[plan]) if plan in plans else None
            if linked in entries:
                plan = value_of(entries[linked], "abstractNumId")
            if plan is not None and plan in plans:
                levels = dict(_levels(plans[plan]))
                for override in entry.iterchildren(f"{W}lvlOverride"):
                    levels.update(_levels(override))
                self.lists[number] = (plan, levels)
                self.restarts[number] = dict(_restarts(entry))

    def styled_list(self, plan: Any) -> str | None:
        """Return the list of the style that ``plan`` stands for, None where it has levels of its own."""
        style = self.styles.get(value_of(plan, "numStyleLink") or "")
        entry = None if style is None else style.find(f"{W}pPr/{W}numPr")
        return None if entry is None else value_of(entry, "numId")

    def next_number(self, paragraph: Any) -> str:
        """Return the number that Word prints before ``paragraph``, with what parts it from the text; often ``""``."""
        number, depth = self.place(paragraph)
        if number is None or number not in self.lists:
            return ""
        plan, levels = self.lists[number]
        if depth not in levels:
            return ""
        counts = self.counters.setdefault(plan, {})
        counts[depth] = self.restarts[number].pop(depth, counts.get(depth, levels[depth].start - 1) + 1)
        for deeper in [level for level in counts if level > depth and not (level in levels and levels[level].goes_on)]:
            del counts[deeper]
        return self.print_number(levels, counts, depth)

    def print_number(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        """Return ``levels[depth].text`` with its places filled."""
        level = levels[depth]
        if level.form in {"bullet", "none"} or not level.text:
            return ""

        def fill(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            above = levels.get(other, level)
            form = level.form if other == depth or level.form not in CHINESE_FORMATS else above.form
            return print_count(counts.get(other, above.start), form)

        return PLACE.sub(fill, level.text) + level.behind

    def place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and level of ``paragraph``, its own or its style's."""
        properties = [paragraph.find(f"{W}pPr"), *self.inherited(paragraph)]
        number, depth = None, None
        for holder in properties:
            entry = None if holder is None else holder.find(f"{W}numPr")
            if entry is None:
                continue
            number = number or value_of(entry, "numId")
            depth = depth or value_of(entry, "ilvl")
        return number, int(depth or 0)

    def inherited(self, paragraph: Any) -> list[Any]:
        """Return the paragraph properties of the style of ``paragraph`` and of those it is based on."""
        return [style.find(f"{W}pPr") for style in self.style_chain(paragraph)]

    @property
    def usual_style(self) -> Any | None:
        """Return the style of paragraphs that name none."""
        sort, default = f"{W}type", f"{W}default"
        usual = (
            style for style in self.styles.values() if style.get(default) == "1" and style.get(sort) == "paragraph"
        )
        return next(usual, None)

    def style_chain(self, paragraph: Any) -> list[Any]:
        """Return the style of ``paragraph`` and those it is based on, nearest first."""
        properties = paragraph.find(f"{W}pPr")
        name = None if properties is None else value_of(properties, "pStyle")
        chain: list[Any] = []
        while name in self.styles and len(chain) < DEEPEST_STYLE:
            chain.append(self.styles[name])
            name = value_of(self.styles[name], "basedOn")
        return chain


def _levels(holder: Any) -> list[tuple[int, Level]]:
    return [(int(level.get(f"{W}ilvl", "0")), _level(level)) for level in holder.iterchildren(f"{W}lvl")]


def _restarts(entry: Any) -> Iterator[tuple[int, int]]:
    """Yield the levels that a list counts anew where it is first used, each with its first number."""
    for override in entry.iterchildren(f"{W}lvlOverride"):
        start = value_of(override, "startOverride")
        if start and start.isdigit():
            yield int(override.get(f"{W}ilvl", "0")), int(start)


def _level(element: Any) -> Level:
    start, behind = value_of(element, "start"), value_of(element, "suff")
    return Level(
        start=int(start) if start and start.isdigit() else 1,
        form=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        behind="" if behind == "nothing" else " ",
        goes_on=value_of(element, "lvlRestart") == "0",
    )


def value_of(holder: Any, name: str) -> str | None:
    """Return the value of the setting ``name`` in ``holder``, if it has one."""
    child = holder.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def is_on(holder: Any, name: str) -> bool:
    """Tell whether the properties ``holder`` switch ``name`` on."""
    child = None if holder is None else holder.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val", "1") not in {"0", "false", "off"}


def print_count(count: int, form: str) -> str:
    """Return ``count`` in one of Word's number formats; decimal where the format is unknown."""
    if form in CHINESE_FORMATS:
        return print_chinese(count)
    if form in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        return print_chinese(count).translate(LEGAL)
    if form in {"upperLetter", "lowerLetter"} and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"upperRoman", "lowerRoman"} and 1 <= count < 40:
        return print_roman(count).upper() if form == "upperRoman" else print_roman(count)
    if form == "decimalFullWidth":
        return str(count).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    return str(count)


def print_chinese(count: int) -> str:
    """Return ``count`` as Chinese headings number themselves: 一 … 十, 十一, 二十 … ; digits from a hundred on."""
    tens, ones = divmod(count, 10)
    if tens >= 10:
        return "".join(DIGITS[int(digit)] for digit in str(count))
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


def print_roman(count: int) -> str:
    """Return ``count`` below 40 as a lower-case Roman number."""
    text = ""
    for value, letters in ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
