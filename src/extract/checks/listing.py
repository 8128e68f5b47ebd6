"""Findings as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from extract.checks.wording import Language, say
from extract.records import Finding

SEVERITIES = ("error", "warning", "info")
SIGNS = {"error": "✗", "warning": "!", "info": "·"}


def list_findings(
    findings: Sequence[Finding], language: Language = "zh", said: Mapping[str, Sequence[str]] | None = None
) -> Iterator[str]:
    """Yield a line for each finding: sign, id, check and message; what follows from another is set in.

    ``said`` are lines by a finding's id that are set below it.
    """
    for finding in findings:
        indent = "    " if finding.cause else ""
        message = say(finding.check, finding.params, language)
        yield f"{indent}{SIGNS[finding.severity]} {finding.id} {finding.check}: {message}"
        yield from (f"{indent}  → {line}" for line in (said or {}).get(finding.id, ()))


def count_findings(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """Return how many errors, warnings and infos there are."""
    errors, warnings, infos = (sum(1 for one in findings if one.severity == severity) for severity in SEVERITIES)
    return errors, warnings, infos


def are_grave(findings: Sequence[Finding], limit: Literal["error", "warning"]) -> bool:
    """Tell whether a finding is at least as grave as ``limit``."""
    errors, warnings, _ = count_findings(findings)
    return errors > 0 or (limit == "warning" and warnings > 0)
