"""A passage as clauses in which every numeral is one mark: what the reading of prose works on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest

import regex
from msgspec import Struct, field

from extract.late import late
from extract.numerals.model import Numeral, Quantity
from extract.rules.grammar import MARK, Grammar

READABLE = frozenset({"quantity", "change", "ratio", "rank", "threshold", "duration"})
CLOSED = late(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|《[^《》]*》|\"[^\"\n]{0,40}\"")
BRACKETS = late(r"（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】")
STOPS = "。！？!?\n"
LONGEST_LINK = 20
LONGEST_CLAUSE = 400  # characters; what runs on for longer is no sentence and is cut: time grows with length only
STRANGE = "\ufffd"  # for a private-use character of the text that looks like a mark
ALL_OF = frozenset({"项", "类", "种", "个", "方面"})
ALL_OF_THEM = late(
    r"\s*(?:(?:指标|比率|数据)?(?:[均都皆]|中[，,]|[较比]上)|(?:资金|经费|收入|金额)(?:合计|总计|共计))"
)  # 三项指标均高于平均
BEFORE_SOME = ("前", "后", "这")
AMONG = "其中"
ARROWS = "↑↓"  # behind a figure they begin another one: 97.9%↑0.4 个百分点
COMMAS = "，,；;：:"
TURN = late(rf"[{STOPS}{COMMAS}{ARROWS}.．（(〔\[【]")  # where a clause may end, or a bracket begins
SIZES = frozenset({"元", "人", "名", "亩", "平方米", "分"})  # by which things are told apart: 月收入超过 5000 元的
TIMES = frozenset({"个月", "年", "天", "学时", "小时"})  # the same: 不少于 6 个月的占 73%
BANDED = frozenset({*SIZES, "岁", "周岁", "年"})
RATED = frozenset({"个", "所", "家", "门", "项", "人", "名"})  # of which there are rates
HEDGES_BEHIND = "余多上下内满"
BOUNDED = ("le", "ge", "lt", "gt")
SCALES = "百千万"
COUNTED = "近上数成超逾约达有共计至到过破于为是余第满"  # what may stand before a round number that counts
COUNTED_BEHIND = regex.compile(
    "(?:的?(?:占|占比|占到|仅占|约占)|(?:(?:规模)?的(?!占)[^，。；、：的]{0,8}?)(?:占|有(?:[^，。；：]{2,30}等)?|达到?|共有?|为|[则已也]?[由从])?|[\\p{Han}]{0,2}?)(?:约|近|仅)?"
)
SIZES_OF_ONE = frozenset({"米", "寸", "英寸", "吨", "座", "匹", "千瓦", "kW", "kV"})  # 400 米跑道 1 条: of each
SIZED = regex.compile("[\\p{Han}]{2,12}")
KINDS_OF = regex.compile(
    "(?:专业|课程|人员|学生|企业|学校|院校)?(?:在校生|毕业生|教师|学生)?(?:分别|数|总数|人数|占|合计|之和|均|都)|(?:学校|院校|专业)(?:在校生|毕业生|招生|教师)|大?赛|竞赛"
    r"|[\p{Han}]{2,8}(?:率|满意度)(?=[\p{Han}\s]{0,4}\d)"
)
COURSES = late(
    "(?:[^，。；\\d]{0,4}班(?=现有|共有)|专业|大类|校区|年级)(?:群)?(?:现有|录取|招生|在校生|毕业生|招收|共|合计|分别|占)"
)
EACH_OF = regex.compile("(?:学校|院校|企业|校)[\\p{Han}]{0,8}?(?:分别|依次)")
REST = ("其余", "其他")
SUMMED = late(r"[^，。；\d]{1,8}(?:共|合计|总计)")
WORKS = ("工程", "项目", "建设", "校区", "扩建", "改造")
PERCENT = "百分之"
REFERENCE = late(r"\[(?:\d{1,3}(?:[,，、-]\d{1,3})*|注\d{0,2})\]")  # to a note or a source: 8125 人[1]
TORN_BEHIND = late(r" \d")
TORN_BEFORE = late(r"(?:^|[^\d.,])\d{1,3} $")
NUMBER_ONLY = late(f"(?:和|及|约|近)?{MARK}")
HAN = regex.compile(r"\p{Han}")


class Clause(Struct, frozen=True, dict=True):
    """Part of a sentence up to a comma or a full stop; ``places[i]`` is where ``text[i]`` stands in the passage.

    ``numerals`` are those of the marks in order.  ``notes`` are brackets without numerals that were taken
    out of the text, each with the place in ``text`` where it stood.  ``inner``: the clause stood in brackets
    behind the clause before it, right behind the words ``lead`` of it where these end in no number.
    """

    text: str
    places: tuple[int, ...]
    numerals: tuple[Numeral, ...]
    sentence: int
    stop: str
    notes: tuple[tuple[int, str], ...] = ()
    inner: bool = False
    lead: str = ""

    @cached_property
    def marks(self) -> list[int]:
        """Where the marks stand in ``text``."""
        return [at for at, character in enumerate(self.text) if character == MARK]

    def numeral_at(self, at: int) -> Numeral:
        """Return the numeral whose mark stands at ``at``."""
        return self.numerals[self.text.count(MARK, 0, at)]


class Draught(Struct):
    """A clause while it is put together."""

    text: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    told: int = 0  # characters of the text before its last bracket with numerals

    def lead(self) -> str:
        """Return the words right before a bracket, behind the last numeral or bracket."""
        words, self.told = "".join(self.text[self.told :]), len(self.text)
        return words.rpartition(MARK)[2].lstrip("、和及")

    def finish(self, sentence: int, stop: str, inner: bool = False, lead: str = "") -> Clause:
        """Return what was put together as a clause."""
        places, numerals, notes = tuple(self.places), tuple(self.numerals), tuple(self.notes)
        return Clause("".join(self.text), places, numerals, sentence, stop, notes, inner, lead)


class Masked(Struct, frozen=True):
    """Text without blanks in which each readable numeral is one mark; ``numerals`` by place in ``text``."""

    text: str
    places: tuple[int, ...]
    numerals: dict[int, Numeral]


def split_clauses(text: str, numerals: Sequence[Numeral], grammar: Grammar) -> list[Clause]:
    """Return the clauses of ``text`` (one passage), those in brackets behind the clause that they stand in.

    Chinese numerals that count nothing (三大产业, 两校, 百万吨乙烯项目) stay words.
    """
    bands = find_bands(text, numerals)
    read = [
        numeral
        for place, (numeral, follower) in enumerate(zip_longest(numerals, numerals[1:]))
        if place not in bands
        and is_read(text, numeral, grammar)
        and not (follower and marks_off(text, numeral, follower))
    ]
    return join_rows(cut(mask(text, read)), grammar)


def find_bands(text: str, numerals: Sequence[Numeral]) -> frozenset[int]:
    """Return the places of ``numerals`` that tell classes by size: 35 岁及以下、36—50 岁、51 岁及以上的教师."""
    bands: list[int] = []
    row: list[int] = []
    for place, numeral in enumerate((*numerals, None)):
        quantity = numeral.quantities[0] if numeral and len(numeral.quantities) == 1 else None
        banded = quantity is not None and quantity.unit in BANDED and is_band(text, quantity)
        last = numerals[row[-1]].quantities[0] if row else None
        if row and not (banded and quantity and last and is_next_band(text, last, quantity)):
            bands += row if len(row) > 1 else []
            row = []
        row += [place] if banded else []
    return frozenset(bands)


def is_band(text: str, quantity: Quantity) -> bool:
    """Tell whether ``quantity`` has two ends, or one end open by a word behind it."""
    return quantity.value is None or (quantity.hedge in BOUNDED and text[quantity.end - 1] in HEDGES_BEHIND)


def is_next_band(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Tell whether ``quantity`` goes on with the bands of which ``last`` is one."""
    joined = "".join(text[last.end : quantity.start].split()) in ("、", "和", "及", "与", "以及")
    return joined and last.unit == quantity.unit and (last.hedge, last.value) != (quantity.hedge, quantity.value)


def is_read(text: str, numeral: Numeral, grammar: Grammar) -> bool:
    """Tell whether ``numeral`` can state a value."""
    if numeral.cls not in READABLE or not numeral.quantities or is_torn(text, numeral):
        return False
    if numeral.cls == "duration":
        before = "".join(text[max(0, numeral.start - LONGEST_LINK) : numeral.start].split())
        return grammar.lasts.search(before) is not None
    if names_only(text, numeral):
        return False
    unit = numeral.quantities[0].canonical_unit
    return numeral.script == "arabic" or numeral.cls in ("ratio", "rank") or unit in grammar.countable


def is_torn(text: str, numeral: Numeral) -> bool:
    """Tell whether ``numeral`` may be a piece of a number that blanks have torn: 1 56 .3 亩."""
    if numeral.script != "arabic" or numeral.cls != "quantity":
        return False
    end = numeral.quantities[0].end
    bare = text[end - 1].isdigit() and TORN_BEHIND.match(text, end) is not None
    return bare or TORN_BEFORE.search(text, max(0, numeral.start - 5), numeral.start) is not None


def names_only(text: str, numeral: Numeral) -> bool:
    """Tell whether ``numeral`` belongs to a name: 每百名学生, 35 岁以下教师, 万企兴万村."""
    quantity = numeral.quantities[0]
    before, behind = text[: numeral.start][-2:].rstrip(), text[quantity.end : quantity.end + 2].lstrip()
    if before.endswith("每") and len(numeral.quantities) == 1:
        return True
    if numeral.script != "arabic" and quantity.unit in ("类", "大类") and KINDS_OF.match(text, quantity.end):
        return True  # 两大类专业占 60%
    listed = any(sign in text[max(0, numeral.start - 8) : numeral.start] for sign in "、”")
    named = numeral.script != "arabic" and quantity.unit == "个" and listed
    if named and COURSES.match(text, quantity.end):
        return True  # 护理、助产、药学三个专业录取 1852 人
    if numeral.script != "arabic" and quantity.unit in ("所", "家") and EACH_OF.match(text, quantity.end):
        return True  # 三所学校在校生分别为
    if numeral.script != "arabic" and quantity.unit in ("所", "家", "个", "项") and before.endswith(BEFORE_SOME):
        return True  # 前两所为公办
    if before in REST and numeral.script != "arabic" and SUMMED.match(text, quantity.end):
        return True  # 其余两种证书共 90 人
    if quantity.unit == "期" and behind.startswith(WORKS):
        return True  # 二期工程
    if numeral.script != "arabic" and quantity.unit in ALL_OF and ALL_OF_THEM.match(text, quantity.end):
        return True  # 三项均高于省定标准
    if numeral.script != "arabic" and quantity.unit in ("部", "中心") and before.endswith(("系", "院", "室", "处")):
        return True  # 七系一部
    if behind.startswith("章") or (quantity.unit == "条" and before.endswith("章")):
        return True  # 5 章 48 条
    if quantity.hedge in BOUNDED and text[quantity.end - 1] in HEDGES_BEHIND:
        bracketed = before[-1:] in ("（", "(") and behind[:1] in ("）", ")")  # 大型设备（40 万元以上）31 台
        if bracketed or (quantity.unit in ("岁", "年") and HAN.match(behind)):
            return True
    if text[numeral.start] == "百" and behind.startswith("学生") and not HAN.match(before[-1:]):
        return True  # 百名学生配计算机 22 台
    if quantity.hedge in ("gt", "lt", "approx") or text.startswith(PERCENT, numeral.start):
        return False  # 规模万余人次, 不足百人
    return text[numeral.start] in SCALES and bool(HAN.match(before[-1:])) and before[-1:] not in COUNTED


def marks_off(text: str, numeral: Numeral, follower: Numeral) -> bool:
    """Tell whether ``numeral`` bounds the class of things that ``follower`` counts: 3000 人以上的学校 49 所."""
    if numeral.cls == "ratio" or not (numeral.quantities and follower.quantities):
        return False
    quantity, counted = numeral.quantities[-1], follower.quantities[0]
    bound = quantity.value is None or (quantity.hedge in BOUNDED and text[quantity.end - 1] in "上下内满")
    people = quantity.hedge in BOUNDED and quantity.unit in ("人", "名")
    sized = quantity.canonical_unit in SIZES and (
        quantity.canonical_unit != "元" or counted.canonical_unit in ("%", "所", "家")
    )
    sized = sized or quantity.canonical_unit in TIMES
    sized = sized or (quantity.unit == "%" and counted.canonical_unit in RATED)  # 就业率超过 95% 的 12 个
    led = sized and quantity.hedge in BOUNDED and text[quantity.end - 1] not in HEDGES_BEHIND
    below = (led or people) and text[quantity.end :].lstrip().startswith("的")
    same = quantity.canonical_unit == counted.canonical_unit and quantity.unit not in ("人", "名")
    between = "".join(text[quantity.end : span_of(follower)[0]].split())
    if quantity.unit in SIZES_OF_ONE and not same:
        return SIZED.fullmatch(between) is not None
    return (bound or below) and not same and COUNTED_BEHIND.fullmatch(between) is not None


def join_rows(clauses: list[Clause], grammar: Grammar) -> list[Clause]:
    """Return ``clauses``, a row of numbers that commas part joined into one: 分别达 95%，94%，97%."""
    joined: list[Clause] = []
    words = [word for word in grammar.row_words if len(word) > 1]
    for clause in clauses:
        before = joined[-1] if joined else None
        row = before and before.text.endswith(MARK) and before.stop in COMMAS and len(before.text) < LONGEST_CLAUSE
        if before and row and NUMBER_ONLY.fullmatch(clause.text) and any(word in before.text for word in words):
            joined[-1] = Clause(
                f"{before.text}、{clause.text}",
                (*before.places, clause.places[0], *clause.places),
                (*before.numerals, *clause.numerals),
                before.sentence,
                clause.stop,
                before.notes,
                before.inner,
            )
        else:
            joined.append(clause)
    return joined


def mask(text: str, numerals: Sequence[Numeral]) -> Masked:
    """Return ``text`` with blanks dropped, save between Latin letters, and ``numerals`` as marks."""
    characters: list[str] = []
    places: list[int] = []
    marked: dict[int, Numeral] = {}
    position = 0
    for numeral in (*numerals, None):
        start, end = span_of(numeral) if numeral else (len(text), len(text))
        if start < position:
            continue
        for place in range(position, start):
            if not text[place].isspace() or between_letters(text, place):
                characters.append(STRANGE if text[place] == MARK else text[place])
                places.append(place)
        if numeral:
            marked[len(characters)] = numeral
            characters.append(MARK)
            places.append(start)
        position = end
    return Masked("".join(characters), tuple(places), marked)


def span_of(numeral: Numeral) -> tuple[int, int]:
    """Return the span of ``numeral`` with the units of its quantities."""
    return (
        min(numeral.start, *(quantity.start for quantity in numeral.quantities)),
        max(numeral.end, *(quantity.end for quantity in numeral.quantities)),
    )


def between_letters(text: str, place: int) -> bool:
    """Tell whether the blank at ``place`` parts two Latin words."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


def cut(masked: Masked) -> list[Clause]:
    """Return the clauses of ``masked``."""
    closed = covered(CLOSED, masked.text)
    brackets = {match.start(): match.end() for match in BRACKETS.finditer(masked.text) if match.start() not in closed}
    clauses: list[Clause] = []
    inner: list[tuple[int, int, str]] = []
    current, sentence, position = Draught(), 0, 0
    while position < len(masked.text):
        if len(current.text) >= LONGEST_CLAUSE:
            clauses += close(masked, current, inner, sentence, "")
            current, inner = Draught(), []
        turn = TURN.search(masked.text, position, position + LONGEST_CLAUSE - len(current.text))
        plain = turn.start() if turn else min(position + LONGEST_CLAUSE - len(current.text), len(masked.text))
        if plain > position:
            take(masked, position, plain, current)
            position = plain
            continue
        character = masked.text[position]
        if position in brackets:
            end = brackets[position]
            if REFERENCE.fullmatch(masked.text, position, end):
                position = end
                continue
            if MARK in masked.text[position:end]:
                inner.append((position + 1, end - 1, current.lead()))
                position = end
                continue
            if is_note(masked.text[position + 1 : end - 1]):
                current.notes.append((len(current.text), masked.text[position + 1 : end - 1]))
                position = end
                continue
            take(masked, position, end, current)
            position = end
            continue
        if character in "：:" and "".join(current.text[-2:]) == AMONG:
            position += 1  # 其中：对口就业 893 人
            continue
        if character in ARROWS and current.text[-1:] == [MARK]:
            clauses += close(masked, current, inner, sentence, "，")
            current, inner = Draught(), []
        stops = character in STOPS or (character in COMMAS and not in_time(masked.text, position))
        if position not in closed and (stops or is_point(masked.text, position)):
            clauses += close(masked, current, inner, sentence, character)
            current, inner = Draught(), []
            sentence += character not in COMMAS
        else:
            take(masked, position, position + 1, current)
        position += 1
    return [clause for clause in (*clauses, *close(masked, current, inner, sentence, "")) if clause.text]


def is_point(text: str, at: int) -> bool:
    """Tell whether a full stop of Latin writing ends a Chinese sentence at ``at``."""
    if text[at] not in ".．":
        return False
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isascii() and (not behind or not behind.isascii() or behind.isdigit())


def in_time(text: str, at: int) -> bool:
    """Tell whether a colon at ``at`` stands between digits: 14:30."""
    return text[at] in "：:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def covered(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    """Return all places that a match of ``pattern`` covers."""
    return frozenset(place for match in pattern.finditer(text) for place in range(*match.span()))


def is_note(content: str) -> bool:
    """Tell whether the content of a bracket restricts what is counted instead of belonging to its name."""
    return content.startswith(("不", "未", "除", "剔除", "扣除", "见", "下同", "注", "以下", "下称", "下文", "简称"))


def take(masked: Masked, start: int, end: int, current: Draught) -> None:
    """Add the characters from ``start`` to ``end`` to the clause."""
    text = masked.text[start:end]
    current.text += text
    current.places += masked.places[start:end]
    if MARK in text:
        current.numerals += (masked.numerals[place] for place in range(start, end) if place in masked.numerals)


def close(
    masked: Masked, current: Draught, inner: Sequence[tuple[int, int, str]], sentence: int, stop: str
) -> list[Clause]:
    """Return the finished clause followed by the clauses of its brackets."""
    result = [current.finish(sentence, stop)]
    for start, end, lead in inner:
        draught = Draught()
        for place in range(start, end):
            if masked.text[place] in COMMAS + STOPS:
                result.append(draught.finish(sentence, masked.text[place], inner=True, lead=lead))
                draught, lead = Draught(), ""
                continue
            if len(draught.text) >= LONGEST_CLAUSE:
                result.append(draught.finish(sentence, "", inner=True, lead=lead))
                draught, lead = Draught(), ""
            take(masked, place, place + 1, draught)
        result.append(draught.finish(sentence, stop, inner=True, lead=lead))
    return result
