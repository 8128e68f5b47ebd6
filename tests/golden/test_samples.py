"""The whole way through, on every sample in every layout, against the truth written before it was rendered."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from extract.pipeline import extract_report
from extract.rules.patterns import Patterns, load_patterns
from extract.source import read_source
from scoring.subject import Subject, sample_subjects, score
from scoring.tally import Tally

SUBJECTS = sample_subjects()
WHOLE = (
    "document",
    "sections",
    "cases",
    "case texts",
    "figures",
    "tables",
    "table cells",
    "table notes",
    "directory",
    "table facts",
    "other table facts",
)
# What the prose of any one input reaches at least, as shares of its claims; only ever raised.
FLOORS = {
    "report: value and unit": 0.99,
    "report: kind": 0.99,
    "report: period": 0.99,
    "report: entity": 0.99,
    "report: name alike": 0.90,
    "report: hedge": 0.99,
    "report: direction": 0.99,
    "report: aspect": 0.96,
    "case: value and unit": 0.93,
    "case: kind": 0.97,
    "case: period": 0.93,
    "case: entity": 0.96,
    "case: name alike": 0.35,
    "prose facts that are claims": 0.98,
    "Arabic numerals": 0.99,
    "Chinese numerals": 0.97,
    "words left alone": 0.99,
}

every_input = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.input.name)


@cache
def patterns() -> Patterns:
    return load_patterns()


@cache
def extracted(subject: Subject) -> str:
    return extract_report(read_source(subject.input), patterns()).report.model_dump_json()


@cache
def tallies(subject: Subject) -> dict[str, Tally]:
    report: dict[str, Any] = json.loads(extracted(subject), parse_float=Decimal)
    return {tally.field: tally for tally in score(report, subject)}


@every_input
def test_structure_tables_and_table_facts_are_whole(subject: Subject) -> None:
    scored = {field: tallies(subject)[field] for field in WHOLE}
    assert {field: (one.missing, one.extra) for field, one in scored.items() if not one.perfect} == {}


@every_input
def test_prose_and_ledger_keep_what_they_reached(subject: Subject) -> None:
    given = tallies(subject)
    reached = {field: given[field].recall for field in FLOORS if field in given}
    assert {field: share for field, share in reached.items() if share < FLOORS[field]} == {}


@every_input
def test_a_report_without_contradictions_raises_no_alarm(subject: Subject) -> None:
    findings = json.loads(extracted(subject))["findings"]
    assert [finding["message"] for finding in findings if finding["severity"] in {"error", "warning"}] == []


@pytest.mark.parametrize("subject", SUBJECTS[::5], ids=lambda subject: subject.input.name)
def test_a_second_run_gives_the_same_bytes(subject: Subject) -> None:
    again = extract_report(read_source(subject.input), patterns()).report.model_dump_json()
    assert again == extracted(subject)
