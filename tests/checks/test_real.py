"""The real report: every kind of contradiction that was found in it by hand is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract_report
from extract.records import Finding
from extract.rules.patterns import load_patterns
from extract.source import read_source

GRAVE = {
    "duplicate",
    "stale_year",
    "sum",
    "part_whole",
    "ratio",
    "implied_base",
    "apart",
    "twins",
    "percentage_points",
    "orientation",
    "jump",
    "population",
    "direction",
    "claim",
    "roster",
}
FORM = {"cell_space", "cell_percent", "directory_missing", "directory_order", "directory_bookmark", "caption_bare"}


@pytest.fixture(scope="module")
def findings(truth: Path) -> list[Finding]:
    (text,) = (truth / "reports").glob("*-2025.txt")
    return extract_report(read_source(text), load_patterns()).report.findings


def test_every_kind_that_was_found_by_hand_is_found(findings: list[Finding]) -> None:
    assert {one.check for one in findings if one.severity != "info"} >= GRAVE
    assert {one.check for one in findings if one.severity == "info"} >= FORM


def test_what_follows_stands_under_its_cause(findings: list[Finding]) -> None:
    known = {one.id: one for one in findings}
    followers = [one for one in findings if one.cause]
    assert followers
    assert all(known[one.cause or ""].cause is None for one in followers)
    assert {known[one.cause or ""].check for one in followers} >= {"stale_year", "implied_base", "part_whole"}
