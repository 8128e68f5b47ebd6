"""What a sentence lists of a whole: 获奖 74 项，其中国家级 2 项、省级 19 项、市级 53 项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.checks.arithmetic import subtract
from extract.checks.book import Book, figure, interval_of, nominal, spread
from extract.checks.model import Outcome, Problem
from extract.checks.parts import sum_problem, sum_test, within_test
from extract.records import Fact
from extract.rules.relations import Series

OPENS = re.compile(r"[，,；;、]?(?:其中|包括|分别|分为)|[:：（(]|中[，,：:]")
WHOLLY = re.compile(r"[:：（(](?!.*其中)")
ALONE = ("元", "平方米", "亩")
"""Units of things of which parts hardly ever overlap."""
CLOSES = re.compile("[）)]")
LEADS = re.compile(r"^(?:中(?=[，,：:]))?[，,、；;：:（(）)和及与]*(?:其中|包括|分别是|有|为)?[：:]?")
SHARE = re.compile(r"[，,（(]?占?[^，。；、（(]{0,12}?[0-9.]+[%％][）)]?")
REST = re.compile(r"^(?:其他|其它|其余|剩余)|(?:及|或|和)?(?:以下|其他|其它)[^，。；、]{0,4}$")
ADDED = re.compile(r"(?:合计|共计|总计)[^，。；0-9]{0,8}$")
ABOVE = re.compile(r"(?P<rank>[国省市州县区校]级?)(?:及)?以上")
EVEN = re.compile("均|每")
ODD = re.compile("净|新增|撤销|减少|增加|平均|均|最|每|累计")
FEWEST, MOST = 2, 6
LONGEST = 12
"""Characters of the label of a part."""


class Listing(NamedTuple):
    """A whole and what is listed of it, each with the words before it; ``closed``: nothing else belongs to it."""

    whole: Fact
    parts: Sequence[Fact]
    closed: bool


def check_enumerations(book: Book) -> Iterator[Outcome]:
    """Compare each whole of a sentence with what the sentence lists of it, and each sum with what stands before it."""
    for sentence in book.sentences:
        counts = [fact for fact in sentence if fact.kind == "level" and fact.aspect == "actual"]
        for place, whole in enumerate(counts):
            labelled = list(label_parts(book, whole, counts[place + 1 :]))
            if labelled and not follows_item(book, whole) and not EVEN.search(book.clause(whole)):
                earlier = [fact for fact in counts[:place] if fact.canonical.unit == whole.canonical.unit]
                yield from compare_each(book, whole, labelled, earlier)
                if listing := find_listing(book, whole, labelled):
                    yield from compare_listing(listing, earlier)
            yield from compare_sum(book, counts[:place], whole)


def label_parts(book: Book, whole: Fact, following: Sequence[Fact]) -> Iterator[tuple[str, Fact]]:
    """Yield the counts in its unit that a sentence lists behind a whole (其中, a colon, a bracket), each labelled."""
    before = whole
    for fact in following:
        words = SHARE.sub("", book.between(before, fact))
        label = LEADS.sub("", words)
        ended = not OPENS.match(words) if before is whole else CLOSES.search(words)
        if ended or fact.canonical.unit != whole.canonical.unit or len(label) > LONGEST:
            return
        yield label, fact
        before = fact


def find_listing(book: Book, whole: Fact, labelled: Sequence[tuple[str, Fact]]) -> Listing | None:
    """Return the members of one series that a list begins with, or a list that ends with all others."""
    for tie in book.relations.of_kind(Series):
        members = [(place, fact) for label, fact in labelled if (place := tie.place_of(label)) is not None]
        places = [place for place, _ in members]
        run = [fact for _, fact in members]
        if len(run) >= FEWEST and places == sorted(set(places)) and run[0] is labelled[0][1]:
            rest = [fact for label, fact in labelled[len(run) : len(run) + 1] if REST.search(label)]
            complete = set(range(tie.needed)) <= set(places) if tie.needed else reaches_down(whole, tie, places)
            wholly = len(run) > FEWEST and WHOLLY.match(book.between(whole, run[0])) is not None
            return Listing(whole, [*run, *rest], closed=bool(rest) or complete or wholly)
    closing = next((place for place, (label, _) in enumerate(labelled) if REST.search(label)), None)
    if closing:
        return Listing(whole, [fact for _, fact in labelled[: closing + 1]], closed=True)
    if len(labelled) >= FEWEST and book.unit(whole) in ALONE:
        return Listing(whole, [fact for _, fact in labelled], closed=False)
    return None


def reaches_down(whole: Fact, tie: Series, places: Sequence[int]) -> bool:
    """Tell whether a list of ranks goes down to the one that the whole's name sets: 市级以上."""
    named = ABOVE.search(whole.where.quote.partition(whole.raw)[0])
    return named is not None and tie.place_of(named["rank"]) in places


def compare_listing(listing: Listing, earlier: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether parts that exclude each other can make up their whole, or at least fit into it.

    They may be parts of something that the sentence counts ``earlier``.
    """
    test = sum_test if listing.closed else within_test
    parts = [interval_of(fact) for fact in listing.parts]
    fitting = (fact for fact in (listing.whole, *earlier) if test([interval_of(fact), *parts]))
    facts = (next(fitting, listing.whole), *listing.parts)
    intervals = [interval_of(fact) for fact in facts]
    if listing.closed:
        problem = None if sum_test(intervals) else sum_problem("sum", "warning", facts)
        yield Outcome(facts, problem, test=sum_test)
    elif within_test(intervals):
        yield Outcome(facts, test=within_test, loose=True)
    else:
        problem = sum_problem("apart", "warning", facts)
        yield Outcome(facts, replace(problem, params={**problem.params, "instead": []}), test=within_test)


def compare_each(
    book: Book, whole: Fact, labelled: Sequence[tuple[str, Fact]], earlier: Sequence[Fact]
) -> Iterator[Outcome]:
    """Yield whether each count right behind 其中 can be no more than the whole, or what was counted ``earlier``."""
    words = book.between(whole, labelled[0][1])
    if "其中" not in words or ODD.search(words + book.clause(whole)):
        return
    for label, part in labelled:
        if not ODD.search(label):
            facts = (whole, part)
            fits = any(within_test([interval_of(base), interval_of(part)]) for base in (whole, *earlier))
            yield Outcome(facts, None if fits else above_problem(whole, part), test=within_test, loose=True)


def follows_item(book: Book, whole: Fact) -> bool:
    """Tell whether a count is the last of several, so that what follows may be a part of them all."""
    before = [fact for fact in book.levels_before(whole) if fact.canonical.unit == whole.canonical.unit]
    return bool(before) and len(book.between(before[-1], whole)) <= LONGEST


def above_problem(whole: Fact, part: Fact) -> Problem:
    """Return the finding on a part above the whole of its sentence."""
    params = {
        "year": None,
        "whole": figure(whole),
        "part": figure(part),
        "gap": spread(subtract(nominal(part), nominal(whole))),
    }
    return Problem("part_whole", "warning", params, (whole, part), printed=part.raw, computed=f"≤ {whole.raw}")


def compare_sum(book: Book, before: Sequence[Fact], whole: Fact) -> Iterator[Outcome]:
    """Yield whether a sum (合计 …) is that of counts before it in its sentence."""
    if not ADDED.search(book.clause(whole)):
        return
    run: list[Fact] = []
    for fact in reversed(before):
        joined = LEADS.sub("", book.between(fact, run[0])) if run else ""
        if fact.canonical.unit != whole.canonical.unit or len(joined) > LONGEST or "其中" in joined:
            break
        run.insert(0, fact)
    groups = [run[place:] for place in range(len(run) - 1)]
    fitting = next((group for group in groups if sum_test(list(map(interval_of, (whole, *group))))), None)
    if fitting:
        yield Outcome((whole, *fitting), test=sum_test)
    elif FEWEST <= len(run) <= MOST and all(interval_of(fact).lo < interval_of(whole).hi for fact in run):
        facts = (whole, *run)
        yield Outcome(facts, sum_problem("sum", "warning", facts), test=sum_test)
