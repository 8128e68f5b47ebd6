"""Numerals, tables and rules → facts, the ledger and what is not reported."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract import records
from extract.facts.coverage import measure_coverage
from extract.facts.entities import Roster, gather_entities
from extract.facts.front import read_front
from extract.facts.ledger import close_ledger
from extract.facts.model import Front
from extract.facts.prose import is_vocational, prose_drafts
from extract.facts.rows import read_tables
from extract.facts.settle import settle_facts
from extract.facts.tables import table_drafts
from extract.facts.tiers import TierTeller
from extract.facts.unreported import find_unreported
from extract.layout.model import Glyphs
from extract.numerals.model import Numeral
from extract.rules.patterns import Patterns
from extract.structure.model import Outline


class Statement(Struct, frozen=True):
    """All that a report states, with every numeral accounted for."""

    front: Front
    entities: Sequence[records.Entity]
    facts: Sequence[records.Fact]
    unreported: Sequence[records.Unreported]
    numbers: Sequence[records.LedgerEntry]
    coverage: records.Coverage


def state_facts(
    outline: Outline, numerals: Sequence[Sequence[Numeral]], patterns: Patterns, glyphs: Glyphs
) -> Statement:
    """Return the facts of ``outline``; ``numerals[i]`` are those of ``outline.passages[i]``."""
    front = read_front(outline, patterns)
    roster = gather_entities(outline, front, patterns.names)
    facts, unreported = _read_facts(outline, numerals, patterns, front, roster, glyphs)
    numbers = close_ledger(outline, numerals, facts, glyphs)
    rules = (rule.name for rule in patterns.prose.rules)
    coverage = measure_coverage(outline, numbers, facts, rules=rules, indicators=patterns.catalogue.indicators)
    return Statement(front, roster.entities, facts, unreported, numbers, coverage)


def _read_facts(
    outline: Outline,
    numerals: Sequence[Sequence[Numeral]],
    patterns: Patterns,
    front: Front,
    roster: Roster,
    glyphs: Glyphs,
) -> tuple[Sequence[records.Fact], Sequence[records.Unreported]]:
    """Return the facts and the gaps; readings and drafts, which weigh as much, end here."""
    readings = read_tables(outline, numerals, patterns, front)
    vocational = is_vocational(outline, front, patterns.grammar)
    tiers = TierTeller(outline, patterns, front, roster)
    tables = table_drafts(readings, patterns, front, roster, tiers, vocational=vocational)
    prose = prose_drafts(outline, numerals, patterns, front, roster, tiers)
    facts = settle_facts(tiers.mark([*tables, *prose]), outline, glyphs, patterns.catalogue)
    return facts, find_unreported(readings, patterns, front)
