"""Numerals whose class the structure settles, and the references that it resolves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from extract import records
from extract.late import late
from extract.layout.model import Glyphs
from extract.structure.grammar import compact
from extract.structure.markers import Markers
from extract.structure.model import Mark, Passage
from extract.structure.plan import Part, Plan
from extract.structure.references import Mention, Mentions

SPAN = r"(?:19|20)\d{2}(?:\s*[-—–－~～至]\s*(?:(?:19|20)?\d{2}))?(?!\d)"
YEARS = late(rf"(?<!\d){SPAN}")
PERIOD = late(rf"\s*(?P<years>{SPAN})\s*(?:学年度?|年度?|级|届)?\s*(?:上半年|下半年|年末|年底)?\s*")
ROW_NUMBER = late(r"\s*(\d{1,4})\s*")
DIGITS = late(r"\d+")
STOPS = "。；，、！？”）》：;,!?)"
NOTE = late(rf"(?<=[{STOPS}])\d{{1,2}}(?![\d.])|(?<=[^\W\d_a-zA-Z])\d{{1,2}}(?=[{STOPS}])")
SMALL = 0.7  # of the height of the character before
RUNNING = ("paragraph", "table_note", "other")
REACH = 300
"""Characters of a sentence that are kept on either side of a reference."""

Targets = dict[tuple[str, str], str]


def settle(
    passages: Sequence[tuple[Passage, tuple[int, ...]]],
    plan: Plan,
    headers: Sequence[Sequence[str]],
    markers: Markers,
    glyphs: Glyphs,
) -> tuple[list[Mark], list[records.Reference]]:
    """Return the settled numerals and the references of ``passages``, each in text order."""
    mentions = Mentions(markers)
    targets = _targets(plan)
    counted = _counted_columns(headers, markers)
    notes = _notes(plan)
    marks: list[Mark] = []
    references: list[records.Reference] = []
    marks.extend(Mark(*table.digits, "table_no") for table in plan.tables if table.digits)
    for passage, group in passages:
        marks.extend(_own_marks(passage, plan.parts[group[0]]))
        if passage.kind == "table":
            marks.extend(_cell_marks(passage, counted))
        elif passage.kind in RUNNING:
            marks.extend(_note_marks(passage, notes, glyphs) if notes else ())
            marks.extend(Mark(*passage.span(*span), "list_marker") for span in mentions.list_numbers(passage.text))
            for mention in mentions.find(passage.text):
                marks.append(_mention_mark(passage, mention))
                references.append(_reference(passage, mention, targets))
    return sorted(marks, key=lambda one: (one.start, one.end)), sorted(references, key=lambda one: (one.start, one.end))


def _targets(plan: Plan) -> Targets:
    """Return the first record of each kind and number."""
    targets: Targets = {}
    for prefix, kind, numbers in (
        ("s", "section", [section.number for section in plan.sections]),
        ("c", "case", [case.number for case in plan.cases]),
        ("g", "figure", [figure.number for figure in plan.figures]),
        ("t", "table", [table.number for table in plan.tables]),
    ):
        for index, number in enumerate(numbers):
            if number is not None:
                targets.setdefault((kind, number), f"{prefix}{index + 1}")
    return targets


def _own_marks(passage: Passage, part: Part) -> Iterator[Mark]:
    for start, end, cls in part.marks:
        yield Mark(*passage.span(start, end), cls)
    if part.kind == "page_furniture" and len(passage.text) <= 20:
        for match in DIGITS.finditer(passage.text):
            yield Mark(*passage.span(*match.span()), "page_no")


def _notes(plan: Plan) -> set[tuple[int | None, str]]:
    """Return page and number of the footnotes."""
    units = [part.unit for part in plan.parts if part.unit.piece.footnote]
    return {(unit.piece.page, number[0]) for unit in units if (number := DIGITS.search(unit.text[:4]))}


def _note_marks(passage: Passage, notes: Set[tuple[int | None, str]], glyphs: Glyphs) -> Iterator[Mark]:
    """Yield the marks of footnotes: small numbers at a stop, set higher than what stands before."""
    for match in NOTE.finditer(passage.text):
        start, end = passage.span(*match.span())
        page, raised = glyphs.locate(start, end)
        if (page, match[0]) not in notes:
            continue
        before = glyphs.locate(start - 1, start)[1]
        if before and raised and raised[3] < before[3] and raised[3] - raised[1] < SMALL * (before[3] - before[1]):
            yield Mark(start, end, "other")


def _counted_columns(headers: Sequence[Sequence[str]], markers: Markers) -> set[tuple[str, int]]:
    """Return table and column of the columns that number the rows."""
    pattern = late(markers.tables.counters)
    return {
        (f"t{table}", column)
        for table, header in enumerate(headers, 1)
        for column, label in enumerate(header)
        if pattern.fullmatch(compact(label))
    }


def _cell_marks(passage: Passage, counted: set[tuple[str, int]]) -> Iterator[Mark]:
    if passage.row is None:
        for match in YEARS.finditer(passage.text):
            yield Mark(*passage.span(*match.span()), "table_year")
        return
    column = passage.column or 0
    number = ROW_NUMBER.fullmatch(passage.text) if (passage.table or "", column) in counted else None
    if number:
        yield Mark(*passage.span(*number.span(1)), "row_no")
    elif column == 0 and (period := PERIOD.fullmatch(passage.text)):
        yield Mark(*passage.span(*period.span("years")), "table_year")


def _mention_mark(passage: Passage, mention: Mention) -> Mark:
    classes: dict[str, records.NumberClass] = {"case": "case_no", "table": "table_no", "figure": "figure_no"}
    return Mark(*passage.span(*mention.digits), classes.get(mention.kinds[0], "heading_no"))


def _reference(passage: Passage, mention: Mention, targets: Targets) -> records.Reference:
    kind = next((kind for kind in mention.kinds if (kind, mention.number) in targets), mention.kinds[0])
    start, end = passage.span(*mention.span)
    target = targets.get((kind, mention.number))
    quote = _sentence(passage.text, *mention.span)
    return records.Reference(kind=kind, number=mention.number, target=target, start=start, end=end, quote=quote)


def _sentence(text: str, start: int, end: int) -> str:
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    opening = max((text.rfind(mark, low, start) + 1 for mark in "。；！？\n"), default=low) or low
    closing = min((place for mark in "。；！？\n" if (place := text.find(mark, end, high)) >= 0), default=high)
    return text[opening:closing].strip()
