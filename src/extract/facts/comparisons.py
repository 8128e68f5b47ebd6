"""Comparisons: a norm, an earlier value, the way to a mean or a target, a part of a plan, a value in brackets."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import (
    AVERAGES,
    PERCENT,
    PLACES,
    POINTS,
    RELATIVE,
    Direction,
    Left,
    Memory,
    Reading,
    same_unit,
    unit_of,
)
from extract.late import late
from extract.records import FactKind
from extract.rules.grammar import MARK, Grammar, one_of

KINDS = frozenset({"项", "部", "份", "套", "个", "条"})
TARGET = late("的?(?:[^，]{0,6})目标(?!任务)")
BESIDE = ("相比", "比较", "对比")
MEAN_OF = late("的?(?:平均|均值|水平)")
NORMS = ("标准", "要求", "的标准", "的要求", "底线")


class ComparisonReader:
    """Reads the numbers that something told before is compared with."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.namer = namer
        self.grammar = grammar
        self.gap = late(
            "(?P<name>.*?)(?P<gap>(?:高于|低于|高出|低出|超出|超过|多于|少于|优于|领先于?|落后于?)[^，]{0,12}?(?:平均|均值|水平|目标|标准|要求|线)|比[^，]{1,8}价格?(?:高|低|贵|便宜)出?)(?:值|数)?$"
        )
        self.lacking = late(
            "(?:(?:与|距|离|较|比)[^，]{0,8})?的?(?:标准|要求|目标)(?:相比|比较)?[仍尚还]?(?:有)?(?:相?差|差距|缺口)"
        )
        self.plan = late(
            "(?:超额)?完成(?:了|率为)?(?P<plan>[^，]{0,14}?(?:计划|规划投资|规划目标|目标任务|任务|目标|指标|预算)(?:数|总数|值|人数)?)的?$"
        )
        most = f"最[高低多少大小]的[^，的{MARK}]{{2,16}}"
        self.multiple = late("(?:是|为|相当于|达到?)(?P<whole>[^，]{1,14})的$")
        self.named_multiple = late("(?P<what>[^，]{2,}?)[仅只约近已]*(?:是|为|相当于|达到?)(?P<whole>[^，]{1,14}?)的")
        self.ends = late(f"(?:{most})(?:是|为|相当于|达到?|[与和比])(?:{most})(?:的|相差|高出?|多出?)")
        self.end_of = late(
            f"(?:是|为|相当于|与|和|比)?(?P<which>最[高低多少大小])的(?P<who>[^，的{MARK}]{{2,16}}?)(?:相差|高出?|多出?)?"
        )
        self.equal = late("(?:仅|只|已)?(?:是|为|相当于|达到?)(?P<whole>[^，]{1,12}?(?:平均水平|平均|均值|同期水平))的")
        self.multiple_too = late("、?(?P<whole>[^，]{1,10})的")  # 是甲地的 1.5 倍，乙地的 2.2 倍
        self.earlier_times = late("(?:是|为|相当于|达到?)(?:上一?[年届]度?|上一?学年|去年|前一年)(?:同期)?的")
        self.base_value = late(rf"[但而却]?(?:{one_of(grammar.comparers)})[^，比较]{{2,12}}(?:同期)?的$")
        turns = one_of((*grammar.rises, *grammar.falls))
        self.named_base = late(
            "(?P<name>[^，比较]{2,12})(?:比|较)(?:上一?[年届]度?|上一?学年|去年|前一年)(?:同期)?的?$"
        )
        self.earlier_bare = late(rf"(?:{one_of(grammar.comparers)})[^，比较]{{2,12}}$")
        self.beyond = late(f"(?:高于|低于|超过|多于|少于|优于)(?P<whom>{group_of(grammar)})的")
        self.others = late(f"(?:{one_of(grammar.comparers)})(?P<whom>{group_of(grammar)})")
        self.turning = late(f"(?:{turns})")
        self.above_others = late(
            "(?:(?:这一|该|此)[^，]{1,4}?)?(?:要|明显|略|远|大幅|均)*(?P<verb>高于|低于|高出|低出|优于)(?P<whom>[^，]{2,16})"
        )
        self.to_go = late("(?P<name>.*?)(?:距离?|离)(?P<rest>.*?)(?:达到?|提高到|提升到|实现)?")
        self.asked = late("的[^，]{0,6}(?:标准|要求|底线|目标(?!任务)|预期)")
        self.above = late("(?:优于|高于|低于|超过|达到|符合)(?:国家|[国省市部]定|[省市]|教育部|部颁)[^，]{0,8}的?$")
        self.keeps = late(
            "(?P<what>[^，]{2,16}?)[均都已]?(?:优于|高于|低于|大于|小于|超过|达到|符合|满足)(?:国家|国定|[省市部]定|教育部|部颁)[^，]{0,8}的?"
        )
        self.held = late(
            "(?:优于|高于|低于|符合|满足|超过|达到|未达到?|不及|[与距离较比](?:国家|全国|[国省市部]定?|教育部))$|^(?:距离?|离|与)$|(?:完成|实现)(?:国家|全国|[省市部]|“)[^，]{0,14}$|(?:超额|提前|如期|圆满)完成了?$"
        )
        self.norm = late(
            "(?:国家|国定|省|市定|部定|部颁|教育部|规定|要求|设置)[^，]{0,8}(?:(?P<asks>标准|要求)|(?:规定|设置|要求)的?)$|[国省市部]定的?$"
        )
        self.reference = late(
            f"(?:{one_of(grammar.comparers)}|高于|低于|超过)(?P<what>[^，{MARK}]{{2,20}}?)(?:高|低|多|少|增|减|提|下|上|{MARK}|$)"
        )
        self.before = late(
            "[略稍微远]?(?:高于|低于|高出|超过|超出|少于|多于|优于|好于|不及|高|低)(?:上一?届|上一?年度?|去年|上一?学年|(?:19|20)\\d\\d(?:[年届]|学年))(?:同期|水平)?"
        )
        self.earlier = late("[年届期]|上年|上届")

    def read(self, base: Reading, left: Left, behind: str, memory: Memory) -> Reading | None:
        """Return the reading of a number that is told in comparison, None for any other."""
        return (
            self.read_norm(base, left, behind, memory)
            or self.read_compared(base, left, behind, memory)
            or self.bound_of_some(base)
            or (self.read_bracketed(base, memory) if base.clause.inner and not (left.text or behind) else None)
        )

    def read_norm(self, base: Reading, left: Left, behind: str, memory: Memory) -> Reading | None:
        """Return the threshold of what was told before: 优于国家规定的 20:1 标准."""
        lead = "" if left.text else base.clause.lead  # 优于国家标准（20:1）
        if TARGET.match(behind) and (way := self.to_go.fullmatch(left.text)):
            name = self.namer.before(way["name"]) or (memory.last.head if memory.last else "")
            kind: FactKind = "share" if base.quantity.unit in PERCENT else "level"
            return replace(base, name=name, head=name, kind=kind, form="target", aspect="plan") if name else None
        if self.gap.fullmatch(left.text) and not behind.startswith(NORMS):
            return None
        named = None if self.counted(base, left) else self.norm.search(left.text or lead)
        if memory.last and self.asked.match(behind) and (left.bound or self.held.search(left.text + left.links)):
            return replace(base, name=memory.last.name, head=memory.last.head, kind="threshold", form="norm")
        if (kept := self.keeps.fullmatch(left.text)) and behind.startswith(("的", *NORMS)):
            what = self.namer.before(kept["what"])  # 生师比优于国家规定的 20:1 标准
            if self.namer.measures(what):
                return replace(base, name=what, head=what, kind="threshold", form="norm")
        last = memory.owner(base) if base.clause.inner else memory.last
        asked = named and (named["asks"] or behind.startswith(NORMS) or self.above.search(left.text))
        if not last or not asked:
            return None
        return replace(base, name=last.name, head=last.head, kind="threshold", form="norm")

    def bound_of_some(self, base: Reading) -> Reading | None:
        """Return the bound that some of those counted right before miss: 3 所学校生均图书低于 18 册."""
        first, *rest = base.clause.text[: base.at].split(MARK)
        short = self.namer.cues.short.search(rest[-1]) if rest else None
        counted = base.clause.numerals[len(rest) - 1].quantities if short else ()
        if not short or not counted or counted[0].canonical_unit not in PLACES:
            return None
        before = rest[-2] if len(rest) > 1 else first
        some = not before or (before.endswith(("有", "其中", "、", "等")) and not before.endswith(self.grammar.having))
        each = "均" in rest[-1]  # 生均, 班均
        if not (some or each or short.group().startswith(tuple(self.grammar.short_of))):
            return None
        owner = self.namer.cues.owning.match(rest[-1])
        what = self.namer.before(rest[-1][owner.end() if owner else 0 : short.start()])
        name = self.namer.with_measure(what, unit_of(base))
        return replace(base, name=name, head=what, kind="threshold", form="bound", subset=True)

    def counted(self, base: Reading, left: Left) -> bool:
        """Tell whether standards are what is counted: 参与制定国家职业技能标准 2 项."""
        return not left.links and base.quantity.unit in KINDS and left.text.endswith("标准")

    def read_compared(self, base: Reading, left: Left, behind: str, memory: Memory) -> Reading | None:
        """Return what is told in comparison: an earlier value, the way to a mean or a target, a part of a plan."""
        level = memory.last if memory.last and memory.last.near(base) else None
        if (
            level
            and level.form in ("norm", "target")
            and base.quantity.unit in RELATIVE
            and self.asked.fullmatch(left.text)
        ):
            return replace(
                base,
                name=f"{level.name}与{left.text[1:]}之差",
                head=level.head,
                kind="level",
                form="gap",
                aspect="actual",
            )
        if base.quantity.unit in PERCENT and level and level.aspect == "plan" and left.text == "的":
            return read_done(base, level.head)
        if base.quantity.unit in PERCENT and (plan := self.plan.search(left.text)):
            return read_done(base, self.namer.before(plan["plan"]))
        if level and self.lacking.fullmatch(left.text):
            return replace(
                base, name=f"{level.name}与标准之差", head=level.head, kind="level", form="gap", aspect="actual"
            )
        if gap := self.gap.fullmatch(left.text):
            level = None if self.namer.before(gap["name"]) else level
            what = self.namer.before(gap["name"]) or (level.name if level else "")
            return (
                replace(base, name=what + gap["gap"], kind="level", form="gap", aspect="actual", whole=what)
                if what
                else None
            )
        if not level and self.base_value.fullmatch(left.text):
            level = memory.before_parts(base) or memory.whole_for(
                base.quantity.unit
            )  # 在校生 9247 人。较上年的 8986 人增加 261 人
        if level and level.kind == "share" and self.base_value.fullmatch(left.text):
            level = memory.done_before(base) or level
        if level and level.name.startswith(AVERAGES) and self.base_value.fullmatch(left.text):
            level = memory.whole_for(base.quantity.unit)  # 在校生 1963 人，平均班额 40.9 人；与上年的 2117 人相比
        if (named := self.named_base.fullmatch(left.text)) and self.turning.match(behind):
            return self.read_named_base(base, named["name"], memory)
        if base.quantity.unit == "倍" and self.ends.fullmatch(left.text) and (of := self.parted(memory, base)):
            return replace(base, name=f"{of.name}最高与最低之比", head=of.head, kind="ratio", form="multiple")
        told = base.quantity.unit == "倍" or (base.quantity.unit in PERCENT and not left.links)
        named = self.named_multiple.fullmatch(left.text) if told else None
        if named and (what := self.namer.before(named["what"])):
            sort: FactKind = "ratio" if base.quantity.unit == "倍" else "share"
            return replace(base, name=f"{what}与{named['whole']}之比", head=what, kind=sort, form="multiple")
        too = self.multiple_too.fullmatch(left.text) if level and level.form == "multiple" else None
        if too and level and same_unit(level.quantity, base.quantity):
            return replace(
                base, name=f"{level.head}与{too['whole']}之比", head=level.head, kind=level.kind, form="multiple"
            )
        if not level and base.quantity.unit == "倍" and memory.topic and self.earlier_times.fullmatch(left.text):
            level = memory.topic  # 市一职校规模最大，是上年（5712 人）的 1.07 倍
        if base.quantity.unit in PERCENT and (equal := self.equal.fullmatch(left.text)):
            of = self.parted(memory, base)
            name = f"{of.name}与{equal['whole']}之比" if of else ""  # 相当于全国平均水平的 92.6%
            return replace(base, name=name, head=of.head, kind="share", form="multiple") if of else None
        if not level:
            return None
        beyond = self.beyond.fullmatch(left.text)
        if beyond and same_unit(level.quantity, base.quantity):
            return self.refer(base, level, beyond["whom"])  # 每万人 718 人，高于全市的 663 人
        if base.quantity.unit == "倍" and (multiple := self.multiple.fullmatch(left.text)):
            what = level.head if level.form == "multiple" else level.name
            name = f"{what}与{multiple['whole']}之比"
            return replace(base, name=name, head=level.head, kind="ratio", form="multiple")
        if (above := self.above_others.fullmatch(left.text)) and MEAN_OF.match(behind):
            return self.refer(base, level, above["whom"])
        if above and base.quantity.unit in RELATIVE:
            return self.read_above(base, level, above["verb"])
        bare = self.earlier_bare.fullmatch(left.text) and self.turning.match(behind) and not left.links
        bare = bare or (self.earlier_bare.fullmatch(left.text) and behind.startswith(BESIDE))
        others = self.others.fullmatch(left.text) if bare else None
        if others and same_unit(level.quantity, base.quantity):
            return self.refer(base, level, others["whom"])
        if (bare or self.base_value.fullmatch(left.text)) and same_unit(level.quantity, base.quantity):
            return replace(base, name=level.name, head=level.head, kind=level.kind, form="from")
        return None

    def refer(self, base: Reading, level: Reading, whom: str) -> Reading:
        """Return the value of others that ``level`` is compared with: 流失率 2.4%，低于民办中职 3.9% 的平均水平."""
        name = whom.removesuffix("水平").removesuffix("平均") + level.name
        return replace(base, name=name, head=name, kind=level.kind, form="reference", whole=level.head, subset=True)

    def parted(self, memory: Memory, base: Reading) -> Reading | None:
        """Return the level that the sentence goes on to tell the ends of."""
        told = (one for one in reversed(memory.levels) if one.near(base) and not one.clause.inner)
        return next((one for one in told if one.kind in ("level", "share") and one.form != "multiple"), None)

    def read_named_base(self, base: Reading, name: str, memory: Memory) -> Reading | None:
        """Return the earlier value of what is named with it: 获奖数比上年的 84 项增加 12 项."""
        what = self.namer.before(name)
        level = memory.level_of(what, base.quantity) if what else None
        told = level.name if level else self.namer.with_measure(what, unit_of(base))
        return replace(base, name=told, head=level.head if level else what, form="from") if what else None

    def read_above(self, base: Reading, level: Reading, verb: str) -> Reading:
        """Return by how much a level is above that of others: 平均年薪 7.2 万元，高于同岗人员 8.6%."""
        points = base.quantity.unit in POINTS
        direction: Direction = "down" if verb.startswith("低") else "up"
        return replace(
            base,
            name=level.name,
            head=level.head,
            kind="change" if points else "change_rate",
            form="above",
            of=level,
            direction=direction,
        )

    def read_bracketed(self, base: Reading, memory: Memory) -> Reading | None:
        """Return what a number alone in brackets tells of the number before them: a share, or a value to compare."""
        owner = None if base.clause.lead else memory.owner(base)
        if base.quantity.unit in PERCENT and owner and owner.quantity.unit not in PERCENT:
            return replace(base, name=f"{owner.head}占比", head=owner.head, kind="share", form="share", of=owner)
        end = self.end_of.fullmatch(base.clause.lead)
        if end and (of := self.parted(memory, base)) and same_unit(of.quantity, base.quantity):
            own = end["who"] in self.namer.entities  # 最高的文渡市（2.1 万元）是最低的安岭市（1.1 万元）的 1.9 倍
            name = of.name if own else end["which"] + of.name
            return replace(base, name=name, head=of.head, kind=of.kind, form="extreme", subset=not own)
        above = self.above_others.search(base.clause.lead)
        if above and above.end() == len(base.clause.lead) and base.quantity.unit is not None:
            told = (
                one for one in reversed(memory.levels) if one.form != "gap" and same_unit(one.quantity, base.quantity)
            )
            if (level := next(told, None)) and level.near(base) and not self.earlier.search(above["whom"]):
                return self.refer(base, level, above["whom"])  # 高出全校平均（51.3%）13.5 个百分点
        last = memory.last
        if last and base.clause.lead.endswith(last.head) and last.kind == "change":
            return None  # 甲类学校占比（18.3%）比乙类学校（33.6%）低 15.3 个百分点: the level itself
        other = self.reference.fullmatch(base.clause.lead)
        if last and other and last.near(base) and last.clause.inner and same_unit(last.quantity, base.quantity):
            return self.refer(base, last, other["what"])
        if last and last.form == "multiple" and last.near(base) and self.multiple.fullmatch(base.clause.lead + "的"):
            named = self.namer.with_measure(last.head, unit_of(base))  # 是上年（5712 人）的 1.07 倍
            return replace(base, name=named, head=last.head, form="from")
        beside = last is not None and last.near(base) and same_unit(last.quantity, base.quantity)
        if last and beside and self.before.fullmatch(base.clause.lead):
            kind = last.of.kind if last.of else last.kind
            return replace(base, name=last.name, head=last.head, kind=kind, form="from")
        reference = self.reference.search(last.clause.text) if last and last.kind == "change" else None
        if last and reference and not self.earlier.search(reference["what"]):
            if reference["what"].endswith(NORMS):
                return replace(base, name=last.name, head=last.head, kind="threshold", form="norm")
            what = reference["what"].removesuffix("水平").removesuffix("平均")
            share: FactKind = "share" if base.quantity.unit in PERCENT else base.kind
            return replace(base, name=what + last.name, head=last.head, kind=share, form="reference")
        return None


def group_of(grammar: Grammar) -> str:
    """Return a pattern for others than those told of, with whom they are compared: 普通班, 全国师范类高职."""
    early = one_of((*grammar.earlier_words,))
    return f"(?:(?!{early})[^，{MARK}]){{0,14}}?(?:{one_of(grammar.groups)})(?:平均|水平|均值)*"


def read_done(base: Reading, plan: str) -> Reading:
    """Return the share of ``plan`` that was carried out."""
    return replace(base, name=f"{plan}完成比例", head=plan, kind="share", form="plan", aspect="actual")
