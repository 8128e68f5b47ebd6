"""An inbox, into which people drop reports for years → an archive that knows each of them.

The inbox is only read.  The archive holds a folder for each document, by its id; what is done, failed or
waiting follows from what lies on the disk, so that a run that was killed is simply started again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from extract.batch.model import Counts, Job
from extract.errors import BusyError, UsageError, reason_of
from extract.inbox.arrivals import SETTLE, look_into, read_arrivals, survey
from extract.inbox.candidates import Renewal, adopt_candidates, compare_candidate, list_candidates, plan_renewal
from extract.inbox.choices import Choice, add_choice
from extract.inbox.documents import name_extraction
from extract.inbox.index import Index, build_index, list_news, write_index
from extract.inbox.model import Archive, Arrival, Entry, Look, State
from extract.inbox.years import Comparison, compare_years
from extract.output.folder import STAGING, read_holding

__all__ = [
    "SETTLE",
    "Archive",
    "Arrival",
    "Comparison",
    "Entry",
    "Index",
    "Look",
    "Renewal",
    "State",
    "adopt_candidates",
    "choose_current",
    "compare_candidate",
    "compare_years",
    "count_document",
    "list_candidates",
    "list_news",
    "look_into",
    "name_extraction",
    "open_archive",
    "plan_arrivals",
    "plan_renewal",
    "read_index",
    "survey",
    "write_index",
]


@contextmanager
def open_archive(folder: Path) -> Iterator[Archive]:
    """Hold the archive in ``folder`` alone, whoever dies; BusyError while another process has it.

    UsageError where it cannot be written to, be it at the beginning or in the midst of the work.
    """
    archive = Archive(folder)
    try:
        archive.reports.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=0):
            sweep(archive)
            yield archive
    except Timeout as error:
        raise BusyError(f"{folder}: another run is at work there; wait for its end") from error
    except OSError as error:
        where, reason = error.filename or folder, reason_of(error)
        raise UsageError(f"{where}: {reason}; see to it, or give another folder, and run again") from error


def sweep(archive: Archive) -> None:
    """Remove what processes that were killed have left half-written."""
    for folder in (archive.folder, archive.reports, archive.years, *archive.candidates.glob("*")):
        for rest in sorted(folder.glob(STAGING + "*")):
            shutil.rmtree(rest, ignore_errors=True)


def plan_arrivals(inbox: Path, archive: Archive, here: Sequence[Arrival], again: bool = False) -> list[Job]:
    """Return a job for each document that has no folder yet; with ``again`` for those too that failed."""
    jobs: dict[str, Job] = {}
    for arrival in here:
        folder = archive.reports / arrival.document
        holding = read_holding(folder)
        if holding is None or (again and not holding.good):
            jobs.setdefault(arrival.document, Job(inbox / arrival.file, folder, arrival.sha256))
    return list(jobs.values())


def read_index(inbox: Path, archive: Archive, look: Look | None = None) -> Index:
    """Return how everything in the archive stands, also while a run is at work there.

    With a ``look`` into the inbox the files that are not taken stand in it too.
    """
    arrivals, refused = (look.arrivals, look.refused) if look else (read_arrivals(archive), {})
    return build_index(inbox, archive, arrivals, refused)


def choose_current(inbox: Path, archive: Archive, name: str) -> Entry:
    """Let the document ``name``, its id or its file, be the one that counts of its entity and year.

    UsageError where that is no report, or the file has held several.
    """
    index = read_index(inbox, archive)
    entry = index.named(name)
    if entry.revision is None:
        raise UsageError(f"{name} is no revision: {entry.state}{f', {entry.note}' if entry.note else ''}")
    others = [other.document for other in index.revisions(entry) if other.document != entry.document]
    add_choice(archive, Choice(entry.document, others))
    return read_index(inbox, archive).named(entry.document)


def count_document(archive: Archive, document: str) -> Counts | None:
    """Return how much the report of ``document`` holds, None where there is none."""
    from extract.batch.extract import count_report
    from extract.output.read import read_report

    folder = archive.reports / document
    holding = read_holding(folder)
    return count_report(read_report(folder)) if holding and holding.good else None
