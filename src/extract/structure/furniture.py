"""Running heads and page numbers that a text input left in the flow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.structure.grammar import Grammar, bare
from extract.structure.units import Unit

DIGITS = re.compile(r"\d+")
FEWEST = 3
LONE_NUMBER = re.compile(r"\d{1,4}")


def find_furniture(units: Sequence[Unit], grammar: Grammar) -> set[int]:
    """Return the indices of the units that belong to a page and not to the text."""
    found = {i for i, unit in enumerate(units) if unit.piece.kind == "furniture" or grammar.is_page_number(unit.text)}
    if any(unit.piece.page is not None for unit in units):
        return found
    return found | _at_turns(units) | _heads(units, grammar)


def _at_turns(units: Sequence[Unit]) -> set[int]:
    """Return the first and last lines of pages that come again on other pages but for their digits."""
    turns = [i for i, unit in enumerate(units) if unit.turn and i]
    if len(turns) < 2:
        return set()
    firsts = [0, *turns]
    lasts = [i - 1 for i in turns] + [len(units) - 1]
    return _repeated(units, firsts) | _repeated(units, lasts)


def _repeated(units: Sequence[Unit], places: Sequence[int]) -> set[int]:
    keys = {place: DIGITS.sub("0", bare(units[place].text)) for place in places if len(units[place].text) <= 40}
    counts = Counter(key for key in keys.values() if key)
    return {place for place, key in keys.items() if counts[key] >= min(FEWEST, len(places))}


def _heads(units: Sequence[Unit], grammar: Grammar) -> set[int]:
    """Return the lines that name a report and come again and again, each time alone."""
    keys = {i: bare(unit.text) for i, unit in enumerate(units) if unit.gap and grammar.is_head(unit.text)}
    counts = Counter(keys.values())
    return {i for i, key in keys.items() if counts[key] >= FEWEST}
