"""Shares against the counts beside them: in one sentence (… 120 人，占 … 的 30%), in one table row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.arithmetic import Interval, add, divide, exactly, scale, total
from extract.checks.book import Book, concept_of, counts_before, figure, interval_of, nominal, spread, year_of
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.parts import MOST_TOTALS, is_total
from extract.checks.ratios import ratio_test
from extract.records import Fact
from extract.rules.relations import Ratio, Sum, Within

NAMED = re.compile(r"^(?P<part>.*?)占(?P<whole>.*?)(?:的?(?:比例|比重|占比|比))?$")
PERCENT = Decimal(100)
NEAR = 8
"""Counts before a share that it may speak of."""


class Choice(NamedTuple):
    """Counts of which a share may be taken together, and the count that it may be a share of."""

    parts: tuple[Fact, ...]
    whole: Fact


def check_shares(book: Book) -> Iterable[Outcome]:
    """Compare every share of a sentence with the counts that it speaks of."""
    ratios = {tie.indicator for tie in book.relations.of_kind(Ratio)}
    for fact in book.report.facts:
        if fact.kind == "share" and fact.source == "prose" and fact.indicator not in ratios:
            yield from compare_share(book, fact)
    for facts in book.cells.values():
        yield from compare_columns(book, facts)


def compare_share(book: Book, share: Fact) -> Iterator[Outcome]:
    """Yield whether a share can be taken of the counts that its sentence names or holds."""
    named = NAMED.match(share.name)
    part, whole = (named["part"], named["whole"]) if named else (share.name, "")
    counts = [
        fact
        for fact in book.sentence(share)
        if fact.kind == "level" and fact.where.start < share.where.start and fact.canonical.unit != "%"
    ][-NEAR:]
    parts = numerators(book, share, part)
    wholes = denominators(book, share, whole, counts, parts)
    choices = [Choice(chosen, base) for base in wholes for chosen in parts if base not in chosen]
    fitting = next((choice for choice in choices if fits(share, choice)), None)
    if fitting:
        yield Outcome((share, fitting.whole, *fitting.parts), test=share_test)
    elif choices and (severity := gravity(book, share, whole, choices, counts)):
        yield Outcome(
            (share, choices[0].whole, *choices[0].parts), share_problem(share, choices, severity), test=share_test
        )


def numerators(book: Book, share: Fact, part: str) -> list[tuple[Fact, ...]]:
    """Return what a share may be of: the nearest count, with the counts before it, or the indicator that it names."""
    stated = [
        (fact,)
        for unit in ("人", "个")
        if (code := book.named(part, unit))
        for fact in book.state(share.entity, code, year_of(share))
    ]
    return [*stated, *counts_before(book, share)]


def denominators(
    book: Book, share: Fact, whole: str, counts: Sequence[Fact], parts: Sequence[tuple[Fact, ...]]
) -> list[Fact]:
    """Return what a share may be taken of: the count that it names, else the larger counts of the sentence."""
    if whole:
        unit = parts[0][0].canonical.unit if parts else None
        code = book.named(whole, unit)
        stated = book.state(share.entity, code, year_of(share)) if code else ()
        return [*(fact for fact in counts if fact.name == whole or concept_of(fact) == code), *stated]
    wholes = [*counts]
    for tie in book.relations.ties:
        if counts and isinstance(tie, Within | Sum) and counts[-1].indicator in tie.parts:
            wholes += book.state(share.entity, tie.whole, year_of(share))
    return [fact for fact in wholes if counts and book.unit(fact) == book.unit(counts[-1])]


def fits(share: Fact, choice: Choice) -> bool:
    """Tell whether a share is the quotient of a choice."""
    return share_test([interval_of(fact) for fact in (share, choice.whole, *choice.parts)])


def share_test(intervals: Sequence[Interval]) -> bool:
    """Tell whether the first interval can be the percentage of the second that the rest are."""
    share, whole, *parts = intervals
    return ratio_test(PERCENT)([share, total(parts), whole])


def gravity(book: Book, share: Fact, whole: str, choices: Sequence[Choice], counts: Sequence[Fact]) -> Severity | None:
    """Return how grave it is that no choice fits, None where the share may be of something else.

    An error where part and whole are named; a warning where the share goes with the count before it and a larger
    count of the sentence must be the whole, none of its paragraph being one that fits.
    """
    numerator = choices[0].parts[-1]
    if (numerator not in counts and not whole) or is_listed(book, share):
        return None
    if whole:
        sure = numerator not in counts or speaks_of(share, numerator)
        return "error" if sure and all(choice.whole.proviso is None for choice in choices) else None
    larger = [fact for fact in counts if interval_of(fact).lo > interval_of(numerator).hi]
    comparable = [fact for fact in larger if book.unit(fact) == book.unit(numerator)]
    levels = [fact for fact in book.paragraph(share) if fact.kind == "level"]
    around = [fact for fact in levels if book.unit(fact) == book.unit(numerator)]
    whole_told = any(not has_share(book, fact) for fact in comparable)  # else 甲 12 人（40%）、乙 9 人（30%）
    told = whole_told and speaks_of(share, numerator) and share.where.case_id is None
    return "warning" if told and not any(fits(share, Choice((numerator,), fact)) for fact in around) else None


def has_share(book: Book, count: Fact) -> bool:
    """Tell whether the number behind ``count`` in its sentence is a share."""
    sentence = book.sentence(count)
    place = next((place for place, fact in enumerate(sentence) if fact.id == count.id), len(sentence))
    return any(fact.kind == "share" for fact in sentence[place + 1 : place + 2])


def is_listed(book: Book, share: Fact) -> bool:
    """Tell whether a share stands in a list of shares (分别占 26%、43%、31%), each of another count."""
    sentence = book.sentence(share)
    place = next((place for place, fact in enumerate(sentence) if fact.id == share.id), 0)
    beside = [*sentence[max(0, place - 1) : place], *sentence[place + 1 : place + 2]]
    return any(fact.kind == "share" for fact in beside)


def speaks_of(share: Fact, count: Fact) -> bool:
    """Tell whether a share bears the name of a count, or its verb (接收 7640 人，接收比例 …)."""
    stem = share.name.removesuffix("比例").removesuffix("占比")
    return share.name.startswith(count.name) or (stem != share.name and len(stem) > 1 and stem in count.name)


def share_problem(share: Fact, choices: Sequence[Choice], severity: Severity) -> Problem:
    """Return the finding on a share that no choice gives."""
    first = choices[0]
    part = total(map(nominal, first.parts))
    text = spread(divide(scale(part, PERCENT), nominal(first.whole)), share.decimals + 2)
    wholes = list({choice.whole.key: choice.whole for choice in choices}.values())
    params = {
        "name": share.name,
        "year": year_of(share),
        "ratio": figure(share),
        "numerator": [figure(fact) for fact in first.parts],
        "denominators": [figure(fact) for fact in wholes],
        "computed": f"{text}%",
    }
    return Problem("share", severity, params, (share, *first.parts, *wholes), printed=share.raw, computed=text)


def compare_columns(book: Book, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether each share of a table's rows is its row's amount over the total's.

    A column of shares belongs to the column of amounts that gives most of them, if it gives half.
    """
    totals = book.relations.cues.totals
    levels = [fact for fact in facts if fact.kind == "level"]
    shares: dict[int | None, list[Fact]] = {}
    for fact in facts:
        if fact.kind == "share" and not is_total(fact, totals):
            shares.setdefault(fact.where.column, []).append(fact)
    amounts: dict[tuple[int | None, int | None], list[Fact]] = {}
    for fact in levels:
        amounts.setdefault((fact.where.row, fact.where.column), []).append(fact)
    wholes = [fact for fact in levels if is_total(fact, totals)][:MOST_TOTALS]
    for column in shares.values():
        runs = [[choice for share in column for choice in choices_of(share, whole, amounts)] for whole in wholes]
        tallies = [sum(fits(share, choice) for share, choice in run) for run in runs]
        best = max(range(len(runs)), key=lambda place: tallies[place], default=0)
        if runs and tallies[best] and 2 * tallies[best] >= len(runs[best]):
            yield from compare_column(column, runs[best])


def choices_of(
    share: Fact, whole: Fact, amounts: Mapping[tuple[int | None, int | None], Sequence[Fact]]
) -> Iterator[tuple[Fact, Choice]]:
    """Yield a share with the amount of its row that stands in the total's column."""
    for amount in amounts.get((share.where.row, whole.where.column), ()):
        if amount is not whole:
            yield share, Choice((amount,), whole)


def compare_column(column: Sequence[Fact], run: Sequence[tuple[Fact, Choice]]) -> Iterator[Outcome]:
    """Yield whether each share of a column is what its choice gives, to the last digit where all add up to 100."""
    whole = total(map(nominal, column)).point == PERCENT
    for share, choice in run:
        facts = (share, choice.whole, *choice.parts)
        if fits(share, choice):
            yield Outcome(facts, test=share_test)
        elif not (whole and is_levelled(share, choice)):
            yield Outcome(facts, share_problem(share, [choice], "error"), test=share_test)


def is_levelled(share: Fact, choice: Choice) -> bool:
    """Tell whether a share is one unit of its last digit off, as where shares were made to add up to 100."""
    step = Decimal(1).scaleb(-share.decimals)
    return any(
        share_test([add(interval_of(share), exactly(one)), interval_of(choice.whole), *map(interval_of, choice.parts)])
        for one in (step, -step)
    )
