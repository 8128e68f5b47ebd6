"""``extract explain``."""

from __future__ import annotations

from pathlib import Path

import click

from extract.cli import one_line
from extract.errors import UsageError, reason_of


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="OUT/x")
@click.option("--at", "offset", type=int, help="Offset of the number in text.txt.")
@click.option("--words", help="Words before the number, as printed, in place of --at.")
@click.option("--page", type=int, help="Page of the words.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def explain(report: Path, offset: int | None, words: str | None, page: int | None, patterns: Path | None) -> None:
    """Say what a number of a report became and why: class, rule, name, period and entity.

    OUT/x is a folder that run has written.  Of an open number: the nearest rule and the condition that failed first.
    """
    if (offset is None) == (words is None):
        raise UsageError("explain: give either --at OFFSET or --words TEXT")
    from extract.facts.explain import explain as explain_number
    from extract.facts.explain import find_words
    from extract.output.read import read_report
    from extract.rules.patterns import load_patterns

    record, text = read_report(report), read_text(report)
    place = offset if offset is not None else find_words(record, text, words or "", page)
    for line in explain_number(record, text, place, load_patterns(patterns)):
        click.echo(one_line(line))


def read_text(report: Path) -> str:
    """Return the canonical text beside the record; UsageError where it is missing."""
    file = (report if report.is_dir() else report.parent) / "text.txt"
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {reason_of(error)}; give the folder of a report, or extract it again") from error
