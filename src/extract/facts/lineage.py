"""Which row of a table belongs under which: by numbering, 其中, repeated labels, units and the catalogue.

Forms number their groups (序号) and open sub-rows with 其中 once; what follows in the group is a sub-row
too while it counts the same thing.  Labels that a group repeats (接入国家智慧教育平台数) belong to the row above each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.rules.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Label:
    """What tells a row: its label (cleaned) with stem, unit (canonical) and number, and whether 其中 stands before it.

    ``outer`` are the labels of the group columns left of it.  ``repeats``: nothing is printed, the label above holds.
    """

    text: str
    stem: str
    unit: str | None = None
    number: str = ""
    subordinate: bool = False
    repeats: bool = False
    outer: tuple[str, ...] = ()


def find_parents(
    labels: Sequence[Label], catalogue: Catalogue, known: Mapping[int, int | None] | None = None
) -> list[int | None]:
    """Return for each row the index of the row that it belongs under, None for a top row.

    ``known`` holds the parents that a national form settles.
    """
    parents: list[int | None] = []
    nested = nested_stems(labels)
    for group in split_groups(labels):
        walk = Walk(labels, group, parents, nested, catalogue, known or {})
        for i in group:
            parents.append(walk.parent_of(i))
    return parents


def split_groups(labels: Sequence[Label]) -> list[range]:
    """Return the runs of rows within which 其中 may look back: a number or another group label begins a new one."""
    starts = [
        i
        for i, label in enumerate(labels)
        if i == 0 or (label.number and not label.subordinate) or label.outer != labels[i - 1].outer
    ]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(labels)], strict=True)]


def nested_stems(labels: Sequence[Label]) -> set[str]:
    """Return the stems that some group prints more than once."""
    counts: Counter[tuple[range, str]] = Counter()
    for group in split_groups(labels):
        counts.update((group, labels[i].stem) for i in group if not labels[i].repeats)
    return {stem for (_, stem), count in counts.items() if count > 1}


class Walk:
    """One group of rows, read from the top."""

    def __init__(
        self,
        labels: Sequence[Label],
        group: range,
        parents: Sequence[int | None],
        nested: set[str],
        catalogue: Catalogue,
        known: Mapping[int, int | None],
    ) -> None:
        self.labels = labels
        self.group = group
        self.parents = parents
        self.nested = nested
        self.catalogue = catalogue
        self.known = known
        self.numbered = any(label.number for label in labels)
        self.by_number = {label.number: i for i, label in enumerate(labels[: group.stop]) if label.number}
        self.opened: int | None = None  # the last direct sub-row of a row of this group

    def parent_of(self, i: int) -> int | None:
        """Return the parent of row ``i``; all rows above have theirs."""
        label = self.labels[i]
        if label.repeats and i > self.group.start:
            return self.parents[i - 1]
        if i in self.known:
            parent = self.known[i]
        elif label.subordinate:
            parent = self.head_for(i)
        elif label.number:
            return self.by_number.get(label.number.rpartition(".")[0])
        elif label.stem in self.nested and (above := self.row_above(i)) is not None:
            return above
        else:
            parent = self.beside(i)
        self.remember(i, parent)
        return parent

    def remember(self, i: int, parent: int | None) -> None:
        """Keep the sub-row that later rows may stand beside; without numbers a top row closes what was open."""
        if parent is not None and self.parents[parent] is None:
            self.opened = i
        elif parent is None and not self.numbered:
            self.opened = None

    def row_above(self, i: int) -> int | None:
        """Return the nearest row of the group above ``i`` whose label is not repeated in a group."""
        above = range(i - 1, self.group.start - 1, -1)
        return next((j for j in above if not self.labels[j].repeats and self.labels[j].stem not in self.nested), None)

    def head_for(self, i: int) -> int | None:
        """Return the row that 其中 in row ``i`` looks back to: the nearest top row of its unit, else the nearest.

        Without numbers only the last two top rows are in reach.
        """
        tops = [j for j in range(self.group.start, i) if self.parents[j] is None and not self.labels[j].repeats]
        reach = tops if self.numbered else tops[-2:]
        same = [j for j in reach if self.labels[j].unit == self.labels[i].unit]
        return same[-1] if same else tops[-1] if tops else None

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
        part = self.catalogue.look_up(label.text, label.unit)
        whole = self.catalogue.look_up(self.labels[head].text, self.labels[head].unit)
        if part is None or whole is None:
            return label.unit == self.labels[head].unit
        return self.catalogue.belongs(part.code, whole.code)
