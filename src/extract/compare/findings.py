"""Findings of neighbouring reports: new, solved, standing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.compare.records import FindingChanges, FindingRef
from extract.records import Finding, Report


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
