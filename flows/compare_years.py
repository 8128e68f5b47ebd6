"""Compare each entity's newest report with its earlier ones: the current revision of every year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import State, flow
from prefect.states import Completed, Failed

import quiet  # noqa: F401  first: Prefect reads it when it is imported
from extract import PatternError, UsageError
from extract.cli import one_line
from extract.errors import BusyError
from extract.inbox import open_archive, read_index
from extract_inbox import publish_years


@flow(name="compare-years")
def compare_years(inbox: Path, archive: Path, patterns: Path | None = None, base: str | None = None) -> State[Any]:
    """Compare the years of every entity in an archive and publish what rose, fell, was restated or vanished.

    Args:
        inbox: The folder that the reports were dropped into, for its manifest.
        archive: The folder that keeps what became of them.
        patterns: Pattern folder in place of the one that ships.
        base: Address at which the archive is served, for links to its pages.
    """
    try:
        with open_archive(archive) as held:
            compared = publish_years(held, read_index(inbox, held), None, patterns, base)
    except BusyError as error:
        return Completed(message=str(error), name="Busy")
    except (UsageError, PatternError) as error:
        return Failed(message=one_line(str(error)))
    return Completed(message=f"{compared} entities compared")
