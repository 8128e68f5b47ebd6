"""``extract letter``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from extract.cli.export import write_bytes
from extract.errors import UsageError, reason_of


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="OUT/x")
@click.option("--verdicts", type=click.Path(path_type=Path), multiple=True, required=True, help="Files of verdicts.")
@click.option("--template", type=click.Path(path_type=Path), help="A .docx file to fill: {title}, {findings} and more.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of the letter.  [default: the last verdict's]")
@click.option("--out", type=click.Path(path_type=Path), help="The letter.  [default: letter.docx beside the verdicts]")
def letter(
    report: Path, verdicts: tuple[Path, ...], template: Path | None, date: datetime | None, out: Path | None
) -> None:
    """Write the letter that asks about what reviewers have confirmed: a Word file.

    OUT/x is a folder that run has written.  Only findings whose verdict is 属实 (confirmed) enter the letter, each with
    its places, quotations and arithmetic.
    """
    from extract.checks.verdicts import judge_findings
    from extract.output.letter import write_letter
    from extract.output.read import read_report
    from extract.output.verdict_files import read_verdicts

    record = read_report(report)
    opinions = judge_findings(record, record.findings, read_verdicts(verdicts, record))
    content = write_letter(record, opinions, read_bytes(template) if template else None, date and date.date())
    path = out or verdicts[0].with_name("letter.docx")
    write_bytes(path, content)
    click.echo(path)


def read_bytes(path: Path) -> bytes:
    """Return the content of ``path``; UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {reason_of(error)}; give a template") from error
