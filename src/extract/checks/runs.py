"""Lists in a sentence that make up a count told before them only with a slip of the pen in one of their figures.

毕业生 815 人，升学 554 人，参军 17 人，就业 206 人，自主创业 12 人，待就业 62 人.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.book import Book, interval_of, year_of
from extract.checks.enumerations import LONGEST, SHARE, own_counts
from extract.checks.model import Outcome
from extract.checks.parts import sum_problem, sum_test
from extract.checks.slips import by_chance, transposed
from extract.late import late
from extract.records import Fact

HARDLY = Decimal("0.005")
"""How likely a slip may be found by chance: a report has many lists."""
MANY = 4
"""Figures of a list of which the first may be the whole of the others."""
FEWEST, MOST = 2, 8
"""Figures of a list."""
MOST_WHOLES = 8
"""Counts before a list that are tried, the nearest of them."""
BRACKET = late("[（(][^（()）]*$")
ENDED = late("[。；;]|其中|另")


def find_runs(book: Book, outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Yield the lists of each sentence that a slip keeps from making up a count of their paragraph."""
    settled = {fact.id for outcome in outcomes if outcome.test is sum_test for fact in outcome.facts}
    for sentence in book.sentences:
        for run in runs_of(book, own_counts(book, sentence)):
            if FEWEST <= len(run) <= MOST and not all(fact.id in settled for fact in run):
                yield from compare_run(book, run)


def runs_of(book: Book, counts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield the counts of one unit that follow each other in a sentence, those in brackets left out."""
    outside = [fact for fact in counts if not BRACKET.search(book.before(fact))]
    run: list[Fact] = []
    for fact in outside:
        words = SHARE.sub("", book.between(run[-1], fact)) if run else ""
        if run and (book.unit(fact) != book.unit(run[0]) or ENDED.search(words) or len(words) > 2 * LONGEST):
            yield run
            run = []
        run.append(fact)
    yield run


def compare_run(book: Book, run: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield that a list makes up a count before it, or its first figure, only with two digits changed about."""
    before = [fact for fact in book.paragraph(run[0]) if fact.kind == "level" and fact.where.start < run[0].where.start]
    wholes = [fact for fact in before if book.unit(fact) == book.unit(run[0]) and year_of(fact) == year_of(run[0])]
    ties = [(whole, *run) for whole in reversed(wholes[-MOST_WHOLES:])]
    if len(run) > MANY:
        ties.append(tuple(run))
    ties = [tie for tie in ties if not any(fact.hedge for fact in tie)]
    ties = [tie for tie in ties if interval_of(tie[0]).lo > max(interval_of(part).lo for part in tie[1:]) / 2]
    if any(sum_test(list(map(interval_of, tie))) for tie in ties):
        return
    for tie in ties:
        if by_chance(tie) * len(ties) < HARDLY and is_slip(tie):
            yield Outcome(tie, sum_problem("sum", "warning", tie), test=sum_test)
            return


def is_slip(tie: Sequence[Fact]) -> bool:
    """Tell whether two digits of one figure in each other's place make the first the sum of the others."""
    intervals = list(map(interval_of, tie))
    return any(
        sum_test([*intervals[:place], slip, *intervals[place + 1 :]])
        for place, fact in enumerate(tie)
        for slip in transposed(fact)
    )
