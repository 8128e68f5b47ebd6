"""How headings, cases and captions print: the dress of a report, shared by every layout."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .model import Case, DescriptionError, Dress, Figure, Heading, Mark, Report, Rich, Table

CHINESE = "零一二三四五六七八九十"
SAMPLE = re.compile(r"一|[1１](?:[.．][1１])*")
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def chinese(number: int) -> str:
    """Return 1–99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else CHINESE[tens] + "十"
    return head + (CHINESE[ones] if ones else "") or CHINESE[0]


def joined(*pieces: str | Rich | tuple[str, str]) -> Rich:
    """Return one rich text from plain strings, rich texts and (numeral, class) pairs."""
    text, marks, plain = "", [], []
    for piece in pieces:
        if isinstance(piece, Rich):
            marks += [mark.shift(len(text)) for mark in piece.marks]
            plain += [len(text) + i for i in piece.plain]
            text += piece.text
        elif isinstance(piece, tuple):
            marks.append(Mark(len(text), len(text) + len(piece[0]), piece[1], (), False, (), len(text) + len(piece[0])))
            text += piece[0]
        else:
            text += piece
    return Rich(text, tuple(marks), tuple(plain))


def filled(pattern: str, number: str, cls: str, title: Rich) -> Rich:
    """Return ``pattern`` with its ``{number}`` (``{dotted}`` 2.1, ``{dashed}`` 2—1) and ``{title}`` filled."""
    for name, dash in (("{dotted}", "."), ("{dashed}", "—")):
        if name in pattern:
            pattern, number = pattern.replace(name, "{number}"), number.replace("-", dash)
    before, _, rest = pattern.partition("{number}")
    between, _, after = rest.partition("{title}")
    return joined(before, (number, cls), between, title, after)


def heading_line(heading: Heading, dress: Dress) -> Rich:
    """Return a heading as printed."""
    if heading.number is None:
        title = heading.title
        return joined(f"{title.text[0]} {title.text[1]}") if len(title.text) == 2 else title
    style = dress.headings[heading.level - 1]
    sample = SAMPLE.search(style)
    if not sample:
        raise DescriptionError(f"a heading style shows its number by 一, 1, 1.1 or １．１: {style!r}")
    last = heading.number.rpartition(".")[2]
    number = chinese(int(last)) if sample.group() == "一" else last if len(sample.group()) == 1 else heading.number
    if "１" in style:
        number = number.translate(WIDE)
    return joined(style[: sample.start()], (number, "heading_no"), style[sample.end() :], heading.title)


def case_line(case: Case, dress: Dress) -> Rich:
    """Return a case heading as printed: numbered 2-1, 2.1, 2—1, in series 一 二 三, or not at all."""
    if case.number is None:
        before, _, after = dress.case.partition("{title}")
        return joined(before, case.title, after)
    if "{serial}" in dress.case:
        return filled(dress.case.replace("{serial}", "{number}"), chinese(int(case.number)), "case_no", case.title)
    return filled(dress.case, case.number, "case_no", case.title)


def table_line(table: Table, dress: Dress) -> Rich:
    """Return a table title as printed."""
    return filled(dress.table, table.number, "table_no", table.title)


def figure_line(figure: Figure, dress: Dress) -> Rich:
    """Return a figure caption as printed."""
    return filled(dress.figure.replace("{caption}", "{title}"), figure.number, "figure_no", figure.caption)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a directory: what it names, its printed text, and the node that it points to."""

    kind: str
    number: str | None
    title: str
    line: Rich
    node: Heading | Case | Table | Figure
    level: int = 1


@dataclass(frozen=True, slots=True)
class Directory:
    """One list of the front matter."""

    title: str
    entries: tuple[Entry, ...]


def directories(report: Report) -> list[Directory]:
    """Return the lists of the front matter: sections with the data tables, then cases, tables and figures."""
    dress = report.dress
    main: list[Entry] = []
    cases: list[Entry] = []
    tables: list[Entry] = []
    figures: list[Entry] = []
    for node, _, _ in report.placed():
        if isinstance(node, Heading) and node.title.text != "前言":
            line = heading_line(node, dress)
            main.append(Entry("section", node.number, node.title.text, line, node, node.level))
        elif isinstance(node, Case):
            cases.append(Entry("case", node.number, node.title.text, case_line(node, dress), node))
        elif isinstance(node, Table):
            entry = Entry("table", node.number, node.title.text, table_line(node, dress), node, 2)
            (main if node.data else tables).append(entry)
        elif isinstance(node, Figure):
            figures.append(Entry("figure", node.number, node.caption.text, figure_line(node, dress), node))
    lists = [Directory(dress.directory, tuple(main))]
    if dress.lists:
        lists += [Directory("案例目录", tuple(cases)), Directory("表目录", tuple(tables)),
                  Directory("图目录", tuple(figures))]  # fmt: skip
    return [one for one in lists if one.entries]
