"""Which lines are headings: by the directory, by the ladder of numbers, by what stands round them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extract.late import late
from extract.structure.directory import Entry
from extract.structure.grammar import Grammar, Label, bare, ends_sentence, is_prose, is_title
from extract.structure.ladder import Ladder
from extract.structure.looks import SIZE_STEP
from extract.structure.units import Unit

OPENING_DIGITS = late(r"(?:19|20)\d\d(?!\d)|\d\s?[+＋A-Za-z]")
TABULAR = late(r"\s[\d.,，]+[%％]?$")  # a row of a table that the layout did not see as one
YEAR = late(r"(?:(?:19|20)\d\d[-—–~至])?(?:19|20)\d\d(?:学年|年)度?")
LONGEST = 120  # characters of a title
LARGER, FAR_LARGER = 1.15, 1.5  # than the text
SHORT = 20  # characters of a title that no mark parts from its number
OUTERMOST = ("named", "zeroed", "formal", "roman", "boxed")  # inside a section they count the steps of something
STRONG = (*OUTERMOST, "part", "chapter", "article", "chinese", "bracketed_chinese", "dotted")
COUNTED = ("arabic", "bracketed_arabic", "circled")


class HeadingJudge:
    """Tells headings from lists, dates and figures; remembers the lists that run."""

    def __init__(self, entries: Iterable[Entry], grammar: Grammar, ladder: Ladder) -> None:
        self._grammar = grammar
        self._ladder = ladder
        self._listed = Counter(
            bare(entry.unit.text[: _title_end(entry)]) for entry in entries if entry.kind == "section"
        )
        self._lists: dict[tuple[int, int], int] = {}

    def is_listed(self, text: str) -> bool:
        """Tell whether the directory names ``text`` as a section that has not come yet."""
        return len(text) <= LONGEST and any(self._listed[name] > 0 for name in self._names(text))

    def take(self, text: str) -> None:
        """Remember that ``text`` is the heading of a section: lists begin anew."""
        for name in self._names(text):
            self._listed[name] -= 1
        self._lists.clear()

    def _names(self, text: str) -> set[str]:
        """Return how a directory may print the heading ``text``: with its number, or without."""
        label = self._grammar.label(text)
        return {bare(text), bare(label.title)} if label and label.title else {bare(text)}

    def is_numbered_heading(self, label: Label, around: tuple[Unit | None, Unit, Unit | None], in_case: bool) -> bool:
        """Tell whether the middle unit of ``around``, which begins with ``label``, is a heading."""
        before, unit, after = around
        if self.is_listed(unit.text):
            return True
        whole = label.title or self._is_titled_below(label, after)
        heading = bool(whole) and self._is_apart(label, before, unit) and self._is_expected(label, unit, after, in_case)
        if not heading and counts_items(label, unit.text):
            self._lists[label.rank] = label.levels[-1]
        return heading

    def _is_titled_below(self, label: Label, after: Unit | None) -> bool:
        """Tell whether a number alone on its line is a section's next one, with words below: no figure of a cell."""
        follows = self._ladder.step(label) in ("first", "next")
        if after is None or not follows or self._grammar.label(after.text):
            return False
        return is_title(after.text) and _is_worded(after.text)

    def _is_apart(self, label: Label, before: Unit | None, unit: Unit) -> bool:
        """Tell whether ``unit`` has the looks of a title and does not go on with an unfinished line."""
        if not is_title(unit.text) or not _is_worded(label.title):
            return False
        unfinished = before is not None and is_prose(before.text) and not ends_sentence(before.text)
        return not (unfinished and unit.gap == 0 and not unit.turn)

    def _is_expected(self, label: Label, unit: Unit, after: Unit | None, in_case: bool) -> bool:
        step = self._ladder.step(label)
        if not self._is_placed(label) and not (label.dress == "circled" and after and _is_set_off(unit, after)):
            return False
        if step and after and self._opens(label, after):
            return True
        if label.glued and step in ("first", "next") and after and _is_larger(unit, after):
            return True
        if label.glued:
            return self._ladder.continues(label) and len(label.title) <= SHORT and self._has_body(label, after)
        if self._lists.get(label.rank, -9) == label.levels[-1] - 1:
            return False
        if step == "repeat" and label.levels == (1,):
            return False
        if in_case and not self._ladder.continues(label):
            return False
        if label.dress in STRONG:
            return step in ("first", "next") or (step is not None and self._has_body(label, after))
        return step is not None and self._has_body(label, after)

    def _is_placed(self, label: Label) -> bool:
        """Tell whether a dress that seldom heads anything stands where it does: outermost, or circles under counts."""
        here, outermost = self._ladder.here, self._ladder.outermost
        if label.dress in OUTERMOST:
            return outermost is None or outermost.number is None or outermost.rank == label.rank
        return label.dress != "circled" or (here is not None and here.dress in COUNTED)

    def _opens(self, label: Label, after: Unit) -> bool:
        """Tell whether ``after`` is numbered as the first section under ``label``: 2.1 under 2."""
        below = self._grammar.label(after.text)
        return below is not None and below.dress == "dotted" and below.levels == (*label.levels, 1)

    def _has_body(self, label: Label, after: Unit | None) -> bool:
        """Tell whether something other than the next item of a list stands below."""
        if after is None:
            return self._ladder.continues(label)
        below = None if is_prose(after.text) else self._grammar.label(after.text)
        return below is None or below.rank > label.rank


def _is_larger(unit: Unit, after: Unit) -> bool:
    """Tell whether ``unit`` is set clearly larger than the running text below, or far larger than other words there."""
    least = LARGER if is_prose(after.text) else FAR_LARGER
    return unit.piece.style.size > least * after.piece.style.size > 0


def _is_set_off(unit: Unit, after: Unit) -> bool:
    """Tell whether ``unit`` is set bolder or larger than the running text below."""
    style, below = unit.piece.style, after.piece.style
    return is_prose(after.text) and ((style.bold and not below.bold) or style.size > below.size + SIZE_STEP > SIZE_STEP)


def counts_items(label: Label, text: str) -> bool:
    """Tell whether ``label`` can count the items of a list: a mark parts it from the words, and it is no 1.1."""
    return label.dress != "dotted" and not label.glued and not text[label.digits[1] :][:1].isspace()


def _title_end(entry: Entry) -> int:
    return entry.unit.text.rindex(entry.title) + len(entry.title) if entry.title else len(entry.unit.text)


def _is_worded(title: str) -> bool:
    """Tell whether ``title`` has words; of digits only a year, a name such as 1+X or 3D opens one."""
    if not title:
        return True
    if TABULAR.search(title):
        return False
    if YEAR.fullmatch(title):
        return True
    opens = title[0].isalpha() or title[0] in "“\"'‘《〈「『（(【" or OPENING_DIGITS.match(title) is not None
    return opens and sum(sign.isalpha() for sign in title) >= 2
