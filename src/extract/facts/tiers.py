"""Which tier of vocational education a figure is of where a report tells of secondary and higher schools."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extract.facts.entities import Roster
from extract.facts.model import Draft, Front
from extract.facts.naming import Namer
from extract.late import late
from extract.rules.clauses import Clause
from extract.rules.patterns import Patterns
from extract.structure.model import Outline, Passage

BODIES = frozenset({"school", "company", "person", "team"})
FEWEST = 5
FEW = 3  # if they are a third of those that name a tier
NUMBERED = late(r"[\s\d.．、（()）一二三四五六七八九十第章节①-⑳]*")
RUN_IN = 16
EACH = ("分别", "依次")
JOINTS = "、和及与"
PART = "其中"
FIGURE = late(r"[^，。；、\d]{0,12}\d")


def onward(words: str) -> str:
    """Return what of the words between two numbers belongs to the second: 3 所中职学校和|4 所, 3 人、|中职 4 人."""
    return words.lstrip(JOINTS) if words[:1] in JOINTS else re.split(f"[{JOINTS}]", words)[-1]


class Lead(Struct, frozen=True):
    """The tier that the words before a number tell; ``near``: those right before it do."""

    tier: str | None
    near: bool = False


class TierTeller:
    """Tells the tier of figures: by their own words, by what leads the clause, table or section that they stand in.

    ``own`` is the tier that the report itself is of, None where it is of both: its figures need no word.
    """

    def __init__(self, outline: Outline, patterns: Patterns, front: Front, roster: Roster) -> None:
        self.words = patterns.catalogue.words.tiers
        self.catalogue = patterns.catalogue
        self.roster = roster
        self.namer = Namer(patterns.grammar, roster.names)
        self.sections = self.read_sections(outline)
        self.own = self.own_tier(outline, front, patterns.front.higher)
        self.base: str | None = None
        self.current: str | None = None
        self.told: set[str] = set()
        self.order: list[str] = []
        self.opened = True
        self.counted = False
        self.going_on = False
        self.silent = False
        self.sentence = -1

    # --- the report ------------------------------------------------------------------------

    def read_sections(self, outline: Outline) -> dict[str, str | None]:
        """Return the tier of each section: that of its heading, else of the section around it."""
        tiers: dict[str, str | None] = {}
        around: list[tuple[int, str | None]] = []
        for section in outline.sections:
            while around and around[-1][0] >= section.level:
                around.pop()
            above = around[-1][1] if around else None
            tiers[section.id] = self.words.titled(section.title) or above
            around.append((section.level, tiers[section.id]))
        return tiers

    def own_tier(self, outline: Outline, front: Front, higher: Sequence[str]) -> str | None:
        """Return the tier that the title names; where it names none the first one, unless the text tells of both."""
        first, second = (*self.words.names, None, None)[:2]
        title = front.title or ""
        if named := self.words.named(title):
            return None if named == self.words.both else named
        if any(word in f"{title} {front.entity or ''}" for word in higher):
            return second
        return None if second and self.covers(outline, second) else first

    def covers(self, outline: Outline, tier: str) -> bool:
        """Tell whether headings, tables or several figures of the report are of ``tier``."""
        titles = (table.title or "" for table in outline.tables)
        labels = (label for frame in outline.frames for label in frame.header)
        if tier in self.sections.values() or any(self.words.named(text) == tier for text in (*titles, *labels)):
            return True
        texts = (passage for passage in outline.passages if passage.kind == "paragraph" and not passage.case)
        figures = Counter(
            named
            for passage in texts
            for _, end, named in self.words.find(passage.text)
            if FIGURE.match(passage.text, end)
        )
        return figures[tier] >= FEWEST or (figures[tier] >= FEW and 3 * figures[tier] >= figures.total())

    def bears(self, entity: str | None, passage: Passage) -> bool:
        """Tell whether figures of ``entity`` may be of a tier: not those of another school, nor of a case."""
        if passage.case is not None:
            return False
        return entity is None or entity == self.roster.report or self.roster.kind_of(entity) not in BODIES

    # --- prose -----------------------------------------------------------------------------

    def enter(self, passage: Passage) -> None:
        """Turn to ``passage``."""
        self.base = self.current = self.of_passage(passage)
        self.sentence, self.told, self.opened = -1, set(), True
        self.silent = self.words.word.search(passage.text) is None

    def of_passage(self, passage: Passage) -> str | None:
        """Return the tier of the section of ``passage``."""
        return self.sections.get(passage.section or "")

    def read(self, clause: Clause) -> dict[int, Lead]:
        """Return what leads each number of ``clause``, by where it stands; it holds until another tier is named."""
        if self.silent:
            return dict.fromkeys(clause.marks, Lead(self.base))
        if clause.sentence != self.sentence:
            self.begin(clause)
        leads: dict[int, Lead] = {}
        start = 0
        for at in (*clause.marks, len(clause.text)):
            words = clause.text[start:at]
            if at < len(clause.text) or not start or self.is_subject(clause, words):
                leads[at] = self.hear(onward(words) if start else words, listed=clause.text.startswith(PART))
            self.counted = self.counted or at < len(clause.text)
            start = at + 1
        if clause.stop in "；;" and self.own is not None:
            self.current, self.told = self.base, set()
        return leads | self.apiece(clause, leads)

    def is_subject(self, clause: Clause, noun: str) -> bool:
        """Tell whether the noun that a clause ends in is whom the next one tells of: 有 58 所高职院校，在校生 …"""
        return self.words.is_name(noun) and not clause.text.startswith(self.words.before)

    def tell(self, name: str, lead: Lead, of: Draft | None) -> str | None:
        """Return the tier of a number that is called ``name``: that of the words right before it, of its name, else.

        ``of`` is the level that a change belongs to.
        """
        if lead.near:
            return lead.tier
        own = self.words.leading(name) or self.words.split(name)[1]
        own = own or (self.words.single(name) if lead.tier else None)  # 省级优质中职学校 in a sentence of colleges
        return own or (of.tier if of else lead.tier)

    def begin(self, clause: Clause) -> None:
        """Turn to the sentence that begins with ``clause``.

        In a report of both tiers the one that opened the sentence before and is alone in it still leads, unless this
        one is of the whole.
        """
        text = self.namer.strip_lead(clause.text)
        wide = text.startswith(self.words.wide) or clause.text.startswith(self.words.wide)
        if wide or self.own is not None or len(self.told) > 1 or not self.opened:
            self.current, self.opened = self.base, True
        self.sentence, self.told, self.order = clause.sentence, set(), []
        self.counted = self.going_on = False
        title = NUMBERED.sub("", clause.text, count=1)
        if not clause.numerals and clause.stop == "。" and len(title) <= RUN_IN and (tier := self.words.named(title)):
            self.base = self.current = tier

    def hear(self, text: str, *, listed: bool = False) -> Lead:
        """Take in the words before a number and return what leads it.

        What one part of a list (其中中职毕业生 320 人) or one way of going on (本科 37 人，高职 475 人) is called leads
        nothing else.
        """
        bare = self.namer.strip_lead(text)
        if bare.startswith(self.words.others):
            return Lead(None, near=True)
        leading = self.words.leading(text, len(text) - len(bare)) or self.words.leading(text)
        goal = self.going_on and self.words.is_alone(bare)
        self.going_on = self.going_on or any(word in text for word in self.words.goals)
        if leading and not goal:
            found = {tier for _, _, tier in self.words.find(text)}
            leading = leading if len(found) == 1 else self.words.both
            if (not self.counted or self.told or self.own is None) and not listed:
                self.current = leading
            self.opened = self.opened and (not self.counted or leading in self.told)
            self.told |= found
            return Lead(leading, True)
        if len(self.told) > 1 and (text.startswith(self.words.totals) or bare.startswith(self.words.totals)):
            self.current = self.words.both
        return Lead(self.current, goal or self.words.crosses(text))

    def apiece(self, clause: Clause, leads: Mapping[int, Lead]) -> dict[int, Lead]:
        """Return the tiers of numbers that a clause gives the tiers in their order: 高职、中职分别为 3、4 人.

        The order holds for what the sentence goes on to give each.
        """
        marks = clause.marks
        head = clause.text[: marks[0]] if marks else ""
        told = [tier for _, _, tier in self.words.find(head)]
        each = [lead.tier for at in marks if (lead := leads[at]).near and lead.tier]
        self.order = each if len(each) > len(told) else told or self.order
        one_each = len(self.order) == len(marks) == len(set(self.order)) > 1 and any(word in head for word in EACH)
        return {at: Lead(tier, near=True) for at, tier in zip(marks, self.order, strict=True)} if one_each else {}

    # --- what comes of it ------------------------------------------------------------------

    def mark(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Return ``drafts`` with their tier as a restriction where it is not the report's own."""
        marked: dict[int, Draft] = {}
        result = []
        for draft in drafts:
            told = self.told_apart(draft)
            if draft.of is not None and id(draft.of) not in marked:
                marked[id(draft.of)] = self.told_apart(draft.of)
            told = replace(told, of=marked[id(draft.of)]) if draft.of is not None else told
            marked[id(draft)] = told
            result.append(told)
        return result

    def told_apart(self, draft: Draft) -> Draft:
        """Return ``draft`` with its tier as a restriction; an indicator of one tier is none of the other."""
        tier = draft.tier
        if tier is None or (tier == self.words.both and self.own is not None and draft.source == "prose"):
            return draft
        named = self.words.leading(self.catalogue.indicators[draft.indicator].name) if draft.indicator else None
        named = named or (self.words.named(draft.name) if draft.indicator else None)
        if named == tier:
            return draft
        if named:
            name = self.words.retell(draft.name, tier)
            known = self.catalogue.look_up(name, draft.quantity.canonical_unit)
            draft = replace(draft, indicator=known.code if known else None, name=known.name if known else name)
            if known:
                return draft
        if tier == self.own or (self.own is None and tier == self.words.both):
            return draft
        return replace(draft, proviso="，".join(filter(None, (tier, draft.proviso))))
