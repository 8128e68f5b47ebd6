"""Changes and growth against the levels that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from extract.checks.arithmetic import Interval, divide, magnitude, meet, multiply, negate, scale, subtract
from extract.checks.book import Book, concept_of, figure, interval_of, is_stated, spread, year_of
from extract.checks.model import Outcome, Problem, Severity
from extract.records import Fact

CHOICES = 64
POINTS = "百分点"


@dataclass(frozen=True, slots=True)
class Movement:
    """A printed change or growth rate with the statements of the two levels between which it leads."""

    change: Fact
    this: Sequence[Fact]
    last: Sequence[Fact]

    @property
    def facts(self) -> tuple[Fact, Fact, Fact]:
        """The change and the usual statements of its levels."""
        return self.change, self.this[0], self.last[0]

    def pairs(self) -> Iterator[tuple[Interval, Interval]]:
        """Yield the choices of one statement each."""
        choices = product(map(interval_of, self.this), map(interval_of, self.last))
        yield from islice(choices, CHOICES)


def check_changes(book: Book) -> Iterable[Outcome]:
    """Compare every printed change and growth rate with its levels."""
    for fact in book.report.facts:
        if fact.kind == "change" and (movement := find_levels(book, fact)):
            yield compare_change(book, movement)
        elif fact.kind == "change_rate":
            yield from check_growth(book, fact)


def find_levels(book: Book, change: Fact) -> Movement | None:
    """Return the levels of this year and the year before: of the same row, else of the same concept."""
    if change.where.table_id is not None and change.where.row is not None:
        return levels_of_row(book, change)
    if change.where.case_id is not None or is_gross(book, change):
        return None
    level = book.facts.get(change.of or "")
    year = year_of(change)
    if year is None:
        return None
    concept = concept_of(level) if level else concept_of(change)
    stated = [*([level] if level and year_of(level) == year else []), *book.state(change.entity, concept, year)]
    this = unique(stated)
    last = book.state(change.entity, concept, year - 1)
    return Movement(change, this, last) if this and last else None


def unique(facts: Iterable[Fact]) -> list[Fact]:
    """Return ``facts`` without repeats."""
    return list({fact.id: fact for fact in facts}.values())


def levels_of_row(book: Book, change: Fact) -> Movement | None:
    """Return the two latest levels of the row that a change stands in."""
    row = book.rows.get((change.where.table_id or "", change.where.row or 0), ())
    levels = [fact for fact in row if is_stated(fact) and year_of(fact) is not None]
    years = sorted({year_of(fact) or 0 for fact in levels})
    if len(years) < 2 or years[-1] - years[-2] != 1:
        return None
    at = {year: [fact for fact in levels if year_of(fact) == year] for year in years}
    this, last = at[years[-1]], at[years[-2]]
    return Movement(change, this, last) if len(this) == len(last) == 1 else None


def is_gross(book: Book, change: Fact) -> bool:
    """Tell whether the figure counts additions (新增 5 个) and compares with nothing: what went away is not in it."""
    before = change.where.quote.partition(change.raw)[0]
    clause = before[max(before.rfind(mark) for mark in "，。；,;") + 1 :]
    cues = book.relations.cues
    return any(cue in clause for cue in cues.additions) and not any(cue in clause for cue in cues.comparisons)


def compare_change(book: Book, movement: Movement) -> Outcome:
    """Return whether the printed change can be this − last."""
    change = movement.change
    if book.unit(change) not in (book.unit(movement.this[0]), POINTS):
        return Outcome()
    printed = signed(change)
    if any(meets_either(change, printed, subtract(this, last)) for this, last in movement.pairs()):
        return Outcome(movement.facts)
    return Outcome(movement.facts, change_problem(movement))


def signed(change: Fact) -> Interval:
    """Return the printed change, negative where it goes down."""
    interval = interval_of(change)
    return negate(interval) if change.direction == "down" else interval


def meets_either(change: Fact, printed: Interval, computed: Interval) -> bool:
    """Tell whether a change agrees, with its sign where one is printed."""
    return meet(printed, computed if change.direction else magnitude(computed)) is not None


def change_problem(movement: Movement) -> Problem:
    """Return the finding on a change that is not this − last."""
    change, this, last = movement.facts
    computed = subtract(interval_of(this), interval_of(last))
    return Problem(
        check="change",
        severity=gravity(movement),
        params=shown(movement) | {"computed": spread(computed)},
        facts=movement.facts,
        printed=("-" if change.direction == "down" else "") + change.raw,
        computed=spread(computed),
    )


def shown(movement: Movement) -> dict[str, object]:
    """Return the parts of a message on a movement."""
    change, this, last = movement.facts
    return {
        "name": this.name,
        "year": year_of(this),
        "change": figure(change) | {"direction": change.direction},
        "this": figure(this),
        "last": figure(last),
    }


def gravity(movement: Movement) -> Severity:
    """Return error for a row of one table and for an indicator's own levels, else warning."""
    change, this, last = movement.facts
    if change.where.table_id is not None:
        return "error"
    certain = this.indicator is not None and this.indicator == last.indicator and not (this.proviso or last.proviso)
    return "error" if certain else "warning"


def check_growth(book: Book, rate: Fact) -> Iterator[Outcome]:
    """Yield whether a growth rate can be (this − last) / last, by levels or by the change in the same sentence."""
    movement = find_levels(book, rate)
    if movement:
        holds = [grows(rate, subtract(this, last), last) for this, last in movement.pairs()]
        if any(holds):
            yield Outcome(movement.facts)
        elif is_points(movement):
            yield Outcome(movement.facts, points_problem(movement))
        else:
            yield Outcome(movement.facts, growth_problem(movement))
    elif (beside := change_beside(book, rate)) and (this := book.facts.get(beside.of or "")):
        yield growth_of_sentence(rate, beside, this)


def grows(rate: Fact, difference: Interval, last: Interval) -> bool:
    """Tell whether rate × last can be the difference."""
    factor = {"%": 100, "‰": 1000}.get(rate.canonical.unit or "", 1)
    return meets_either(rate, multiply(signed(rate), last), scale(difference, factor))


def growth_of_sentence(rate: Fact, change: Fact, this: Fact) -> Outcome:
    """Return whether level, change and rate of one sentence agree: last = this − change."""
    difference = signed(change) if change.direction else interval_of(change)
    last = subtract(interval_of(this), difference)
    facts = (rate, this, change)
    if grows(rate, difference, last):
        return Outcome(facts)
    computed = divide(scale(difference, 100), last)
    params = {
        "name": this.name,
        "year": year_of(this),
        "rate": figure(rate),
        "this": figure(this),
        "change": figure(change),
        "computed": spread(computed, rate.decimals + 2) + "%",
    }
    computed_text = spread(computed, rate.decimals + 2)
    return Outcome(facts, Problem("growth_beside", "error", params, facts, printed=rate.raw, computed=computed_text))


def change_beside(book: Book, rate: Fact) -> Fact | None:
    """Return the change of the same thing in the same sentence."""
    return next(
        (
            fact
            for fact in book.report.facts
            if fact.kind == "change"
            and fact.where.quote == rate.where.quote
            and concept_of(fact) == concept_of(rate)
            and book.unit(fact) != "%"
        ),
        None,
    )


def growth_problem(movement: Movement) -> Problem:
    """Return the finding on a growth rate that its levels do not give."""
    rate, this, last = movement.facts
    computed = divide(scale(subtract(interval_of(this), interval_of(last)), 100), interval_of(last))
    places = rate.decimals + 2
    return Problem(
        check="growth",
        severity=gravity(movement),
        params=shown(movement) | {"computed": f"{spread(computed, places)}%"},
        facts=movement.facts,
        printed=rate.raw,
        computed=spread(computed, places),
    )


def is_points(movement: Movement) -> bool:
    """Tell whether the levels are percentages whose difference the printed percent is."""
    rate, this, _ = movement.facts
    if this.canonical.unit != "%" or rate.canonical.unit != "%":
        return False
    return any(meets_either(rate, signed(rate), subtract(now, then)) for now, then in movement.pairs())


def points_problem(movement: Movement) -> Problem:
    """Return the finding on a difference of percentages that is printed in percent."""
    rate, this, last = movement.facts
    computed = subtract(interval_of(this), interval_of(last))
    params = shown(movement) | {"computed": spread(magnitude(computed))}
    return Problem("percentage_points", "warning", params, movement.facts, printed=rate.raw, computed=spread(computed))


def check_points(book: Book) -> Iterable[Outcome]:
    """Report every change of a percentage that is printed in percent and meant in percentage points."""
    for fact in book.report.facts:
        meant = fact.kind == "change" and fact.canonical.unit == POINTS and fact.unit in ("%", "％")
        if meant and (movement := find_levels(book, fact)):
            yield Outcome(movement.facts, points_problem(movement))
