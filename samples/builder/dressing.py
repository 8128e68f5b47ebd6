"""How headings, cases and captions print: the dress of a report, shared by every layout."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Case, Dress, Figure, Heading, Mark, Report, Rich, Table

CHINESE = "零一二三四五六七八九十"


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
    last = int(heading.number.rpartition(".")[2])
    style = dress.headings.split(" / ")[heading.level - 1]
    number = {"一": chinese(last), "章": chinese(last), "节": heading.number, "（": chinese(last)}.get(
        style[0] if style[0] in "一（" else "章" if style.startswith("第一章") else "", heading.number
    )
    if style in {"1.", "1．"} and heading.level == 3:
        number = str(last)
    if "１" in style:
        number = number.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    shape = {
        "一、": "一、{title}",
        "（一）": "（一）{title}",
        "第一章": "第一章 {title}",
        "1.": "1. {title}",
        "1．": "1．{title}",
    }.get(style)
    if shape is None:
        return joined((number, "heading_no"), "" if style.endswith("_") else " ", heading.title)
    before, _, after = shape.partition("一" if "一" in shape else "1")
    lead, _, tail = after.partition("{title}")
    return joined(before, (number, "heading_no"), lead, heading.title, tail)


def case_line(case: Case, dress: Dress) -> Rich:
    """Return a case heading as printed."""
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
