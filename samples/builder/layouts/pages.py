"""Layouts from HTML: printed by WeasyPrint, or by Chromium."""

from __future__ import annotations

import base64
import ctypes
import html
import subprocess
import tempfile
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

from ..dressing import case_line, directories, figure_line, heading_line, table_line
from ..model import Case, Figure, Heading, Node, Paragraph, Report, Table
from ..text import cover
from .picture import picture

COMMON = """
body { margin: 0; } p { margin: 0; text-indent: 2em; text-align: justify; } .plain { text-indent: 0; }
.center { text-align: center; text-indent: 0; } .right { text-align: right; text-indent: 0; }
.cover { padding-top: 7cm; } .cover h1 { font-size: 26pt; } .new { break-before: page; }
h1, h2, h3 { break-after: avoid; } h1 { text-align: center; font-size: 17pt; } h2 { font-size: 15pt; }
h3 { font-size: 13pt; } figure { margin: 8pt 0; text-align: center; break-inside: avoid; } img { width: 8cm; }
figcaption { font-size: 10pt; } table { width: 100%; border-collapse: collapse; font-size: 9.5pt; margin: 4pt 0; }
thead { display: table-header-group; } tr { break-inside: avoid; } td, th { padding: 3pt 4pt; text-align: center; }
td.label { text-align: left; } .title { text-align: center; text-indent: 0; font-weight: bold; break-after: avoid; }
.note { font-size: 9pt; text-indent: 0; } .entry { text-indent: 0; text-align: left; } .l2 { padding-left: 1.5em; }
.l3 { padding-left: 3em; } a { color: inherit; text-decoration: none; }
"""
STYLES = {
    "print": """
@page { size: A4; margin: 2.6cm 2.4cm; @top-right { content: "TITLE"; font-size: 8.5pt; }
  @bottom-center { content: "- " counter(page) " -"; font-size: 9pt; } }
@page :first { @top-right { content: none; } @bottom-center { content: none; } }
body { font-family: "Noto Serif CJK SC"; font-size: 12pt; line-height: 1.75; }
h1, h2, h3 { font-family: "Noto Sans CJK SC"; }
@page wide { size: A4 landscape; }
.wide { page: wide; }
td, th { border: 0.5pt solid #333; } th { background: #dde6ef; }
.case { border: 1pt dashed #666; padding: 6pt 10pt; margin: 8pt 0; }
.entry a::after { content: leader('.') target-counter(attr(href), page); }
""",
    "band": """
@page { size: A4; margin: 2.4cm 2.2cm; @top-left { content: "TITLE"; font-size: 8.5pt; }
  @bottom-right { content: counter(page); font-size: 9pt; } }
body { font-family: "Noto Sans CJK SC"; font-size: 11.5pt; line-height: 1.8; }
h1 { text-align: left; color: #124; border-bottom: 2pt solid #124; }
thead th { background: #24476b; color: white; } tbody tr:nth-child(even) { background: #eef2f7; }
.case { background: #fbf5e6; border-radius: 5pt; padding: 8pt 12pt; margin: 8pt 0; }
.entry { display: flex; } .entry .dots { flex: 1; overflow: hidden; white-space: nowrap; }
""",
}


def render_pages(report: Report, layout: str, path: Path) -> None:
    """Print the report from HTML."""
    if layout == "print":
        import weasyprint

        weasyprint.HTML(string=Pages(report, layout, {}).document()).write_pdf(str(path))
        return
    pages: dict[str, int] = {}
    for _ in range(2):
        print_with_chromium(Pages(report, layout, pages).document(), path)
        pages = target_pages(path, list(Pages(report, layout, {}).labels_of_lists()))
    shrink(path)


def print_with_chromium(document: str, path: Path) -> None:
    """Print HTML to PDF with a headless Chromium."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "report.html"
        source.write_text(document, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch}/profile",
             "--no-pdf-header-footer", "--disable-pdf-tagging", f"--print-to-pdf={path.resolve()}", source.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def shrink(path: Path) -> None:
    """Pack the thousand small streams of Chromium's Type 3 fonts."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def target_pages(path: Path, labels: list[str]) -> dict[str, int]:
    """Return the page that each link of the directories leads to, in link order."""
    found: list[int] = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            at, link = ctypes.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
                target = raw.FPDFLink_GetDest(pdf.raw, link)
                found.append(raw.FPDFDest_GetDestPageIndex(pdf.raw, target) + 1)
    return dict(zip(labels, found, strict=True))


class Pages:
    """Writes the nodes of a report as HTML."""

    def __init__(self, report: Report, layout: str, pages: dict[str, int]) -> None:
        self.report, self.layout, self.pages = report, layout, pages
        self.labels: dict[int, str] = {}

    def labels_of_lists(self) -> list[str]:
        """Return the labels in the order in which the directories name them."""
        self.lists()
        return list(self.labels.values())

    def document(self) -> str:
        """Return the whole document."""
        style = COMMON + STYLES[self.layout].replace("TITLE", self.report.front.title)
        lists = self.lists()
        body = "\n".join(self.node(node) for node in self.report.nodes)
        return (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{self.report.front.title}</title>'
            f"<style>{style}</style></head><body>{self.front()}{lists}{body}</body></html>"
        )

    def front(self) -> str:
        """Return cover and declaration."""
        title, *rest = (html.escape(line.text) for line in cover(self.report.front, self.report.dress.gap))
        at = next(i for i, line in enumerate(rest) if "责任声明" in line)
        out = [
            f'<div class="cover"><h1>{title}</h1>',
            *(f'<p class="center">{line}</p>' for line in rest[:at]),
            "</div>",
        ]
        out += [f'<h1 class="new">{rest[at]}</h1>', *(f"<p>{line}</p>" for line in rest[at + 1 : -2])]
        return "".join(out + [f'<p class="right">{line}</p>' for line in rest[-2:]])

    def lists(self) -> str:
        """Return the directories."""
        out: list[str] = []
        for directory in directories(self.report):
            out.append(f'<h1 class="new">{html.escape(directory.title)}</h1>')
            for entry in directory.entries:
                label = self.labels.setdefault(id(entry.node), f"n{len(self.labels)}")
                text = html.escape(entry.line.text)
                if self.layout == "band":
                    text += f'</a><span class="dots">{"." * 160}</span><span>{self.pages.get(label, 0)}</span>'
                    out.append(f'<div class="entry l{entry.level}"><a href="#{label}">{text}</div>')
                else:
                    out.append(f'<p class="entry l{entry.level}"><a href="#{label}">{text}</a></p>')
        return "".join(out)

    def name(self, node: Node) -> str:
        """Return the anchor of a node that a directory names."""
        label = self.labels.get(id(node))
        return f' id="{label}"' if label else ""

    def node(self, node: Node) -> str:
        """Return one node."""
        if isinstance(node, Heading):
            new = ' class="new"' if node.level == 1 else ""
            line = html.escape(heading_line(node, self.report.dress).text)
            return f"<h{node.level}{self.name(node)}{new}>{line}</h{node.level}>"
        if isinstance(node, Paragraph):
            return f"<p>{html.escape(node.body.text)}</p>"
        if isinstance(node, Figure):
            return self.figure(node)
        if isinstance(node, Table):
            return self.table(node)
        return self.case(node)

    def case(self, case: Case) -> str:
        """Return a case in its box."""
        title = html.escape(case_line(case, self.report.dress).text)
        inner = "".join(self.node(piece) for piece in case.body)
        return f'<div class="case"{self.name(case)}><p class="title">{title}</p>{inner}</div>'

    def figure(self, figure: Figure) -> str:
        """Return a picture with its caption."""
        image = base64.b64encode(picture(figure.caption.text).getvalue()).decode()
        caption = html.escape(figure_line(figure, self.report.dress).text)
        note = f'<p class="note center">{html.escape(figure.note.text)}</p>' if figure.note else ""
        return (
            f'<figure{self.name(figure)}><img src="data:image/png;base64,{image}" alt="">'
            f"<figcaption>{caption}</figcaption></figure>{note}"
        )

    def table(self, table: Table) -> str:
        """Return a table with its title and note."""
        title = html.escape(table_line(table, self.report.dress).text)
        widths = table.widths or (1.7, *[1.0] * (len(table.header) - 1))
        columns = "".join(f'<col style="width:{100 * width / sum(widths):.1f}%">' for width in widths)
        head = "".join(f"<th>{html.escape(cell.text)}</th>" for cell in table.header)
        rows = "".join(
            "<tr>"
            + "".join(
                f"<td{' class=label' if c == 1 and table.data else ''}>{html.escape(cell.text)}</td>"
                for c, cell in enumerate(row.cells)
            )
            + "</tr>"
            for row in table.rows
        )
        note = f'<p class="note">{html.escape(table.note.text)}</p>' if table.note else ""
        wide = ' class="wide"' if len(table.rows) > 30 else ""
        return (
            f'<div{wide}><p class="title"{self.name(table)}>{title}</p><table><colgroup>{columns}</colgroup>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}</div>"
        )
