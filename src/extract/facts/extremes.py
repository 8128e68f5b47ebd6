"""The ends of what is counted or measured: 平均月薪 4500 元，最高 8000 元; 拨款标准最高的达 6000 元，最低的 2400 元."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.phrases import PERCENT, WHOLE_KINDS, Direction, Left, Memory, Reading, same_unit, unit_of
from extract.late import late
from extract.rules.grammar import MARK, Grammar, one_of


class ExtremeReader:
    """Reads the highest and the lowest of something."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.namer = namer
        which = f"(?P<which>{one_of(grammar.extremes)})"
        self.extreme = late(f"{which}的?(?:{one_of(grammar.links)})*", grammar.extremes)
        self.falls = grammar.falls
        verb = f"(?P<verb>{one_of((*grammar.rises, *grammar.falls))})"
        self.led = late(
            f"(?:其中)?(?P<what>[^，]{{0,14}}?){verb}最[快大多高]的(?:[^，]{{0,6}})?[是为](?P<who>[^，]{{2,20}})"
        )
        self.most = late(f"(?P<what>.{{2,}}?){which}")

    def read(self, base: Reading, left: Left, memory: Memory) -> Reading | None:
        """Return one end of what was told before: 最高 8000 元, 最低的 2400 元."""
        match = self.extreme.fullmatch(self.namer.strip_lead(left.text) + left.links)
        if match and memory.label and self.namer.measures(memory.label):
            return self.make(base, match["which"], memory.label, base)  # 班额方面，最大的 54 人
        last = memory.last if match else None
        if last and not same_unit(last.quantity, base.quantity) and base.numeral.cls != "duration":
            told = (level for level in reversed(memory.levels) if level.near(base) and level.kind == "level")
            last = next((level for level in told if same_unit(level.quantity, base.quantity)), None)
        if not match or not last or not last.near(base) or last.kind not in WHOLE_KINDS:
            return None
        if base.numeral.cls != "duration" and not same_unit(last.quantity, base.quantity):
            return None
        other = self.extreme.match(last.head)
        head = last.head[other.end() :] if other else last.head  # 最高个人奖励 2.8 万元，最低 500 元
        return self.make(base, match["which"], head, last)

    def grown(self, base: Reading) -> Reading | None:
        """Return by how much what grew most did, told in brackets: 招生增长最快的是装备制造大类（18.3%）."""
        led = self.led.fullmatch(base.clause.lead) if base.clause.inner and base.quantity.unit in PERCENT else None
        if not led or base.clause.text != MARK:
            return None
        name = self.namer.shorten(led["who"]) + self.namer.before(led["what"])
        direction: Direction = "down" if led["verb"] in self.falls else "up"
        return replace(base, name=name, head=name, kind="change_rate", direction=direction, form="extreme", subset=True)

    def named(self, name: str, base: Reading) -> Reading | None:
        """Return the end of what ``name`` itself says: 班额最大 52 人."""
        most = self.most.fullmatch(name)
        told = most and self.namer.measures(most["what"])
        return self.make(base, most["which"], most["what"], base) if most and told else None

    def make(self, base: Reading, which: str, head: str, like: Reading) -> Reading:
        """Return the end ``which`` of ``head``, of the kind of ``like``."""
        name = which + self.namer.with_measure(head, unit_of(base))
        return replace(base, name=name, head=head, kind=like.kind, form="extreme", subset=True)
