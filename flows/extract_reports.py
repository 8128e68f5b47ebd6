"""Extract reports under Prefect: a task for each report, and no unchanged report twice.

``python flows/extract_reports.py INPUT... --out OUT`` runs with what Prefect embeds: no server to
start, no account, no network.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

QUIET = {  # read by Prefect when it is imported; an operator's own settings go before
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}
for setting, value in QUIET.items():
    os.environ.setdefault(setting, value)

import click  # noqa: E402
from prefect import State, flow, task  # noqa: E402
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact  # noqa: E402
from prefect.context import TaskRunContext  # noqa: E402
from prefect.futures import PrefectFuture, as_completed  # noqa: E402
from prefect.states import Failed  # noqa: E402
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from extract.batch import Counts, Crew, Job, Settings, identify_input, identify_result, plan_batch  # noqa: E402
from extract.cli import one_line  # noqa: E402
from extract.errors import PatternError, UsageError  # noqa: E402
from extract.rules.patterns import load_patterns  # noqa: E402

Row = dict[str, Any]

COUNTED = ("sections", "cases", "tables", "facts", "open", "errors", "warnings")
RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=32)  # they wait; the crew's processes work
WIDTH = 160


def identity_of_call(_: TaskRunContext, parameters: dict[str, Any]) -> str | None:
    """Return the key under which the result of a task is kept: file hash, patterns hash and version."""
    key: str | None = parameters["key"]
    return key


@task(name="extract report", task_run_name="{name}", persist_result=True, cache_key_fn=identity_of_call)
def extract_report(name: str, key: str | None, job: Job, crew: Crew) -> Counts | State[Any] | None:
    """Extract one report; a failed state says what its ``error.json`` says."""
    outcome = crew.extract(job)
    if outcome.failure:
        return Failed(message=f"{outcome.failure.code}: {outcome.failure.message}; {outcome.failure.hint}")
    return outcome.counts


@flow(name="extract reports", task_runner=RUNNER)
def extract_reports(
    inputs: list[Path], out: Path, patterns: Path | None = None, workers: int | None = None, review: bool = False
) -> list[Row]:
    """Extract ``inputs``, files and folders, into ``out`` and return a row for each, with ``review`` its page too."""
    jobs = plan_batch(inputs, out)
    digest = load_patterns(patterns).digest
    with Crew(min(workers or os.cpu_count() or 1, len(jobs)), Settings(patterns, review=review)) as crew:
        futures = {submit_job(job, digest, crew, review): job for job in jobs}
        show_progress(list(futures))
    rows = [describe_run(job, future.state) for future, job in futures.items()]
    create_table_artifact(rows, key="extracted-reports", description=f"Extracted into {out}")
    findings = [row for future, job in futures.items() for row in describe_findings(job, future.state)]
    create_table_artifact(findings, key="findings", description="What does not agree; extract check tells all of it")
    return rows


def submit_job(job: Job, digest: str, crew: Crew, review: bool) -> PrefectFuture[Any]:
    """Start the task of ``job``; a kept result counts only while its folder stands."""
    key = identify_input(job, digest)
    fresh = extract_report.with_options(refresh_cache=identify_result(job, review) != key)
    return fresh.submit(one_line(job.path.name), key, job, crew)


def show_progress(futures: list[PrefectFuture[Any]]) -> None:
    """Keep a progress artifact until all ``futures`` are done."""
    artifact = create_progress_artifact(0.0, key="extraction-progress", description=f"{len(futures)} reports")
    assert isinstance(artifact, UUID)
    for done, _ in enumerate(as_completed(futures), start=1):
        update_progress_artifact(artifact, round(100 * done / len(futures), 1))


def describe_run(job: Job, state: State[Any]) -> Row:
    """Return what became of ``job``: where the result stands and how much it holds, or why there is none."""
    row: Row = {"report": one_line(job.path.name), "folder": one_line(job.folder.name)}
    if not state.is_completed():
        return row | {"state": "failed"} | dict.fromkeys(COUNTED) | {"note": state.message}
    counts: Counts = state.result()
    row["state"] = "unchanged" if state.name == "Cached" else "extracted"
    return row | {name: getattr(counts, name) for name in COUNTED} | {"note": "partial" if counts.partial else None}


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
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the results.")
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
        rows = extract_reports(list(inputs), out, patterns, workers, review)
    except (UsageError, PatternError) as error:
        click.echo(f"extract_reports: {one_line(str(error))}", err=True)
        sys.exit(2)
    print_rows(rows, out, review)
    sys.exit(1 if any(row["state"] == "failed" for row in rows) else 0)


if __name__ == "__main__":
    main()
