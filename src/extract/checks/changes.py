"""Changes against the levels that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from msgspec import Struct

from extract.checks.arithmetic import Interval, magnitude, meet, negate, subtract
from extract.checks.book import (
    Book,
    bounds,
    concept_of,
    figure,
    in_unit_of,
    interval_of,
    is_small,
    is_stated,
    nominal,
    sharpen,
    spread,
    year_of,
)
from extract.checks.comparisons import is_told_alike, later_level, told_levels
from extract.checks.model import Outcome, Problem, Severity, Test
from extract.checks.printed import last_clause
from extract.late import late
from extract.records import Fact

CHOICES = 64
POINTS = "百分点"
YEAR = late(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
SPAN = late(
    r"(?:^|[。；;])(?:近|过去|最近|这)?(?P<years>[两二三四五六七八九十]|[0-9]{1,2})年(?:来|间|里|以来|中)?[，,]"
    r"|(?:以来|期间)[，,]"
)
"""What opens a sentence on several years: 三年来，…."""
COUNTED = "〇一二三四五六七八九十"
BESIDE = late(r"[与同和跟][^，。；、]{2,40}?(?:相比|比较|对比)")


class Movement(Struct, frozen=True):
    """A printed change or growth rate with the statements of the two levels between which it leads."""

    change: Fact
    this: Sequence[Fact]
    last: Sequence[Fact]

    @property
    def facts(self) -> tuple[Fact, Fact, Fact]:
        """The change and the usual statements of its levels."""
        return self.change, self.this[0], self.last[0]

    def passes(self, test: Test) -> bool:
        """Tell whether some choice of statements passes."""
        choices = product([interval_of(self.change)], sharpen(self.this), sharpen(self.last))
        return any(test(choice) for choice in islice(choices, CHOICES))


def check_changes(book: Book) -> Iterable[Outcome]:
    """Compare every printed change with its levels."""
    for fact in book.report.facts:
        if fact.kind == "change":
            yield from compare_change(book, fact)


def find_levels(book: Book, change: Fact) -> list[Movement]:
    """Return the pairs of levels between which a change may lead, the surest first.

    Those of the same row; else those that the sentence compares, and those of the same concept.
    """
    if change.where.table_id is not None and change.where.row is not None:
        return [found for found in [levels_of_row(book, change)] if found]
    if is_gross(book, change):
        return []
    each = change.rule.endswith("#years")  # of a year each: 2021 年 A，2022 年 B，分别增长 6.5%、7.7%
    told = (None, None) if each else told_levels(book, change) or (None, None)
    if change.where.case_id is not None:
        return [Movement(change, [this], [last]) for this, last in (told,) if this and last]
    level = book.facts.get(change.of or "")
    later = later_level(book, change, level) if level and not each else None
    pairs = [Movement(change, [this], [last]) for this, last in (told, (later, level)) if this and last]
    known = [] if later else levels_of_concept(book, change, level or change)
    return [*pairs, *known]


def levels_of_concept(book: Book, change: Fact, level: Fact) -> list[Movement]:
    """Return the statements of the concept of ``level`` for its year and each that the change may compare with."""
    year = year_of(level)
    earlier = base_years(book, change, year)
    found = (levels_since(book, change, level, before) for before in earlier)
    return [movement for movement in found if movement]


def levels_since(book: Book, change: Fact, level: Fact, earlier: int) -> Movement | None:
    """Return the statements of the concept of ``level`` for its year and an earlier one.

    A name that no catalogue knows may mean something else in another paragraph.
    """
    concept, year = concept_of(level), year_of(level)
    own = [level] if level is not change and interval_of(level).lo.is_finite() else []
    this = list({fact.id: fact for fact in (*own, *book.state(change.entity, concept, year))}.values())
    last = book.state(change.entity, concept, earlier)
    if level.indicator is None:
        last = [fact for fact in last if fact.where.section_id == change.where.section_id]
    if not this or not last or any(is_small(one, fact) for one in own for fact in this):
        return None
    return Movement(change, this, last)


def base_years(book: Book, change: Fact, year: int | None) -> list[int]:
    """Return the years that a change may compare with: the one that is named, else the year before.

    None where it compares with something else: a mean, a plan.  三年来 begins with the first of three years, or before.
    """
    words = comparison_of(book, change)
    if year is None or any(cue in words for cue in book.relations.cues.elsewhere):
        return []
    span = None if words.startswith(book.relations.cues.comparisons) else SPAN.search(book.before(change))
    if span:
        count = span["years"] or ""
        length = int(count) if count.isdigit() else COUNTED.find(count.replace("两", "二"))
        return [year - length + 1, year - length] if length > 1 else []
    named = [int(digits) for digits in YEAR.findall(words)]
    stated = year_of(change)
    if named:
        return [named[-1]] if named[-1] < year else []
    return [stated] if stated is not None and stated < year else [year - 1]


def comparison_of(book: Book, change: Fact) -> str:
    """Return the words before a change from its comparison on (比 2022 年, 与 2022 年相比), or its whole clause."""
    before = book.before(change)
    place = max((before.rfind(cue) for cue in book.relations.cues.comparisons), default=-1)
    beside = (match.start() for match in BESIDE.finditer(before) if match.start() < place < match.end())
    place = next(beside, place)
    return before[place:] if place >= 0 else last_clause(before)


def levels_of_row(book: Book, change: Fact) -> Movement | None:
    """Return the two latest levels of the row that a change stands in, of several things the nearest before it."""
    row = book.rows.get((change.where.table_id or "", change.where.row or 0), ())
    levels = [fact for fact in row if is_stated(fact) and year_of(fact) is not None]
    years = sorted({year_of(fact) or 0 for fact in levels})
    if len(years) < 2 or years[-1] - years[-2] != 1:
        return None
    this, last = ([fact for fact in levels if year_of(fact) == year] for year in (years[-1], years[-2]))
    if len(this) == len(last) == 1:
        return Movement(change, this, last)
    before = [fact for fact in levels if (fact.where.column or 0) < (change.where.column or 0)]
    last_two = sorted(before, key=lambda fact: fact.where.column or 0)[-2:]
    two = {year_of(fact): fact for fact in last_two}
    alike = len({concept_of(fact) for fact in last_two}) == 1 and two.keys() == set(years[-2:])
    return Movement(change, [two[years[-1]]], [two[years[-2]]]) if alike else None


def is_gross(book: Book, change: Fact) -> bool:
    """Tell whether the figure counts additions (新增 5 个) and compares with nothing: what went away is not in it."""
    clause = book.clause(change)
    cues = book.relations.cues
    return any(cue in clause for cue in cues.additions) and not any(cue in clause for cue in cues.comparisons)


def compare_change(book: Book, change: Fact) -> Iterator[Outcome]:
    """Yield whether the printed change can be this − last."""
    movements = [
        found for found in find_levels(book, change) if book.unit(change) in (book.unit(found.this[0]), POINTS)
    ]
    test = change_test(change)
    fitting = next((movement for movement in movements if movement.passes(test)), None)
    if fitting:
        yield Outcome(fitting.facts, test=test)
    elif movements and not belongs_elsewhere(book, change, test):
        yield Outcome(movements[0].facts, change_problem(book, movements[0]), test=test)


def belongs_elsewhere(book: Book, change: Fact, test: Test) -> bool:
    """Tell whether a change fits other figures of its sentence.

    Two of them may be its ends (由 82 个增加到 104 个); unless it stands right behind its own level, it may belong
    to another one.
    """
    levels = [fact for fact in told_before(book, change) if fact.kind in ("level", "share", "ratio")]
    before = [fact for fact in book.sentence(change) if fact.where.start < change.where.start]
    ends = [
        (later, first)
        for place, first in enumerate(levels)
        for later in levels[place + 1 :]
        if first.unit == later.unit and first.name == later.name and not later.rule.endswith("#from")
    ]
    if base := named_base(book, change, levels):
        ends += [(level, base) for level in levels if level.unit == base.unit and level is not base]
    if any(test([interval_of(change), interval_of(later), interval_of(first)]) for later, first in ends):
        return True
    if before and before[-1].id == change.of:
        return False
    alike = [level for level in levels if change.kind == "change_rate" or book.unit(level) == book.unit(change)]
    movements = (movement for level in alike for movement in levels_of_concept(book, change, level))
    return any(movement.passes(test) for movement in movements)


def named_base(book: Book, change: Fact, levels: Sequence[Fact]) -> Fact | None:
    """Return the level that the change's clause compares with outright: 比 2021 年的 4866 人次增长 7.07%."""
    before = [level for level in levels if level.where.start < change.where.start]
    words = comparison_of(book, change)
    outright = words.startswith(book.relations.cues.comparisons) or BESIDE.match(words)
    return before[-1] if before and before[-1].raw in words and outright else None


def told_before(book: Book, change: Fact) -> Sequence[Fact]:
    """Return the figures of a change's sentence; one that opens with its comparison may be of any told before it.

    培训 5264 人次，其中企业职工 1856 人次。较上年的 4870 人次增加 394 人次: the change is that of the 5264.
    """
    before = book.before(change)
    opens = BESIDE.match(before) or before.startswith(book.relations.cues.comparisons)
    return book.paragraph(change) if opens else book.sentence(change)


def change_test(change: Fact) -> Test:
    """Return the test of a change, this and last."""

    def test(intervals: Sequence[Interval]) -> bool:
        printed, this, last = intervals
        return agrees(change, printed, subtract(this, last))

    return test


def agrees(change: Fact, printed: Interval, computed: Interval) -> bool:
    """Tell whether a printed change is the computed one, with its sign where one is printed."""
    signed = negate(printed) if change.direction == "down" else printed
    return meet(signed, computed if change.direction else magnitude(computed)) is not None


def change_problem(book: Book, movement: Movement) -> Problem:
    """Return the finding on a change that is not this − last."""
    change, this, last = movement.facts
    computed = spread(subtract(nominal(this), nominal(last)))
    return Problem(
        check="change",
        severity=gravity(book, movement),
        params=shown(movement)
        | {"computed": in_unit_of(change, subtract(nominal(this), nominal(last)), spread)}
        | bounds(change, magnitude(subtract(interval_of(this), interval_of(last)))),
        facts=movement.facts,
        printed=("-" if change.direction == "down" else "") + change.raw,
        computed=computed,
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


def gravity(book: Book, movement: Movement) -> Severity:
    """Return error for a row of one table and for an indicator's own levels, else warning; additions may be gross."""
    change, this, last = movement.facts
    if change.where.table_id is not None:
        return "error"
    if any(cue in book.clause(change) for cue in book.relations.cues.additions):
        return "info"
    if is_told_alike(this, last):
        return "error"
    certain = this.indicator is not None and this.indicator == last.indicator and not (this.proviso or last.proviso)
    return "error" if certain else "warning"
