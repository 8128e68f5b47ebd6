"""Changes: how much more or less than before, in a unit, in percent or in points."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.comparisons import group_of
from extract.facts.naming import GROUPED, Namer
from extract.facts.phrases import (
    PERCENT,
    POINTS,
    RELATIVE,
    SIGNS,
    TIMES,
    Direction,
    Memory,
    Reading,
    is_rate,
    pointwise,
)
from extract.late import late
from extract.records import FactKind
from extract.rules.grammar import Grammar, one_of

OTHERS = ("其他", "其它", "同类", "非")  # 比同届其他毕业生高: whom it is compared with
GROWN = ("增长", "增加", "减少", "净增长")  # how many, not which share
CURT = "增减升降"
NOW = ("目前", "当前")
ENROLMENTS = ("扩招",)
SET_ASIDE = late("(?:剔除|扣除|扣减|考虑)[^，]{2,12}?(?:因素|影响)?后?$")  # 剔除物价因素后实际增长 2.7%
REFERENCE = r"[^，]{0,18}?(?:前者|后者|年|期|月|初|末|届|次|前|底|季|季度|时|标准|平均|水平|计划|目标|要求)"


class ChangeReader:
    """Reads 比上年增加 22 人, 下降 3.2%, 增幅达 5%; the verb stands before the number."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        rest = "(?:度|末|初|底|期|前|同期|水平|均值|的?(?:历史)?(?:最?[高低]点|峰值|高峰))*"
        compared = f"(?:{one_of(grammar.comparers)})于?{REFERENCE}{rest}(?:相比|比较)?"
        self.comparison = late(f"(?:{compared}|{one_of(grammar.comparisons)})")
        signs = one_of(SIGNS)
        self.signed = late(f"(?P<head>.*?)(?:{compared}|{one_of(grammar.comparisons)})(?P<sign>{signs})")
        self.against = late("(?:比|较)[^，]{2,12}?(?:高出|多出|高|低|多|少|增加|减少)(?:了|约|近)*$")
        self.than_others = late("(?<![占普生师性对之同环])(?:比|较)[^，比较]{2,14}$")
        group = group_of(grammar)
        self.than_group = late(f"[^，]*?(?<![占普生师性对之同环])(?:比|较){group}")
        self.exceeds = late(f"(?P<head>[^，]*?)(?P<verb>超过|多于|少于)(?!\\d){group}")
        turn = f"(?P<verb>{one_of((*grammar.rises, *grammar.falls))})"
        adverbs = f"(?:{one_of(grammar.change_adverbs)})*"
        earlier = r"(?:上一?学?年度?|去年|上届|上一届|上期|前一年|(?:19|20)\d\d(?:[年届]|学年))(?:同期|水平|平均)?"
        self.over_before = late(
            f"(?P<head>.*?)(?P<verb>高出|高于|低于|多于|少于|多出|低出|超过|超出){earlier}{adverbs}"
        )
        self.at_end = late(f"(?<!自然){turn}{adverbs}$")
        self.turned = late(f"{adverbs}(?:{one_of(grammar.turns)})(?:了|约|近)*")
        self.inside = late(f"{adverbs}{turn}了?(?P<what>.*)$")
        self.lasted = late(
            r"(?:近|过去|这)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个?[年月](?:来|间|内|中|里)?(?:时间)?"
        )
        self.compared = late(
            "的?(?:(?:基本|最低|国家|合格|省定|规定)*(?:标准|要求|目标|底线|平均水平|平均值|水平))?(?:相比较?|相较|比较|对比|而言)?"
        )
        self.adverb_end = late(f"(?:{one_of((*grammar.change_adverbs, *grammar.comparisons))})$")

    def read(self, base: Reading, text: str, behind: str, memory: Memory) -> Reading | None:
        """Return the change that the number between ``text`` and ``behind`` tells, None where it tells none."""
        if over := self.over_before.fullmatch(text):
            return self.make(base, over["verb"], over["head"], "", behind, memory)
        if text[-1:] in SIGNS and (signed := self.signed.fullmatch(text)):
            return self.make(base, SIGNS[signed["sign"]], signed["head"], "", behind, memory)  # 同比＋12.6%
        beyond = base.quantity.unit not in RELATIVE and ("超过" in text or "于" in text)
        if beyond and (over := self.exceeds.fullmatch(text)):
            return self.make(base, over["verb"], over["head"], "", behind, memory)  # 招生数超过普高 58 人
        turn = None if self.turns_to(text, base, memory) else self.at_end.search(text)
        against = None if base.quantity.unit in RELATIVE else self.against.match(text)
        compared = self.comparison.search(text) or against
        if base.numeral.cls == "duration" and not compared:
            return None
        if turn:
            head = self.changed(text[: turn.start()])
            if not compared and self.from_base(head, base, memory):
                return self.make(base, turn["verb"], "", "", behind, memory)
            lead = text[: turn.start()]  # 数字资源 86TB，年增 11TB; 就业率 91.5%，较传统班高 11.2 个百分点
            clear = compared or lead == "年" or self.than_group.fullmatch(lead)
            if not clear and self.is_weak(turn["verb"], head, behind, base, memory):
                return None
            return self.make(base, turn["verb"], head, "", behind, memory)
        if compared and (inner := self.inside.match(text, compared.end())):
            what = self.namer.take_links(inner["what"])
            if not (what.links + what.text).startswith(("到", "至")):
                did = self.namer.cues.verb_end.fullmatch(what.text)  # 比上年多安排 520 万元: of what was told before
                bare = did or len(what.text) == 1  # 比上年增收 163 万元
                named = "" if bare and not text[: compared.start()] else what.text
                return self.make(base, inner["verb"], text[: compared.start()], named, behind, memory)
        return None

    def turns_to(self, text: str, base: Reading, memory: Memory) -> bool:
        """Tell whether the number is what something came to from the value right before it: 由 8.6‰ 降为 5.1‰."""
        last = memory.last
        origin = last is not None and last.form == "from" and last.clause is base.clause
        return origin and self.turned.fullmatch(text) is not None

    def is_weak(self, verb: str, head: str, behind: str, base: Reading, memory: Memory) -> bool:
        """Tell whether ``verb``, with nothing to compare with, is no change: 身高, 其中新增 3 个."""
        if verb in self.grammar.degrees and base.quantity.canonical_unit in self.grammar.visits:
            return True  # 岗位技能提升 7350 人次: the name of what was done
        if verb in ENROLMENTS:
            return True  # 累计扩招 12.4 万人: so many, not so many more
        if verb not in self.grammar.weak_rises:
            plain = len(verb) == 1 and base.quantity.unit not in TIMES | POINTS and verb.isalpha()
            return plain and not self.is_curt(verb, head, base, memory)
        alone = not self.namer.strip_front(head) and not head.startswith("其中") and not self.namer.behind(behind)
        last = memory.last
        parted = last is not None and last.form == "part" and last.name.startswith(self.grammar.partial_verbs)
        return parted or not (alone and memory.level_of("", base.quantity))

    def is_curt(self, verb: str, head: str, base: Reading, memory: Memory) -> bool:
        """Tell whether a verb of one sign, alone behind a figure in its unit, changes that: 6850 人，增 120 人."""
        last = memory.last
        told = last is not None and last.kind in ("level", "share") and last.near(base)
        return told and not head and verb in CURT and memory.level_of("", base.quantity) is last

    def from_base(self, head: str, base: Reading, memory: Memory) -> bool:
        """Tell whether the number right behind the value that it is compared with tells the gap: 多 12 人."""
        last = memory.last
        return not head and last is not None and last.form in ("from", "reference") and last.clause is base.clause

    def changed(self, head: str) -> str:
        """Return what changed: ``head`` without the comparison and the adverbs before the verb."""
        while adverb := self.adverb_end.search(head):
            head = head[: adverb.start()]
        head = SET_ASIDE.sub("", head)
        compared = self.comparison.search(head)
        if compared:
            now = compared.group().endswith(NOW)  # 可容纳学生 5000 人，比目前在校生多两成
            head = head[: compared.start()] or ("" if now else head[compared.end() :])
            head = "" if head.startswith(OTHERS) else head
        elif self.against.match(head + "高出"):
            return ""
        elif other := self.than_others.search(head, 2):
            head = head[: other.start()]
        return (
            ""
            if head in ("年", "间", "来", "内") or self.lasted.fullmatch(head) or self.compared.fullmatch(head)
            else head
        )

    def make(self, base: Reading, verb: str, head: str, what: str, behind: str, memory: Memory) -> Reading | None:
        """Return the change of what ``what``, ``head``, the noun behind or the level before it names."""
        unit = base.quantity.unit
        name = self.namer.before(what) if what else "" if self.namer.is_holder(head) else self.namer.before(head)
        if not name and unit not in RELATIVE and (thing := self.namer.behind(behind)):
            name = thing.noun
        if name and self.namer.is_attributive(name) and (whole := memory.whole_for(unit)):
            name = self.namer.join(name, whole.head)
        if not name and (told := self.told_before(base, memory)):
            return self.finish(replace(base, name=told.name, head=told.head, of=told.of), verb)
        last = memory.last
        if name in self.grammar.rates and unit in POINTS and last and last.near(base) and last.kind == "change_rate":
            name = last.head + name  # 下降 2.0%，降幅比上年收窄 1.3 个百分点
        level = memory.level_of(name, base.quantity)
        beside = (
            last is not None and last.kind == "level" and last.near(base) and self.comparison.search(base.clause.text)
        )
        if not name and verb.startswith("净") and not beside:
            level = memory.opening(base) or level  # 专任教师 2932 人，新招聘 142 人，退休 56 人，净增 86 人
        if not name and last and self.from_base(head, base, memory):
            level = memory.level_of(last.whole or last.head, base.quantity)
            name = "" if level else last.head  # 获奖数比上年的 84 项增加 12 项
        if not name and not level and last and last.kind == "rank" and last.near(base):
            level = last  # 列第 4 位，较上年上升 2 位
        if not name and level and level.form == "share" and level.of and unit in PERCENT and verb in GROWN:
            level = level.of  # 升学 512 人，占 64%，增长 5.1%: a share would rise by points
        if not name and unit in PERCENT and last and last.kind == "change" and last.near(base):
            level = last.of or level  # 增加 1240 万元，增长 7.1%: of the same
        if what and not level and (near := memory.level_of("", base.quantity)) and name and near.head.endswith(name):
            name, level = "", near
        if not (name or level):
            return None
        if not name and memory.leader:  # 智能装备企业增长最快，增幅 28.3%
            of = GROUPED.sub("", level.head, count=1) if level else ""
            name = memory.leader + ("" if of.startswith(memory.leader) else of)
            return self.finish(replace(base, name=name, head=name, subset=True), verb)
        full = level.name if level and not name else self.namer.with_measure(name, None if unit in RELATIVE else unit)
        return self.finish(replace(base, name=full, head=level.head if level and not name else name, of=level), verb)

    def told_before(self, base: Reading, memory: Memory) -> Reading | None:
        """Return the change in a unit right before a rate of its sentence: 增加 19 家，增幅 11.3%."""
        last = memory.last
        near = last is not None and last.form == "change" and last.clause.sentence == base.clause.sentence
        return last if near and last and base.quantity.unit in RELATIVE and last.quantity.unit not in RELATIVE else None

    def finish(self, reading: Reading, verb: str) -> Reading:
        """Return ``reading`` with the kind and direction that unit and ``verb`` tell."""
        unit = reading.quantity.unit
        points = unit in PERCENT and is_rate(reading.name) and not verb.startswith(self.grammar.rates) and unit != "成"
        kind: FactKind = "change_rate" if unit in PERCENT | TIMES and not points else "change"
        quantity = pointwise(reading.quantity) if points else reading.quantity
        direction: Direction = "down" if verb in self.grammar.falls else "up"
        return replace(reading, quantity=quantity, kind=kind, direction=direction, form="change")
