"""Reports in other hands than the samples': what is read right in each stays right.

``right`` in a file counts the claims with value and unit, and of those the ones with kind, year, entity, name, aspect
and direction, in newer files also proviso and, where the claim tells it, indicator; ``unclaimed`` the facts that
nobody claims, ``classes`` the numerals in their class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract import extract_report, read_source
from extract.records import Fact, LedgerEntry
from extract.rules.catalogue import Catalogue
from extract.rules.patterns import Patterns, load_patterns
from facts.annotated import Amount, Claim, Sheet, read_sheet, rescale
from scoring.facts import alike

SHEETS = sorted((Path(__file__).parent / "unseen").glob("*.yaml"))
STATED = frozenset({"quantity", "change", "ratio", "threshold", "duration", "rank"})


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def amounts_of(fact: Fact) -> list[Amount]:
    """Return the amounts that a fact gives, as printed and rescaled."""
    told = [(fact.value, fact.unit)]
    if fact.canonical:
        told.append((fact.canonical.value, fact.canonical.unit))
    return [rescale(value, unit or "") for value, unit in told if value is not None]


def names_of(fact: Fact, catalogue: Catalogue) -> list[str]:
    """Return the names that a fact goes by: its own and those of its indicator."""
    indicator = catalogue.indicators.get(fact.indicator or "")
    return [fact.name, *(indicator.aliases if indicator else ())]


def verdicts(claim: Claim, fact: Fact, catalogue: Catalogue) -> dict[str, bool]:
    """Return what of ``fact`` is as ``claim`` says."""
    return {
        "values": True,
        "kinds": fact.kind in claim.kinds,
        "years": fact.period is not None and fact.period.year in claim.years,
        "entities": fact.entity in claim.entities,
        "names": any(alike(given, name) for given in names_of(fact, catalogue) for name in claim.names),
        "aspects": fact.aspect in claim.aspects,
        "directions": claim.direction in (None, fact.direction),
        "provisos": fact.proviso in claim.provisos,
        "indicators": not claim.indicators or (fact.indicator or "-") in claim.indicators,
    }


def touches(fact: Fact, start: int, end: int) -> bool:
    return fact.where.start < end and fact.where.end > start


def score(sheet: Sheet, facts: Sequence[Fact], numbers: Sequence[LedgerEntry], catalogue: Catalogue) -> Counter[str]:
    """Return the counts of what is right and what is false."""
    right: Counter[str] = Counter()
    used = {
        fact.id
        for fact in facts
        for start, end, classes in sheet.others
        if touches(fact, start, end) and (not classes or "rank" in classes)
    }
    for claim in sheet.claims:
        near = [fact for fact in facts if touches(fact, claim.start, claim.end)]
        for amounts in claim.amounts:
            fitting = [fact for fact in near if fact.id not in used and set(amounts_of(fact)) & set(amounts)]
            best = max(fitting, key=lambda fact: verdicts(claim, fact, catalogue)["names"], default=None)
            if best:
                used.add(best.id)
                right.update(field for field, agrees in verdicts(claim, best, catalogue).items() if agrees)
    right["unclaimed"] = sum(fact.id not in used for fact in facts)
    spans = [(claim.start, claim.end, STATED) for claim in sheet.claims]
    for start, end, classes in [*spans, *((start, end, set(told)) for start, end, told in sheet.others if told)]:
        at = next((entry for entry in numbers if entry.start < end and entry.end > start), None)
        right["classes"] += at is not None and at.class_ in classes
    return right


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_what_is_read_right_in_a_report_in_another_hand_stays_right(
    path: Path, patterns: Patterns, tmp_path: Path
) -> None:
    sheet = read_sheet(path)
    report = tmp_path / f"{path.stem}.txt"
    report.write_text(sheet.text, encoding="utf-8")
    extraction = extract_report(read_source(report), patterns)
    facts = [fact for fact in extraction.report.facts if fact.source == "prose"]
    got = score(sheet, facts, extraction.report.numbers, patterns.catalogue)
    assert got["unclaimed"] <= sheet.right["unclaimed"]
    lost = {
        field: (got[field], count)
        for field, count in sheet.right.items()
        if field != "unclaimed" and got[field] < count
    }
    assert not lost
