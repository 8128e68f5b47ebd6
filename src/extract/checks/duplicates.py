"""The same fact printed twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extract.checks.arithmetic import Interval, magnitude, meet, meet_all, scale, subtract
from extract.checks.book import (
    Book,
    concept_of,
    figure,
    interval_of,
    is_small,
    nominal,
    printed_scale,
    spread,
    year_of,
)
from extract.checks.model import Outcome, Problem, Severity
from extract.checks.ratios import base_of
from extract.checks.stale import is_stale, report_stale
from extract.records import Fact, Where
from extract.rules.relations import Scope

POINTS = "个百分点"
"""What two percentages differ by."""


def check_duplicates(book: Book) -> Iterable[Outcome]:
    """Compare all statements of each fact; statements that equal last year's figure are told apart as stale."""
    stale: list[Fact] = []
    for facts in repeated(book):
        if meet_all(map(interval_of, facts)):
            yield agreement(facts)
            yield from same_precision(facts)
            continue
        anchor = facts[0]
        whole = [fact for fact in facts if not (is_part(book, fact, anchor) or is_rescoped(book, fact, anchor))]
        whole = [fact for fact in whole if base_of(book, fact) == base_of(book, anchor)]
        tabled = [fact for fact in facts if fact.source == "table"]
        old = [fact for fact in whole if any(is_stale(book, now, fact) for now in tabled)]
        stale += old
        rest = [fact for fact in whole if not any(fact is other for other in old)] if old else whole
        if not meet_all(map(interval_of, rest)) and not in_one_paragraph(book, rest):
            yield Outcome(tuple(rest), differ(rest), test=all_meet)
    yield from report_stale(book, stale)


def repeated(book: Book) -> Iterator[list[Fact]]:
    """Yield the facts of each key that is stated more than once, in units that compare, the preferred one first."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    listed = {fact.id for facts in book.stated.values() for fact in facts}
    for fact in sorted(book.report.facts, key=lambda fact: not fact.preferred):
        if fact.id in listed and names_one_thing(fact):
            groups.setdefault((fact.key, book.unit(fact)), []).append(fact)
    for facts in map(tell_rows_apart, groups.values()):
        if len(facts) > 1:
            yield facts


def tell_rows_apart(facts: Sequence[Fact]) -> list[Fact]:
    """Return ``facts`` without cells of one column, or of one row, that share labels: they are apart for all that."""
    tabled = [fact.where for fact in facts if fact.source == "table"]
    columns = Counter((where.table_id, where.column) for where in tabled)
    rows = Counter((where.table_id, where.row) for where in tabled)

    def alone(where: Where) -> bool:
        return columns[where.table_id, where.column] == 1 == rows[where.table_id, where.row]

    return [fact for fact in facts if fact.source == "prose" or alone(fact.where)]


def names_one_thing(fact: Fact) -> bool:
    """Tell whether equal names mean the same figure: an indicator, a table's row, or a name long enough to be one."""
    return fact.indicator is not None or fact.source == "table" or len(fact.name) >= 8


def is_rescoped(book: Book, fact: Fact, anchor: Fact) -> bool:
    """Tell whether the larger one of two figures may count what the smaller one leaves out: 就业 with 升学."""
    for tie in book.relations.of_kind(Scope):
        if fact.indicator == tie.indicator and not meet(interval_of(fact), interval_of(anchor)):
            gap = magnitude(subtract(interval_of(fact), interval_of(anchor)))
            stated = [other for code in tie.others for other in book.state(fact.entity, code, year_of(fact))]
            return any(gap.hi >= interval_of(other).lo for other in stated)
    return False


def is_part(book: Book, fact: Fact, anchor: Fact) -> bool:
    """Tell whether the sentence makes another figure of it: last year's, an addition, or a part of the whole.

    Prose that gives less than half of what the table says speaks of a part, unless the digits are the same and
    the unit has slipped.
    """
    if fact.source != "prose":
        return False
    clause = book.clause(fact)
    cues = book.relations.cues
    if any(cue in clause for cue in (*cues.earlier, *cues.additions)):
        return True
    return is_later(book, fact, anchor) or is_kind(book, fact, anchor) or is_aside(book, fact, anchor)


def is_kind(book: Book, fact: Fact, anchor: Fact) -> bool:
    """Tell whether the two are told apart by a word before the figure: 品牌专业 and 特色专业.

    Where only one of them has such a word (合作企业, 深度合作企业), it is a part of the other if it is smaller.
    """
    if fact is anchor:
        return False
    words = kinds_of(book, book.clause(fact))
    label = " ".join((anchor.name, *anchor.path))
    others = kinds_of(book, book.clause(anchor) if anchor.source == "prose" else label)
    if anchor.source == "prose" and words and others:
        return words != others
    if words - others:
        return interval_of(fact).hi < interval_of(anchor).lo
    return bool(others - words) and anchor.source == "prose" and interval_of(anchor).hi < interval_of(fact).lo


def kinds_of(book: Book, label: str) -> frozenset[str]:
    """Return the words of a label that tell one kind of thing from another."""
    return frozenset(word for word in book.relations.cues.kinds if word in label)


def is_later(book: Book, fact: Fact, anchor: Fact) -> bool:
    """Tell whether a figure whose year is not stated beside it is that of the following year in the table."""
    year = year_of(fact)
    if year is None or basis(fact) == "stated" or meet(interval_of(fact), interval_of(anchor)):
        return False
    following = book.state(fact.entity, concept_of(fact), year + 1)
    return any(other.source == "table" and meet(interval_of(other), interval_of(fact)) for other in following)


def is_aside(book: Book, fact: Fact, anchor: Fact) -> bool:
    """Tell whether ``fact`` is too small for what the table says, of this year and of the year before."""
    year = year_of(anchor)
    earlier = book.state(anchor.entity, concept_of(anchor), year - 1) if year is not None else ()
    return is_small(fact, anchor) and all(is_small(fact, other) for other in earlier)


def same_precision(facts: Sequence[Fact]) -> Iterator[Outcome]:
    """Yield a note on statements that agree only because one may be rounded and the other truncated."""
    printed: dict[tuple[str | None, int], Fact] = {}
    for fact in facts:
        twin = printed.setdefault((fact.unit, fact.decimals), fact)
        if twin.value != fact.value and twin.hedge == fact.hedge and fact.interval[0] != fact.interval[1]:
            params = {"name": fact.name, "year": year_of(fact), "figures": [figure(twin), figure(fact)]}
            yield Outcome((twin, fact), Problem("duplicate_digits", "info", params, (twin, fact), printed=fact.raw))


def in_one_paragraph(book: Book, facts: Sequence[Fact]) -> bool:
    """Tell whether all of ``facts`` are prose of one paragraph, where two values are two things."""
    blocks = {book.block_of(fact) for fact in facts}
    return len(blocks) == 1 and blocks != {None} and all(fact.source == "prose" for fact in facts)


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
    difference = magnitude(subtract(nominal(anchor), nominal(others[0])))
    return Problem(
        check="duplicate",
        severity=gravity(shown),
        params={
            "name": anchor.name,
            "year": year_of(anchor),
            "figures": [figure(fact) for fact in shown],
            "difference": spread(scale(difference, printed_scale(anchor))),
            "unit": POINTS if (unit := anchor.unit or "") == "%" else "" if ":" in unit else unit,
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
