"""A short round of what ``make fuzz`` does at length: broken inputs end in a report or a named error."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

ROUNDS = {"numerals": 60, "text": 20, "document": 20, "page": 20, "word": 10, "pdf": 10}
Edit = tuple[float, int, bytes]
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6)
SEEDS = 12


@cache
def known(kind: str) -> list[bytes]:
    return seeds(kind, SEEDS)


def mutate(seed: bytes, edits: list[Edit]) -> bytes:
    """Return ``seed`` with pieces replaced: (where as a share of it, how many bytes, by what)."""
    data = bytearray(seed)
    for share, length, by in edits:
        start = int(share * len(data))
        data[start : start + length] = by
    return bytes(data)


def test_a_mutation_changes_what_stands_at_its_place_and_nothing_else() -> None:
    assert mutate(b"abcdef", [(0.5, 2, b"X"), (0.0, 0, b"-")]) == b"-abcXf"


@pytest.mark.parametrize("kind", ROUNDS)
def test_what_is_broken_by_chance_brings_nothing_down(kind: str) -> None:
    @settings(
        max_examples=ROUNDS[kind],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(range(len(known(kind)))), EDITS)
    def survive(number: int, edits: list[Edit]) -> None:
        TARGETS[kind](mutate(known(kind)[number], edits))

    survive()
