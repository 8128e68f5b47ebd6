"""Sections, cases, tables and directories: what is added, removed, or goes under another title."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extract.compare.ledger import bare
from extract.compare.records import Part, PartChanges, Renaming
from extract.records import Report

LONGEST = 200  # characters of a title that likeness looks at
ALIKE = 0.6
ALIKE_IN_PLACE = 0.4  # of titles of sections and tables under one number, which stays from year to year
MOST_PAIRS = 100_000

List = Callable[[Report, int], list[Part]]


def compare_parts(reports: Sequence[Report], list_parts: List) -> PartChanges:
    """Return what each report added, removed and renamed as against the one before."""
    added: list[Part] = []
    removed: list[Part] = []
    renamed: list[Renaming] = []
    moved: list[Renaming] = []
    for place, (old, new) in enumerate(pairwise(reports)):
        before, after = list_parts(old, place), list_parts(new, place + 1)
        gone, come = unmatched(before, after)
        pairs = pair_titles(gone, come)
        taken = {id(part) for pair in pairs for part in pair}
        added += [part for part in come if id(part) not in taken]
        removed += [part for part in gone if id(part) not in taken]
        renamed += [Renaming(old=one, new=other) for one, other in pairs]
        moved += [Renaming(old=one, new=other) for one, other in find_moved(before, after, pairs)]
    return PartChanges(added=added, removed=removed, renamed=renamed, moved=moved)


def unmatched(old: Sequence[Part], new: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Return the parts of each side whose title the other does not bear, years left out, as often as it does."""
    return spare(old, new), spare(new, old)


def spare(own: Sequence[Part], other: Sequence[Part]) -> list[Part]:
    """Return the parts of ``own`` that outnumber those of ``other`` under one title, the last of them."""
    left = Counter(map(identity, other))
    rest: list[Part] = []
    for part in own:
        if left[identity(part)]:
            left[identity(part)] -= 1
        else:
            rest.append(part)
    return rest


def find_moved(
    before: Sequence[Part], after: Sequence[Part], renamed: Sequence[tuple[Part, Part]]
) -> Iterator[tuple[Part, Part]]:
    """Yield the numbered sections that stand under another chapter, or in another order among those of their own.

    What was put in or left out before a section changes its number only.
    """
    old_of = {id(new): old for old, new in [*same_titles(before, after), *renamed]}
    above_old, above_new = parents(before), parents(after)
    kin: dict[int, list[tuple[Part, Part]]] = {}
    for new in after:
        old = old_of.get(id(new))
        if old is None or new.kind != "section" or not (old.number and new.number):
            continue
        chapter = above_new.get(id(new))
        if above_old.get(id(old)) is (old_of.get(id(chapter)) if chapter else None):
            kin.setdefault(id(chapter), []).append((old, new))
        else:
            yield old, new
    places = {id(part): place for place, part in enumerate(before)}
    for pairs in kin.values():
        order = [places[id(old)] for old, _ in pairs]
        kept = longest_rise(order)
        yield from (pair for place, pair in zip(order, pairs, strict=True) if place not in kept)


def same_titles(before: Sequence[Part], after: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Yield the parts whose title each side bears once."""
    sides = [Counter(map(identity, side)) for side in (before, after)]
    old_of = {identity(part): part for part in before}
    for part in after:
        if all(side[identity(part)] == 1 for side in sides):
            yield old_of[identity(part)], part


def parents(parts: Sequence[Part]) -> dict[int, Part]:
    """Return for each part by its id in memory the one whose number is the beginning of its own."""
    numbered = {part.number: part for part in parts if part.number}
    above = ((part, numbered.get((part.number or "").rpartition(".")[0])) for part in parts)
    return {id(part): parent for part, parent in above if parent is not None}


def longest_rise(order: Sequence[int]) -> frozenset[int]:
    """Return the most of ``order`` that stand in rising order, the rest having changed places."""
    tops: list[int] = []
    runs: list[tuple[int, ...]] = []
    for place in order:
        at = bisect_left(tops, place)
        run = (*(runs[at - 1] if at else ()), place)
        tops[at : at + 1], runs[at : at + 1] = [place], [run]
    return frozenset(runs[-1] if runs else ())


def identity(part: Part) -> tuple[str, str]:
    """Return the kind and the title without blanks and years; of a part without title its number."""
    return part.kind, bare(part.title) or part.number or ""


def pair_titles(gone: Sequence[Part], come: Sequence[Part]) -> list[tuple[Part, Part]]:
    """Return the pairs of parts that are alike, the likest first come; in the order of the later report."""
    old_of: dict[int, int] = {}
    for o, n in rank_pairs(gone, come):
        if n not in old_of and o not in old_of.values():
            old_of[n] = o
    return [(gone[o], come[n]) for n, o in sorted(old_of.items())]


def rank_pairs(gone: Sequence[Part], come: Sequence[Part]) -> list[tuple[int, int]]:
    """Return the places of parts that may be one, the likest first; none where there are too many to try."""
    if len(gone) * len(come) > MOST_PAIRS:
        return []
    old_letters, new_letters = [letters(part) for part in gone], [letters(part) for part in come]
    ranked: list[tuple[float, int, int]] = []
    for o, old in enumerate(gone):
        for n, new in enumerate(come):
            likeness = share(old_letters[o], new_letters[n])
            if old.kind == new.kind and likeness >= (ALIKE_IN_PLACE if in_place(old, new) else ALIKE):
                ranked.append((-likeness, o, n))
    return [(o, n) for _, o, n in sorted(ranked)]


def in_place(old: Part, new: Part) -> bool:
    """Tell whether two parts stand in one place, sections without number too; cases and figures come anew."""
    if old.kind not in ("section", "table") or old.number != new.number:
        return False
    return old.kind == "section" or old.number is not None


def letters(part: Part) -> Counter[str]:
    """Return how often each character stands in the title."""
    return Counter(bare(part.title)[:LONGEST])


def share(one: Counter[str], other: Counter[str]) -> float:
    """Return how many characters two titles share, of both together: 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


# --- the parts of a report --------------------------------------------------------------------


def sections_of(report: Report, place: int) -> list[Part]:
    """Return the sections."""
    return [Part(report=place, id=s.id, kind="section", number=s.number, title=s.title) for s in report.sections]


def cases_of(report: Report, place: int) -> list[Part]:
    """Return the cases."""
    return [Part(report=place, id=c.id, kind="case", number=c.number, title=c.title) for c in report.cases]


def tables_of(report: Report, place: int) -> list[Part]:
    """Return the tables; one without title goes by its header."""
    return [
        Part(report=place, id=t.id, kind="table", number=t.number, title=t.title or " / ".join(t.header))
        for t in report.tables
    ]


def directory_of(report: Report, place: int) -> list[Part]:
    """Return the lines of the directories."""
    return [Part(report=place, id=None, kind=e.kind, number=e.number, title=e.title) for e in report.directory]
