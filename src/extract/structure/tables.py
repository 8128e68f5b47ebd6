"""Table parts → one table: header storeys, rows, and the place of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from extract.late import late
from extract.layout.model import Cell, Piece
from extract.structure.flow import Span, flow, split_lines
from extract.structure.grammar import ENDS, bare

FIGURE = late(r"[≥≤<>+\-±↑↓约近]*\d[\d,，.．\s:：]*[%％‰↑↓]?")
NUMBERED = late(r"[(（]?[\d一二三四五六七八九十]{1,3}[、.)）]|其中|合计|小计")
YEAR = late(r"(?:19|20)\d{2}")
HOLDS_DIGIT = late(r"\d")
FIGURE_WITH_UNIT = late(r"[约近≥≤]?\d[\d,，.]*\s*(?:[^\W\d_年月日届级学季]|[㎡%％:：])[^\d年级届以及上下]{0,6}\d*")
Row = list[Cell | None]
STOREY = " / "
FEWEST_LABELS = 3


class Grid(Struct, frozen=True):
    """A table put together: a label per grid column, and the body's cells by grid column.

    ``rests`` gives what the next page prints of a cell that the page's end cuts, by where the cell starts.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    rests: Mapping[int, Sequence[Cell]]

    def spans(self, cell: Cell) -> list[Span]:
        """Return the spans of the canonical text that ``cell`` is printed in."""
        return [(one.start, one.end) for one in (cell, *self.rests.get(cell.start, ()))]


def width(piece: Piece) -> int:
    """Return the number of grid columns."""
    return max((cell.column + cell.colspan for row in piece.rows for cell in row), default=0)


def words(text: str, row: Sequence[Cell]) -> tuple[str, ...]:
    """Return what is printed in ``row``, for comparison."""
    return tuple(bare(text[cell.start : cell.end]) for cell in row)


def comes_again(head: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether ``row`` prints ``head``; one of three labels or more may be lost, as on scans."""
    if head == row:
        return True
    if len(head) != len(row) or len(set(head)) < FEWEST_LABELS:
        return False
    return sum(one != other for one, other in zip(head, row, strict=True)) == 1 == row.count("") - head.count("")


def goes_on(text: str, first: Piece, last: Piece, piece: Piece) -> bool:
    """Tell whether ``piece`` is the next part of the table that begins with ``first`` and stands at ``last``.

    It is where the header comes again, or where its first row cannot be a header: it holds values, blanks,
    or a word that stands in the same column above.
    """
    if not piece.rows or not first.rows:
        return False
    if comes_again(words(text, first.rows[0]), words(text, piece.rows[0])):
        return True
    if width(last) != width(piece):
        return False
    top = _by_place(text, piece.rows[:1])
    if any(not word for _, word in top) or _has_figures(text, piece.rows[:1]) or not _has_figures(text, first.rows[1:]):
        return True
    return not top.isdisjoint(_by_place(text, last.rows[1:]))


def _by_place(text: str, rows: Sequence[Sequence[Cell]]) -> set[tuple[int, str]]:
    return {(cell.column, word) for row in rows for cell, word in zip(row, words(text, row), strict=True)}


def _has_figures(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    return any(is_figure(word) for row in rows for word in words(text, row))


def is_figure(word: str) -> bool:
    """Tell whether a cell holds a value: a number that is no year."""
    return bool(FIGURE.fullmatch(word)) and not YEAR.fullmatch(word)


def put_together(text: str, parts: Sequence[Piece], inset: Sequence[Cell] = ()) -> Grid:
    """Return the table that ``parts`` print; header rows that come again and rows of ``inset`` cells are dropped.

    ``inset`` are the cells over the whole width that hold the table's title or a note.
    """
    columns = max(width(part) for part in parts)
    aside = {cell.start for cell in inset}
    rests: dict[int, list[Cell]] = {}
    own = [_folded(part, aside, rests) for part in parts]
    own = [list(_uncut(rows, k > 0, k < len(own) - 1)) for k, rows in enumerate(own)]
    rows = [row for part in own for row in part]
    heads = rows[: header_depth(text, rows)]
    storeys = [words(text, row) for row in heads]
    body: list[tuple[Cell | None, ...]] = []
    skipped = len(heads)
    for before, part, printed in zip([None, *parts], parts, own, strict=False):
        fresh = [row for row in printed[skipped:] if not any(comes_again(head, words(text, row)) for head in storeys)]
        skipped = max(0, skipped - len(printed))
        if fresh and body and before and before.page != part.page and _is_rest(text, body[-1], fresh[0]):
            _go_on(body[-1], fresh.pop(0), rests)
        body.extend(_spread(row, columns) for row in fresh)
    return Grid(_labels(text, heads, columns, rests), tuple(body), rests)


def _uncut(rows: Sequence[Sequence[Cell]], above: bool, below: bool) -> Iterator[Sequence[Cell]]:
    """Yield the rows but for a blank one where the table goes on ``above`` or ``below``: the page cut one there."""
    for place, row in enumerate(rows):
        edge = (above and place == 0) or (below and place == len(rows) - 1)
        if filled(row) or not edge:
            yield row


def _folded(part: Piece, aside: Set[int], rests: dict[int, list[Cell]]) -> list[Sequence[Cell]]:
    """Return the rows of ``part`` without those ``aside``; what only goes on with the row above goes into ``rests``."""
    kept: list[Sequence[Cell]] = []
    for at, row in enumerate(part.rows):
        if any(cell.start in aside for cell in filled(row)):
            continue
        above = _spread(kept[-1], width(part)) if kept and at in part.rests else ()
        if above and all(above[cell.column] for cell in filled(row)):
            _go_on(above, row, rests)
        else:
            kept.append(row)
    return kept


def _go_on(row: Sequence[Cell | None], rest: Sequence[Cell], rests: dict[int, list[Cell]]) -> None:
    """Put the cells of ``rest`` with those of ``row`` that they go on with."""
    for cell in filled(rest):
        rests.setdefault(_at(row, cell.column).start, []).append(cell)


def _is_rest(text: str, above: Sequence[Cell | None], row: Sequence[Cell]) -> bool:
    """Tell whether ``row`` holds the last lines of cells of the row above, which the end of the page cut."""
    cells = filled(row)
    if not 0 < len(cells) < sum(cell is not None for cell in above) or _has_figures(text, [cells]):
        return False
    if any(cell.column >= len(above) or above[cell.column] is None for cell in cells):
        return False
    cut = [(_print(text, _at(above, cell.column)), _print(text, cell)) for cell in cells]
    if any(before[-1] in ENDS or NUMBERED.match(after) for before, after in cut):
        return False
    return cells[-1].column > 0 or len(cut[0][1]) < len(cut[0][0])


def _at(row: Sequence[Cell | None], column: int) -> Cell:
    cell = row[column]
    assert cell is not None
    return cell


def _print(text: str, cell: Cell) -> str:
    return bare(text[cell.start : cell.end])


def filled(row: Sequence[Cell]) -> list[Cell]:
    """Return the cells that print something."""
    return [cell for cell in row if cell.end > cell.start]


def header_depth(text: str, rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows the header has: a storey more while cells stand under merged or blank ones.

    No row is one where the first already states values, as in tables of nothing but labels and their values.
    """
    if rows and is_of_pairs(text, rows[0]):
        return 0
    depth = 1
    deepest = 1
    while depth < len(rows) - 1:
        deepest = max(deepest, *(depth - 1 + cell.rowspan for cell in rows[depth - 1]), 1)
        under = filled(rows[depth])
        if not under or any(is_figure(bare(text[cell.start : cell.end])) for cell in under):
            break
        above = _by_column(rows[depth - 1])
        lower = [cell for cell in under if text[cell.start] not in "（("]  # a unit in brackets is the end of its label
        if not (deepest > depth or (lower and all(_is_open(above, cell.column) for cell in lower))):
            break
        depth += 1
    return min(depth, len(rows))


def is_of_pairs(text: str, row: Sequence[Cell]) -> bool:
    """Tell whether ``row`` is made of labels with values right of them: half are figures with units, or all figures."""
    printed = words(text, row)
    labels, values = printed[::2], printed[1::2]
    if len(printed) % 2 or any(map(HOLDS_DIGIT.search, labels)):
        return False
    figures = sum(FIGURE_WITH_UNIT.fullmatch(value) is not None for value in values)
    return 2 * figures >= len(values) or (all(labels) and all(map(is_figure, values)))


def _by_column(row: Sequence[Cell]) -> dict[int, Cell]:
    """Return the cell that covers each grid column."""
    return {column: cell for cell in row for column in range(cell.column, cell.column + cell.colspan)}


def _is_open(above: Mapping[int, Cell], column: int) -> bool:
    """Tell whether ``column`` has a label still to come: merged, blank, or left of a blank one."""
    cell = above.get(column)
    if cell is None or cell.start == cell.end or cell.colspan > 1:
        return True
    right = above.get(column + 1)
    return right is not None and right.start == right.end


def _labels(
    text: str, heads: Sequence[Sequence[Cell]], columns: int, rests: Mapping[int, Sequence[Cell]]
) -> tuple[str, ...]:
    """Return a label per column, storeys joined; a merged cell's text stands in each of its columns."""
    labels: list[list[str]] = [[] for _ in range(columns)]
    for storey, row in enumerate(heads, 1):
        cells = _by_column(row)
        shown = ""
        for column, label in enumerate(labels):
            cell = cells.get(column)
            if cell is None or (cell.start == cell.end and (label or storey == len(heads))):
                shown = ""  # spanned from above, or nothing printed
            elif cell.end > cell.start:
                printed = [(one.start, one.end) for one in (cell, *rests.get(cell.start, ()))]
                shown = flow(text, [line for span in printed for line in split_lines(text, *span)])[0]
            if shown:
                label.append(shown)
    return tuple(STOREY.join(label) for label in labels)


def _spread(row: Sequence[Cell], columns: int) -> tuple[Cell | None, ...]:
    spread: Row = [None] * columns
    for cell in filled(row):
        spread[cell.column] = cell
    return tuple(spread)
