"""The indicators of the genre and the national forms that ask for them: the model of ``patterns/catalogue/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple

from msgspec import field

from extract.data import Data, WordList
from extract.late import late
from extract.rules.tiers import Tiers

# One printed sign for several: brackets, colons and digits of full width, and what a label carries beside its words.
DROPPED = dict.fromkeys(map(ord, " \t\r\n\u3000\u00a0\"'“”‘’「」『』＊*的"))
FOLDED = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | DROPPED
SUBORDINATE = "其中"
MARGIN = 12  # signs that a name may carry beside its words
Index = dict[str, dict[str, list[str]]]
OWN_LABEL, ALIAS = 4, 3
ENUMERATOR = late(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.、)](?!\d)|\([\d一二三四五六七八九十]{1,3}\)|[①-⑳]|[一二三四五六七八九十]{1,3}、)(?=..)"
)
PROVINCE = late(r"(?!.外)[^\W\d_a-zA-Z]{2,3}(?=省.)")


class Part(NamedTuple):
    """The whole that an indicator is part of; ``sum``: the parts of one partition make it up."""

    whole: str
    kind: Literal["sum", "subset"]
    partition: str = ""


class Indicator(Data, frozen=True):
    """What a figure means: its stable code, names, units, kind of time and ties to other indicators.

    ``units``: the usual one first, without 万 or 亿.  ``tabled`` names tell it as labels of tables only: in prose
    they are too common.  ``denominators`` are all that a ratio admits.
    """

    code: str
    name: str
    units: WordList = field(name="unit")
    time: Literal["instant", "span"]
    good: Literal["up", "down", "none"] = "none"
    aliases: WordList = field(default=WordList(), name="also")
    tabled: WordList = WordList()
    part_of: str | None = None
    adds_to: WordList = WordList()
    under: WordList = WordList()
    numerators: WordList = field(default=WordList(), name="numerator")
    denominators: WordList = WordList()

    @property
    def part(self) -> Part | None:
        """The whole, with the kind of belonging."""
        if self.adds_to:
            return Part(self.adds_to[0], "sum", " ".join(self.adds_to[1:]))
        return Part(self.part_of, "subset") if self.part_of else None

    @property
    def related(self) -> tuple[str, ...]:
        """Codes of all other indicators that this one names."""
        return (*self.numerators, *self.denominators, *self.under, *([self.part.whole] if self.part else ()))


class Row(Data, frozen=True):
    """One row of a national form: labels from the outermost in, unit as printed, and who fills it in when."""

    indicator: str
    path: tuple[str, ...]
    unit: str
    sector: Literal["secondary", "higher"] | None = None
    since: int | None = None
    until: int | None = None

    def in_force(self, year: int | None, sector: Literal["secondary", "higher"]) -> bool:
        """Tell whether the form of ``year`` asks schools of ``sector`` for this row."""
        if self.sector not in (None, sector):
            return False
        return year is None or (self.since or 0) <= year <= (self.until or 9999)


SECTORS: Mapping[str, Literal["secondary", "higher"]] = {"中职": "secondary", "高职": "higher"}


def parse_row(indicator: str, text: str) -> Row:
    """Read ``path > path | unit | 高职 2022-``; raises ValueError."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in (2, 3):
        raise ValueError(f"{indicator}: {text!r} is not «labels | unit» or «labels | unit | limits»")
    limits: dict[str, Any] = {}
    for word in parts[2].split() if len(parts) == 3 else ():
        if word in SECTORS:
            limits["sector"] = SECTORS[word]
        else:
            since, dash, until = word.partition("-")
            if not dash:
                raise ValueError(f"{indicator}: {word!r} is neither 中职, 高职 nor a span of years such as 2022-")
            limits |= {"since": int(since) if since else None, "until": int(until) if until else None}
    path = tuple(label.strip() for label in parts[0].split(" > "))
    return Row(indicator=indicator, path=path, unit=parts[1], **limits)


class Rows(tuple[Row, ...]):
    """The rows of a form in printed order, written as a mapping of indicators to what ``parse_row`` reads."""

    __slots__ = ()

    @classmethod
    def read(cls, value: Any) -> Rows:
        """Return what is written as rows; raises ValueError."""
        if not isinstance(value, dict):
            raise ValueError("Expected a mapping of codes to «labels | unit»")
        return cls(parse_row(code, text) for code, text in value.items())


class Form(Data, frozen=True, kw_only=True):
    """A national data table: its names and rows in printed order, all editions together."""

    code: str
    name: str
    aliases: WordList = field(default=WordList(), name="also")
    rows: Rows


class LabelWords(Data, frozen=True):
    """How printed labels are brought to the names of the catalogue; ``stock``: what any text of the genre may say."""

    families: tuple[WordList, ...] = ()
    measures: WordList = WordList()
    scopes: WordList = WordList()
    per: WordList = WordList()
    stock: WordList = WordList()
    tiers: Tiers = Tiers()


class Catalogue(Data, frozen=True):
    """All known indicators, the national forms, and the words that lead from a label to an indicator."""

    indicators: dict[str, Indicator] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    words: LabelWords = LabelWords()

    def check_codes(self) -> None:
        """Raise ValueError for a code that no indicator has."""
        named = [(code, other) for code, indicator in self.indicators.items() for other in indicator.related]
        named += [(form.code, row.indicator) for form in self.forms.values() for row in form.rows]
        for owner, code in named:
            if code not in self.indicators:
                raise ValueError(f"{owner} names {code}, which {self.tell_unknown(code)}")

    def tell_unknown(self, code: str) -> str:
        """Return what is wrong with a ``code`` that no indicator has, and which one is like it."""
        from difflib import get_close_matches

        like = get_close_matches(code, self.indicators, 1)
        return f"is no indicator of the catalogue; {f'is {like[0]} meant?' if like else 'give it an entry there'}"

    @cached_property
    def family(self) -> dict[str, str]:
        """Each known unit with the first of its family; one that no family names is its own."""
        own = {unit: unit for indicator in self.indicators.values() for unit in indicator.units}
        return own | {unit: family[0] for family in self.words.families for unit in family}

    @cached_property
    def index(self) -> Index:
        """Stem of a name → family of units → codes."""
        return self.index_of(
            (indicator, (indicator.name, *indicator.aliases)) for indicator in self.indicators.values()
        )

    @cached_property
    def table_index(self) -> Index:
        """The same for the names that tell an indicator as labels of tables only."""
        return self.index_of((indicator, indicator.tabled) for indicator in self.indicators.values())

    def index_of(self, named: Iterable[tuple[Indicator, Iterable[str]]]) -> Index:
        """Return the stems of the names of each indicator."""
        index: Index = {}
        for indicator, names in named:
            families = dict.fromkeys(self.unit_family(unit) for unit in indicator.units)
            stems = [*map(self.stem, names)]
            for stem in dict.fromkeys((*stems, *map(loosen, stems))):
                for family in families:
                    index.setdefault(stem, {}).setdefault(family, []).append(indicator.code)
        return index

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The scopes, longest first."""
        return tuple(sorted(self.words.scopes, key=lambda scope: (-len(scope), scope)))

    def unit_family(self, unit: str | None) -> str:
        """Return the first unit of the family of ``unit``, which is free of 万 and 亿."""
        return self.family.get(unit or "", unit or "")

    def canonical_unit(self, unit: str | None) -> str | None:
        """Return a printed unit without 万 or 亿, None for a dash or nothing."""
        folded = fold_label(unit or "").strip("-—–/－")
        rest = folded.lstrip("百千万亿")
        return (rest if folded not in self.family and rest in self.family else folded) or None

    def is_unit(self, printed: str) -> bool:
        """Tell whether ``printed`` is a known unit, or one of something known (人/班, 元/课时)."""
        canonical = self.canonical_unit(printed) or ""
        counted, _, base = canonical.replace("／", "/").rpartition("/")
        return canonical in self.family or (counted in self.family and base in self.words.per)

    @cached_property
    def form_stems(self) -> dict[str, list[dict[str, int]]]:
        """For each row of each form the stems that its printed label may have, the form's own words weighing most."""
        return {code: [self.row_stems(row) for row in form.rows] for code, form in self.forms.items()}

    def row_stems(self, row: Row) -> dict[str, int]:
        """Return the stems that a printed label of ``row`` may have, with their weights."""
        indicator = self.indicators[row.indicator]
        names = (indicator.name, *indicator.aliases, *indicator.tabled)
        stems = dict.fromkeys(map(self.stem, names), ALIAS)
        return {**stems, self.stem(row.path[-1]): OWN_LABEL}

    def same_kind(self, one: str | None, other: str | None) -> bool:
        """Tell whether figures in the two units can be of the same thing; no unit goes with any."""
        return not one or not other or self.unit_family(one) == self.unit_family(other)

    def stem(self, label: str) -> str:
        """Return ``label`` folded and without the measure word at its end (毕业生人数 → 毕业生)."""
        folded = ENUMERATOR.sub("", fold_label(label))
        for measure in self.words.measures if folded.endswith(self.words.measures) else ():
            if folded.endswith(measure) and len(folded) >= len(measure) + 2:
                return folded[: -len(measure)]
        return folded

    def knows(self, name: str) -> bool:
        """Tell whether ``name`` is that of an indicator as it stands."""
        if len(name) > self.longest:
            return False
        stem = self.stem(name)
        return stem in self.index or loosen(stem) in self.index

    @cached_property
    def longest(self) -> int:
        """How long the name of an indicator may be, however it is written."""
        return MARGIN + max(map(len, self.index), default=0)

    def look_up(self, label: str, unit: str | None = None, *, table: bool = False) -> Indicator | None:
        """Return the indicator that ``label`` names for figures in ``unit`` (canonical), None where none or several.

        Without a unit the label must name one indicator in all units.  ``table``: it is a label of a table.
        """
        stems = (one for stem in self.readings(self.stem(label)) for one in dict.fromkeys((stem, loosen(stem))))
        for stem in stems:
            for index in (self.index, self.table_index) if table else (self.index,):
                families = index.get(stem, {})
                if unit is not None:
                    codes = families.get(self.unit_family(unit), [])
                else:
                    codes = list(dict.fromkeys(code for family in families.values() for code in family))
                if len(codes) == 1:
                    return self.indicators[codes[0]]
                if codes:
                    break
        return None

    def readings(self, stem: str) -> Iterable[str]:
        """Yield ``stem`` and what is left of it without the words at its beginning that tell whose figure it is."""
        yield stem
        if province := PROVINCE.match(stem):
            stem = stem[province.end() :]
            yield stem
        while stem.startswith(self.scopes) and (
            scope := next((s for s in self.scopes if stem.startswith(s) and len(stem) > len(s) + 1), "")
        ):
            stem = stem[len(scope) :]
            yield stem

    def belongs(self, code: str, whole: str) -> bool:
        """Tell whether indicator ``code`` is a part of ``whole``, at any depth, or may stand under it."""
        if whole in self.indicators[code].under:
            return True
        seen = {code}
        part = self.indicators[code].part
        while part and part.whole not in seen:
            if part.whole == whole:
                return True
            seen.add(part.whole)
            part = self.indicators[part.whole].part
        return False


def loosen(stem: str) -> str:
    """Return ``stem`` in the shorter of two ways to say the same: 硕士及以上学位专任教师 → 硕士以上学位教师."""
    stem = stem.removesuffix("额") if stem.endswith(("到款额", "到账额")) else stem
    return stem[:1] + stem[1:].replace("及以上", "以上").replace("专任教师", "教师")


def fold_label(label: str) -> str:
    """Return ``label`` without blanks, quotes, stars, 其中 and a leading class (A 类：), signs in half width."""
    folded = label.translate(FOLDED)
    if folded.startswith(SUBORDINATE) and len(folded) > len(SUBORDINATE):
        folded = folded[len(SUBORDINATE) :].lstrip(":")
    if len(folded) > 3 and "A" <= folded[0] <= "Z" and folded[1:3] == "类:":
        folded = folded[2:].lstrip(":")
    return folded
