"""The words that a template can use: each prints a figure and remembers what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .figures import Books, rounded, truncated
from .markup import Marks
from .model import Claim, DescriptionError

SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000), "成": Decimal(10), "倍": Decimal(100)}
HEDGES = {
    "approx": "约 大约 近",
    "gt": "超 超过 逾 突破",
    "ge": "不少于 至少 不低于 ≥",
    "lt": "不足",
    "le": "不超过 不高于 ≤",
}
HEDGES_BEFORE = {word: hedge for hedge, words in HEDGES.items() for word in words.split()}
DURATIONS = {"天", "周", "个月", "小时", "分钟", "年"}
HEDGES_BEHIND = {"余": "gt", "多": "gt", "以上": "ge", "以内": "le"}
RAW = re.compile(
    r"(?:百分之)?(?P<number>[0-9][0-9,.]*|[零一二两三四五六七八九十百千万]+)(?P<scale>[万亿成倍]?)(?P<mid>[余多]?)"
    r"(?P<late>[万亿]?)(?P<unit>[^0-9]*?)(?P<end>以上|以内)?$"
)
ROUNDING = {"rounded": rounded, "truncated": truncated}


def printed(value: Decimal) -> str:
    """Return a number as printed: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rescaled(value: Decimal | None, unit: str | None, scale: str, points: bool) -> tuple[Decimal | None, str | None]:
    """Return value and unit without scale word, as the contract wants them."""
    if points:
        return value, "百分点"
    if scale in {"成", "倍"}:
        return (None if value is None else value * SCALES[scale]), "%"
    return (None if value is None else value * SCALES[scale]), unit


@dataclass(slots=True)
class Pen:
    """Writes the figures of ``books`` for the report of ``year`` and keeps a mark for each."""

    books: Books
    year: int
    marks: Marks
    group: bool = False

    def n(self, key: str, off: int = 0, *, hedge: str = "", name: str = "", **meaning: Any) -> str:
        """Print a figure with its unit: ``off`` years before or after the report's."""
        entry = self.books[key]
        value = entry.values[self.year + off]
        meaning.setdefault("kind", {"%": "share", ":1": "ratio"}.get(entry.unit, "level"))
        return self._say(value, entry.unit, name or entry.name, hedge=hedge, off=off, **meaning)

    def scaled(
        self,
        key: str,
        scale: str,
        places: int,
        off: int = 0,
        *,
        hedge: str = "",
        mode: str = "rounded",
        name: str = "",
        **meaning: Any,
    ) -> str:
        """Print a figure in 万 or 亿 of its unit, rounded or truncated."""
        entry = self.books[key]
        value, unit = entry.values[self.year + off], entry.unit
        if unit == "万元":
            value, unit = value * 10_000, "元"
        value = ROUNDING[mode](value / SCALES[scale], places)
        return self._say(value, unit, name or entry.name, scale=scale, hedge=hedge, off=off, **meaning)

    def over(self, key: str, step: int, hedge: str = "超", off: int = 0, **meaning: Any) -> str:
        """Print the round number just below a figure: 超 8800 人, 8800 余人, 8800 人以上."""
        entry = self.books[key]
        low = entry.values[self.year + off] // step * step
        if low == entry.values[self.year + off]:
            raise DescriptionError(f"{key} is not over {low}")
        if hedge in HEDGES_BEHIND:
            return self._say(low, entry.unit, entry.name, behind=hedge, off=off, **meaning)
        return self._say(low, entry.unit, entry.name, hedge=hedge, off=off, **meaning)

    def nearly(self, key: str, step: int, off: int = 0, **meaning: Any) -> str:
        """Print the round number just above a figure: 近 9000 人."""
        entry = self.books[key]
        high = -(-entry.values[self.year + off] // step) * step
        return self._say(high, entry.unit, entry.name, hedge="近", off=off, **meaning)

    def change(
        self,
        key: str,
        up: str = "增加",
        down: str = "减少",
        same: str = "保持不变",
        *,
        off: int = 0,
        name: str = "",
        gap: str = "",
        points: bool = False,
        **meaning: Any,
    ) -> str:
        """Print the change against the year before, its verb chosen by its sign."""
        entry = self.books[key]
        by = entry.values[self.year + off] - entry.values[self.year + off - 1]
        if not by:
            return same
        unit = "个百分点" if points or entry.unit == "%" else "" if entry.unit == ":1" else entry.unit
        verb, direction = (up, "up") if by > 0 else (down, "down")
        if "新增" in verb:
            meaning.setdefault("kinds", ["level"])
        return (
            verb
            + gap
            + self._say(abs(by), unit, name or entry.name, kind="change", direction=direction, off=off, **meaning)
        )

    def rate(
        self,
        key: str,
        up: str = "增长",
        down: str = "下降",
        places: int = 2,
        mode: str = "rounded",
        *,
        off: int = 0,
        name: str = "",
        **meaning: Any,
    ) -> str:
        """Print the rate of change against the year before."""
        entry = self.books[key]
        old, new = entry.values[self.year + off - 1], entry.values[self.year + off]
        if old == new:
            raise DescriptionError(f"{key} did not change in {self.year + off}")
        value = ROUNDING[mode](abs(new - old) / old * 100, places)
        verb, direction = (up, "up") if new > old else (down, "down")
        return verb + self._say(
            value, "%", name or entry.name, kind="change_rate", direction=direction, off=off, **meaning
        )

    def share(
        self, part: str, whole: str, name: str, places: int = 2, mode: str = "rounded", off: int = 0, **meaning: Any
    ) -> str:
        """Print a part's share of a whole in percent."""
        value = self.books.value(part, self.year + off) / self.books.value(whole, self.year + off) * 100
        return self._say(ROUNDING[mode](value, places), "%", name, kind="share", off=off, **meaning)

    def q(
        self, raw: str, name: str, *, hedge: str = "", value: Any = None, unit: str | None = None, **meaning: Any
    ) -> str:
        """Print a literal figure that is in no books: ``q('260余人', '参观学生人数')``."""
        raw = re.sub(r"\d{4,}", lambda digits: self.number(Decimal(digits[0])), raw)
        found = RAW.match(raw)
        if not found:
            raise DescriptionError(f"not a quantity: {raw!r}")
        number = Decimal(str(value)) if value is not None else Decimal(found["number"].replace(",", ""))
        scale = found["scale"] + found["late"]
        meaning.setdefault("behind_hedge", HEDGES_BEHIND.get(found["mid"] or found["end"] or ""))
        return self._claim(raw, number, unit or found["unit"], name, scale=scale, hedge=hedge, **meaning)

    def span(self, raw: str, unit: str, name: str, **meaning: Any) -> str:
        """Print a range such as 8—10 名: its value is null."""
        return self._claim(raw, None, unit, name, **meaning)

    def parts(self, raw: str, names: list[str], values: list[Any], **meaning: Any) -> str:
        """Print a ratio of several shares such as 8.8:43.5:47.7."""
        period = meaning.pop("period", None)
        claims = tuple(
            Claim(name, Decimal(str(value)), "%", Decimal(str(value)), "%", kind="ratio", period=period, **meaning)
            for name, value in zip(names, values, strict=True)
        )
        return self.marks.wrap(raw, "ratio", claims)

    def rank(self, raw: str, value: int, name: str, **meaning: Any) -> str:
        """Print a rank such as 第二名."""
        claim = self._meaning(Decimal(value), "名", name, kind="rank", **meaning)
        return self.marks.wrap(raw, "rank", (claim,), ("ordinal",))

    def x(self, text: str, cls: str, *accepted: str) -> str:
        """Print a numeral that states nothing, with its class."""
        return self.marks.wrap(text, cls, (), accepted)

    def y(self, off: int = 0) -> str:
        """Print a year counted from the report's."""
        return f"{self.year + off}"

    def ay(self, off: int = 0, dash: str = "—") -> str:
        """Print the academic year that ends in a year counted from the report's."""
        return f"{self.year + off - 1}{dash}{self.year + off}"

    def c(self, key: str, off: int = 0, behind: str = "", *, name: str = "", unit: str = "", **meaning: Any) -> str:
        """Print a figure as a table cell: the number alone."""
        entry = self.books[key]
        value, unit = entry.values[self.year + off], unit or entry.unit
        text = self.number(value) + (":1" if unit == ":1" else "") + behind
        meaning.setdefault("kind", "ratio" if unit == ":1" else "level")
        meaning.setdefault("kinds", ["share"] if unit == "%" else [])
        claim = self._meaning(value, unit, name or entry.name, off=off, **meaning)
        return self.marks.wrap(text, "table_cell", (claim,))

    def cq(self, raw: str, value: Any, unit: str, name: str, **meaning: Any) -> str:
        """Print a literal table cell."""
        return self.marks.wrap(raw, "table_cell", (self._meaning(Decimal(str(value)), unit, name, **meaning),))

    def cdiff(self, key: str, arrows: tuple[str, str] = (" ↑", " ↓"), none: str = "--", **meaning: Any) -> str:
        """Print a change as a table cell with an arrow behind it."""
        entry = self.books[key]
        by = entry.values[self.year] - entry.values[self.year - 1]
        if not by:
            return none
        text = self.number(abs(by)) + (arrows[0] if by > 0 else arrows[1])
        claim = self._meaning(
            abs(by), entry.unit, entry.name, kind="change", direction="up" if by > 0 else "down", **meaning
        )
        return self.marks.wrap(text, "table_cell", (claim,))

    def words(self) -> dict[str, Any]:
        """Return what a template may call."""
        names = (
            "n",
            "rank",
            "scaled",
            "over",
            "nearly",
            "change",
            "rate",
            "share",
            "q",
            "span",
            "parts",
            "x",
            "y",
            "ay",
        )
        return {name: getattr(self, name) for name in (*names, "c", "cq", "cdiff")} | {
            "year": self.year,
            "v": self._value,
            "number": lambda value: self.number(Decimal(value)),
        }

    def _value(self, key: str, off: int = 0) -> Decimal:
        return self.books.value(key, self.year + off)

    def number(self, value: Decimal) -> str:
        """Return a number as this report prints it, with thousands separators where it has the habit."""
        text = printed(value)
        whole = str(int(value))
        return f"{int(value):,}{text.removeprefix(whole)}" if self.group else text

    def _say(
        self,
        value: Decimal,
        unit: str,
        name: str,
        *,
        scale: str = "",
        behind: str = "",
        **meaning: Any,
    ) -> str:
        tail = behind if behind in {"以上", "以内"} else ""
        mid = behind if behind in {"余", "多"} else ""
        raw = f"{self.number(value)}{mid}{scale}{unit}{tail}"
        meaning["behind_hedge"] = HEDGES_BEHIND.get(behind)
        return self._claim(raw, value, unit, name, scale=scale, **meaning)

    def _claim(
        self,
        raw: str,
        value: Decimal | None,
        unit: str | None,
        name: str,
        *,
        hedge: str = "",
        cls: str = "",
        accepted: tuple[str, ...] = (),
        optional: bool = False,
        **meaning: Any,
    ) -> str:
        claim = self._meaning(value, unit, name, hedge=hedge, optional=optional, **meaning)
        cls = cls or {"change": "change", "change_rate": "change", "ratio": "ratio", "rank": "rank",
                      "threshold": "threshold"}.get(claim.kind, "quantity")  # fmt: skip
        if claim.kind in {"threshold", "level"} and unit in DURATIONS:
            accepted = (*accepted, "duration")
        if claim.kind == "threshold" or "level" in claim.kinds:
            accepted = (*accepted, "quantity")
        if raw.startswith("一"):
            accepted = (*accepted, "other")
        return hedge + self.marks.wrap(raw, cls, (claim,), accepted)

    def _meaning(
        self,
        value: Decimal | None,
        unit: str | None,
        name: str,
        *,
        scale: str = "",
        hedge: str = "",
        behind_hedge: str | None = None,
        off: int = 0,
        period: str | None = None,
        kind: str = "level",
        **meaning: Any,
    ) -> Claim:
        canonical, canonical_unit = rescaled(value, unit, scale, unit == "个百分点")
        return Claim(
            indicator=name,
            value=value,
            unit=f"{scale}{unit}" if scale in {"万", "亿"} else unit or scale or None,
            canonical_value=canonical,
            canonical_unit=canonical_unit,
            kind=kind,
            hedge=behind_hedge or HEDGES_BEFORE.get(hedge),
            period=str(self.year + off) if off and period is None else period,
            **{key: tuple(item) if isinstance(item, list) else item for key, item in meaning.items()},
        )
