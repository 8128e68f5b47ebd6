"""Lists that a sentence opens with, of what is told before it: 在校生 12051 人。其中一年级 4210 人、二年级 …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extract.checks.book import Book, interval_of, whole_sentences, year_of
from extract.checks.enumerations import (
    FEWEST,
    LEADS,
    LONGEST,
    NAMED,
    REST,
    SHARE,
    compare_nearly,
    find_listing,
    own_counts,
)
from extract.checks.model import Outcome
from extract.checks.parts import sum_problem, sum_test
from extract.checks.slips import is_close, miss
from extract.late import late
from extract.records import Fact

PART = "其中"
DIVIDED = late("^(?:其中)?(?:按|分|从)[^，。；：]{1,8}(?:来看|看|统计|分|划分)[，,：:]")
"""Words after which a list leaves nothing out: 按类型分，…"""
COHORT = late("(?:19|20)[0-9]{2}级")
TRIED = 2
"""Counts before a list that it may be of, the nearest to their sum."""


def check_openings(book: Book) -> Iterator[Outcome]:
    """Compare what each sentence lists from its beginning on with the counts that the paragraph gives before it."""
    for sentence in book.sentences:
        counts = own_counts(book, sentence)
        if len(counts) >= FEWEST and counts[0] is sentence[0] and not NAMED.search(book.before(counts[0])):
            yield from compare_opening(book, counts)
    for period in whole_sentences(book):
        yield from compare_parts(book, own_counts(book, period))


def compare_parts(book: Book, counts: Sequence[Fact]) -> Iterator[Outcome]:
    """Compare what stands first behind each semicolon, the last with all the rest, with the sentence before.

    毕业生 6620 人。其中升学 4218 人，升学率 63.7%；就业 2140 人；其余 262 人参军。
    """
    heads = [next(group) for _, group in groupby(counts, key=lambda fact: fact.where.quote)]
    if len(heads) < FEWEST or not book.before(heads[0]).startswith(PART) or not REST.search(book.before(heads[-1])):
        return
    alike = {fact.canonical.unit for fact in heads} == {heads[0].canonical.unit}
    wholes = wholes_before(book, heads[0], led=True)
    if alike and len(wholes) == 1:
        facts = (wholes[0], *heads)
        intervals = list(map(interval_of, facts))
        if sum_test(intervals):
            yield Outcome(facts, test=sum_test)
        elif is_close(intervals):
            yield Outcome(facts, sum_problem("sum", "warning", facts), test=sum_test)


def compare_opening(book: Book, counts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether a list makes up a count before it: the one of the sentence before where it opens with 其中."""
    before = book.before(counts[0])
    divided = DIVIDED.match(before)
    labelled = list(label_items(book, counts, before[divided.end() if divided else 0 :]))
    led = before.startswith(PART)
    wholes = wholes_before(book, counts[0], led=led)
    if len(labelled) < FEWEST or not wholes:
        return
    parts = [fact for _, fact in labelled]
    listing = find_listing(book, wholes[-1], labelled)
    closed = divided is not None or (listing is not None and listing.closed)
    parts = list(listing.parts) if listing and listing.closed else parts
    ties = sorted(([whole, *parts] for whole in wholes), key=lambda facts: miss(list(map(interval_of, facts))))
    facts, intervals = ties[0], list(map(interval_of, ties[0]))
    sure = closed and (divided is not None or (led and len(wholes) == 1))
    if sum_test(intervals):
        yield Outcome(tuple(facts), test=sum_test if sure else None, loose=not sure)
    elif sure and is_close(intervals):
        yield Outcome(tuple(facts), sum_problem("sum", "warning", facts), test=sum_test)
    elif closed or led:
        nearly = (list(compare_nearly(facts, ())) for facts in ties[:TRIED])
        yield from next(filter(None, nearly), [])


def label_items(book: Book, counts: Sequence[Fact], before: str) -> Iterator[tuple[str, Fact]]:
    """Yield the counts in one unit that a sentence begins with, each with its label."""
    label = COHORT.sub("级", LEADS.sub("", before))
    if label and len(label) <= LONGEST and not re.search("[0-9，。；]", label):
        yield label, counts[0]
        for one, other in pairwise(counts):
            label = LEADS.sub("", SHARE.sub("", book.between(one, other)))
            if other.canonical.unit != one.canonical.unit or not label or len(label) > LONGEST:
                return
            yield label, other


def wholes_before(book: Book, first: Fact, *, led: bool) -> list[Fact]:
    """Return the counts of its year that the paragraph gives before a list, ``led``: those of the sentence before."""
    start = first.where.start - book.spots.get(first.id, (0, 0))[0]
    earlier = [fact for fact in book.paragraph(first) if fact.where.start < start]
    if led and earlier:
        earlier = [fact for fact in earlier if fact.where.quote == earlier[-1].where.quote]
    return [
        fact
        for fact in own_counts(book, earlier)
        if fact.canonical.unit == first.canonical.unit and year_of(fact) == year_of(first)
    ]
