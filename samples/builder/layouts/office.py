"""Word-like layouts: a .docx made with python-docx, printed by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ..dressing import case_line, directories, figure_line, heading_line, table_line
from ..model import Case, Figure, Heading, Node, Paragraph, Report, Table
from ..text import cover
from .picture import picture


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one Word-like layout from the other."""

    body: str
    head: str
    size: float
    leading: float
    footer: str
    box: str
    fill: str | None
    merged: bool
    restart: bool
    margins: tuple[float, float]


LOOKS = {
    "word": Look("Noto Serif CJK SC", "Noto Sans CJK SC", 14, 26, "{}", "frame", None, False, False, (2.54, 3.0)),
    "wps": Look("Noto Sans CJK SC", "Noto Sans CJK SC", 12, 22, "— {} —", "shade", "D9E2F3", True, True, (2.2, 2.6)),
}


def render_office(report: Report, layout: str, path: Path) -> None:
    """Write the report as a Word file and print it as a PDF beside it."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{path.stem}.docx"
        Writer(report, LOOKS[layout]).write(source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", scratch, str(source)],
            check=True, capture_output=True,
        )  # fmt: skip
        path.write_bytes((Path(scratch) / f"{path.stem}.pdf").read_bytes())


def write_draft(report: Report, layout: str, path: Path) -> None:
    """Write the report as the Word file that a draft is sent in."""
    Writer(report, LOOKS["word"]).write(path)


class Writer:
    """Writes the nodes of a report into a Word document."""

    def __init__(self, report: Report, look: Look) -> None:
        self.report, self.look = report, look
        self.doc: Any = docx.Document()
        self.marks: dict[int, str] = {}
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        for side, width in zip(("top", "bottom", "left", "right"), (*look.margins, *look.margins)[0:4], strict=True):
            setattr(section, f"{side}_margin", Cm(width))
        section.left_margin = section.right_margin = Cm(look.margins[1])
        normal = self.doc.styles["Normal"]
        set_font(normal, look.body, look.size)
        for level in (1, 2, 3):
            style = self.doc.styles[f"Heading {level}"]
            set_font(style, look.head, look.size + 5 - level, bold=True)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
            style.paragraph_format.keep_with_next = True

    def write(self, path: Path) -> None:
        """Write cover, declaration, directories and body."""
        self.front()
        self.lists()
        self.section()
        for node in self.report.nodes:
            self.node(self.doc, node)
        self.doc.save(str(path))

    def front(self) -> None:
        """Write cover and declaration, a page each."""
        title, *rest = (line.text for line in cover(self.report.front, self.report.dress.gap))
        at = next(i for i, line in enumerate(rest) if "责任声明" in line)
        for _ in range(6):
            self.para(self.doc, "")
        self.para(self.doc, title, align="center", size=26, bold=True, font=self.look.head)
        for line in rest[:at]:
            self.para(self.doc, line, align="center", size=18)
        self.page_break()
        self.para(self.doc, rest[at], align="center", size=20, bold=True, font=self.look.head)
        for line in rest[at + 1 : -2]:
            self.para(self.doc, line, indent=True)
        for line in rest[-2:]:
            self.para(self.doc, line, align="right")
        self.page_break()

    def lists(self) -> None:
        """Write the directories with leaders and the pages that LibreOffice counts."""
        width = Cm(21) - 2 * Cm(self.look.margins[1])
        for number, directory in enumerate(directories(self.report)):
            if number:
                self.page_break()
            self.para(self.doc, directory.title, align="center", size=18, bold=True, font=self.look.head)
            for entry in directory.entries:
                mark = self.marks.setdefault(id(entry.node), f"_ref{len(self.marks)}")
                line = self.para(self.doc, entry.line.text + "\t", size=12, leading=20)
                line.paragraph_format.left_indent = Cm(0.7 * (entry.level - 1))
                line.paragraph_format.right_indent = Cm(0.8)
                stop = OxmlElement("w:tab")
                for key, value in (("val", "right"), ("leader", "dot"), ("pos", str(int(width / 635)))):
                    stop.set(qn(f"w:{key}"), value)
                tabs = OxmlElement("w:tabs")
                tabs.append(stop)
                line._p.get_or_add_pPr().append(tabs)
                field(line, f"PAGEREF {mark} \\h")

    def section(self) -> None:
        """Begin the body: running head, page numbers."""
        section = self.doc.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        head = section.header.paragraphs[0]
        head.text = f"{self.report.front.title}（{self.report.front.year}{self.report.dress.gap}年度）"
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in head.runs:
            set_font(run, self.look.body, 9)
        border(head, ("bottom",))
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, after = self.look.footer.split("{}")
        foot.add_run(before)
        field(foot, "PAGE")
        foot.add_run(after)
        for run in foot.runs:
            set_font(run, self.look.body, 9)
        if self.look.restart:
            start = OxmlElement("w:pgNumType")
            start.set(qn("w:start"), "1")
            section._sectPr.append(start)

    def node(self, place: Any, node: Node) -> None:
        """Write one node into the body or a box."""
        if isinstance(node, Heading):
            self.heading(node)
        elif isinstance(node, Paragraph):
            self.para(place, node.body.text, indent=True)
        elif isinstance(node, Figure):
            self.figure(place, node)
        elif isinstance(node, Table):
            self.table(place, node)
        else:
            self.case(node)

    def heading(self, heading: Heading) -> None:
        """Write a heading; chapters begin a page."""
        line = self.doc.add_heading(level=heading.level)
        line.paragraph_format.page_break_before = heading.level == 1
        line.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER if heading.level == 1 else None
        self.run(line, heading_line(heading, self.report.dress).text, heading)

    def case(self, case: Case) -> None:
        """Write a case in its box: a one-cell table, or shaded paragraphs."""
        if self.look.box == "frame":
            place = self.doc.add_table(1, 1, style="Table Grid").cell(0, 0)
            line = place.paragraphs[0]
        else:
            place, line = self.doc, self.doc.add_paragraph()
        before = len(self.doc.paragraphs)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = True
        self.run(line, case_line(case, self.report.dress).text, case, bold=True, font=self.look.head)
        for inner in case.body:
            self.node(place, inner)
        if self.look.box == "frame":
            self.para(self.doc, "", leading=10)
        else:
            for paragraph in (line, *self.doc.paragraphs[before:]):
                shade(paragraph._p.get_or_add_pPr(), "F2F2F2")

    def figure(self, place: Any, figure: Figure) -> None:
        """Write a picture with its caption below."""
        holder = self.para(place, "", align="center", leading=None)
        holder.paragraph_format.keep_with_next = True
        holder.add_run().add_picture(picture(figure.caption.text), width=Cm(9))
        line = self.para(place, "", align="center")
        self.run(line, figure_line(figure, self.report.dress).text, figure, size=10.5)
        if figure.note:
            self.para(place, figure.note.text, align="center", size=10.5)

    def table(self, place: Any, table: Table) -> None:
        """Write a ruled table; its header is printed again on every page."""
        line = self.para(place, "", align="center")
        line.paragraph_format.keep_with_next = True
        self.run(line, table_line(table, self.report.dress).text, table, size=12, bold=True, font=self.look.head)
        grid = place.add_table(len(table.rows) + 1, len(table.header))
        grid.style = self.doc.styles["Table Grid"]
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        widths = table.widths or (2.0, *[1.0] * (len(table.header) - 1))
        total = 21 - 2 * self.look.margins[1]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Cm(total * width / sum(widths))
        for r, cells in enumerate([table.header, *(row.cells for row in table.rows)]):
            row = grid.rows[r]
            keep_row(row, header=r == 0)
            for c, cell in enumerate(cells):
                target = row.cells[c]
                target.width = Cm(total * widths[c] / sum(widths))
                text = target.paragraphs[0]
                text.alignment = WD_ALIGN_PARAGRAPH.LEFT if c == 1 and table.data and r else WD_ALIGN_PARAGRAPH.CENTER
                self.run(text, cell.text, None, size=10.5, bold=r == 0)
                if r == 0 and self.look.fill:
                    shade(target._tc.get_or_add_tcPr(), self.look.fill)
        if self.look.merged and table.data:
            merge_blanks(grid, table)
        if table.note:
            self.para(place, table.note.text, size=10.5)

    def para(self, place: Any, text: str, *, align: str = "", indent: bool = False, size: float | None = None,
             bold: bool = False, font: str = "", leading: float | None = 0) -> Any:  # fmt: skip
        """Add a paragraph."""
        line = place.add_paragraph()
        if align:
            line.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        elif indent:
            line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if indent:
            line.paragraph_format.first_line_indent = Pt(2 * self.look.size)
        if leading is not None and not (size and size > 16):
            line.paragraph_format.line_spacing = Pt(leading or self.look.leading)
        line.paragraph_format.space_after = Pt(0)
        self.run(line, text, None, size=size, bold=bold, font=font)
        return line

    def run(self, line: Any, text: str, node: Any, *, size: float | None = None, bold: bool = False,
            font: str = "") -> None:  # fmt: skip
        """Add text, bookmarked where a directory points to it."""
        if not text:
            return
        mark = self.marks.get(id(node)) if node is not None else None
        if mark:
            for tag, name in (("w:bookmarkStart", mark), ("w:bookmarkEnd", None)):
                element = OxmlElement(tag)
                element.set(qn("w:id"), mark.removeprefix("_ref"))
                if name:
                    element.set(qn("w:name"), name)
                line._p.append(element)
        run = line.add_run(text)
        if size or font or bold:
            set_font(run, font or self.look.body, size, bold=bold or None)

    def page_break(self) -> None:
        """End the page."""
        self.doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def set_font(target: Any, name: str, size: float | None = None, bold: bool | None = None) -> None:
    """Set Latin and East Asian font of a run or style."""
    target.font.name = name
    if size:
        target.font.size = Pt(size)
    if bold is not None:
        target.font.bold = bold
    target.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    fonts.set(qn("w:eastAsia"), name)


def field(line: Any, code: str) -> None:
    """Add a field that the printing program computes."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = line.add_run()
        if kind == "text":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)


def border(line: Any, sides: tuple[str, ...]) -> None:
    """Rule a paragraph's sides."""
    box = OxmlElement("w:pBdr")
    for side in sides:
        rule = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            rule.set(qn(f"w:{key}"), value)
        box.append(rule)
    line._p.get_or_add_pPr().append(box)


def shade(properties: Any, colour: str) -> None:
    """Fill a paragraph or cell."""
    element = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{key}"), value)
    properties.append(element)


def keep_row(row: Any, header: bool) -> None:
    """Keep a row on one page; print a header row again on each."""
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(["w:tblHeader"] if header else [])):
        properties.append(OxmlElement(tag))


def merge_blanks(grid: Any, table: Table) -> None:
    """Merge each empty number or label cell with the cell above it."""
    for column in (0, 1):
        top = 1
        for r in range(2, len(table.rows) + 2):
            blank = r <= len(table.rows) and not table.rows[r - 1].cells[column].text
            if blank:
                continue
            if r - top > 1:
                for below in range(top + 1, r):
                    for paragraph in grid.cell(below, column).paragraphs:
                        for run in paragraph.runs:
                            run.text = ""
                vertical(grid, column, top, r)
            top = r


def vertical(grid: Any, column: int, top: int, end: int) -> None:
    """Mark the cells of a column from ``top`` to ``end`` as one."""
    for r in range(top, end):
        element = OxmlElement("w:vMerge")
        if r == top:
            element.set(qn("w:val"), "restart")
        grid.cell(r, column)._tc.get_or_add_tcPr().append(element)
