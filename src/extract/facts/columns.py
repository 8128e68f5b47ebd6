"""What the columns of a table hold: numbers of rows, labels, units, periods, values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from extract.late import late
from extract.numerals.figures import fold
from extract.records import Period
from extract.rules.catalogue import Catalogue, fold_label
from extract.rules.tables import Role, TableWords

STOREY = " / "
BRACKET = late(r"[（(]([^（()）]*)[)）]\s*$")
SIGN = late(r"(?<=[^\W\d_])([%％])$")  # 完成预算%
STROKE = late(r"(?<=[^\W\d_])\s*[/／]\s*(?!(?:年|月|日|天|分|小时|分钟)$)([^/／]{1,4})$")  # 占地面积/亩
UNIT_PREFIX = late(r"^(?:计量)?单位[:：]")
INNER_BLANK = late(r"(?<=[^\x00-\x7f])\s+(?!/)|(?<!/)\s+(?=[^\x00-\x7f])")  # 35 岁及以下
SUBORDINATE = late(r"^\s*[（(]?其中[)）]?\s*[:：]?\s*(?=.)")
POINT = late(r"^\s*(?:[#＃·•●○▪■◆◇－—–―-]{1,3})\s*(?=[^\W\d_])")  # before the label of a row under another
STARS = late(r"[*＊]")
NOTE_MARK = late(r"(?:[①-⑳¹²³⁴⁵⁶⁷⁸⁹#＃]|[\[［〔]注?\d{1,2}[\]］〕]|[（(]注\d{0,2}[)）]|注\d{1,2})+$")
BESIDE_VALUES = frozenset({"number", "unit", "period"})
PLAIN = frozenset({"数", "值", "数值", "数据"})  # 上年数: what but a number?
KINDS = frozenset({"threshold", "change", "rate", "rank"})


class PeriodReader(Protocol):
    """Reads the periods of labels."""

    def whole(self, label: str) -> Period | None:
        """Return the period that ``label`` is."""
        ...

    def inside(self, label: str) -> tuple[Period | None, str]:
        """Return the one period that ``label`` names beside other words, and those words."""
        ...


class Head(Struct, frozen=True):
    """A column's label read: parts that enter the path, the last one without its period, unit, period and role."""

    parts: tuple[str, ...]
    name: str = ""
    unit: str | None = None
    period: Period | None = None
    role: Role | None = None


class Block(Struct, frozen=True):
    """Columns that are read together: labels on the left, values on the right (two blocks may stand side by side)."""

    labels: tuple[int, ...]
    values: tuple[int, ...]
    number: int | None = None
    period: int | None = None
    unit: int | None = None


def read_head(label: str, periods: PeriodReader, words: TableWords, catalogue: Catalogue) -> Head:
    """Read a column label, storeys joined by `` / ``."""
    parts: list[str] = []
    name = ""
    unit: str | None = None
    period: Period | None = None
    role: Role | None = None
    for storey in label.split(STOREY):
        text, own = split_unit(storey, catalogue)
        unit = own or unit
        stated = periods.whole(text) if text else None
        under = words.role_under(text, role) if role in KINDS else None
        role = under or words.role_of(text) or role
        if text and not stated and not under:
            inner, name = periods.inside(text) if role not in KINDS else (None, text)
            if inner and name in PLAIN:
                stated, name = inner, ""
            period = inner or period
        if text and not stated:
            parts.append(text)
        period = stated or period
    if period:
        parts = [part for part in parts if words.roles.get(fold_label(part)) not in BESIDE_VALUES]
        role = role if role in KINDS else None
    return Head(tuple(parts), name, unit, period, role)


def split_unit(label: str, catalogue: Catalogue) -> tuple[str, str | None]:
    """Return ``label`` cleaned and without a unit in brackets at its end, and that unit."""
    label = clean_label(label)
    bracket = BRACKET.search(label) or STROKE.search(label) or SIGN.search(label)
    if not bracket:
        return label, None
    unit = fold(UNIT_PREFIX.sub("", bracket.group(1).strip()))
    if not catalogue.is_unit(unit):
        return label, None
    return label[: bracket.start()].rstrip(), unit


def clean_label(label: str) -> str:
    """Return ``label`` without stars, marks of notes, 其中 or a point at its beginning, blanks beside ideographs."""
    bare = INNER_BLANK.sub("", STARS.sub("", label).strip())
    return NOTE_MARK.sub("", SUBORDINATE.sub("", POINT.sub("", bare)))


def split_blocks(heads: Sequence[Head], numeric: Sequence[bool], *, lone: bool = False) -> list[Block]:
    """Return the blocks of a table; a column headed like the first one, right of values, begins a new one.

    ``numeric[c]``: column ``c`` holds numbers.  ``lone``: there is one row, which no number labels.  A table without
    a header is made of labels with their values.
    """
    if len(heads) % 2 == 0 and not any(head.parts or head.period for head in heads):
        return [Block((c,), (c + 1,)) for c in range(0, len(heads), 2)]
    starts = [0]
    for c in range(1, len(heads)):
        again = heads[c].role and heads[c] == heads[starts[0]]
        if (again or repeats_values(heads, numeric, starts[-1], c)) and any(numeric[starts[-1] : c]):
            starts.append(c)
    spans = zip(starts, [*starts[1:], len(heads)], strict=True)
    return [read_block(range(a, b), heads, numeric, lone=lone) for a, b in spans]


def repeats_values(heads: Sequence[Head], numeric: Sequence[bool], start: int, c: int) -> bool:
    """Tell whether column ``c`` holds labels, with the values behind it headed as those behind ``start``."""
    values = heads[start + 1 : c]
    return not (numeric[start] or numeric[c]) and bool(values) and heads[c + 1 : c + 1 + len(values)] == values


def read_block(columns: range, heads: Sequence[Head], numeric: Sequence[bool], *, lone: bool) -> Block:
    """Return the columns of one block by their roles; what stands left of the first values are labels.

    A column of notes (来源) is one of labels where it stands first and nothing else labels the values; so is one
    headed 年份 beside columns of years, and one headed 单位 that stands first: whose values they are.
    """
    place = {role: next((c for c in columns if heads[c].role == role), None) for role in sorted(BESIDE_VALUES)}
    if place["unit"] is not None and place["unit"] == next((c for c in columns if c != place["number"]), None):
        place["unit"] = None
    if place["period"] is not None and any(heads[c].period for c in columns):
        place["period"] = None
    beside = [c for c in columns if c not in place.values()]
    rest = [c for c in beside if heads[c].role != "note"]
    if rest and rest[0] != beside[0] and not numeric[beside[0]] and holds_values(heads[rest[0]], numeric[rest[0]]):
        rest.insert(0, beside[0])
    first = next((at for at, c in enumerate(rest) if holds_values(heads[c], numeric[c], leftmost=at == 0)), len(rest))
    if first == 0 and not lone and place["period"] is None and len(rest) > 1 and not heads[rest[0]].period:
        first = 1
    return Block(tuple(rest[:first]), tuple(rest[first:]), place["number"], place["period"], place["unit"])


def holds_values(head: Head, numeric: bool, *, leftmost: bool = True) -> bool:
    """Tell whether a column holds values: it holds numbers, or its label is a period or names a kind of value."""
    if head.role in ("label", "bearer", "period"):
        return numeric and not leftmost
    return numeric or head.period is not None or head.role in KINDS or head.role == "value"
