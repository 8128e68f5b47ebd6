"""Whose figure a clause tells: of the subject of the clause, the sentence, the case, the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct, field

from extract.facts.entities import Roster
from extract.facts.naming import SUPERLATIVE, Namer
from extract.late import late
from extract.records import EntityKind
from extract.rules.clauses import Clause
from extract.rules.grammar import MARK
from extract.structure.model import Passage

JOINTS = ("、", "和", "与", "及", "以及", "；", "，")  # between the members of a row
MOST = late("[^，]{2,14}?最[大多高小少低]的[^，]{0,4}[是为]")
EACH = late("分别|依次")
EXTREME = late(f"最[大小高低多少]的(?:[则仅只]?[有为是达]|{MARK})")
THIS: Mapping[str, EntityKind] = {
    "该公司": "company",
    "该企业": "company",
    "该集团": "company",
    "该校": "school",
    "该院": "school",
    "该市": "city",
    "该州": "city",
    "该县": "county",
    "该区": "county",
}
LONGEST_THIS = 3
OWN_SCHOOL = ("学校", "学院", "我校", "我院", "本校")
LEADERS = ("牵头单位", "牵头院校", "牵头学校", "牵头企业")
ROLES = frozenset(("", *LEADERS, "成员单位", "成员院校", "成员学校", "成员企业", "合作企业", "举办者"))
ONE_END = late("最[高低多少大小]的[^，]{2,20}$")  # 与最低的某校（0.6%）, of whom nothing else is told
WITH = ("与", "同", "和")  # 与某公司共建的中心: of whom it is told, not of the company


class Bearers(Struct):
    """Whom the clauses of a passage speak of: the subject of the clause, the sentence, the case, the report."""

    roster: Roster
    namer: Namer
    whole_words: tuple[str, ...] = ()
    own: tuple[str, ...] = ()  # words that a school's own figures begin with
    default: str | None = None
    current: str | None = None
    sentence: int = -1
    parted: bool = False
    row: tuple[str, ...] = ()  # whom the last row of numbers was of, and its sentence
    rowed: int = -1
    subjects: set[int] = field(default_factory=set)  # by id the clauses of the passage that name their subject
    turned: list[int] = field(default_factory=list)  # where in the passage the ones without a figure begin
    named: dict[EntityKind, str] = field(default_factory=dict)  # of each kind the one that the passage named last

    def enter(self, passage: Passage) -> None:
        """Turn to ``passage``."""
        self.default = self.current = self.roster.of_passage(passage)
        self.sentence, self.named, self.subjects, self.turned, self.rowed = -1, {}, set(), [], -1

    def bearer(self, clause: Clause) -> str | None:
        """Return whom ``clause`` speaks of; a subject holds until the sentence ends, or a part of it.

        Behind a semicolon it holds for people and things of a school's own: 某校设有专业 48 个；在校生 11035 人.
        """
        if clause.sentence != self.sentence:
            self.sentence, self.current = clause.sentence, self.default
        elif self.parted and not clause.text.startswith(self.own):
            self.current = self.default
        self.parted = clause.stop in ("；", ";")
        if clause.inner and (held := self.before_bracket(clause.lead)):
            return held
        if clause.inner and ONE_END.search(clause.lead):
            return self.default
        if EXTREME.match(clause.text):
            self.current = self.default  # 最大的市一职校达 4316 人，最小的只有 287 人
        if subject := self.subject(clause.text):
            self.current = subject
            self.subjects.add(id(clause))
            self.turned += [] if clause.numerals else [clause.places[0]]  # 某县下滑最为明显，减少 147 人
        return self.current

    def before_bracket(self, lead: str) -> str | None:
        """Return whom a bracket right behind ``lead`` tells of: 最低的是某市（49.2%）."""
        mentions = self.roster.mentions(lead) if lead else []
        last = mentions[-1] if mentions else None
        bare = last is not None and last.end == len(lead) and not lead[: last.start].endswith(WITH)
        return self.acting(last.entity, "") if last and bare else None

    def turns(self, first: int, last: int) -> bool:
        """Tell whether the text turns to somebody else between two places of the passage."""
        return bisect_right(self.turned, last) > bisect_right(self.turned, first)

    def owners(self, clause: Clause) -> dict[int, str]:
        """Return whom each number of ``clause`` is of where it gives several bearers one each, by where it stands.

        They stand right before their numbers (甲校 3 人、乙校 4 人), or before these in a row (甲、乙校分别为 3、4 人).
        """
        marks = clause.marks
        mentions = self.roster.mentions(clause.text) if len(marks) > 1 else []
        if not mentions and len(marks) == len(self.row) and self.rowed == clause.sentence and EACH.search(clause.text):
            return dict(zip(marks, self.row, strict=True))  # 甲校、乙校教师分别为 3、4 人, 占比分别为 30%、40%
        if (
            len(mentions) < 2
            or len(mentions) != len(marks)
            or len({mention.entity for mention in mentions}) < len(mentions)
        ):
            return {}
        between = [clause.text[one.end : two.start] for one, two in pairwise(mentions)]
        paired = all(one.end <= mark for one, mark in zip(mentions, marks, strict=True)) and all(
            MARK in text and text.removesuffix("民办").removesuffix("公办").endswith(JOINTS) for text in between
        )
        rows = mentions[-1].end <= marks[0] and all(text in JOINTS for text in between)
        if not (paired or rows):
            return {}
        self.row, self.rowed = tuple(mention.entity for mention in mentions), clause.sentence
        return dict(zip(marks, self.row, strict=True))

    def subject(self, text: str) -> str | None:
        """Return the entity that ``text`` begins with, behind time and connectives."""
        lead = len(text) - len(self.namer.strip_lead(text))
        if text.startswith(self.whole_words, lead):
            return self.roster.report if self.default == self.roster.report else None
        if text.startswith(OWN_SCHOOL, lead) and self.roster.kind_of(self.current or "") == "company":
            return self.named.get("school") or self.default
        meant = self.meant(text[lead : lead + LONGEST_THIS])
        mentions = self.roster.mentions(text)
        self.named |= {kind: one.entity for one in mentions if (kind := self.roster.kind_of(one.entity))}
        if meant:
            return meant
        between = [text[one.end : two.start] for one, two in pairwise(mentions)]
        rest = text[mentions[-1].end :] if between else "-"
        closed = not rest or self.namer.cues.schools.fullmatch(rest) is not None
        bare = closed and all(word in JOINTS for word in between)
        listed = bare or any("、" in word for word in between)
        listed = listed or (len(mentions) == 1 and text.startswith("等", mentions[0].end))  # 某校等四所中专
        before = text[lead : mentions[0].start] if mentions else ""
        if len(mentions) == 1 and MOST.fullmatch(before) and mentions[0].end == len(text):
            return self.acting(mentions[0].entity, "")  # 在校生最多的是市一职校，有 4821 人
        begins = bool(mentions) and (before in ROLES or SUPERLATIVE.fullmatch(before) is not None)
        if listed or not begins or text[:lead].endswith(WITH):
            return None
        return self.acting(mentions[0].entity, text[mentions[0].end : mentions[0].end + 1])

    def meant(self, text: str) -> str | None:
        """Return the one named before that ``text`` begins to speak of again: 该公司现有职工 860 人."""
        kind = THIS.get(text) or THIS.get(text[:2])
        return self.named.get(kind) if kind and self.default == self.roster.report else None

    def acting(self, entity: str, follow: str) -> str | None:
        """Return ``entity`` unless it is the region that only marks the name of something in it."""
        if entity != self.roster.report or self.default == entity:
            return entity
        return entity if follow in "各全共累有拥现已目中职教市" else None
