"""The facts of a report as the checks look them up: by indicator, entity and year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from extract.checks.arithmetic import Interval, admitted, exactly, meet, meet_all, scale
from extract.checks.printed import last_clause
from extract.checks.subjects import find_foreign, locate
from extract.records import Block, Fact, Report, Table, Where
from extract.rules.relations import Relations
from extract.rules.tiers import Tiers

MANY = 6
"""Statements of one figure that a check tries; a report rarely repeats one more often."""

SCALELESS = ("%", "‰", ":1")
"""Units that are never printed in 万."""

MOST = 300
"""Figures of one section among which one is sought; a section rarely holds more."""

NEAR = 16
"""Figures of a sentence on either side of one that may have to do with it; hardly a sentence has more."""

SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 8))
"""By what a figure falls short where a decimal point or a scale word has slipped."""

LONGEST = 64
"""Figures of a sentence from which on it is taken in pieces."""

NEXT = 2
"""Blanks between two sentences that follow each other."""

CALENDAR = ("year", "academic_year")

Address = tuple[str | None, str, int | None]


class Book(Struct, frozen=True):
    """A report with its indexes.

    ``stated`` holds what the report says of its entities outside cases, actual values alone, by entity,
    concept and year, where a sentence gives one value alone; preferred facts first, then in text order.  The value
    of a day (2025 年 9 月在校生 2806 人) counts where none of the year is given.  ``known``
    holds of these the first one of each concept, by entity and year.
    ``rows`` and ``cells`` hold the facts of each table row and table, ``sentences`` those of each sentence
    of prose, ``sections`` those of each section or case, ``seats`` by id of a fact its sentence and its place
    there, ``spots`` where in its quote it stands.
    """

    report: Report
    relations: Relations
    facts: Mapping[str, Fact]
    stated: Mapping[Address, Sequence[Fact]]
    known: Mapping[tuple[str | None, int | None], Sequence[Fact]]
    rows: Mapping[tuple[str, int], Sequence[Fact]]
    cells: Mapping[str, Sequence[Fact]]
    sentences: Sequence[Sequence[Fact]]
    seats: Mapping[str, tuple[Sequence[Fact], int]]
    spots: Mapping[str, tuple[int, int]]
    sections: Mapping[str, Sequence[Fact]]
    tables: Mapping[str, Table]
    blocks: Mapping[str, Block]

    def state(self, entity: str | None, concept: str, year: int | None) -> Sequence[Fact]:
        """Return the statements of a concept, at most MANY."""
        return self.stated.get((entity, concept, year), ())[:MANY]

    def beside(self, fact: Fact) -> Sequence[Fact]:
        """Return what the report states of a fact's entity and year, a figure of each concept, at most MOST."""
        return self.known.get((fact.entity, year_of(fact)), ())[:MOST]

    def addresses(self, concepts: Iterable[str]) -> Iterator[tuple[str | None, int]]:
        """Yield the entities and years for which one of ``concepts`` is stated, in a fixed order."""
        wanted = frozenset(concepts)
        found = {
            (entity, year): None for entity, concept, year in self.stated if concept in wanted and year is not None
        }
        yield from sorted(found, key=lambda item: (item[0] or "", item[1]))

    def unit(self, fact: Fact) -> str:
        """Return the family of units that the fact's canonical unit belongs to.

        Where none is printed it is the indicator's usual one, unless the figure may be one in 万; no count per head is.
        """
        catalogue, unit = self.relations.catalogue, fact.canonical.unit
        if unit is None and fact.indicator in catalogue.indicators:
            usual = catalogue.indicators[fact.indicator].units[0]
            scaleless = usual in SCALELESS or (usual == "人" and fact.indicator in self.relations.quotients)
            unit = usual if scaleless or interval_of(fact).point is not None else None
        return catalogue.unit_family(unit)

    def named(self, label: str, unit: str | None) -> str | None:
        """Return the indicator that ``label`` names for figures in ``unit``."""
        indicator = self.relations.catalogue.look_up(label, unit)
        return indicator.code if indicator else None

    def sentence(self, fact: Fact) -> Sequence[Fact]:
        """Return the facts of the sentence that ``fact`` stands in, in text order, of a long one the nearest."""
        facts, place = self.seats.get(fact.id, ((), 0))
        return facts[max(0, place - NEAR) : place + NEAR + 1]

    def before(self, fact: Fact) -> str:
        """Return what the sentence says before the figure, without blanks."""
        return compact(fact.where.quote[: self.spots.get(fact.id, (0, 0))[0]])

    def behind(self, fact: Fact) -> str:
        """Return what the sentence says behind the figure, without blanks."""
        return compact(fact.where.quote[self.spots.get(fact.id, (0, len(fact.where.quote)))[1] :])

    def clause(self, fact: Fact) -> str:
        """Return what the clause of the figure says before it."""
        return last_clause(self.before(fact))

    def between(self, one: Fact, other: Fact) -> str:
        """Return the words between two figures of a sentence, in this order, without blanks."""
        if one.where.quote != other.where.quote or not {one.id, other.id} <= self.spots.keys():
            return ""
        return compact(one.where.quote[self.spots[one.id][1] : self.spots[other.id][0]])

    def onward(self, one: Fact, other: Fact) -> str:
        """Return the words between two figures of one sentence, or of two that follow each other."""
        if one.where.quote == other.where.quote or not {one.id, other.id} <= self.spots.keys():
            return self.between(one, other)
        end = one.where.start + len(one.where.quote) - self.spots[one.id][0]
        start = other.where.start - self.spots[other.id][0]
        behind = compact(one.where.quote[self.spots[one.id][1] :])
        return behind + self.before(other) if 0 <= start - end <= NEXT else ""

    def levels_before(self, fact: Fact) -> list[Fact]:
        """Return the levels that stand before a figure in its sentence, percentages left out."""
        return [
            other
            for other in self.sentence(fact)
            if other.kind == "level" and other.where.start < fact.where.start and other.canonical.unit != "%"
        ]

    def led(self, fact: Fact) -> list[Fact]:
        """Return the levels that a part which goes on with 其中 speaks of: 经费 6218 万元；其中 …

        They are those of the part before it, of a whole sentence the one that it has.
        """
        start = fact.where.start - self.spots.get(fact.id, (0, 0))[0]
        if not fact.where.quote.startswith("其中"):
            return []
        before = [one for one in self.paragraph(fact) if one.where.start < start]
        quote = before[-1].where.quote if before else ""
        levels = [one for one in before if one.where.quote == quote and one.kind == "level"]
        return levels if quote.endswith(("；", ";")) or len(levels) == 1 else []

    def part_before(self, fact: Fact) -> list[Fact]:
        """Return the levels of the part before the figure's own, where a semicolon joins the two."""
        start = fact.where.start - self.spots.get(fact.id, (0, 0))[0]
        before = [one for one in self.paragraph(fact) if one.where.start < start]
        quote = before[-1].where.quote if before else ""
        joined = quote.endswith(("；", ";"))
        return [one for one in before if joined and one.where.quote == quote and one.kind == "level"]

    def section(self, fact: Fact) -> Sequence[Fact]:
        """Return the figures of the prose and tables of the section or case that ``fact`` stands in, at most MOST."""
        name = fact.where.case_id or fact.where.section_id
        return self.sections.get(name, ())[:MOST] if name else self.paragraph(fact)

    def paragraph(self, fact: Fact) -> Sequence[Fact]:
        """Return the facts of the block that ``fact`` stands in, in text order, of a long one the nearest."""
        block = self.blocks.get(self.block_of(fact) or "")
        if block is None:
            return ()
        first = bisect_left(self.report.facts, block.start, key=lambda other: other.where.start)
        last = bisect_left(self.report.facts, block.end, key=lambda other: other.where.start)
        place = bisect_left(self.report.facts, fact.where.start, key=lambda other: other.where.start)
        return self.report.facts[max(first, place - 4 * NEAR) : min(last, place + 4 * NEAR)]

    def block_of(self, fact: Fact) -> str | None:
        """Return the id of the block that ``fact`` stands in."""
        return self.block_at(fact.where.start)

    def block_at(self, start: int) -> str | None:
        """Return the id of the block that a character stands in."""
        place = bisect_right(self.report.blocks, start, key=lambda block: block.start) - 1
        block = self.report.blocks[place] if place >= 0 else None
        return block.id if block and start < block.end else None

    def paragraph_at(self, start: int) -> str | None:
        """Return the id of the block in which the paragraph that a character stands in begins: pages may cut it."""
        block = self.blocks.get(self.block_at(start) or "")
        while block and block.continues:
            block = self.blocks.get(block.continues)
        return block.id if block else None


def compact(text: str) -> str:
    """Return ``text`` without blanks: 在校生 4318 人, 男生 2607 人."""
    return "".join(text.split())


def whole_sentences(book: Book) -> Iterator[list[Fact]]:
    """Yield the figures of each sentence, its parts between semicolons joined."""
    period: list[Fact] = []
    for sentence in book.sentences:
        last = period[-1] if period else None
        semicolon = last is not None and last.where.quote.endswith(("；", ";"))
        if not (semicolon and last and book.block_of(last) == book.block_of(sentence[0]) and len(period) < LONGEST):
            yield period
            period = []
        period += sentence
    yield period


def part_tiers(report: Report, tiers: Tiers) -> Report:
    """Return ``report`` with the figures of another tier than its own (高职) as those of a bearer by itself."""
    facts = [part_tier(fact, tiers) if fact.proviso else fact for fact in report.facts]
    return report.model_copy(update={"facts": facts})


def part_tier(fact: Fact, tiers: Tiers) -> Fact:
    """Return ``fact`` with the tier that its restriction begins with told by its bearer in place of that."""
    tier, _, rest = (fact.proviso or "").partition("，")
    if tier not in tiers.names:
        return fact
    return fact.model_copy(update={"entity": f"{tier} {fact.entity or ''}", "proviso": rest or None})


def open_book(report: Report, relations: Relations) -> Book:
    """Index ``report``."""
    report = part_tiers(report, relations.catalogue.words.tiers)
    stated: dict[Address, list[Fact]] = {}
    rows: dict[tuple[str, int], list[Fact]] = {}
    cells: dict[str, list[Fact]] = {}
    sentences = group_sentences(report)
    spots = {name: spot for facts in sentences for name, spot in locate(facts).items()}
    unclear = {id_ for facts in sentences for id_ in find_foreign(facts, spots, relations)}
    unclear |= {id_ for facts in sentences for id_ in find_unclear([fact for fact in facts if fact.id not in unclear])}
    sentences = [facts[at : at + LONGEST] for facts in sentences for at in range(0, len(facts), LONGEST)]
    clear = [fact for fact in sorted(report.facts, key=lambda fact: not fact.preferred) if is_stated(fact)]
    clear = [fact for fact in clear if fact.id not in unclear]
    for fact in clear:
        if is_of_year(report, fact):
            stated.setdefault(address_of(fact), []).append(fact)
    counted = frozenset(stated)
    for fact in clear:
        if address_of(fact) not in counted and not is_of_year(report, fact):
            stated.setdefault(address_of(fact), []).append(fact)
    for fact in report.facts:
        if fact.where.table_id is not None and fact.where.row is not None:
            rows.setdefault((fact.where.table_id, fact.where.row), []).append(fact)
            cells.setdefault(fact.where.table_id, []).append(fact)
    known: dict[tuple[str | None, int | None], list[Fact]] = {}
    for (entity, _, year), facts in stated.items():
        known.setdefault((entity, year), []).append(facts[0])
    return Book(
        report=report,
        relations=relations,
        facts={fact.id: fact for fact in report.facts},
        stated=stated,
        known=known,
        rows=rows,
        cells=cells,
        sentences=sentences,
        spots=spots,
        seats={fact.id: (facts, place) for facts in sentences for place, fact in enumerate(facts)},
        sections=group_sections(report),
        tables={table.id: table for table in report.tables},
        blocks={block.id: block for block in report.blocks},
    )


def group_sentences(report: Report) -> list[list[Fact]]:
    """Return the facts of each sentence of prose, in text order."""
    starts = [block.start for block in report.blocks]
    groups: dict[tuple[int, str], list[Fact]] = {}
    for fact in report.facts:
        if fact.source == "prose":
            block = bisect_right(starts, fact.where.start)
            groups.setdefault((block, fact.where.quote), []).append(fact)
    return list(groups.values())


def group_sections(report: Report) -> dict[str, list[Fact]]:
    """Return the facts of each case, and of each section without those of its cases."""
    groups: dict[str, list[Fact]] = {}
    for fact in report.facts:
        if name := fact.where.case_id or fact.where.section_id:
            groups.setdefault(name, []).append(fact)
    return groups


def address_of(fact: Fact) -> Address:
    """Return the entity, concept and year that a fact is looked up by."""
    return fact.entity, concept_of(fact), year_of(fact)


def is_of_year(report: Report, fact: Fact) -> bool:
    """Tell whether the fact is of a whole year, or of the day on which the report says that its own period ends.

    A period that the report does not state may end with the school year, and not on the last of December.
    """
    period, reported = fact.period, report.document.period
    if period is None or period.kind in CALENDAR or period.end is None or reported is None:
        return True
    return period.end == reported.end and (reported.basis != "default" or not period.end.endswith("-12-31"))


def find_unclear(sentence: Sequence[Fact]) -> list[str]:
    """Return the ids of the facts to which one sentence gives several values: one name for several things."""
    keys: dict[str, list[Fact]] = {}
    for fact in sentence:
        if is_stated(fact):
            keys.setdefault(fact.key, []).append(fact)
    return [fact.id for facts in keys.values() if not meet_all(map(interval_of, facts)) for fact in facts]


def is_stated(fact: Fact) -> bool:
    """Tell whether ``fact`` says outright how much there is, outside cases and plans."""
    return (
        fact.kind in ("level", "share", "ratio")
        and fact.aspect == "actual"
        and fact.where.case_id is None
        and fact.interval != (None, None)
    )


def concept_of(fact: Fact) -> str:
    """Return what the figure is of, year and place left out; a share of an indicator is not the indicator."""
    name = fact.indicator or " / ".join(fact.path) or fact.name
    return f"{name} %" if fact.kind == "share" and fact.indicator and not is_rate(fact) else name


def is_rate(fact: Fact) -> bool:
    """Tell whether the fact's own name is that of a rate."""
    return fact.name.endswith(("率", "比例", "占比", "比", "比重", "面", "度", "系数"))


def year_of(fact: Fact) -> int | None:
    """Return the year that files the fact."""
    return fact.period.year if fact.period else None


def interval_of(fact: Fact) -> Interval:
    """Return all that the printed figure admits, without its scale word."""
    return admitted(fact.interval)


def sharpen(statements: Sequence[Fact]) -> list[Interval]:
    """Return what statements of one fact admit together, or each by itself where they do not agree."""
    shared = meet_all(map(interval_of, statements))
    return [shared] if shared else list(map(interval_of, statements))


def value_of(fact: Fact) -> Decimal | None:
    """Return the value without its scale word."""
    return fact.canonical.value


def is_small(fact: Fact, anchor: Fact) -> bool:
    """Tell whether ``fact`` is less than half of ``anchor``, and not by a slip of the unit (万 for 亿)."""
    if fact is anchor or anchor.source == "prose":
        return False
    part, whole = interval_of(fact), interval_of(anchor)
    slipped = any(meet(scale(part, factor), whole) for factor in SLIPS)
    return part.hi > 0 and scale(part, 2).hi < whole.lo and not slipped


def counts_before(book: Book, fact: Fact) -> list[tuple[Fact, ...]]:
    """Return the counts of one unit right before a figure in its sentence: the last, the last two, …"""
    counts = book.levels_before(fact)
    runs = [tuple(counts[place:]) for place in range(len(counts) - 1, -1, -1)]
    return [run for run in runs if len({book.unit(other) for other in run}) == 1]


def same_place(facts: Sequence[Fact]) -> bool:
    """Tell whether all of ``facts`` stand in one table or in one sentence."""
    tables = {fact.where.table_id for fact in facts}
    if tables != {None}:
        return len(tables) == 1
    return len({fact.where.quote for fact in facts}) == 1


def figure(fact: Fact) -> dict[str, Any]:
    """Return the fact as a message shows it: place, name, year and the printed figure."""
    printed = fact.raw if fact.unit is None or fact.unit in fact.raw or ":" in fact.unit else f"{fact.raw} {fact.unit}"
    return {"name": fact.name, "raw": printed, "year": year_of(fact), "place": place(fact.where)}


def place(where: Where) -> dict[str, Any]:
    """Return a place as a message shows it: the innermost named part, and the page if there is one."""
    parts = {"table": where.table, "case": where.case, "section": where.section}
    inner = next(((kind, name) for kind, name in parts.items() if name), None)
    shown: dict[str, Any] = {"part": inner[0], "name": inner[1]} if inner else {}
    return shown | ({"page": where.page} if where.page is not None else {})


def nominal(fact: Fact) -> Interval:
    """Return the figure as printed, without what its precision leaves open: for arithmetic that a reader repeats."""
    value = value_of(fact)
    return interval_of(fact) if value is None else exactly(value)


def bounds(printed: Fact, reach: Interval) -> dict[str, Any]:
    """Return what a printed figure admits and what the others give, as a message shows it, both in the printed unit.

    Nothing where all is exact, or where only the direction does not agree.
    """
    own = admitted_as_quotient(printed)
    if (own.point is not None and reach.point is not None) or meet(own, reach):
        return {}
    admits, reached = (in_unit_of(printed, interval, span) for interval in (own, reach))
    return {"bounds": {"raw": printed.raw, "admits": admits, "reach": reached}}


def in_unit_of(printed: Fact, interval: Interval, tell: Callable[[Interval, int], str]) -> str:
    """Return an interval for reading, in the unit of a figure and with two more places than it has."""
    factor = printed_scale(printed)
    unit = printed.unit if printed.unit and ":" not in printed.unit else ""
    return tell(scale(interval, factor), printed.decimals + 2) + unit


def printed_scale(fact: Fact) -> Decimal:
    """Return by what an amount without scale word is multiplied to stand in the figure's printed unit: 万元."""
    value, canonical = fact.value, fact.canonical.value
    return value / canonical if value and canonical else Decimal(1)


def admitted_as_quotient(fact: Fact) -> Interval:
    """Return what a figure admits; a mean in counting units is rounded or cut off to its whole number, too."""
    own = interval_of(fact)
    if own.point is not None and fact.unit and any(word in fact.name for word in ("均", "每")):
        return Interval(own.point - Decimal("0.5"), own.point + 1, hi_closed=False)
    return own


def span(interval: Interval, places: int) -> str:
    """Return an interval for reading, its open end marked: 至 76.19（不含）."""
    text = spread(interval, places)
    open_end = interval.point is None and not interval.hi_closed and "～" in text and not interval.hi.is_infinite()
    return f"[{text.replace('～', ', ')})" if open_end else text


def plain(value: Decimal, places: int = 4) -> str:
    """Return a number for reading: at most ``places`` decimals, no exponent, no trailing zeros."""
    if value.is_infinite():
        return "∞"
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        value = round(value, places)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def spread(interval: Interval, places: int = 4) -> str:
    """Return an interval for reading: its one value, or its two ends."""
    if interval.point is not None or plain(interval.lo, places) == plain(interval.hi, places):
        return plain(interval.lo, places)
    return f"{plain(interval.lo, places)}～{plain(interval.hi, places)}"
