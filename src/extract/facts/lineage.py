"""Which row of a table belongs under which: by numbering, 其中, repeated labels, units and the catalogue.

Forms number their groups (序号) and open sub-rows with 其中 once; what follows in the group is a sub-row
too while it counts the same thing.  Labels that a group repeats (接入国家智慧教育平台数) belong to the row above each.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from extract.rules.catalogue import Catalogue

NEAR = 2  # rows


class Label(Struct, frozen=True):
    """What tells a row: its label (cleaned) with stem, unit (canonical) and number, and whether 其中 stands before it.

    ``outer`` are the labels of the group columns left of it.  ``repeats``: nothing is printed, the label above holds.
    ``total``: it is that of all rows.
    """

    text: str
    stem: str
    unit: str | None = None
    number: str = ""
    subordinate: bool = False
    repeats: bool = False
    total: bool = False
    outer: tuple[str, ...] = ()


def find_parents(
    labels: Sequence[Label], catalogue: Catalogue, known: Mapping[int, int | None] | None = None
) -> list[int | None]:
    """Return for each row the index of the row that it belongs under, None for a top row.

    ``known`` holds the parents that a national form settles.
    """
    parents: list[int | None] = []
    table = Known(nested_stems(labels), first_numbers(labels), catalogue, known or {})
    for group in split_groups(labels):
        walk = Walk(labels, parents, table, group.start)
        for i in group:
            parents.append(walk.parent_of(i))
    return parents


class Known(Struct, frozen=True):
    """What all groups of a table share: stems that some group repeats, first rows of numbers, settled parents."""

    nested: set[str]
    numbers: Mapping[str, int]
    catalogue: Catalogue
    parents: Mapping[int, int | None]


def first_numbers(labels: Sequence[Label]) -> dict[str, int]:
    """Return each printed row number with its first row."""
    return {label.number: i for i, label in reversed([*enumerate(labels)]) if label.number}


def split_groups(labels: Sequence[Label]) -> list[range]:
    """Return the runs of rows within which 其中 may look back: a number or another group label begins a new one."""
    starts = [
        i
        for i, label in enumerate(labels)
        if i == 0 or (label.number and not label.subordinate) or label.outer != labels[i - 1].outer
    ]
    return [range(a, b) for a, b in itertools.pairwise([*starts, len(labels)])]


def nested_stems(labels: Sequence[Label]) -> set[str]:
    """Return the stems that some group prints more than once."""
    counts: Counter[tuple[range, str]] = Counter()
    for group in split_groups(labels):
        counts.update((group, labels[i].stem) for i in group if not labels[i].repeats)
    return {stem for (_, stem), count in counts.items() if count > 1}


class Walk:
    """One group of rows, read from the top."""

    def __init__(self, labels: Sequence[Label], parents: Sequence[int | None], table: Known, start: int) -> None:
        self.labels = labels
        self.parents = parents
        self.table = table
        self.start = start
        self.numbered = bool(table.numbers)
        self.tops: dict[str | None, int] = {}  # the last top row of each unit
        self.top: int | None = None
        self.plain: int | None = None  # the last row whose label no group repeats
        self.opened: int | None = None  # the last direct sub-row of a top row

    def parent_of(self, i: int) -> int | None:
        """Return the parent of row ``i``; all rows above have theirs."""
        label = self.labels[i]
        if label.repeats and i > self.start:
            return self.parents[i - 1]
        settled = self.table.parents.get(i)
        if settled is not None or (i in self.table.parents and not label.subordinate):
            parent = settled
        elif label.total:
            parent = None
        elif label.subordinate:
            parent = self.head_for(i)
        elif label.number:
            parent = self.table.numbers.get(label.number.rpartition(".")[0])
            parent = parent if parent is not None and parent < i else None
        elif label.stem in self.table.nested and self.plain is not None:
            return self.plain
        else:
            parent = self.beside(i)
        self.remember(i, parent)
        return parent

    def remember(self, i: int, parent: int | None) -> None:
        """Keep what later rows may belong under or stand beside; without numbers a top row closes what was open."""
        if self.labels[i].stem not in self.table.nested:
            self.plain = i
        if parent is None:
            self.tops[self.labels[i].unit] = self.top = i
            self.opened = self.opened if self.numbered else None
        elif self.parents[parent] is None:
            self.opened = i

    def head_for(self, i: int) -> int | None:
        """Return the row that 其中 in row ``i`` looks back to: the last top row of its unit, else the last one.

        Without numbers a top row of the unit counts only where it is not far above.
        """
        same = self.tops.get(self.labels[i].unit)
        if same is None or self.top is None:
            return self.top
        return same if self.numbered or self.top - same <= NEAR else self.top

    def beside(self, i: int) -> int | None:
        """Return the parent of row ``i`` without 其中: that of the open sub-row where it is of its kind."""
        if self.opened is None or (head := self.parents[self.opened]) is None:
            return None
        label, last = self.labels[i], self.labels[self.opened]
        if len(label.stem) > len(last.stem) and label.stem.endswith(last.stem):
            return self.opened
        alike = label.unit == last.unit or last.unit != self.labels[head].unit
        return head if alike and self.may_belong(label, head) else None

    def may_belong(self, label: Label, head: int) -> bool:
        """Tell whether ``label`` can be part of row ``head``: in a numbered group always."""
        if self.numbered:
            return True
        part = self.table.catalogue.look_up(label.text, label.unit, table=True)
        whole = self.table.catalogue.look_up(self.labels[head].text, self.labels[head].unit, table=True)
        if part is None or whole is None:
            return label.unit == self.labels[head].unit
        return self.table.catalogue.belongs(part.code, whole.code)
