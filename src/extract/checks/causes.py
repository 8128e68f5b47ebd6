"""One cause, one finding: problems that go back to the same figure."""

from __future__ import annotations

from collections.abc import Sequence

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
    "share",
    "ratio",
)
"""Checks from the most to the least direct: the first one on a figure names the cause of the others."""
APART = ("twins", "orientation", "direction", "percentage_points", "population", "limit")
"""Checks on names, signs and bounds, whose problems neither cause others nor follow from them."""


def trace_causes(outcomes: Sequence[Outcome]) -> dict[int, Problem]:
    """Return the cause of each problem that follows from another, by the problem's ``id()``.

    A figure is suspect where at least two problems rest on it and more checks fail on it than hold.  The
    suspect with most problems is settled first.
    """
    causes = {id(item.problem): item.cause for item in outcomes if item.problem and item.cause}
    failing, holding = tally(outcomes)
    open_problems = {id(item.problem): item.problem for item in outcomes if item.problem and not item.cause}
    suspects = [fact for fact in failing if len(failing[fact]) > max(1, holding.get(fact, 0))]
    for fact in sorted(suspects, key=lambda fact: (holding.get(fact, 0), -len(failing[fact]))):
        group = [problem for problem in failing[fact] if id(problem) in open_problems]
        if len(group) > 1:
            lead = min(group, key=directness)
            causes |= {id(problem): lead for problem in group if problem is not lead}
            for problem in group:
                del open_problems[id(problem)]
    return flatten(causes)


def tally(outcomes: Sequence[Outcome]) -> tuple[dict[str, list[Problem]], dict[str, int]]:
    """Return for each fact id the problems that rest on it, and how many checks hold on it."""
    failing: dict[str, list[Problem]] = {}
    holding: dict[str, int] = {}
    for outcome in outcomes:
        for name in dict.fromkeys(fact.id for fact in outcome.facts):
            if outcome.problem is None and not outcome.loose:
                holding[name] = holding.get(name, 0) + 1
            elif outcome.problem and outcome.problem.severity != "info" and outcome.problem.check not in APART:
                failing.setdefault(name, []).append(outcome.problem)
    return failing, holding


def directness(problem: Problem) -> int:
    """Return the rank of a problem as a cause."""
    return DIRECT.index(problem.check) if problem.check in DIRECT else len(DIRECT)


def flatten(causes: dict[int, Problem]) -> dict[int, Problem]:
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
