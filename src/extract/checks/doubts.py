"""Figures that were read by character recognition: what does not agree there may be misread."""

from __future__ import annotations

from msgspec.structs import replace

from extract.checks.model import Problem
from extract.records import Report

SURE = 0.9  # of a recognised numeral: below, a look at the picture is due


def unsure_facts(report: Report) -> frozenset[str]:
    """Return the ids of the facts whose numerals were recognised with low confidence."""
    entries = (entry for entry in report.numbers if entry.confidence is not None and entry.confidence < SURE)
    return frozenset(fact for entry in entries for fact in entry.facts)


def with_doubt(problem: Problem, unsure: frozenset[str]) -> Problem:
    """Return ``problem`` with what is to be said of recognised figures; an error made by an unsure one is a warning."""
    if problem.severity == "info" or not any(fact.ocr for fact in problem.facts):
        return problem
    doubtful = list(dict.fromkeys(fact.raw for fact in problem.facts if fact.id in unsure))
    severity = "warning" if doubtful else problem.severity
    return replace(problem, severity=severity, params={**problem.params, "recognised": doubtful})
