"""Folders of extracted reports → their diff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from extract.compare import Aliases, Volume, compare_reports
from extract.compare.records import Diff
from extract.compare.recycling import keep_sources
from extract.output.read import read_volume
from extract.rules.catalogue import Catalogue
from extract.rules.files import default_folder, read_catalogue


def compare_folders(
    folders: Sequence[Path],
    *,
    catalogue: Catalogue | None = None,
    aliases: Aliases = (),
    references: Iterable[Volume] = (),
) -> Diff:
    """Compare the reports in ``folders``, oldest first; UsageError where they are not of one entity or not in order.

    ``find_families`` tells which folders belong together.  Cases may come from ``references`` too.
    """
    volumes = [read_volume(folder) for folder in folders]
    catalogue = catalogue or read_catalogue(default_folder() / "catalogue")
    own = {volume.report.document.id for volume in volumes}
    others = (volume for volume in references if volume.report.document.id not in own)
    sources = list(keep_sources(volumes, others, catalogue.words.stock))
    return compare_reports(volumes, catalogue, aliases, sources)
