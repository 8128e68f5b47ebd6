"""How much of one masked text stands in another, in order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

SIZE = 4  # letters of a shingle
LOSS = 0.5  # what an unmatched letter costs a stretch
REPEATS = 8  # places of one shingle that are tried


@dataclass(frozen=True, slots=True)
class Run:
    """Equal letters of two texts: ``old`` and ``new`` begin, ``length`` letters long."""

    old: int
    new: int
    length: int


def shingles(letters: str, size: int = SIZE) -> list[str]:
    """Return the overlapping strings of ``size`` letters."""
    return [letters[i : i + size] for i in range(len(letters) - size + 1)]


def common_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence; one integer is a row of its table (Crochemore 2001)."""
    places: dict[str, int] = {}
    for i, item in enumerate(one):
        places[item] = places.get(item, 0) | 1 << i
    full = (1 << len(one)) - 1
    row = full
    for item in other:
        met = row & places.get(item, 0)
        row = (row + met | row - met) & full
    return len(one) - row.bit_count()


def best_stretch(length: int, matched: Sequence[int], common: Collection[int]) -> tuple[float, int]:
    """Return the weight of the stretch of a text that is densest in matches, and its matched letters.

    ``matched`` and ``common`` are where shingles begin that the other text has and that every text may have:
    a matched letter weighs 1, a common one nothing, any other is a loss.
    """
    weights = [-LOSS] * length
    for starts, weight in ((common, 0.0), (matched, 1.0)):
        for start in starts:
            weights[start : start + SIZE] = [weight] * SIZE
    best, letters = 0.0, 0
    sum_, count = 0.0, 0
    for weight in weights:
        if sum_ <= 0:
            sum_, count = 0.0, 0
        sum_ += weight
        count += weight == 1.0
        if sum_ > best:
            best, letters = sum_, count
    return best, letters


def align(old: str, new: str, size: int) -> list[Run]:
    """Return the runs of at least ``size`` letters that ``new`` takes from ``old``, in the order of ``new``."""
    places: dict[str, list[int]] = {}
    for i, shingle in enumerate(shingles(old, size)):
        found = places.setdefault(shingle, [])
        if len(found) < REPEATS:
            found.append(i)
    runs: list[Run] = []
    at = 0
    while at + size <= len(new):
        candidates = [Run(start, at, reach(old, start, new, at)) for start in places.get(new[at : at + size], ())]
        after = runs[-1].old + runs[-1].length if runs else 0
        best = max(candidates, key=lambda run: (run.length, -abs(run.old - after)), default=None)
        if best:
            runs.append(best)
        at += best.length if best else 1
    return runs


def reach(old: str, i: int, new: str, j: int) -> int:
    """Return how many letters are equal from ``i`` and ``j`` on."""
    length = 0
    while i + length < len(old) and j + length < len(new) and old[i + length] == new[j + length]:
        length += 1
    return length
