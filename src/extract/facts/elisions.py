"""Numbers whose noun was told before: 其余 14 所分属…, 面向现代农业的 11 个, 29 所占地面积不足 40 亩."""

from __future__ import annotations

from msgspec.structs import replace

from extract.facts.naming import Namer
from extract.facts.parts import REST, PartReader
from extract.facts.phrases import PERCENT, Left, Memory, Reading, same_unit, unit_of
from extract.late import late
from extract.rules.grammar import MARK, Grammar, one_of

SCHOOLS = {"所": "学校", "家": "企业", "个": ""}
SCATTERED = late("的?(?:[分隶归]?属|归|[为是由]|分布|散布|主要|[皆都均全])")
TOOK = late("中[，]?[^，]{0,8}?(?:占据?|占有|有)")
FORM = "of"  # of a number behind 的; its ``whole`` is the noun


class ElisionReader:
    """Reads the numbers with neither a noun behind them nor one right before."""

    def __init__(self, grammar: Grammar, namer: Namer, parts: PartReader) -> None:
        self.grammar = grammar
        self.namer = namer
        self.parts = parts
        had = one_of((*grammar.roles, *grammar.averages, *grammar.measures, "占地", "设备", "图书", "校舍", "师资"))
        short = (*grammar.short_of, *grammar.short_or_all)
        self.lacking = late(f"[^，的{MARK}]{{0,10}}?(?:{had})(?:[仅尚还均仍都]|总体)*(?:{one_of(short)})", short)
        self.named = late("[均都全]?[为是](?P<what>[^，]{2,16})")
        self.noun = late(f"的(?P<noun>[^，的{MARK}]{{2,10}})$")

    def read(self, base: Reading, left: Left, behind: str, memory: Memory) -> list[Reading]:
        """Return the level of what was told before, nothing where the number has a noun of its own."""
        unit = unit_of(base)
        words = self.namer.strip_lead(left.text).removesuffix("的")
        if unit in PERCENT and words in REST and (said := self.named.fullmatch(behind)):
            return self.name(base, self.namer.shorten(said["what"]), "占比", FORM)  # 其余 2.2% 为参军及自主创业
        if unit is None or unit in PERCENT:
            return []
        if words in REST and SCATTERED.match(behind):
            return self.parts.read(base, words, memory)
        told = (level for level in reversed(memory.levels) if level.near(base))
        last = next((level for level in told if same_unit(level.quantity, base.quantity)), None)
        if placed := self.placed(base, left, behind):
            return self.name(base, "", placed, "rank")
        if not last:
            return []
        if unit in SCHOOLS and self.lacking.match(behind) and not self.namer.cues.owning.match(behind):
            noun = last.head if last.form in ("behind", "lacking") else SCHOOLS[unit]
            return self.name(base, "", noun, "lacking")
        return self.read_of(base, left, last) if left.text.endswith("的") and not behind else []

    def placed(self, base: Reading, left: Left, behind: str) -> str:
        """Return among the first how many somebody has so many: 总分前 100 名中我市占 13 名."""
        before = base.clause.text[: base.at].split(MARK)
        ranked = len(before) > 1 and before[-2].endswith("前") and TOOK.fullmatch(left.text + left.links)
        if not ranked or behind:
            return ""
        first = base.clause.numerals[len(before) - 2]
        unit = "".join(one.unit or "" for one in first.quantities[:1])
        return f"{self.namer.before(before[-2].removesuffix('前'))}前{first.text.removesuffix(unit)}{unit}"

    def read_of(self, base: Reading, left: Left, last: Reading) -> list[Reading]:
        """Return the level that goes on with the noun of the one before: …的专业点 92 个，面向现代农业的 11 个."""
        what = self.namer.before(left.text.removesuffix("的"))
        told = self.noun.search(self.namer.take_links(last.clause.text[: last.at]).text)
        among = last.head if base.clause.text.startswith("其中") else ""  # 产业学院 312 个，其中与企业共建的 74 个
        noun = last.whole if last.form == FORM else told["noun"] if told else among
        return self.name(base, what, noun, FORM) if what and not self.namer.is_attributive(what) else []

    def name(self, base: Reading, what: str, noun: str, form: str) -> list[Reading]:
        """Return ``base`` named ``what`` and ``noun``, nothing without the noun."""
        head = what + noun
        named = self.namer.with_measure(head, unit_of(base))
        return [replace(base, name=named, head=head, form=form, whole=noun, subset=True)] if noun else []
