"""Prose → drafts: every quantity of a paragraph with its indicator or worded name, entity, period and kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from extract.facts.bearers import Bearers
from extract.facts.charts import find_charts
from extract.facts.context import Times, read_year
from extract.facts.entities import Roster
from extract.facts.meaning import find_indicator
from extract.facts.model import Draft, Front
from extract.facts.naming import GROUPED, Namer
from extract.facts.phrases import Reading
from extract.facts.portions import FORM
from extract.facts.reading import Reader
from extract.facts.tiers import TierTeller
from extract.late import late
from extract.numerals.model import Numeral
from extract.numerals.periods import read_period
from extract.records import Period
from extract.rules.catalogue import Catalogue
from extract.rules.clauses import Clause, split_clauses
from extract.rules.grammar import Grammar
from extract.rules.patterns import Patterns
from extract.rules.prose import Prose, Rule
from extract.structure.model import Outline, Passage

FEWEST_WORDS = 5
CHARACTERS_A_WORD = 500
OF_SCHOOLS = frozenset({"schools", "students", "graduates", "conditions", "programmes", "funds", "aid", "teachers"})
ALLIED = ("集团", "联盟", "联合体", "共同体")
OF_LEAVERS = ("graduates.", "satisfaction.employers")
SCHOOLS = ("中职学校", "高职院校", "职业学校", "的学校", "人学校")
CENTRE = "中心"  # as which a 职业技术教育中心 speaks of itself
WORD = late(r"[^\W\d_]")
PLANNING = late("展望|打算|下一步|工作计划|工作安排|工作思路|未来|发展目标|今后")
PROSE = frozenset({"paragraph"})
NEARBY = 40  # characters between a level and that of an earlier year


def prose_drafts(
    outline: Outline,
    numerals: Sequence[Sequence[Numeral]],
    patterns: Patterns,
    front: Front,
    roster: Roster,
    tiers: TierTeller,
) -> list[Draft]:
    """Return the drafts of ``outline``'s paragraphs in text order; ``numerals[i]`` are those of ``passages[i]``.

    Marks of footnotes are no figures; where no word stands, or beside the caption of a chart, nothing is told.
    """
    notes = {mark.start for mark in outline.marks if mark.cls == "other"}
    vocational = is_vocational(outline, front, patterns.grammar)
    years: dict[str | None, Period] = {
        section.id: year for section in outline.sections if (year := read_year(section.title))
    }
    planning = frozenset(section.id for section in outline.sections if PLANNING.search(section.title))
    reader = ProseReader(patterns, front, roster, tiers, vocational, years, planning)
    charts = find_charts(outline.passages)
    return [
        draft
        for place, (passage, found) in enumerate(zip(outline.passages, numerals, strict=True))
        if passage.kind in PROSE and WORD.search(passage.text) and place not in charts
        for draft in reader.read(passage, [one for one in found if passage.offsets[one.start] not in notes])
    ]


def is_vocational(outline: Outline, front: Front, grammar: Grammar) -> bool:
    """Tell whether the text is of vocational education, so that its figures are those of the catalogue."""
    if front.genre != "unknown":
        return True
    words = sum(outline.text.count(word) for word in grammar.field_words)
    return words >= FEWEST_WORDS and words * CHARACTERS_A_WORD >= len(outline.text)


class ProseReader:
    """Reads the paragraphs of one report in order: the grammar's reading, a rule's where one fits."""

    def __init__(
        self,
        patterns: Patterns,
        front: Front,
        roster: Roster,
        tiers: TierTeller,
        vocational: bool = True,
        years: Mapping[str | None, Period] = MappingProxyType({}),
        planning: frozenset[str] = frozenset(),
    ) -> None:
        self.patterns = patterns
        self.tiers = tiers
        self.catalogue = patterns.catalogue if vocational else Catalogue()
        own = CENTRE if (roster.report or "").endswith(CENTRE) else None
        namer = Namer(patterns.grammar, roster.names, self.catalogue.knows, own)
        self.reader = Reader(patterns.grammar, namer)
        self.times = Times(front, years, planning=planning)
        self.rules = patterns.prose if vocational else Prose()
        self.bearers = Bearers(roster, namer, patterns.names.whole_words, patterns.grammar.roles)

    def read(self, passage: Passage, numerals: Sequence[Numeral]) -> list[Draft]:
        """Return the drafts of one paragraph."""
        self.times.enter(passage)
        self.bearers.enter(passage)
        self.tiers.enter(passage)
        drafts: list[Draft] = []
        if any(numeral.quantities for numeral in numerals):
            drafts = self.make_drafts(passage, split_clauses(passage.text, numerals, self.patterns.grammar))
        self.times.leave()
        return drafts

    def make_drafts(self, passage: Passage, clauses: Sequence[Clause]) -> list[Draft]:
        """Return the drafts of ``clauses``, the whole of ``passage``."""
        bearers = {id(clause): self.bearers.bearer(clause) for clause in clauses}
        owners = {id(clause): self.bearers.owners(clause) for clause in clauses}
        leads = {id(clause): self.tiers.read(clause) for clause in clauses}
        starts: dict[int, int] = {}
        for clause in clauses:
            starts.setdefault(clause.sentence, clause.places[0])
        rules = {id(clause): self.match(clause, passage) for clause in clauses if clause.numerals}
        made: dict[int, Draft] = {}
        readings = self.reader.read(clauses, rules, case=passage.case is not None)
        for reading in readings:
            clause = reading.clause
            place = clause.places[reading.at if reading.told is None else reading.told]
            period = self.times.period_at(place, clause.places[0], starts[clause.sentence])
            if reading.form == "from":
                period = self.times.origin_at(place, clause.places[0], starts[clause.sentence], period)
            if reading.ago and period and period.year:
                period = read_period(f"{period.year - reading.ago}年")
            draft = self.make_draft(reading, passage, made, rules[id(clause)].get(reading.at))
            entity = owners[id(clause)].get(reading.at, bearers[id(clause)])
            if draft.of and draft.of.period and self.times.rose_by(place, clause.places[0], draft.of.period):
                period = draft.of.period
            of = draft.of
            if of and reading.of and reading.near(reading.of) and id(clause) not in self.bearers.subjects:
                apart = entity != of.entity and self.bearers.turns(reading.of.clause.places[0], clause.places[0])
                draft = replace(draft, of=None, name=GROUPED.sub("", draft.name, count=1)) if apart else draft
                entity = entity if apart else of.entity  # 甲校 3 人、乙校 4 人，分别增长 3.2%、5.4%
            if entity and reading.head.endswith(SCHOOLS) and self.bearers.roster.kind_of(entity) == "school":
                entity = self.bearers.default  # 某校规模最小，规模不足 1000 人的学校还有 4 所
            entity = self.bearers.default if reading.head.endswith("相差") else entity
            if reading.form == "years" and draft.of:
                period = draft.of.period
            tier = self.tiers.tell(reading.name, leads[id(clause)][reading.at], draft.of)
            tier = tier if self.tiers.bears(entity, passage) else None
            planned = period is not None and period.label in self.times.ahead and draft.aspect == "actual"
            if draft.indicator and self.is_of_others(draft.indicator, entity, reading):
                draft = replace(draft, indicator=None, name=reading.some + reading.name)
            draft = replace(draft, period=period, entity=entity, aspect="plan" if planned else draft.aspect, tier=tier)
            made[id(reading)] = with_level_of_its_year(draft, made.values())
        for whole in self.wholes_taken_for_parts(readings, made):
            made[id(whole)] = replace(made[id(whole)], indicator=None, name=whole.name)
        return list(made.values())

    def is_of_others(self, indicator: str, entity: str | None, reading: Reading) -> bool:
        """Tell whether a figure that is called as ``indicator`` is of others than this asks for.

        A company has no students of its own; of some leavers told apart is what their sentence goes on to tell.
        """
        if entity and entity.endswith(ALLIED) and indicator.startswith("schools."):
            return True  # its members
        if entity and self.bearers.roster.kind_of(entity) == "company":
            return indicator.split(".")[0] in OF_SCHOOLS
        return bool(reading.some) and reading.some not in reading.name and indicator.startswith(OF_LEAVERS)

    def wholes_taken_for_parts(self, readings: Sequence[Reading], made: Mapping[int, Draft]) -> Iterator[Reading]:
        """Yield the levels with an indicator that is called as a part of them is: 服务 9 元，其中横向服务 8 元."""
        for place, part in enumerate(readings):
            code = made[id(part)].indicator
            if code is None or part.kind != "level" or not part.clause.text.startswith("其中"):
                continue
            near = (told for told in reversed(readings[:place]) if told.near(part) and told.clause is not part.clause)
            whole = next((told for told in near if told.kind == "level"), None)
            own = self.catalogue.indicators[code].name
            names_part = own.startswith(part.head) and whole is not None and not own.startswith(whole.head)
            if whole and names_part and made[id(whole)].indicator == code:
                yield whole

    def match(self, clause: Clause, passage: Passage) -> dict[int, Rule]:
        """Return the rules that read numbers of ``clause``."""
        return self.rules.match(clause, passage.case is not None)

    def make_draft(self, reading: Reading, passage: Passage, made: dict[int, Draft], rule: Rule | None) -> Draft:
        """Return ``reading`` as a draft, with what ``rule`` says of it; ``made``: the drafts so far, by reading."""
        of = made.get(id(reading.of))
        reading = replace(reading, name=self.tiers.words.split(reading.name)[0])
        portion = reading.form in (FORM, "reference") or reading.apart
        found = None if portion else find_indicator(reading, of, self.catalogue, self.patterns.grammar)
        ruled = self.catalogue.indicators[rule.text.indicator] if rule and not portion else None
        if ruled and found and found is not ruled and found.name.endswith((ruled.name, *ruled.aliases)):
            ruled = None  # 辅导员师生比 is more than the rule's 师生比
        if ruled and found and found is not ruled and reading.form == "list":
            ruled = None  # 企业职工、农民分别开展培训 3.1 万、1.4 万人次
        each = self.patterns.grammar.averages
        if ruled and reading.name.startswith(each) and not any(word in ruled.name for word in each):
            ruled = None  # 校均合作企业 28.6 家: not how many there are
        rule = rule if ruled else None
        indicator = ruled or found
        return Draft(
            passage=passage,
            quantity=reading.quantity,
            name=indicator.name if indicator else reading.name,
            kind=rule.text.kind or reading.kind if rule else reading.kind,
            source="prose",
            rule=rule.name if rule else f"grammar#{reading.form}",
            indicator=indicator.code if indicator else None,
            aspect=reading.aspect,
            proviso=reading.proviso,
            direction=reading.direction,
            of=of if reading.kind in ("change", "change_rate") else None,
        )


def with_level_of_its_year(draft: Draft, told: Iterable[Draft]) -> Draft:
    """Return a change with the level of its own year where its sentence tells it before that of an earlier one.

    4862 元，上届为 4695 元，增加 167 元: it belongs to the first.
    """
    of = draft.of
    if of is None or draft.period is None or of.period is None or of.period.year == draft.period.year:
        return draft
    own = [
        other
        for other in told
        if other.name == of.name
        and other.kind == of.kind
        and other.entity == of.entity
        and other.quantity.unit == of.quantity.unit
        and other.period is not None
        and other.period.year == draft.period.year
        and 0 < of.quantity.start - other.quantity.start < NEARBY
    ]
    return replace(draft, of=own[-1]) if own else draft
