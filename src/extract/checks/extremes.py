"""Rows of tables that the prose calls the first or the last: 在校生最多的是第一职业技术学校, 白柳县最低."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.arithmetic import Interval, meet
from extract.checks.book import Book, compact, figure, interval_of, value_of, year_of
from extract.checks.model import Outcome, Problem, Test
from extract.checks.rows import Column, Named, Roster, Rosters
from extract.late import late
from extract.records import Fact

FEWEST = 3
"""Rows of which one is the first."""
MOST = late("最(?P<turn>[多少高低大小])")
IS = late("(?:的|者)[^，。；、0-9]{0,6}?(?:是|为|属)$")
"""Words between it and the row's name behind it."""
BESIDE = late("[^，。；、：0-9]{0,12}")
"""Words between the row's name before it and itself, which tell of what."""
SOME = late("除|以外|之外|其余|(?<![各所全有])[市县区州校院业部类]中[，,]|之一|其次|第二")
"""Words of a sentence in which a row is the first of some, or one of the first."""
TURN = late("增|减|升|降|变化|提高|幅|差")
"""Words of what became of a figure, which is another column."""
CLAUSE = late("[^，。；：]*$")
LABEL = late("[（(].*|(?:19|20)[0-9]{2}年?(?:度|届)?|[数量率]$")
"""What a column's label has beside its noun."""
SHARE = "占"
KINDS = ("level", "share", "ratio", "change_rate")
JOINT = late("[、和与及]")
OTHERS = ("其他", "其它", "其余")
"""Words of a row that sums up several: 其他13所学校."""
OF_ALL = ("", "人数", "规模", "总人数", "总数", "总量", "数量")
"""Words of a column of totals."""


class Claim(NamedTuple):
    """A row that a sentence calls the first or the last, in what it says so, with a figure that it gives for it."""

    label: str
    greatest: bool
    words: str
    figure: Fact | None
    before: str
    told: str


def check_extremes(book: Book) -> Iterator[Outcome]:
    """Compare each row that the prose calls the first or the last of a table with the others of its column.

    It must be clear which column is meant: by its figure, by its label, or because there is only one.
    """
    rosters = Rosters(book)
    for sentence in book.sentences if rosters.pattern else ():
        text = compact(sentence[0].where.quote)
        if sentence[0].where.case_id is not None or not MOST.search(text) or SOME.search(text):
            continue
        for roster, named in rosters.find(text):
            if len(roster.rows) >= FEWEST:
                for claim in read_claims(book, sentence, text, named):
                    yield from weigh(book, roster, claim)


def read_claims(book: Book, sentence: Sequence[Fact], text: str, named: Sequence[Named]) -> Iterator[Claim]:
    """Yield what a sentence says of the rows that it names."""
    for match in MOST.finditer(text):
        behind = next((one for one in named if IS.fullmatch(text, match.end(), one.start)), None)
        before = [one for one in named if BESIDE.fullmatch(text, one.end, match.start())]
        own = behind or (before[-1] if before else None)
        joined = own and any(
            one.end < own.start and text[one.end : own.start] in ("、", "和", "与", "及") for one in named
        )
        if not own or joined:
            continue
        words = CLAUSE.search(text, 0, match.start()) if behind else None
        end = max(own.end, match.end())
        later = (fact for fact in sentence if len(book.before(fact)) >= end)
        told = next(later, None)
        gap = text[end : len(book.before(told))] if told else ""
        near = told if told and not re.search("[。；]", gap) and SHARE not in gap else None
        yield Claim(
            own.label,
            match["turn"] in "多高大",
            words.group() if words else text[own.end : match.start()],
            near,
            text[: match.start()],
            text[min(own.start, match.start() - (len(words.group()) if words else 0)) : end],
        )


def weigh(book: Book, roster: Roster, claim: Claim) -> Iterator[Outcome]:
    """Yield whether a row is the first of a column that may be meant."""
    row = roster.rows[claim.label]
    columns = [column for column in meant(book, roster, claim) if column in row]
    leads = [lead(roster, column, greatest=claim.greatest) for column in columns]
    pairs = [(row[column], leading[0]) for column, leading in zip(columns, leads, strict=True) if leading]
    if fine := [pair for pair in pairs if value_of(pair[0]) == value_of(pair[1])]:
        yield Outcome(fine[0], loose=True)
    elif pairs and len(leads[0]) >= FEWEST:
        yield Outcome(pairs[0], problem(claim, *pairs[0]), test=before_test(greatest=claim.greatest))


def meant(book: Book, roster: Roster, claim: Claim) -> list[Column]:
    """Return the columns that a sentence may speak of: those with its figure and its words, else with one of both."""
    first = {column: fact for row in roster.rows.values() for column, fact in row.items()}
    cells = {column: fact for column, fact in sorted(first.items()) if fact.kind in KINDS}
    by_value = [column for column in cells if claim.figure and holds(book, roster, column, claim.figure)]
    by_words = said(book, cells, claim)
    both = [column for column in by_value if column in by_words]
    if by_value:
        return both or (by_value if len(by_value) == 1 else [])
    turning = bool(TURN.search(claim.words))
    alike = [column for column in by_words if bool(TURN.search(cells[column].path[-1])) == turning]
    latest = max((year_of(cells[column]) or 0 for column in alike), default=0)
    alike = [column for column in alike if (year_of(cells[column]) or 0) == latest]
    alone = len(cells) == 1 and not turning and claim.figure is None
    return alike or (list(cells) if alone else [])


def said(book: Book, cells: Mapping[Column, Fact], claim: Claim) -> list[Column]:
    """Return the columns that a claim's words name, those of totals where they name none, or what is said before it."""
    named = [column for column, cell in cells.items() if is_said(cell, claim.words)]
    if not named and claim.words in OF_ALL:
        totals = tuple(book.relations.cues.totals)
        named = [column for column, cell in cells.items() if cell.path and cell.path[-1].endswith(totals)]
    if not named and not claim.words:
        named = [column for column, cell in cells.items() if is_said(cell, claim.before)]
    return named


def holds(book: Book, roster: Roster, column: Column, fact: Fact) -> bool:
    """Tell whether a figure is that of some row of a column."""
    cells = [row[column] for row in roster.rows.values() if column in row]
    return any(
        book.unit(cell) in (book.unit(fact), "") and meet(interval_of(cell), interval_of(fact)) for cell in cells
    )


def is_said(cell: Fact, words: str) -> bool:
    """Tell whether a sentence's words name a cell's column, or a cell's column is what they say."""
    label = LABEL.sub("", "".join(cell.path[-1].split())) if cell.path else ""
    return len(label) > 1 and label in words


def lead(roster: Roster, column: Column, *, greatest: bool) -> list[Fact]:
    """Return the cells of a column, the greatest or the least first; a fall is no least rise."""
    rows = [row for label, row in roster.rows.items() if not label.startswith(OTHERS)]
    cells = [row[column] for row in rows if column in row and value_of(row[column]) is not None]
    risen = [cell for cell in cells if cell.direction != "down"]
    return sorted(risen or cells, key=lambda cell: value_of(cell) or Decimal(0), reverse=greatest)


def before_test(*, greatest: bool) -> Test:
    """Return the test of a cell that comes before another one, or beside it."""

    def test(intervals: Sequence[Interval]) -> bool:
        own, other = intervals
        return own.hi >= other.lo if greatest else own.lo <= other.hi

    return test


def problem(claim: Claim, own: Fact, first: Fact) -> Problem:
    """Return the finding on a row that another one goes before."""
    params = {
        "quote": claim.told,
        "own": figure(own) | {"name": claim.label},
        "first": figure(first) | {"name": row_of(first)},
    }
    return Problem("extreme", "warning", params, (own, first), printed=own.raw, computed=first.raw)


def row_of(cell: Fact) -> str:
    """Return what a cell's row is called."""
    return cell.path[0] if len(cell.path) > 1 else cell.entity or cell.name
