"""Coverage: what was counted, what stayed open, what never spoke."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from tests.facts.outlines import Writer

from extract import records
from extract.facts.coverage import measure_coverage
from extract.records import LedgerEntry


def test_coverage_counts_and_names_what_is_missing(fact: Any) -> None:
    outline = Writer().say("paragraph", "学校 13 所，学生 500 人").outline()
    blocks = [
        records.Block(id="b1", kind="heading", start=20, end=22),
        records.Block(id="b2", kind="paragraph", start=0, end=17),
    ]
    numbers = [
        LedgerEntry.model_validate({"start": 3, "end": 5, "text": "13", "class": "quantity", "facts": ["f1"]}),
        LedgerEntry.model_validate({"start": 11, "end": 14, "text": "500", "class": "quantity", "facts": []}),
    ]
    facts = [fact(id="f1", indicator="schools.count", rule="schools.yaml#count", source="prose")]
    coverage = measure_coverage(
        replace(outline, blocks=blocks),
        numbers,
        facts,
        rules=["schools.yaml#count", "land.yaml#area"],
        indicators=["schools.count", "land.area"],
        unguarded=["f1"],
    )
    assert coverage == records.Coverage(
        blocks={"heading": 1, "paragraph": 1},
        numbers={"quantity": 2},
        open_numbers=[11],
        facts={"prose": 1},
        silent_rules=["land.yaml#area"],
        absent_indicators=["land.area"],
        unguarded=["f1"],
    )
