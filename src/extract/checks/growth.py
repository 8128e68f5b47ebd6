"""Growth rates against their levels, and percentage points called percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.checks.arithmetic import Interval, divide, magnitude, meet, multiply, negate, scale, subtract
from extract.checks.book import Book, bounds, concept_of, figure, interval_of, nominal, spread, year_of
from extract.checks.changes import POINTS, Movement, agrees, belongs_elsewhere, change_test, find_levels, gravity, shown
from extract.checks.model import Outcome, Problem, Test
from extract.checks.printed import digits_of
from extract.late import late
from extract.records import Fact

PER = {"%": 100, "‰": 1000}
DOUBLINGS = "番"
"""翻两番 is said of what has about quadrupled."""
LEAST_DIGITS = 3
"""Digits of a rate that no other figures give by chance."""
BETWEEN = late("[。；;、]|其中|[0-9]")
"""What parts a rate from a change before it."""
MEANS = ("年均", "平均")
"""Words before a rate of several years' growth that is spread over them."""

THAN_THAT = ("较之", "与之相比")
"""Words by which a change is told of the level before it, which is the earlier one."""


def check_growth(book: Book) -> Iterable[Outcome]:
    """Compare every growth rate with its levels: of the tables, or of its own sentence."""
    for fact in book.report.facts:
        rough = fact.canonical.unit == DOUBLINGS or any(word in book.clause(fact) for word in MEANS)
        if fact.kind == "change_rate" and not rough:
            yield from compare_rate(book, fact)


def compare_rate(book: Book, rate: Fact) -> Iterator[Outcome]:
    """Yield whether a rate can be (this − last) / last."""
    movements = [found for found in find_levels(book, rate) if book.unit(found.this[0]) == book.unit(found.last[0])]
    beside = change_beside(book, rate)
    test, local = growth_test(rate), sentence_test(rate)
    fitting = next((movement for movement in movements if movement.passes(test)), None)
    points = next((movement for movement in movements if is_points(movement)), None)
    told = pairs_beside(book, rate, beside) if beside else []
    stated = next((pair for pair in told if local([interval_of(fact) for fact in (rate, *pair)])), None)
    if stated:
        yield Outcome((rate, *stated), test=local)
    elif fitting:
        yield Outcome(fitting.facts, test=test)
    elif (based := base_beside(book, rate)) and not based_test(rate)([interval_of(fact) for fact in (rate, *based)]):
        yield Outcome((rate, *based), based_problem(rate, *based), test=based_test(rate))
    elif based_wrong := wrong_base(book, rate):
        yield Outcome((rate, *based_wrong), sentence_problem(rate, *based_wrong), test=local)
    elif belongs_elsewhere(book, rate, test):
        return
    elif beside:
        yield Outcome((rate, *beside), sentence_problem(rate, *beside), test=local)
    elif points:
        yield Outcome(points.facts, points_problem(points))
    elif movements:
        yield Outcome(movements[0].facts, growth_problem(book, movements[0]), test=test)


def base_beside(book: Book, rate: Fact) -> tuple[Fact, Fact] | None:
    """Return the change right before a rate with the earlier level right before that: 比上年的 84 项增加 12 项."""
    before = [fact for fact in book.sentence(rate) if fact.where.start < rate.where.start][-2:]
    if len(before) < len(("level", "change")) or before[1].kind != "change" or before[1].direction is None:
        return None
    level, change = before
    told = level.kind == "level" and level.rule.endswith("#from") and book.unit(level) == book.unit(change)
    return (change, level) if told and not BETWEEN.search(book.between(change, rate)) else None


def based_test(rate: Fact) -> Test:
    """Return the test of a rate, a change that adds and the earlier level."""

    def test(intervals: Sequence[Interval]) -> bool:
        printed, change, last = intervals
        return grows(rate, printed, negate(change) if rate.direction == "down" else change, last)

    return test


def based_problem(rate: Fact, change: Fact, last: Fact) -> Problem:
    """Return the finding on a rate that the change before it is not of the earlier level."""
    text = spread(divide(scale(nominal(change), 100), nominal(last)), rate.decimals + 2)
    params = {
        "name": last.name,
        "year": year_of(rate),
        "rate": figure(rate) | {"direction": rate.direction},
        "this": figure(last),
        "change": figure(change) | {"direction": change.direction},
        "computed": f"{text}%",
    }
    return Problem("growth_beside", "error", params, (rate, change, last), printed=rate.raw, computed=text)


def wrong_base(book: Book, rate: Fact) -> tuple[Fact, Fact] | None:
    """Return a level and the change right before a rate which would give it, were the level the earlier one.

    获奖 117 项，…总数比上年多 12 项，增长 10.26%: that is 12 of 117, and not of the 105 of the year before.
    """
    sentence = [fact for fact in book.sentence(rate) if fact.where.start < rate.where.start]
    change = sentence[-1] if sentence else None
    if change is None or change.kind != "change" or digits_of(rate) < LEAST_DIGITS or change.direction is None:
        return None
    levels = [fact for fact in book.levels_before(change) if book.unit(fact) == book.unit(change)]
    own = [fact for fact in levels if sentence_test(rate)([interval_of(rate), interval_of(fact), interval_of(change)])]
    earlier = [fact for fact in levels if fact.rule.endswith("#from") or (year_of(fact) or 0) < (year_of(rate) or 0)]
    found = [
        fact
        for fact in levels
        if fact not in earlier and meet(multiply(interval_of(rate), interval_of(fact)), scale(interval_of(change), 100))
    ]
    return (found[0], change) if found and not own and not earlier else None


def pairs_beside(book: Book, rate: Fact, beside: tuple[Fact, Fact]) -> list[tuple[Fact, Fact]]:
    """Return the change of a rate's sentence with its level, and with the others that it may belong to."""
    level, change = beside
    others = [fact for fact in book.levels_before(change) if book.unit(fact) == book.unit(change)]
    return [(level, change), *((other, change) for other in reversed(others))]


def growth_test(rate: Fact) -> Test:
    """Return the test of a rate, this and last: rate × last is the difference."""

    def test(intervals: Sequence[Interval]) -> bool:
        printed, this, last = intervals
        return grows(rate, printed, subtract(this, last), last)

    return test


def sentence_test(rate: Fact) -> Test:
    """Return the test of a rate, this and the change: last is this − change."""

    def test(intervals: Sequence[Interval]) -> bool:
        printed, this, change = intervals
        difference = negate(change) if rate.direction == "down" else change
        return grows(rate, printed, difference, subtract(this, difference))

    return test


def grows(rate: Fact, printed: Interval, difference: Interval, last: Interval) -> bool:
    """Tell whether rate × last can be the difference."""
    return agrees(rate, multiply(printed, last), scale(difference, PER.get(rate.canonical.unit or "", 1)))


def change_beside(book: Book, rate: Fact) -> tuple[Fact, Fact] | None:
    """Return level and change of the same thing, the change from the same sentence."""
    for fact in book.sentence(rate):
        level = book.facts.get(fact.of or "")
        same = fact.of == rate.of if rate.of and fact.of else concept_of(fact) == concept_of(rate)
        told = any(word in book.clause(fact) for word in THAN_THAT)
        if fact.kind == "change" and level and same and not told and book.unit(fact) == book.unit(level) != "%":
            return level, fact
    return None


def sentence_problem(rate: Fact, this: Fact, change: Fact) -> Problem:
    """Return the finding on level, change and rate of one sentence that do not agree."""
    difference = negate(nominal(change)) if rate.direction == "down" else nominal(change)
    computed = divide(scale(magnitude(difference), 100), subtract(nominal(this), difference))
    text = spread(computed, rate.decimals + 2)
    params = {
        "name": this.name,
        "year": year_of(this),
        "rate": figure(rate) | {"direction": rate.direction},
        "this": figure(this),
        "change": figure(change) | {"direction": change.direction},
        "computed": f"{text}%",
    }
    return Problem("growth_beside", "error", params, (rate, this, change), printed=rate.raw, computed=text)


def growth_problem(book: Book, movement: Movement) -> Problem:
    """Return the finding on a growth rate that its levels do not give."""
    rate, this, last = movement.facts
    computed = divide(scale(subtract(nominal(this), nominal(last)), 100), nominal(last))
    text = spread(computed, rate.decimals + 2)
    reach = divide(scale(subtract(interval_of(this), interval_of(last)), 100), interval_of(last))
    params = shown(movement) | {"computed": f"{text}%"} | bounds(rate, magnitude(reach))
    return Problem("growth", gravity(book, movement), params, movement.facts, printed=rate.raw, computed=text)


def is_points(movement: Movement) -> bool:
    """Tell whether the levels are percentages whose difference the printed percent is."""
    units = {fact.canonical.unit for fact in movement.facts}
    return units == {"%"} and prints_percent(movement.change) and movement.passes(change_test(movement.change))


def prints_percent(change: Fact) -> bool:
    """Tell whether the sign itself stands at the figure: a bare one in a row of percentages claims nothing."""
    return change.raw.endswith(("%", "％"))


def points_problem(movement: Movement) -> Problem:
    """Return the finding on a difference of percentages that is printed in percent."""
    rate, this, last = movement.facts
    text = spread(magnitude(subtract(nominal(this), nominal(last))))
    params = shown(movement) | {"computed": text}
    return Problem("percentage_points", "warning", params, movement.facts, printed=rate.raw, computed=text)


def check_points(book: Book) -> Iterable[Outcome]:
    """Report every change of a percentage that is printed in percent and meant in percentage points."""
    for fact in book.report.facts:
        if fact.kind == "change" and fact.canonical.unit == POINTS and prints_percent(fact):
            fitting = (movement for movement in find_levels(book, fact) if movement.passes(change_test(fact)))
            if movement := next(fitting, None):
                yield Outcome(movement.facts, points_problem(movement))
