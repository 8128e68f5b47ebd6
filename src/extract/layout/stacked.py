"""Tables copied out of a page cell by cell: one cell a line, or cells parted by commas as a spreadsheet saves them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extract.layout.typed import FEWEST_CELLS, LONGEST_HEAD, YEAR, Span, TypedLine, is_head, is_plain, lines_from

COMMA_CELL = re.compile(r'"(?P<quoted>[^"]*)"(?=,|$)|(?P<bare>[^,"]*)(?=,|$)')
HEADS = re.compile("指标|项目|名称|单位|序号|类别|学校|专业|内容|数量|人数|金额|占比|比例|合计|数值")
MOST_COLUMNS = 8  # of a table whose cells stand on lines of their own
FEWEST_ROWS = 2
LONGEST_CELL = 30


def count_commas(text: str, lines: Sequence[TypedLine], first: int) -> int:
    """Return how many lines from ``first`` on are a table whose cells commas part: a head, then rows with values."""
    head = part_commas(text, lines[first])
    if len(head) < FEWEST_CELLS or not is_head(text, head):
        return 0
    rows = takewhile(lambda line: not line.gap and _is_comma_row(text, line, len(head)), lines_from(lines, first + 1))
    count = sum(1 for _ in rows)
    return count + 1 if count >= FEWEST_ROWS else 0


def part_commas(text: str, line: TypedLine) -> list[Span]:
    """Return the cells between commas, quotes round them left out; nothing where quotes stand otherwise."""
    cells: list[Span] = []
    at = line.start
    while match := COMMA_CELL.match(text, at, line.end):
        start, end = match.span("quoted" if match["quoted"] is not None else "bare")
        body = text[start:end].strip()
        start += text[start:end].index(body)
        cells.append((start, start + len(body)))
        at = match.end() + 1
        if match.end() == line.end:
            return cells
    return []


def _is_comma_row(text: str, line: TypedLine, columns: int) -> bool:
    cells = part_commas(text, line) if text.count(",", line.start, line.end) + 1 >= columns else []
    return len(cells) == columns and any(is_plain(text, cell) for cell in cells)


def count_stacked(text: str, lines: Sequence[TypedLine], first: int) -> int:
    """Return how many lines from ``first`` on are the cells of a table, one a line."""
    columns, rows = _find_stack(text, lines, first)
    return columns * (rows + 1)


def part_stacked(text: str, lines: Sequence[TypedLine]) -> list[list[Span]]:
    """Return the rows of cells that :func:`count_stacked` counts."""
    columns, rows = _find_stack(text, lines, 0)
    cells = [(line.start, line.end) for line in lines]
    return [cells[at * columns : (at + 1) * columns] for at in range(rows + 1)] if columns else []


def _find_stack(text: str, lines: Sequence[TypedLine], first: int) -> tuple[int, int]:
    """Return how many columns and rows below the head the cells from ``first`` on make: those that hold most of them.

    Every row repeats which of its cells are values, from a label at its beginning to a value at its end.
    """
    cells = list(_short_cells(text, lines[first : first + MOST_COLUMNS * 2]))
    found = (0, 0)
    for columns in range(FEWEST_CELLS, min(MOST_COLUMNS, len(cells) // 2) + 1):
        head, row = cells[:columns], cells[columns : 2 * columns]
        if not is_head(text, head) or not any(_names_column(text, cell) for cell in head):
            continue
        shape = _shape(text, row)
        if shape[-1] and not all(shape[: 2 if shape[0] else 1]):
            rows = _count_rows(text, lines, first + columns, shape)
            if rows >= FEWEST_ROWS and columns * rows > found[0] * found[1]:
                found = columns, rows
    return found


def _count_rows(text: str, lines: Sequence[TypedLine], first: int, shape: Sequence[bool]) -> int:
    rows, columns = 0, len(shape)
    while first + (rows + 1) * columns <= len(lines):
        begin = first + rows * columns
        cells = list(_short_cells(text, lines[begin : begin + columns]))
        if len(cells) < columns or _shape(text, cells) != shape:
            break
        rows += 1
    return rows


def _short_cells(text: str, lines: Sequence[TypedLine]) -> Iterator[Span]:
    """Yield lines as cells up to the first that is none."""
    for line in lines:
        if line.end - line.start > LONGEST_CELL or text[line.end - 1] in "。；，、：？！":
            return
        yield line.start, line.end


def _shape(text: str, row: Sequence[Span]) -> list[bool]:
    """Return which cells of ``row`` are values."""
    return [is_plain(text, cell) for cell in row]


def _names_column(text: str, cell: Span) -> bool:
    words = text[cell[0] : cell[1]]
    return len(words) <= LONGEST_HEAD and (YEAR.fullmatch(words) or HEADS.search(words)) is not None
