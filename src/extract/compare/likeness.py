"""What one masked text took from another: equal runs of letters, and chains of such runs.

A copyist who rewords every third word leaves runs of two to six letters in one order with a few letters between them;
what two texts of a genre share by chance are single runs, far apart and in any order.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

SIZE = 4  # letters of a shingle
SEED = 2  # letters of the shortest run
REPEATS = 4  # places of one seed in a text; what is said more often tells nothing
LETTER, GAP = 3, 1  # worth of an equal letter, price of a letter between two runs
WIDEST = 12  # letters between two runs of a chain, in both texts
LEAST_WORTH = 8 * LETTER  # of a chain


class Run(Struct, frozen=True):
    """Equal letters of two texts: ``old`` and ``new`` begin, ``length`` letters long."""

    old: int
    new: int
    length: int


class Chain(Struct, frozen=True):
    """Runs that follow each other closely, and what they are worth together."""

    runs: Sequence[Run]
    worth: int


def shingles(letters: str, size: int = SIZE) -> list[str]:
    """Return the overlapping strings of ``size`` letters."""
    return [letters[i : i + size] for i in range(len(letters) - size + 1)]


def find_runs(old: str, new: str) -> list[Run]:
    """Return the longest equal runs of two texts, in the order of ``new``."""
    if old == new:
        return [Run(0, 0, len(new))]
    places: dict[str, list[int]] = {}
    for i, seed in enumerate(shingles(old, SEED)):
        places.setdefault(seed, []).append(i)
    runs: list[Run] = []
    for j, seed in enumerate(shingles(new, SEED)):
        found = places.get(seed, ())
        if len(found) <= REPEATS:
            runs += [Run(i, j, reach(old, i, new, j)) for i in found if not (i and j and old[i - 1] == new[j - 1])]
    return runs


def reach(old: str, i: int, new: str, j: int) -> int:
    """Return how many letters are equal from ``i`` and ``j`` on."""
    length = 0
    while i + length < len(old) and j + length < len(new) and old[i + length] == new[j + length]:
        length += 1
    return length


def link_runs(runs: Sequence[Run]) -> list[Chain]:
    """Return chains of runs that follow each other closely in both texts, the worthiest first; no run is in two."""
    worth, before = weigh_chains(runs)
    chains: list[Chain] = []
    used = [False] * len(runs)
    for last in sorted(range(len(runs)), key=lambda place: (-worth[place], place)):
        if worth[last] < LEAST_WORTH:
            break
        links: list[Run] = []
        place = last
        while place >= 0 and not used[place]:
            used[place] = True
            links.append(runs[place])
            place = before[place]
        own = worth[last] - (worth[place] if place >= 0 else 0)
        if links and own >= LEAST_WORTH:
            chains.append(Chain(links[::-1], own))
    return chains


def weigh_chains(runs: Sequence[Run]) -> tuple[list[int], list[int]]:
    """Return for each run the worth of the best chain that ends with it, and the run before it there, -1 for none."""
    worth: list[int] = []
    before: list[int] = []
    near: list[int] = []
    for place, run in enumerate(runs):
        near = [other for other in near if runs[other].new + runs[other].length + WIDEST >= run.new]
        own = LETTER * run.length
        best, link = own, -1
        for other in near:
            earlier = runs[other]
            ahead = run.new - earlier.new - earlier.length, run.old - earlier.old - earlier.length
            if min(ahead) >= 0 and max(ahead) <= WIDEST and worth[other] + own - GAP * max(ahead) > best:
                best, link = worth[other] + own - GAP * max(ahead), other
        worth.append(best)
        before.append(link)
        near.append(place)
    return worth, before


def cover(chains: Sequence[Chain]) -> int:
    """Return how many letters the chains cover, in that text of the two in which they cover fewer."""
    old: set[int] = set()
    new: set[int] = set()
    for run in (run for chain in chains for run in chain.runs):
        old.update(range(run.old, run.old + run.length))
        new.update(range(run.new, run.new + run.length))
    return min(len(old), len(new))
