"""Numbers of sections, cases, tables and figures: gaps, repeats, references to nothing, captions without 图."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.checks.book import Book
from extract.checks.directory import Item, structure_outcome
from extract.checks.model import Outcome, Problem
from extract.records import Where


def check_numbering(book: Book) -> Iterable[Outcome]:
    """Report gaps and repeats among the numbers of each kind of part."""
    report = book.report
    kinds = {
        "section": [Item(part.number, part.title, part.block) for part in report.sections],
        "case": [Item(part.number, part.title, part.block) for part in report.cases],
        "table": [Item(part.number, part.title or "", part.blocks[0]) for part in report.tables],
        "figure": [Item(part.number, part.caption, part.block) for part in report.figures],
    }
    for kind, items in kinds.items():
        yield from repeats(book, kind, items)
        if report.document.status == "complete":
            yield from gaps(book, kind, items)


def repeats(book: Book, kind: str, items: Sequence[Item]) -> Iterator[Outcome]:
    """Yield the finding on numbers that are printed more than once."""
    printed = Counter(item.number for item in items)
    again = [item for item in items if item.number is not None and printed[item.number] > 1]
    if again:
        yield structure_outcome(book, "numbering_repeat", kind, again)


def gaps(book: Book, kind: str, items: Sequence[Item]) -> Iterator[Outcome]:
    """Yield the finding on parts whose number does not follow the one before it in its series."""
    series: dict[str, list[tuple[int, Item]]] = {}
    for item in items:
        if item.number and (split := split_number(item.number)):
            series.setdefault(split[0], []).append((split[1], item))
    after: list[Item] = []
    for run in series.values():
        seen = {number for number, _ in run}
        first = dict(reversed(run))
        after += [
            item
            for number, item in sorted(first.items(), key=lambda pair: pair[0])
            if number > 1 and number - 1 not in seen
        ]
    if after:
        yield structure_outcome(book, "numbering_gap", kind, after)


def split_number(number: str) -> tuple[str, int] | None:
    """Return a number as its series and its place there."""
    cut = max(number.rfind("."), number.rfind("-")) + 1
    return (number[:cut], int(number[cut:])) if number[cut:].isdecimal() else None


def check_references(book: Book) -> Iterable[Outcome]:
    """Report references to what does not exist, and tables that none refers to although others are."""
    report = book.report
    if report.document.status != "complete":
        return
    lost = [reference for reference in report.references if reference.target is None]
    if lost:
        where = tuple(Where(start=reference.start, end=reference.end) for reference in lost)
        items = [f"{reference.kind} {reference.number}" for reference in lost]
        params = {
            "count": len(lost),
            "items": [{"kind": reference.kind, "number": reference.number} for reference in lost],
        }
        topic = " ".join(sorted(set(items)))
        yield Outcome(problem=Problem("reference_lost", "info", params, where=where, topic=topic))
    targets = {reference.target for reference in report.references}
    if targets & {table.id for table in report.tables}:
        yield from unmentioned_tables(book, targets)


def unmentioned_tables(book: Book, targets: set[str | None]) -> Iterator[Outcome]:
    """Yield the finding on numbered tables of numbered sections that nothing refers to."""
    numbered = {section.number for section in book.report.sections if section.number}
    idle = [
        Item(table.number, table.title or "", table.blocks[0])
        for table in book.report.tables
        if table.number and table.id not in targets and table.section in numbered
    ]
    if idle:
        yield structure_outcome(book, "table_unmentioned", "table", idle)


def check_captions(book: Book) -> Iterable[Outcome]:
    """Report captions that begin with their number, without the word for figure before it."""
    heads = {entry.start for entry in book.report.numbers if entry.class_ == "figure_no"}
    bare = [
        Item(figure.number, figure.caption, figure.block)
        for figure in book.report.figures
        if figure.block in book.blocks and book.blocks[figure.block].start in heads
    ]
    if bare:
        yield structure_outcome(book, "caption_bare", "figure", bare)
