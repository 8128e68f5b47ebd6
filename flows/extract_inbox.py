"""Extract what is new in an inbox, keep what became of it in an archive, and say what changed over the years."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from prefect import State, flow, get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from pydantic import Field

import quiet  # noqa: F401  first: Prefect reads it when it is imported
from extract import PatternError, UsageError, load_patterns, update_store
from extract.batch import Job, Settings
from extract.cli import one_line
from extract.errors import BusyError
from extract.inbox import (
    SETTLE,
    Archive,
    Entry,
    Index,
    Look,
    compare_years,
    count_document,
    list_news,
    look_into,
    open_archive,
    plan_arrivals,
    read_index,
    write_index,
)
from extract.output.names import REVIEW
from publish import emit_outcome, link_to, row_of, summarise_run, summarise_years
from runners import chosen_place, hired, runner
from work import PATIENCE, Row, Timeout, Workers, counts_of, extract_report, show_progress

Settle = Annotated[float, Field(ge=0)]
Tell = Callable[[str, State[Any]], None]


@flow(name="extract-inbox", task_runner=runner())
def extract_inbox(
    inbox: Path,
    archive: Path,
    again: bool = False,
    review: bool = True,
    settle: Settle = SETTLE,
    timeout: Timeout = PATIENCE,
    workers: Workers = None,
    patterns: Path | None = None,
    base: str | None = None,
) -> State[Any]:
    """Extract each new document of an inbox, compare its entity's years, and publish what came of it.

    Args:
        inbox: The folder that reports are dropped into. It is only read.
        archive: The folder that keeps what became of them.
        again: Try those that failed once more.
        review: Write a review page beside each report.
        settle: Seconds without a write after which a file counts as copied.
        timeout: Seconds that one report may take.
        workers: Processes side by side; as many as processors if empty.
        patterns: Pattern folder in place of the one that ships.
        base: Address at which the archive is served, for links to its pages.
    """
    try:
        with open_archive(archive) as held:
            settings = Settings(patterns, timeout=timeout, review=review)
            return take_in(inbox, held, look_into(inbox, held, time.time(), settle), settings, again, workers, base)
    except BusyError as error:
        return Completed(message=str(error), name="Busy")
    except (UsageError, PatternError) as error:
        return Failed(message=one_line(str(error)))


def take_in(
    inbox: Path, archive: Archive, look: Look, settings: Settings, again: bool, workers: int | None, base: str | None
) -> State[Any]:
    """Extract what ``look`` has found new and bring everything that follows from it up to date."""
    jobs = plan_arrivals(inbox, archive, look.here, again)
    states = extract_all(inbox, jobs, settings, workers, emit_outcome)
    index = read_index(inbox, archive, look)
    told = list_news(archive, index, states)  # with what a run that was killed did not tell
    if not told:
        return Completed(message=f"nothing new; {len(look.copying)} files still being copied")
    news = {entry.document for entry in told}
    rows = [make_row(archive, entry, states.get(entry.document), base) for entry in told]
    create_table_artifact(rows, key="inbox-reports", description=f"What is new of {len(rows)} documents")
    create_markdown_artifact(summarise_run(rows, index, look), key="inbox-summary", description="How everything stands")
    load_store(archive, index, settings.patterns)
    publish_years(archive, index, news, settings.patterns, base)
    write_index(archive, index)
    failed = sum(1 for state in states.values() if not state.is_completed())
    return Completed(message=f"{len(states) - failed} extracted, {failed} failed, {len(look.refused)} not taken")


def extract_all(
    inbox: Path, jobs: list[Job], settings: Settings, workers: int | None, tell: Tell | None = None
) -> dict[str, State[Any]]:
    """Extract ``jobs``, a task for each; ``tell`` hears of each. Return the final state of each document."""
    if not jobs:
        return {}
    load_patterns(settings.patterns)  # a mistake in them is told once
    logger = get_run_logger()
    with hired(chosen_place(), settings, len(jobs), workers) as hands:
        futures: dict[PrefectFuture[Any], str] = {
            extract_report.submit(one_line(name_job(inbox, job)), None, job, hands): job.folder.name for job in jobs
        }

        def note(future: PrefectFuture[Any]) -> None:
            document, state = futures[future], future.state
            if tell:
                tell(document, state)
            counts = counts_of(state)
            kept = f" facts={counts.facts} errors={counts.errors}" if counts else ""
            logger.info("document=%s state=%s%s", document, state.type.value.lower(), kept)

        show_progress(futures, "inbox-progress", note)
        return {document: future.state for future, document in futures.items()}


def name_job(inbox: Path, job: Job) -> str:
    """Return the path of the file in the inbox."""
    return job.path.relative_to(inbox).as_posix().encode("utf-8", "replace").decode()


def make_row(archive: Archive, entry: Entry, state: State[Any] | None, base: str | None) -> Row:
    """Return the line of a document in the table of the run."""
    counts = counts_of(state) if state else count_document(archive, entry.document)
    return row_of(entry, counts, link_to(archive.reports / entry.document / REVIEW, archive, base))


def load_store(archive: Archive, index: Index, patterns: Path | None) -> None:
    """Bring the tables up to date with the reports that count."""
    current = [entry.document for entry in index.current()]
    folders = [archive.reports / entry.document for entry in index.entries if entry.revision]
    if folders:
        update_store(archive.store, folders, catalogue=load_patterns(patterns).catalogue, current=current)


def publish_years(
    archive: Archive, index: Index, among: set[str] | None, patterns: Path | None, base: str | None
) -> int:
    """Compare the years of the entities that have a document ``among`` these, or of all; return of how many."""
    comparisons = list(compare_years(archive, index, among, load_patterns(patterns).catalogue))
    if comparisons:
        create_markdown_artifact(
            summarise_years(comparisons, archive, base), key="years", description="What changed over the years"
        )
    return len(comparisons)
