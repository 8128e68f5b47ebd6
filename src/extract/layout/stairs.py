"""Lines that a program set one below another though they stand side by side: cells in the middle of merged ones.

    2 毕业去向落实率
      其中：本省
                    %
                    %
                         96.42
                         78.05

The lines of each step stand right of all before them, and each step has as many.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout.typed import Span, place_of

FEWEST_STEPS = 3
MOST_LINES = 6  # of a step


def join_stairs(text: str, lines: Sequence[Sequence[Span]]) -> list[tuple[int, list[Span]]]:
    """Return ``lines`` of words with those of stairs side by side, each with the place of its first line."""
    places = [(place_of(text, words[0], len)[0], place_of(text, words[-1], len)[1]) for words in lines]
    joined: list[tuple[int, list[Span]]] = []
    at = 0
    while at < len(lines):
        counts = {count: _steps(places, at, count) for count in range(2, MOST_LINES + 1)}
        count = max(counts, key=lambda count: (count * counts[count], -count))
        steps = counts[count]
        if not steps:
            count = steps = 1
        for row in range(count):
            words = [word for step in range(steps) for word in lines[at + step * count + row]]
            joined.append((at + row, words))
        at += count * steps
    return joined


def _steps(places: Sequence[tuple[int, int]], first: int, count: int) -> int:
    """Return how many steps of ``count`` lines begin at ``first``; 0 where they are too few."""
    steps, reach = 0, -1
    at = first
    while at + count <= len(places) and all(start > reach for start, _ in places[at : at + count]):
        reach = max(end for _, end in places[at : at + count])
        steps += 1
        at += count
    return steps if steps >= FEWEST_STEPS else 0
