"""What the tests of several rooms need."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from extract import records

# No test fails by the clock or by chance: the same examples every time, however long they take; fuzzing looks further.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def truth() -> Path:
    """The folder with ``reports/`` and ``gold/`` of the real report; skips the test where there is none."""
    folder = os.environ.get("EXTRACT_TRUTH")
    if not folder:
        pytest.skip("the real report is not here: set EXTRACT_TRUTH to the folder that holds reports/ and gold/")
    return Path(folder)


def make_fact(**changes: Any) -> records.Fact:
    """Return a fact with the given fields changed."""
    fields: dict[str, Any] = {
        "id": "f5",
        "key": "0123456789abcdef",
        "indicator": None,
        "name": "馆藏",
        "entity": "泽安市",
        "period": None,
        "kind": "level",
        "raw": "3.80 万册",
        "value": Decimal("3.80"),
        "unit": "万册",
        "canonical": records.Canonical(value=Decimal("3.80E+4"), unit="册"),
        "interval": (Decimal("3.795E+4"), None),
        "decimals": 2,
        "source": "prose",
        "where": records.Where(start=5, end=12, section="1.1", case="2-1", quote="馆藏 3.80 万册"),
        "rule": "books.yaml#stock",
    }
    return records.Fact(**fields | changes)


def make_report(*facts: records.Fact, sha256: str = "ab" * 32, name: str = "泽安.txt") -> records.Report:
    """Return a report that holds ``facts`` and little else."""
    return records.Report(
        extractor=records.Extractor(version="0.0.0", patterns="sha256:00", engines={"pdf": None}),
        document=records.Document(
            id=sha256[:16],
            title="质量年度报告",
            genre="vocational_quality_report",
            entity="泽安市",
            issuer=None,
            report_year=2031,
            published=None,
            declared=None,
            period=None,
            status="complete",
            source=records.SourceInfo(name=name, sha256=sha256, media_type="text/plain"),
        ),
        entities=[],
        blocks=[records.Block(id="b1", kind="paragraph", start=0, end=9, bbox=(1.0, 2.5, 3.0, 4.0))],
        sections=[],
        cases=[],
        figures=[],
        tables=[],
        directory=[],
        references=[],
        facts=list(facts),
        unreported=[],
        numbers=[records.LedgerEntry(start=5, end=9, text="3.80", class_="quantity", facts=["f5"])],
        findings=[],
        coverage=records.Coverage(),
    )


@pytest.fixture
def fact() -> Callable[..., records.Fact]:
    """``fact(**changes)`` makes a fact."""
    return make_fact


@pytest.fixture
def report() -> Callable[..., records.Report]:
    """``report(*facts)`` makes a report."""
    return make_report
