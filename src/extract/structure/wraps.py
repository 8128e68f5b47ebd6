"""Text set to a fixed width without blank lines → units of whole paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.structure.directory import ends_entry
from extract.structure.grammar import Grammar, ends_sentence
from extract.structure.units import Unit, merge_units

LEAST_LINES = 8
LEAST_WIDTH = 40  # half-width columns
SLACK = 0.15  # a proportional font leaves lines of one width with so different numbers of columns


def undo_wraps(text: str, units: Sequence[Unit], width: int, grammar: Grammar) -> list[Unit]:
    """Return ``units`` with the lines of a paragraph made one, where the text is set to ``width``."""
    if not width:
        return list(units)
    merged: list[Unit] = []
    run: list[Unit] = []
    for unit in units:
        if run and not _goes_on(run[0], run[-1], unit, width, grammar):
            merged.append(merge_units(text, run))
            run = []
        run.append(unit)
    return [*merged, merge_units(text, run)] if run else merged


def find_width(units: Sequence[Unit]) -> int:
    """Return the width in half-width columns that the text's lines are broken at, 0 where they are not."""
    widths = sorted(columns(a.text) for a, b in _neighbours(units) if not ends_sentence(a.text))
    if len(widths) < LEAST_LINES:
        return 0
    width = widths[int(len(widths) * 0.9)]
    full = sum(1 for one in widths if (1 - SLACK) * width <= one <= (1 + SLACK) * width)
    return width if width >= LEAST_WIDTH and full >= 0.6 * len(widths) else 0


def columns(text: str) -> int:
    """Return the width of ``text``: ASCII counts 1, all else 2."""
    return len(text.encode("gbk", "replace")) if not text.isascii() else len(text)


def _neighbours(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Yield each text line with the one directly below it."""
    for a, b in pairwise(units):
        both_text = a.piece.kind == b.piece.kind == "text"
        if both_text and b.gap == 0 and not b.turn and a.piece.page is None and not ends_entry(a.text):
            yield a, b


def _goes_on(first: Unit, last: Unit, unit: Unit, width: int, grammar: Grammar) -> bool:
    """Tell whether ``unit`` is the next line of the paragraph that runs from ``first`` to ``last``."""
    if unit.gap or unit.turn or first.piece.kind != "text" or unit.piece.kind != "text":
        return False
    if unit.indent >= last.indent + 2 or ends_entry(last.text):
        return False
    room = columns(last.text) + last.indent
    marked = bool(_marker(unit.text, grammar))
    if ends_sentence(last.text):
        goes_on = ends_sentence(unit.text) or columns(unit.text) >= (1 - SLACK) * width
        return room >= width - 2 and goes_on and not marked
    return room >= (1 - SLACK) * width and not (marked and (_marker(first.text, grammar)))


def _marker(text: str, grammar: Grammar) -> bool:
    return bool(grammar.label(text) or grammar.case(text) or grammar.figure(text) or grammar.table(text))
