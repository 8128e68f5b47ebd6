"""How much of a report was understood: counts, open numbers, and what never spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.facts.ledger import open_numbers
from extract.records import Coverage, Fact, LedgerEntry
from extract.structure.model import Outline


def measure_coverage(
    outline: Outline,
    numbers: Sequence[LedgerEntry],
    facts: Sequence[Fact],
    *,
    rules: Iterable[str] = (),
    indicators: Iterable[str] = (),
    unguarded: Iterable[str] = (),
) -> Coverage:
    """Return the coverage of one report.

    ``rules``: ids of all prose rules; ``indicators``: codes of the catalogue; ``unguarded``: ids of the
    facts that no relation guards.
    """
    fired = {fact.rule for fact in facts}
    found = {fact.indicator for fact in facts}
    return Coverage(
        blocks=counted(block.kind for block in outline.blocks),
        numbers=counted(entry.class_ for entry in numbers),
        open_numbers=[entry.start for entry in open_numbers(outline, numbers)],
        facts=counted(fact.source for fact in facts),
        silent_rules=sorted(set(rules) - fired),
        absent_indicators=sorted(set(indicators) - found),
        unguarded=list(unguarded),
    )


def counted(words: Iterable[str]) -> dict[str, int]:
    """Return how often each word stands, in the words' order."""
    return dict(sorted(Counter(words).items()))
