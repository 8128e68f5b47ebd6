"""Whose figure a clause tells, and of which time: stated at the number, inherited, or the report's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from extract.facts.clauses import Clause
from extract.facts.entities import Roster
from extract.facts.model import Front
from extract.facts.naming import Namer
from extract.numerals.periods import PeriodMention, find_periods
from extract.records import Period
from extract.structure.model import Passage

Basis = Literal["stated", "inherited", "default"]
BOOKS = regex.compile(r"《[^《》]*》")
SETTING = frozenset({"academic_year", "year", "range"})


@dataclass(slots=True)
class Times:
    """The periods that a report's passages speak of, in reading order."""

    front: Front
    case: str | None = None
    inherited: Period | None = None
    mentions: Sequence[PeriodMention] = ()

    def enter(self, passage: Passage) -> None:
        """Turn to ``passage``: what its case said before holds on, a new case or paragraph begins anew."""
        if passage.case is None or passage.case != self.case:
            self.inherited = None
        self.case = passage.case
        books = [match.span() for match in BOOKS.finditer(passage.text)]
        self.mentions = [
            mention
            for mention in find_periods(passage.text, self.front.report_year)
            if not mention.compared and not any(start < mention.start < end for start, end in books)
        ]

    def period_at(self, place: int, clause_start: int, sentence_start: int) -> Period | None:
        """Return the period of the number at ``place`` of the passage, with its basis."""
        before = [mention for mention in self.mentions if mention.start < place]
        near = [mention for mention in before if mention.start >= sentence_start]
        if near:
            return based(near[-1].period, "stated")
        lasting = [m.period for m in before if self.case is not None or m.period.kind in SETTING]
        found = lasting[-1] if lasting else self.inherited
        if found:
            return based(found, "inherited")
        return based(self.front.period, "default") if self.front.period else None

    def leave(self) -> None:
        """Leave the passage: the last period that its case named holds for the next paragraph."""
        if self.case is not None and self.mentions:
            self.inherited = self.mentions[-1].period


def based(period: Period, basis: Basis) -> Period:
    """Return ``period`` with ``basis``."""
    return period if period.basis == basis else period.model_copy(update={"basis": basis})


@dataclass(slots=True)
class Bearers:
    """Whom the clauses of a passage speak of: the subject of the clause, the sentence, the case, the report."""

    roster: Roster
    namer: Namer
    whole_words: tuple[str, ...] = ()
    default: str | None = None
    current: str | None = None
    sentence: int = -1
    known: dict[str, str | None] = field(default_factory=dict)

    def enter(self, passage: Passage) -> None:
        """Turn to ``passage``."""
        self.default = self.current = self.roster.of_passage(passage)
        self.sentence = -1

    def bearer(self, clause: Clause) -> str | None:
        """Return whom ``clause`` speaks of; a subject holds until the sentence or its part ends."""
        if clause.sentence != self.sentence:
            self.sentence, self.current = clause.sentence, self.default
        self.current = self.subject(clause.text) or self.current
        result = self.current
        if clause.stop in ("；", ";"):
            self.current = self.default
        return result

    def subject(self, text: str) -> str | None:
        """Return the entity that ``text`` begins with, behind time and connectives."""
        lead = len(text) - len(self.namer.strip_lead(text))
        if text.startswith(self.whole_words, lead):
            return self.roster.report if self.default == self.roster.report else None
        for mention in self.roster.mentions(text):
            if mention.start > lead:
                return None
            if mention.start == lead:
                return self.acting(mention.entity, text[mention.end : mention.end + 1])
        return None

    def acting(self, entity: str, follow: str) -> str | None:
        """Return ``entity`` unless it is the region that only marks the name of something in it."""
        if entity != self.roster.report or self.default == entity:
            return entity
        return entity if follow in "各全共累有拥现已目中职教市" else None
