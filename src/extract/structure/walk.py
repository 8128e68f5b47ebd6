"""The walk over the units: what each is, and which section, case and table it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, pairwise

from msgspec.structs import replace

from extract.late import late
from extract.records import BlockKind, NumberClass
from extract.structure.cases import OpenCase
from extract.structure.directory import Entry, Zone
from extract.structure.grammar import Caption, Grammar, Label, compact, ends_sentence, is_prose, is_title
from extract.structure.headings import HeadingJudge
from extract.structure.insets import bears_title, take_insets
from extract.structure.kinship import measure_kin, tell_kin
from extract.structure.ladder import Ladder
from extract.structure.looks import Look, read_look
from extract.structure.plan import CasePlan, FigurePlan, Marks, Part, Plan, SectionPlan
from extract.structure.tabling import TableDesk
from extract.structure.units import Unit, merge_units

NUMBER_CLASS: dict[str, NumberClass] = {
    "section": "heading_no",
    "case": "case_no",
    "figure": "figure_no",
    "table": "table_no",
}
ATTACHED = late(r"附\s*(?:件|录)")  # over a cover: the report is sent with a letter
NOTE_NUMBER = late(r"[\[〔［]?(\d{1,2})(?!\d)[\]〕］]?")
LONGEST = 70  # characters of a caption or case heading
AHEAD = 8  # units that are looked through for the next caption or credit
SHORTEST_PROSE = 30  # characters
OVER = 4  # units between the title of a table and the table
PARTING = ":：—"
GAP = 2  # blank lines that a figure leaves in a text


class Walk:
    """Goes through the units once, in order; ``plan`` holds what it found."""

    def __init__(self, text: str, units: Sequence[Unit], zones: Sequence[Zone], grammar: Grammar) -> None:
        self.plan = Plan()
        self._text = text
        self._units = units
        self._zones = {zone.start: zone for zone in zones}
        self._grammar = grammar
        self._ladder = Ladder()
        entries = [item for zone in zones for item in zone.items if isinstance(item, Entry)]
        self._judge = HeadingJudge(entries, grammar, self._ladder)
        self._tables = TableDesk(text, self.plan)
        self._front: BlockKind | None = "cover"
        self._section: int | None = None
        self._case: OpenCase | None = None
        self._section_look: Look | None = None
        self._section_prose: list[str] = []
        self._last: Part | None = None
        self._paragraph: Unit | None = None
        self._figure = ""
        self._at = 0
        self._marks_cases = any(self._case_heading(unit) for unit in units)
        self._bare: set[int] = set()  # cases under a heading that says only that cases follow

    def run(self) -> Plan:
        """Return the plan of the report."""
        flow = [i for i, unit in enumerate(self._units) if unit.piece.kind != "furniture" and not unit.piece.footnote]
        following = dict(pairwise(flow))
        place = 0
        while place < len(self._units):
            if zone := self._zones.get(place):
                self._take_zone(zone)
                place = zone.end
            elif self._units[place].piece.kind == "furniture":
                self._add("page_furniture", self._units[place])
                place += 1
            elif self._units[place].piece.footnote:
                self._take_footnote(self._units[place])
                place += 1
            else:
                self._at = place
                after = following.get(place)
                taken = self._take(self._units[place], None if after is None else self._units[after])
                place = (after or place) + 1 if taken == 2 else place + 1
        return self.plan

    def _take(self, unit: Unit, after: Unit | None) -> int:
        """Put ``unit`` where it belongs; return 2 where ``after`` went with it, else 1."""
        if self._case and self._case.leaves_box(unit):
            self._case = None
        if unit.piece.kind == "table":
            return self._take_table(unit)
        if self._grammar.is_picture(unit.text):
            self._add("other", unit)
            return 1
        if self._grammar.closes_case(unit.text):
            self._add("other", unit)
            self._case = None
            return 1
        return (
            self._take_heading(unit, after)
            or self._take_case(unit, after)
            or self._take_figure(unit)
            or self._take_table_title(unit)
            or self._take_note(unit, after)
            or self._take_text(unit)
        )

    @property
    def _place(self) -> tuple[int | None, int | None]:
        return self._section, self._case.index if self._case else None

    def _add(self, kind: BlockKind, unit: Unit, marks: Marks = ()) -> int:
        part = Part(kind, unit, *self._place, marks)
        self.plan.parts.append(part)
        if kind != "page_furniture":
            self._last = part
            if not (kind == "paragraph" and self._tables.awaits and self._may_be_head(unit)):
                self._tables.watch(kind)
            self._paragraph = unit if kind == "paragraph" else self._paragraph
        return len(self.plan.parts) - 1

    # --- directories ---------------------------------------------------------------------

    def _take_zone(self, zone: Zone) -> None:
        self._front = None
        for item in zone.items:
            if isinstance(item, Entry):
                self.plan.entries.append((item, self._add("directory", item.unit, _entry_marks(item))))
            else:
                self._add("page_furniture" if item.piece.kind == "furniture" else "directory", item)

    # --- sections ------------------------------------------------------------------------

    def _take_heading(self, unit: Unit, after: Unit | None) -> int:
        label = self._grammar.label(unit.text) or self._grammar.glued_label(unit.text)
        if label is None:
            return self._take_unnumbered(unit, after)
        before = self._last.unit if self._last else None
        boxed = self._case is not None and self._case.frame is not None
        boxed = boxed and not self._judge.is_listed(unit.text) and not self._stands_out(unit)
        told = self._case is None or (self._case.captioned and not self._is_captioned_ahead())
        if boxed or not self._judge.is_numbered_heading(label, (before, unit, after), not told):
            return 0
        if not after or not self._runs_over(unit, after, bool(label.title)):
            return self._open_section(unit, label)
        whole = merge_units(self._text, (unit, after))
        self._open_section(whole, self._grammar.label(whole.text) or label)
        return 2

    def _stands_out(self, unit: Unit) -> bool:
        """Tell whether ``unit`` is set as titles of sections are, larger than the case above: its band is no box."""
        style, above = unit.piece.style, self._last.unit.piece.style if self._last else unit.piece.style
        heads = (self.plan.parts[one.part].unit.piece.style for one in self.plan.sections)
        alike = any((head.size, head.bold, head.face) == (style.size, style.bold, style.face) for head in heads)
        return style.size > above.size > 0 and alike

    def _runs_over(self, unit: Unit, after: Unit, titled: bool) -> bool:
        """Tell whether the title of ``unit`` stands, or goes on, on the line below."""
        if self._units[self._at + 1] is not after or not self._is_plain_title(after):
            return False
        if not titled:
            return True
        whole = merge_units(self._text, (unit, after))
        return not self._judge.is_listed(unit.text) and self._judge.is_listed(whole.text)

    def _take_unnumbered(self, unit: Unit, after: Unit | None) -> int:
        known = self._grammar.is_unnumbered(unit.text) and (self._case is None or self._closes_all(unit))
        opens = self._last is None and ATTACHED.match(unit.text) is not None
        if opens or (self._section is None and self._grammar.is_declaration(unit.text)):
            return 0
        titled = after is not None and after.piece.kind == "table" and not self._is_titled(after)
        titled = titled and not ATTACHED.match(unit.text)
        if not self._judge.is_listed(unit.text) and (not known or titled):
            return 0
        return self._open_section(unit, None)

    def _is_titled(self, table: Unit) -> bool:
        """Tell whether a table has its title elsewhere than right above: within, or below as most of the report's."""
        return self._tables.titles_under or bears_title(self._text, table.piece, self._grammar)

    def _closes_all(self, unit: Unit) -> bool:
        """Tell whether an unnumbered title ends the case: set as a chapter's, or behind all that is numbered."""
        style = unit.piece.style
        if style.size:
            heads = [self.plan.parts[one.part].unit.piece.style for one in self.plan.sections if one.level == 1]
            return any((head.size, head.bold, head.face) == (style.size, style.bold, style.face) for head in heads)
        rest = self._units[self._at + 1 :]
        return not any(self._case_heading(one) or self._grammar.label(one.text) for one in rest if is_title(one.text))

    def _is_plain_title(self, unit: Unit) -> bool:
        marked = self._grammar.label(unit.text) or self._grammar.case(unit.text)
        return unit.piece.kind == "text" and unit.gap <= 1 and is_title(unit.text, 40) and not marked

    def _open_section(self, unit: Unit, label: Label | None) -> int:
        self._judge.take(unit.text)
        self._front = self._case = None
        self._section_prose = []
        self._section = len(self.plan.sections)
        rung, parent = self._ladder.place(label, self._section)
        part = self._add("heading", unit, ((*label.digits, "heading_no"),) if label else ())
        title = label.title if label else compact(unit.text).rstrip(":：")
        above = parent.section if parent else None
        self.plan.sections.append(SectionPlan(rung.number, title, rung.level, above, part))
        return 1

    # --- cases ---------------------------------------------------------------------------

    def _take_case(self, unit: Unit, after: Unit | None) -> int:
        parted = self._is_parted(unit, after)
        heading = self._grammar.case(unit.text) if parted else self._case_heading(unit) or self._box_title(unit, after)
        if not heading:
            return 0
        if heading.number is None and heading.title in ("", unit.text):
            self._bare.add(len(self.plan.cases))
        if not after or not (parted or self._runs_over(unit, after, bool(heading.title))):
            return self._open_case(unit, heading) if heading.title or heading.number else 0
        whole = merge_units(self._text, (unit, after))
        read = self._grammar.case(whole.text)
        agrees = read is not None and read.number == heading.number and read.title
        self._open_case(whole, read if read and agrees else replace(heading, title=heading.title + after.text))
        return 2

    def _is_parted(self, unit: Unit, after: Unit | None) -> bool:
        """Tell whether a title breaks off at a colon or dash, and goes on in the line below."""
        broken = unit.text[-1] in PARTING and is_title(unit.text.rstrip(PARTING), LONGEST)
        return (
            broken
            and self._units[self._at + 1 : self._at + 2] == [after]
            and after is not None
            and self._is_plain_title(after)
        )

    def _case_heading(self, unit: Unit) -> Caption | None:
        return self._grammar.case(unit.text) if is_title(unit.text, LONGEST) else None

    def _box_title(self, unit: Unit, after: Unit | None) -> Caption | None:
        """Return the first line of a box as the heading of a case, where boxes alone mark the report's or these."""
        frame = unit.piece.frame
        row = self._last is not None and self._last.case in self._bare
        told = self._marks_cases and not row
        if frame is None or self._case or told or self._section is None or not after:
            return None
        prosaic = is_prose(after.text) or (row and self._grammar.label(after.text))
        boxed = after.piece.frame == frame and prosaic and self._is_plain_title(unit)
        fresh = self._last is None or self._last.unit.piece.frame != frame
        return Caption("case", None, unit.text) if boxed and fresh else None

    def _open_case(self, unit: Unit, heading: Caption) -> int:
        self._front = None
        self._case = OpenCase(len(self.plan.cases), unit.piece.frame)
        part = self._add("case_heading", unit, _number_marks(heading))
        self.plan.cases.append(CasePlan(heading.number, heading.title, self._section, part))
        return 1

    def _leave_case(self, unit: Unit | None = None, words: str = "") -> None:
        """End the case where ``unit``, running text, or a table so titled where it is None, is the section's again."""
        if not self._case or not self._is_complete() or self._is_ahead(self._grammar.is_credit):
            return
        held = self._case.holds(unit, self._section_look)
        if held is None and unit:
            held = not self._case.told or self._tells_on(unit, self._case)
        elif held is None:
            held = self._goes_on_below(self._case) or self._names_case(words, self._case)
        if not held:
            self._case = None

    def _goes_on_below(self, case: OpenCase) -> bool:
        """Tell whether running text behind the table in hand is set as that of the case, and no heading parts them."""
        for unit in self._units[self._at + 1 : self._at + 1 + AHEAD]:
            if is_title(unit.text, LONGEST) and (self._grammar.label(unit.text) or self._case_heading(unit)):
                return False
            if unit.piece.kind == "text" and not unit.piece.footnote and is_prose(unit.text):
                return case.holds(unit, self._section_look) is True
        return False

    def _tells_on(self, unit: Unit, case: OpenCase) -> bool:
        """Tell whether a paragraph goes on with the case by its words.

        A caption ahead is the case's, unless one has come and the paragraph speaks of what the section spoke of.
        """
        kin = measure_kin(unit.text, case.prose, self._section_prose)
        resumes = self._grammar.resumes(unit.text)
        if self._is_captioned_ahead():
            return not (case.captioned and (resumes or kin.is_section))
        if case.captioned:
            return kin.is_case and not resumes
        return not (kin.is_clear or (resumes and kin.section > kin.case))

    def _names_case(self, title: str, case: OpenCase) -> bool:
        """Tell whether the title of a table speaks of the case; below prose alone it does unless told otherwise."""
        told = tell_kin(title, case.prose, self._section_prose)
        return told == "case" or (told is None and not case.captioned)

    def _is_captioned_ahead(self) -> bool:
        return self._is_ahead(self._grammar.figures)

    def _is_ahead(self, told: Callable[[str], object]) -> bool:
        """Tell whether a line that ``told`` knows stands ahead before any title of another kind."""
        for unit in self._units[self._at + 1 : self._at + 1 + AHEAD]:
            if not is_title(unit.text, LONGEST):
                continue
            if told(unit.text):
                return True
            if self._grammar.label(unit.text) or self._case_heading(unit) or self._grammar.table(unit.text):
                return False
        return False

    def _is_complete(self) -> bool:
        """Tell whether the last paragraph ended: a figure may stand in the midst of one."""
        last = self._paragraph
        return last is None or ends_sentence(last.text) or self._grammar.is_credit(last.text)

    # --- figures and tables --------------------------------------------------------------

    def _take_figure(self, unit: Unit) -> int:
        captions = self._grammar.figures(unit.text) or self._unnamed_figure(unit)
        if not captions or not is_title(unit.text, LONGEST * len(captions)):
            return 0
        part = self._add("figure_caption", unit, _number_marks(*captions))
        for caption in captions:
            self.plan.figures.append(FigurePlan(caption.number, caption.title, *self._place, part))
            self._figure = caption.number or self._figure
        if self._case:
            self._case.take_caption()
        return 1

    def _unnamed_figure(self, unit: Unit) -> list[Caption]:
        """Return a caption without 图: it stands where a caption can stand and continues the figures' numbers."""
        caption = self._grammar.unnamed_figure(unit.text)
        chapter, _, running = self._figure.partition("-")
        if not caption or not running.isdecimal() or not (unit.gap >= GAP or self._is_complete()):
            return []
        return [caption] if caption.number == f"{chapter}-{int(running) + 1}" else []

    def _take_table_title(self, unit: Unit) -> int:
        over_table = self._stands_over_table()
        title = self._grammar.table(unit.text) or (self._grammar.glued_table(unit.text) if over_table else None)
        if title is None and over_table and not self._tables.awaits and self._grammar.is_table_title(unit.text):
            words, named = self._grammar.part_unit(unit.text)
            title = Caption("table", None, words, unit=named)
        if not title or not is_title(unit.text, LONGEST):
            return 0
        self._leave_case(words=title.title)
        self._add("table_title", unit, _number_marks(title))
        self._tables.take_title(title, self._place, over_table)
        return 1

    def _may_be_head(self, unit: Unit) -> bool:
        """Tell whether a typed line is a part of a head that was torn off its table: short, set in, a table below."""
        typed = unit.piece.page is None and unit.indent > 0 and len(unit.text) <= SHORTEST_PROSE
        below = [one for one in self._units[self._at + 1 : self._at + 1 + OVER] if one.piece.kind != "furniture"]
        return typed and not is_prose(unit.text) and any(map(_is_table, below))

    def _stands_over_table(self) -> bool:
        """Tell whether a table stands below the unit in hand, with no more than lines about it between."""
        behind = (self._units[place] for place in range(self._at + 1, len(self._units)))
        for unit in islice((one for one in behind if one.piece.kind != "furniture"), OVER):
            if _is_table(unit):
                return True
            if not self._grammar.is_remark(unit.text):
                return False
        return False

    def _take_table(self, unit: Unit) -> int:
        self._front = None
        if not self._tables.is_open and not self._tables.awaits:
            self._leave_case()
        table = self._tables.find_table(unit, self._place)
        table.parts.append(self._add("table", unit))
        take_insets(self._text, table, unit.piece, self._grammar)
        return 1

    # --- notes and running text ----------------------------------------------------------

    def _take_note(self, unit: Unit, after: Unit | None) -> int:
        named = self._grammar.unit(unit.text)
        if named and (self._tables.awaits or _is_table(after)):
            self._leave_case()
            self._tables.take_unit(named, self._place)
            self._add("table_note", unit)
            return 1
        if self._tables.awaits and self._grammar.is_remark(unit.text) and self._stands_over_table():
            self._take_remark(unit)
            return 1
        above = self._last.kind if self._last else None
        if above == "table_title" and not self._tables.awaits:
            above = "table_note"
        if above not in ("table", "table_note", "figure_caption", "other") or not self._is_note(unit, above):
            return 0
        kind: BlockKind = "table_note" if above in ("table", "table_note") else "other"
        part = self._add(kind, unit)
        if kind == "table_note":
            self._tables.take_note(part)
        return 1

    def _take_footnote(self, unit: Unit) -> None:
        """Put a footnote down as a paragraph that what goes on overleaf knows nothing of."""
        number = NOTE_NUMBER.match(unit.text)
        marks: Marks = ((*number.span(1), "other"),) if number else ()
        self.plan.parts.append(Part("paragraph", unit, self._section, None, marks))

    def _take_remark(self, unit: Unit) -> None:
        """Give a line between a title and its table to the table: its unit, if it names one, and its note."""
        _, named = self._grammar.part_unit(unit.text)
        if named:
            self._tables.take_unit(named, self._place)
        part = self._add("table_note", unit)
        if self._grammar.is_note(unit.text):
            self._tables.take_note(part)

    def _is_note(self, unit: Unit, above: BlockKind) -> bool:
        """Tell whether ``unit`` is a note, or the next point of the one right above it."""
        if self._grammar.is_note(unit.text):
            return True
        return above == "table_note" and unit.gap == 0 and self._grammar.label(unit.text) is not None

    def _take_text(self, unit: Unit) -> int:
        self._front = self._front_of(unit)
        if self._front:
            self._add(self._front, unit)
            return 1
        self._leave_case(unit)
        if self._case:
            if self._grammar.is_credit(unit.text):
                self._case.take_caption()
            self._case.take_prose(unit)
        else:
            self._section_look = read_look(unit)
            self._section_prose.append(unit.text)
        self._add("paragraph", unit)
        return 1

    def _front_of(self, unit: Unit) -> BlockKind | None:
        """Return whether ``unit`` is of the cover or of a declaration; None where it is of the text."""
        if self._section is None and self._grammar.is_declaration(unit.text):
            return "declaration"
        return None if self._front == "cover" and is_prose(unit.text) else self._front


def _is_table(unit: Unit | None) -> bool:
    return unit is not None and unit.piece.kind == "table"


def _number_marks(*captions: Caption) -> Marks:
    return tuple((*one.digits, NUMBER_CLASS[one.kind]) for one in captions if one.digits)


def _entry_marks(entry: Entry) -> Marks:
    marks: list[tuple[int, int, NumberClass]] = []
    if entry.name and entry.name.digits:
        marks.append((*entry.name.digits, NUMBER_CLASS[entry.kind]))
    if entry.page and entry.unit.text[entry.page[0]].isdigit():
        marks.append((*entry.page, "directory_page"))
    return tuple(marks)
