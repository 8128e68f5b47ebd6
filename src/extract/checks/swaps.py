"""Shares and sums that no other check weighs, which would be right but for two digits changed about, or for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from extract.checks.book import Book, interval_of, whole_sentences
from extract.checks.enumerations import ADDED, LEADS
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.parts import sum_problem, sum_test
from extract.checks.shares import (
    OF_THAT,
    Choice,
    fits,
    of_its_year,
    share_problem,
    share_test,
    speaks_of,
    wholes_around,
)
from extract.checks.siblings import pairs_respective
from extract.checks.slips import SELDOM, exchanged, substituted, transposed
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Ratio, Series

BOTH = late("^男女.*分别")
RATE = late("[，,（(][^，。；、（()）0-9]{1,6}(?:率|比例|占比)[约为达是到]*")
"""Words of a rate right behind a count, which is likely to be of it: 478 人取得证书，通过率."""
OF_COUNT = late("占(?:比)?[约为达是到]*$|[（(]$")
ABOVE = "以上"
OVER = late("超额|超出|超过")
MOST = 24
"""Counts round a figure that are tried."""
LIKELY = Decimal("0.1")
"""How likely a slip is found by chance where it is not even a hint."""
PARTS = 6
"""Counts beside each other that may make up a whole."""
TELLING = 100
"""A whole that counts do not make up by chance."""
ADDENDS = 6
"""Amounts before a sum, any two of which may be what it adds."""


def find_swaps(book: Book, outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Yield what a slip of the pen explains, where nothing told near a figure gives it as it stands."""
    weighed = {fact.id for outcome in outcomes if weighs(outcome) for fact in outcome.facts}
    for period in whole_sentences(book):
        for one, other in pairwise(fact for fact in period if fact.kind == "level"):
            if not {one.id, other.id} & weighed:
                yield from swapped_pair(book, one, other)
        for fact in period:
            if fact.kind == "share" and fact.id not in weighed:
                yield from swapped_share(book, fact, period)
            elif fact.kind == "level" and fact.id not in weighed and ADDED.search(book.clause(fact)):
                yield from swapped_sum(book, fact)


def weighs(outcome: Outcome) -> bool:
    """Tell whether an outcome settles its figures: by more than a hint, or by agreeing so that no other could."""
    if outcome.problem:
        return outcome.problem.severity != "info"
    return outcome.test is not None and not outcome.loose


def swapped_share(book: Book, share: Fact, period: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield that a share is not what the count before it is of any count near: first of its sentence, then of all."""
    count = count_of(book, share, period)
    if count is None or None in share.interval or is_own_whole(book, share, count):
        return
    told = of_its_year(book, share, [fact for fact in period if fact.where.start < count.where.start])
    around = wholes_around(book, share, count)
    paragraph = {fact.id for fact in book.paragraph(share)}
    circles = (told, [fact for fact in around if fact.id in paragraph], around, book.beside(share))
    choices = [
        list({fact.interval: Choice((count,), fact) for fact in circle if is_whole(book, fact, count)}.values())[:MOST]
        for circle in circles
    ]
    if not any(fits(share, choice) for circle in choices for choice in circle):
        sure = OF_COUNT.search(book.clause(share)) and ABOVE not in book.clause(share)
        parted = [share_problem(share, [choice], "warning") for choice in (parted_whole(book, count) if sure else ())]
        slips = (found for circle in choices[:-1] if (found := slip_of(share, circle)))
        problem = next(iter(parted), None) or next(slips, None)
        if problem:
            fact, *parts, whole = problem.facts
            yield Outcome((fact, whole, *parts), problem, test=share_test)


def is_own_whole(book: Book, share: Fact, count: Fact) -> bool:
    """Tell whether a rate is by definition one of what ``count`` counts: 专任教师 1420 人（双师型比例 60.3%）."""
    ties = (tie for tie in book.relations.of_kind(Ratio) if tie.indicator == share.indicator)
    return any(count.indicator in tie.denominators for tie in ties)


def parted_whole(book: Book, count: Fact) -> Iterator[Choice]:
    """Yield the count of a paragraph that a count makes up with those beside it: of that a share of it must be.

    实际录取 869 人；其中县内生源 713 人、县外生源 156 人，县内生源占 82.0%.
    """
    sentence = [fact for fact in book.sentence(count) if fact.kind == "level" and book.unit(fact) == book.unit(count)]
    if count not in sentence or interval_of(count).point is None:
        return
    before = [fact for fact in book.paragraph(count) if fact.kind == "level" and is_whole(book, fact, count)]
    place = sentence.index(count)
    for first in range(max(0, place - PARTS), place + 1):
        for last in range(max(place + 1, first + 2), min(first + PARTS, len(sentence)) + 1):
            run = [interval_of(fact) for fact in sentence[first:last]]
            wholes = [fact for fact in before if fact.where.start < sentence[first].where.start]
            yield from (
                Choice((count,), whole)
                for whole in wholes
                if interval_of(whole).lo >= TELLING and sum_test([interval_of(whole), *run])
            )


def count_of(book: Book, share: Fact, period: Sequence[Fact]) -> Fact | None:
    """Return the count that a share is said to be of: that of its own place in a list, of its label, or beside it."""
    if OVER.search(book.clause(share)):
        return None
    listed = [count for other, count in pairs_respective(book, period) if other is share]
    if listed:
        return listed[0]
    counts, said = book.levels_before(share), OF_THAT.sub("", book.clause(share))
    named = [fact for fact in counts if bears(LEADS.sub("", book.clause(fact)), said)]
    near = [fact for fact in counts[-1:] if speaks_of(book, share, fact) or RATE.fullmatch(book.between(fact, share))]
    return next(iter((named or near)[-1:]), None)


def bears(label: str, said: str) -> bool:
    """Tell whether the words before a count are those before a share, whole or in short: 民办 39 所，民办学校占 …"""
    return len(said) > 1 and (label.endswith(said) or (len(label) > 1 and said.startswith(label)))


def slip_of(share: Fact, choices: Sequence[Choice]) -> Problem | None:
    """Return the finding on a share that a slip of the pen makes of one of ``choices``, None where none does."""
    width = interval_of(share)
    for slips, likely in ((transposed, LIKELY), (exchanged, SELDOM), (substituted, SELDOM)):
        tried = list(slips(share))
        chance = len(tried) * len(choices) * (width.hi - width.lo) / max(width.lo, width.hi - width.lo)
        for choice in choices:
            if choice.whole.hedge:
                continue
            pair = [interval_of(fact) for fact in (choice.whole, *choice.parts)]
            if chance < likely and any(share_test([other, *pair]) for other in tried):
                severity: Severity = "warning" if chance < SELDOM else "info"
                return share_problem(share, [choice], severity)
    return None


def swapped_pair(book: Book, one: Fact, other: Fact) -> Iterator[Outcome]:
    """Yield that two parts which leave nothing out make up a count before them only with digits changed about."""
    labels = [LEADS.sub("", book.clause(fact)) for fact in (one, other)]
    ties = [tie for tie in book.relations.of_kind(Series) if tie.needed == len(labels)]
    both = BOTH.search(labels[0]) and not LEADS.sub("", book.between(one, other))
    if not (both or any([tie.place_of(label) for label in labels] == [0, 1] for tie in ties)) or one.unit != other.unit:
        return
    wholes = [
        fact
        for fact in book.paragraph(one)
        if fact.kind == "level" and fact.where.start < one.where.start and book.unit(fact) == book.unit(one)
    ]
    facts = [(whole, one, other) for whole in of_its_year(book, one, wholes)[-MOST:]]
    if any(sum_test(list(map(interval_of, tie))) for tie in facts):
        return
    for tie in facts:
        whole, first, second = map(interval_of, tie)
        swapped = [[whole, slip, second] for slip in transposed(one)] + [
            [whole, first, slip] for slip in transposed(other)
        ]
        if any(map(sum_test, swapped)):
            yield Outcome(tie, sum_problem("sum", "warning", tie), test=sum_test)
            return


def is_whole(book: Book, fact: Fact, count: Fact) -> bool:
    """Tell whether a count may be of what a figure counts."""
    alike = fact.kind == "level" and book.unit(fact) == book.unit(count) and fact is not count
    return alike and interval_of(fact).hi > interval_of(count).lo


def swapped_sum(book: Book, whole: Fact) -> Iterator[Outcome]:
    """Yield that a sum is that of two amounts told before it only with two digits changed about."""
    before = [
        fact
        for fact in book.paragraph(whole)
        if fact.kind == "level" and fact.where.start < whole.where.start and book.unit(fact) == book.unit(whole)
    ]
    ties = [[interval_of(whole), *map(interval_of, pair)] for pair in combinations(before[-ADDENDS:], 2)]
    if any(sum_test(tie) for tie in ties):
        return
    swaps = list(transposed(whole))
    digits = Decimal("".join(filter(str.isdecimal, whole.raw)) or 1)
    severity: Severity = "warning" if len(ties) * len(swaps) / max(digits, Decimal(1)) < SELDOM else "info"
    for pair, (_, *parts) in zip(combinations(before[-ADDENDS:], 2), ties, strict=True):
        if any(sum_test([other, *parts]) for other in swaps):
            facts = (whole, *pair)
            yield Outcome(facts, sum_problem("sum", severity, facts), test=sum_test)
            return
