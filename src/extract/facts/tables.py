"""Data cells → drafts: what each number of a table states."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extract.facts.columns import KINDS, Head
from extract.facts.entities import Roster
from extract.facts.model import Draft, Front
from extract.facts.rows import Line, TableReading
from extract.facts.tiers import TierTeller
from extract.facts.titles import Title, TitleReader
from extract.late import late
from extract.numerals import restate
from extract.numerals.model import Numeral, Quantity
from extract.records import FactKind, Period
from extract.rules.catalogue import Indicator, Row, fold_label
from extract.rules.grammar import one_of
from extract.rules.patterns import Patterns
from extract.rules.tables import Role
from extract.structure.model import Passage

SHARES = frozenset({"%", "％", "‰"})
SHARE = late(r"[（(][^（()）]{1,12}[%％][)）]")
POINTS = "百分点"
MONEY = "元"
SIGNS = frozenset("-－−–—﹣―+＋")
RATIOS = frozenset({":1", ":", "：", "∶"})
LEVELS = frozenset({"level", "share", "ratio"})
CHANGES = frozenset({"change", "change_rate"})
REMARK = late(r"[（(][^（()）]*[)）]|[①-⑳*＊#△]")
BRACKETED = late(r"[（(]([^（()）]*)[)）]")


def table_drafts(
    readings: Sequence[TableReading],
    patterns: Patterns,
    front: Front,
    roster: Roster,
    tiers: TierTeller,
    *,
    vocational: bool = True,
) -> list[Draft]:
    """Return one draft for each figure in a data cell, table by table, row by row.

    ``vocational``: labels outside the national forms may name indicators of the catalogue.
    """
    reader = CellReader(patterns, front, roster, tiers, vocational=vocational)
    return [draft for reading in readings for draft in reader.read_table(reading)]


class Place(Struct, frozen=True):
    """All that stands round one data cell."""

    reading: TableReading
    line: Line
    head: Head
    row: Row | None  # of the national form
    role: Role | None  # what kind of value the column, or else the row, is said to hold
    title: Title
    signed: bool = False  # the column holds changes as mere numbers, those of a fall with a minus sign

    @property
    def path(self) -> tuple[str, ...]:
        """The labels from the outermost in, then the column's."""
        return (*self.line.path, *self.head.parts)


class Levels:
    """The levels of a table: what its changes belong to."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, int | None], Draft] = {}  # by row and year, and by row
        self.columns: dict[int, Draft] = {}

    def add(self, at: int, column: int, level: Draft) -> None:
        """Add a level; of one row or column that of the latest year counts."""
        for place in ((at, year_of(level)), (at, None)):
            self.rows[place] = later(self.rows.get(place), level)
        self.columns[column] = later(self.columns.get(column), level)

    def find(self, at: int, column: int, dated: Draft | None) -> Draft | None:
        """Return the level of a change: that of its row in the year of ``dated``, else of its row, of its column."""
        own = self.rows.get((at, year_of(dated))) if dated else None
        return own or self.rows.get((at, None)) or self.columns.get(column)


class CellReader:
    """Reads cells with all that row, column, table and report say of them."""

    def __init__(
        self, patterns: Patterns, front: Front, roster: Roster, tiers: TierTeller, *, vocational: bool
    ) -> None:
        self.tiers = tiers
        self.catalogue = patterns.catalogue
        self.vocational = vocational
        self.words = patterns.tables
        self.lexicon = patterns.lexicon
        self.front = front
        self.roster = roster
        own = (name for name, entity in roster.names.items() if entity == roster.report)
        self.own_names = sorted(own, key=lambda name: (-len(name), name))
        words = {*self.words.up, *self.words.down, *self.words.flat, *self.words.hedges}
        self.beside = late("|".join([*longest_first(words), r"[\s（()）、,，。]"]))
        self.asked: tuple[TableReading, bool] | None = None  # the table asked last, and whether it names tiers
        self.aims = {fold_label(label) for label in self.words.aims}
        self.silent = self.aims | {fold_label(label) for label in self.words.totals}
        few, bearers = one_of(self.words.narrowing), one_of(self.words.columns["bearer"])
        self.chosen = late(f"(?:{few})(?={bearers})")  # 部分院校: each counts all of its own
        self.titles = TitleReader(patterns, front, roster)
        self.up = late("|".join(longest_first(self.words.up)))
        self.down = late("|".join(longest_first(self.words.down)))

    def read_table(self, reading: TableReading) -> list[Draft]:
        """Return the drafts of one table, row by row; each change tied to the level that it belongs to."""
        title = self.titles.read(reading)
        signed = {column for column in reading.block.values if self.holds_signed_changes(reading, column)}
        drafts = [
            (at, column, draft)
            for at in range(len(reading.lines))
            for column in reading.block.values
            for draft in self.read_cell(self.place_of(reading, at, column, title, signed=column in signed), column)
        ]
        levels = Levels()
        for at, column, draft in drafts:
            if draft.kind in LEVELS:
                levels.add(at, column, draft)
        return [
            self.tie(draft, levels.find(at, column, draft if reading.heads[column].period else None))
            if draft.kind in CHANGES
            else draft
            for at, column, draft in drafts
        ]

    def tie(self, change: Draft, level: Draft | None) -> Draft:
        """Return a change as that of ``level``, in its period unless it states its own.

        Where no label says what changed, it is what the level counts.
        """
        if level is None:
            return change
        change = replace(change, of=level, period=level.period)
        if level.indicator is None or change.indicator or any(map(self.names_something, change.path)):
            return change
        return replace(change, indicator=level.indicator, name=level.name)

    def holds_signed_changes(self, reading: TableReading, column: int) -> bool:
        """Tell whether a column of changes has neither arrows nor words: then a bare number is a rise."""
        if reading.heads[column].role not in ("change", "rate"):
            return False
        texts = [reading.cells.text(line.row, column) for line in reading.lines]
        words = {*self.words.up, *self.words.down, *self.words.flat} - SIGNS
        return not any(word in text for text in texts for word in words)

    def place_of(self, reading: TableReading, at: int, column: int, title: Title, *, signed: bool) -> Place:
        """Return what stands round a cell of row ``at`` of the reading."""
        line, head = reading.lines[at], reading.heads[column]
        row = reading.form.row(at) if reading.form and not self.names_something(head.name) else None
        own = self.words.role_of(line.label.text)
        role = head.role if head.role in KINDS else own if own in KINDS else None
        return Place(reading, line, head, row, role, title, signed)

    def read_cell(self, place: Place, column: int) -> Iterator[Draft]:
        """Yield the drafts of one cell: none unless it holds a figure and nothing else."""
        passage, numerals = place.reading.cells.passages.get((place.line.row, column), (None, ()))
        figures = [numeral for numeral in numerals if numeral.quantities]
        if passage is not None and figures and self.is_figure(passage, numerals):
            for numeral in (figures[0], *(numeral for numeral in figures[1:] if self.is_share(passage, numeral))):
                for quantity in numeral.quantities:
                    yield self.state(place, passage, quantity)

    def is_share(self, passage: Passage, numeral: Numeral) -> bool:
        """Tell whether a further figure of a cell is a share in brackets, and no change: 245（14%）."""
        around = passage.text[numeral.start - 1 : numeral.end + 1]
        return SHARE.fullmatch(around) is not None

    def is_figure(self, passage: Passage, numerals: Sequence[Numeral]) -> bool:
        """Tell whether a cell holds nothing but figures, arrows, signs and hedges, a remark in brackets aside."""
        rest, end = "", 0
        spans = [(numeral.start, numeral.end) for numeral in numerals]
        spans += [(quantity.start, quantity.end) for numeral in numerals for quantity in numeral.quantities]
        for start, stop in sorted(spans):
            rest += passage.text[end:start]
            end = max(end, stop)
        return not self.beside.sub("", REMARK.sub("", rest + passage.text[end:]))

    def state(self, place: Place, passage: Passage, quantity: Quantity) -> Draft:
        """Return what one figure states."""
        labels = self.naming_labels(place)
        unit = self.unit_of(place, quantity)
        indicator = self.indicator_of(place, labels, unit)
        quantity = self.measured(quantity, unit, indicator)
        kind = self.kind_of(place, quantity, indicator)
        if kind == "change" and quantity.canonical_unit in SHARES:
            quantity = replace(quantity, canonical_unit=POINTS)
        entity = self.entity_of(place, passage)
        return Draft(
            passage=passage,
            quantity=quantity,
            name=indicator.name if indicator else "".join(labels) or "".join(place.path[-1:]),
            kind=kind,
            source="table",
            rule=f"table:{place.reading.form.form.code}/{place.row.indicator}"
            if place.reading.form and place.row
            else "table",
            indicator=indicator.code if indicator else None,
            path=place.path,
            entity=entity,
            period=self.period_of(place),
            aspect=self.aspect_of((*labels, place.head.name)),
            proviso=self.proviso_of(place),
            tier=self.tier_of(place, passage) if self.tiers.bears(entity, passage) else None,
            direction=self.direction_of(place, passage, quantity) if kind in CHANGES else None,
        )

    # --- what is counted -------------------------------------------------------------------

    def naming_labels(self, place: Place) -> tuple[str, ...]:
        """Return the row's and the column's own label, without bearers, totals and kinds of columns."""
        own = (
            label for label in (place.line.label.text, *reversed(place.line.path[:-1])) if self.names_something(label)
        )
        head = (label for label in (place.head.name,) if self.names_something(label))
        return (*itertools.islice(own, 1), *head)

    def names_something(self, label: str) -> bool:
        """Tell whether a label can name what is counted."""
        silent = fold_label(label) in self.silent or self.words.role_of(label) is not None
        return bool(label) and not silent and not self.roster.resolve(label)

    def indicator_of(self, place: Place, labels: tuple[str, ...], unit: str | None) -> Indicator | None:
        """Return the indicator of the national row, else the one that the labels name for figures in ``unit``."""
        if place.row:
            return self.catalogue.indicators[place.row.indicator]
        if not self.vocational:
            return None
        if place.role == "rate" or (place.role == "change" and unit in SHARES):
            unit = place.line.unit
        kind = "%" if unit and unit.endswith(POINTS) else self.catalogue.canonical_unit(unit)
        named = (
            self.catalogue.look_up(self.own_words(BRACKETED.sub(self.keep_bracket, naming)), kind, table=True)
            for naming in self.namings(place, labels)
        )
        found = next((indicator for indicator in named if indicator), None)
        return found if found and self.fits_above(place, found) and not self.is_narrowed(place, labels) else None

    def own_words(self, naming: str) -> str:
        """Return ``naming`` without the report's own entity at its beginning: 云溪州在校生 → 在校生."""
        own = next((name for name in self.own_names if naming.startswith(name)), "")
        return naming[len(own) :] if len(naming) > len(own) + 1 else naming

    def namings(self, place: Place, labels: tuple[str, ...]) -> Iterator[str]:
        """Yield what the labels may name together: row and column, the other way round, or what the title says.

        A kind's row in a table of something (中级, 专任教师职称结构) names it together with that.
        """
        told = tuple(label for label in labels if not self.tiers.words.is_name(label))
        if all(label in self.words.own_units for label in told):
            yield place.title.words
        if told != labels:
            yield join(told)
        yield join(labels) if labels else place.line.label.text
        if len(labels) > 1:
            yield join(labels[::-1])
            if self.merely_counts(labels[-1]):
                yield labels[0]
            if any(map(self.roster.resolve, place.line.path)):
                yield labels[-1]
        kinds = [label for label in labels if not self.merely_counts(label)]
        if len(kinds) == 1 and place.title.words:
            yield kinds[0] + place.title.words

    def merely_counts(self, label: str) -> bool:
        """Tell whether a label says no more than that something is counted, or paid for."""
        return label in self.words.own_units or label in self.words.counts

    def keep_bracket(self, bracket: re.Match[str]) -> str:
        """Return a bracket of a label unless it holds a restriction, which is no part of the name."""
        return "" if any(word in bracket[1] for word in self.words.provisos) else bracket[0]

    def is_narrowed(self, place: Place, labels: tuple[str, ...]) -> bool:
        """Tell whether bearers, or all rows of a table, count less than the labels say: by a word of its title."""
        title = place.reading.table.title or ""
        whole = fold_label(place.line.label.text) in self.silent
        if (
            whole
            and labels
            and labels[-1].endswith(self.words.extents)
            and any(map(title.__contains__, self.words.inner))
        ):
            return True
        bearers = any(place.reading.heads[column].role == "bearer" for column in place.reading.block.labels)
        title = title if whole else self.chosen.sub("", title)
        told = "".join(labels)
        return (whole or bearers) and any(word in title and word not in told for word in self.words.narrowing)

    def fits_above(self, place: Place, indicator: Indicator) -> bool:
        """Tell whether the indicator can stand under the row above it, if a row (not a group of rows) is above."""
        if len(place.line.path) <= len(place.line.label.outer) + 1:
            return True
        above = self.catalogue.look_up(place.line.path[-2], table=True)
        if above is None and self.tiers.words.leading(place.line.path[-2]):
            return True
        return above is not None and self.catalogue.belongs(indicator.code, above.code)

    def aspect_of(self, labels: Iterable[str]) -> Literal["actual", "plan", "cumulative"]:
        """Tell whether the labels speak of a plan or of a running total."""
        each = [*map(fold_label, labels)]
        folded = "".join(each)
        if any(word in folded for word in self.words.plans) or not self.aims.isdisjoint(each):
            return "plan"
        return "cumulative" if any(word in folded for word in self.words.cumulative) else "actual"

    def proviso_of(self, place: Place) -> str | None:
        """Return the restriction that a label or the title prints in brackets; the national form's own is none."""
        printed = (place.reading.table.title or "", *(() if place.row else place.path))
        brackets = (bracket for label in printed for bracket in BRACKETED.findall(label))
        return next((text for text in brackets if any(word in text for word in self.words.provisos)), None)

    def tier_of(self, place: Place, passage: Passage) -> str | None:
        """Return the tier that a label names, else the title or the section; where other labels do, both together."""
        labels = () if place.row else (*reversed(place.line.path), *reversed(place.head.parts))
        tiers = self.tiers.words
        if own := next(filter(None, map(tiers.named, labels)), None):
            return own
        if not place.row and self.names_tiers(place.reading):
            return tiers.both if any(fold_label(label) in self.silent for label in labels) else None
        return tiers.named(place.reading.table.title or "") or self.tiers.of_passage(passage)

    def names_tiers(self, reading: TableReading) -> bool:
        """Tell whether any label of a table names a tier that is not the report's own; each table is asked once."""
        if self.asked is None or self.asked[0] is not reading:
            heads = (label for head in reading.heads for label in head.parts)
            rows = (label for line in reading.lines for label in line.path)
            named = map(self.tiers.words.named, itertools.chain(heads, rows))
            self.asked = reading, any(tier not in (None, self.tiers.own) for tier in named)
        return self.asked[1]

    # --- value -----------------------------------------------------------------------------

    def unit_of(self, place: Place, quantity: Quantity) -> str | None:
        """Return the unit as printed nearest: cell, column, row, caption; else the national form's."""
        nearest = quantity.unit or place.head.unit
        if nearest or place.role == "rate" or place.head.name.endswith(self.words.unitless):
            return nearest
        own = self.words.unit_in(place.head.name)
        if own is None and not place.line.unit:
            own = self.words.unit_in(place.line.label.text)
        if own:
            return own
        caption = self.caption_unit(place)
        if own == "":
            return next((unit for unit in place.title.units if unit in SHARES), None)
        headed = next((head.unit for head in place.reading.label_heads if head.unit), None)  # 项目（万元）
        return place.line.unit or headed or caption or (place.row.unit if place.row else None)

    def caption_unit(self, place: Place) -> str | None:
        """Return the unit beside the title; of several the one in which the labels name an indicator."""
        units = place.title.units
        if len(units) == 1:
            return units[0] or None
        labels = self.naming_labels(place)
        fitting = (unit for unit in units if self.indicator_of(replace(place, row=None), labels, unit))
        counted = [unit for unit in units if unit not in SHARES]
        if place.head.name.endswith(self.words.money) or place.line.label.text.endswith(self.words.money):
            counted = [unit for unit in counted if self.catalogue.same_kind(self.catalogue.canonical_unit(unit), MONEY)]
        return next(fitting, counted[0] if len(counted) == 1 else None)

    def measured(self, quantity: Quantity, unit: str | None, indicator: Indicator | None) -> Quantity:
        """Return the quantity in its unit; where none is printed the indicator's usual one rules its precision."""
        if quantity.unit:
            return quantity
        if unit and self.catalogue.canonical_unit(unit):
            stated = restate(quantity, unit, self.lexicon)
            return stated if stated.unit else replace(quantity, unit=unit, canonical_unit=unit)
        if indicator is None:
            return quantity
        return replace(quantity, interval=restate(quantity, indicator.units[0], self.lexicon).interval)

    def kind_of(self, place: Place, quantity: Quantity, indicator: Indicator | None) -> FactKind:
        """Return what kind of value the cell holds, by its column or row and its unit."""
        unit = quantity.canonical_unit or (indicator.units[0] if indicator else None)
        if place.role == "threshold" or place.role == "rank":
            return place.role
        if place.role == "rate":
            return "change_rate"
        if place.role == "change":
            of_share = place.line.unit in SHARES or (place.row is not None and place.row.unit in SHARES)
            return "change_rate" if unit in SHARES and not of_share else "change"
        if unit == POINTS:
            return "change"
        return "ratio" if unit in RATIOS else "share" if unit in SHARES else "level"

    def direction_of(self, place: Place, passage: Passage, quantity: Quantity) -> Literal["up", "down"] | None:
        """Return which way a change goes: by arrow, word or sign in the cell, else by the column's word."""
        if quantity.value == 0:
            return None
        if place.signed:
            return "down" if self.down.search(passage.text[: quantity.start]) else "up"
        before, behind = passage.text[: quantity.start], passage.text[quantity.end :]
        if self.down.search(before) or self.down.search(behind):
            return "down"
        if self.up.search(before) or self.up.search(behind):
            return "up"
        label = fold_label("".join((*place.head.parts[-1:], *place.line.path[-1:])))
        found = [word for word in (*self.words.up, *self.words.down) if len(word) > 1 and word in label]
        ways = {"up" if word in self.words.up else "down" for word in found}
        return ("up" if "up" in ways else "down") if len(ways) == 1 else None

    # --- whose and when --------------------------------------------------------------------

    def entity_of(self, place: Place, passage: Passage) -> str | None:
        """Return the bearer that a label of row or column names, else whom the table is about."""
        named = (self.roster.resolve(label) for label in (*reversed(place.line.path), *reversed(place.head.parts)))
        return (
            next((entity for entity in named if entity), None) or place.title.bearer or self.roster.of_passage(passage)
        )

    def period_of(self, place: Place) -> Period | None:
        """Return the period of column, row or title, else the report's."""
        stated = place.head.period or place.line.period
        if stated:
            return stated
        return place.title.period or (self.front.period and self.front.period.model_copy(update={"basis": "default"}))


def longest_first(words: Iterable[str]) -> list[str]:
    """Return the words escaped for a pattern, longer ones first."""
    return [re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))]


def join(labels: Sequence[str]) -> str:
    """Return labels as one; what ends one and begins the next is said once (职工培训, 培训人次)."""
    joined = ""
    for label in labels:
        shared = next((n for n in range(min(len(joined), len(label)), 1, -1) if joined.endswith(label[:n])), 0)
        joined += label[shared:]
    return joined


def later(known: Draft | None, draft: Draft) -> Draft:
    """Return the draft of the later year, the first of equals."""
    return draft if known is None or year_of(draft) > year_of(known) else known


def year_of(draft: Draft) -> int:
    """Return the year that files a draft, 0 where there is none."""
    return draft.period.year or 0 if draft.period else 0
