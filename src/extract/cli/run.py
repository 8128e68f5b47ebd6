"""``extract run``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.batch import Counts, Outcome, Settings, count_others, plan_batch, run_batch
from extract.cli import Named, count, one_line
from extract.source.model import USUAL, Bounds

if TYPE_CHECKING:
    from extract.checks.wording import Language


def bound(usual: int) -> dict[str, Any]:
    """Return what the options share that bound an input."""
    return {"type": click.IntRange(min=1), "default": usual, "show_default": True}


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=Named(path_type=Path, readable=False), metavar="INPUT...")
@click.option("--out", required=True, type=Named(path_type=Path, file_okay=False), help="Folder for the results.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes side by side; more than there are inputs read long PDFs along.  [default: the processors]",
)
@click.option("--password", help="Opens PDFs that are locked with it.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds for one input.",
)
@click.option("--memory", type=click.IntRange(min=512), default=4096, show_default=True, help="MB for one process.")
@click.option("--max-megabytes", **bound(USUAL.megabytes), help="Refuse a larger file.")
@click.option("--max-pages", **bound(USUAL.pages), help="Refuse a PDF of more pages.")
@click.option("--max-characters", **bound(USUAL.characters), help="Refuse a longer text.")
@click.option("--max-page-characters", **bound(USUAL.page_characters), help="Skip a PDF page of more characters.")
@click.option("--review", is_flag=True, help="Write the review page, review.html, beside each report.")
@click.option("--no-pictures", is_flag=True, help="Leave the pages of a PDF out of the review page: its text stays.")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of findings and page."
)
@click.option("--debug", is_flag=True, help="Print the traceback of what should not happen.")
def run(
    inputs: tuple[Path, ...],
    out: Path,
    patterns: Path | None,
    workers: int | None,
    password: str | None,
    timeout: float,
    memory: int,
    max_megabytes: int,
    max_pages: int,
    max_characters: int,
    max_page_characters: int,
    review: bool,
    no_pictures: bool,
    lang: Language,
    debug: bool,
) -> None:
    """Extract each INPUT, a file or a folder of .pdf, .docx and .txt files, into a folder of its own under OUT.

    Exit status: 0, 1 if any input failed, 2 for wrong usage.
    """
    jobs = plan_batch(inputs, out)
    bounds = Bounds(max_megabytes, max_pages, max_characters, max_page_characters)
    settings = Settings(patterns, password, timeout, memory, debug, bounds, review, not no_pictures, lang)
    outcomes = list(show_progress(run_batch(jobs, settings, workers), len(jobs)))
    order = {job.folder: place for place, job in enumerate(jobs)}
    outcomes.sort(key=lambda outcome: order[outcome.job.folder])
    for outcome in outcomes:
        report_outcome(outcome)
    for line in describe_coverage(outcomes):
        click.echo(line)
    failed = sum(1 for outcome in outcomes if outcome.failure)
    if len(outcomes) > 1:
        twins = sum(len(job.twins) for job in jobs)
        again = f", {twins} the same as another" if twins else ""
        click.echo(f"{len(outcomes) - failed} extracted, {failed} failed{again}: {out}")
    if others := count_others(inputs, out):
        kinds = ", ".join(f"{count} {one_line(kind)}" for kind, count in sorted(others.items()))
        click.echo(f"left alone, as reports are .pdf, .docx and .txt files: {kinds}")
    sys.exit(1 if failed else 0)


def show_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Pass ``outcomes`` on, under a progress bar on a terminal where there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, description="extracting", total=total, console=Console(stderr=True), transient=True)


def report_outcome(outcome: Outcome) -> None:
    """Print what became of one input: the result on stdout, a failure on stderr."""
    name, folder = one_line(str(outcome.job.path)), one_line(str(outcome.job.folder))
    for twin in outcome.job.twins:
        click.echo(f"{one_line(str(twin))}: the same name and content as {name}")
    if outcome.counts:
        counts = outcome.counts
        state = " (partial)" if counts.partial else ""
        click.echo(
            f"{name} -> {folder}{state}: {count(counts.sections, 'section')}, {count(counts.cases, 'case')},"
            f" {count(counts.tables, 'table')}, {count(counts.facts, 'fact')}, {count(counts.open, 'open number')}"
        )
        if not counts.of_genre:
            click.echo(
                "  neither title nor tables are of a quality report of vocational education: is it the right file?"
            )
        for line in counts.skipped:
            click.echo(f"  {line}")
        report_findings(counts, folder)
    elif outcome.failure:
        failure = outcome.failure
        where = f" [{folder}/error.json]" if outcome.written else f" [{folder} is left as it was]"
        click.echo(f"{name}: {failure.code}: {one_line(failure.message)}; {one_line(failure.hint)}{where}", err=True)


def report_findings(counts: Counts, folder: str) -> None:
    """Print what does not agree in one report: how much, and the gravest of it."""
    for line in counts.gravest:
        click.echo(f"  {one_line(line)}")
    more = counts.errors + counts.warnings - len(counts.gravest)
    rest = f"; {more} more: extract check {folder}" if more > 0 else ""
    told = (count(counts.errors, "error"), count(counts.warnings, "warning"), count(counts.infos, "info"))
    click.echo(f"  findings: {', '.join(told)}{rest}")


def describe_coverage(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield how much of all reports together was understood: numerals, open numbers, rules of no use to any."""
    extracted = [(outcome.job.folder.name, outcome.counts) for outcome in outcomes if outcome.counts]
    if not extracted:
        return
    classes = Counter[str]()
    for _, counts in extracted:
        classes.update(counts.classes)
    yield "numerals: " + ", ".join(f"{count} {name}" for name, count in classes.most_common())
    for folder, counts in extracted:
        if counts.open:
            more = ", ..." if counts.open > len(counts.places) else ""
            yield f"open in {one_line(folder)}: {one_line(', '.join(counts.places))}{more}"
    silent = [rule for rule in extracted[0][1].silent if all(rule in counts.silent for _, counts in extracted)]
    if silent:
        yield f"rules that never fired: {', '.join(silent)}"
