"""The plan → the contract's records, with ids, passages, settled numerals and table frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract import records
from extract.layout.model import Layout
from extract.structure.directory import Entry
from extract.structure.flow import Span, flow_text, split_lines
from extract.structure.grammar import Caption, Label
from extract.structure.ladder import Ladder
from extract.structure.markers import Markers
from extract.structure.marks import settle
from extract.structure.model import Frame, Outline
from extract.structure.numbers import join_levels
from extract.structure.passages import gather_paragraphs, identify, refer, write_passages
from extract.structure.plan import Part, Plan, TablePlan
from extract.structure.tables import Grid, put_together


def write_outline(layout: Layout, plan: Plan, joins: Mapping[int, int], markers: Markers) -> Outline:
    """Return the outline that ``plan`` describes; ``joins`` tells which part continues which."""
    text = layout.text
    grids = [
        put_together(text, [plan.parts[place].unit.piece for place in table.parts], table.inset)
        for table in plan.tables
    ]
    passages = list(write_passages(text, plan, joins, grids))
    marks, references = settle(passages, plan, [grid.header for grid in grids], markers, layout.glyphs)
    tables = list(zip(plan.tables, grids, strict=True))
    return Outline(
        text=text,
        blocks=[_block(place, part, joins.get(place)) for place, part in enumerate(plan.parts)],
        sections=_sections(text, plan),
        cases=_cases(text, plan, joins),
        figures=_figures(plan),
        tables=[_table(text, index, table, grid, plan) for index, (table, grid) in enumerate(tables)],
        directory=list(_directory(plan)),
        references=references,
        passages=[passage for passage, _ in passages],
        marks=marks,
        frames=[Frame(identify("t", i), grid.header, grid.rows, table.unit) for i, (table, grid) in enumerate(tables)],
    )


def _block(place: int, part: Part, continues: int | None) -> records.Block:
    unit, furniture = part.unit, part.kind == "page_furniture"
    return records.Block(
        id=identify("b", place),
        kind=part.kind,
        start=unit.start,
        end=unit.end,
        page=unit.piece.page,
        bbox=unit.piece.bbox,
        section_id=None if furniture else refer("s", part.section),
        case_id=None if furniture else refer("c", part.case),
        continues=refer("b", continues),
    )


def _sections(text: str, plan: Plan) -> list[records.Section]:
    ends = _section_ends(plan)
    sections: list[records.Section] = []
    for index, section in enumerate(plan.sections):
        unit = plan.parts[section.part].unit
        sections.append(
            records.Section(
                id=identify("s", index),
                number=section.number,
                title=section.title,
                printed=unit.text,
                level=section.level,
                parent=None if section.parent is None else plan.sections[section.parent].number,
                block=identify("b", section.part),
                start=unit.start,
                end=ends[index],
            )
        )
    return sections


def _section_ends(plan: Plan) -> dict[int, int]:
    ends: dict[int, int] = {}
    for part in plan.parts:
        section = None if part.kind == "page_furniture" else part.section
        while section is not None:
            ends[section] = part.unit.end
            section = plan.sections[section].parent
    return ends


def _section_name(plan: Plan, section: int | None) -> str | None:
    return None if section is None else plan.sections[section].number or plan.sections[section].title


def _case_name(plan: Plan, case: int | None) -> str | None:
    return None if case is None else plan.cases[case].number or plan.cases[case].title


def _cases(text: str, plan: Plan, joins: Mapping[int, int]) -> list[records.Case]:
    prose: dict[int, list[str]] = {}
    for group in gather_paragraphs(plan.parts, joins):
        head = plan.parts[group[0]]
        if head.case is not None and head.kind == "paragraph":
            lines = [line for place in group for line in plan.parts[place].unit.lines]
            prose.setdefault(head.case, []).append(flow_text(text, lines))
    blocks: dict[int, list[str]] = {}
    for place, part in enumerate(plan.parts):
        if part.case is not None and part.kind not in ("case_heading", "page_furniture"):
            blocks.setdefault(part.case, []).append(identify("b", place))
    return [
        records.Case(
            id=identify("c", index),
            number=case.number,
            title=case.title,
            section=_section_name(plan, case.section),
            section_id=refer("s", case.section),
            block=identify("b", case.part),
            text="\n".join(prose.get(index, [])),
            blocks=blocks.get(index, []),
        )
        for index, case in enumerate(plan.cases)
    ]


def _figures(plan: Plan) -> list[records.Figure]:
    return [
        records.Figure(
            id=identify("g", index),
            number=figure.number,
            caption=figure.caption,
            section=_section_name(plan, figure.section),
            case=_case_name(plan, figure.case),
            block=identify("b", figure.part),
        )
        for index, figure in enumerate(plan.figures)
    ]


def _table(text: str, index: int, table: TablePlan, grid: Grid, plan: Plan) -> records.Table:
    notes = table.remarks + [plan.parts[place].unit.text for place in table.notes]
    pages = (plan.parts[place].unit.piece.page for place in table.parts)
    return records.Table(
        id=identify("t", index),
        number=table.number,
        title=table.title,
        section=_section_name(plan, table.section),
        case=_case_name(plan, table.case),
        header=list(grid.header),
        rows=[[_printed(text, grid.spans(cell)) if cell else "" for cell in row] for row in grid.rows],
        note="\n".join(notes) or None,
        blocks=[identify("b", place) for place in table.parts],
        pages=sorted({page for page in pages if page is not None}),
        unsure=any(plan.parts[place].unit.piece.unsure for place in table.parts),
    )


def _printed(text: str, spans: Sequence[Span]) -> str:
    return flow_text(text, [line for start, end in spans for line in split_lines(text, start, end)])


def _directory(plan: Plan) -> Iterator[records.DirectoryEntry]:
    """Yield the entries; section numbers are canonical under the entries before them."""
    ladder = Ladder()
    for entry, part in plan.entries:
        number = entry.name.number if isinstance(entry.name, Caption) else _label_number(entry, ladder)
        yield records.DirectoryEntry(
            kind=entry.kind, number=number, title=entry.title, page=entry.printed_page, block=identify("b", part)
        )


def _label_number(entry: Entry, ladder: Ladder) -> str | None:
    label = entry.name if isinstance(entry.name, Label) else None
    if entry.kind != "section":
        return join_levels(label.levels, "-") if label else None
    return ladder.place(label, 0)[0].number
