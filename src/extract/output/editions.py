"""Folders of reports → which reports there are, of whom and of which year, and which of several versions is current."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from extract.errors import UsageError
from extract.output.folder import read_head
from extract.output.names import REPORT


class Edition(Struct, frozen=True):
    """A report as its head describes it; ``dated`` is the latest date printed on it, empty where there is none."""

    id: str
    entity: str | None
    year: int | None
    dated: str
    folder: Path


class Family(Struct, frozen=True):
    """The reports of one entity: of each year all versions, oldest year and version first, the current one last."""

    entity: str
    years: Sequence[Sequence[Edition]]

    @property
    def current(self) -> list[Path]:
        """The folders of the current report of each year, oldest first: what ``extract diff`` takes."""
        return [versions[-1].folder for versions in self.years]

    @property
    def revised(self) -> list[list[Path]]:
        """The folders of each year that has several versions, the current one last."""
        return [[edition.folder for edition in versions] for versions in self.years if len(versions) > 1]


def find_editions(folder: Path) -> list[Edition]:
    """Return the reports under ``folder`` by entity and year, the latest version last; of one document the first."""
    found: dict[str, Edition] = {}
    for file in sorted(folder.rglob(REPORT)):
        if not any(part.startswith(".") for part in file.relative_to(folder).parts):
            edition = read_edition(file.parent)
            found.setdefault(edition.id, edition)
    return sorted(found.values(), key=lambda edition: (edition.entity or "", edition.year or 0, edition.dated))


def read_edition(folder: Path) -> Edition:
    """Return what the head of the report in ``folder`` says; UsageError where there is none."""
    try:
        return describe_document(read_head(folder / REPORT)["document"], folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder / REPORT}: no report; extract it again or move it away") from error


def describe_document(document: dict[str, Any], folder: Path) -> Edition:
    """Return the edition that ``document``, part of a report's head, is."""
    year = document["report_year"] or (document["period"] or {}).get("year")
    dated = max(document["published"] or "", document["declared"] or "")
    return Edition(document["id"], document["entity"], year, dated, folder)


def find_families(folder: Path, aliases: Iterable[Sequence[str]] = (), current: Collection[str] = ()) -> list[Family]:
    """Group the reports under ``folder`` by entity and year; what names no entity or no year belongs to no family.

    ``aliases``: groups of names of one entity each.  ``current``: the document ids that an operator holds for current.
    """
    known = {name: names[0] for names in aliases for name in names}
    editions = [
        (known.get(edition.entity, edition.entity), edition.year, edition)
        for edition in find_editions(folder)
        if edition.entity and edition.year
    ]
    families: dict[str, list[Sequence[Edition]]] = {}
    for (entity, _), versions in groupby(sorted(editions, key=lambda item: item[:2]), key=lambda item: item[:2]):
        families.setdefault(entity, []).append(in_order([edition for *_, edition in versions], current))
    return [Family(entity, years) for entity, years in families.items()]


def in_order(versions: Iterable[Edition], current: Collection[str] = ()) -> list[Edition]:
    """Return the versions of one report, the current one last: the one in ``current``, else the latest by its dates.

    Of those that bear one date the later in ``versions`` counts.
    """
    return sorted(versions, key=lambda edition: (edition.id in current, edition.dated))
