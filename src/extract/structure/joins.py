"""Which paragraph goes on with the one before it, over the end of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.structure.flow import columns
from extract.structure.grammar import Grammar, ends_sentence, is_prose
from extract.structure.headings import counts_items
from extract.structure.plan import Part
from extract.structure.wraps import Measure, breaks_off

OPENERS, PAIRS = "《“（(【「『", {"》": "《", "”": "“", "）": "（", ")": "(", "】": "【", "」": "「", "』": "『"}
FLOATS = ("page_furniture", "table", "table_title", "table_note", "figure_caption")
FOOTNOTE = 0.92  # of the size of the text
LEAST = 40  # columns: a page ends behind a full line, and no page of the genre is narrower
LEAST_DECLARED = 24


def find_joins(parts: Sequence[Part], measure: Measure, grammar: Grammar) -> dict[int, int]:
    """Return for each part that continues a paragraph the part that it continues.

    ``measure`` is the width that the text is set to.
    """
    joins: dict[int, int] = {}
    before: int | None = None
    for place, part in enumerate(parts):
        if part.kind == "page_furniture":
            continue
        above = before if before is None or not part.unit.piece.runs_on else _over_floats(parts, before, part)
        if above is not None and (
            _joins(parts[above], part, measure, grammar) or (measure.width and _is_torn(parts, above, place, joins))
        ):
            joins[place] = above
        before = place
    return joins


def _over_floats(parts: Sequence[Part], before: int, part: Part) -> int:
    """Return the part before footnotes, tables and figures that stand between it and ``part`` at the end of a page."""
    size = part.unit.piece.style.size
    place = before
    while place and (
        parts[place].kind in FLOATS or (parts[place].kind == "paragraph" and _is_small(parts[place], size))
    ):
        place -= 1
    return place if parts[place].kind == part.kind else before


def _is_small(part: Part, size: float) -> bool:
    return part.unit.piece.style.size <= FOOTNOTE * size


def _are_alike(one: Part, other: Part) -> bool:
    return (one.kind, one.section, one.case) == (other.kind, other.section, other.case)


def _joins(one: Part, other: Part, measure: Measure, grammar: Grammar) -> bool:
    if one.kind not in ("paragraph", "declaration") or not _are_alike(one, other):
        return False
    runs_on = other.unit.piece.runs_on
    if runs_on or ends_sentence(one.unit.text) or _begins_item(other.unit.text, grammar):
        return bool(runs_on)
    if open_bracket(one.unit.text):
        return True  # whatever the geometry says: a quotation goes on
    if runs_on is not None:
        return False
    if one.kind == "declaration":
        return other.unit.gap == 0 and columns(one.unit.text) >= LEAST_DECLARED and ends_sentence(other.unit.text)
    start, end = one.unit.lines[-1]
    last = one.unit.text[-(end - start) :]
    return columns(last) >= LEAST and measure.is_full(last)


def _is_torn(parts: Sequence[Part], above: int, place: int, joins: Mapping[int, int]) -> bool:
    """Tell whether a sentence goes on behind blank lines: programs that turn a PDF into text tear stretched lines so.

    A number alone may be that of a page, unless its unit begins the next paragraph.
    """
    one, other = parts[above], parts[place]
    if not _are_alike(one, other) or one.kind != "paragraph" or ends_sentence(one.unit.text):
        return False
    if one.unit.text[-1].isdigit() and other.unit.text[0].isdigit():
        return False
    if other.unit.text.isdigit():
        behind = parts[place + 1] if place + 1 < len(parts) else None
        return behind is not None and behind.kind == "paragraph" and breaks_off(other.unit.text, behind.unit.text)
    return above in joins or is_prose(one.unit.text) or breaks_off(one.unit.text, other.unit.text)


def open_bracket(text: str) -> bool:
    """Tell whether ``text`` ends inside brackets or quotes."""
    opened: list[str] = []
    for sign in text[-200:]:
        if sign in OPENERS:
            opened.append(sign)
        elif opened and PAIRS.get(sign) == opened[-1]:
            opened.pop()
    return bool(opened)


def _begins_item(text: str, grammar: Grammar) -> bool:
    """Tell whether ``text`` opens with the number of a list item."""
    label = grammar.label(text)
    return label is not None and counts_items(label, text)
