"""Strips whose parts stand under one another → the areas of tables without a full grid.

Evidence: level rules above and below (three-line tables), shaded bands, or alignment alone, of
which more is asked.  Prose between rules (head rule, footnote rule) has no parts side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from extract.layout.flow import surround
from extract.layout.lines import Line, split_line
from extract.layout.strips import Strip, free_places, parts_of
from extract.records import Box
from extract.source.page import Page
from extract.source.ruling import Rule

NARROWEST = 0.3  # em, of a gutter
REACH = 3.0  # em from strip to strip within a table
RULE_REACH = 2.5  # em from a rule to the first or last strip
WRAP = 1.45  # em from line to line within a cell
STEPS = 1.1  # of the closest lines of a table
OVERLAP = 0.95  # em: closer baselines are one row
SAME_EDGE = 2.0
LABEL = 0.5  # of the width of its table
LONE = 4  # strips without neighbours between those with
TOLERATED = 0.1  # of the strips may cover a gutter
ENOUGH, WIDE = 6, 0.9  # strips of which one may cover a gutter so wide, in em
NAKED_STRIPS = 3
NAKED_COLUMNS = 3
MOSTLY = 0.7
PROSE_FILL = 0.85
SHORT_HEAD = 8  # characters
NUMBER = re.compile(r"[-—–−+＋±≥≤<>≈＜＞]?\s?[\d０-９][\d０-９.,，．:：\s]*[%％‰]?\s?[↑↓]?|[-—–/／…]{1,3}|[↑↓]")
TOLD = r"\s*[\d一二三四五六七八九十]"
APART = re.compile(rf"((续|附)?表|(典型)?案例){TOLD}|(数据|资料)来源|注\s*[:：\d]|[（(]?单位\s*[:：]")
TITLE = re.compile(rf"(续|附)?表{TOLD}")
SAYS = re.compile(r"[:：，。；]")  # in no head
REMARK = re.compile(r"[（(].*[)）]")  # over a head: of what, when
YEAR = re.compile(r"(?:19|20)\d\d")
PAGE = re.compile(r"\d{1,3}|[ivxIVX]{1,5}")


class Area(Struct, frozen=True):
    """The strips of one table, the middles of its gutters, what its columns' text covers, the level rules near it."""

    strips: tuple[Strip, ...]
    gutters: tuple[float, ...]
    cores: tuple[tuple[float, float], ...]
    rules: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The box round the text and the rules."""
        boxes = [part.box for part in parts_of(self.strips)]
        return surround(boxes + [(rule.start, rule.at, rule.end, rule.at) for rule in self.rules])

    def gutters_under(self, line: Line) -> list[float]:
        """Return the gutters that a line runs across: it reaches the text of the columns on both sides."""
        sides = zip(self.gutters, self.cores, self.cores[1:], strict=False)
        return [gutter for gutter, left, right in sides if line.x0 < left[1] and line.x1 > right[0]]

    def columns_under(self, line: Line) -> list[int]:
        """Return the columns whose text a line stands over: over the middle and most of it."""
        return [
            column
            for column, (x0, x1) in enumerate(self.cores)
            if line.x0 <= (x0 + x1) / 2 <= line.x1 and min(line.x1, x1) - max(line.x0, x0) > 0.5 * (x1 - x0)
        ]


def find_areas(
    page: Page,
    strips: Sequence[Strip],
    rules: Sequence[Rule],
    walls: Sequence[Rule],
    bands: Sequence[Box],
    before: Sequence[float] = (),
    after: Sequence[float] = (),
) -> list[Area]:
    """Return the areas of tables among ``strips`` of one column of text of ``page``, from the top.

    ``rules`` level rules, ``walls`` upright edges of shaded cells, ``bands`` shaded boxes; none
    of a ruled grid.  ``before`` and ``after``: the edges of the columns of a table on the page before
    and after that may go on here.
    """
    ground = _Ground(page, strips, rules, walls, bands, before, after)
    areas: list[Area] = []
    free = 0
    for first, last in _runs(strips, rules):
        for area, end in ground.areas(free, first, last):
            areas.append(area)
            free = end
    return areas


def is_number(text: str) -> bool:
    """Tell whether a cell prints a value: a number with its sign or per cent, or a dash."""
    return NUMBER.fullmatch(text.strip()) is not None


def is_value(text: str) -> bool:
    """Tell whether a cell prints a number that is no year: a head may print 2024 over 年."""
    return is_number(text) and YEAR.fullmatch(text.strip()) is None


def column_of(gutters: Sequence[float], x: float) -> int:
    """Return the column that ``x`` stands in."""
    return bisect_left(gutters, x)


def _runs(strips: Sequence[Strip], rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of parted strips that stand close, a few lone ones between them."""
    first = last = -1
    for k, strip in enumerate(strips):
        if not strip.parted or APART.match(strip.parts[0].text):
            continue
        if first >= 0 and not _close(strips[last : k + 1], rules):
            yield first, last
            first = -1
        first, last = (k if first < 0 else first), k
    if first >= 0:
        yield first, last


def _close(strips: Sequence[Strip], rules: Sequence[Rule]) -> bool:
    if any(APART.match(strip.parts[0].text) for strip in strips[1:-1]):
        return False
    if len(strips) > LONE + 2 and not _are_held(strips, rules):
        return False
    return all(below.base - above.base <= REACH * max(above.size, below.size) for above, below in pairwise(strips))


def _are_held(strips: Sequence[Strip], rules: Sequence[Rule]) -> bool:
    """Tell whether rules of one table stand above and below ``strips``, and the lone ones are no wider than a label."""
    widest = max(strip.x1 - strip.x0 for strip in strips[1:-1])
    return any(
        above.at < strips[0].base
        and below.at > strips[-1].base
        and max(abs(above.start - below.start), abs(above.end - below.end)) < SAME_EDGE
        and widest < LABEL * above.length
        for above in rules
        for below in rules
    )


class _Ground(Struct, frozen=True):
    """The strips of one column of text with what is painted among them."""

    page: Page
    strips: Sequence[Strip]
    rules: Sequence[Rule]
    walls: Sequence[Rule]
    bands: Sequence[Box]
    before: Sequence[float]
    after: Sequence[float]

    def areas(self, free: int, first: int, last: int) -> Iterator[tuple[Area, int]]:
        """Yield the tables that a run makes, each with the index behind it; strips before ``free`` are taken."""
        parted = [k for k in range(first, last + 1) if self.strips[k].parted]
        if not parted:
            return
        first, last = parted[0], parted[-1]
        rules = self._rules_round(first, last)
        gutters = self._gutters(first, last, rules)
        if not gutters:
            return
        cut = self._cut(first, last, gutters, rules)
        if cut is not None:
            yield from self.areas(free, first, cut - 1)
            yield from self.areas(max(free, cut + 1), cut + 1, last)
            return
        first, last = self._reach(free, first, last, gutters, rules)
        strips = tuple(self.strips[first : last + 1])
        area = Area(strips, gutters, _cores(self._surely(first, last), gutters, rules), tuple(rules))
        if self._is_table(area):
            yield area, last + 1

    def _rules_round(self, first: int, last: int) -> list[Rule]:
        """Return the rules over, in and under the run that are not much wider than it."""
        run = self.strips[first : last + 1]
        x0, x1 = min(strip.x0 for strip in run), max(strip.x1 for strip in run)
        wrap = self._wrap(first, last)
        top = self._bound(first, -1, wrap)
        bottom = self._bound(last, 1, wrap)
        return [rule for rule in self.rules if top <= rule.at <= bottom and rule.start < x1 and rule.end > x0]

    def _bound(self, k: int, step: int, wrap: float) -> float:
        """Return how far from strip ``k`` a rule may stand that bounds its table: a few lone strips on."""
        edge = self.strips[k]
        for _ in range(LONE):
            k += step
            if not 0 <= k < len(self.strips) or self.strips[k].parted or APART.match(self.strips[k].parts[0].text):
                break
            if _step(self.strips[k], edge) > wrap * edge.size:
                break
            edge = self.strips[k]
        return edge.base + step * RULE_REACH * edge.size

    def _gutters(self, first: int, last: int, rules: Sequence[Rule]) -> tuple[float, ...]:
        run = self._surely(first, last)
        top, bottom = run[0].top, run[-1].bottom
        inner = sorted(wall.at for wall in self.walls if wall.start < bottom and wall.end > top)
        x0, x1 = min(strip.x0 for strip in run), max(strip.x1 for strip in run)
        fixed = tuple(at for k, at in enumerate(inner) if x0 + 4 < at < x1 - 4 and (not k or at - inner[k - 1] > 1))
        for edges in self._carried(first, last):
            kept = all(any(abs(at - edge) < SAME_EDGE for edge in edges) for at in fixed)
            if kept and self._goes_on(run, edges):
                return tuple(edges[1:-1])
        if fixed:
            return fixed
        body = _body(run, rules)
        ends = [end for rule in rules for end in (rule.start, rule.end)]
        return tuple(_gutter(start, end, ends) for start, end in _gaps(body))

    def _surely(self, first: int, last: int) -> list[Strip]:
        """Return the strips that surely print cells: parted ones, and lone ones in a free column beside them."""
        span = range(first, last + 1)
        return [self.strips[k] for k in span if self.strips[k].parted or self._overlaps(k) or self._stands_clear(k)]

    def _stands_clear(self, k: int) -> bool:
        """Tell whether lone strip ``k`` is close to a parted one whose parts leave its place free."""
        lone = self.strips[k]
        for strip in (self.strips[n] for n in (k - 1, k + 1) if 0 <= n < len(self.strips)):
            near = strip.parted and abs(strip.base - lone.base) <= WRAP * lone.size
            if near and not any(part.x0 < lone.x1 and lone.x0 < part.x1 for part in strip.parts):
                return True
        return False

    def _carried(self, first: int, last: int) -> Iterator[Sequence[float]]:
        """Yield the columns of the tables that a run at the head or foot of the page may belong to."""
        rests = range(first)  # lines of the row that the end of the page before cuts
        if self.before and all(self._belongs(k, k + 1, self.before[1:-1], REACH, held=False) for k in rests):
            yield self.before
        if last == len(self.strips) - 1 and self.after:
            yield self.after

    def _goes_on(self, run: Sequence[Strip], edges: Sequence[float]) -> bool:
        """Tell whether a run stands in the columns of a table on the page before or after."""
        slack = run[0].size
        if len(edges) <= NAKED_COLUMNS or any(s.x0 < edges[0] - slack or s.x1 > edges[-1] + slack for s in run):
            return False
        columns = [[column_of(edges[1:-1], (part.x0 + part.x1) / 2) for part in strip.parts] for strip in run]
        apart = [len(places) == len(edges) - 1 or all(a < b for a, b in pairwise(places)) for places in columns]
        return sum(apart) >= MOSTLY * len(run)

    def _cut(self, first: int, last: int, gutters: Sequence[float], rules: Sequence[Rule]) -> int | None:
        """Return a lone strip across the gutters that parts two tables: no rule holds it in."""
        full = _full(rules)
        for k in range(first + 1, last):
            strip = self.strips[k]
            if strip.parted or self._fits(strip, gutters) or self._overlaps(k):
                continue
            above = sum(rule.at < strip.base for rule in full)
            if len(full) < 2 or above in (0, len(full)):
                return k
        return None

    def _reach(
        self, free: int, first: int, last: int, gutters: Sequence[float], rules: Sequence[Rule]
    ) -> tuple[int, int]:
        """Return the run with the lone strips up to the rules that bound it, or wrapped from its cells."""
        full = _full(rules)
        wrap = self._wrap(first, last)
        over = REACH if _are_columns(gutters, self.before) else wrap
        top = min((rule.at for rule in full if rule.at < self.strips[first].base), default=None)
        bottom = max((rule.at for rule in full if rule.at > self.strips[last].base), default=None)
        while first > free and self._belongs(
            first - 1, first, gutters, over, top is not None and self.strips[first - 1].base > top
        ):
            first -= 1
        first = self._under_title(free, first, last, full)
        end = len(self.strips)
        while last + 1 < end and self._belongs(
            last + 1, last, gutters, wrap, bottom is not None and self.strips[last + 1].base < bottom
        ):
            last += 1
        return first, last

    def _under_title(self, free: int, first: int, last: int, rules: Sequence[Rule]) -> int:
        """Return the first strip of the head: between the title of a numbered table and its rows all is of the head.

        A line or two that say something about the table may stand under the title.
        """
        run, slack = self.strips[first : last + 1], 2 * self.strips[first].size
        x0 = min([strip.x0 - slack for strip in run] + [rule.start for rule in rules])
        x1 = max([strip.x1 + slack for strip in run] + [rule.end for rule in rules])
        for k in range(first - 1, max(free, first - 2 * LONE) - 1, -1):
            strip = self.strips[k]
            says = SAYS.search(strip.text) is not None or self._is_remark(k)
            if any(TITLE.match(one.text) for one in self.strips[max(0, k - 2 * says) : k + 1]):
                return k + 1
            if says or strip.x0 < x0 or strip.x1 > x1 or not self._follows(k):
                break
        return first

    def _is_remark(self, k: int) -> bool:
        """Tell whether the strip ``k`` says something about the table below in brackets, under its title or alone."""
        first = k == 0 or not self._follows(k - 1) or TITLE.match(self.strips[k - 1].text) is not None
        return first and REMARK.fullmatch(self.strips[k].text) is not None

    def _follows(self, k: int) -> bool:
        """Tell whether the strip below ``k`` stands close enough to be of its table."""
        above, below = self.strips[k : k + 2]
        return below.base - above.base <= REACH * max(above.size, below.size)

    def _wrap(self, first: int, last: int) -> float:
        """Return how far apart, in em, the lines of a cell may be: those that surely are wrapped tell."""
        steps = [
            (below.base - part.base) / below.size
            for above, below in pairwise(self.strips[first : last + 1])
            for part in _over(below, above)
            if not below.parted and below.base - part.base > OVERLAP * below.size
        ]
        return max(WRAP, STEPS * min(steps, default=0.0))

    def _belongs(self, k: int, beside: int, gutters: Sequence[float], wrap: float, held: bool) -> bool:
        """Tell whether lone strip ``k`` is part of the table that strip ``beside`` is: held by a rule, or wrapped."""
        strip, edge = self.strips[k], self.strips[beside]
        if APART.match(strip.parts[0].text) or strip.parted or (k < beside and self._is_remark(k)):
            return False
        if held:
            return abs(strip.base - edge.base) <= REACH * edge.size
        part = strip.parts[0]
        step = _step(strip, edge)
        if step <= REACH * edge.size and self._is_row(part, gutters):
            return True
        if part.size != edge.size or part.bold != edge.parts[0].bold or step > wrap * edge.size:
            return False
        return step < OVERLAP * edge.size or self._fits(strip, gutters) or _stands_over(part, gutters)

    def _is_row(self, line: Line, gutters: Sequence[float]) -> bool:
        """Tell whether a line prints a word in each column: the head of narrow columns, whose gaps part no cells."""
        cells = len(gutters) + 1
        if cells < NAKED_COLUMNS or len(line.text.split()) != cells:
            return False
        return len(split_line(self.page, line, gutters)) == cells

    def _is_table(self, area: Area) -> bool:
        parted = [strip for strip in area.strips if strip.parted]
        if any(_are_columns(area.gutters, edges) for edges in (self.before, self.after)):
            return True
        full = _full(area.rules)
        columns = len(area.gutters) + 1
        lone = sum(not strip.parted for strip in area.strips) - self._wrapped(area)
        if len(parted) < lone or not parted:
            return False
        if len(full) >= 2 and full[0].at < parted[-1].base and full[-1].at > parted[0].base:
            return len(parted) >= 2 or columns >= NAKED_COLUMNS
        if any(_holds(band, strip) for band in self.bands for strip in parted):
            return len(parted) >= 2
        fitting = sum(self._stands_in(strip, area) for strip in parted)
        return fitting >= MOSTLY * len(parted) and _is_naked_table(parted, area.gutters)

    def _wrapped(self, area: Area) -> int:
        """Return how many lone strips are lines of cells: they overlap the strip before, or go on with a column."""
        return sum(
            not (above.parted and below.parted)
            and (
                below.base - above.base < OVERLAP * below.size
                or (len(area.gutters) > 1 and not below.parted and self._fits(below, area.gutters))
            )
            for above, below in pairwise(area.strips)
        )

    def _fits(self, strip: Strip, gutters: Sequence[float]) -> bool:
        """Tell whether every part, cut at the gaps that stand for gutters, stands in one column."""
        parts = [line for part in strip.parts for line in split_line(self.page, part, gutters)]
        columns = [
            (column_of(gutters, line.x0 + line.size / 2), column_of(gutters, line.x1 - line.size / 2)) for line in parts
        ]
        return all(first >= last for first, last in columns)

    def _stands_in(self, strip: Strip, area: Area) -> bool:
        """Tell whether every part of a strip, cut at its gaps, stands over one column's text at most."""
        parts = [x for part in strip.parts for x in split_line(self.page, part, area.gutters_under(part))]
        return all(len(area.columns_under(line)) < 2 for line in parts)

    def _overlaps(self, k: int) -> bool:
        """Tell whether strip ``k`` overlaps one beside it in height."""
        beside = [self.strips[n] for n in (k - 1, k + 1) if 0 <= n < len(self.strips)]
        return any(abs(self.strips[k].base - strip.base) < OVERLAP * self.strips[k].size for strip in beside)


def _are_columns(gutters: Sequence[float], edges: Sequence[float]) -> bool:
    """Tell whether ``gutters`` part the columns that have these ``edges``."""
    inner = edges[1:-1]
    return len(gutters) == len(inner) > 0 and all(abs(a - b) < SAME_EDGE for a, b in zip(gutters, inner, strict=True))


def _gutter(start: float, end: float, ends: Iterable[float]) -> float:
    """Return where in a gap the columns part: where a rule ends in it, else its middle."""
    return next((at for at in ends if start < at < end), (start + end) / 2)


def _gaps(body: Sequence[Strip]) -> list[tuple[float, float]]:
    """Return the gaps between the columns: free ones, and between those what few strips cover."""
    spans = [(part.x0, part.x1) for part in parts_of(body)]
    least = NARROWEST * body[0].size
    free = [gap for gap in free_places(spans) if gap[1] - gap[0] >= least]
    few = int(TOLERATED * len(body))
    nearly = [gap for gap in free_places(spans, few) if gap[1] - gap[0] >= least]
    if not few and len(body) >= ENOUGH:
        nearly = [gap for gap in free_places(spans, 1) if gap[1] - gap[0] >= WIDE * body[0].size]
    return sorted(free + [gap for gap in nearly if not any(gap[0] < x1 and x0 < gap[1] for x0, x1 in free)])


def _body(run: Sequence[Strip], rules: Sequence[Rule]) -> Sequence[Strip]:
    """Return the strips under the head: under the rule below the first strips, else from the first values on."""
    inner = [rule.at for rule in _full(rules) if run[0].base < rule.at < run[-1].base]
    under = [strip for strip in run if inner and strip.base > inner[0]]
    values = [strip for strip in run if any(is_number(part.text) for part in strip.parts)]
    if under or not values or (len(values) == 1 and len(values[0].parts) < max(len(strip.parts) for strip in run)):
        return under or run
    return [strip for strip in run if strip.base > values[0].base - OVERLAP * strip.size]


def _cores(strips: Sequence[Strip], gutters: Sequence[float], rules: Sequence[Rule]) -> tuple[tuple[float, float], ...]:
    """Return what the text of each column covers, below the head; all of the column where it prints nothing."""
    parts = parts_of(_body(strips, rules))
    edges = [min(s.x0 for s in strips), *gutters, max(s.x1 for s in strips)]
    cores: list[tuple[float, float]] = []
    for left, right in pairwise(edges):
        own = [part for part in parts if left <= part.x0 and part.x1 <= right]
        cores.append((min(p.x0 for p in own), max(p.x1 for p in own)) if own else (left, right))
    return tuple(cores)


def _step(strip: Strip, edge: Strip) -> float:
    """Return how far apart two strips stand, in the columns that both print in: in others the faces may be others."""
    return min((abs(strip.base - part.base) for part in _over(strip, edge)), default=abs(strip.base - edge.base))


def _over(strip: Strip, other: Strip) -> Iterator[Line]:
    """Yield the parts of ``other`` that stand over or under the one of a lone strip."""
    lone = strip.parts[0]
    return (part for part in other.parts if part.x0 < lone.x1 and lone.x0 < part.x1)


def _full(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules of full width, from the top."""
    rules = list(rules)
    widest = max((rule.length for rule in rules), default=0.0)
    return sorted((rule for rule in rules if rule.length >= 0.9 * widest), key=lambda rule: rule.at)


def _stands_over(part: Line, gutters: Sequence[float]) -> bool:
    """Tell whether a short part stands over a gutter, as a header over two columns does."""
    crossed = column_of(gutters, part.x1) - column_of(gutters, part.x0)
    return crossed == 1 and len(part.text) <= SHORT_HEAD


def _holds(band: Box, strip: Strip) -> bool:
    return band[1] <= strip.base <= band[3] and band[0] <= strip.x0 + strip.size and strip.x1 - strip.size <= band[2]


def _is_naked_table(parted: Sequence[Strip], gutters: Sequence[float]) -> bool:
    """Tell whether strips that nothing rules or shades are a table: enough of them, well aligned, no prose."""
    columns = len(gutters) + 1
    if len(parted) < NAKED_STRIPS or _is_prose(parted, gutters):
        return False
    if columns >= NAKED_COLUMNS:
        return True
    values = [strip.parts[-1].text for strip in parted[1:]]
    numbers = sum(map(is_number, values))
    return len(parted) > NAKED_STRIPS and numbers >= MOSTLY * len(values) and not _is_directory(values)


def _is_prose(parted: Sequence[Strip], gutters: Sequence[float]) -> bool:
    """Tell whether the parts fill their columns as the lines of two columns of text do."""
    edges = [min(s.x0 for s in parted), *gutters, max(s.x1 for s in parted)]
    widths = [right - left for left, right in pairwise(edges)]
    parts = parts_of(parted)
    full = sum(
        part.x1 - part.x0 > PROSE_FILL * widths[column_of(gutters, part.x0)] and len(part.text) > 8 for part in parts
    )
    return full > 0.5 * len(parts)


def _is_directory(values: Sequence[str]) -> bool:
    """Tell whether values are pages that rise: a directory without leaders."""
    pages = [int(value) for value in values if value.isdigit()]
    return all(PAGE.fullmatch(value) for value in values) and pages == sorted(pages)
