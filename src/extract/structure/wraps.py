"""Text set to a fixed width without blank lines → units of whole paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extract.late import late
from extract.structure.directory import ends_entry
from extract.structure.flow import columns
from extract.structure.grammar import Grammar, ends_sentence, is_title
from extract.structure.titles import is_marked
from extract.structure.units import Unit, merge_units

LEAST_LINES = 8
LEAST_WIDTH = 32  # half-width columns
SLACK = 0.15  # a proportional font leaves lines of one width with so different numbers of columns
ABOUT_ALL = 0.9
SIGNS = "万亿个人名所项家门种册元亩年月日倍期场本篇件台套栋间座处位枚余多分"
UNITS = (*SIGNS, "平方", "小时", "课时", "学时", "学分", "班次")
"""What begins the unit of most numbers."""
RUN_IN = late(r"[:：].*\d")
"""A title that opens a paragraph: 1.1 学生规模：2023 年 9 月，全校共有."""
HEADING_SLACK = 0.08  # a title may end anywhere: it runs over only where it fills its line


def characters(text: str) -> int:
    """Return twice the number of characters, for texts broken after so many whatever their width."""
    return 2 * len(text)


class Measure(Struct, frozen=True):
    """The width that a text's lines are broken at, in half-width columns as ``of`` counts them; 0 where none.

    ``margin``: how far lines that go on with a paragraph are set in.
    """

    width: int
    of: Callable[[str], int] = columns
    margin: int = 0

    def is_full(self, text: str, slack: float = SLACK) -> bool:
        """Tell whether ``text`` fills its line."""
        return self.of(text) >= (1 - slack) * self.width


def find_measure(units: Sequence[Unit]) -> Measure:
    """Return how wide the text is set: by columns or by characters, whichever more lines agree with."""
    pairs = [(a, b) for a, b in _neighbours(units) if not ends_sentence(a.text)]
    if len(pairs) < LEAST_LINES:
        return Measure(0)
    trials = [_measure([a.text for a, _ in pairs], of) for of in (columns, characters)]
    measure = max(trials, key=lambda trial: trial[0])[1]
    if _is_overrun([unit.text for unit in units if unit.piece.kind == "text"], measure):
        return Measure(0)
    return replace(measure, margin=Counter(b.indent for _, b in pairs).most_common(1)[0][0])


def _measure(lines: Sequence[str], of: Callable[[str], int]) -> tuple[int, Measure]:
    """Return how many lines end within a character of the common width, and that: the widest that most agree on."""
    counts = Counter(map(of, lines))
    middle = sorted(map(of, lines))[len(lines) // 2]

    def near(width: int) -> int:
        return sum(count for one, count in counts.items() if width - 2 <= one <= width + 2)

    most = max(near(width) for width in counts if width >= middle)
    width = max(width for width in counts if width >= middle and near(width) >= ABOUT_ALL * most)
    about = sum(count for one, count in counts.items() if (1 - SLACK) * width <= one <= (1 + SLACK) * width)
    if width < LEAST_WIDTH or about < 0.6 * len(lines):
        return 0, Measure(0)
    return near(width), Measure(width, of)


def _is_overrun(lines: Sequence[str], measure: Measure) -> bool:
    """Tell whether most of the text stands in longer lines: what ends at that width are titles over paragraphs."""
    most = (1 + SLACK) * measure.width
    return 2 * sum(len(line) for line in lines if measure.of(line) > most) > sum(map(len, lines))


def undo_wraps(text: str, units: Sequence[Unit], measure: Measure, grammar: Grammar) -> list[Unit]:
    """Return ``units`` with the lines of a paragraph made one, where the text is set to a width."""
    if not measure.width:
        return list(units)
    merged: list[Unit] = []
    run: list[Unit] = []
    for unit in units:
        if run and not _goes_on(run[0], run[-1], unit, measure, grammar):
            merged.append(merge_units(text, run))
            run = []
        run.append(unit)
    return [*merged, merge_units(text, run)] if run else merged


def _neighbours(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Yield each text line with the one directly below it."""
    for a, b in pairwise(units):
        both_text = a.piece.kind == b.piece.kind == "text"
        if both_text and b.gap == 0 and not b.turn and a.piece.runs_on is None and not ends_entry(a.text):
            yield a, b


def breaks_off(above: str, below: str) -> bool:
    """Tell whether a line ends within a clause: at a comma, or at a number whose unit begins the next."""
    return above[-1] in "，、," or (above[-1].isdigit() and below.startswith(UNITS))


def _goes_on(first: Unit, last: Unit, unit: Unit, measure: Measure, grammar: Grammar) -> bool:
    """Tell whether ``unit`` is the next line of the paragraph that runs from ``first`` to ``last``."""
    if unit.gap or unit.turn or first.piece.kind != "text" or unit.piece.kind != "text":
        return False
    if unit.indent >= last.indent + 2 or ends_entry(last.text):
        return False
    room = measure.of(last.text) + last.indent
    marked = is_marked(unit.text, grammar)
    if ends_sentence(last.text):
        goes_on = ends_sentence(unit.text) or measure.is_full(unit.text)
        return room >= measure.width - 2 and goes_on and not marked
    if last is first and marked and "，" not in last.text and is_title(unit.text) and not measure.is_full(unit.text):
        return False  # the title of the report over its first section
    if last is first and is_marked(first.text, grammar) and not RUN_IN.search(first.text):
        opens = unit.indent > measure.margin and measure.is_full(" " * unit.indent + unit.text)
        return room >= (1 - HEADING_SLACK) * measure.width and not marked and not opens
    return room >= (1 - SLACK) * measure.width or breaks_off(last.text, unit.text)
