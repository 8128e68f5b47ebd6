"""Wholes and parts: sums, parts above their whole, parts that exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice, product

from msgspec.structs import replace

from extract.checks.arithmetic import INFINITY, ZERO, Interval, magnitude, meet, scale, subtract, total
from extract.checks.book import (
    MANY,
    Book,
    bounds,
    figure,
    in_unit_of,
    interval_of,
    is_stated,
    nominal,
    printed_scale,
    same_place,
    sharpen,
    spread,
    year_of,
)
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.slips import SELDOM, by_chance, transposed
from extract.late import late
from extract.records import Fact
from extract.rules.relations import Apart, Sum, Within

BRACKETS = late(r"[（(][^（()）]*[)）]$")
NOT_NEGATIVE = Interval(ZERO, INFINITY, hi_closed=False)
CHOICES = 64
"""Combinations of repeated statements that are tried; beyond, the preferred ones come first anyway."""
ADDITIVE = frozenset({"人", "人次", "次", "人日", "元", "平方米", "学时", "%"})
"""Families of units of what no two rows of a table share."""
MOST_TOTALS = 50
"""Rows of one table that add up what stands above them; a table of nothing but totals has none to add."""


def check_sums(book: Book) -> Iterable[Outcome]:
    """Compare each whole with the sum of its parts; parts that are not stated leave the sum open upwards."""
    for tie in book.relations.of_kind(Sum):
        for entity, year in book.addresses([tie.whole]):
            whole = book.state(entity, tie.whole, year)
            parts = [found for part in tie.parts if (found := book.state(entity, part, year))]
            if len(parts) > 1:
                yield add_up(book, tie, whole, parts, missing=len(parts) < len(tie.parts))


def add_up(book: Book, tie: Sum, whole: Sequence[Fact], parts: Sequence[Sequence[Fact]], *, missing: bool) -> Outcome:
    """Return whether some choice of statements makes parts and whole agree."""
    open_ended = missing or tie.closed == "open"
    facts = (whole[0], *(part[0] for part in parts))
    fits = fits_within if open_ended else fits_exactly
    if any_choice(book, [whole, *parts], fits):
        return Outcome(facts, test=within_test if open_ended else sum_test, loose=open_ended)
    severity: Severity = "error" if tie.closed == "definition" and same_place(facts) else "warning"
    return Outcome(facts, sum_problem("sum", severity, facts), test=within_test if open_ended else sum_test)


def sum_problem(check: str, severity: Severity, facts: Sequence[Fact]) -> Problem:
    """Return the finding that the first of ``facts`` is not the sum of the others."""
    whole, *parts = facts
    added = total(map(nominal, parts))
    gap = magnitude(subtract(added, nominal(whole)))
    factor = printed_scale(whole)
    return Problem(
        check=check,
        severity=severity,
        params={
            "name": whole.name,
            "year": year_of(whole),
            "whole": figure(whole),
            "parts": [figure(part) for part in parts],
            "terms": " + ".join(spread(scale(nominal(part), factor)) for part in parts),
            "sum": spread(scale(added, factor)),
            "gap": spread(scale(gap, factor)),
            **bounds(whole, total(map(interval_of, parts))),
        },
        facts=tuple(facts),
        printed=whole.raw,
        computed=spread(scale(added, factor)),
    )


def check_apart(book: Book) -> Iterable[Outcome]:
    """Compare each whole with the sum of parts that exclude each other."""
    for tie in book.relations.of_kind(Apart):
        for entity, year in book.addresses([tie.whole]):
            stated = [restricted(book.state(entity, code, year), tie, code) for code in tie.codes]
            if all(stated):
                facts = tuple(found[0] for found in stated)
                fits = any_choice(book, stated, fits_within)
                yield Outcome(facts, None if fits else apart_problem(book, tie, facts), test=within_test, loose=True)


def restricted(statements: Sequence[Fact], tie: Apart, code: str) -> Sequence[Fact]:
    """Return the statements that bear the restriction which alone makes the part exclude the others."""
    word = tie.provisos.get(code)
    return [fact for fact in statements if word is None or word in (fact.proviso or "")]


def apart_problem(book: Book, tie: Apart, facts: Sequence[Fact]) -> Problem:
    """Return the finding on parts that are together larger than their whole, with what would fit in place of one."""
    problem = sum_problem("apart", "warning", facts)
    whole, *parts = facts
    fitting: list[Fact] = []
    for other in book.relations.of_kind(Apart):
        shared = [fact for fact in parts if fact.indicator in other.parts]
        rest = [code for code in other.parts if code not in tie.parts]
        if other.whole == tie.whole and len(rest) == 1 and len(shared) == len(parts) - 1:
            stated = book.state(whole.entity, rest[0], year_of(whole))[:1]
            fitting += [fact for fact in stated if within_test(list(map(interval_of, (whole, *shared, fact))))]
    params = {**problem.params, "instead": [figure(fact) for fact in fitting]}
    return replace(problem, params=params, facts=(*problem.facts, *fitting))


def check_parts(book: Book) -> Iterable[Outcome]:
    """Compare each part with its whole: declared pairs, and rows under 其中 in any table."""
    seen: set[tuple[str, str]] = set()
    for whole, part, known in (*declared_pairs(book), *printed_pairs(book)):
        name = (whole[0].id, part[0].id)
        if name in seen:
            continue
        seen.add(name)
        yield compare_part(book, whole, part, known=known)


def compare_part(book: Book, whole: Sequence[Fact], part: Sequence[Fact], *, known: bool) -> Outcome:
    """Return whether the part can be no larger than the whole; ``known``: the catalogue says that it is one."""
    facts = (whole[0], part[0])
    if any_choice(book, [whole, part], fits_within):
        return Outcome(facts, test=within_test, loose=True)
    together = same_place(facts)
    people = book.unit(part[0]) == "人"
    severity: Severity = "error" if together and known else "warning" if together or people else "info"
    params = {
        "year": year_of(whole[0]),
        "whole": figure(whole[0]),
        "part": figure(part[0]),
        "gap": in_unit_of(whole[0], subtract(nominal(part[0]), nominal(whole[0])), spread),
    }
    problem = Problem("part_whole", severity, params, facts, printed=part[0].raw, computed=f"≤ {whole[0].raw}")
    return Outcome(facts, problem, test=within_test)


def declared_pairs(book: Book) -> Iterator[tuple[Sequence[Fact], Sequence[Fact], bool]]:
    """Yield whole and part of each declared relation, year by year."""
    for tie in book.relations.of_kind(Within):
        for entity, year in book.addresses([tie.whole]):
            whole = book.state(entity, tie.whole, year)
            for code in tie.parts:
                if part := [fact for fact in book.state(entity, code, year) if not stands_beside(book, fact, whole[0])]:
                    yield whole, part, True


def stands_beside(book: Book, fact: Fact, whole: Fact) -> bool:
    """Tell whether the clause counts the fact besides the whole: 图书 6.9 万册，另有电子图书 12 万册.

    What a library holds may be what stands on its shelves: 图书馆藏书 11.6 万册，电子图书 20 万册.
    """
    clause = book.clause(fact) if fact.source == "prose" else ""
    if any(word in clause for word in book.relations.cues.outside):
        return True
    held = any(word in book.clause(whole) for word in book.relations.cues.shelved) if clause else False
    return held and "其中" not in clause and not any(word in book.clause(whole) for word in book.relations.cues.totals)


def printed_pairs(book: Book) -> Iterator[tuple[Sequence[Fact], Sequence[Fact], bool]]:
    """Yield row and enclosing row of one table column where the catalogue knows neither tie."""
    for facts in book.cells.values():
        rows = [fact for fact in facts if is_stated(fact)]
        at = {(tuple(fact.path), fact.where.column, book.unit(fact)): fact for fact in rows}
        for fact in rows:
            whole = at.get((tuple(fact.path[:-1]), fact.where.column, book.unit(fact)))
            if whole and fact.kind == "level" and not (fact.indicator and whole.indicator):
                yield [whole], [fact], False


def any_choice(
    book: Book, stated: Sequence[Sequence[Fact]], fits: Callable[[Interval, Sequence[Interval]], bool]
) -> bool:
    """Tell whether some choice of one statement each fits; figures in units that do not compare fit always.

    Figures of one table stand for themselves, whatever else is said of them elsewhere.
    """
    if len({book.unit(found[0]) for found in stated}) > 1:
        return True
    tables = {found[0].where.table_id for found in stated}
    tried = 1 if len(tables) == 1 and None not in tables else MANY
    choices = product(*(sharpen(found[:tried]) for found in stated))
    return any(fits(whole, parts) for whole, *parts in islice(choices, CHOICES))


def fits_exactly(whole: Interval, parts: Sequence[Interval]) -> bool:
    """Tell whether the sum of the parts can be the whole."""
    return meet(whole, total(parts)) is not None


def sum_test(intervals: Sequence[Interval]) -> bool:
    """Tell whether the first interval can be the sum of the others."""
    whole, *parts = intervals
    return fits_exactly(whole, parts)


def within_test(intervals: Sequence[Interval]) -> bool:
    """Tell whether the first interval can be no smaller than the sum of the others."""
    whole, *parts = intervals
    return fits_within(whole, parts)


def fits_within(whole: Interval, parts: Sequence[Interval]) -> bool:
    """Tell whether the sum of the parts can be no larger than the whole."""
    return meet(subtract(whole, total(parts)), NOT_NEGATIVE) is not None


def check_totals(book: Book) -> Iterable[Outcome]:
    """Compare a total row with the rows of the same column above it, in tables that do not say that they are cut."""
    cues = book.relations.cues
    for name, facts in book.cells.items():
        title = book.tables[name].title or "" if name in book.tables else ""
        if not any(word in title for word in cues.excerpts):
            for whole in total_cells(facts, cues.totals)[:MOST_TOTALS]:
                yield from total_row(book, whole, facts)


def total_cells(facts: Sequence[Fact], totals: Sequence[str]) -> list[Fact]:
    """Return the cells of rows that are totals by name, or 总… that one of their columns adds up to."""
    named = [fact for fact in facts if is_total(fact, totals)]
    if named:
        return named
    last = max((fact.where.row or 0 for fact in facts), default=0)
    cells = [fact for fact in facts if fact.where.row == last and fact.path and fact.path[0].startswith("总")]
    return cells if any(adds_up(fact, facts) for fact in cells) else []


def adds_up(whole: Fact, facts: Sequence[Fact]) -> bool:
    """Tell whether the cells of its column above a cell, at least three, add up to it."""
    parts = [fact for fact in facts if fact.where.column == whole.where.column and above(fact, whole)]
    return whole.kind == "level" and len(parts) > 2 and sum_test(intervals_of(whole, parts))


def is_total(fact: Fact, totals: Sequence[str]) -> bool:
    """Tell whether the fact's row, not its column, is labelled as a total."""
    label = BRACKETS.sub("", fact.path[0].replace(" ", "")) if fact.path else ""
    return fact.kind in ("level", "share") and label.endswith(tuple(totals))


def is_subtotal(fact: Fact, column: Sequence[Fact], totals: Sequence[str]) -> bool:
    """Tell whether a fact of a column is the total of a group of rows (升学 > 小计), the column's own label aside."""
    headed = len({other.path[-1] for other in column if other.path}) == 1
    labels = fact.path[:-1] if headed else fact.path
    return len(labels) > 1 and labels[-1] in totals


def total_row(book: Book, whole: Fact, facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield whether the rows above a total, all or since the last one, add up to it; means do not add up."""
    cues = book.relations.cues
    column = [
        fact
        for fact in facts
        if fact.where.column == whole.where.column
        and above(fact, whole)
        and fact.kind == whole.kind
        and whole.canonical.unit in (fact.canonical.unit, None)
    ]
    if len({fact.canonical.unit for fact in column}) > 1:
        return
    rows = {tuple(fact.path) for fact in column}
    column = [fact for fact in column if not is_nested(fact, rows) and not is_subtotal(fact, column, cues.totals)]
    parts = [fact for fact in column if not is_total(fact, cues.totals)]
    since = max((fact.where.row or 0 for fact in column if is_total(fact, cues.totals)), default=-1)
    recent = [fact for fact in parts if (fact.where.row or 0) > since]
    labels = (BRACKETS.sub("", whole.path[0]), *whole.path[1:])
    mean = any(word in label for label in labels for word in cues.means) or is_mean(whole, parts)
    if mean or len(parts) < 2:
        return
    upper = (parts[:end] for end in range(len(parts) - 1, 1, -1))  # rows that count the same otherwise stand below
    groups = (group for group in (parts, recent, *upper) if group)
    chosen = next((group for group in groups if sum_test(intervals_of(whole, group))), None)
    if chosen:
        yield Outcome((whole, *chosen), test=sum_test)
    elif problem := total_problem(book, whole, recent if len(recent) > 1 else parts):
        yield Outcome(problem.facts, problem, test=sum_test)


def is_mean(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Tell whether a rate of all stands among the rates above it, as their mean does."""
    rates = [interval_of(part) for part in parts]
    among = any(one.lo <= interval_of(whole).lo for one in rates) and any(
        one.hi >= interval_of(whole).hi for one in rates
    )
    return whole.kind == "share" and among


def is_nested(fact: Fact, rows: Collection[tuple[str, ...]]) -> bool:
    """Tell whether the row that the fact's row is a part of is one of ``rows``; a wide table's column comes last."""
    outer = {tuple(fact.path[:-1])} if len(fact.path) > 1 else set()
    outer |= {(*fact.path[:-2], fact.path[-1])} if len(fact.path) > 2 else set()
    return any(path in rows for path in outer)


def intervals_of(whole: Fact, parts: Sequence[Fact]) -> list[Interval]:
    """Return the intervals of a whole and its parts, in this order."""
    return [interval_of(fact) for fact in (whole, *parts)]


def total_problem(book: Book, whole: Fact, parts: Sequence[Fact]) -> Problem | None:
    """Return the finding on a total; of things that several rows may share only one that is too large."""
    units = {book.unit(fact) for fact in (whole, *parts)} - {""}
    if units and units <= ADDITIVE:
        return sum_problem("total", "error", (whole, *parts))
    if within_test(intervals_of(whole, parts)) or is_swapped(whole, parts):
        return sum_problem("total", "warning", (whole, *parts))
    return None


def is_swapped(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Tell whether a total is that of its rows but for two digits changed about in one figure, which is no chance."""
    facts = (whole, *parts)
    if by_chance(facts) >= SELDOM or any(interval_of(fact).point is None for fact in facts):
        return False
    intervals = intervals_of(whole, parts)
    return any(
        sum_test([*intervals[:place], other, *intervals[place + 1 :]])
        for place, fact in enumerate(facts)
        for other in transposed(fact)
    )


def above(fact: Fact, whole: Fact) -> bool:
    """Tell whether ``fact`` stands in a row above ``whole``."""
    return fact.where.row is not None and whole.where.row is not None and fact.where.row < whole.where.row
