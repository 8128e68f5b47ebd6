"""Numerals, tables and rules → facts, the ledger and what is not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract import records
from extract.facts.model import Front
from extract.layout.model import Glyphs
from extract.numerals.model import Numeral
from extract.rules.patterns import Patterns
from extract.structure.model import Outline


@dataclass(frozen=True, slots=True)
class Statement:
    """All that a report states, with every numeral accounted for."""

    front: Front
    entities: Sequence[records.Entity]
    facts: Sequence[records.Fact]
    unreported: Sequence[records.Unreported]
    numbers: Sequence[records.LedgerEntry]


def state_facts(
    outline: Outline, numerals: Sequence[Sequence[Numeral]], patterns: Patterns, glyphs: Glyphs
) -> Statement:
    """Return the facts of ``outline``; ``numerals[i]`` are those of ``outline.passages[i]``."""
    # front = read_front(outline, patterns)                         facts/front.py
    # roster = gather_entities(outline, front, …)                   facts/entities.py
    # tables = table_drafts(outline, numerals, patterns, front, roster)  facts/tables.py
    # prose = prose_drafts(outline, numerals, patterns, roster)     facts/prose.py
    # facts = settle_facts([*tables, *prose], outline, glyphs)      facts/settle.py
    # unreported = find_unreported(outline, facts, catalogue)       facts/unreported.py
    # numbers = close_ledger(outline, numerals, facts)              facts/ledger.py
    return Statement(Front(), (), (), (), ())
