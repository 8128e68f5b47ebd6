"""What the prose reckons from rows of a table that it names: multiples, shares, sums and growth of them.

云川市在校生占全省的 29.83%，是琅屏州的 6.04 倍; 云川、芦河两市合计 160254 人; 白汀市增长 2.96%.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks import multiples
from extract.checks.arithmetic import Interval, meet, total
from extract.checks.book import Book, concept_of, interval_of, year_of
from extract.checks.changes import Movement, change_problem, change_test
from extract.checks.columns import is_share
from extract.checks.growth import MEANS, growth_problem, growth_test
from extract.checks.model import Outcome, Problem, Test
from extract.checks.parts import sum_problem, sum_test
from extract.checks.printed import digits_of
from extract.checks.rows import Named, Roster, Rosters
from extract.checks.shares import Choice, share_problem, share_test
from extract.checks.slips import exchanged, is_near
from extract.late import late
from extract.records import Fact

LEAST_DIGITS, TELLING = 3, 4
"""Digits of a figure from which it is not borne out by another column, or by another figure in this one, by chance."""
MULTIPLE = late("(?:是|为|相当于|达到?)(?P<base>[^，。；、]{2,24}?)的?(?:约|近)*$")
SHARE = late("占(?P<whole>[^，。；、占]*?)(?:总数|总量|总人数)?的?(?:比例|比重|比)?[约为达到]*$")
OF_ALL = late("^(?:全[校市省县区州院]|总|合计|全部)[^，。；、]{0,8}$|^$")
SUM = late("(?:合计|共计|总计|共)(?:有|达|为)?$")
CHANGES = ("change", "change_rate", "level", "share")
SAID_TURN = late(
    "(?:增幅|降幅|增速)(?:最[大小高低])?[，,]?(?:为|达|达到)?$|分别(?:增加|减少|增长|下降)了?(?:[0-9.]+[^，。；、0-9]{1,2}(?:、|和|与|及))*$"
)
TURN = late("(?:增长|增加|增幅|上升|提高|减少|下降|降幅|降低)[^，。；、0-9]*$")
FIRST = late("[^，。；、0-9]{0,8}最[多少高低大小][，,]")
"""Words of a row that is the first: 海洋工程学院在校生最多，占全校的 24.12%."""
RESPECTIVE = "分别"
MEAN = "均"
JOINT = late("[、，和与及]|以及")
COMPARED = late("[比较](?!上|去|前|[0-9])[^，。；、]*$")


class Reckoning(NamedTuple):
    """A figure of the prose with cells that may give it, one choice for a column."""

    fact: Fact
    words: str
    choices: Sequence[tuple[Fact, ...]]
    test: Test
    problem: Callable[[tuple[Fact, ...]], Problem]


Reader = Callable[[Book, Fact, str, Roster, Sequence[Named]], Iterator[Reckoning]]


def check_told_rows(book: Book) -> Iterator[Outcome]:
    """Compare what the prose reckons from rows of a table that it names with their cells."""
    rosters = Rosters(book)
    for fact in book.report.facts if rosters.pattern else ():
        if fact.source == "prose" and fact.where.case_id is None and fact.aspect == "actual":
            yield from weigh_all(book, list(reckonings(book, fact, rosters)))


def weigh_all(book: Book, found: Sequence[Reckoning]) -> Iterator[Outcome]:
    """Yield whether a figure is what some table gives, else what the first table that speaks of it does."""
    outcomes = [outcome for one in found if (outcome := weigh(one))]
    good = next((outcome for outcome in outcomes if outcome.problem is None), None)
    yield from [good] if good else outcomes[:1]


def weigh(one: Reckoning) -> Outcome | None:
    """Return whether a figure is what one of its choices gives; None where it may be of another column."""
    told = [cells for cells in one.choices if is_told(cells, one.words)]
    choices = told if len(told) == 1 else one.choices
    printed = interval_of(one.fact)
    fitting = next((cells for cells in choices if passes(one, printed, cells)), None)
    if fitting:
        sure = len(choices) == 1 and digits_of(one.fact) >= TELLING
        return Outcome((one.fact, *fitting), test=one.test if sure else None, loose=not sure)
    found = told or [cells for cells in choices if is_named(cells[0], one.words)] or list(choices)
    if len(found) != 1 and digits_of(one.fact) >= LEAST_DIGITS:
        found = [cells for cells in choices if any(passes(one, slip, cells) for slip in exchanged(one.fact))]
    if len(found) != 1:
        return None
    return Outcome((one.fact, *found[0]), one.problem(found[0]), test=one.test)


def passes(one: Reckoning, printed: Interval, cells: Sequence[Fact]) -> bool:
    """Tell whether cells give a figure."""
    return one.test([printed, *map(interval_of, cells)])


def is_named(cell: Fact, words: str) -> bool:
    """Tell whether the words between a row's name and the figure name the cell's column."""
    label = re.sub(r"[（(].*|[0-9]{4}年|[数量]$", "", "".join(cell.path[-1].split()))
    return len(label) > 1 and len(cell.path) > 1 and label in words


def is_told(cells: Sequence[Fact], words: str) -> bool:
    """Tell whether the words between a row's name and the figure tell a cell, or the sum of all but the first."""
    told = [Decimal(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", words)]
    return not {cells[0].value, sum(cell.value or 0 for cell in cells[1:])}.isdisjoint(told)


def reckonings(book: Book, fact: Fact, rosters: Rosters) -> Iterator[Reckoning]:
    """Yield what a figure may be reckoned from, by what its sentence says before it."""
    text = book.before(fact)
    share = SHARE.search(text) if fact.kind == "share" else None
    read: Reader | None = None
    if fact.unit == multiples.TIMES:
        read = read_multiple
    elif share and OF_ALL.match(share["whole"]):
        text, read = text[: share.start()], read_share
    elif fact.kind == "level" and SUM.search(text):
        read = read_sum
    elif fact.kind in CHANGES and (TURN if fact.kind.startswith("change") else SAID_TURN).search(text):
        read = read_change
    for roster, named in rosters.find(text) if read else ():
        if read:
            yield from read(book, fact, text, roster, named)


def read_multiple(book: Book, fact: Fact, text: str, roster: Roster, named: Sequence[Named]) -> Iterator[Reckoning]:
    """Yield the rows of which one is a multiple of the other."""
    match = MULTIPLE.search(text)
    bases = [one for one in named if match and one.start >= match.start("base")]
    others = [one for one in named if match and one.end <= match.start()]
    if match and bases and others and bases[-1].label != others[-1].label:
        above, below = roster.rows[others[-1].label], roster.rows[bases[-1].label]
        choices = [(above[column], below[column]) for column in roster.columns if column in above and column in below]
        yield Reckoning(
            fact,
            text[others[-1].end :],
            choices,
            multiples.test,
            lambda cells: multiples.multiple_problem(fact, cells[0], cells[1]),
        )


def joined(text: str, named: Sequence[Named]) -> list[Named]:
    """Return the last names of a text that are joined to each other: 云川、芦河和清渡."""
    run = list(named[-1:])
    for one in reversed(named[:-1]):
        if not JOINT.fullmatch(text[one.end : run[0].start]):
            break
        run.insert(0, one)
    return run


def read_share(book: Book, fact: Fact, text: str, roster: Roster, named: Sequence[Named]) -> Iterator[Reckoning]:
    """Yield the rows, and the total, of which a share is."""
    run = [one for one in joined(text, named) if one.end <= len(text)]
    words = text[run[-1].end :] if run else ""
    commas = len(re.findall("[，,]", words)) - bool(FIRST.match(words))
    if not run or commas > (len(run) > 1) or (re.search("[0-9]", words) and len(run) == 1):
        return
    rows = [roster.rows[one.label] for one in run]
    if len(rows) == 1 and any(
        is_share(cell) and meet(interval_of(cell), interval_of(fact)) for cell in rows[0].values()
    ):
        return  # it repeats the share of its row, which is compared there
    choices = [
        (roster.total[column], *(row[column] for row in rows))
        for column in roster.columns
        if column in roster.total and all(column in row for row in rows)
    ]
    yield Reckoning(
        fact,
        words,
        choices,
        share_test,
        lambda cells: share_problem(fact, [Choice(tuple(cells[1:]), cells[0])], "warning"),
    )


def read_sum(book: Book, fact: Fact, text: str, roster: Roster, named: Sequence[Named]) -> Iterator[Reckoning]:
    """Yield the rows of which a figure is the sum."""
    run = joined(text, named)
    words = text[run[-1].end :]
    if len(run) < 2 or re.search("[0-9，,]", words):
        return
    rows = [roster.rows[one.label] for one in run]
    choices = [
        tuple(row[column] for row in rows)
        for column in roster.columns
        if all(column in row and book.unit(row[column]) == book.unit(fact) for row in rows)
    ]
    near = [cells for cells in choices if is_near(interval_of(fact), total(map(interval_of, cells)))]
    yield Reckoning(fact, words, near, sum_test, lambda cells: sum_problem("sum", "warning", (fact, *cells)))


def read_change(book: Book, fact: Fact, text: str, roster: Roster, named: Sequence[Named]) -> Iterator[Reckoning]:
    """Yield the cells of two years between which a row changed."""
    own = [one for one in named if not re.search("[。；;]", text[one.end :])]
    words = text[own[-1].end :] if own else ""
    if not own or MEAN in fact.name or COMPARED.search(words) or any(mean in words for mean in MEANS):
        return
    place = len(re.findall("[0-9.]+", words.partition(RESPECTIVE)[2])) if RESPECTIVE in words else 0
    run = joined(text, own)
    label = run[place].label if RESPECTIVE in words and place < len(run) else own[-1].label
    if RESPECTIVE not in words and (len(run) > 1 or len(re.findall("[，,]", words)) > 1):
        return
    cells = roster.rows[label].values()
    rate = fact.canonical.unit == "%"
    levels = [
        cell for cell in cells if cell.kind in ("level", "share") and (rate or book.unit(cell) == book.unit(fact))
    ]
    choices = [
        (this, last)
        for this in levels
        for last in levels
        if concept_of(this) == concept_of(last) and (year_of(this) or 0) - (year_of(last) or 0) == 1
    ]
    test = growth_test(fact) if rate else change_test(fact)
    tell = growth_problem if rate else change_problem
    yield Reckoning(fact, words, choices, test, lambda cells: tell(book, Movement(fact, [cells[0]], [cells[1]])))
