"""Chinese numerals: what counts, orders, dates or names is told from what is a mere word."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.numerals.contexts import (
    class_of_figure,
    class_of_ordinal,
    in_short_quote,
    is_leading_place,
    opens_quote,
    starts_sentence,
)
from extract.numerals.figures import Figure, figure_of, read_chinese
from extract.numerals.lexicon import Lexicon
from extract.numerals.names import holds, is_cjk, is_named, is_word
from extract.numerals.quantities import make_fraction, make_quantity
from extract.numerals.strip import Strip
from extract.numerals.tails import TIMES, Lead, Tail, read_lead, read_tail, skip_spaces
from extract.records import NumberClass

BARE = frozenset("百千万亿")
"""Digits that count only with a hedge or a measure."""

THESE, TOLD = frozenset("这那"), frozenset("项个类种方点门所家组对大条")
"""这两项指标: what was told before, not counted anew."""

ONE_BARS = frozenset("这那某任唯同另上下前后新")
CHAIN = re.compile(r"(?:[、和及与或至到-][一二三四五六七八九十]{1,3}){1,8}")
PAIRED = re.compile(r"[一二三四五六七八九十百千万两].[一二三四五六七八九十百千万两].")
ROUND_PAIR = re.compile(r"[百千万亿].[百千万亿].")
DAY = r"(?:[初一二三四五六七八九]?十?[一二三四五六七八九十]) {0,2}[日号]"
MONTH_AND_DAY = rf"(?:十[一二]?|[一二三四五六七八九]) {{0,2}}月(?: {{0,2}}{DAY})?"
MONTH = re.compile(MONTH_AND_DAY + "(?![均刊薪考])")
YEAR_AND_MONTH = re.compile(" {0,2}年 {0,2}" + MONTH_AND_DAY)
ITEM = re.compile(r"是|要|则|、|，|。|方面(?![的军])")
TENTHS = re.compile("成([一二三四五六七八九])(?![一二三四五六七八九十百千万亿多几个所家名人项成])")
ROUNDED = re.compile("[强弱](?![度势项化])")
"""Behind a fraction, that is a little more or less: 三分之一强."""

LOOSE = frozenset("元角分度里斤米圆点平根")
"""Units that a single Chinese digit hardly counts: 四元, 三角, 八里."""

WEEK = ("周", "星期", "礼拜")
"""Words before a day of the week."""

LISTED: tuple[NumberClass, ...] = ("ordinal", "rank", "name_part")
"""Classes that go on through a list: 第一、二、三产业."""

ADVERBIAL = frozenset({"道", "员", "环", "步", "面", "手", "部分", "层", "回", "期"})
"""Measure words that close no count behind 一: 一道, 一员."""

SUMMED = ("合计", "总计", "共计", "之和", "相加")
"""Behind a count of what was told one by one: 硕士 92 人、博士 6 人，两项合计 98 人."""

GRADES = re.compile(r"级(?![、，。；）)联之体管德网架贯]|$)")


def read_chinese_numeral(strip: Strip, match: re.Match[str]) -> int:
    """Read one run of Chinese digits, or leave it where it is part of a word."""
    start, end = match.span()
    text = strip.text
    if holds(text, start, end, strip.lexicon.numeral_names):
        return strip.add(start, end, "name_part", script="chinese")
    if is_word(strip, start, end) and not is_hedged(strip, start, end) and not is_doubled(text, start, end):
        return end
    if is_named(strip, start, end):
        return strip.add(start, end, "name_part", script="chinese")
    if (month := MONTH.match(text, start)) and text[start - 1 : start] != "个":
        return strip.add(start, month.end(), "date", script="chinese")
    if place := class_of_place(strip, start, end):
        return add_place(strip, start, end, place)
    return read_count(strip, start, end)


def read_year(strip: Strip, match: re.Match[str]) -> int:
    """Read 二〇二五年 and 二〇二五年九月一日; the nought may be a letter O or a circle."""
    start, end = match.span()
    if month := YEAR_AND_MONTH.match(strip.text, end):
        return strip.add(start, month.end(), "date", script="chinese")
    return strip.add(start, end, "year", script="chinese")


def is_doubled(text: str, start: int, end: int) -> bool:
    """Tell whether the digits say how often something doubled: 翻了一番."""
    return text.startswith("番", end) and text[max(0, start - 3) : start].rstrip("了近约").endswith("翻")


def is_hedged(strip: Strip, start: int, end: int) -> bool:
    """Tell whether a hedge before 百, 千, 万 makes a count of them: 近百家, 上万家."""
    if not BARE.issuperset(strip.text[start:end]):
        return False
    lead = read_lead_of_chinese(strip.text, start, strip.lexicon)
    return lead.hedge is not None and not is_word(strip, lead.start, end)


def class_of_place(strip: Strip, start: int, end: int) -> NumberClass | None:
    """Return the class of digits that order or mark: 第五届, 一等奖, 一是, （三）, 二年级."""
    text, lexicon = strip.text, strip.lexicon
    chain = CHAIN.match(text, end)
    at = skip_spaces(text, chain.end() if chain else end)
    before = text[start - 1 : start]
    if before == "第":
        return class_of_ordinal(text, start - 1, at, lexicon)
    if text.startswith(lexicon.awards, at):
        return "rank"
    for cls in LISTED:
        if strip.inherits(start, cls) and not text.startswith("个", end):
            return cls
    if text.startswith("年级", at) or (chain and text.startswith("产业", at)):
        return "ordinal"
    if text.startswith("位一体", end):
        return "name_part"
    if before in {"（", "("} and text[end : end + 1] in {"）", ")"}:
        return "list_marker"
    if is_item(text, start, end):
        return "list_marker"
    if before in THESE and end - start == 1 and text[start] != "一" and text[end : end + 1] in TOLD:
        return "other"
    if GRADES.match(text, end) and text[start:end] != "两" and not chain:
        return "other" if text.startswith("级跳", end) else "rank"
    return None


def is_item(text: str, start: int, end: int) -> bool:
    """Tell whether the digits begin an item of a list: 一是, 二要, 三、, 其一, 另一方面."""
    behind = ITEM.match(text, end)
    if not behind:
        return False
    before = text[start - 1 : start]
    if text.startswith("方面", end):
        return text[start:end] == "一"
    if before == "其":
        return True
    if behind.group() in {"，", "。"} or end - start > 2:
        return False
    if behind.group() == "、":
        return start == 0 or before in "。；;：:! "
    return starts_sentence(text, start) or before in "”’"


def add_place(strip: Strip, start: int, end: int, cls: NumberClass) -> int:
    """Note a numeral that orders; a rank (第一名, 位居第三) carries its quantity."""
    figure = read_chinese(strip.text[start:end])
    if cls != "rank" or strip.text[start - 1 : start] != "第" or figure is None:
        return strip.add(start, end, cls, script="chinese")
    at = skip_spaces(strip.text, end)
    ranked = next((word for word in strip.lexicon.ranked if strip.text.startswith(word, at)), "")
    tail = Tail(end, at + len(ranked) if ranked else end, unit=ranked)
    quantity = make_quantity(figure, start - 1, tail, Lead(start - 1), strip.lexicon)
    return strip.add(start, end, cls, quantity, script="chinese")


def read_count(strip: Strip, start: int, end: int) -> int:
    """Read digits that count or measure; those of a name, and those that say nothing, are told apart."""
    text, lexicon = strip.text, strip.lexicon
    if "分之" in text[start:end]:
        return read_fraction(strip, start, end)
    if end - start > 1 and text[end - 1] == "千" and lexicon.unit_at(text, end - 1) > end:
        end -= 1
    digits = text[start:end]
    if (tenths := TENTHS.match(text, end)) and (figure := read_chinese(digits + "点" + tenths[1])):
        behind = tenths.end()
        tail = read_tail(text, behind, lexicon)
        hedge = None if tail.unit else tail.hedge
        parted = Tail(behind, tail.end if hedge else behind, unit="成", hedge=hedge)
        return add_count(strip, start, end, figure, read_lead_of_chinese(text, start, lexicon), parted)
    if digits in BARE and ROUND_PAIR.match(text, pair_start(text, start)):
        return strip.add(start, end, "name_part", script="chinese")
    figure = read_chinese(digits)
    lead = read_lead_of_chinese(text, start, lexicon)
    tail = read_chinese_tail(strip, start, end, figure, lead)
    if figure is None or (not tail.unit and tail.hedge is None and lead.hedge is None):
        return read_loose(strip, start, end)
    named = opens_quote(text, start) if digits == "一" else in_short_quote(text, start)
    if named and tail.hedge is None and lexicon.kind_of(tail.unit) != "time" and end - start < 3:
        return strip.add(start, end, "name_part", script="chinese")
    if digits in BARE and not (tail.unit or tail.hedge):
        return end if lead.hedge is None else add_count(strip, start, end, figure, lead, tail)
    if digits == "几" and not tail.unit:
        return end
    return add_count(strip, start, end, figure, lead, tail)


def add_count(strip: Strip, start: int, end: int, figure: Figure, lead: Lead, tail: Tail) -> int:
    """Note a Chinese figure with its quantity; 一 before a measure word mostly means an article."""
    text = strip.text
    quantity = make_quantity(figure, start, tail, lead, strip.lexicon)
    cls = class_of_figure(text, lead, tail, quantity, strip.lexicon)
    if cls == "quantity" and strip.inherits(start, "change"):
        cls = "change"
    if cls == "quantity" and is_leading_place(text, start, tail):
        cls = "rank"
    if cls == "quantity" and text.startswith(SUMMED, tail.end):
        return strip.add(start, end, "other", script="chinese")
    if cls == "quantity" and text[start:end] in {"一", "几"} and is_article(text, start, tail):
        if text[start - 1 : start] in ONE_BARS and start:
            return end
        return strip.add(start, end, "other", script="chinese")
    return strip.add(start, tail.numeral_end, cls, quantity, script="chinese")


def is_article(text: str, start: int, tail: Tail) -> bool:
    """Tell whether 一 with its measure goes before a noun (一支队伍) and does not close a count (奖牌一枚)."""
    if tail.unit in TIMES or tail.hedge:
        return False
    if tail.unit in ADVERBIAL:
        return True
    closed = tail.end >= len(text) or text[tail.end] in "、，。；）)！"
    return not closed or text[start - 1 : start] in "的之每这那，。" or start == 0


def read_chinese_tail(strip: Strip, start: int, end: int, figure: Figure | None, lead: Lead) -> Tail:
    """Return unit and hedge behind Chinese digits: a unit of figures, a measure word, or 大 before a noun."""
    text, lexicon = strip.text, strip.lexicon
    digits = text[start:end]
    tail = read_tail(text, end, lexicon)
    if tail.scale:
        return Tail(end, end)
    if tail.unit in LOOSE and is_loose(digits, figure, hedged=bool(tail.hedge or lead.hedge)):
        tail = Tail(end, end)
    if tail.unit or tail.hedge:
        return tail
    measure_end = lexicon.measure_at(text, end)
    if measure_end > end and digits not in BARE:
        unit = text[end:measure_end]
        if unit != "大" or is_cjk(text[measure_end : measure_end + 1], "和以精报代召"):
            return Tail(end, measure_end, unit=unit)
    return Tail(end, end)


def is_loose(digits: str, figure: Figure | None, *, hedged: bool) -> bool:
    """Tell whether ``digits`` are too few to count a unit such as 元 or 里: 四元, 万元."""
    if digits in BARE:
        return not hedged
    return digits != "两" and figure is not None and not figure.scale and figure.value is not None and figure.value < 10


def read_lead_of_chinese(text: str, start: int, lexicon: Lexicon) -> Lead:
    """Return the hedge before Chinese digits; 上 is one before 百, 千, 万."""
    lead = read_lead(text, start, lexicon)
    if lead.hedge is None and text[start - 1 : start] == "上" and text[start : start + 1] in BARE and start > 0:
        return Lead(start - 1, "ge", "上")
    return lead


def pair_start(text: str, start: int) -> int:
    """Return where the pair of digits that ``start`` belongs to begins: 一人一案, 百县千镇."""
    return start if start < 2 or PAIRED.match(text, start) else start - 2


def read_loose(strip: Strip, start: int, end: int) -> int:
    """Read digits with neither measure nor hedge: parts of names (五育), or words (一, 百)."""
    text = strip.text
    digits = text[start:end]
    pair = pair_start(text, start)
    if PAIRED.match(text, pair):
        cls: NumberClass = "other" if "一" in digits and not opens_quote(text, pair) else "name_part"
        return strip.add(start, end, cls, script="chinese")
    if len(digits) == 1 and (digits in "一百千万亿零〇几" or text.endswith(WEEK, 0, start)):
        return end
    if digits == "两":
        return strip.add(start, end, "name_part" if in_short_quote(text, start) else "other", script="chinese")
    return strip.add(start, end, "name_part", script="chinese")


def read_fraction(strip: Strip, start: int, end: int) -> int:
    """Read 百分之九十五 (95 %), 千分之三 (3 ‰), 三分之一 (in percent, as an interval where it does not end)."""
    text, lexicon = strip.text, strip.lexicon
    below, _, above = text[start:end].partition("分之")
    figure, whole = read_chinese(above), read_chinese(below)
    if figure is None or whole is None or not whole.value or figure.value is None:
        return strip.add(start, end, "other", script="chinese")
    tail = read_tail(text, end, lexicon)
    tail = Tail(end, tail.end if tail.hedge and not tail.unit else end, hedge=tail.hedge if not tail.unit else None)
    if not tail.hedge and (rounded := ROUNDED.match(text, end)):
        tail = Tail(end, rounded.end(), hedge="gt" if rounded.group() == "强" else "lt")
    lead = read_lead(text, start, lexicon)
    sign = {"百": "%", "千": "‰"}.get(below)
    if sign:
        quantity = make_quantity(figure, start, Tail(end, tail.end, unit=sign, hedge=tail.hedge), lead, lexicon)
    else:
        quantity = make_fraction(figure.value, whole.value, start, tail, lead, lexicon)
    cls = class_of_figure(text, lead, Tail(end, end, unit="%"), quantity, lexicon)
    return strip.add(start, end, cls, quantity, script="chinese")


def read_first(strip: Strip, match: re.Match[str]) -> int:
    """Read 首 where it orders (首批, 首个); 首都, 首席 are words."""
    start, end = match.span()
    text = strip.text
    if strip.lexicon.measure_at(text, end) == end or is_word(strip, start, end):
        return end
    return strip.add(start, end, "ordinal", script="chinese")


def read_half(strip: Strip, match: re.Match[str]) -> int:
    """Read 半 before a unit of time."""
    start, end = match.span()
    if strip.text[start - 1 : start] in {"上", "下", "前", "后", "大", "多", "过", "每"} and start:
        return end
    figure = figure_of(Decimal("0.5"), 1)
    quantity = make_quantity(figure, start, read_tail(strip.text, end, strip.lexicon), Lead(start), strip.lexicon)
    return strip.add(start, end, "duration", quantity, script="chinese")
