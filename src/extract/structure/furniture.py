"""Running heads and page numbers that a text input left in the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from extract.late import late
from extract.structure.grammar import Grammar, bare, is_prose, is_title
from extract.structure.units import Unit

DIGITS = late(r"\d+")
LONE_NUMBER = late(r"\d{1,3}")
FEWEST = 3
LONGEST_TITLE = 24


def part_furniture(units: Sequence[Unit], grammar: Grammar) -> list[Unit]:
    """Return ``units``, those of a text input that belong to a page and not to the text as furniture."""
    if any(unit.piece.runs_on is not None for unit in units):
        return list(units)
    found = {i for i, unit in enumerate(units) if grammar.is_page_number(unit.text)}
    found |= _at_turns(units) | _heads(units, grammar) | _counted(units)
    return [_set_apart(unit) if i in found else unit for i, unit in enumerate(units)]


def _set_apart(unit: Unit) -> Unit:
    return replace(unit, piece=replace(unit.piece, kind="furniture", rows=()))


def _at_turns(units: Sequence[Unit]) -> set[int]:
    """Return the first and last lines of pages that come again on other pages but for their digits."""
    turns = [i for i, unit in enumerate(units) if unit.turn and i]
    if not turns:
        return set()
    firsts = [0, *turns]
    lasts = [i - 1 for i in turns] + [len(units) - 1]
    return _repeated(units, firsts) | _repeated(units, lasts)


def _repeated(units: Sequence[Unit], places: Sequence[int]) -> set[int]:
    texts = [place for place in places if units[place].piece.kind == "text" and len(units[place].text) <= 40]
    keys = {place: DIGITS.sub("0", bare(units[place].text)) for place in texts}
    counts = Counter(key for key in keys.values() if key)
    return {place for place, key in keys.items() if counts[key] >= min(FEWEST, len(places))}


def _counted(units: Sequence[Unit]) -> set[int]:
    """Return the numbers that stand alone and count the pages: the longest run of each one more than the last."""
    chains: dict[int, list[int]] = {}
    for i, unit in enumerate(units):
        if LONE_NUMBER.fullmatch(unit.text):
            page = int(unit.text)
            chains[page] = chains.pop(page - 1, [])
            chains[page].append(i)
    longest = max(chains.values(), key=len, default=[])
    titled = sum(_is_over_title(*units[i : i + 3]) for i in longest)
    return set(longest) if len(longest) >= FEWEST and titled < len(longest) else set()


def _is_over_title(number: Unit, *below: Unit) -> bool:
    """Tell whether a number as web pages set them, 01, stands over a title with its text."""
    titled = len(below) == 2 and is_title(below[0].text, LONGEST_TITLE) and not below[0].text[-1].isdigit()
    return titled and number.text.startswith("0") and number.opens and is_prose(below[1].text)


def _heads(units: Sequence[Unit], grammar: Grammar) -> set[int]:
    """Return the lines that name a report and come again and again, each time alone, or once below a page number."""
    keys = {i: bare(unit.text) for i, unit in enumerate(units) if unit.opens and grammar.is_head(unit.text)}
    counts = Counter(keys.values())
    numbered = {i for i in keys if i and grammar.is_page_number(units[i - 1].text)}
    return {i for i, key in keys.items() if units[i].gap and counts[key] >= (2 if i in numbered else FEWEST)}
