"""Parts: a number named together with the whole before it: 省级 → 省级教学资源库数."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import PERCENT, STAFF, Memory, Reading, same_unit, unit_of
from extract.late import late
from extract.rules.grammar import MARK, Grammar

AREAS = frozenset({"亩", "平方米", "㎡", "公顷"})
PLACE = late("(?:县|市)外省内|(?:本|外)(?:省|市|县|地)|(?:省|市|县|区|校|州|境|国)(?:内|外)")
GRADE = late("(?:正高|副高|中|初|高)级?(?:及以[上下])?")
TITLES = ("职称", "学历", "学位")
AMONG = late("[中里](?:已|仅|只|共)?有$")  # between those counted and the number of some of them
FACULTIES = {"系": "教学系", "部": "教学部", "院": "二级学院"}  # of which a school is made up: 设 5 系 2 部
WORTH = ("总值", "总价值", "价值", "金额", "总额", "总金额")
REST = ("其他", "其它", "其余")
TAUGHT = ("教师", "教职工", "教职员工", "师资")

EACH_MEAN = late("平均每(?:[所个名位家])?(?P<who>学校|院校|校|班级?|学生|[生人户师]|教师)")
MEANS = {
    **dict.fromkeys(("学校", "院校", "校"), "校均"),
    **dict.fromkeys(("班", "班级"), "班均"),
    **dict.fromkeys(("学生", "生"), "生均"),
    **dict.fromkeys(("教师", "师"), "师均"),
    "人": "人均",
    "户": "户均",
}


class PartReader:
    """Reads the numbers whose words mean something only together with the level before them."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer

    def needs_whole(self, name: str) -> bool:
        """Tell whether ``name`` means something only together with the level before it."""
        grammar = self.grammar
        own = name in grammar.roles  # 班级
        return (self.namer.is_attributive(name) and not own) or name in (
            *grammar.dependent,
            *grammar.partial_verbs,
            *grammar.averages,
        )

    def read(self, base: Reading, name: str, memory: Memory) -> list[Reading]:
        """Return the level of a part, named together with the whole before it: 省级 → 省级教学资源库数."""
        base = self.in_unit_before(base, name, memory)
        unit = unit_of(base)
        if sibling := self.sibling(name, base, memory):
            last = memory.last
            form, whole = ("kind", last.whole) if last and last.form == "kind" else ("part", "")
            named = self.namer.with_measure(sibling, unit)
            return [replace(base, name=named, head=sibling, form=form, whole=whole)]
        level = self.whole_of(name, base, memory)
        if name in REST and level and level.form == "behind" and not memory.whole_of_rest(base):
            level = None  # 418 人到长三角地区，其余 174 人分布在其他省份
        head = level.base if level else ""
        if not (head or name) or (base.numeral.cls == "duration" and name not in self.grammar.averages):
            return []
        areas = {unit, level.quantity.canonical_unit if level else None} <= AREAS
        if name in self.grammar.averages and level and not (areas or same_unit(level.quantity, base.quantity)):
            return [replace(base, name=self.namer.with_measure(name, unit), head=name, form="part", subset=True)]
        if name in self.grammar.averages and level:
            mean = level.head.startswith(self.grammar.averages) or level.head.endswith(self.grammar.averages)
            of = self.meant(level.head) if mean else level.head if level.form == "extreme" else ""
            head = of if mean or of else head
            named = self.namer.with_measure(name + of, unit) if mean or of else name + level.name
            return [replace(base, name=named, head=name + head, form="part", whole=head)]
        some = memory.who not in STAFF and self.namer.is_attributive(name)
        among = name in self.grammar.dependent or some
        if among and memory.who and not memory.among:
            level, head = None, memory.who  # “双师型”教师中，认定总数 1893 名; 高级 2315 人
            base = replace(base, subset=True)
        full = head + name if name in self.grammar.dependent else self.namer.join(name, head)
        own = head if name in self.grammar.dependent else full
        named = self.namer.with_measure(full, unit)
        return [replace(base, name=named, head=own or name, form="part", whole=head)]

    def meant(self, head: str) -> str:
        """Return what the mean ``head`` is of, where it says so: 校均学生 150 人，班均 45 人."""
        lead = next((one for one in self.grammar.averages if head.startswith(one)), "")
        return head[len(lead) :] if lead else ""

    def chosen(self, base: Reading, behind: str, memory: Memory) -> Reading | None:
        """Return how many schools or firms of those counted last do something: 18 所学校中有 7 所公布…."""
        last, unit = memory.last, unit_of(base)
        among = last is not None and last.near(base) and unit in ("所", "家") and unit_of(last) == unit
        told = self.namer.done(behind) if AMONG.search(base.clause.text[: base.at]) else ""
        if not last or not among or not told or self.namer.cues.defining.match(told):
            return None
        name = told + last.head
        return replace(base, name=self.namer.with_measure(name, unit), head=name, form="behind", subset=True)

    def faculty(self, base: Reading, text: str, memory: Memory) -> str:
        """Return what of a school the number counts by its unit alone: 学院设有 7 系 2 部."""
        last, verb = memory.last, self.namer.cues.verb_end.search(text)
        begun = last is not None and last.form == "faculty" and last.clause is base.clause and text in ("", "、")
        opens = unit_of(base) == "系" and self.namer.is_holder(text[: verb.start()] if verb else text)
        return FACULTIES.get(unit_of(base) or "", "") if begun or opens else ""

    def in_unit_before(self, base: Reading, name: str, memory: Memory) -> Reading:
        """Return a bare number in the unit of what it is a part of: 教师 742 人（男 318，女 424）."""
        owner = memory.counted(base) if name and base.quantity.unit is None else None
        whole = owner is not None and owner.quantity.unit == owner.quantity.canonical_unit
        if not owner or not whole or owner.quantity.interval[0] != owner.quantity.interval[1]:
            return base
        value = base.quantity.value
        exact = (value, value) if base.quantity.decimals == 0 else base.quantity.interval
        return replace(
            base, quantity=replace(base.quantity, canonical_unit=owner.quantity.canonical_unit, interval=exact)
        )

    def sibling(self, name: str, base: Reading, memory: Memory) -> str:
        """Return the name of what differs from the level before in its last word: 升入本科 37 人、高职 475 人."""
        last = memory.last
        if not last or not last.near(base) or name not in self.grammar.attributives:
            return ""
        if last.form == "kind" and self.namer.measures(last.whole) and same_unit(last.quantity, base.quantity):
            return name + last.whole
        if (where := PLACE.match(last.head)) and PLACE.fullmatch(name) and where.end() < len(last.head):
            return name + last.head[where.end() :]  # 县内就业 402 人、省外 309 人
        if last.form != "before":
            return ""
        ends = (word for word in self.grammar.attributives if last.head.endswith(word) and len(word) == len(name))
        return next((last.head[: -len(word)] + name for word in ends if last.head != word), "")

    def whole_of(self, name: str, base: Reading, memory: Memory) -> Reading | None:
        """Return the level that the part ``name`` belongs to."""
        if name in self.grammar.averages:
            topic = memory.topic
            of = topic.of if topic and topic.kind == "change_rate" else None
            return of if of and same_unit(of.quantity, base.quantity) else topic  # 21.4 亿元，增长 15.7%，校均 0.4 亿元
        if name in self.grammar.share_nouns:
            return memory.topic
        beside = memory.last
        counted = beside is not None and beside.clause is base.clause and beside.kind == "level"
        if name in WORTH and beside and counted and not same_unit(beside.quantity, base.quantity):
            return beside  # 仪器设备 832 台（套）、总值 1260 万元
        if name in self.grammar.dependent:
            found = memory.same_again(base.quantity) or memory.whole_for(unit_of(base))
            if not (found and found.near(base)) and memory.topic and memory.topic.near(base):
                found = memory.topic
            found = found or memory.topic
            sized = found is not None and found.quantity.canonical_unit in AREAS
            return None if found and name.endswith(("投资", "产值")) and (sized or not found.near(base)) else found
        if name in self.grammar.learned:
            last = memory.last if base.clause.text.startswith("其中") else None
            others = last and last.near(base) and same_unit(last.quantity, base.quantity)
            return None if others and last and not last.base.endswith(TAUGHT) else memory.teachers()
        if name in REST and (whole := memory.whole_of_rest(base)):
            return whole
        if (
            (name.endswith(TITLES) or "岁" in name or GRADE.fullmatch(name))
            and not base.clause.inner
            and not base.clause.text.startswith("其中")
        ):
            return memory.staff() or memory.teachers()
        owner = memory.owner(base) if base.clause.inner and name else None
        if owner and (same_unit(owner.quantity, base.quantity) or base.quantity.unit is None):
            return owner
        last = memory.last
        if not name and last and base.clause.text == MARK and last.near(base) and memory.alone(base):
            return last  # 培训 46 期，8315 人次
        if not name and last and last.clause is base.clause and last.quantity.unit not in PERCENT:
            return last  # 订单班 12 个、420 人
        beside = memory.whole_for(unit_of(base))
        if beside and name in self.grammar.ranks and self.namer.cues.rank_word.match(self.namer.bare(beside.head)):
            return beside  # 国家级资源库 4 个、省级 57 个: no part of it
        away = last and not last.near(base) and base.quantity.unit in ("所", "家")  # 全省仅 5 所
        whole = memory.whole_for(unit_of(base), base.quantity if name else None, base.clause if name else None)
        return whole or (None if name or away else last)


def mean_of(name: str) -> str:
    """Return ``name``, in one word where it tells a mean: 平均每校 → 校均."""
    each = EACH_MEAN.fullmatch(name)
    return MEANS[each["who"]] if each else name
