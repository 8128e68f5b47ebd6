"""How labels of rows are set."""

from __future__ import annotations

import pytest

from extract.facts.rows import are_centred


@pytest.mark.parametrize(
    ("places", "centred"),
    [
        ([(1, 11), (0, 14), (2, 10), (6, 10)], True),  # the shorter, the further in
        ([(0, 8), (4, 14), (4, 12)], False),  # longer ones set in under a shorter
        ([(0, 8), (3, 11), (4, 8)], False),  # as long, and further in
        ([(0, 8), (2, 6)], False),  # two lengths tell nothing
    ],
)
def test_labels_are_centred_where_shorter_ones_stand_further_in(places: list[tuple[int, int]], centred: bool) -> None:
    assert are_centred(places) is centred
