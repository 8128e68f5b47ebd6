"""Folders of extracted reports → their diff."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.compare import Aliases, Volume, compare_reports
from extract.compare.records import Diff
from extract.output.editions import find_editions
from extract.output.read import read_volume
from extract.rules.catalogue import Catalogue
from extract.rules.files import default_folder, read_catalogue


def compare_folders(
    folders: Sequence[Path],
    *,
    catalogue: Catalogue | None = None,
    aliases: Aliases = (),
    against: Path | None = None,
) -> Diff:
    """Compare the reports in ``folders``, oldest first; UsageError where they are not of one entity or not in order.

    ``find_families`` tells which folders belong together.  Cases may come from the reports under ``against`` too.
    """
    volumes = [read_volume(folder) for folder in folders]
    references = read_others(against, volumes) if against else []
    return compare_reports(volumes, catalogue or read_catalogue(default_folder() / "catalogue"), aliases, references)


def read_others(folder: Path, volumes: Sequence[Volume]) -> list[Volume]:
    """Return the reports under ``folder`` that are none of ``volumes``."""
    own = {volume.report.document.id for volume in volumes}
    return [read_volume(edition.folder) for edition in find_editions(folder) if edition.id not in own]
