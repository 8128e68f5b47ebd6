"""Reports → what changed from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from extract.compare import parts
from extract.compare.findings import Solved, compare_findings
from extract.compare.kept import find_kept, find_retold
from extract.compare.kinds import tell_kind, year_of
from extract.compare.ledger import Ledger, open_ledger
from extract.compare.levels import (
    find_renames,
    follow_figures,
    state_appeared,
    state_levels,
    state_renamed,
    state_vanished,
)
from extract.compare.names import Aliases, link_names
from extract.compare.records import Diff, FactChanges, Party
from extract.compare.recycling import Volume, find_recycled
from extract.compare.restatements import state_restatements
from extract.compare.unborne import find_unborne
from extract.compare.versions import compare_extractions, compare_revisions
from extract.rules.catalogue import Catalogue

__all__ = ["Aliases", "Volume", "compare_reports"]


def compare_reports(
    volumes: Sequence[Volume], catalogue: Catalogue, aliases: Aliases = (), references: Sequence[Volume] = ()
) -> Diff:
    """Compare reports of one entity, oldest first; UsageError where they are not of one or not in order.

    ``references``, reports of any entity and year, are searched for the origin of cases only; with them one report
    does too.
    """
    reports = [volume.report for volume in volumes]
    names = link_names(reports, aliases)
    kind = tell_kind(reports, names, len(references))
    ledger = open_ledger(reports if kind != "reextraction" else [], names, catalogue)
    courses = follow_figures(ledger, kind)
    parties = [describe(volume, ledger, place, len(volumes)) for place, volume in enumerate((*volumes, *references))]
    renames = find_renames(ledger, courses)
    findings = compare_findings(reports)
    levels, restatements = state_levels(ledger, courses, kind, catalogue), state_restatements(ledger)
    facts = FactChanges()
    if kind == "reextraction":
        facts = compare_extractions(reports)
    if kind == "revision":
        solved = Solved(reports, findings)
        levels, restatements = solved.mark(levels), solved.mark(restatements)
        facts = solved.mark_facts(compare_revisions(reports))
    return Diff(
        kind=kind,
        reports=parties,
        levels=levels,
        restatements=restatements,
        appeared=state_appeared(ledger, courses, catalogue, renames),
        vanished=state_vanished(ledger, courses, catalogue, renames),
        renamed=state_renamed(ledger, renames),
        sections=parts.compare_parts(reports, parts.sections_of),
        cases=parts.compare_parts(reports, parts.cases_of),
        tables=parts.compare_parts(reports, parts.tables_of),
        directory=parts.compare_parts(reports, parts.directory_of),
        recycled=find_recycled(volumes, references, kind, catalogue.words.stock),
        kept=list(find_kept(reports, names)) if kind == "years" else [],
        retold=list(find_retold(volumes)) if kind == "years" else [],
        unborne=list(find_unborne(reports, names)) if kind == "years" else [],
        findings=findings,
        facts=facts,
    )


def describe(volume: Volume, ledger: Ledger, place: int, compared: int) -> Party:
    """Return the report that stands at ``place``."""
    document = volume.report.document
    return Party(
        id=document.id,
        entity=document.entity,
        report_year=year_of(volume.report),
        title=document.title,
        source=document.source.name,
        role="compared" if place < compared else "reference",
        facts=len(volume.report.facts),
        compared=ledger.compared(place) if place < compared and ledger.reports else 0,
    )
