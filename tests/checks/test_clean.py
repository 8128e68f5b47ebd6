"""Clean reports full of near-misses: no error and no warning."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extract.pipeline import extract_report
from extract.rules.patterns import Patterns, load_patterns
from extract.source import read_source
from extract.source.model import Source

TEXTS = Path(__file__).parent / "clean"


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load_patterns()


def alarms(source: Source, patterns: Patterns) -> list[str]:
    return [one.message for one in extract_report(source, patterns).report.findings if one.severity != "info"]


def test_the_samples_raise_no_alarm(root: Path, patterns: Patterns) -> None:
    for text in sorted((root / "samples").glob("*/*.txt")):
        assert alarms(read_source(text), patterns) == []


@pytest.mark.parametrize("text", sorted(TEXTS.glob("*.txt")), ids=lambda text: text.stem)
def test_near_misses_raise_no_alarm(text: Path, patterns: Patterns) -> None:
    assert alarms(read_source(text), patterns) == []


def test_a_slip_among_the_near_misses_is_found(patterns: Patterns) -> None:
    text = (TEXTS / "city.txt").read_text(encoding="utf-8").replace("占毕业生的 48.06%", "占毕业生的 48.16%")
    data = text.encode()
    source = Source(name="city.txt", data=data, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain")
    (alarm,) = alarms(source, patterns)
    assert "48.16%" in alarm
