"""Titles that a page prints on two lines → one unit, by how the lines are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from extract.late import late
from extract.layout.model import Style
from extract.structure.flow import columns
from extract.structure.grammar import Grammar, is_title
from extract.structure.units import Unit, merge_units

SIZE_STEP = 0.4  # points
CLOSE = 1.1  # em between two lines of a title
LARGER = 1.15  # than the text
FULL = 4  # columns to the end of a line that its word would not fit in
OPENING = 3.0  # times the size of the text: the number of a chapter on the page that opens it
NUMBER = late(r"\d{1,2}")
WIDER = 1.25  # than the line above
LONG = 16  # characters of a title that is broken by hand
DATED = late(r"\d")
LONGEST_REST = 40  # characters
PARTING = ":：—、，"  # a title may be parted here


def mend_titles(text: str, units: Sequence[Unit], grammar: Grammar) -> list[Unit]:
    """Return ``units`` with the second lines of headings, case headings and captions put to the first."""
    body = body_style(units)
    mended: list[Unit] = []
    for unit, below in zip_longest(units, units[1:]):
        above = mended[-1] if mended else None
        if above and (
            _is_second_line(text, unit, above, body, grammar)
            or _is_numbered(unit, above, body, grammar)
            or _is_wrapped(unit, above, below, grammar)
        ):
            mended[-1] = merge_units(text, (above, unit))
        else:
            mended.append(unit)
    return mended


def body_style(units: Sequence[Unit]) -> Style:
    """Return how most of the text is set."""
    weights: Counter[Style] = Counter()
    for unit in units:
        weights[replace(unit.piece.style, centred=False, indent=0.0, shade=0.0)] += len(unit.text)
    return max(weights, key=lambda style: (weights[style], style.size), default=Style())


def stands_out(unit: Unit, body: Style) -> bool:
    """Tell whether ``unit`` is set larger or bolder than the ``body`` of the text."""
    style = unit.piece.style
    return style.size > body.size + SIZE_STEP or (style.bold and not body.bold)


def _is_second_line(text: str, unit: Unit, above: Unit, body: Style, grammar: Grammar) -> bool:
    """Tell whether ``unit`` is set as the marked title ``above`` and stands as close below as its next line."""
    signs = stands_out(above, body), unit.piece.style.centred
    if not _are_alike(unit, above) or (len(above.lines) > sum(signs) and not _is_filled(text, above)):
        return False
    if not any(signs) or (not all(signs) and _outreaches(unit, above, grammar)):
        return False
    fits = is_title(above.text.rstrip(PARTING), LONGEST_REST * 2) and is_title(unit.text, LONGEST_REST)
    return fits and is_marked(above.text, grammar) and not _begins_anew(unit.text, grammar)


def _is_filled(text: str, above: Unit) -> bool:
    """Tell whether the last of several lines is as long as the others: the title fills its column."""
    widths = [columns(text[start:end]) for start, end in above.lines]
    return len(widths) > 1 and widths[-1] > max(widths) - FULL


def _is_numbered(unit: Unit, above: Unit, body: Style, grammar: Grammar) -> bool:
    """Tell whether ``unit`` is a title beside or below its number, both set larger than the ``body`` of the text.

    A title that bears its number itself needs no other.
    """
    one, other = above.piece, unit.piece
    if not NUMBER.fullmatch(above.text) or one.page != other.page or not one.bbox or not other.bbox:
        return False
    large = min(one.style.size, other.style.size) > LARGER * body.size > 0
    close = other.bbox[1] - one.bbox[3] < CLOSE * one.style.size or one.style.size > OPENING * body.size
    named = is_title(unit.text, LONGEST_REST) and unit.text[0].isalpha() and grammar.label(unit.text) is None
    return large and close and named


def _is_wrapped(unit: Unit, above: Unit, below: Unit | None, grammar: Grammar) -> bool:
    """Tell whether typed ``unit`` is the rest of the long title above it: the two alone between blank lines."""
    alone = above.opens and unit.gap == 0 and (below is None or below.gap > 0 or below.turn)
    typed = above.piece.kind == unit.piece.kind == "text" and unit.piece.page is None and len(above.lines) == 1
    if not (alone and typed and len(above.text) >= LONG and len(unit.text) <= len(above.text)):
        return False
    fits = is_title(above.text.rstrip(PARTING), LONGEST_REST * 2) and is_title(unit.text, LONGEST_REST)
    anew = _begins_anew(unit.text, grammar) or grammar.is_remark(unit.text) or DATED.search(unit.text)
    return fits and bool(grammar.label(above.text) or grammar.case(above.text)) and not anew


def _outreaches(unit: Unit, above: Unit, grammar: Grammar) -> bool:
    """Tell whether ``unit`` is wider than the title above it: a paragraph's first line may seem centred."""
    one, other = above.piece.bbox, unit.piece.bbox
    wider = one and other and other[2] - other[0] > WIDER * (one[2] - one[0])
    return bool(wider) and _is_named(above.text, grammar)


def _is_named(text: str, grammar: Grammar) -> bool:
    """Tell whether a marked title says more than its number."""
    if label := grammar.label(text):
        return bool(label.title)
    captions = [grammar.case(text), grammar.table(text), *grammar.figures(text)]
    return any(caption is not None and caption.title for caption in captions)


def _begins_anew(text: str, grammar: Grammar) -> bool:
    return is_marked(text, grammar) or grammar.is_note(text)


def _are_alike(unit: Unit, above: Unit) -> bool:
    one, other = above.piece, unit.piece
    if not one.style.size or not one.bbox or not other.bbox or (one.page, one.frame) != (other.page, other.frame):
        return False
    alike = (one.style.face, one.style.bold) == (other.style.face, other.style.bold)
    close = 0 <= other.bbox[1] - one.bbox[3] < CLOSE * one.style.size
    return alike and close and abs(one.style.size - other.style.size) <= SIZE_STEP


def is_marked(text: str, grammar: Grammar) -> bool:
    """Tell whether ``text`` opens as a heading, a case heading or a caption does."""
    return bool(grammar.label(text) or grammar.case(text) or grammar.figures(text) or grammar.table(text))
