"""Shares and ratios: 占 42%, 8.8:43.5:47.7."""

from __future__ import annotations

import regex
from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import PERCENT, Left, Memory, Reading, same_unit
from extract.late import late
from extract.records import FactKind
from extract.rules.grammar import MARK, Grammar, one_of

KINDS = late("(?:教育|阶段)(?:招生|在校生|毕业生)(?:总?数|人数|规模)?的?$")  # of which a kind of schools has a share
LONG_ENOUGH = 4  # characters of a name that says what a share is of


class ShareReader:
    """Reads the share that 占… tells, and ratios of several parts."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        noun = f"(?P<noun>{one_of(grammar.share_nouns)})?"
        self.share = late(
            f"(?P<part>.*?)(?:{one_of(grammar.shares)})(?!比[例重]?[^例重]|有率)(?P<whole>[^占]{{0,30}}?)的?{noun}比?$"
        )
        self.again = late(f"(?<=.{{2}})的?(?:{one_of(grammar.share_nouns)})$")  # 大专以上学历的比例占 36%
        self.base_value = late(f"(?:{one_of(grammar.comparers)})[^，比较]{{2,12}}的")  # 较 2023 年的 3.6:6.4
        self.all_of = late("占(?P<whole>全[校院市县区省州])")
        self.origin = late("[由从自][^由从自]{0,12}$")
        self.ratio_end = late("的?(?:之比|比例|配比|占比|比)[为约]*$")
        self.all_told = late("(?:以上|上述)?[两二三四五六](?:者|类|项)")
        self.opposed = regex.compile(
            "(?P<one>[^与和、：:]{1,8})[与和、：:](?P<other>[^与和、：:]{1,8}?)(?:学时|课时|人数|经费)?的?(?:之比|比例|配比|占比|比)"
            "|(?P<one>[职普公民男女专兼城乡])(?P<other>[职普公民男女专兼城乡])[^与和、]{0,6}比"
        )

    def read(self, base: Reading, left: Left, memory: Memory) -> Reading | None:
        """Return the share that 占… tells."""
        match = self.share.search(left.text + ("占" if left.links.startswith("约占") else ""))
        if not match:
            return None
        part = "" if match["part"] == "所" or self.namer.is_holder(match["part"]) else self.namer.before(match["part"])
        if not part and self.namer.is_holder(match["part"]) and KINDS.search(match["whole"]):
            part = self.namer.strip_lead(match["part"])  # 中等职业教育占高中阶段教育招生的比例
        part = self.again.sub("", part)
        if not part and memory.label and not self.namer.measures(memory.label):
            part = memory.label  # 生源以本省为主，占 87.9%
        if match["part"].endswith("的"):
            part = self.namer.shorten(self.namer.strip_front(match["part"]))  # 取得资格证的占: who did
        whole = self.namer.strip_front(match["whole"]) or match["whole"]
        owner = memory.owner(base) if base.clause.inner else None
        topic = memory.named(part, base.clause.sentence) if part else owner or memory.divided_topic(base)
        head = part or (topic.head if topic and len(topic.head) >= LONG_ENOUGH else topic.name if topic else "")
        if not part and topic and topic.form == "change" and "新增" in topic.clause.text:
            head = f"新增{head}"  # 设备总值 2.27 亿元, 当年新增 1866 万元, 占 9.0%
        bounded = part and self.namer.cues.bounded.fullmatch(part)
        of = memory.topic
        if bounded and of and of.near(base) and (of.quantity.canonical_unit or MARK) in part:
            head = of.head.removeprefix("平均").removesuffix("平均") + part  # 月薪 2780 元，其中 3000 元以上的占 36.5%
        name = f"{head}占{whole}{match['noun'] or '比例'}" if whole else f"{head}占比"
        kind: FactKind = "threshold" if left.bound or base.numeral.cls == "threshold" else "share"  # 教师占比 ≥35%
        return replace(base, name=name, head=head, kind=kind, form="share", of=topic, whole=whole)

    def read_whole(self, base: Reading, left: Left, behind: str, memory: Memory) -> Reading | None:
        """Return the count of all, and the share of it: 涉农专业在校生 5028 人，占全校 11462 人的 43.9%."""
        last, topic = memory.last, memory.topic
        if last and last.form == "whole" and left.text == "的" and base.quantity.unit in PERCENT:
            head = last.of.head if last.of else last.head
            return replace(base, name=f"{head}占{last.whole}比例", head=head, kind="share", form="share", of=last.of)
        told = self.all_of.fullmatch(left.text) if behind == "的" else None
        if not told or not topic or not topic.near(base) or not same_unit(topic.quantity, base.quantity):
            return None
        role = max((role for role in self.grammar.roles if topic.head.endswith(role)), key=len, default="")
        name = self.namer.with_measure(role, topic.quantity.canonical_unit)
        return replace(base, name=name, head=role, form="whole", of=topic, whole=told["whole"]) if role else None

    def told_again(self, base: Reading, memory: Memory) -> str:
        """Return the name of the ratio told last or of the clause before, for one without a name."""
        last = memory.last if memory.last and memory.last.numeral.cls == "ratio" and base.near(memory.last) else None
        return last.head if last else memory.label

    def read_series(self, base: Reading, left: Left, memory: Memory, *, earlier: bool) -> list[Reading]:
        """Return a reading for each part of a ratio of several shares; ``earlier``: it is what something rose from."""
        origin = self.origin.search(left.text) if earlier else self.base_value.fullmatch(left.text)
        head = self.namer.before(left.text[: origin.start()] if origin else left.text)
        head = head or self.told_again(base, memory)
        form = "from" if origin else "series"
        count = len(base.numeral.quantities)
        among = self.listed(head, count) or self.pair(head)
        if self.all_told.match(head) and (told := memory.lasting(count)):
            among = tuple(level.head for level in told)  # 三者之比为 3.8:3.3:2.9
        names = next((parts for word, parts in self.grammar.series.items() if word in head), among)
        parts = [*names, *(f"第{number}项" for number in range(len(names) + 1, len(base.numeral.quantities) + 1))]
        return [
            replace(base, quantity=quantity, name=f"{head}（{part}）", head=head, kind="ratio", form=form)
            for quantity, part in zip(base.numeral.quantities, parts, strict=False)
            if head
        ]

    def listed(self, head: str, count: int) -> tuple[str, ...]:
        """Return the ``count`` parts that ``head`` names one by one: 高级、中级、初级的比例."""
        parts = self.namer.cues.joint.split(self.ratio_end.sub("", head))
        return tuple(parts) if len(parts) == count > 2 else ()

    def pair(self, head: str) -> tuple[str, ...]:
        """Return the two parts that ``head`` sets against each other: 职普比 → 职, 普."""
        match = self.opposed.search(head)
        return (match["one"], match["other"]) if match else ()
