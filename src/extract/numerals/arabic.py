"""Arabic digits that are no date: counts, measures, ranges, ratios, codes and labels."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.numerals.contexts import (
    back_over_spaces,
    class_of_figure,
    class_of_ordinal,
    is_change,
    is_leading_place,
    is_quoted,
    starts_sentence,
)
from extract.numerals.figures import Figure, read_arabic
from extract.numerals.lexicon import Lexicon
from extract.numerals.model import Quantity
from extract.numerals.quantities import (
    Lead,
    Tail,
    make_fraction,
    make_quantity,
    make_range,
    read_lead,
    read_tail,
    skip_spaces,
    unit_in_bracket,
)
from extract.numerals.strip import Strip
from extract.records import NumberClass

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
STRAY_POINT = re.compile(r" ?\. ?\d+(?![\d.])")
STRAY_THOUSANDS = re.compile(r"(?: \d{3}){1,4}(?:\.\d+)?(?![\d,.])")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
CHAIN = re.compile(r"\d+(?:-\d+)+(?![\d.%])")
ABBREVIATED = re.compile(r"[A-Z]{2,}(\d+(?:\.\d+)?)")
LISTED = re.compile(r" {0,2}[、和及与] {0,2}(?:\d+(?:\.\d+)?)")
MOBILE = re.compile(r"\D?[2-6]G")
GROUP = re.compile(r"(\d+) {0,2}级? {0,2}(.*?) {0,2}[（(]? {0,2}(\d{1,2}) {0,2}[)）]? {0,2}班$")
TO = re.compile(r" {0,2}(?:[-~]{1,2}|至|到) {0,2}(?=\d)")
CLOCK = re.compile(r"([01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?$")
BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
LABELS: dict[str, NumberClass] = {"表": "table_no", "图": "figure_no", "例": "case_no"}
LABEL_WORDS = ("表", "图", "图表", "附表", "附图", "案例", "附件", "专栏")
LABEL_LEADS = "见如据和与及及（(由、《和"
NO_LABELS = (
    "地图",
    "发表",
    "代表",
    "报表",
    "试图",
    "意图",
    "列表",
    "文件",
    "软件",
    "课件",
    "条件",
    "插图",
    "绘图",
    "填表",
    "制图",
)
MOST_PARTS = 6
PERSONS = ("选手", "同学", "嘉宾", "学员", "选题", "参赛", "队员", "学生", "教师", "演员", "评委")


def read_number(strip: Strip, match: re.Match[str], start: int | None = None) -> int:
    """Read a number with what stands round it: a count, a range, a code, a label, or a list's mark."""
    text, lexicon = strip.text, strip.lexicon
    start = match.start() if start is None else start
    number = NUMBER.match(text, start)
    end = widen(strip, start, number.end() if number else match.end())
    if (code_end := end_of_code(strip, start, end)) > end:
        return strip.add(start, code_end, "identifier")
    figure = read_arabic(text[start:end])
    settled = class_of_mark(strip, start, end)
    if figure is None or settled:
        return strip.add(start, end, settled or "identifier")
    if span := read_range(strip, start, end, figure):
        return span
    return read_figure(strip, start, end, figure, read_tail(text, end, lexicon))


def read_figure(strip: Strip, start: int, end: int, figure: Figure, tail: Tail) -> int:
    """Read a plain figure that ends at ``end``; ``tail`` is what stands behind it."""
    text, lexicon = strip.text, strip.lexicon
    lead = read_lead(text, start, lexicon)
    mark = back_over_spaces(text, start) - 1
    if mark >= 0 and text[mark] == "第":
        cls = class_of_ordinal(text, mark, end, lexicon)
        if cls != "rank":
            return strip.add(start, end, cls)
        return strip.add(start, end, cls, make_quantity(figure, mark, tail, Lead(mark), lexicon))
    if not tail.unit and not tail.scale:
        if cls_ := class_of_bare(strip, start, end):
            return strip.add(start, end, cls_)
        if unit := unit_in_bracket(text, start, lexicon) or shared_unit(text, tail.end, lexicon):
            tail = Tail(tail.numeral_end, tail.end, unit.scale, unit.unit, tail.hedge)
    if tail.unit == "班" and (end - start > 2 or strip.inherits(start, "identifier")):
        return strip.add(start, end, "identifier")
    quantity = make_quantity(figure, start, tail, lead, lexicon)
    cls = class_of_figure(text, lead, tail, quantity, lexicon)
    if cls == "quantity" and strip.inherits(start, "change"):
        cls = "change"
    if cls == "quantity" and is_leading_place(text, start, tail):
        cls = "rank"
    return strip.add(start, tail.numeral_end, cls, quantity)


def shared_unit(text: str, end: int, lexicon: Lexicon) -> Tail | None:
    """Return the unit of the next number of a list: 1.3 和 2.5 个百分点."""
    for _ in range(MOST_PARTS):
        following = LISTED.match(text, end)
        if not following:
            return None
        tail = read_tail(text, following.end(), lexicon)
        if tail.unit or tail.scale:
            return tail if lexicon.kind_of(tail.unit) != "time" else None
        end = following.end()
    return None


def widen(strip: Strip, start: int, end: int) -> int:
    """Return the end of a number with stray spaces inside: ``97. 25``, ``3 256 人``."""
    text = strip.text
    behind = text[end : end + 1]
    if behind == " " and end - start <= 3 and text[start:end].isdigit() and (stray := STRAY_THOUSANDS.match(text, end)):
        before = text[back_over_spaces(text, start) - 1 : start].strip()
        at = skip_spaces(text, stray.end())
        if before not in {"第", "表", "图", "例", "件"} and (
            at >= len(text) or is_unit(strip, at) or text[at] in "余多"
        ):
            return stray.end()
    if behind in {" ", "."} and "." not in text[start:end] and (stray := STRAY_POINT.match(text, end)):
        at = skip_spaces(text, stray.end())
        closed = at >= len(text) or is_unit(strip, at) or text[at] in "，。；、）)↑↓"
        alone = start == 0 and len(text) - read_tail(text, stray.end(), strip.lexicon).end < 3
        if closed and (alone or not starts_sentence(text, back_over_spaces(text, start))):
            return stray.end()
    return end


def is_unit(strip: Strip, at: int) -> bool:
    """Tell whether a unit or a scale word stands at ``at``."""
    return strip.lexicon.unit_at(strip.text, at) > at or strip.text[at : at + 1] in {"万", "亿"}


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
    if before in {"〔", "["} and behind in {"〕", "]"}:
        return "identifier"
    if behind and behind in "、.)）" and end - start <= 2 and text[start:end].isdigit():
        spaced = text[end + 1 : end + 2]
        if starts_sentence(text, back_over_spaces(text, start)) and spaced and not spaced.isdigit() and before != "、":
            return "list_marker"
    at = skip_spaces(text, end)
    if text[at : at + 1] == "号":
        return "ordinal" if text.startswith(PERSONS, at + 1) else "identifier"
    if text[at : at + 1] == "室" and end - start > 2:
        return "identifier"
    return None


def class_of_bare(strip: Strip, start: int, end: int) -> NumberClass | None:
    """Return the class of a number without unit that is no figure: a year, a class of school, a version."""
    text = strip.text
    at = skip_spaces(text, end)
    behind = text[at : at + 2]
    if behind[:1] == "级":
        return (
            "identifier" if end - start > 1 else None if is_change(text, start, strip.lexicon, shares=False) else "rank"
        )
    if behind == "年级":
        return "ordinal"
    if behind[:1] == "强":
        return "name_part"
    whole = not text[:start].strip() and not text[end:].strip(" ↑↓")
    if whole:
        return None
    if BARE_YEAR.match(text[start:end]) and (behind[:1] in {"、", "版", "和", "或"} or is_word(behind)):
        return "year"
    if text[max(0, start - 12) : start].replace(" ", "").rstrip(":").endswith(strip.lexicon.numbered):
        return "identifier"
    before = text[start - 1 : start]
    if (before.isascii() and before.isalpha()) or (
        before == " " and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha()
    ):
        return "identifier"
    return None


def is_word(behind: str) -> bool:
    """Tell whether ``behind`` begins with a Chinese character that goes on a name."""
    return len(behind) > 1 and all("一" <= character <= "鿿" for character in behind) and behind[0] not in "余多以左"


def read_range(strip: Strip, start: int, end: int, low: Figure) -> int:
    """Read ``8-10 名``, ``30%-40%``, ``100 万元至 300 万元``; return 0 where none stands here."""
    text, lexicon = strip.text, strip.lexicon
    at = skip_spaces(text, end)
    first = read_tail(text, end, lexicon) if text[at : at + 1] not in "-~至到" else Tail(end, end)
    to = TO.match(text, first.end)
    second = to and NUMBER.match(text, to.end())
    if not to or not second or first.hedge:
        return 0
    before = text[max(0, start - 12) : start]
    if to.group().strip() in {"至", "到"} and ("从" in before or "由" in before):
        return 0
    high = read_arabic(second.group())
    last = read_tail(text, second.end(), lexicon)
    if high is None or (first.unit and first.unit != last.unit):
        return 0
    quantity = make_range(low, high, start, (first, last), lexicon)
    bounds = quantity.interval
    if bounds[0] is None or bounds[1] is None or bounds[0] >= bounds[1]:
        return 0
    lead = read_lead(text, start, lexicon)
    return strip.add(start, last.numeral_end, class_of_figure(text, lead, last, quantity, lexicon), quantity)


def read_ratio(strip: Strip, match: re.Match[str]) -> int:
    """Read ``15.5:1`` and ``8.8: 43.5: 47.7``; a time of day is no ratio."""
    text = strip.text
    start, end = match.span()
    parts = [part.strip() for part in match.group().split(":")]
    if BARE_YEAR.match(parts[-1]) or (
        text[end : end + 1] and strip.lexicon.unit_at(text, skip_spaces(text, end)) > skip_spaces(text, end)
    ):
        return read_number(strip, match)
    if CLOCK.match(match.group()) and is_clock(text, start, end):
        return strip.add(start, end, "date")
    return strip.add(start, end, "ratio", *ratio_quantities(strip, start, end, parts))


def is_clock(text: str, start: int, end: int) -> bool:
    """Tell whether what stands round ``8:30`` says that it is a time of day."""
    before, behind = text[max(0, start - 3) : start].rstrip(), text[end : end + 1]
    return before.endswith(("日", "午", "晚", "晨", "早", "间", "-", "~", "至")) or behind in {"-", "~", "至"}


def ratio_quantities(strip: Strip, start: int, end: int, parts: list[str]) -> list[Quantity]:
    """Return the quantities of a ratio: one of ``n:1``, one share a part where the parts add up to 100."""
    figures = [figure for part in parts[: MOST_PARTS + 1] if (figure := read_arabic(part)) and figure.value is not None]
    if len(figures) != len(parts) or len(parts) > MOST_PARTS:
        return []
    lead = read_lead(strip.text, start, strip.lexicon)
    values = [figure.value or Decimal(0) for figure in figures]
    if abs(sum(values, Decimal(0)) - 100) <= 1:
        shares = Tail(end, end, unit="%")
        return [make_quantity(figure, start, shares, lead, strip.lexicon) for figure in figures]
    if len(parts) != 2 or 1 not in values:
        return []
    which, unit = (0, ":1") if values[1] == 1 else (1, "1:")
    return [make_quantity(figures[which], start, Tail(end, end, unit=unit), lead, strip.lexicon)]


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
    text = strip.text
    start, end = match.span()
    word_end = back_over_spaces(text, start)
    before = text[max(0, word_end - 4) : word_end]
    joined = re.search(r"[-.]", match.group())
    if before.endswith(NO_LABELS) or not before.endswith(LABEL_WORDS):
        return read_number(strip, match)
    if not joined and not is_pointed_at(text, word_end, end, strip):
        return read_number(strip, match)
    if joined and strip.lexicon.unit_at(text, skip_spaces(text, end)) > skip_spaces(text, end) and "." in match.group():
        return read_number(strip, match)
    cls = "figure_no" if before.endswith("图表") else LABELS.get(before[-1], "other")
    return strip.add(start, end, cls)


def is_pointed_at(text: str, word_end: int, end: int, strip: Strip) -> bool:
    """Tell whether a label with a plain number is a pointer or a caption, not a count of tables."""
    word = next(
        word
        for word in ("图表", "附表", "附图", "案例", "附件", "专栏", "表", "图")
        if text.endswith(word, 0, word_end)
    )
    lead = back_over_spaces(text, word_end - len(word))
    at = skip_spaces(text, end)
    if lead == 0 or text.startswith("所示", at):
        return True
    if strip.lexicon.unit_at(text, at) > at:
        return False
    return text[lead - 1] in LABEL_LEADS or text[at : at + 1] in "）)，。、:"


def read_fraction(strip: Strip, match: re.Match[str]) -> int:
    """Read 1/3: a part of the whole, in percent."""
    start, end = match.span()
    above, below = (Decimal(part) for part in match.group().split("/"))
    if not 0 < above < below:
        return read_number(strip, match)
    tail = read_tail(strip.text, end, strip.lexicon)
    tail = Tail(
        end, tail.end if tail.hedge and not tail.unit else end, unit="%", hedge=None if tail.unit else tail.hedge
    )
    lead = read_lead(strip.text, start, strip.lexicon)
    quantity = make_fraction(above, below, start, tail, lead, strip.lexicon)
    return strip.add(start, end, class_of_figure(strip.text, lead, tail, quantity, strip.lexicon), quantity)


def read_times(strip: Strip, match: re.Match[str]) -> int:
    """Read 400×600, 7×24: neither a count nor a measure of its own."""
    return strip.add(match.start(), match.end(), "other")


def read_dotted(strip: Strip, match: re.Match[str]) -> int:
    """Read 2.1.1: the number of a part at the head of a passage, else a pointer to one."""
    return strip.add(match.start(), match.end(), "heading_no" if match.start() == 0 else "other")


def read_circled(strip: Strip, match: re.Match[str]) -> int:
    """Read ①: the mark of an item or a note."""
    return strip.add(match.start(), match.end(), "list_marker")
