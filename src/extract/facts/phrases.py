"""The generic reading: for every number of a clause its name, kind, direction and aspect, by clause grammar alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import regex

from extract.facts.clauses import Clause
from extract.facts.naming import Namer, Thing, shares_head
from extract.numerals.model import Numeral, Quantity
from extract.records import FactKind
from extract.rules.grammar import MARK, Grammar, one_of

Aspect = Literal["actual", "plan", "cumulative"]
Direction = Literal["up", "down"]
PERCENT = frozenset({"%", "％", "‰", "成"})
POINTS = frozenset({"个百分点", "百分点"})
TIMES = frozenset({"倍", "番"})
ALONE = frozenset({"人", "名", "位", "户"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one quantity of a clause states; ``head`` is its name without the word that tells the measure."""

    numeral: Numeral
    quantity: Quantity
    clause: Clause
    at: int
    name: str = ""
    head: str = ""
    kind: FactKind = "level"
    form: str = ""
    aspect: Aspect = "actual"
    direction: Direction | None = None
    proviso: str | None = None
    of: Reading | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a number: the text without the links at its end, and these."""

    text: str
    links: str = ""
    bound: bool = False


class Reader:
    """Reads the clauses of one passage in order, remembering the levels that changes and parts refer to."""

    def __init__(self, grammar: Grammar, namer: Namer) -> None:
        self.grammar = grammar
        self.namer = namer
        self.levels: list[Reading] = []
        self.topic: Reading | None = None
        self.link_end = regex.compile(f"(?:{one_of((*grammar.links, *grammar.bounds))})$")
        self.bound_end = regex.compile(f"(?:{one_of(grammar.bounds)})(?:为|达|达到)?$")
        reference = r"[^，]{0,18}?(?:年|期|月|初|末|届|次|前|底|季|季度|标准|平均|水平|计划|目标|要求)"
        ends = "(?:度|末|初|底|同期)*(?:相比|比较)?"
        compared = f"(?:{one_of(grammar.comparers)})于?{reference}{ends}"
        self.comparison = regex.compile(f"(?:{compared}|{one_of(grammar.comparisons)})")
        turn = f"(?P<verb>{one_of((*grammar.rises, *grammar.falls))})"
        adverbs = f"(?:{one_of(grammar.change_adverbs)})*"
        self.change_end = regex.compile(f"{turn}{adverbs}$")
        self.change_inner = regex.compile(f"{adverbs}{turn}了?(?P<what>.*)$")
        self.adverb_end = regex.compile(f"(?:{one_of((*grammar.change_adverbs, *grammar.comparisons))})$")
        noun = f"(?P<noun>{one_of(grammar.share_nouns)})?"
        self.share = regex.compile(f"(?P<part>.*?)(?:{one_of(grammar.shares)})(?P<whole>[^占]{{0,30}}?)的?{noun}$")
        self.joint = regex.compile(r"、|以及|[和及与]")
        self.award = regex.compile(
            f"(?:.*(?:获得|获|夺得|取得|收获))?(?P<award>.{{0,8}}(?:{one_of(grammar.awards)})数?)"
        )
        contest, ordinal = one_of(grammar.events), r"第[一二三四五六七八九十百\d]+届"
        self.event = regex.compile(
            rf"(?:在|于)(?:\d{{4}}年)?(?P<place>[^，。在于]{{4,60}}?(?:{contest}))(?:中|上)"
            rf"|(?P<named>{ordinal}[^，。、中]{{2,40}}?(?:{contest}))"
        )
        self.rank_verbs = regex.compile(f"(?:{one_of(grammar.rank_verbs)})+$")

    def read(self, clauses: Sequence[Clause]) -> list[Reading]:
        """Return the readings of ``clauses`` (one passage) in order."""
        self.levels, self.topic = [], None
        readings: list[Reading] = []
        event = ""
        for clause in clauses:
            event = self.event_in(clause.text) or event
            readings += [self.with_event(reading, event) for reading in self.read_clause(clause)]
        return readings

    def read_clause(self, clause: Clause) -> list[Reading]:
        """Return the readings of one clause."""
        if listed := self.read_list(clause):
            return listed
        readings: list[Reading] = []
        marks = clause.marks
        start = 0
        for number, at in enumerate(marks):
            stop = marks[number + 1] if number + 1 < len(marks) else len(clause.text)
            base = self.base(clause, number, clause.text[start:at])
            found, used = self.read_mark(base, clause.text[start:at], clause.text[at + 1 : stop])
            readings += self.remember(found)
            start = at + 1 + used
        return readings

    def base(self, clause: Clause, number: int, before: str) -> Reading:
        """Return the reading of a mark as far as its surroundings tell."""
        numeral, at = clause.numerals[number], clause.marks[number]
        aspect: Aspect = "actual"
        if any(word in before for word in self.grammar.plans):
            aspect = "plan"
        elif any(word in before for word in self.grammar.cumulative):
            aspect = "cumulative"
        return Reading(numeral, numeral.quantities[0], clause, at, aspect=aspect, proviso=self.proviso(clause, at))

    def remember(self, readings: list[Reading]) -> list[Reading]:
        """Return ``readings``, kept in mind for what refers to them."""
        for reading in readings:
            if reading.kind in ("level", "share", "ratio"):
                self.levels.append(reading)
            if reading.kind != "share":
                self.topic = reading
        return readings

    def read_mark(self, base: Reading, before: str, behind: str) -> tuple[list[Reading], int]:
        """Return the readings of a mark and how much of the text behind it they used."""
        left = self.take_links(before)
        if len(base.numeral.quantities) > 1:
            return self.read_series(base, left), 0
        if base.numeral.cls == "rank":
            return self.read_rank(base, left), 0
        if change := self.read_change(base, before, behind):
            return [change], 0
        if base.quantity.unit in PERCENT and (share := self.read_share(base, left)):
            return [share], 0
        return self.read_level(base, left, behind)

    def take_links(self, before: str) -> Left:
        """Return ``before`` without the links at its end."""
        text, links = before, ""
        while match := self.link_end.search(text):
            links = match.group() + links
            text = text[: match.start()]
        return Left(text, links, self.bound_end.search(before) is not None)

    def proviso(self, clause: Clause, at: int) -> str | None:
        """Return the restriction in brackets behind the number or in its name."""
        before = max((mark for mark in clause.marks if mark < at), default=-1)
        behind = [note for place, note in clause.notes if place == at + 1]
        within = [note for place, note in clause.notes if before + 1 < place <= at]
        notes = [note for note in (*behind, *within) if note.startswith(self.grammar.exclusions)]
        return regex.split("[，；,;]", notes[0])[0] if notes else None

    # --- changes ---------------------------------------------------------------------------

    def read_change(self, base: Reading, text: str, behind: str) -> Reading | None:
        """Return the change that the number tells, None where it tells none."""
        turn = self.change_end.search(text)
        compared = self.comparison.search(text)
        if turn:
            if len(turn["verb"]) == 1 and not compared:
                return None
            return self.make_change(base, turn["verb"], self.changed(text[: turn.start()]), "", behind)
        if compared and (inner := self.change_inner.match(text, compared.end())):
            what = self.take_links(inner["what"])
            if what.links.startswith(("到", "至")) or what.text.startswith(("到", "至")):
                return None
            return self.make_change(base, inner["verb"], text[: compared.start()], what.text, behind)
        return None

    def changed(self, head: str) -> str:
        """Return what changed: ``head`` without the comparison and the adverbs before the verb."""
        while adverb := self.adverb_end.search(head):
            head = head[: adverb.start()]
        compared = self.comparison.search(head)
        if not compared:
            return head
        return head[: compared.start()] or head[compared.end() :]

    def make_change(self, base: Reading, verb: str, head: str, what: str, behind: str) -> Reading | None:
        """Return the change of what ``head``, ``what``, the noun behind or the level before it names."""
        unit = base.quantity.unit
        relative = unit in PERCENT | POINTS | TIMES
        name = self.namer.before(what) if what else "" if self.namer.is_holder(head) else self.namer.before(head)
        if not name and not relative and (thing := self.namer.behind(behind)):
            name = thing.noun
        if name and self.namer.is_attributive(name):
            name += self.whole_for(unit)
        level = self.level_of(name, base.quantity)
        if not (name or level):
            return None
        full = level.name if level and not name else self.namer.with_measure(name, None if relative else unit)
        plain = level.head if level and not name else name
        pointwise = unit in PERCENT and is_rate(full) and verb not in self.grammar.rates and unit != "成"
        kind: FactKind = "change_rate" if unit in PERCENT | TIMES and not pointwise else "change"
        quantity = replace(base.quantity, canonical_unit="百分点") if pointwise else base.quantity
        direction: Direction = "down" if verb in self.grammar.falls else "up"
        return replace(
            base, quantity=quantity, name=full, head=plain, kind=kind, direction=direction, of=level, form="change"
        )

    def level_of(self, name: str, quantity: Quantity) -> Reading | None:
        """Return the level that a change of ``name`` (or, unnamed, in this unit) belongs to."""
        for level in reversed(self.levels):
            if name:
                if name in (level.head, level.name):
                    return level
            elif quantity.unit in PERCENT | POINTS | TIMES or same_unit(level.quantity, quantity):
                return level
        return None

    # --- shares, ratios, ranks -------------------------------------------------------------

    def read_share(self, base: Reading, left: Left) -> Reading | None:
        """Return the share that 占… tells."""
        match = self.share.search(left.text)
        if not match:
            return None
        part = "" if self.namer.is_holder(match["part"]) else self.namer.before(match["part"])
        whole = self.namer.strip_front(match["whole"]) or match["whole"]
        head = part or (self.topic.name if self.topic else "")
        name = f"{head}占{whole}{match['noun'] or '比例'}" if whole else f"{head}占比"
        return replace(base, name=name, head=name, kind="share", form="share")

    def read_series(self, base: Reading, left: Left) -> list[Reading]:
        """Return one reading for each part of a ratio of several shares."""
        head = self.namer.before(left.text)
        names = next((parts for word, parts in self.grammar.series.items() if word in head), ())
        parts = [*names, *(f"第{number}项" for number in range(len(names) + 1, len(base.numeral.quantities) + 1))]
        return [
            replace(base, quantity=quantity, name=f"{head}（{part}）", head=head, kind="ratio", form="series")
            for quantity, part in zip(base.numeral.quantities, parts, strict=False)
        ]

    def read_rank(self, base: Reading, left: Left) -> list[Reading]:
        """Return the rank that 第一名 tells."""
        head = self.namer.before(self.rank_verbs.sub("", left.text)) or (self.topic.head if self.topic else "")
        return [replace(base, name=f"{head}名次", head=head, kind="rank", form="rank")] if head else []

    # --- levels ----------------------------------------------------------------------------

    def read_level(self, base: Reading, left: Left, behind: str) -> tuple[list[Reading], int]:
        """Return the level that the number tells: named before it, behind it, or by what was done."""
        base = replace(base, kind=self.kind_of(base, left))
        thing = self.namer.behind(behind)
        if thing and self.prefers(thing, left, base) and (reading := self.read_thing(base, left, thing)):
            return [reading], thing.end if thing.noun else 0
        return self.read_before(base, left), 0

    def kind_of(self, base: Reading, left: Left) -> FactKind:
        """Return the kind of a number that tells no change."""
        if left.bound or base.numeral.cls == "threshold":
            return "threshold"
        if base.quantity.unit in PERCENT:
            return "share"
        return "ratio" if base.quantity.unit == ":1" else "level"

    def prefers(self, thing: Thing, left: Left, base: Reading) -> bool:
        """Tell whether the name stands behind the number rather than before it."""
        if base.numeral.cls == "duration" and base.kind != "threshold":
            return False
        free = left.text.endswith(("等", "等共", "的")) or self.namer.is_holder(left.text)
        if free or self.namer.verb_end.search(left.text):
            return True
        counts = base.quantity.unit in (*self.grammar.classifiers, *self.grammar.people)
        return bool(thing.noun) and counts and not left.links.endswith("为")

    def read_thing(self, base: Reading, left: Left, thing: Thing) -> Reading | None:
        """Return the level of the thing behind the number."""
        unit = base.quantity.unit
        name = self.name_thing(thing, unit)
        if not name:
            return None
        listing = left.text.endswith(("等", "等共"))
        before = "" if listing else self.namer.before(self.namer.verb_end.sub("", left.text))
        if len(before) > len(name) and thing.noun and shares_head(before, thing.noun):
            name = before
        did = "" if listing else self.namer.done_before(left.text)
        name = did + name if did and did not in name else name
        if unit in PERCENT:
            return replace(base, name=f"{name}比例", head=name, form="behind")
        head = name if did else thing.noun or name
        return replace(base, name=self.namer.with_measure(name, unit), head=head, form="behind")

    def name_thing(self, thing: Thing, unit: str | None) -> str:
        """Return the name of what stands behind the number, "" where it names nothing."""
        if thing.noun:
            return self.namer.defined(thing)
        if unit in ALONE or unit in self.grammar.occasions:
            return self.namer.done(thing.said)
        return "" if "的" not in thing.said else self.namer.shorten(thing.said.split(MARK)[0])

    def read_before(self, base: Reading, left: Left) -> list[Reading]:
        """Return the level that the words before the number name."""
        text = left.text.removesuffix("等")
        name = "" if self.namer.is_holder(text) else self.namer.before(text)
        unit = base.quantity.unit
        if not name or self.namer.is_attributive(name) or name in self.grammar.dependent:
            return self.read_part(base, name)
        timeless = base.numeral.cls == "duration" and not name.endswith(self.grammar.durations)
        if (timeless and base.kind != "threshold") or (
            unit is None and not left.links and not self.namer.measures(name)
        ):
            return []
        if name in self.grammar.roles:
            name = self.institution(base) + name
        return [replace(base, name=self.namer.with_measure(name, unit), head=name, form="before")]

    def read_part(self, base: Reading, name: str) -> list[Reading]:
        """Return the level of a part, named together with the whole before it: 省级 → 省级教学资源库数."""
        unit = base.quantity.unit
        head = self.whole_for(unit)
        if not (head or name) or base.numeral.cls == "duration":
            return []
        full = head + name if name in self.grammar.dependent else name + head
        return [replace(base, name=self.namer.with_measure(full, unit), head=head or name, form="part")]

    def whole_for(self, unit: str | None) -> str:
        """Return the head of the last level in the unit of a part."""
        fitting = [level for level in self.levels if level.quantity.unit == unit]
        wholes = [level for level in fitting if level.form != "part"] or fitting or self.levels[-1:]
        return wholes[-1].head if wholes else ""

    def institution(self, base: Reading) -> str:
        """Return the kind of institution that the sentence counted before its people."""
        for level in reversed(self.levels):
            if level.clause.sentence == base.clause.sentence and level.quantity.unit in ("所", "家"):
                return level.head
        return ""

    # --- lists -----------------------------------------------------------------------------

    def read_list(self, clause: Clause) -> list[Reading]:
        """Return the readings of 甲、乙分别为 A、B, nothing where the clause is no such list."""
        marks = clause.marks
        if len(marks) < 2 or "分别" not in clause.text[: marks[0]]:
            return []
        if any(not self.joint.fullmatch(clause.text[a + 1 : b].strip("约近")) for a, b in pairwise(marks)):
            return []
        before, _, behind = clause.text[: marks[0]].rpartition("分别")
        readings: list[Reading] = []
        for number, name in enumerate(self.spread(before, len(marks))):
            base = self.base(clause, number, name)
            found = self.read_change(base, name + behind, "") if behind else None
            level = [found] if found else self.read_level(base, self.take_links(name + behind), "")[0]
            readings += self.remember([replace(reading, form="list") for reading in level])
        return readings

    def spread(self, before: str, count: int) -> list[str]:
        """Return the ``count`` names of a list, each with the head that stands only at its end."""
        parts = [part for part in self.joint.split(before) if part]
        if len(parts) < count:
            return []
        parts = parts[len(parts) - count :]
        parts[0] = self.namer.strip_front(parts[0])
        last = parts[-1]
        head = last[len(parts[0]) :] if self.namer.is_attributive(parts[0]) else ""
        return [part if part == last else part + head for part in parts]

    # --- awards ----------------------------------------------------------------------------

    def event_in(self, text: str) -> str:
        """Return the contest that ``text`` speaks of."""
        match = self.event.search(text)
        return (match["place"] or match["named"]) if match else ""

    def with_event(self, reading: Reading, event: str) -> Reading:
        """Return an award with the name of its contest: 二等奖数 → …大赛二等奖数."""
        if not event or event in reading.name:
            return reading
        if medal := self.grammar.medals.get(reading.quantity.unit or ""):
            return replace(reading, name=event + medal)
        award = self.award.fullmatch(reading.name) if reading.kind == "level" else None
        return replace(reading, name=event + award["award"]) if award else reading


def is_rate(name: str) -> bool:
    """Tell whether ``name`` is of a figure in percent, so that its change is in points."""
    return name.endswith(("率", "比例", "占比", "比重", "覆盖面", "满意度", "参与度", "相关度"))


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities are in one unit, scale words aside."""
    return one.unit == other.unit or one.canonical_unit == other.canonical_unit
