"""Extract reports under Prefect: a task for each report, and no unchanged report twice.

``python flows/extract_reports.py INPUT... --out OUT`` runs with what Prefect embeds: no server to
start, no account, no network.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, cast

import quiet  # first: Prefect reads it when it is imported

if __name__ == "__main__":
    quiet.set_defaults(quiet.EMBEDDED)

import click
from prefect import State, flow
from prefect.artifacts import create_table_artifact
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture
from prefect.states import Failed
from pydantic import Field
from rich.console import Console
from rich.table import Table

from extract.batch import Counts, Job, Settings, identify_input, identify_result, plan_batch
from extract.cli import Named, one_line
from extract.errors import PatternError, UsageError
from extract.rules.patterns import load_patterns
from runners import Hands, chosen_place, hired, runner
from work import PATIENCE, Row, Timeout, Workers, extract_report, show_progress

Inputs = Annotated[list[Path], Field(min_length=1)]

COUNTED = ("sections", "cases", "tables", "facts", "open", "errors", "warnings")
WIDTH = 160


@flow(name="extract-files", task_runner=runner())
def extract_reports(
    inputs: Inputs,
    out: Path,
    patterns: Path | None = None,
    timeout: Timeout = PATIENCE,
    workers: Workers = None,
    review: bool = False,
) -> list[Row] | State[Any]:
    """Extract files and folders and return a row for each report.

    Args:
        inputs: Files and folders on the machine of the worker.
        out: Folder for the results, one in it for each report.
        patterns: Pattern folder in place of the one that ships.
        timeout: Seconds that one report may take.
        workers: Processes side by side; as many as processors if empty.
        review: Write a review page beside each report.
    """
    try:
        return extract_given(inputs, out, Settings(patterns, timeout=timeout, review=review), workers)
    except (UsageError, PatternError) as error:
        return Failed(message=one_line(str(error)))


def extract_given(inputs: list[Path], out: Path, settings: Settings, workers: int | None) -> list[Row]:
    """Extract ``inputs`` with a task for each report and publish what came of it."""
    jobs = plan_batch(inputs, out)
    digest = load_patterns(settings.patterns).digest
    with hired(chosen_place(), settings, len(jobs), workers) as hands:
        futures = {submit_job(job, digest, hands, settings.review): job for job in jobs}
        show_progress(futures, "extraction-progress")
    rows = [describe_run(job, future.state) for future, job in futures.items()]
    create_table_artifact(rows, key="extracted-reports", description=f"Extracted into {out}")
    findings = [row for future, job in futures.items() for row in describe_findings(job, future.state)]
    create_table_artifact(findings, key="findings", description="What does not agree; extract check tells all of it")
    return rows


def submit_job(job: Job, digest: str, hands: Hands, review: bool) -> PrefectFuture[Any]:
    """Start the task of ``job``; a kept result counts only while its folder stands."""
    key = identify_input(job, digest)
    fresh = identify_result(job, review) != key
    kept = extract_report.with_options(persist_result=True, cache_key_fn=identity_of_call, refresh_cache=fresh)
    return kept.submit(one_line(job.path.name), key, job, hands)


def identity_of_call(_: TaskRunContext, parameters: dict[str, Any]) -> str | None:
    """Return the key under which the result of a task is kept: file hash, patterns hash and version."""
    key: str | None = parameters["key"]
    return key


def describe_run(job: Job, state: State[Any]) -> Row:
    """Return what became of ``job``: where the result stands and how much it holds, or why there is none."""
    row: Row = {"report": one_line(job.path.name), "folder": one_line(job.folder.name)}
    if not state.is_completed():
        return row | {"state": "failed"} | dict.fromkeys(COUNTED) | {"note": state.message}
    counts: Counts = state.result()
    row["state"] = "unchanged" if state.name == "Cached" else "extracted"
    notes = ["partial"] * counts.partial + ["of another genre: is it the right file?"] * (not counts.of_genre)
    return row | {name: getattr(counts, name) for name in COUNTED} | {"note": "; ".join(notes) or None}


def describe_findings(job: Job, state: State[Any]) -> list[Row]:
    """Return a row for each of the gravest findings on ``job``."""
    counts: Counts | None = state.result() if state.is_completed() else None
    return [
        {"report": one_line(job.path.name), "finding": one_line(line)} for line in (counts.gravest if counts else ())
    ]


def print_rows(rows: list[Row], out: Path, review: bool) -> None:
    """Print ``rows`` as a table, and where to look."""
    table = Table(*rows[0], title=f"Extracted into {out}", title_justify="left")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(table)
    console.print(f"Open report.json and text.txt in the folders under {out}.", soft_wrap=True)
    pages = [out / row["folder"] / "review.html" for row in rows if row["state"] != "failed"]
    if review and pages:
        console.print(f"Open the review page in a browser: {pages[-1]}", soft_wrap=True)


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=Named(path_type=Path), metavar="INPUT...")
@click.option("--out", required=True, type=Named(path_type=Path, file_okay=False), help="Folder for the results.")
@click.option("--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes side by side.  [default: the processors]")
@click.option("--review", is_flag=True, help="Write the review page, review.html, beside each report.")
def main(inputs: tuple[Path, ...], out: Path, patterns: Path | None, workers: int | None, review: bool) -> None:
    """Extract each INPUT, a file or a folder, into a folder of its own under OUT.

    Exit status: 0, 1 if any input failed, 2 for wrong usage.
    """
    try:
        plan_batch(inputs, out)  # a mistake is told before Prefect starts, which takes a while
        load_patterns(patterns)
        click.echo("starting Prefect; the first time takes half a minute", err=True)
        rows = cast("list[Row]", extract_reports(list(inputs), out, patterns, workers=workers, review=review))
    except (UsageError, PatternError) as error:
        click.echo(f"extract_reports: {one_line(str(error))}", err=True)
        sys.exit(2)
    print_rows(rows, out, review)
    sys.exit(1 if any(row["state"] == "failed" for row in rows) else 0)


if __name__ == "__main__":
    main()
