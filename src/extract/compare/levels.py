"""Figures through the years: what rose and fell, what is new, what is gone, what bears another label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from extract.checks.arithmetic import EXACT, admitted, meet
from extract.checks.printed import BASE, last_clause
from extract.compare.kinds import year_of
from extract.compare.ledger import STANDING, Key, Ledger, Years, current, state, unreported_in
from extract.compare.records import DiffKind, Level, Passing, Relabelled, Shared, Verdict
from extract.records import Fact
from extract.rules.catalogue import Catalogue

RATE = Decimal("0.1")
TELLING_DIGITS = 3
"""Digits that shared values must have in all before two labels are taken for one; small counts meet by chance."""

Stated = tuple[int, Fact] | None


class Course(Struct, frozen=True):
    """What each report states of one figure as its current value."""

    key: Key
    steps: Sequence[Stated]


class Rename(Struct, frozen=True):
    """A figure of the report before ``report`` that this gives under another label, with the values of both."""

    report: int
    old: Key
    new: Key
    values: Sequence[Shared]


def follow_figures(ledger: Ledger, kind: DiffKind) -> list[Course]:
    """Return the course of each figure; between years a value counts only once it is later than the one before."""
    gaps = [unreported_in(report) for report in ledger.reports]
    return [Course(key, follow(ledger, years, gaps, kind)) for key, years in ledger.figures.items()]


def follow(ledger: Ledger, years: Sequence[Years], gaps: Sequence[frozenset[str]], kind: DiffKind) -> list[Stated]:
    """Return the current statements of one figure, a report each."""
    steps: list[Stated] = []
    latest: int | None = None
    for report, own, gap in zip(ledger.reports, years, gaps, strict=True):
        stated = current(report, own, gap)
        if stated and kind == "years" and latest is not None and stated[0] <= latest:
            stated = None
        steps.append(stated)
        latest = stated[0] if stated else latest
    return steps


def state_levels(ledger: Ledger, courses: Sequence[Course], kind: DiffKind, catalogue: Catalogue) -> list[Level]:
    """Return the figures that at least two reports state; of a revision those alone that moved."""
    levels = [level for course in courses if (level := state_level(ledger, course, catalogue))]
    return levels if kind == "years" else [level for level in levels if level.verdict != "unchanged"]


def state_level(ledger: Ledger, course: Course, catalogue: Catalogue) -> Level | None:
    """Return the course as a record, None where fewer than two reports state it."""
    stated = [(report, *step) for report, step in enumerate(course.steps) if step]
    if len(stated) < 2:
        return None
    (_, _, old), (last, _, new) = stated[-2:]
    change, bases = difference(old, new), two_bases(old, new, catalogue)
    return Level(
        **ledger.topic(last, new).model_dump(),
        values=[state(*step) for step in stated],
        change=change,
        rate=rate_of(change, old.canonical.value),
        verdict="unclear" if bases else judge(old, new),
        bases=bases,
    )


def two_bases(old: Fact, new: Fact, catalogue: Catalogue) -> list[str]:
    """Return what two shares are of where their sentences name two bases: 占专业课教师的, 占专任教师的."""
    named = [match["whole"] for fact in (old, new) if (match := BASE.search(clause_before(fact)))]
    codes = {indicator.code for name in named if (indicator := catalogue.look_up(name, "人"))}
    return named if len(codes) == 2 else []


def clause_before(fact: Fact) -> str:
    """Return what the clause of a share says before it; nothing where its sentence prints the same figure twice."""
    words = "".join(fact.where.quote.split())
    before, raw, behind = words.partition("".join(fact.raw.split()))
    return last_clause(before) if fact.kind == "share" and raw and raw not in behind else ""


def difference(old: Fact, new: Fact) -> Decimal | None:
    """Return how much more ``new`` is; None where one of them is a range."""
    before, after = old.canonical.value, new.canonical.value
    return None if before is None or after is None else EXACT.subtract(after, before)


def rate_of(change: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Return the change in percent of what was before, with one decimal; None where that was nothing."""
    if change is None or not before:
        return None
    return (change * 100 / before).quantize(RATE, ROUND_HALF_UP)


def judge(old: Fact, new: Fact) -> Verdict:
    """Return what can be said for sure: a change inside the rounding is no change."""
    same = old.canonical.value == new.canonical.value and old.hedge == new.hedge
    if same and (old.canonical.value is not None or old.interval == new.interval):
        return "unchanged"
    before, after = admitted(old.interval), admitted(new.interval)
    if meet(before, after):
        return "unclear"
    return "rose" if after.lo >= before.hi else "fell"


# --- appeared, vanished ----------------------------------------------------------------------


def state_appeared(
    ledger: Ledger, courses: Sequence[Course], catalogue: Catalogue, renames: Sequence[Rename]
) -> list[Passing]:
    """Return the figures that a report states and the one before it does not, under no other label either."""
    known = {(rename.new, rename.report) for rename in renames}
    return list(pass_by(ledger, courses, catalogue, -1, known))


def state_vanished(
    ledger: Ledger, courses: Sequence[Course], catalogue: Catalogue, renames: Sequence[Rename]
) -> list[Passing]:
    """Return the figures that a report states and the one after it does not, under no other label either."""
    known = {(rename.old, rename.report - 1) for rename in renames}
    return list(pass_by(ledger, courses, catalogue, 1, known))


def pass_by(
    ledger: Ledger, courses: Sequence[Course], catalogue: Catalogue, neighbour: int, known: Set[tuple[Key, int]]
) -> Iterator[Passing]:
    """Yield what a report states and its neighbour, the one before (-1) or after (1), does not; but those ``known``."""
    asked = Asked(catalogue)
    for course in courses:
        for report, step in enumerate(course.steps):
            other = report + neighbour
            if step is None or not 0 <= other < len(course.steps) or course.steps[other] is not None:
                continue
            if (course.key, report) in known:
                continue
            form = asked.only_in(step[1], year_of(ledger.reports[report]), year_of(ledger.reports[other]))
            yield Passing(
                **ledger.topic(report, step[1]).model_dump(),
                report=report,
                values=[state(report, *step)],
                by="form" if form else "report",
            )


class Asked:
    """In which years the national forms ask for an indicator, whoever fills them in."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.spans: dict[str, list[tuple[int, int]]] = {}
        for form in catalogue.forms.values():
            for row in form.rows:
                self.spans.setdefault(row.indicator, []).append((row.since or 0, row.until or 9999))

    def only_in(self, fact: Fact, year: int | None, other: int | None) -> bool:
        """Tell whether the forms ask for the fact's indicator in ``year`` and not in ``other``."""
        spans = self.spans.get(fact.indicator or "", ())
        if year is None or other is None or not spans:
            return False
        return any(lo <= year <= hi for lo, hi in spans) and not any(lo <= other <= hi for lo, hi in spans)


# --- renamed ---------------------------------------------------------------------------------


def find_renames(ledger: Ledger, courses: Sequence[Course]) -> list[Rename]:
    """Return pairs of a figure that left its table and one that appeared with its values; none that is doubtful."""
    steps = {course.key: course.steps for course in courses}
    renamed: list[Rename] = []
    for report in range(1, len(ledger.reports)):
        gone = [key for key, step in steps.items() if has_left(step[report - 1], step[report])]
        come = [key for key, step in steps.items() if step[report] and not step[report - 1]]
        renamed += pair_labels(ledger, report, gone, come)
    return renamed


def has_left(old: Stated, new: Stated) -> bool:
    """Tell whether a figure is gone, or but mentioned where it stood in a table."""
    if old is None:
        return False
    return new is None or (old[1].source == "table" and new[1].source == "prose")


def state_renamed(ledger: Ledger, renames: Sequence[Rename]) -> list[Relabelled]:
    """Return the renames as records."""
    return [state_rename(ledger, rename) for rename in renames]


def state_rename(ledger: Ledger, rename: Rename) -> Relabelled:
    """Return a figure under both labels."""
    before, after = ledger.figures[rename.old][rename.report - 1], ledger.figures[rename.new][rename.report]
    year = rename.values[-1].year
    return Relabelled(
        old=ledger.topic(rename.report - 1, before[year]),
        new=ledger.topic(rename.report, after[year]),
        values=list(rename.values),
    )


def pair_labels(ledger: Ledger, report: int, gone: Sequence[Key], come: Sequence[Key]) -> Iterator[Rename]:
    """Yield the pairs of ``gone`` and ``come`` that fit each other and nothing else."""
    fits = [(old, new, shared) for old, new, shared in overlaps(ledger, report, gone, come)]
    for old, new, shared in fits:
        if sum(old == other for other, _, _ in fits) == 1 == sum(new == other for _, other, _ in fits):
            yield Rename(report, old, new, shared)


def overlaps(
    ledger: Ledger, report: int, gone: Sequence[Key], come: Sequence[Key]
) -> Iterator[tuple[Key, Key, list[Shared]]]:
    """Yield the figures of two reports that agree in all the years that both give, and give enough digits."""
    by_value: dict[tuple[Key, int, Decimal], list[Key]] = {}
    for old in gone:
        for year, fact in ledger.figures[old][report - 1].items():
            if fact.canonical.value is not None:
                by_value.setdefault((old[:STANDING], year, fact.canonical.value), []).append(old)
    for new in come:
        after = ledger.figures[new][report]
        met = {
            old: None
            for year, fact in after.items()
            if fact.canonical.value is not None
            for old in by_value.get((new[:STANDING], year, fact.canonical.value), ())
        }
        for old in met:
            shared = agreed(ledger.figures[old][report - 1], after)
            if sum(len(value.value.as_tuple().digits) for value in shared) >= TELLING_DIGITS:
                yield old, new, shared


def agreed(before: Mapping[int, Fact], after: Mapping[int, Fact]) -> list[Shared]:
    """Return the values of the years that both give; nothing where one of them differs in value or unit."""
    shared: list[Shared] = []
    for year in sorted(before.keys() & after.keys()):
        old, new = before[year].canonical, after[year].canonical
        if old != new or old.value is None:
            return []
        shared.append(Shared(year=year, value=old.value))
    return shared
