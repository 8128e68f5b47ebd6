"""After a change of version or rules: a sample extracted anew, what would change, and, once approved, all of it.

Nothing is replaced before somebody has approved it by the name that the summary shows; what is replaced is kept.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from prefect import State, flow
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed, Failed
from pydantic import Field

import quiet  # noqa: F401  first: Prefect reads it when it is imported
from extract import PatternError, UsageError, __version__, load_patterns
from extract.batch import Settings
from extract.cli import one_line
from extract.errors import BusyError
from extract.inbox import (
    Archive,
    adopt_candidates,
    compare_candidate,
    list_candidates,
    look_into,
    name_extraction,
    open_archive,
    plan_renewal,
    read_index,
)
from extract.output.diff_text import summarise
from extract_inbox import extract_all, load_store
from publish import plain
from runners import runner
from work import PATIENCE, Timeout, Workers

Sample = Annotated[int, Field(ge=1)]


@flow(name="reprocess", task_runner=runner())
def reprocess(
    inbox: Path,
    archive: Path,
    sample: Sample = 20,
    approve: str | None = None,
    review: bool = True,
    timeout: Timeout = PATIENCE,
    workers: Workers = None,
    patterns: Path | None = None,
) -> State[Any]:
    """Extract a sample anew and publish what would change; once that is approved, extract all and put it in place.

    Args:
        inbox: The folder that the reports were dropped into, where their files still lie.
        archive: The folder that keeps what became of them.
        sample: Documents that are extracted anew to see what would change.
        approve: Name of the extraction, as the summary shows it, that takes the place of the old one.
        review: Write a review page beside each report.
        timeout: Seconds that one report may take.
        workers: Processes side by side; as many as processors if empty.
        patterns: Pattern folder in place of the one that ships.
    """
    try:
        with open_archive(archive) as held:
            settings = Settings(patterns, timeout=timeout, review=review)
            if approve is None:
                return show_sample(inbox, held, settings, sample, workers)
            return replace_all(inbox, held, settings, approve, workers)
    except BusyError as error:
        return Completed(message=str(error), name="Busy")
    except (UsageError, PatternError) as error:
        return Failed(message=one_line(str(error)))


def show_sample(inbox: Path, archive: Archive, settings: Settings, sample: int, workers: int | None) -> State[Any]:
    """Extract a sample beside the archive and publish what would change."""
    extraction, absent = make_candidates(inbox, archive, settings, workers, sample)
    patterns = load_patterns(settings.patterns)
    totals = Counter[str]()
    lines = []
    for candidate in list_candidates(archive, extraction):
        diff = compare_candidate(archive, candidate, patterns.catalogue)
        totals["documents"] += 1
        totals["failed"] += diff is None
        if diff:
            totals["facts gained"] += len(diff.facts.gained)
            totals["facts lost"] += len(diff.facts.lost)
            totals["facts changed"] += len(diff.facts.changed)
            totals["findings new"] += len(diff.findings.new)
            totals["findings solved"] += len(diff.findings.solved)
        changes = ["it fails"] if diff is None else list(summarise(diff))
        lines += ["", f"## {candidate.name}", "", *(f"    {one_line(line)}" for line in changes)]
    head = [f"# What {plain(extraction)} would change", "", "| in the sample | |", "| --- | --- |"]
    head += [f"| {name} | {count} |" for name, count in totals.items()]
    head += [f"| not in the inbox any more, left as they are | {len(absent)} |"] * bool(absent)
    head += ["", f"To put it in place of what stands, run again with `approve` = `{extraction}`."]
    if not totals:
        return Completed(message=f"everything is from {extraction}")
    create_markdown_artifact(
        "\n".join([*head, *lines]) + "\n", key="reprocess-sample", description=f"What {extraction} would change"
    )
    return Completed(message=f"{totals['documents']} of the sample compared; approve {extraction}?")


def replace_all(inbox: Path, archive: Archive, settings: Settings, approve: str, workers: int | None) -> State[Any]:
    """Extract everything that another extraction made and put it in its place, the old kept."""
    patterns = load_patterns(settings.patterns)
    extraction = name_extraction(patterns.digest, __version__)
    if approve != extraction:
        return Failed(message=f"{approve} was approved, but this is {extraction}; look at its sample first")
    if not list_candidates(archive, extraction):
        return Failed(message=f"no sample of {extraction} was shown; run without approve first")
    _, absent = make_candidates(inbox, archive, settings, workers, None)
    adopted = list(adopt_candidates(archive, extraction))
    load_store(archive, read_index(inbox, archive), settings.patterns)
    left = f", {len(absent)} left, as their files are not in the inbox any more" if absent else ""
    return Completed(message=f"{len(adopted)} replaced{left}")


def make_candidates(
    inbox: Path, archive: Archive, settings: Settings, workers: int | None, sample: int | None
) -> tuple[str, Sequence[str]]:
    """Extract what is not from this version and these patterns beside the archive.

    Return the extraction's name, and the documents whose files are no longer in the inbox.
    """
    extraction = name_extraction(load_patterns(settings.patterns).digest, __version__)
    look = look_into(inbox, archive, time.time())
    renewal = plan_renewal(inbox, archive, look.here, extraction, sample)
    extract_all(inbox, list(renewal.jobs), settings, workers)
    return extraction, renewal.absent
