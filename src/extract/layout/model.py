"""What the layout room hands on: the canonical text and the pieces it consists of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct, field

from extract.records import Box, PageInfo, SkippedPage


class Style(Struct, frozen=True, gc=False):
    """How a piece is set; sizes in points, ``indent`` from the left edge of the text column.

    ``face`` is the one that most ideographs are set in, empty where none is known; ``shade`` how light they are,
    from 0, black, to 1.
    """

    size: float = 0.0
    bold: bool = False
    centred: bool = False
    indent: float = 0.0
    face: str = ""
    shade: float = 0.0


class Cell(Struct, frozen=True, gc=False):
    """One printed cell: a span of the canonical text (empty where ``start == end``) and its grid place.

    ``column`` counts grid columns from 0; a merged cell stands once, with its spans.
    """

    start: int
    end: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    page: int | None = None
    bbox: Box | None = None


class Piece(Struct, frozen=True, gc=False):
    """A printed unit on one page: lines of one paragraph, one table part, or furniture.

    ``runs_on``: geometry says that this text goes on from the text piece before (True), begins
    anew (False), or cannot tell (None, always so for text input).  ``frame``: the number of the
    drawn or shaded box that encloses the piece, None outside any.  ``rests``: which ``rows`` only go on
    with cells of the row above.  ``unsure``: lines of a table may stand in the wrong row or cell.
    """

    kind: Literal["text", "table", "furniture"]
    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    runs_on: bool | None = None
    frame: int | None = None
    style: Style = Style()
    rows: tuple[tuple[Cell, ...], ...] = ()
    rests: frozenset[int] = frozenset()
    unsure: bool = False
    footnote: bool = False


class Glyphs(Protocol):
    """Where each character of the canonical text stands."""

    def locate(self, start: int, end: int) -> tuple[int | None, Box | None]:
        """Return the page of ``start`` and the box round the span's characters on that page."""
        ...

    def confidence(self, start: int, end: int) -> float | None:
        """Return how sure the recognition of the span is, from 0 to 1; None where a text layer was read."""
        ...


class Nowhere:
    """The glyphs of a text input: no page, no box."""

    def locate(self, start: int, end: int) -> tuple[int | None, Box | None]:
        """Return no place."""
        return None, None

    def confidence(self, start: int, end: int) -> None:
        """Return nothing: text is given, not recognised."""


class Layout(Struct, frozen=True):
    """The canonical text with its pieces in text order, which cover all that is not white space."""

    text: str
    pieces: Sequence[Piece]
    pages: Sequence[PageInfo] = ()
    skipped: Sequence[SkippedPage] = ()
    glyphs: Glyphs = field(default_factory=Nowhere)
