"""Whose figure a sentence gives: not the report's own where a sample or another body was counted before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.checks.printed import last_clause
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Ratio, Relations

SCOPE = late(r"(?:[^，。；]{0,8}[年月底末]，?)?(?P<scope>全[县区市州省国])(?!各?[县区]?直)")
OTHERS = late(r"[^，。；]{0,4}(?:初中|初三|普通高中|普高|小学|幼儿园|学前教育|义务教育)")
SCOPES = ("全县", "全区", "全市", "全州", "全省", "全国")
RANKS = (("县",), ("区", "旗"), ("市",), ("州", "盟"), ("省", "自治区"))
HONOUR = late("[赛奖]|优秀|先进|示范|名师|重点|规划|精品|一流|骨干|模范|荣誉|称号|劳动")
BODY = late(r"(?:[省市州县区]|学校|院校|学院|职校|技校|中专|职中|职高|中心|企业|直|属)$")
YARDSTICK = late(
    r"(?:全国|全省|标准|目标|要求|平均|均值|预期)[^，。；（()）]{0,8}[（(](?:约|为)?$|[与比较同]上[届年][^，。；（()）]{0,3}[（(]$"
)
"""Words before a figure in brackets that this one is only measured by: 优于全国平均水平（18.7:1）, 与上届（95.31%）."""
EXTREME = late("最[高低大小多少快慢好差](?:的|者|[^，。；、]{1,3}的)")
"""Words of one of several: 落实率最高的是医药健康学院，为 94.85%."""
SEVERAL = late(
    r"(?:[0-9]+|[两二三四五六七八九十]{1,2})(?:所|个|家|类|市|县|区|校)[^，。；、]{0,12}?(?:合计|总计|共)[^，。；、]{0,4}$"
)
"""Words of some of several: 3 所学校在校生合计."""
PORTION = late(
    r"[，,]\s*占(?:了|到)?(?P<whole>[^，。；、0-9]{2,16}?)(?:总数|总人数|人数)?的[^，。；0-9]{0,6}\s*[0-9.]+\s*[%％]"
)
WHOLLY = late(
    "(?:全[省市县区州校院国部]|[本我][省市县区州校院]|学校|总|全体|全部|所有)?的?(?:中职|高职|中等职业|高等职业)?(?:学校|院校)?"
)
ADMITTED = late("录取(?:新生|学生|人数)?(?:共|共计|为|了)?$")
ARRIVED = "students.registered"
"""Of those admitted not all arrive: 录取新生 5298 人，报到 5229 人."""
DEGREE = late(
    "[正副]$|(?:正|副)?[高中初]级|[正副]高|博士|硕士|研究生|本科|专科|男|女|.{0,8}(?:岁|职称|学历|学位|以下|以上)"
)
"""What divides the people counted before, so that what follows is of them all: 正高级专任教师."""
STOPS = "；;。"
LONGEST = 24
"""Characters of a name in which that of an indicator is sought."""


def find_foreign(sentence: Sequence[Fact], spots: Mapping[str, tuple[int, int]], relations: Relations) -> Iterator[str]:
    """Yield the ids of figures that a sentence gives of a sample, or of the group that it counted before them.

    技工学校毕业生 3852 人，就业率 98.2%: the rate is that of the group, until the sentence's part ends.
    """
    group, code, part, wider = "", None, "", False
    counted: set[str] = set()
    arrived = any(fact.indicator == ARRIVED for fact in sentence)
    for fact in sentence:
        before = fact.where.quote[: spots.get(fact.id, (0, 0))[0]]
        segment = last_clause(before, STOPS)
        own = any(word in last_clause(segment) for word in relations.cues.whole)
        wider = is_of_others(fact.entity or "", last_clause(segment)) or (
            wider and segment.startswith(part) and not own
        )
        if wider:
            yield fact.id
        if not segment.startswith(part) or own:
            group, code = "", None
            counted = set()
        part = segment
        if fact.indicator is None and fact.kind == "level":
            found = split_name(fact, relations)
            group, code = found if found and not DEGREE.match(found[0]) else (group, code)
        elif (
            code
            and (BODY.search(group) or rests_on(fact, code, relations))
            and not rests_on_any(fact, counted, relations)
        ):
            yield fact.id
        counted |= {fact.indicator} if fact.indicator else set()
        if arrived and ADMITTED.search(before):
            yield fact.id
        if YARDSTICK.search(before) or EXTREME.search(segment) or (not own and SEVERAL.search(last_clause(segment))):
            yield fact.id
        if fact.unit != "%" and any(word in segment for word in relations.cues.samples):
            yield fact.id
        if fact.indicator and is_part_of_itself(fact, spots.get(fact.id, (0, 0))[1], relations):
            yield fact.id


def is_of_others(entity: str, clause: str) -> bool:
    """Tell whether a clause speaks of others than the entity: 全国中职在校生 1298 万人, in a school's report 全市."""
    if OTHERS.match(clause):
        return True
    found = SCOPE.match(clause)
    if found is None or HONOUR.search(clause):
        return False
    rank = next((place for place, endings in enumerate(RANKS) if entity.endswith(endings)), -1)
    return SCOPES.index(found["scope"]) > rank


def is_part_of_itself(fact: Fact, end: int, relations: Relations) -> bool:
    """Tell whether the words behind a count call it a part of the same: 在校生 866 人，占全县中职在校生的 20.99%."""
    told = PORTION.match(fact.where.quote, end)
    if told is None or is_of_others(fact.entity or "", told["whole"]):
        return False
    scope = WHOLLY.match(told["whole"])
    tails = (told["whole"][place:] for place in range((scope.end() if scope else 0) + 1))
    named = next(filter(None, (relations.catalogue.look_up(tail, fact.canonical.unit) for tail in tails)), None)
    return named is not None and named.code == fact.indicator


def split_name(fact: Fact, relations: Relations) -> tuple[str, str] | None:
    """Return the group that a name begins with and the indicator that it goes on with: 技工学校 + 毕业生人数."""
    name = fact.name[-LONGEST:]
    for place in range(1, len(name) - 1):
        indicator = relations.catalogue.look_up(name[place:], fact.canonical.unit)
        if indicator:
            return name[:place], indicator.code
    return None


def rests_on(fact: Fact, code: str, relations: Relations) -> bool:
    """Tell whether a rate may be taken of what ``code`` counts."""
    return any(
        fact.indicator == tie.indicator and code in (*tie.numerators, *tie.denominators)
        for tie in relations.of_kind(Ratio)
    )


def rests_on_any(fact: Fact, counted: set[str], relations: Relations) -> bool:
    """Tell whether what a rate divides was counted before it: 高级 82 人，中级 117 人，高级职称占 27.6%."""
    return any(fact.indicator == tie.indicator and counted & set(tie.numerators) for tie in relations.of_kind(Ratio))


def locate(sentence: Sequence[Fact]) -> Mapping[str, tuple[int, int]]:
    """Return where in its quote each figure of a sentence stands, by id; they are in text order there."""
    spots: dict[str, tuple[int, int]] = {}
    start = end = 0
    for fact in sentence:
        quote, raw = fact.where.quote, fact.raw
        place = quote.find(raw, start if fact.id[-1].isalpha() else end)
        while place > 0 and quote[place - 1] in "0123456789.":
            place = quote.find(raw, place + 1)
        if place >= 0:
            start, end = place, place + len(raw)
            spots[fact.id] = start, end
    return spots
