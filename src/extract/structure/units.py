"""Pieces → units: what the structure reads as one, with the lines it is printed on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extract.late import late
from extract.layout.model import Layout, Piece
from extract.records import Box
from extract.structure.flow import Span, flow_text, split_lines

MARKUP = late(r"(?P<lead>(?:>[ \t]?){0,3}(?:#{1,6}[ \t]+)?)(?P<strong>\*\*|__)?(?P<words>.+?)(?(strong)(?P=strong))")
BOXED = late(r"(?P<lead>[|｜│┃]\s*)(?P<words>.+?)\s*[|｜│┃]")
NUMBERED = (
    r"(?:第?[一二三四五六七八九十]{1,3}\s*[、章节部篇]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}(?:[.．]\d{1,2}){0,3}(?:[、．.\s]|(?=[^\W\d_a-zA-Z])))"
)
SIGNS = "[\u2190-\u245f\u2500-\u2775\u2794-\u2bff\ufe0f\U0001f000-\U0001faff·•]"
"""Arrows, boxes, stars and pictures, but no numbers in circles."""
ADORNED = late(
    rf"(?P<lead>{SIGNS}{{1,4}}\s*)(?P<words>{NUMBERED}.+)|(?P<open>[【〖]\s*)(?P<held>{NUMBERED}[^【】〖〗]+?)\s*[】〗]"
)
"""A numbered title behind a sign, or in brackets: ✅ 一、规模, ■ 1.1 规模, 【一、规模】."""
BREAKS = "\n\f\v\r\x1c\x1d\x1e\x85\u2028\u2029"


class Unit(Struct, frozen=True, gc=False):
    """A stretch of text, a table part or furniture.

    ``text`` has its line breaks undone; ``lines`` are the canonical spans it is printed on;
    ``gap`` counts the blank lines above, ``indent`` the columns before it; ``turn``: a page ends above.
    ``lead`` and ``tail`` count the characters before and behind the text that mark it up: ``## 1.1 **规模**``.
    """

    text: str
    lines: tuple[Span, ...]
    piece: Piece
    gap: int = 0
    indent: int = 0
    turn: bool = False
    lead: int = 0
    tail: int = 0

    @property
    def start(self) -> int:
        """Return where the unit begins in the canonical text."""
        return self.lines[0][0] - self.lead

    @property
    def opens(self) -> bool:
        """Tell whether the text begins with the unit, or a blank line or a page's end stands above it."""
        return self.gap > 0 or self.turn or self.start == 0

    @property
    def end(self) -> int:
        """Return where the unit ends in the canonical text."""
        return self.lines[-1][1] + self.tail


def read_units(layout: Layout) -> list[Unit]:
    """Return a unit per piece of ``layout``, in text order."""
    units: list[Unit] = []
    end, page = 0, None
    for piece in layout.pieces:
        lines = (
            ((piece.start, piece.end),)
            if piece.kind == "table"
            else tuple(split_lines(layout.text, piece.start, piece.end))
        )
        if not lines:
            continue
        start = lines[0][0]
        gap = max(0, layout.text.count("\n", end, start) - 1)
        turn = layout.text.find("\f", end, start) >= 0 or piece.page != page
        indent = _indent(layout.text, start)
        end, page = lines[-1][1], piece.page
        if piece.kind == "table":
            units.append(Unit("", lines, piece, gap, indent, turn))
            continue
        lead, tail = _markup(layout.text, *lines[0]) if len(lines) == 1 and page is None else (0, 0)
        lines = ((lines[0][0] + lead, lines[0][1]), *lines[1:])
        lines = (*lines[:-1], (lines[-1][0], lines[-1][1] - tail))
        units.append(Unit(flow_text(layout.text, lines), lines, piece, gap, indent, turn, lead, tail))
    return units


def _markup(text: str, start: int, end: int) -> tuple[int, int]:
    """Return how many characters before and behind the words of a line mark it as a heading, as strong, as boxed."""
    if text[start] in "|｜│┃":
        match = BOXED.fullmatch(text, start, end)
    elif text[start] in ">#*_":
        match = MARKUP.fullmatch(text, start, end)
    elif match := ADORNED.fullmatch(text, start, end):
        name = "held" if match["held"] else "words"
        return match.start(name) - start, end - match.end(name)
    return (match.start("words") - start, end - match.end("words")) if match else (0, 0)


def merge_units(text: str, units: Sequence[Unit]) -> Unit:
    """Return ``units`` as one; its piece has the style of the first and, on one page, the box round all."""
    first = units[0]
    if len(units) == 1:
        return first
    lines = tuple(line for unit in units for line in unit.lines)
    piece = replace(first.piece, end=lines[-1][1], bbox=_surround([unit.piece for unit in units]))
    return Unit(flow_text(text, lines), lines, piece, first.gap, first.indent, first.turn, first.lead, units[-1].tail)


def split_unit(text: str, unit: Unit) -> list[Unit]:
    """Return a unit per printed line of ``unit``."""
    if len(unit.lines) == 1:
        return [unit]
    gaps = [unit.gap] + [0] * (len(unit.lines) - 1)
    return [
        Unit(text[start:end], ((start, end),), unit.piece, gap, _indent(text, start), unit.turn and start == unit.start)
        for (start, end), gap in zip(unit.lines, gaps, strict=True)
    ]


def _surround(pieces: Sequence[Piece]) -> Box | None:
    """Return the box round the pieces that stand on the page of the first."""
    boxes = [piece.bbox for piece in pieces if piece.page == pieces[0].page]
    if None in boxes:
        return pieces[0].bbox
    x0s, tops, x1s, bottoms = zip(*(box for box in boxes if box), strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def _indent(text: str, start: int) -> int:
    """Return the width of the white space between the line's begin and ``start``."""
    begin = start
    while begin > 0 and text[begin - 1].isspace() and text[begin - 1] not in BREAKS:
        begin -= 1
    return sum(8 if sign == "\t" else 2 if sign > "\u2fff" else 1 for sign in text[begin:start])
