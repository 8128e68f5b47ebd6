"""The dresses that a report's section numbers wear, and how it nests them: （一） over 1、, or 1、 over （一）."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.structure.grammar import Dress, Grammar, Label, is_title
from extract.structure.titles import body_style, stands_out
from extract.structure.units import Unit

ENOUGH = 2  # numbers of one dress under which another begins anew, or chapters that open with 1-1

Nests = Mapping[tuple[int, int], int]


def read_dresses(units: Sequence[Unit], grammar: Grammar) -> Grammar:
    """Return ``grammar`` for the report of ``units``: nested as it nests, without rare dresses that it lacks."""
    found = [(unit, grammar.label(unit.text)) for unit in units if unit.piece.kind == "text" and is_title(unit.text)]
    labels = [label for _, label in found if label]
    circled = _stand_out([unit for unit, label in found if label and label.dress == "circled"], units)
    nests = count_nests(labels)
    order: list[int] = []
    for dress in grammar.dresses:
        if not dress.rare or _is_worn(dress, labels, nests) or (circled and dress.name == "circled"):
            inner = (place for place, rank in enumerate(order) if _is_over(dress.rank, rank, nests))
            order.insert(next(inner, len(order)), dress.rank)
    return grammar.nested({rank: place for place, rank in enumerate(order)})


def _stand_out(titles: Sequence[Unit], units: Sequence[Unit]) -> bool:
    """Tell whether several of ``titles`` are set larger or bolder than most of ``units``."""
    body = body_style(units) if len(titles) >= ENOUGH else None
    return body is not None and sum(stands_out(unit, body) for unit in titles) >= ENOUGH


def count_nests(labels: Sequence[Label]) -> Nests:
    """Return for an outer and an inner rank how many numbers of one run of the outer the inner begins anew under."""
    last: dict[int, int] = {}
    running: dict[int, Counter[int]] = {}
    met: set[tuple[int, int]] = set()
    most: Counter[tuple[int, int]] = Counter()
    for label in labels:
        (rank, depth), number = label.rank, label.levels[0]
        if depth:
            continue
        if number != last.get(rank, 0) + 1:
            running[rank] = Counter()
        for outer in last if number == 1 else ():
            if outer != rank and (outer, rank) not in met:
                met.add((outer, rank))
                running[outer][rank] += 1
                most[outer, rank] = max(most[outer, rank], running[outer][rank])
        met = {pair for pair in met if pair[0] != rank}
        last[rank] = number
        running.setdefault(rank, Counter())
    return most


def _is_over(outer: int, inner: int, nests: Nests) -> bool:
    """Tell whether the report nests ``inner`` under ``outer``, and never the other way."""
    return nests.get((outer, inner), 0) >= ENOUGH > nests.get((inner, outer), 0)


def _is_worn(dress: Dress, labels: Sequence[Label], nests: Nests) -> bool:
    """Tell whether the report counts on in a rare dress, or wears it as only headings do where prose may wear it too.

    Circles begin anew under other numbers, or are set as titles are; others do under a number that nothing parts from
    its title, as PDFs lose blanks; 1-1 opens chapters. The last two are never worn beside their usual forms.
    """
    own = [label for label in labels if label.rank[0] == dress.rank]
    if dress.name == "circled":
        return any(inner == dress.rank and count >= ENOUGH for (_, inner), count in nests.items())
    if dress.name not in ("chinese", "dotted"):
        return any(below.levels[0] == above.levels[0] + 1 for above, below in pairwise(own))
    if any(label.dress == dress.name and label.rank[0] != dress.rank for label in labels):
        return False
    if dress.name == "chinese":
        return any(outer == dress.rank and count >= ENOUGH for (outer, _), count in nests.items())
    openings = (below.levels for above, below in pairwise(labels) if below.levels == (*above.levels, 1))
    return len({levels for levels in openings if len(levels) == 2}) >= ENOUGH and bool(own)
