"""Arabic digits that count or measure: plain figures, ranges, stray spaces inside."""

from __future__ import annotations

import re

from extract.numerals.contexts import (
    back_over_spaces,
    class_of_figure,
    class_of_ordinal,
    is_leading_place,
    opens_quote,
    starts_sentence,
)
from extract.numerals.figures import Figure, read_arabic
from extract.numerals.lexicon import Lexicon
from extract.numerals.marks import class_of_bare, class_of_mark, end_of_code
from extract.numerals.quantities import make_quantity, make_range
from extract.numerals.strip import Strip
from extract.numerals.tails import Lead, Tail, read_lead, read_tail, skip_spaces, unit_in_bracket

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
STRAY_POINT = re.compile(r" ?\. ?\d+(?![\d.])")
STRAY_COMMA = re.compile(r", \d{3}(?:,\d{3})*(?:\.\d+)?(?![\d,.])")
STRAY_RANGE = re.compile(r" {0,2}(?:[-~]{1,2}|至|到) {0,2}(?:\d{1,3}(?: \d{3}){1,4}|\d{4,7})(?![\d,.])")
STRAY_THOUSANDS = re.compile(r"(?: \d{3}){1,4}(?:\.\d+)?(?!\d|[,.]\d)")
LISTED = re.compile(r" {0,2}[、和及与] {0,2}(?:\d{1,3}(?: \d{3})+|\d+(?:\.\d+)?)")
TO = re.compile(r" {0,2}(?:[-~]{1,2}|至|到) {0,2}(?=\d)")
NAME = re.compile(r"(?:[^\W\d]){2,6}[”’」]")  # behind a figure right behind a quote: “10 元营养套餐”
TITLED = re.compile("[“‘「](?:全国|全省|全市|全球|世界|亚洲|中国|国家|首批|省级|市级)$")
TITLE_ENDS = re.compile("[^，。；“”‘’「」\\d]{2,20}[”’」]")  # “全国 100 家试点学校”
LONGEST_SCOPE = 4
RANGE_SIGNS = frozenset({"-", "~", "至", "到"})
LONGEST_LIST = 6


def read_number(strip: Strip, match: re.Match[str], start: int | None = None) -> int:
    """Read a number with what stands round it: a count, a range, a code, a label, or a list's mark."""
    text = strip.text
    start = match.start() if start is None else start
    number = NUMBER.match(text, start)
    end = widen(strip, start, number.end() if number else match.end())
    if (code_end := end_of_code(strip, start, end)) > end:
        return strip.add(start, code_end, "identifier")
    figure = read_arabic(text[start:end])
    settled = class_of_mark(strip, start, end)
    if figure is None or settled:
        return strip.add(start, end, settled or "identifier")
    tail = read_tail(text, end, strip.lexicon)
    at = skip_spaces(text, tail.end)
    titled = TITLED.search(text, max(0, start - LONGEST_SCOPE), start) and TITLE_ENDS.match(text, tail.end)
    if titled or (opens_quote(text, start) and NAME.match(text, tail.end)):
        return strip.add(start, end, "name_part")
    if text[at : at + 1] in RANGE_SIGNS and (span := read_range(strip, start, figure, tail)):
        return span
    return read_figure(strip, start, end, figure, tail)


def read_bare(strip: Strip) -> None:
    """Read a passage that is one plain figure."""
    if figure := read_arabic(strip.text):
        end = len(strip.text)
        strip.add(0, end, "quantity", make_quantity(figure, 0, Tail(end, end), Lead(0), strip.lexicon))


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


def read_range(strip: Strip, start: int, low: Figure, first: Tail) -> int:
    """Read ``8-10 名``, ``30%-40%``, ``100 万元至 300 万元``; return 0 where none stands here."""
    text, lexicon = strip.text, strip.lexicon
    to = TO.match(text, first.end)
    second = to and NUMBER.match(text, to.end())
    if not to or not second or first.hedge:
        return 0
    before = text[max(0, start - 12) : start]
    if to.group().strip() in {"至", "到"} and ("从" in before or "由" in before):
        return 0
    end = widen(strip, to.end(), second.end())
    high = read_arabic(text[to.end() : end])
    last = read_tail(text, end, lexicon)
    if high is None or (first.unit and first.unit != last.unit):
        return 0
    quantity = make_range(low, high, start, (first, last), lexicon)
    bounds = quantity.interval
    if bounds[0] is None or bounds[1] is None or bounds[0] >= bounds[1]:
        return 0
    lead = read_lead(text, start, lexicon)
    return strip.add(start, last.numeral_end, class_of_figure(text, lead, last, quantity, lexicon), quantity)


def shared_unit(text: str, end: int, lexicon: Lexicon) -> Tail | None:
    """Return the unit of the next number of a list: 1.3 和 2.5 个百分点."""
    for _ in range(LONGEST_LIST):
        following = LISTED.match(text, end)
        if not following:
            return None
        tail = read_tail(text, following.end(), lexicon)
        if tail.unit or tail.scale:
            return tail if lexicon.kind_of(tail.unit) != "time" else None
        end = following.end()
    return None


def widen(strip: Strip, start: int, end: int) -> int:
    """Return the end of a number with stray spaces inside: ``97. 25``, ``3 256 人``, ``32, 156 人``."""
    text = strip.text
    behind = text[end : end + 1]
    short = end - start <= 3 and text[start:end].isdigit()
    comma = STRAY_COMMA.match(text, end) if short and strip.printed[end : end + 2] == ", " else None
    if comma and is_unit(strip, skip_spaces(text, comma.end())):
        return comma.end()
    if behind == " " and short and (stray := STRAY_THOUSANDS.match(text, end)):
        before = text[back_over_spaces(text, start) - 1 : start].strip()
        at = skip_spaces(text, stray.end())
        closed = at < len(text) and text[at] in "，。；）),;" and is_han(before)  # 在校生总数 11 706，
        closed = closed or (
            (is_han(before) or before == "、") and LISTED.match(text, at) is not None
        )  # 10 982、11 348、11 764 人
        told = closed or (is_han(before) and is_han(text[at : at + 1]))
        if before not in {"第", "表", "图", "例", "件"} and (
            told or at >= len(text) or is_unit(strip, at) or text[at] in "余多" or STRAY_RANGE.match(text, stray.end())
        ):
            return stray.end()
    if behind in {" ", "."} and "." not in text[start:end] and (stray := STRAY_POINT.match(text, end)):
        at = skip_spaces(text, stray.end())
        closed = at >= len(text) or is_unit(strip, at) or text[at] in "，。；、）)↑↓"
        alone = start == 0 and len(text) - read_tail(text, stray.end(), strip.lexicon).end < 3
        if closed and (alone or not starts_sentence(text, back_over_spaces(text, start))):
            return stray.end()
    return end


def is_han(sign: str) -> bool:
    """Tell whether ``sign`` is a Chinese character."""
    return "一" <= sign <= "鿿"


def is_unit(strip: Strip, at: int) -> bool:
    """Tell whether a unit or a scale word stands at ``at``."""
    return strip.lexicon.unit_at(strip.text, at) > at or strip.text[at : at + 1] in {"万", "亿"}
