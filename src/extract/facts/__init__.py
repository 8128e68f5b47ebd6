"""Numerals, tables and rules → facts, the ledger and what is not reported."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract import records
from extract.facts.coverage import measure_coverage
from extract.facts.entities import Roster, gather_entities
from extract.facts.front import read_front
from extract.facts.ledger import Entry, close_ledger, list_entries
from extract.facts.model import Draft, Front
from extract.facts.prose import PROSE, is_vocational, prose_drafts
from extract.facts.rows import read_tables
from extract.facts.settle import settle_facts
from extract.facts.tables import table_drafts
from extract.facts.tiers import TierTeller
from extract.facts.unreported import find_unreported
from extract.layout.model import Glyphs
from extract.numerals.model import Numeral
from extract.rules.patterns import Patterns
from extract.structure.model import Outline


class Reading(Struct, frozen=True):
    """What a report's text, numerals and tables say, before places, ids and rivals are looked at."""

    front: Front
    roster: Roster
    drafts: list[Draft]
    unreported: Sequence[records.Unreported]
    entries: Sequence[Entry]


class Statement(Struct, frozen=True):
    """All that a report states, with every numeral accounted for."""

    facts: Sequence[records.Fact]
    numbers: Sequence[records.LedgerEntry]
    coverage: records.Coverage


def read_facts(outline: Outline, numerals: list[Sequence[Numeral]], patterns: Patterns) -> Reading:
    """Return what ``outline`` says; ``numerals[i]`` are those of ``outline.passages[i]`` and are used up."""
    front = read_front(outline, patterns)
    roster = gather_entities(outline, front, patterns.names)
    tiers = TierTeller(outline, patterns, front, roster)
    entries = list_entries(outline, numerals)
    drafts, unreported = _read_tables(outline, numerals, patterns, front, roster, tiers)
    numerals[:] = [
        found if passage.kind in PROSE else () for passage, found in zip(outline.passages, numerals, strict=True)
    ]
    drafts += prose_drafts(outline, numerals, patterns, front, roster, tiers)
    numerals.clear()
    return Reading(front, roster, tiers.mark(drafts), unreported, entries)


def _read_tables(
    outline: Outline,
    numerals: Sequence[Sequence[Numeral]],
    patterns: Patterns,
    front: Front,
    roster: Roster,
    tiers: TierTeller,
) -> tuple[list[Draft], list[records.Unreported]]:
    """Return what the tables say and leave unsaid; their readings, which weigh as much, end here."""
    readings = read_tables(outline, numerals, patterns, front)
    vocational = is_vocational(outline, front, patterns.grammar)
    drafts = table_drafts(readings, patterns, front, roster, tiers, vocational=vocational)
    return drafts, find_unreported(readings, patterns, front)


def state_facts(reading: Reading, outline: Outline, patterns: Patterns, glyphs: Glyphs) -> Statement:
    """Return the facts of ``reading``, whose drafts are used up; ``outline`` needs no passages and frames any more."""
    facts = settle_facts(reading.drafts, outline, glyphs, patterns.catalogue)
    numbers = close_ledger(outline.text, reading.entries, facts, glyphs)
    rules = (rule.name for rule in patterns.prose.rules)
    coverage = measure_coverage(outline, numbers, facts, rules=rules, indicators=patterns.catalogue.indicators)
    return Statement(facts, numbers, coverage)
