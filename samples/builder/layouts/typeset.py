"""Layouts without grids, set by Typst: tables with three rules, or with none at all."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import typst

from ..dressing import case_line, directories, figure_line, heading_line, table_line
from ..model import Case, Figure, Heading, Node, Paragraph, Report, Table
from ..text import cover
from .picture import picture


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one Typst layout from the other."""

    body: str
    head: str
    size: float
    paper: str
    rules: bool
    storeys: bool
    merged: bool
    case: str
    head_left: str
    foot: str
    watermark: str


LOOKS = {
    "threeline": Look(
        "Noto Serif CJK SC", "Noto Sans CJK SC", 12, "a4", True, True, True,
        "inset: (left: 14pt, rest: 8pt), stroke: (left: 3pt + gray), fill: luma(248)", "{title}",
        "第 {page} 页 共 {pages} 页", "质量年报 公开版",
    ),
    "borderless": Look(
        "Noto Sans CJK SC", "Noto Sans CJK SC", 11, "a4", False, False, False,
        "inset: 10pt, radius: 4pt, fill: rgb(\"#eef4ea\")", "", "{page}", "",
    ),
}  # fmt: skip

PRELUDE = """
#set document(title: {title})
#set text(font: {body}, size: {size}pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.9em, spacing: 0.9em, first-line-indent: (amount: 2em, all: true))
#let plain(body, ..more) = par(first-line-indent: 0em, ..more, body)
#let head(level, body) = block(sticky: true, above: 1.2em, below: 1em,
  text(font: {head}, weight: "bold", size: ({size} + 6 - 2 * level) * 1pt, body))
#let entry(level, body, target) = block(above: 0.55em, below: 0.55em, inset: (left: (level - 1) * 1.5em),
  plain[#body #box(width: 1fr, repeat[.]) #context counter(page).at(locate(target)).first()])
"""


def render_typst(report: Report, layout: str, path: Path) -> None:
    """Set the report with Typst."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "report.typ"
        source.write_text(Setter(report, LOOKS[layout], Path(scratch)).source(), encoding="utf-8")
        path.write_bytes(typst.compile(str(source)))


def quoted(text: str) -> str:
    """Return ``text`` as a Typst string."""
    return json.dumps(text, ensure_ascii=False)


class Setter:
    """Writes the nodes of a report as Typst source."""

    def __init__(self, report: Report, look: Look, folder: Path) -> None:
        self.report, self.look, self.folder = report, look, folder
        self.labels: dict[int, str] = {}
        self.pictures = 0

    def source(self) -> str:
        """Return the whole source."""
        look, title = self.look, self.report.front.title
        head = PRELUDE.format(title=quoted(title), body=quoted(look.body), head=quoted(look.head), size=look.size)
        lists = self.lists()
        body = "\n".join(self.node(node) for node in self.report.nodes)
        return "\n".join([head, self.page(numbered=False), self.front(), lists, self.page(numbered=True), body])

    def page(self, numbered: bool) -> str:
        """Return the page set-up; the body has head, foot and numbers from 1."""
        mark = ""
        if self.look.watermark:
            mark = f"background: rotate(-35deg, text(size: 40pt, fill: luma(225), {quoted(self.look.watermark)})),"
        if not numbered:
            return f'#set page(paper: "{self.look.paper}", margin: (x: 2.6cm, y: 2.8cm), {mark})'
        head = self.look.head_left.format(title=self.report.front.title)
        header = (
            f"header: [#text(size: 9pt, {quoted(head)}) #v(-0.8em) #line(length: 100%, stroke: 0.4pt)]," if head else ""
        )
        foot = self.look.foot.replace("{page}", "#counter(page).display()").replace(
            "{pages}", "#counter(page).final().first()"
        )
        footer = f"footer: context align(center, text(size: 9pt)[{foot}]),"
        return (
            f'#set page(paper: "{self.look.paper}", margin: (x: 2.6cm, y: 2.8cm), {mark} {header} {footer})\n'
            "#counter(page).update(1)"
        )

    def front(self) -> str:
        """Return cover and declaration."""
        title, *rest = (line.text for line in cover(self.report.front, self.report.dress.gap))
        at = next(i for i, line in enumerate(rest) if "责任声明" in line)
        lines = [f'#v(7cm)\n#align(center, plain(text(size: 26pt, weight: "bold", {quoted(title)})))']
        lines += [f"#align(center, plain(text(size: 16pt, {quoted(line)})))" for line in rest[:at]]
        lines += ["#pagebreak()", f"#align(center, plain(text(size: 20pt, {quoted(rest[at])})))"]
        lines += [f"#par({quoted(line)})" for line in rest[at + 1 : -2]]
        lines += [f"#align(right, plain({quoted(line)}))" for line in rest[-2:]]
        return "\n\n".join(lines) + "\n#pagebreak()\n"

    def lists(self) -> str:
        """Return the directories."""
        out: list[str] = []
        for directory in directories(self.report):
            out.append(f'#align(center, plain(text(size: 16pt, weight: "bold", {quoted(directory.title)})))')
            for entry in directory.entries:
                label = self.labels.setdefault(id(entry.node), f"n{len(self.labels)}")
                out.append(f"#entry({entry.level}, {quoted(entry.line.text)}, <{label}>)")
            out.append("#pagebreak(weak: true)")
        return "\n".join(out)

    def label(self, node: Node) -> str:
        """Return the invisible mark that directories point to."""
        label = self.labels.get(id(node))
        return f"#metadata(none)<{label}>" if label else ""

    def node(self, node: Node) -> str:
        """Return one node."""
        if isinstance(node, Heading):
            text = quoted(heading_line(node, self.report.dress).text)
            new = "#pagebreak(weak: true)\n" if node.level == 1 else ""
            return f"{new}{self.label(node)}\n#head({node.level}, {text})"
        if isinstance(node, Paragraph):
            return f"#par({quoted(node.body.text)})"
        if isinstance(node, Figure):
            return self.figure(node)
        if isinstance(node, Table):
            return self.table(node)
        return self.case(node)

    def case(self, case: Case) -> str:
        """Return a case in its box, which may break over pages."""
        title = quoted(case_line(case, self.report.dress).text)
        inner = "\n".join(self.node(piece) for piece in case.body)
        return (
            f"{self.label(case)}\n#block(width: 100%, breakable: true, above: 1.2em, below: 1.2em, {self.look.case})[\n"
            f"#block(sticky: true, plain(strong({title})))\n{inner}\n]"
        )

    def figure(self, figure: Figure) -> str:
        """Return a picture with its caption."""
        self.pictures += 1
        name = f"picture{self.pictures}.png"
        (self.folder / name).write_bytes(picture(figure.caption.text).getvalue())
        caption = quoted(figure_line(figure, self.report.dress).text)
        note = f"#align(center, plain(text(size: 9pt, {quoted(figure.note.text)})))" if figure.note else ""
        return (
            f"{self.label(figure)}\n#block(breakable: false, width: 100%)["
            f'#align(center, image("{name}", width: 7.5cm))\n'
            f"#align(center, plain(text(size: 10pt, {caption})))]\n{note}"
        )

    def table(self, table: Table) -> str:
        """Return a table whose header is printed again on every page."""
        title = quoted(table_line(table, self.report.dress).text)
        widths = table.widths or (1.7, *[1.0] * (len(table.header) - 1))
        columns = ", ".join(f"{width}fr" for width in widths)
        aligned = ", ".join("left" if c == 1 and table.data else "center" for c in range(len(widths)))
        rule = {"top": "", "middle": "", "bottom": ""}
        if self.look.rules:
            rule = {"top": "table.hline(stroke: 1.2pt),", "middle": "table.hline(stroke: 0.6pt),",
                    "bottom": "table.hline(stroke: 1.2pt),"}  # fmt: skip
        rows = "\n".join(self.rows(table))
        note = f"#plain(text(size: 9pt, {quoted(table.note.text)}))" if table.note else ""
        return (
            f"{self.label(table)}\n#block(sticky: true, width: 100%, above: 1.2em, below: 0.6em, "
            f"align(center, plain(strong({title}))))\n"
            f"#[#set text(size: 9.5pt)\n#set par(first-line-indent: 0em, leading: 0.5em, justify: false)\n"
            f"#table(columns: ({columns}), align: ({aligned}), stroke: none, inset: (x: 3pt, y: 4.5pt),\n"
            f"table.header({rule['top']} {self.header(table)} {rule['middle']}),\n{rows}\n{rule['bottom']})]\n{note}"
        )

    def header(self, table: Table) -> str:
        """Return the header cells; the look may add a storey over the years."""
        bold = [f"strong({quoted(cell.text)})" for cell in table.header]
        if not (self.look.storeys and table.data):
            return "".join(f"{cell}, " for cell in bold)
        fixed = "".join(f"table.cell(rowspan: 2, align: horizon)[#{cell}], " for cell in bold[:3])
        return f'{fixed} table.cell(colspan: 2)[#strong("年度")], {bold[3]}, {bold[4]}, '

    def rows(self, table: Table) -> list[str]:
        """Return the body rows; the look may merge blank number and label cells with the one above."""
        out: list[str] = []
        for r, row in enumerate(table.rows):
            cells: list[str] = []
            for c, cell in enumerate(row.cells):
                if not (self.look.merged and table.data and c < 2):
                    cells.append(quoted(cell.text))
                elif cell.text:
                    span = 1 + next((i for i, later in enumerate(table.rows[r + 1 :]) if later.cells[c].text),
                                    len(table.rows) - r - 1)  # fmt: skip
                    cells.append(f"table.cell(rowspan: {span})[#{quoted(cell.text)}]")
            out.append(", ".join(cells) + ",")
        return out
