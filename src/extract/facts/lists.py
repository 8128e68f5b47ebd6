"""Lists: 甲、乙分别为 A、B; the names before, the numbers behind."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from extract.facts.changes import ChangeReader
from extract.facts.comparisons import read_done
from extract.facts.levels import LevelReader
from extract.facts.naming import Namer
from extract.facts.phrases import PERCENT, POINTS, SIGNS, Memory, Reading, same_unit
from extract.late import late
from extract.numerals.model import Quantity
from extract.records import Hedge
from extract.rules.clauses import Clause
from extract.rules.grammar import MARK, Grammar, one_of

BOUND = late("(?:超过?|突破|高于|逾|不低于|不少于|不足|不到|低于)$")  # before the first number of a row
OF_WHOM = late("(?:招生|在校生|毕业生|专任教师|教职工)$")
SHARE_OF = late(
    "(?:招生|在校生|毕业生|专任教师|教职工)(?:总?数|人数)?(?P<tail>(?:占[^，占]{2,14}?)?的?(?:比例|比重|占比))"
)
NORMS = ("标准", "要求", "底线")
DONE = late("[已均]?(?:完成了?(?:年度)?(?:目标|计划|任务)?|(?:达到|实现)了?(?:目标|计划|任务))(?:任务|值|数)?的?")
NUMERALS = "一二三四五六七八九十"
PLACES = ("村", "县", "区", "市", "镇", "乡")
LONGEST_OWN = 7  # characters of 省部级及以上 and one more
COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}


class ListReader:
    """Reads clauses whose names and numbers stand in two rows."""

    def __init__(self, grammar: Grammar, namer: Namer, changes: ChangeReader, levels: LevelReader) -> None:
        self.grammar = grammar
        self.namer = namer
        self.changes = changes
        self.levels = levels
        self.between = late(f"(?:{one_of(('约', '近'))})?(?:、|以及|[和及与])(?:{one_of(('约', '近'))})?")
        turn = one_of((*grammar.rises, *grammar.falls))
        rates = one_of(grammar.rates)
        compared = f"(?:{one_of(grammar.comparisons)}|(?:{one_of(grammar.comparers)})[^，]{{1,8}}?)"
        self.rated = late(f"(?:[{NUMERALS}两\\d]+[类种项者]|{MARK})?的?(?:{compared})?的?(?P<verb>{rates})")
        self.from_before = late("[由从](?:[^，、]{1,10}的)?")
        self.turned = late(f"(?:、|以及|[和及与])?(?:(?P<verb>{turn})(?:了|约|近)*|(?P<sign>{one_of(SIGNS)}))?")
        self.opening = late(f"(?:{one_of(grammar.row_words)})")
        self.recent = late(f"(?:最?近|过去|连续)(?P<count>[{NUMERALS}两\\d])[年届](?:来|间)?")
        self.years = late(r"(?P<first>20\d\d)年?[-—–~～至到](?P<last>20\d\d)年?(?:间|期间)?")
        self.year = late(r"20\d\d(?=年)")
        self.summed = late(f"(?P<own>.{{2,}}?)[{NUMERALS}两](?:大类|类|大|个)(?P<tail>.+)")
        self.rate = late("[^，、]{2,3}率")
        self.whole = late(f"^(?:{one_of(grammar.shares)})(?P<whole>[^，]{{0,14}}?)的?$")
        self.portions = late(
            f"(?:(?:[{NUMERALS}两\\d]+[类种项者地市州县区校]|{MARK}|各[^，]{{1,2}})[^，]{{0,4}}?)?(?:{one_of(grammar.share_nouns)})"
        )
        self.above = late(f"(?:上述|以上|前述|这)(?:{MARK}|[{NUMERALS}两\\d]+[类种项者个])?(?:指标|数据|比率)?")
        self.place = late("[^，]{1,6}?(?P<kind>[村县区市镇乡])(?P<tail>[^，]{2,})")
        self.programme = late("[^，]{2,8}?(?P<tail>专业[^，]{2,})")
        self.aimed = late("(?:面向|针对|[对向为])(?=[^，]{2})")
        self.deed = late(f"(?:累计|共)?(?:{one_of(grammar.deeds)})了?(?=.{{2}})")
        self.tail = late(f"(?:{one_of(grammar.shared_tails)})$")

    def read(self, bases: list[Reading], clause: Clause, memory: Memory) -> list[Reading]:
        """Return the readings of ``clause``, nothing where it is no such list."""
        marks = clause.marks
        if len(bases) > 2 and self.counts(bases, clause):
            bases, marks = bases[1:], marks[1:]
        gaps = [clause.text[a + 1 : b] for a, b in pairwise(marks)]
        if len(marks) > 1 and (turned := self.read_turns(bases, clause, gaps, memory)):
            return memory.keep(turned)
        if len(marks) in (4, 6) and (moved := self.read_moves(bases, clause, gaps, memory)):
            return memory.keep(moved)
        if len(marks) < 2 or any(not self.between.fullmatch(gap) for gap in gaps):
            return []
        before, behind = self.part(clause.text[: marks[0]], len(marks), memory)
        if before is None:
            return []
        if (aimed := self.aimed.match(before)) and (deed := self.deed.match(behind)):
            before, behind = before[aimed.end() :], behind[deed.end() :]  # 面向职工、农民分别开展培训
        names = self.spread(before, len(marks))
        recent = self.recent.search(before) or self.years.search(before)
        if not names and len(marks) == COUNTS.get(self.span_of(recent.group()) if recent else memory.span):
            names = [before[: recent.start()] + before[recent.end() :] if recent else before] * len(marks)
            bases = [replace(base, ago=len(marks) - 1 - at) for at, base in enumerate(bases)]
        if not names:
            again = self.read_again(bases, before, behind, memory) or self.read_portions(bases, before, behind, memory)
            again = again or self.read_measures(bases, before, memory)
            again = again or self.read_norms(bases, clause, memory) or self.read_done(bases, behind, memory)
            return memory.keep(again or self.read_above(bases, before, memory))
        last = bases[-1].quantity.unit
        bases = [in_points(base, last) for base in shared_bound(bases, behind)]
        readings: list[Reading] = []
        periods = self.periods(before, len(marks))
        memory.span = self.row_of(before) or memory.span
        for base, name, told in zip(bases, names, periods, strict=False):
            change = self.changes.read(base, name + behind, "", memory)
            found = [change] if change else self.levels.read(base, self.namer.take_links(name + behind), "", memory)[0]
            readings += [replace(one, form=one.form if one.form == "share" else "list", told=told) for one in found]
        return memory.keep(readings)

    def span_of(self, text: str) -> str:
        """Return for how many years a clause that names nothing else sets a row: 近三年，, 2022—2024 年，."""
        if recent := self.recent.fullmatch(text):
            return recent["count"]
        years = self.years.fullmatch(text)
        return str(int(years["last"]) - int(years["first"]) + 1) if years else ""

    def row_of(self, before: str) -> str:
        """Return for how many years a row goes on, so that the next one in its sentence is of the same years."""
        if recent := self.recent.search(before):
            return recent["count"]
        years = [int(year) for year in self.year.findall(before)]
        ascending = len(years) > 1 and years == list(range(years[0], years[0] + len(years)))
        return str(len(years)) if ascending else ""

    def counts(self, bases: list[Reading], clause: Clause) -> bool:
        """Tell whether the first number only says how many there are in the row: 三类占比依次为 A、B、C."""
        first = bases[0]
        counted = first.numeral.script == "chinese" and first.quantity.value == len(bases) - 1
        return counted and self.opening.search(clause.text[: clause.marks[1]]) is not None

    def part(self, text: str, count: int, memory: Memory) -> tuple[str | None, str]:
        """Return what stands before and behind 分别, or the names where there are as many of them; None for no row."""
        if opening := self.opening.search(text):
            return text[: opening.start()], text[opening.end() :]
        left = self.namer.take_links(text)
        if len([part for part in self.namer.cues.joint.split(left.text) if part]) == count and left.links:
            return left.text, left.links
        apart = [part for part in left.text.split("、") if part]
        if len(apart) == count > 2 and self.tail.search(apart[-1]) and not any(map(self.tail.search, apart[:-1])):
            return left.text, left.links  # 中级工、高级工、技师通过率 96.3%、92.7%、81.4%
        if left.text and COUNTS.get(memory.span) == count and not self.namer.cues.joint.search(left.text):
            return left.text, left.links  # 近三年转专业率分别为 A、B、C，退学率 D、E、F
        last = memory.last
        again = self.changes.at_end.fullmatch(text) is not None and last is not None and last.form in ("list", "change")
        return ("", text) if again else (None, "")

    def read_turns(self, bases: list[Reading], clause: Clause, gaps: list[str], memory: Memory) -> list[Reading]:
        """Return the changes of the last levels where not all went one way: 分别增长 3.2%、5.4% 和下降 11.7%."""
        before = clause.text[: clause.marks[0]]
        opening, first = self.opening.search(before), self.changes.at_end.search(before)
        turns = [self.turned.fullmatch(gap) for gap in gaps]
        if not (opening and first and all(turns)) or not any(turn and turn.lastgroup for turn in turns):
            return []
        if self.namer.strip_front(self.changes.changed(before[: opening.start()])):
            return []
        levels, verb, found = memory.lasting(len(bases)), first["verb"], []
        for base, level, turn in zip(bases, levels, [None, *turns], strict=False):
            verb = (turn and turn["verb"]) or verb
            told = SIGNS[turn["sign"]] if turn and turn["sign"] else verb
            found.append(self.changes.finish(replace(base, name=level.name, head=level.head, of=level), told))
        return found

    def read_moves(self, bases: list[Reading], clause: Clause, gaps: list[str], memory: Memory) -> list[Reading]:
        """Return what each of a row came from and to: 甲、乙分别由 a 和 b 上升为 c 和 d."""
        half = len(bases) // 2
        opening = self.opening.search(clause.text[: clause.marks[0]])
        turned = self.changes.turned.fullmatch(gaps[half - 1])
        rows = gaps[: half - 1] + gaps[half:]
        if not (opening and turned and all(map(self.between.fullmatch, rows))):
            return []
        if not self.from_before.fullmatch(clause.text, opening.end(), clause.marks[0]):
            return []
        names = self.spread(clause.text[: opening.start()], half)
        found: list[Reading] = []
        for place, base in enumerate(bases if names else []):
            told = self.levels.read(base, self.namer.take_links(names[place % half]), "", memory)[0]
            found += [replace(one, form="from" if place < half else "list") for one in told]
        return found

    def read_again(self, bases: list[Reading], before: str, behind: str, memory: Memory) -> list[Reading]:
        """Return the changes of the last levels, one each: 分别比上年提高 0.2 个和 0.8 个百分点."""
        turn = self.rated.fullmatch(before) or self.changes.at_end.search(behind)
        levels = memory.lasting(len(bases))
        if not turn or not levels:
            return []
        unit = bases[-1].quantity.unit
        again = [
            self.changes.finish(
                replace(in_points(base, unit), name=level.name, head=level.head, of=level), turn["verb"]
            )
            for base, level in zip(bases, levels, strict=True)
        ]
        years = len({level.head for level in levels}) == 1  # 2021 年 A，2022 年 B，分别增长 6.5%、7.7%
        return [replace(change, form="years") for change in again] if years else again

    def read_portions(self, bases: list[Reading], before: str, behind: str, memory: Memory) -> list[Reading]:
        """Return the shares of the last levels, one each: 专科 120 人、本科 340 人，分别占 26.1%、73.9%."""
        levels = memory.lasting(len(bases))
        whole = self.whole.search(behind)
        own = self.namer.strip_front(before)
        told = whole or self.portions.fullmatch(own)
        if whole and own and not self.portions.fullmatch(own + "占比"):
            named = [replace(base, name=f"{own}占比", head=own, kind="share", form="share") for base in bases]
            return named if all(base.quantity.unit in PERCENT for base in bases) else []  # 出资分别占 49% 和 35%
        if not told or not levels or any(base.quantity.unit not in PERCENT for base in bases):
            return []
        if any(not level.near(bases[0]) or level.quantity.unit in PERCENT for level in levels):
            return []
        of = f"占{whole['whole']}比例" if whole and whole["whole"] else "占比"
        return [
            replace(base, name=level.head + of, head=level.head, kind="share", form="share", of=level)
            for base, level in zip(bases, levels, strict=True)
        ]

    def read_norms(self, bases: list[Reading], clause: Clause, memory: Memory) -> list[Reading]:
        """Return what is asked of the last levels, one each: 均优于省定标准（分别为 33 平方米、4500 元）."""
        levels = memory.lasting(len(bases)) if clause.inner and clause.lead.endswith(NORMS) else []
        same = all(same_unit(level.quantity, base.quantity) for base, level in zip(bases, levels, strict=False))
        told = zip(bases, levels, strict=True) if levels and same else ()
        return [replace(base, name=one.name, head=one.head, kind="threshold", form="norm") for base, one in told]

    def read_measures(self, bases: list[Reading], before: str, memory: Memory) -> list[Reading]:
        """Return a measure of each of those told last: 甲奖 9 人、乙奖 352 人，金额分别为 7.2 万、176 万元."""
        measure = self.namer.strip_front(before)
        known = measure in (*self.grammar.paid, *self.grammar.dependent)
        levels = memory.lasting(len(bases)) if known or self.rate.fullmatch(measure) else []
        if not known and (len({id(level.clause) for level in levels}) != 1 or len(levels[0].clause.marks) < len(bases)):
            return []  # 高级工 214 人、技师 38 人，合格率分别为 81.4%、69.1%
        if any(not level.near(bases[0]) or same_unit(level.quantity, bases[0].quantity) for level in levels):
            return []
        heads = [level.head + measure for level in levels]
        shares = all(base.quantity.unit in PERCENT for base in bases)
        return [
            replace(base, name=head, head=head, kind="share" if shares else base.kind, form="list")
            for base, head in zip(bases, heads, strict=False)
        ]

    def read_done(self, bases: list[Reading], behind: str, memory: Memory) -> list[Reading]:
        """Return how much of each aim told last was reached: 目前分别完成 88.8% 和 86.0%."""
        levels = memory.lasting(len(bases)) if DONE.fullmatch(behind) else []
        if any(base.quantity.unit not in PERCENT for base in bases):
            return []
        return [
            replace(read_done(base, level.head), subset=True) for base, level in zip(bases, levels, strict=bool(levels))
        ]

    def read_above(self, bases: list[Reading], before: str, memory: Memory) -> list[Reading]:
        """Return the last levels told again, one each: 2017 年上述五项依次为 A、B、C、D、E."""
        levels = memory.lasting(len(bases)) if self.above.fullmatch(self.namer.strip_lead(before)) else []
        same = all(level.quantity.unit == base.quantity.unit for base, level in zip(bases, levels, strict=False))
        told = zip(bases, levels, strict=True) if levels and same else ()
        return [replace(base, name=one.name, head=one.head, kind=one.kind, form="list") for base, one in told]

    def spread(self, before: str, count: int) -> list[str]:
        """Return the ``count`` names of a row, each with what stands only before the first or behind the last."""
        parts = [part for part in self.namer.cues.joint.split(before) if part]
        if len(parts) < count:
            return []
        if len(parts) > count == len(apart := before.split("、")) > 2:
            parts = apart  # 装备制造、电子与信息、财经商贸
        parts = parts[len(parts) - count :]
        if all(map(self.namer.is_bearer, parts[:-1])):
            return [self.namer.strip_front(parts[-1])] * count
        parts[0] = self.namer.strip_front(parts[0])
        front, tail = self.shared(parts)
        return [
            ("" if number == 0 else front) + part + ("" if number == count - 1 else tail)
            for number, part in enumerate(parts)
        ]

    def periods(self, before: str, count: int) -> list[int | None]:
        """Return where the periods of a row end (2022 年、2023 年在校生), None for each name of any other row."""
        ends = [match.start() for match in self.namer.cues.joint.finditer(before)]
        parts = [part for part in self.namer.cues.joint.split(before) if part]
        if len(parts) != count or len(ends) != count - 1 or any(self.namer.strip_lead(part) for part in parts[:-1]):
            return [None] * count
        return [*ends, len(before)]

    def shared(self, parts: list[str]) -> tuple[str, str]:
        """Return what all of ``parts`` share but only the first and the last of them print."""
        if summed := self.summed.fullmatch(parts[-1]):
            parts[-1] = summed["own"] + summed["tail"]
            return "", summed["tail"]
        if bands := self.bands(parts):
            return bands
        labels = [self.namer.is_attributive(part) for part in parts]
        if all(labels[:-1]) and not labels[-1] and (own := self.own_label(parts)):
            return "", parts[-1][own:]
        if len(parts) > 2 and len({len(part) for part in parts[1:-1]}) == 1:
            size = len(parts[1])
            first, last = parts[0], parts[-1]
            if (
                len(first) >= size
                and len(last) > size
                and alike(parts[1], first[-size:])
                and alike(parts[1], last[:size])
            ):
                return first[: len(first) - size], last[size:]
        counted = SHARE_OF.fullmatch(parts[-1]) if len(parts) == 2 else None
        whom = OF_WHOM.search(parts[0])
        if counted and whom and "占" in parts[0] + counted["tail"]:
            return parts[0][: whom.start()] if "占" in parts[0] else "", counted["tail"]  # 占高中阶段招生及在校生的比例
        place = self.place.fullmatch(parts[-1])
        if place and all(part.endswith(PLACES) for part in parts[:-1]):
            return "", place["tail"]
        kind = self.programme.fullmatch(parts[-1])
        if kind and not any("专业" in part for part in parts[:-1]):
            return "", kind["tail"]  # 助产、药学专业技能抽查合格率
        verb = next((verb for verb in self.grammar.partial_verbs if parts[-1].startswith(verb)), "")
        if verb and len(parts[-1]) > len(verb) and all(part in self.grammar.partial_verbs for part in parts[:-1]):
            return "", parts[-1][len(verb) :]  # 新增、撤销专业点各 187 个和 164 个
        tail = self.tail.search(parts[-1])
        if tail is None or any(part.endswith((tail.group(), "率")) for part in parts[:-1]):
            return "", ""
        of = parts[-1].rpartition("的")[2]  # 体育器械、美术器材和音乐器材的配备达标率
        return "", of if of != parts[-1] and not any(map(self.tail.search, parts[:-1])) else tail.group()

    def bands(self, parts: list[str]) -> tuple[str, str] | None:
        """Return what stands before and behind ``parts`` that tell classes by size: 35 岁及以下、36—50 岁的教师."""
        size, first = self.namer.cues.bounded.match(parts[-1]), self.namer.cues.bounded.search(parts[0])
        if not size or not first or first.end() < len(parts[0]) or size.end() == len(parts[-1]):
            return None
        plain = all(map(self.namer.cues.bounded.fullmatch, parts[1:-1]))
        return (parts[0][: first.start()], parts[-1][size.end() :]) if plain else None

    def own_label(self, parts: list[str]) -> int:
        """Return how long the label of the last of ``parts`` is, built as theirs are: 国家级、省级|课程."""
        last = parts[-1]
        ends = [size for size in range(1, LONGEST_OWN) if self.namer.is_attributive(last[:size]) and last[size:]]
        alike = [size for size in ends if last[size - 1] == parts[0][-1]] or [
            size for size in ends if size == len(parts[-2])
        ]
        return next(iter((*alike, *ends)), 0)


def shared_bound(bases: list[Reading], behind: str) -> list[Reading]:
    """Return ``bases`` with the bound that stands only before the first: 分别超过 95% 和 90%."""
    first = bases[0].quantity.hedge
    if first not in ("gt", "ge", "lt", "le") or not BOUND.search(behind):
        return bases
    return [bases[0], *(replace(base, quantity=bounded(base.quantity, first)) for base in bases[1:])]


def bounded(quantity: Quantity, hedge: Hedge) -> Quantity:
    """Return ``quantity`` as a bound, unless it has a hedge of its own."""
    if quantity.hedge or quantity.canonical_value is None:
        return quantity
    value = quantity.canonical_value
    return replace(quantity, hedge=hedge, interval=(value, None) if hedge in ("gt", "ge") else (None, value))


def in_points(base: Reading, unit: str | None) -> Reading:
    """Return ``base`` in the unit that only the last number of its row prints in full: 1.2 个和 0.8 个百分点."""
    if unit not in POINTS or base.quantity.unit not in ("个", None):
        return base
    return replace(base, quantity=replace(base.quantity, unit="个百分点", canonical_unit="百分点"))


def alike(one: str, other: str) -> bool:
    """Tell whether two words of a row are built alike: 第一, 第二; 省级, 校级."""
    counted = one[0] in NUMERALS and other[0] in NUMERALS
    return counted or one[0] == other[0] or one[-1] == other[-1]
