"""Slips planted in clean reports: one figure changed in the record, or one line of the directory dropped."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from extract.checks.audit import run_checks, weigh
from extract.checks.book import interval_of, open_book
from extract.pipeline import extract_report
from extract.records import Fact, Report
from extract.rules.patterns import Patterns, load_patterns
from extract.rules.relations import Within
from extract.source import read_source

EDITS = 12
SHARE = 0.95

Edit = dict[str, Fact]


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


@pytest.fixture(scope="module")
def clean(root: Path, patterns: Patterns) -> list[Report]:
    texts = sorted((root / "samples").glob("*/*.txt"))[::3]
    return [extract_report(read_source(text), patterns).report for text in texts]


def misprint(fact: Fact, value: Decimal) -> Fact:
    """Return ``fact`` as if ``value`` had been printed."""
    assert fact.value is not None
    assert fact.canonical.value is not None
    factor = fact.canonical.value / fact.value if fact.value else Decimal(1)
    shift = (value - fact.value) * factor
    low, high = (None if end is None else end + shift for end in fact.interval)
    canonical = fact.canonical.model_copy(update={"value": fact.canonical.value + shift})
    return fact.model_copy(update={"raw": str(value), "value": value, "canonical": canonical, "interval": (low, high)})


def replace(report: Report, edit: Edit) -> Report:
    """Return ``report`` with facts changed."""
    return report.model_copy(update={"facts": [edit.get(fact.id, fact) for fact in report.facts]})


def figures(report: Report) -> list[Fact]:
    """Return the facts that can be misprinted."""
    kinds = ("level", "share", "ratio", "change", "change_rate")
    return [fact for fact in report.facts if fact.value and fact.canonical.value and fact.kind in kinds]


def last_digit(report: Report, _: Patterns) -> Iterator[Edit]:
    """The last printed digit one off."""
    for fact in figures(report):
        assert fact.value is not None
        yield {fact.id: misprint(fact, fact.value + Decimal(1).scaleb(-fact.decimals))}


def first_digit(report: Report, _: Patterns) -> Iterator[Edit]:
    """Prose against the table: the first digit one off."""
    tables = {fact.key for fact in report.facts if fact.source == "table"}
    for fact in figures(report):
        assert fact.value is not None
        if fact.source == "prose" and fact.key in tables:
            yield {fact.id: misprint(fact, fact.value + Decimal(1).scaleb(fact.value.adjusted()))}


def swapped_years(report: Report, _: Patterns) -> Iterator[Edit]:
    """The two years of a row swapped."""
    rows: dict[tuple[str | None, int | None, str | None], list[Fact]] = {}
    for fact in figures(report):
        if fact.source == "table" and fact.kind != "change":
            rows.setdefault((fact.where.table_id, fact.where.row, fact.unit), []).append(fact)
    for row in rows.values():
        if len(row) == 2 and row[0].name == row[1].name and row[0].value != row[1].value:
            one, other = row
            assert one.value is not None
            assert other.value is not None
            yield {one.id: misprint(one, other.value), other.id: misprint(other, one.value)}


def slipped_unit(report: Report, _: Patterns) -> Iterator[Edit]:
    """亿 for 万, or a count ten thousand times too large."""
    for fact in figures(report):
        assert fact.value is not None
        if fact.kind == "level":
            yield {fact.id: misprint(fact, fact.value * 10_000)}


def part_above_whole(report: Report, patterns: Patterns) -> Iterator[Edit]:
    """A part of a table row larger than its whole."""
    book = open_book(report, patterns.relations)
    for tie in patterns.relations.of_kind(Within):
        for entity, year in book.addresses([tie.whole]):
            whole = book.state(entity, tie.whole, year)[0]
            for code in tie.parts:
                for part in book.state(entity, code, year)[:1]:
                    if part.value and whole.value and part.where.table_id == whole.where.table_id is not None:
                        yield {part.id: misprint(part, whole.value + 3)}


def wrong_growth(report: Report, _: Patterns) -> Iterator[Edit]:
    """A change or growth rate whose first digit is one off."""
    for fact in figures(report):
        assert fact.value is not None
        if fact.kind in ("change", "change_rate"):
            yield {fact.id: misprint(fact, fact.value + Decimal(1).scaleb(fact.value.adjusted()))}


KINDS: Sequence[Callable[[Report, Patterns], Iterator[Edit]]] = (
    last_digit,
    first_digit,
    swapped_years,
    slipped_unit,
    part_above_whole,
    wrong_growth,
)


def breaks_relation(report: Report, patterns: Patterns, edit: Edit) -> bool:
    """Tell whether some relation that held cannot hold any more."""
    return any(
        outcome.test
        and not outcome.problem
        and any(fact.id in edit for fact in outcome.facts)
        and not outcome.test([interval_of(edit.get(fact.id, fact)) for fact in outcome.facts])
        for outcome in weigh(open_book(report, patterns.relations))
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_slips_that_break_a_relation_are_found_where_they_are(
    kind: Callable[[Report, Patterns], Iterator[Edit]], clean: list[Report], patterns: Patterns
) -> None:
    found, missed = 0, []
    for report in clean:
        edits = list(kind(report, patterns))
        for edit in random.Random(3).sample(edits, min(EDITS, len(edits))):
            if breaks_relation(report, patterns, edit):
                grave = [one for one in run_checks(replace(report, edit), patterns.relations) if one.severity != "info"]
                if any(name in one.facts for one in grave for name in edit):
                    found += 1
                else:
                    missed.append([(fact.name, fact.raw) for fact in edit.values()])
    assert found
    assert found >= SHARE * (found + len(missed)), missed


def test_a_line_dropped_from_the_directory_is_found(clean: list[Report], patterns: Patterns) -> None:
    for report in clean:
        for entry in report.directory[::5]:
            rest = [other for other in report.directory if other is not entry]
            findings = run_checks(report.model_copy(update={"directory": rest}), patterns.relations)
            missing = [one for one in findings if one.check == "directory_missing"]
            assert not entry.number or any(entry.number in str(one.params["items"]) for one in missing)


def test_six_in_ten_figures_are_guarded(clean: list[Report]) -> None:
    for report in clean:
        assert len(report.coverage.unguarded) < 0.45 * len(report.facts)
