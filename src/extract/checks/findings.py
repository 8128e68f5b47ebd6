"""Outcomes → findings: ids, keys and states that last, one cause for what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from extract.checks.book import Book, concept_of, year_of
from extract.checks.causes import trace_causes
from extract.checks.doubts import unsure_facts, with_doubt
from extract.checks.model import Outcome, Problem
from extract.checks.wording import say
from extract.records import Fact, Finding, Where

RANK = {"error": 0, "warning": 1, "info": 2}


def state_findings(book: Book, outcomes: Sequence[Outcome]) -> list[Finding]:
    """Return the findings of ``outcomes``, gravest first, then in text order; a cause before what follows from it."""
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    causes = trace_causes(outcomes)
    unsure = unsure_facts(book.report)
    told = {id(problem): with_doubt(problem, unsure) for problem in problems}
    ordered = sorted(
        problems, key=lambda problem: (RANK[told[id(problem)].severity], first_place(problem), problem.check)
    )
    keys = name_keys(book, ordered)
    return [
        state_finding(told[id(problem)], keys[id(problem)], keys.get(id(causes.get(id(problem)))))
        for problem in lead_first(ordered, causes)
    ]


def lead_first(problems: Sequence[Problem], causes: Mapping[int, Problem]) -> list[Problem]:
    """Return ``problems`` with the followers of a cause right behind it."""
    followers: dict[int, list[Problem]] = {}
    for problem in problems:
        if cause := causes.get(id(problem)):
            followers.setdefault(id(cause), []).append(problem)
    leads = [problem for problem in problems if id(problem) not in causes]
    return [problem for lead in leads for problem in (lead, *followers.get(id(lead), ()))]


def state_finding(problem: Problem, key: str, cause: str | None) -> Finding:
    """Return ``problem`` as a record; ``cause`` is the key of what it follows from."""
    return Finding(
        id=f"x{key[:10]}",
        check=problem.check,
        severity=problem.severity,
        cause=f"x{cause[:10]}" if cause else None,
        key=key,
        state=digest(key, *(fact.raw for fact in problem.facts), problem.printed or "", problem.computed or ""),
        message=say(problem.check, problem.params),
        params=dict(problem.params),
        facts=list(dict.fromkeys(fact.id for fact in problem.facts)),
        printed=problem.printed,
        computed=problem.computed,
        where=list(places(problem)),
    )


def name_keys(book: Book, problems: Sequence[Problem]) -> dict[int, str]:
    """Return a key for each problem: equal from year to year, unequal within a report."""
    seen: dict[str, int] = {}
    keys: dict[int, str] = {}
    for problem in problems:
        bare = digest(problem.check, problem.topic, *(identity(book, fact) for fact in problem.facts))
        seen[bare] = seen.get(bare, 0) + 1
        keys[id(problem)] = bare if seen[bare] == 1 else digest(bare, str(seen[bare]))
    return keys


def identity(book: Book, fact: Fact) -> str:
    """Return what a fact is, with its year counted from the report's own."""
    this, year = book.report.document.report_year, year_of(fact)
    age = str(this - year) if this is not None and year is not None else ""
    return "|".join((fact.entity or "", concept_of(fact), fact.kind, fact.aspect, fact.proviso or "", age))


def places(problem: Problem) -> Sequence[Where]:
    """Return where the problem's figures stand."""
    return problem.where or tuple(fact.where for fact in problem.facts)


def first_place(problem: Problem) -> int:
    """Return where the problem's first figure stands."""
    return min((where.start for where in places(problem)), default=0)


def digest(*parts: str) -> str:
    """Return 16 hex digits for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
