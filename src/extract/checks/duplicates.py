"""The same fact printed twice, and prose that repeats the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extract.checks.arithmetic import Interval, magnitude, meet, meet_all, subtract
from extract.checks.book import (
    Book,
    clause_before,
    concept_of,
    figure,
    interval_of,
    is_stated,
    last_clause,
    nominal,
    spread,
    value_of,
    year_of,
)
from extract.checks.model import Outcome, Problem, Severity
from extract.records import Fact

CALENDAR = ("year", "academic_year")


def check_duplicates(book: Book) -> Iterable[Outcome]:
    """Compare all statements of each fact; statements that equal last year's figure are told apart as stale."""
    stale: list[Fact] = []
    for facts in repeated(book):
        if meet_all(map(interval_of, facts)):
            yield agreement(facts)
            continue
        whole = [fact for fact in facts if not is_part(book, fact, facts)]
        old = [fact for fact in whole if is_stale(book, facts[0], fact)]
        stale += old
        rest = [fact for fact in whole if fact not in old]
        if not meet_all(map(interval_of, rest)):
            yield Outcome(tuple(rest), differ(rest))
    yield from report_stale(book, stale)


def repeated(book: Book) -> Iterator[list[Fact]]:
    """Yield the facts of each key that is stated more than once, in units that compare, the preferred one first."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in sorted(book.report.facts, key=lambda fact: not fact.preferred):
        if is_stated(fact) and names_one_thing(fact):
            groups.setdefault((fact.key, book.unit(fact)), []).append(fact)
    for facts in groups.values():
        dated = [fact for fact in facts if is_dated(fact) == is_dated(facts[0])]
        if len(dated) > 1:
            yield dated


def names_one_thing(fact: Fact) -> bool:
    """Tell whether equal names mean the same figure: an indicator, a table's row, or a name long enough to be one."""
    return fact.indicator is not None or fact.source == "table" or len(fact.name) >= 8


def is_dated(fact: Fact) -> str:
    """Return the label of a period that is no whole year, and nothing for years."""
    return "" if fact.period is None or fact.period.kind in CALENDAR else fact.period.label


def is_stale(book: Book, anchor: Fact, fact: Fact) -> bool:
    """Tell whether ``fact`` differs from this year's table and equals last year's."""
    if fact.source != "prose" or anchor.source != "table" or meet(interval_of(anchor), interval_of(fact)):
        return False
    earlier = last_year(book, anchor)
    return earlier is not None and meet(interval_of(earlier), interval_of(fact)) is not None


def last_year(book: Book, fact: Fact) -> Fact | None:
    """Return the figure of the year before from the same table, where it is another one."""
    year = year_of(fact)
    if year is None:
        return None
    stated = book.state(fact.entity, concept_of(fact), year - 1)
    found = next((other for other in stated if other.where.table_id == fact.where.table_id), None)
    return found if found and not meet(interval_of(found), interval_of(fact)) else None


def is_part(book: Book, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Tell whether the sentence makes another figure of it: last year's, an addition, or a part of the whole.

    Prose that gives less than half of what the table says speaks of a part, unless the digits are the same and
    the unit has slipped.
    """
    if fact.source != "prose":
        return False
    before = clause_before(fact)
    cues = book.relations.cues
    if any(cue in last_clause(before) for cue in (*cues.earlier, *cues.additions)):
        return True
    twin = any(other is not fact and other.where.quote == fact.where.quote for other in facts)
    return (twin and any(cue in before for cue in cues.parts)) or is_small(fact, facts[0])


def is_small(fact: Fact, anchor: Fact) -> bool:
    """Tell whether ``fact`` is less than half of ``anchor`` and no power of ten away from it."""
    value, whole = value_of(fact), value_of(anchor)
    if value is None or whole is None or fact is anchor or anchor.source == "prose":
        return False
    same_digits = value.normalize().as_tuple().digits == whole.normalize().as_tuple().digits
    return 2 * value < whole and not same_digits


def agreement(facts: Sequence[Fact]) -> Outcome:
    """Return the outcome of statements that agree; of names that no catalogue knows it guards none."""
    certain = all(fact.indicator or fact.source == "table" for fact in facts)
    return Outcome(tuple(facts), test=all_meet if certain else None)


def all_meet(intervals: Sequence[Interval]) -> bool:
    """Tell whether all statements share a value."""
    return meet_all(intervals) is not None


def differ(facts: Sequence[Fact]) -> Problem:
    """Return the finding on statements that do not all meet, with one figure for each value."""
    anchor = facts[0]
    others = [fact for fact in facts[1:] if not meet(interval_of(anchor), interval_of(fact))] or list(facts[1:])
    shown = [anchor, *others]
    return Problem(
        check="duplicate",
        severity=gravity(shown),
        params={
            "name": anchor.name,
            "year": year_of(anchor),
            "figures": [figure(fact) for fact in shown],
            "difference": spread(magnitude(subtract(nominal(anchor), nominal(others[0])))),
            "unit": anchor.canonical.unit or "",
        },
        facts=tuple(shown),
        printed=others[0].raw,
        computed=anchor.raw,
    )


def gravity(facts: Sequence[Fact]) -> Severity:
    """Return error where no reading is left: one indicator or row, no default period, nothing said of restrictions."""
    anchor = facts[0]
    if any(fact.indicator is None and fact.source == "prose" for fact in facts):
        return "info"
    if all(fact.source == "prose" for fact in facts) and not same_kind_of_year(facts):
        return "warning"
    return "warning" if anchor.proviso or any(basis(fact) == "default" for fact in facts) else "error"


def basis(fact: Fact) -> str:
    """Return where the fact's period comes from."""
    return fact.period.basis if fact.period else "default"


def same_kind_of_year(facts: Sequence[Fact]) -> bool:
    """Tell whether all periods are calendar years, or all are school years."""
    return len({fact.period.kind if fact.period else None for fact in facts}) == 1


def report_stale(book: Book, stale: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield one finding for the stale figures of each paragraph."""
    placed = sorted(stale, key=lambda fact: fact.where.start)
    for _, run in groupby(placed, key=lambda fact: book.block_at(fact.where.start)):
        yield repeat_of_last_year(book, list(run))


def repeat_of_last_year(book: Book, facts: Sequence[Fact]) -> Outcome:
    """Return the finding on the stale figures of one paragraph."""
    pairs = [(fact, *columns(book, fact)) for fact in facts]
    this = [now for _, now, _ in pairs]
    year = year_of(this[0])
    involved = tuple(fact for trio in pairs for fact in trio)
    params = {
        "year": year,
        "last": year - 1 if year is not None else None,
        "figures": [figure(fact) for fact in facts],
        "current": [figure(now) for now in this],
        "earlier": [figure(then) for _, _, then in pairs],
    }
    problem = Problem(
        check="stale_year",
        severity="error",
        params=params,
        facts=involved,
        printed="、".join(fact.raw for fact in facts),
        computed="、".join(now.raw for now in this),
    )
    return Outcome(involved, problem)


def columns(book: Book, fact: Fact) -> tuple[Fact, Fact]:
    """Return the table's figures of this year and of the year before for a stale figure."""
    year = year_of(fact)
    for now in book.state(fact.entity, concept_of(fact), year):
        if now.source == "table" and is_stale(book, now, fact) and (then := last_year(book, now)):
            return now, then
    raise LookupError(f"{fact.id} is not stale")
