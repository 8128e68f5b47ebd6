"""One job without a crew at hand: in this process, or in a worker that this process keeps."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch.crew import Crew
from extract.batch.model import Job, Outcome, Settings

if TYPE_CHECKING:
    from extract.rules.patterns import Patterns


def extract_here(job: Job, settings: Settings) -> Outcome:
    """Return what became of ``job`` in this process: quick to begin, but what kills it kills the caller."""
    from extract.batch.extract import extract_job

    return extract_job(job, patterns_in(settings.patterns), settings)


def extract_apart(job: Job, settings: Settings) -> Outcome:
    """Return what became of ``job`` in a worker that stays for the next: for processes far from who asks."""
    return crew_for(settings).extract(job)


@cache
def patterns_in(folder: Path | None) -> Patterns:
    """Return the patterns, loaded once."""
    from extract.rules.patterns import load_patterns

    return load_patterns(folder)


@cache
def crew_for(settings: Settings) -> Crew:
    """Return a crew of one that ends with this process."""
    return Crew(1, settings)
