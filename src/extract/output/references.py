"""A folder of reports → what cases may be copied from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.compare import Volume
from extract.compare.recycling import CASELESS
from extract.output.editions import find_editions
from extract.output.read import read_volume


def read_references(folder: Path) -> Iterator[Volume]:
    """Yield the cases of all reports under ``folder``, for ``compare_folders`` to find copies of."""
    return (read_volume(edition.folder, without=CASELESS).cases_alone() for edition in find_editions(folder))
