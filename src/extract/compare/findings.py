"""Findings of neighbouring reports: new, solved, standing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from extract.compare.records import FactChanges, FindingChanges, FindingRef, Level, Restatement
from extract.records import Finding, Report

Moved = TypeVar("Moved", Level, Restatement)


def compare_findings(reports: Sequence[Report]) -> FindingChanges:
    """Return what became of the findings from each report to the next, by their keys."""
    new: list[FindingRef] = []
    solved: list[FindingRef] = []
    standing: list[FindingRef] = []
    for place, (old, later) in enumerate(pairwise(reports)):
        before = {finding.key: finding for finding in old.findings}
        after = {finding.key: finding for finding in later.findings}
        solved += [refer(place, finding) for key, finding in before.items() if key not in after]
        for key, finding in after.items():
            if key in before:
                standing.append(refer(place + 1, finding, finding.state == before[key].state))
            else:
                new.append(refer(place + 1, finding))
    return FindingChanges(new=new, solved=solved, standing=standing)


def refer(report: int, finding: Finding, same_figure: bool | None = None) -> FindingRef:
    """Return what a reader needs to know of ``finding``."""
    return FindingRef(
        report=report,
        id=finding.id,
        check=finding.check,
        severity=finding.severity,
        key=finding.key,
        state=finding.state,
        message=finding.message,
        same_figure=same_figure,
    )


class Solved:
    """The findings that a corrected report no longer has, by the figures that they were on."""

    def __init__(self, reports: Sequence[Report], changes: FindingChanges) -> None:
        self.keys = [{fact.id: fact.key for fact in report.facts} for report in reports]
        self.findings: dict[tuple[int, str], dict[str, None]] = {}
        for solved in changes.solved:
            finding = next(finding for finding in reports[solved.report].findings if finding.id == solved.id)
            for fact in finding.facts:
                figure = solved.report, self.keys[solved.report].get(fact, fact)
                self.findings.setdefault(figure, {})[finding.id] = None

    def of(self, report: int, fact: str) -> list[str]:
        """Return the solved findings of ``report`` on the figure that ``fact`` states."""
        return list(self.findings.get((report, self.keys[report].get(fact, fact)), ()))

    def mark(self, moved: Sequence[Moved]) -> list[Moved]:
        """Return the figures, each with the findings that its change has solved."""
        return [
            item.model_copy(update={"solved": self.of(item.values[-2].report, item.values[-2].fact)}) for item in moved
        ]

    def mark_facts(self, changes: FactChanges) -> FactChanges:
        """Return ``changes``, each with the findings that it has solved."""
        changed = [
            change.model_copy(update={"solved": self.of(change.report - 1, change.before)})
            for change in changes.changed
        ]
        return changes.model_copy(update={"changed": changed})
