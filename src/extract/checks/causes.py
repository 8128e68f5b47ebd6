"""One cause, one finding: problems that one other value of one figure would solve all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.checks.arithmetic import Interval, divide, exactly, meet_all, multiply, negate, subtract, total
from extract.checks.book import interval_of
from extract.checks.model import Outcome, Problem

DIRECT = (
    "stale_year",
    "implied_base",
    "duplicate",
    "part_whole",
    "sum",
    "apart",
    "total",
    "roster",
    "change",
    "growth",
    "growth_beside",
    "share",
    "ratio",
)
"""Checks from the most to the least direct: the first one on a figure names the cause of the others."""
THREE = 3
PER = {"%": 100, "‰": 1000}
MOST_TOGETHER = 200
"""Figures of one problem, beyond which none of them is tried as its cause: each is tried with all others."""


def trace_causes(outcomes: Sequence[Outcome]) -> dict[int, Problem]:
    """Return the cause of each problem that follows from another, by the problem's ``id()``.

    A figure is the cause of several problems where more checks fail on it than hold, and some other value of
    it would solve them all.  The figure with most problems is settled first.
    """
    causes = {id(item.problem): item.cause for item in outcomes if item.problem and item.cause}
    causes |= follow_stale(outcomes) | follow_shares(outcomes) | follow_changes(outcomes)
    causes |= follow_cells(outcomes)
    failing, holding = tally(outcomes)
    settled = set(causes)
    suspects = [name for name in failing if len(failing[name]) > max(1, holding.get(name, 0))]
    for name in sorted(suspects, key=lambda name: (-len(failing[name]), holding.get(name, 0))):
        group = [outcome for outcome in failing[name] if id(outcome.problem) not in settled]
        if len(group) > 1 and any(solves(group, name, value) for value in proposals(group, name)):
            problems = [outcome.problem for outcome in group if outcome.problem]
            lead = min(problems, key=directness)
            causes |= {id(problem): lead for problem in problems if problem is not lead}
            settled |= {id(problem) for problem in problems}
    return flatten(causes)


def follow_stale(outcomes: Sequence[Outcome]) -> dict[int, Problem]:
    """Return the problems that rest on a figure which the prose gives for the wrong year."""
    stale = {
        fact.id: outcome.problem
        for outcome in outcomes
        if outcome.problem and outcome.problem.check == "stale_year"
        for fact in outcome.facts
        if fact.source == "prose"
    }
    return {
        id(outcome.problem): stale[fact.id]
        for outcome in outcomes
        for fact in outcome.facts
        if outcome.problem and outcome.test and fact.id in stale
    }


def follow_shares(outcomes: Sequence[Outcome]) -> dict[int, Problem]:
    """Return the problems of ratios that are shares whose own sentence gives part and whole, which do not agree.

    The other way round a mean that is read against all that the report counts follows the ratio that is declared.
    """
    untested = [outcome for outcome in outcomes if outcome.facts and not outcome.test]
    means = [(outcome.problem, outcome.facts[0].id) for outcome in untested if outcome.problem]
    problems = [(outcome.problem, outcome.facts[0].id) for outcome in outcomes if outcome.problem and outcome.test]
    shares = {name: problem for problem, name in problems if problem.check == "share"}
    ratios = {name: problem for problem, name in problems if problem.check == "ratio"}
    return {id(problem): shares[name] for name, problem in ratios.items() if name in shares} | {
        id(problem): ratios[name] for problem, name in means if problem.check == "share" and name in ratios
    }


def follow_changes(outcomes: Sequence[Outcome]) -> dict[int, Problem]:
    """Return the problems of rates that rest on a change of their sentence which is not that of its two levels."""
    problems = [(outcome.problem, outcome.facts) for outcome in outcomes if outcome.problem and outcome.test]
    changes = {facts[0].id: problem for problem, facts in problems if problem.check == "change"}
    rates = [(problem, fact.id) for problem, facts in problems if problem.check == "growth_beside" for fact in facts]
    return {id(problem): changes[name] for problem, name in rates if name in changes}


def follow_cells(outcomes: Sequence[Outcome]) -> dict[int, Problem]:
    """Return the problems of rows that are not the first, of which a cell does not agree with others of its table."""
    problems = [(outcome.problem, outcome.facts) for outcome in outcomes if outcome.problem and outcome.test]
    other = {fact.id: problem for problem, facts in problems if problem.check != "extreme" for fact in facts}
    return {
        id(problem): other[fact.id]
        for problem, facts in problems
        if problem.check == "extreme"
        for fact in facts
        if fact.id in other
    }


def tally(outcomes: Sequence[Outcome]) -> tuple[dict[str, list[Outcome]], dict[str, int]]:
    """Return for each fact id what fails on it for sure, and how many checks hold on it."""
    failing: dict[str, list[Outcome]] = {}
    holding: dict[str, int] = {}
    for outcome in outcomes:
        if len(outcome.facts) > MOST_TOGETHER:
            continue
        for name in dict.fromkeys(fact.id for fact in outcome.facts):
            if outcome.problem is None and not outcome.loose:
                holding[name] = holding.get(name, 0) + 1
            elif outcome.problem and outcome.problem.severity != "info" and outcome.test:
                failing.setdefault(name, []).append(outcome)
    return failing, holding


def solves(group: Sequence[Outcome], name: str, value: Interval) -> bool:
    """Tell whether all of ``group`` would hold if the figure were ``value``."""
    return all(
        outcome.test is not None
        and outcome.test([value if fact.id == name else interval_of(fact) for fact in outcome.facts])
        for outcome in group
    )


def proposals(group: Sequence[Outcome], name: str) -> Iterator[Interval]:
    """Yield what the figure would have to be for each problem of ``group``."""
    for outcome in group:
        place = next(place for place, fact in enumerate(outcome.facts) if fact.id == name)
        value = propose(outcome, place)
        if value:
            yield value


def propose(outcome: Outcome, place: int) -> Interval | None:
    """Return what the figure at ``place`` would have to be, None where the check bounds it only."""
    intervals = [interval_of(fact) for fact in outcome.facts]
    first, *others = intervals
    match outcome.problem.check if outcome.problem else "":
        case "duplicate":
            return meet_all(intervals[:place] + intervals[place + 1 :])
        case "sum" | "total" | "roster" | "part_whole" | "apart":
            rest = total(interval for position, interval in enumerate(intervals) if position not in (0, place))
            return total(others) if place == 0 else subtract(first, rest)
        case "change":
            printed, this, last = intervals
            change = negate(printed) if outcome.facts[0].direction == "down" else printed
            return (subtract(this, last), total([last, change]), subtract(this, change))[place]
        case "ratio" | "share" if len(intervals) == THREE:
            ratio, above, below = intervals
            if outcome.problem and outcome.problem.check == "share" and outcome.facts[0].kind == "share":
                above, below = below, above
                place = (0, 2, 1)[place]
            per = exactly(PER.get(outcome.facts[0].canonical.unit or "", 1))
            return (
                divide(multiply(above, per), below),
                divide(multiply(ratio, below), per),
                divide(multiply(above, per), ratio),
            )[place]
    return None


def directness(problem: Problem) -> int:
    """Return the rank of a problem as a cause."""
    return DIRECT.index(problem.check) if problem.check in DIRECT else len(DIRECT)


def flatten(causes: Mapping[int, Problem]) -> dict[int, Problem]:
    """Return ``causes`` with every chain led back to its beginning."""
    flat: dict[int, Problem] = {}
    for name, cause in causes.items():
        seen = {name}
        while id(cause) in causes and id(cause) not in seen:
            seen.add(id(cause))
            cause = causes[id(cause)]
        if id(cause) != name:
            flat[name] = cause
    return flat
