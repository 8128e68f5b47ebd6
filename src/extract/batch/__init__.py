"""Many inputs → a folder each, by processes that may die."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extract.batch.alone import extract_apart, extract_here
from extract.batch.crew import Crew, hire
from extract.batch.identity import identify_input, identify_result
from extract.batch.inputs import SUFFIXES, count_others, find_closed, find_inputs
from extract.batch.model import Counts, Failure, Job, Outcome, Settings
from extract.batch.plan import plan_jobs
from extract.errors import UsageError, reason_of

__all__ = [
    "Counts",
    "Crew",
    "Failure",
    "Job",
    "Outcome",
    "Settings",
    "count_others",
    "extract_apart",
    "extract_here",
    "hire",
    "identify_input",
    "identify_result",
    "plan_batch",
    "run_batch",
]


def plan_batch(given: Iterable[Path], out: Path) -> list[Job]:
    """Return a job for each input that ``given`` files and folders hold; UsageError where nothing can be done."""
    given = list(given)
    inputs = [*find_inputs(given, out), *find_closed(given, out)]
    if not inputs:
        names, kinds = ", ".join(map(str, given)), " or ".join((", ".join(SUFFIXES[:-1]), SUFFIXES[-1]))
        raise UsageError(f"{names}: no {kinds} file in it; give the reports or their folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {out}: {reason_of(error)}; give another folder") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise UsageError(f"--out {out}: no right to write there; give another folder")
    return plan_jobs(inputs, out)


def run_batch(jobs: Sequence[Job], settings: Settings, workers: int | None = None) -> Iterator[Outcome]:
    """Yield what became of each job, as they get done; ``workers`` defaults to the number of processors."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    with hire(settings, len(jobs), workers) as crew:
        threads = ThreadPoolExecutor(len(crew.workers))
        try:
            for future in as_completed([threads.submit(crew.extract, job) for job in jobs]):
                yield future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
