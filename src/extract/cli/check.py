"""``extract check``, and findings as lines of text for other verbs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click

from extract.checks.wording import Language, say
from extract.cli import one_line
from extract.records import Finding

SEVERITIES = ("error", "warning", "info")
SIGNS = {"error": "✗", "warning": "!", "info": "·"}


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="OUT/x")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), help="Exit with status 1 where there is one.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of messages.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def check(report: Path, fail_on: Literal["error", "warning"] | None, lang: Language, patterns: Path | None) -> None:
    """Check one report again: what in its report.json does not agree.

    OUT/x is a folder that run has written.  The report itself is left as it is.
    """
    from extract.checks import run_checks
    from extract.output.read import read_report
    from extract.rules.patterns import load_patterns

    findings = run_checks(read_report(report), load_patterns(patterns).relations)
    for line in list_findings(findings, lang):
        click.echo(line)
    click.echo(count_findings(findings))
    sys.exit(1 if fails(findings, fail_on) else 0)


def list_findings(findings: Sequence[Finding], language: Language = "zh") -> Iterator[str]:
    """Yield a line for each finding: sign, id, check and message; what follows from another is set in."""
    for finding in findings:
        indent = "    " if finding.cause else ""
        message = one_line(say(finding.check, finding.params, language))
        yield f"{indent}{SIGNS[finding.severity]} {finding.id} {finding.check}: {message}"


def count_findings(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    counts = [sum(1 for finding in findings if finding.severity == severity) for severity in SEVERITIES]
    return f"{counts[0]} errors, {counts[1]} warnings, {counts[2]} infos"


def fails(findings: Sequence[Finding], fail_on: Literal["error", "warning"] | None) -> bool:
    """Tell whether a finding is at least as grave as ``fail_on``."""
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    return any(finding.severity in grave for finding in findings)
