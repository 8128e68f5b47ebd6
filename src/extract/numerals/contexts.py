"""What stands round a figure and decides its class: changes, places, requirements, quotes, labels."""

from __future__ import annotations

import re

from extract.numerals.lexicon import Lexicon
from extract.numerals.model import Quantity
from extract.numerals.tails import Lead, Tail, skip_spaces
from extract.records import NumberClass

VERB_LINKS = "达约"
NOUN_LINKS = "为达到是约仅在至"
PLACED = re.compile(
    r"(?:位居|位列|名列|排名|排在|跃居|稳居|(?<![系序行排])列(?=[全本同][省市国县区类]))[^，。；、：]{0,10}"
    r"(?:第[\d一二三四五六七八九十]{1,3}[名位]?、[^，。；、：]{1,6})*$"
)
CLAUSE = re.compile(r"[，。；;、：:！？!?]")
OPENING = "“‘「『\"'〝"
CLOSING = "”’」』\"'〞"
SENTENCE_START = "，。；;：:！？!?、）)”\"'…—- "
NEW = ("新增", "晋升")
LIFTED = ("提升", "提高")
PEOPLE = frozenset({"人次", "人日", "人天"})
"""No number of visits is lifted without a comparison: 岗位技能提升 7350 人次."""

LONGEST_OBJECT = 8
"""Characters between a verb of change and its figure: 增加专任教师 36 人."""

LONGEST_PLACE = 24
"""Characters before a place: 列全国第 6 位、中部第 1."""

SHORT_QUOTE = 12
"""Characters of the longest quotation that is taken for a name."""

LONG_TIME = 100
"""From here on a length in hours or days is a figure of its own (training, opening hours), not a term."""

CATEGORY_UNITS = frozenset({"元", "岁", "周岁", "年", "平方米", "分", "亩", "吨", "千瓦", "人", "米", "美元"})

AGES = frozenset({"岁", "周岁"})


def back_over_spaces(text: str, at: int) -> int:
    """Return the place before the spaces that end at ``at``."""
    while at and text[at - 1] == " ":
        at -= 1
    return at


def before_of(text: str, at: int) -> str:
    """Return the words right before ``at``, without a sign and the 了 of a verb."""
    stop = back_over_spaces(text, at)
    return text[max(0, stop - 24) : stop].rstrip("+-了")


def class_of_figure(text: str, lead: Lead, tail: Tail, quantity: Quantity, lexicon: Lexicon) -> NumberClass:
    """Return the class of a figure that counts or measures."""
    kind = lexicon.kind_of(tail.unit)
    if lead.word in lexicon.asked or is_category(text, tail, quantity.start):
        return "threshold"
    if kind == "time" and not is_amount(quantity):
        return "change" if before_of(text, lead.start).endswith(lexicon.changes.spans) else "duration"
    if tail.unit.endswith("百分点") or is_change(
        text, lead.start, lexicon, shares=kind == "share", counted=tail.unit in PEOPLE
    ):
        return "change"
    if tail.unit == "成" and before_of(text, lead.start).endswith(("按", "以")):
        return "ratio"
    return "quantity"


def is_amount(quantity: Quantity) -> bool:
    """Tell whether a length of time is an amount: with a scale word, or of many hours or days."""
    if not quantity.unit or quantity.unit[0] in "万亿":
        return True
    return (quantity.value or 0) >= LONG_TIME and quantity.unit.endswith(("时", "天", "h", "分钟"))


def is_category(text: str, tail: Tail, start: int) -> bool:
    """Tell whether the figure marks off a category: 500 万元以上项目, 60 岁以上老人, 青年教师（40 岁以下）."""
    bounded = tail.hedge in {"ge", "le"} and tail.unit in CATEGORY_UNITS and text[tail.end - 1] in "上下"
    if bounded and tail.unit in AGES and text[skip_spaces(text, tail.end) :][:1].isdigit():
        return True
    if bounded and tail.unit in AGES and text[start - 1 : start] in {"（", "("}:
        return text[tail.end : tail.end + 1] in {"）", ")"}
    return (
        bounded
        and "\u4e00" <= text[tail.end : tail.end + 1] <= "\u9fff"
        and text[tail.end] not in "的，。和与及或、不为是"
    )


def is_change(text: str, at: int, lexicon: Lexicon, *, shares: bool, counted: bool = False) -> bool:
    """Tell whether the words before ``at`` say how much more or less; ``counted``: of people."""
    before = before_of(text, at)
    if not before:
        return False
    changes = lexicon.changes
    verb_side = before[:-1] if before[-1] in VERB_LINKS else before
    clause = CLAUSE.split(before)[-1]
    compared = any(word in clause for word in changes.comparers)
    if counted and verb_side.endswith(LIFTED) and not compared:
        return False
    if verb_side.endswith(changes.verbs if shares else changes.long_verbs):
        return not verb_side.endswith(NEW)
    noun_side = before.rstrip(NOUN_LINKS).rstrip()
    if noun_side.endswith(changes.nouns):
        return not noun_side.endswith(changes.levels)
    if not compared:
        return False
    return verb_side.endswith(changes.compared) or any(is_recent(clause, verb) for verb in changes.long_verbs)


def is_recent(clause: str, verb: str) -> bool:
    """Tell whether ``verb`` stands a few characters before the clause's end, and not that of a result (增加到)."""
    end = clause.rfind(verb) + len(verb)
    return end >= len(verb) and 0 < len(clause) - end <= LONGEST_OBJECT and clause[end] not in "到至为"


VISITORS = ("访", "读者", "用户", "浏览者")
"""Of whom a web page counts the last one: 您是第 18324 位访客."""


def class_of_ordinal(text: str, mark: int, end: int, lexicon: Lexicon) -> NumberClass:
    """Return the class of the digits behind 第 (which stands at ``mark``) that end at ``end``."""
    at = skip_spaces(text, end)
    behind = text[at : at + 8]
    if behind.startswith(lexicon.schools):
        return "name_part"
    if behind.startswith(lexicon.ordered):
        return "ordinal"
    if behind.startswith(lexicon.lessons):
        return "name_part"
    if behind.startswith("号"):
        return "identifier"
    if behind.startswith(lexicon.ranked):
        return "ordinal" if behind[1:].startswith(VISITORS) else "rank"
    before = text[max(0, mark - LONGEST_PLACE) : back_over_spaces(text, mark)]
    return "rank" if before.endswith(lexicon.placed) or PLACED.search(before) else "ordinal"


def is_leading_place(text: str, start: int, tail: Tail) -> bool:
    """Tell whether the figure says how far a ranking goes: 前 10 名."""
    at = back_over_spaces(text, start)
    return at > 0 and text[at - 1] == "前" and tail.unit in {"名", "位"}


def is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` stands alone between quotation marks."""
    return start > 0 and text[start - 1] in OPENING and text[end : end + 1] in set(CLOSING)


def in_short_quote(text: str, start: int) -> bool:
    """Tell whether ``start`` stands in a short quotation: a name, as in “三名”工作室, “双元三段四融”."""
    before = text[max(0, start - SHORT_QUOTE) : start]
    opened = max(before.rfind(mark) for mark in OPENING)
    if opened < 0 or opened < max(before.rfind(mark) for mark in CLOSING if mark not in OPENING):
        return False
    rest = SHORT_QUOTE - (len(before) - opened)
    return any(character in CLOSING for character in text[start + 1 : start + 2 + rest])


def opens_quote(text: str, start: int) -> bool:
    """Tell whether a quotation begins at ``start``."""
    return start > 0 and text[start - 1] in OPENING


def starts_sentence(text: str, at: int) -> bool:
    """Tell whether a sentence, clause or item may begin at ``at``."""
    return at == 0 or text[at - 1] in SENTENCE_START
