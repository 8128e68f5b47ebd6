"""The directory against the body: missing both ways, wording, numbers, pages, broken bookmarks."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from msgspec import Struct

from extract.checks.book import Book
from extract.checks.model import Outcome, Problem
from extract.records import DirectoryEntry, Report, Where

ALIKE = 0.5
"""Share of characters in common from which two titles under one number are one title in two wordings."""
LONGEST = 80
"""Characters of a title that are compared; likeness takes time with the square of them."""
RELIABLE = 0.6
"""Share of entries that must point at the right page before the others are held against the directory."""
ROMAN = frozenset("ivxlcIVXLC")


class Item(Struct, frozen=True):
    """A numbered part of the body, or an entry of the directory, as both can be compared."""

    number: str | None
    title: str
    block: str

    @property
    def label(self) -> str:
        """The item as a message shows it."""
        return f"{self.number} {self.title}" if self.number else self.title

    @property
    def bare(self) -> str:
        """The title without blanks and punctuation, signs in half width."""
        folded = unicodedata.normalize("NFKC", self.title)
        return "".join(char for char in folded if unicodedata.category(char)[0] not in "PZC")


def check_directory(book: Book) -> Iterable[Outcome]:
    """Compare each kind of directory entries with the body."""
    for kind, items in body_items(book.report).items():
        runs = [list(run) for name, run in groupby(book.report.directory, key=lambda entry: entry.kind) if name == kind]
        if runs:
            yield from compare_lists(book, kind, [entry for run in runs for entry in run], items)
            yield from check_pages(book, kind, runs)


def body_items(report: Report) -> Mapping[str, Sequence[Item]]:
    """Return what a directory may list, by kind, in text order: numbers of the shapes that it lists."""
    shapes = {(entry.kind, shape(entry.number)) for entry in report.directory if entry.number}
    items = {
        "section": [Item(part.number, part.title, part.block) for part in report.sections],
        "case": [Item(part.number, part.title, part.block) for part in report.cases],
        "table": [Item(part.number, part.title or "", part.blocks[0]) for part in report.tables],
        "figure": [Item(part.number, part.caption, part.block) for part in report.figures],
    }
    return {
        kind: [item for item in found if item.number is None or (kind, shape(item.number)) in shapes]
        for kind, found in items.items()
    }


def shape(number: str) -> int:
    """Return how many levels a number has."""
    return number.count(".") + number.count("-")


def compare_lists(book: Book, kind: str, entries: Sequence[DirectoryEntry], items: Sequence[Item]) -> Iterator[Outcome]:
    """Yield one finding for each way in which the directory and the body differ."""
    listed = [Item(entry.number, entry.title, entry.block) for entry in entries]
    pairs = pair_up(listed, items)
    paired = {id(item) for pair in pairs for item in pair}
    extra = [item for item in listed if id(item) not in paired]
    missing = [item for item in items if id(item) not in paired and item.number is not None]
    reworded = [pair for pair in pairs if pair[0].bare != pair[1].bare]
    renumbered = [pair for pair in pairs if pair[0].number != pair[1].number]
    complete = book.report.document.status == "complete"
    if complete and missing:
        yield structure_outcome(book, "directory_missing", kind, missing)
    if complete and extra:
        yield structure_outcome(book, "directory_extra", kind, extra)
    if reworded:
        yield structure_outcome(book, "directory_wording", kind, *zip(*reworded, strict=True))
    if renumbered:
        yield structure_outcome(book, "directory_number", kind, *zip(*renumbered, strict=True))


def pair_up(listed: Sequence[Item], items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Return entries with the body's items that they name: by number and title, by title, by number and likeness."""
    found: dict[int, Item] = {}
    taken: set[int] = set()
    for name in (full_name, long_title, numbered):
        at: dict[Hashable, list[Item]] = {}
        for item in reversed(items):
            if id(item) not in taken:
                at.setdefault(name(item), []).append(item)
        for entry in listed:
            rivals = at.get(name(entry), []) if id(entry) not in found and name(entry) is not None else []
            if rivals and (name is not numbered or alike(entry, rivals[-1])):
                found[id(entry)] = rivals.pop()
                taken.add(id(found[id(entry)]))
    return [(entry, found[id(entry)]) for entry in listed if id(entry) in found]


def full_name(item: Item) -> Hashable:
    """Return number and title."""
    return item.number, item.bare


def long_title(item: Item) -> Hashable:
    """Return the title where it is long enough to tell."""
    return item.bare if len(item.bare) > 3 else None


def numbered(item: Item) -> Hashable:
    """Return the number."""
    return item.number


def alike(entry: Item, item: Item) -> bool:
    """Tell whether two titles under one number are two wordings of one."""
    one, other = entry.bare[:LONGEST], item.bare[:LONGEST]
    return one.startswith(other) or other.startswith(one) or SequenceMatcher(None, one, other).ratio() >= ALIKE


def check_pages(book: Book, kind: str, runs: Sequence[Sequence[DirectoryEntry]]) -> Iterator[Outcome]:
    """Yield broken bookmarks, pages out of order and pages that are not the part's own.

    ``runs``: entries of one kind that stand together; a list of its own begins at another page.
    """
    broken = [item_of(entry) for run in runs for entry in run if entry.page and not is_page(entry.page)]
    if broken:
        yield structure_outcome(book, "directory_bookmark", kind, broken)
    fallen: list[Item] = []
    kept: list[tuple[DirectoryEntry, int]] = []
    for run in runs:
        counted = [(entry, int(entry.page)) for entry in run if entry.page and entry.page.isdecimal()]
        places = set(rising([page for _, page in counted]))
        kept += [pair for place, pair in enumerate(counted) if place in places]
        fallen += [item_of(entry) for place, (entry, _) in enumerate(counted) if place not in places]
    if fallen:
        yield structure_outcome(book, "directory_order", kind, fallen)
    yield from wrong_pages(book, kind, kept)


def item_of(entry: DirectoryEntry) -> Item:
    """Return an entry with its page as part of its title."""
    return Item(entry.number, f"{entry.title} …… {entry.page}" if entry.page else entry.title, entry.block)


def is_page(page: str) -> bool:
    """Tell whether the string after the leader is a page number."""
    bare = page.strip("-—–·. ")
    return bare.isdecimal() or (bool(bare) and set(bare) <= ROMAN)


def rising(pages: Sequence[int]) -> list[int]:
    """Return the places of a longest run of pages that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for place, page in enumerate(pages):
        length = bisect_right(tails, page)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [page]
        ends[length : length + 1] = [place]
    chain: list[int] = []
    place_of: int | None = ends[-1] if ends else None
    while place_of is not None:
        chain.append(place_of)
        place_of = before[place_of]
    return chain[::-1]


def wrong_pages(book: Book, kind: str, counted: Sequence[tuple[DirectoryEntry, int]]) -> Iterator[Outcome]:
    """Yield entries whose page is not the one that the part begins on, where most entries are right."""
    labels = {page.page: page.label for page in book.report.document.pages}
    items = {item.label: item for item in body_items(book.report)[kind]}
    right, wrong = 0, []
    for entry, page in counted:
        item = items.get(Item(entry.number, entry.title, "").label)
        block = book.blocks.get(item.block) if item else None
        label = labels.get(block.page) if block and block.page is not None else None
        if label and label.isdecimal():
            right += int(label) == page
            if int(label) != page:
                wrong.append(Item(entry.number, f"{entry.title} {page} ≠ {label}", entry.block))
    if wrong and right >= RELIABLE * (right + len(wrong)):
        yield structure_outcome(book, "directory_page", kind, wrong)


def structure_outcome(book: Book, check: str, kind: str, items: Sequence[Item], others: Sequence[Item] = ()) -> Outcome:
    """Return an info finding on parts of the structure; ``others`` are their counterparts, one each."""
    labels: list[Any] = [item.label for item in items]
    if others:
        labels = [[item.label, other.label] for item, other in zip(items, others, strict=True)]
    params = {"kind": kind, "count": len(labels), "items": labels}
    where = tuple(place_block(book, item.block) for item in (*items, *others) if item.block in book.blocks)
    return Outcome(problem=Problem(check, "info", params, where=where, topic=kind))


def place_block(book: Book, name: str) -> Where:
    """Return where a block stands."""
    block = book.blocks[name]
    return Where(
        start=block.start,
        end=block.end,
        page=block.page,
        bbox=block.bbox,
        section_id=block.section_id,
        case_id=block.case_id,
    )
