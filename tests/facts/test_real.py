"""The prose of the real report against its truth, where EXTRACT_TRUTH points to it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from extract.pipeline import extract_report
from extract.rules.patterns import load_patterns
from extract.source import read_source
from scoring.subject import real_subjects, score

FLOORS = {
    "report: value and unit": 0.98,
    "report: kind": 0.97,
    "report: period": 0.97,
    "report: name alike": 0.95,
    "report: entity": 0.98,
    "case: value and unit": 0.95,
    "case: entity": 0.90,
    "prose facts that are claims": 0.97,
}


def test_the_claims_of_the_real_report_are_read(truth: Path) -> None:
    subject = next(subject for subject in real_subjects(truth) if subject.text)
    report = extract_report(read_source(subject.input), load_patterns()).report
    tallies = score(json.loads(report.model_dump_json(), parse_float=Decimal), subject)
    reached = {tally.field: tally.recall for tally in tallies if tally.field in FLOORS}
    assert set(reached) == set(FLOORS)
    assert {field: share for field, share in reached.items() if share < FLOORS[field]} == {}
