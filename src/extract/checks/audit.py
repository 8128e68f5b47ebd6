"""Facts → findings, by interval arithmetic: what in a report does not agree.

The checks read the record alone, so that they run again on any ``report.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from extract import records
from extract.checks.areas import check_areas
from extract.checks.averages import check_averages
from extract.checks.bases import explained_by, find_bases, report_bases
from extract.checks.book import Book, open_book
from extract.checks.breakdowns import check_breakdowns
from extract.checks.changes import check_changes
from extract.checks.columns import check_columns
from extract.checks.crosswise import check_crosswise
from extract.checks.directions import check_claims, check_directions
from extract.checks.directory import check_directory
from extract.checks.duplicates import check_duplicates
from extract.checks.enumerations import check_enumerations
from extract.checks.extremes import check_extremes
from extract.checks.findings import state_findings
from extract.checks.flows import check_flows
from extract.checks.form import check_cells, check_dates, check_recognition, check_units, check_years
from extract.checks.growth import check_growth, check_points
from extract.checks.guards import list_unguarded
from extract.checks.jumps import check_jumps, check_limits, check_orientation, check_population, check_twins
from extract.checks.labels import check_labels
from extract.checks.model import Outcome
from extract.checks.multiples import check_multiples
from extract.checks.numbering import check_captions, check_numbering, check_references
from extract.checks.openings import check_openings
from extract.checks.parts import check_apart, check_parts, check_sums, check_totals
from extract.checks.passages import check_passages
from extract.checks.ratios import check_ratios, divide_all
from extract.checks.remainders import check_remainders
from extract.checks.residuals import explain_gaps
from extract.checks.rosters import check_rosters
from extract.checks.runs import find_runs
from extract.checks.series import check_series
from extract.checks.shares import check_shares
from extract.checks.siblings import check_siblings
from extract.checks.subrows import check_subrows
from extract.checks.swaps import find_swaps
from extract.checks.tallies import check_tallies
from extract.checks.told_rows import check_told_rows
from extract.rules.relations import Relations


def audit(report: records.Report, relations: Relations) -> records.Report:
    """Return ``report`` with its findings, and with the figures that no relation guards in its coverage."""
    book = open_book(report, relations)
    outcomes = weigh(book)
    coverage = report.coverage.model_copy(update={"unguarded": list_unguarded(report, outcomes)})
    return report.model_copy(update={"findings": state_findings(book, outcomes), "coverage": coverage})


def run_checks(report: records.Report, relations: Relations) -> Sequence[records.Finding]:
    """Return what does not agree in ``report``; findings that it holds already play no part."""
    return audit(report, relations).findings


def weigh(book: Book) -> list[Outcome]:
    """Return the outcomes of all checks in their order; no problem rests on a table whose rows may be read wrong."""
    outcomes = [outcome for check in CHECKS for outcome in check(book)]
    outcomes += find_swaps(book, outcomes)
    outcomes += find_runs(book, outcomes)
    return list(
        explain_gaps(book, (outcome for outcome in outcomes if not (outcome.problem and is_unsure(book, outcome))))
    )


def is_unsure(book: Book, outcome: Outcome) -> bool:
    """Tell whether an outcome rests on a table whose rows may be read wrong."""
    tables = {fact.where.table_id for fact in outcome.facts}
    tables |= {where.table_id for where in (outcome.problem.where if outcome.problem else ())}
    return any(table.unsure for name in tables if name and (table := book.tables.get(name)))


def check_divisions(book: Book) -> Iterator[Outcome]:
    """Compare all ratios; those that one base explains go under it."""
    divisions = divide_all(book)
    bases = find_bases(divisions)
    explained = [division for base in bases for division in base.divisions]
    explained += [division for base in bases for division, _ in explained_by(base, divisions)]
    yield from report_bases(bases, divisions)
    yield from check_ratios(book, divisions, explained)


CHECKS: Sequence[Callable[[Book], Iterable[Outcome]]] = (
    check_duplicates,
    check_areas,
    check_sums,
    check_parts,
    check_apart,
    check_totals,
    check_subrows,
    check_enumerations,
    check_openings,
    check_remainders,
    check_rosters,
    check_breakdowns,
    check_divisions,
    check_shares,
    check_siblings,
    check_averages,
    check_multiples,
    check_columns,
    check_crosswise,
    check_labels,
    check_told_rows,
    check_extremes,
    check_series,
    check_changes,
    check_flows,
    check_growth,
    check_points,
    check_directions,
    check_claims,
    check_tallies,
    check_passages,
    check_jumps,
    check_population,
    check_limits,
    check_orientation,
    check_twins,
    check_directory,
    check_numbering,
    check_references,
    check_captions,
    check_cells,
    check_units,
    check_dates,
    check_years,
    check_recognition,
)
