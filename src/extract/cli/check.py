"""``extract check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from extract.checks.wording import Language
from extract.cli import one_line


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
    from extract.checks.listing import are_grave, count_findings, list_findings
    from extract.output.read import read_report
    from extract.rules.patterns import load_patterns

    findings = run_checks(read_report(report), load_patterns(patterns).relations)
    for line in list_findings(findings, lang):
        click.echo(one_line(line))
    errors, warnings, infos = count_findings(findings)
    click.echo(f"{errors} errors, {warnings} warnings, {infos} infos")
    sys.exit(1 if fail_on and are_grave(findings, fail_on) else 0)
