"""Rows of a table as people type them: cells parted by tabs, by bars, by blanks under one another, by single blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Literal

from msgspec import Struct

Span = tuple[int, int]
Parting = Literal["tab", "bar", "blanks", "blank", "comma", "stack"]

LEADER = re.compile(r"[.．…‥⋯·•_]{2,}[\s.．…‥⋯·•_]{0,60}(?:\d{1,4}|[ivxlcIVXLC]{1,7})?$")
BAR = re.compile(r"[|｜│┃║]")
UPRIGHTS = re.compile(r"[|｜│┃║├┤┠┨┣┫╟╢╠╣┼]|\+(?=--)|(?<=--)\+")  # bars, and where a rule begins or ends at one
DRAWN = re.compile(r"(?=.{0,50}(?:[-=]{3}|[─━═┄┅┈┉╌╍]))[-=+|: \u2500-\u257f]{3,}")
BLANKS = re.compile(r"[ \u3000\u00a0]{2,}")
BLANK = re.compile(r"[ \u3000\u00a0]")
PLAIN = re.compile(r"[+-]?\d[\d.,]*%?|\d[\d.]*[:：∶]\d[\d.]*|-+|—+|/")  # the value of a cell
ENTRY = re.compile(r"第[^ ]{1,3}[章节篇]|[图表]|(?:典型)?案例|\d+[.．]\d")
NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．\s]|附")
SAYS = re.compile(r"(?!其中)[（(]?[^，。；:：\d]{1,10}[:：]")  # 统计时间：2024 年 8 月
CAPTION = re.compile(r"[（(]?[续附]{0,2}表\s*[\d一二三四五六七八九十]")
RUNNING = re.compile("[，。；,;]")  # prose, whose numbers stand between blanks
YEAR = re.compile(r"(?:19|20)\d\d(?:[-—－](?:20)?\d\d)?(?:学?年度?)?")
FEWEST_CELLS = 3  # a line alone with so many is a row; with fewer its neighbours decide
LONGEST_HEAD = 20  # characters of the head of a column
SHORTEST_REST = 20  # characters of the rest of a label at the edge of the page
LONGEST_LABEL = 40  # characters of a line of a label
MOST_CELLS = 200  # nothing printed has so many columns
LONGEST = 2000  # characters of a row


class TypedLine(Struct, frozen=True):
    """A line that is not blank: its own span, and the span without white space at its ends; ``gap``: one above is."""

    begin: int
    finish: int
    start: int
    end: int
    gap: bool


def find_parting(text: str, line: TypedLine) -> Parting | None:
    """Return what parts the cells of ``line``, None where it is no row: a leader and its page make none."""
    tabs = text.count("\t", line.start, line.end)
    if LEADER.search(text, max(line.start, line.end - 80), line.end):
        return None
    if tabs:
        return "tab" if tabs < MOST_CELLS else None
    if line.end - line.start > LONGEST:
        return None
    if is_drawn(text, line) or 1 < len(UPRIGHTS.findall(text, line.start, line.end)) < MOST_CELLS:
        return "bar"
    return "blanks" if BLANKS.search(text, line.start, line.end) else None


def is_drawn(text: str, line: TypedLine) -> bool:
    """Tell whether ``line`` draws a rule between rows."""
    return DRAWN.fullmatch(text, line.start, line.end) is not None


def lines_from(lines: Sequence[TypedLine], first: int) -> Iterator[TypedLine]:
    """Yield the lines from ``first`` on, without passing those before it."""
    return (lines[place] for place in range(first, len(lines)))


def is_run_over(text: str, line: TypedLine, *, amid: bool = False) -> bool:
    """Tell whether ``line`` can be the part of a cell that stands on a line of its own: set in, and no caption.

    ``amid`` rows a short one without a number need not be set in.
    """
    words = text[line.start : line.end]
    set_in = line.start - line.begin > 1 or (amid and len(words) <= SHORTEST_REST and not NUMBERED.match(words))
    names = (ENTRY.match(words) or SAYS.match(words)) and not all(map(PLAIN.fullmatch, words.split()))
    return set_in and len(words) <= LONGEST_LABEL and words[-1] not in "。；;：:" and not names


def is_caption(text: str, line: TypedLine) -> bool:
    """Tell whether ``line`` begins as the caption of a numbered table does."""
    return CAPTION.match(text, line.start) is not None


def has_value(text: str, line: TypedLine) -> bool:
    """Tell whether one of the cells that blanks part is a value."""
    return any(is_plain(text, cell) for cell in _words(text, line, BLANKS))


def is_box(text: str, lines: Sequence[TypedLine]) -> bool:
    """Tell whether ``lines`` draw a box round text: edges above and below, bars at both ends of each line between."""
    inside = lines[1:-1]
    if not inside or not is_drawn(text, lines[0]) or not is_drawn(text, lines[-1]):
        return False
    return all(
        not is_drawn(text, line) and len(part_bars(text, line, ends_in_bars(text, [line]))) == 1 for line in inside
    )


def part_tabs(text: str, line: TypedLine) -> list[Span]:
    """Return the cells between tabs."""
    return list(_trimmed(text, line.begin, line.finish, re.finditer("\t", text[line.begin : line.finish])))


def part_words(text: str, line: TypedLine) -> list[Span]:
    """Return what blanks part on ``line``."""
    return [word for word in _words(text, line, BLANKS) if word[1] > word[0]]


def ends_in_bars(text: str, lines: Sequence[TypedLine]) -> tuple[bool, bool]:
    """Tell whether all ``lines`` begin with a bar and whether all end with one: then these are the table's edges."""
    return all(BAR.match(text, line.start) for line in lines), all(BAR.match(text, line.end - 1) for line in lines)


def part_bars(text: str, line: TypedLine, edged: tuple[bool, bool]) -> list[Span]:
    """Return the cells between bars; ``edged``: those at the ends of the line are the table's edges."""
    cells = list(_trimmed(text, line.start, line.end, BAR.finditer(text[line.start : line.end])))
    return cells[edged[0] : len(cells) - edged[1]]


def part_blanks(text: str, lines: Sequence[TypedLine]) -> list[list[Span]]:
    """Return the cells of rows whose cells stand apart by blanks; nothing where they make no table.

    Either every row has as many cells, or columns show that are blank in every row.
    """
    rows = [_words(text, one, BLANKS) for one in lines]
    most = max(map(len, rows))
    rows = [
        row if len(row) == most else _part_head(text, line, most) or row for line, row in zip(lines, rows, strict=True)
    ]
    counts = {len(row) for row in rows}
    if max(counts) < FEWEST_CELLS or len(rows) < 2:
        return []
    if len(counts) == 1:
        return rows
    if max(counts) >= MOST_CELLS:
        return []
    return _under_one_another(text, lines, rows, width) or _under_one_another(text, lines, rows, len)


def _part_head(text: str, line: TypedLine, columns: int) -> list[Span]:
    """Return the names of as many columns, where ``line`` has no more than a blank between some; else nothing."""
    words = [word for word in _spaced(text, line) if word[1] > word[0]]
    return words if len(words) == columns >= FEWEST_CELLS and is_head(text, words) else []


def count_spaced(text: str, lines: Sequence[TypedLine], first: int) -> int:
    """Return how many lines from ``first`` on are a table with one blank between cells: a head, then rows of values.

    Such rows are known by their values alone, so a head of at least three words and two rows that end in values make
    a table, and words beyond the columns belong to the label.
    """
    head = _spaced(text, lines[first])
    if len(head) < FEWEST_CELLS or not is_head(text, head):
        return 0
    rows = takewhile(lambda line: not line.gap and _is_row(text, line, len(head)), lines_from(lines, first + 1))
    count = sum(1 for _ in rows)
    return count + 1 if count > 1 else 0


def part_spaced(text: str, lines: Sequence[TypedLine]) -> list[list[Span]]:
    """Return the cells of the rows that :func:`count_spaced` counts: a label of several words is one cell."""
    rows = [_words(text, line, BLANK) for line in lines]
    columns = len(rows[0])
    label = 1 if all(is_plain(text, row[0]) for row in rows[1:]) else 0
    return [[*row[:label], (row[label][0], row[label - columns][1]), *row[label + 1 - columns :]] for row in rows]


def is_head(text: str, words: Sequence[Span]) -> bool:
    """Tell whether ``words`` name columns: short, no value among them but years; single signs are a wide word."""
    cells = [text[start:end] for start, end in words]
    if any(RUNNING.search(cell) for cell in cells):
        return False
    return all(1 < len(cell) <= LONGEST_HEAD and (YEAR.fullmatch(cell) or not PLAIN.fullmatch(cell)) for cell in cells)


def _is_row(text: str, line: TypedLine, columns: int) -> bool:
    """Tell whether ``line`` has words enough and ends in values; the page of a directory's entry is none."""
    row = _spaced(text, line)
    values = next((count for count, word in enumerate(reversed(row)) if not is_plain(text, word)), 0)
    return len(row) >= columns and values > (1 if ENTRY.match(text, line.start) else 0)


def is_plain(text: str, word: Span) -> bool:
    """Tell whether ``word`` is the value of a cell."""
    return PLAIN.fullmatch(text, *word) is not None


def _spaced(text: str, line: TypedLine) -> list[Span]:
    """Return the words of ``line``, nothing where it is too long for a row."""
    words = _words(text, line, BLANK) if line.end - line.start <= LONGEST else []
    return words if len(words) < MOST_CELLS else []


def _words(text: str, line: TypedLine, parting: re.Pattern[str]) -> list[Span]:
    return list(_trimmed(text, line.start, line.end, parting.finditer(text[line.start : line.end])))


def _trimmed(text: str, begin: int, finish: int, partings: Iterator[re.Match[str]]) -> Iterator[Span]:
    """Yield what stands between ``partings``, which count from ``begin``, without white space at its ends."""
    bounds = [(begin, begin), *((begin + one.start(), begin + one.end()) for one in partings), (finish, finish)]
    for (_, start), (end, _) in pairwise(bounds):
        body = text[start:end].strip()
        place = start + text[start:end].index(body)
        yield place, place + len(body)


def _under_one_another(
    text: str, lines: Sequence[TypedLine], rows: Sequence[Sequence[Span]], measure: Callable[[str], int]
) -> list[list[Span]]:
    """Return the rows with a blank cell wherever nothing stands in a column; ``measure`` counts the columns of a text.

    Who types takes two for an ideograph; a program that turns a page into text may count signs.
    """
    placed = [
        [(measure(text[line.begin : start]), measure(text[line.begin : end])) for start, end in row]
        for line, row in zip(lines, rows, strict=True)
    ]
    columns: list[tuple[int, int]] = []
    for start, end in sorted(place for row in placed for place in row):
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], end)
        else:
            columns.append((start, end))
    columns = _merged(columns, placed, max(len(row) for row in rows))
    if not columns:
        return []
    whole: list[list[Span]] = []
    for line, row, places in zip(lines, rows, placed, strict=True):
        cells = [(line.finish, line.finish)] * len(columns)
        taken = [sum(column[0] <= start for column in columns) - 1 for start, _ in places]
        if len(set(taken)) < len(taken):
            return []  # two cells in one column: a caption, whose number stands apart
        for cell, column in zip(row, taken, strict=True):
            cells[column] = cell
        whole.append(cells)
    return whole


def _merged(columns: list[Span], rows: Sequence[Sequence[Span]], most: int) -> list[Span]:
    """Return ``most`` columns: neighbours that no row fills both are one, as where a head is centred over words.

    Nothing where more are left.
    """
    taken = [
        {next(at for at, (start, end) in enumerate(columns) if start <= cell[0] < end) for cell in row} for row in rows
    ]
    parts = [[at] for at in range(len(columns))]
    while len(parts) > most:
        apart = [
            (columns[right[0]][0] - columns[left[-1]][1], at)
            for at, (left, right) in enumerate(pairwise(parts))
            if not any(row & {*left} and row & {*right} for row in taken)
        ]
        if not apart:
            return []
        _, at = min(apart)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return [(columns[part[0]][0], columns[part[-1]][1]) for part in parts]


def width(text: str) -> int:
    """Return how many columns ``text`` takes up: an ideograph two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def places_of(text: str, words: Sequence[Span], measure: Callable[[str], int]) -> list[Span]:
    """Return the columns of type that each of ``words`` takes up, the first on its line, others from line to line."""
    places: list[Span] = []
    for at, word in enumerate(words):
        if at and "\n" not in text[words[at - 1][1] : word[0]] and word[0] >= words[at - 1][1]:
            start = places[-1][1] + measure(text[words[at - 1][1] : word[0]])
            places.append((start, start + measure(text[word[0] : word[1]])))
        else:
            places.append(place_of(text, word, measure))
    return places


def place_of(text: str, word: Span, measure: Callable[[str], int]) -> Span:
    """Return the columns of type that ``word`` takes up on its line."""
    begin = max(text.rfind(end, 0, word[0]) for end in "\n\f") + 1
    start = measure(text[begin : word[0]])
    return start, start + measure(text[word[0] : word[1]])
