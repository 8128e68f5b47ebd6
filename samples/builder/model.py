"""A described report: rich text whose numerals carry their meaning, and the nodes of its body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal


class DescriptionError(Exception):
    """The description says something that the truth cannot be written from."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a numeral of the prose states; ``None`` in period and entity means the place's own.

    ``value`` is None for a range.  ``canonical`` is free of 万, 亿, 成, 倍.
    """

    indicator: str
    value: Decimal | None
    unit: str | None
    canonical_value: Decimal | None
    canonical_unit: str | None
    kind: str = "level"
    hedge: str | None = None
    direction: str | None = None
    aspect: str = "actual"
    proviso: str | None = None
    period: str | None = None
    entity: str | None = None
    scope: str | None = None
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A numeral of a text: its span, its class, other classes to accept, and the claims on ``raw``.

    ``raw`` ends at ``raw_end`` and begins ``lead`` characters before the numeral (第 in 第二名).
    """

    start: int
    end: int
    cls: str
    accepted: tuple[str, ...] = ()
    optional: bool = False
    claims: tuple[Claim, ...] = ()
    raw_end: int = 0
    lead: int = 0

    def shift(self, by: int) -> Mark:
        """Return the mark ``by`` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by, raw_end=self.raw_end + by)


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with all its numerals marked; ``plain`` are numeral characters of mere words."""

    text: str
    marks: tuple[Mark, ...] = ()
    plain: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: canonical number (None: unnumbered), title, depth from 1."""

    number: str | None
    title: Rich
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose."""

    body: Rich


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its caption and, where printed, its source note."""

    number: str
    caption: Rich
    note: Rich | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row as printed, with what its cells state.

    ``path`` are the labels from outermost in (national form), ``facts`` one dict per numeric cell.
    """

    cells: tuple[Rich, ...]
    path: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    facts: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``data`` marks one of the national form; ``years`` are the columns' years there."""

    number: str
    title: Rich
    header: tuple[Rich, ...]
    rows: tuple[Row, ...]
    note: Rich | None = None
    data: bool = False
    years: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its prose, figures and tables; ``entity`` is whom it speaks of; some print no number."""

    number: str | None
    title: Rich
    body: tuple[Paragraph | Figure | Table, ...]
    entity: str | None = None
    entities: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What other records call the case: its number, else its title."""
        return self.number or self.title.text


Node = Heading | Paragraph | Figure | Table | Case


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the body, and the facts about the report that it states."""

    title: str
    entity: str
    issuer: str
    year: int
    printed_year: str
    cover_month: str
    published: str
    declaration: tuple[str, ...]
    declared_printed: str
    declared: str
    period: tuple[str, str]
    level: str


@dataclass(frozen=True, slots=True)
class Dress:
    """How the report prints what is canonical in the truth; ``group``: 12,310 for 12310."""

    gap: str = " "
    headings: tuple[str, str, str] = ("1. ", "1.1 ", "1.1.1 ")
    case: str = "案例 {number} {title}"
    table: str = "表 {number} {title}"
    figure: str = "图 {number} {caption}"
    directory: str = "目 录"
    lists: bool = True
    text: str = "paged"
    leader: str = "....."
    group: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready to be composed."""

    name: str
    front: Front
    dress: Dress
    nodes: tuple[Node, ...]
    layouts: Sequence[str] = field(default_factory=tuple)

    def placed(self) -> Iterator[tuple[Node, Heading | None, Case | None]]:
        """Yield every node, those inside cases too, with its innermost heading and its case."""
        heading: Heading | None = None
        for node in self.nodes:
            heading = node if isinstance(node, Heading) else heading
            yield node, heading, None
            if isinstance(node, Case):
                for inner in node.body:
                    yield inner, heading, node
