"""A gap that other figures explain: the same number of people left over elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from extract.checks.arithmetic import subtract, total
from extract.checks.book import Book, figure, interval_of, plain
from extract.checks.model import Outcome, Problem
from extract.records import Fact
from extract.rules.relations import Apart, Sum, Within

SMALLEST = Decimal(20)
"""Smaller gaps equal other differences by chance too often to mean anything."""
EXPLAINED = ("duplicate", "sum", "apart")


def explain_gaps(book: Book, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield ``outcomes``, with what else leaves the same gap where a finding's gap is an exact count."""
    for outcome in outcomes:
        problem = outcome.problem
        if problem and problem.check in EXPLAINED and (gap := gap_of(problem)):
            residual = next(same_gap(book, problem, gap), None)
            if residual:
                params = {**problem.params, "residual": {"gap": plain(gap), "figures": list(map(figure, residual))}}
                outcome = replace(outcome, problem=replace(problem, params=params))
        yield outcome


def gap_of(problem: Problem) -> Decimal | None:
    """Return the gap that a problem prints, None where its figures are not exact counts or it is small."""
    if any(interval_of(fact).point is None for fact in problem.facts):
        return None
    gap = Decimal(str(problem.params.get("gap", problem.params.get("difference"))))
    return gap if gap >= SMALLEST else None


def same_gap(book: Book, problem: Problem, gap: Decimal) -> Iterator[Sequence[Fact]]:
    """Yield the figures of declared relations, in any year, whose whole exceeds its parts by just ``gap``."""
    involved = {fact.id for fact in problem.facts}
    unit = book.unit(problem.facts[0])
    for tie in book.relations.ties:
        if isinstance(tie, Apart | Sum):
            choices: Sequence[Sequence[str]] = [tie.parts]
        elif isinstance(tie, Within):
            choices = [(part,) for part in tie.parts]
        else:
            continue
        for parts in choices:
            for entity, year in book.addresses([tie.whole]):
                stated = [book.state(entity, code, year) for code in (tie.whole, *parts)]
                if not all(stated):
                    continue
                facts = [found[0] for found in stated]
                rest = subtract(interval_of(facts[0]), total(map(interval_of, facts[1:])))
                known = {fact.id for fact in facts} <= involved
                if rest.point == gap and book.unit(facts[0]) == unit and not known:
                    yield facts
