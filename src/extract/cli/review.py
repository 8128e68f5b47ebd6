"""``extract review``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.checks.wording import Language
from extract.cli.explain import read_text
from extract.errors import ExtractError, UsageError

if TYPE_CHECKING:
    from extract.records import Report
    from extract.source.model import Source


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="OUT/x")
@click.option("--source", type=click.Path(path_type=Path), help="The PDF that was read: the page shows its pages.")
@click.option("--password", help="Opens the PDF.")
@click.option("--no-pictures", is_flag=True, help="Show the text of a PDF in place of its pages.")
@click.option("--verdicts", type=click.Path(path_type=Path), multiple=True, help="What reviewers decided, a file each.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language it opens in.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
def review(
    report: Path,
    source: Path | None,
    password: str | None,
    no_pictures: bool,
    verdicts: tuple[Path, ...],
    lang: Language,
    patterns: Path | None,
) -> None:
    """Write the review page of one report: review.html in OUT/x, a folder that run has written.

    The page is one file that opens without network.  A PDF's pages are shown where --source names it; --verdicts, also
    of earlier versions and years, are shown on the findings that they fit.
    """
    from extract.output.folder import write_review
    from extract.output.read import read_report
    from extract.output.verdict_files import read_verdicts
    from extract.pipeline import Extraction, review_report
    from extract.rules.patterns import load_patterns

    if password and not source:
        raise UsageError("review: --password is for a PDF; give --source")
    record, text = read_report(report), read_text(report)
    original = read_original(record, source, password) if source and not no_pictures else None
    page = review_report(
        Extraction(record, text), load_patterns(patterns), original, lang, read_verdicts(verdicts, record)
    )
    click.echo(write_review(report if report.is_dir() else report.parent, page))


def read_original(record: Report, path: Path, password: str | None) -> Source:
    """Return the file at ``path``; UsageError where the report was not read from it."""
    from extract.source import read_source

    try:
        source = read_source(path, password=password)
    except ExtractError as error:
        raise UsageError(f"{path}: {error.message}; {error.hint}") from error
    if source.sha256 != record.document.source.sha256:
        raise UsageError(f"{path}: not the file that the report was read from ({record.document.source.name}); give it")
    return source
