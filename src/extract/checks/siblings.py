"""Shares that stand behind their counts in one sentence: they are of one whole, where most of them are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.checks.arithmetic import exactly, meet, total
from extract.checks.book import Book, interval_of, whole_sentences
from extract.checks.model import Outcome
from extract.checks.parts import sum_problem, sum_test
from extract.checks.shares import (
    BEHIND,
    PERCENT,
    Choice,
    compare_prose,
    exceeds,
    fits,
    is_ratio,
    share_problem,
    share_test,
    wholes_around,
)
from extract.checks.slips import is_close
from extract.late import late
from extract.records import Fact

OF_WHOLE = late(r"占(?P<whole>[^，。；、占]*?)(?:总数|总人数|总量)?的?(?:比例|比重|比)?[约为达是到近仅]*$")
RESPECTIVE = late(r"(?:分别|依次|各)占?|占比|比例")
LISTED = late("[、和及，与以]{1,2}")
FEWEST = 2
TELLING = 4
"""Digits of fitting shares from which a whole is not found by chance."""


def check_siblings(book: Book) -> Iterator[Outcome]:
    """Compare the shares of each sentence that nothing else settles with those beside them."""
    for period in whole_sentences(book):
        yield from compare_siblings(book, period)


def compare_siblings(book: Book, period: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether shares of a sentence that stand behind their counts are of one whole, where most are.

    专任教师中：高级 41 人，占 22.04%；中级 79 人，占 42.47%: the whole may stand anywhere in the section.
    """
    pairs = [*pairs_beside(book, period), *pairs_respective(book, period)]
    for unit in dict.fromkeys(book.unit(count) for _, count in pairs):
        group = [pair for pair in pairs if book.unit(pair[1]) == unit]
        runs = [[Choice((count,), whole) for _, count in group] for whole in wholes_of(book, group)]
        tallies = [[fits(share, choice) for (share, _), choice in zip(group, run, strict=True)] for run in runs]
        best = max(range(len(runs)), key=lambda place: sum(tallies[place]), default=None)
        if best is None or not convinces(book, group, runs[best][0].whole, tallies[best]):
            continue
        yield from compare_group(group, runs[best][0].whole, tallies[best])
        for place, (share, count) in enumerate(group):
            facts = (share, runs[best][place].whole, count)
            if is_ratio(book, share) or any(compare_prose(book, share)):
                continue
            if tallies[best][place]:
                yield Outcome(facts, test=share_test)
            elif not any(tally[place] for tally in tallies) and not is_named(book, share):
                yield Outcome(facts, share_problem(share, [runs[best][place]], "warning"), test=share_test)


def compare_group(group: Sequence[tuple[Fact, Fact]], whole: Fact, tally: Sequence[bool]) -> Iterator[Outcome]:
    """Yield whether counts make up the whole of which their shares are 100 %."""
    facts = (whole, *(count for _, count in group))
    wholly = all(tally) and meet(exactly(PERCENT), total(interval_of(share) for share, _ in group))
    if len(group) >= FEWEST and wholly and is_close(list(map(interval_of, facts))):
        problem = None if sum_test(list(map(interval_of, facts))) else sum_problem("sum", "warning", facts)
        yield Outcome(facts, problem, test=sum_test)


def pairs_beside(book: Book, sentence: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield each share of a sentence with the count right before it, those of lists left out."""
    for place, share in enumerate(sentence):
        before = book.levels_before(share)[-1:] if share.kind == "share" else []
        follows = sentence[place + 1 : place + 2]
        listed = any(LISTED.fullmatch(book.between(share, other)) for other in follows if other.kind == "share")
        if before and not listed and BEHIND.fullmatch(book.between(before[0], share)):
            yield share, before[0]


def pairs_respective(book: Book, sentence: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the shares of a list with the counts of the list before it: 301 人、486 人、355 人，分别占 …"""
    shares = [fact for fact in sentence if fact.kind == "share"]
    for place, first in enumerate(shares):
        words = book.clause(first)
        if not RESPECTIVE.search(words):
            continue
        run = [first]
        for other in shares[place + 1 :]:
            if not LISTED.fullmatch(book.between(run[-1], other)):
                break
            run.append(other)
        counts = book.levels_before(first)[-len(run) :]
        if len(run) > 1 and len(counts) == len(run) and len({book.unit(count) for count in counts}) == 1:
            yield from zip(run, counts, strict=True)


def wholes_of(book: Book, group: Sequence[tuple[Fact, Fact]]) -> list[Fact]:
    """Return the counts that all of a list's counts may be parts of, the nearest first."""
    share, count = group[0]
    around = sorted(wholes_around(book, share, count), key=lambda fact: abs(fact.where.start - share.where.start))
    known = [fact for fact in book.beside(share) if book.unit(fact) == book.unit(count)]
    wholes = list({fact.id: fact for fact in (*around, *known)}.values())
    return [whole for whole in wholes if all(exceeds(whole, one) for _, one in group)]


def convinces(book: Book, group: Sequence[tuple[Fact, Fact]], whole: Fact, tally: Sequence[bool]) -> bool:
    """Tell whether so many shares fit one whole that it is theirs: most of them, with digits enough to tell.

    So it is where one fits and their counts make up the whole.
    """
    if any(tally) and sum_test([interval_of(fact) for fact in (whole, *(count for _, count in group))]):
        return True
    good = [share for (share, _), fitting in zip(group, tally, strict=True) if fitting]
    digits = sum(len(share.raw.strip("%％").replace(".", "")) for share in good)
    near = bool(good) and good[0].where.section_id == whole.where.section_id
    return digits >= TELLING - near and len(tally) - len(good) <= max(1, len(tally) // 3)


def is_named(book: Book, share: Fact) -> bool:
    """Tell whether the words right before a share say of what it is: 占本科毕业生的 12%."""
    words = book.clause(share)
    named = OF_WHOLE.search(words)
    return named is not None and bool(named["whole"])
