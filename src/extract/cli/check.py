"""``extract check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from extract.checks.wording import Language
from extract.cli import count, one_line


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="OUT/x")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), help="Exit with status 1 where there is one.")
@click.option("--verdicts", type=click.Path(path_type=Path), multiple=True, help="What reviewers decided, a file each.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of messages.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def check(
    report: Path,
    fail_on: Literal["error", "warning"] | None,
    verdicts: tuple[Path, ...],
    lang: Language,
    patterns: Path | None,
) -> None:
    """Check one report again: what in its report.json does not agree.

    OUT/x is a folder that run has written.  The report itself is left as it is.  With --verdicts, what was decided
    stands below each finding; --fail-on passes over what is explained, a false alarm or corrected.
    """
    from extract.checks.audit import run_checks
    from extract.checks.listing import are_grave, count_findings, list_findings
    from extract.checks.verdicts import (
        GONE,
        RULINGS,
        count_rulings,
        find_gone,
        judge_findings,
        leave_unsettled,
        tell_opinion,
        tell_verdict,
    )
    from extract.output.read import read_report
    from extract.output.verdict_files import read_verdicts
    from extract.rules.patterns import load_patterns

    record = read_report(report)
    findings = run_checks(record, load_patterns(patterns).relations)
    decided = read_verdicts(verdicts, record)
    opinions = judge_findings(record, findings, decided)
    year = record.document.report_year
    said = {name: list(tell_opinion(opinion, year, lang)) for name, opinion in opinions.items()}
    for line in list_findings(findings, lang, said):
        click.echo(one_line(line))
    for verdict in find_gone(record, findings, decided):
        gone = f"✓ {verdict.finding} {verdict.check}: {getattr(GONE, lang)}"
        click.echo(one_line(f"{gone} → {tell_verdict(verdict, lang)}"))
    errors, warnings, infos = count_findings(findings)
    click.echo(", ".join((count(errors, "error"), count(warnings, "warning"), count(infos, "info"))))
    if verdicts:
        rulings = count_rulings(opinions.values())
        told = [f"{rulings[ruling]} {wording.en}" for ruling, wording in RULINGS.items()]
        click.echo(f"verdicts: {', '.join(told)}, {len(findings) - rulings.total()} not judged")
    sys.exit(1 if fail_on and are_grave(leave_unsettled(findings, opinions), fail_on) else 0)
