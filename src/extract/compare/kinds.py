"""What a comparison is: of years, of a report with its corrected version, or of two extractions of one report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.compare.names import Names
from extract.compare.records import DiffKind
from extract.errors import UsageError
from extract.records import Report


def tell_kind(reports: Sequence[Report], names: Names, references: int = 0) -> DiffKind:
    """Return what ``reports``, oldest first, are to each other; UsageError where they don't compare.

    One alone compares with ``references``, so many other reports that its cases may come from.
    """
    if len(reports) < 2:
        if not reports or not references:
            raise UsageError("one report alone; give at least two, the oldest first, or others with --against")
        return "years"
    refuse_strangers(reports, names)
    if len({report.document.id for report in reports}) == 1:
        return "reextraction"
    years = [year_of(report) for report in reports]
    if len(set(years)) == 1:
        return "revision"
    for (earlier, old), (later, new) in pairwise(zip(years, reports, strict=True)):
        if earlier is None or later is None:
            raise UsageError(
                f"{show(new if later is None else old)} tells no year; compare it with its own version only"
            )
        if earlier >= later:
            raise UsageError(f"{show(old)} does not come before {show(new)}; give one report a year, the oldest first")
    return "years"


def refuse_strangers(reports: Sequence[Report], names: Names) -> None:
    """Raise where the reports are not of one entity."""
    entities = [names.of(place, report.document.entity) for place, report in enumerate(reports)]
    for report, entity in zip(reports, entities, strict=True):
        if entity is None and any(entities):
            raise UsageError(f"{show(report)} names no entity; compare it with its own version only")
        if entity != entities[0]:
            raise UsageError(
                f"reports of {entities[0]} and {entity}; where these are one, tell so in a file given with --alias"
            )


def year_of(report: Report) -> int | None:
    """Return the year of ``report``: its own, else that of its period."""
    document = report.document
    if document.report_year is not None:
        return document.report_year
    return document.period.year if document.period else None


def show(report: Report) -> str:
    """Return how a message names ``report``."""
    return f"{report.document.source.name} ({year_of(report) or 'no year'})"
