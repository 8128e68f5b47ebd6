"""The report as a text file, with the place of every numeral."""

from __future__ import annotations

from dataclasses import dataclass, field

from .dressing import case_line, directories, figure_line, heading_line, joined, table_line
from .model import Case, Figure, Front, Heading, Mark, Node, Paragraph, Report, Rich, Table

LINE, PAGE = 34, 36
"""Characters in a line and lines on a page of the imagined print that the text came from."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A numeral of the text file: its mark with absolute offsets, and the part that it stands in."""

    mark: Mark
    section: str | None
    case: Case | None
    quote: tuple[int, int]


@dataclass(slots=True)
class Composer:
    """Writes a report line by line and keeps the offsets."""

    report: Report
    parts: list[str] = field(default_factory=list)
    length: int = 0
    placed: list[Placed] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    section: str | None = None
    case: Case | None = None
    lines: int = 0
    page: int = 1
    pages: dict[int, int] = field(default_factory=dict)

    def compose(self) -> str:
        """Return the whole text; directories need the body's pages, so the body is laid out once before."""
        draft = Composer(self.report)
        draft.body()
        self.pages = draft.pages
        self.front()
        self.lines, self.page = 0, 1
        self.body()
        return "".join(self.parts)

    def put(self, rich: Rich | str, breaks: dict[int, str] | None = None) -> None:
        """Append a text; ``breaks`` are inserted before the characters at their keys."""
        rich = joined(rich) if isinstance(rich, str) else rich
        breaks = breaks or {}
        offsets: list[int] = []
        for i, char in enumerate(rich.text):
            for piece in filter(None, (breaks.get(i), char)):
                self.parts.append(piece)
                self.length += len(piece)
            offsets.append(self.length - 1)
        for mark in rich.marks:
            where = Mark(offsets[mark.start], offsets[mark.end - 1] + 1, mark.cls, mark.accepted, mark.optional,
                         mark.claims, offsets[mark.raw_end - 1] + 1,
                         offsets[mark.start] - offsets[mark.start - mark.lead])  # fmt: skip
            self.placed.append(Placed(where, self.section, self.case, sentence(rich.text, mark, offsets)))
        self.plain += [offsets[i] for i in rich.plain]

    def end(self, lines: int = 1) -> None:
        """End the line; ``lines`` > 1 leaves blank ones."""
        self.parts.append("\n" * lines)
        self.length += lines

    def take(self, height: int) -> bool:
        """Claim ``height`` lines of the page; True where they opened a new one."""
        if self.lines + height > PAGE:
            self.page, self.lines = self.page + 1, height
            return True
        self.lines += height
        return False

    def front(self) -> None:
        """Write cover, declaration and directories."""
        front = self.report.front
        self.end(3)
        for line in cover(front, self.report.dress.gap):
            self.put(line)
            self.end(2)
        for directory in directories(self.report):
            self.put(directory.title)
            self.end(2)
            for entry in directory.entries:
                self.put(
                    joined(entry.line, self.report.dress.leader, (str(self.pages[id(entry.node)]), "directory_page"))
                )
                self.end()
            self.end()

    def body(self) -> None:
        """Write the nodes in order."""
        for node in self.report.nodes:
            self.node(node)

    def node(self, node: Node) -> None:
        """Write one node."""
        if isinstance(node, Heading):
            self.heading(node)
        elif isinstance(node, Paragraph):
            self.paragraph(node.body)
        elif isinstance(node, Figure):
            self.figure(node)
        elif isinstance(node, Table):
            self.table(node)
        else:
            self.boxed(node)

    def heading(self, heading: Heading) -> None:
        """Write a heading and enter its section."""
        self.section = heading.number or heading.title.text
        if heading.level == 1 and self.lines:
            self.take(PAGE)
            self.lines = 0
        self.take(4)
        self.pages[id(heading)] = self.page
        self.put(heading_line(heading, self.report.dress))
        self.end(2)

    def paragraph(self, rich: Rich) -> None:
        """Write a paragraph in the manner of the text dress."""
        wrapped = self.report.dress.text == "wrapped"
        height = -(-(len(rich.text) + 2) // LINE)
        room = PAGE - self.lines
        breaks: dict[int, str] = {}
        if self.take(height) and not wrapped and room > 2:
            cut = fair_cut(rich, room * LINE - 2)
            breaks = {cut: "\n\n"} if cut else {}
            self.lines = height - room
        if wrapped:
            breaks = dict.fromkeys(wrap_points(rich.text), "\n")
            rich = joined("　　", rich)
            breaks = {i + 2: piece for i, piece in breaks.items()}
        self.put(rich, breaks)
        self.end(1 if wrapped else 2)

    def boxed(self, case: Case) -> None:
        """Write a case with its figures."""
        self.case = case
        self.take(3)
        self.pages[id(case)] = self.page
        self.put(case_line(case, self.report.dress))
        self.end(2)
        for inner in case.body:
            self.node(inner)
        self.case = None

    def figure(self, figure: Figure) -> None:
        """Write a caption below the gap that the picture left."""
        if self.report.dress.text == "paged":
            self.end()
        self.take(10)
        self.pages[id(figure)] = self.page
        self.put(figure_line(figure, self.report.dress))
        self.end(2)
        if figure.note:
            self.put(figure.note)
            self.end(2)

    def table(self, table: Table) -> None:
        """Write a table, cells apart by tabs; a long one prints its header again on the next page."""
        self.take(4)
        self.pages[id(table)] = self.page
        self.put(table_line(table, self.report.dress))
        self.end(2)
        self.row(table.header)
        for row in table.rows:
            if self.take(1):
                self.end()
                self.row(table.header)
            self.row(row.cells)
        self.end()
        if table.note:
            self.put(table.note)
            self.end(2)

    def row(self, cells: tuple[Rich, ...]) -> None:
        """Write one row."""
        for at, cell in enumerate(cells):
            self.put(joined("\t" if at else "", cell))
        self.end()


def cover(front: Front, gap: str) -> list[Rich]:
    """Return the lines of cover and declaration."""
    from .markup import Marks

    decode = Marks().decode
    lines = (front.title, front.printed_year, front.cover_month, "内容真实性责任声明", *front.declaration,
             f"单位名称（盖章）：{front.issuer}", front.declared_printed)  # fmt: skip
    return [decode(line, gap) for line in lines if line]


def fair_cut(rich: Rich, about: int) -> int | None:
    """Return where a page may cut a paragraph: no numeral cut, and not where it could seem to end."""
    barred = {i for mark in rich.marks for i in range(mark.start, max(mark.end, mark.raw_end) + 1)}
    for at in range(min(about, len(rich.text) - 4), 12, -1):
        before, after = rich.text[at - 1], rich.text[at]
        if at not in barred and before not in "。！？：；，、 ”》）" and after not in "。，；、：”》） （《“":
            return at
    return None


def wrap_points(text: str) -> list[int]:
    """Return where a paragraph wraps, two characters indented, no number or closing mark torn."""
    points: list[int] = []
    start = -2
    for at in range(1, len(text)):
        if at - start < LINE:
            continue
        if text[at] in "。，；、：”》）％% " or (text[at].isascii() and text[at - 1].isascii()):
            continue
        points.append(at)
        start = at
    return points


def sentence(text: str, mark: Mark, offsets: list[int]) -> tuple[int, int]:
    """Return the absolute span of the sentence round a mark."""
    start = max(text.rfind(stop, 0, mark.start) for stop in "。；！？") + 1
    ends = [at for at in (text.find(stop, mark.raw_end) for stop in "。；！？") if at >= 0]
    return offsets[start], offsets[min(ends, default=len(text)) - 1] + 1
