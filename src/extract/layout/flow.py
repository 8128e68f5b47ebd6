"""Lines → paragraphs, by geometry alone: indent, short last line, gap, change of style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex
from msgspec import Struct
from msgspec.structs import replace

from extract.layout.lines import MADE_UP, Line
from extract.records import Box

INDENT = 0.8  # em
DEEPEST_INDENT = 6.0  # em
GAP = 1.3  # of the usual pitch
NARROW_GAP = 1.15  # of it, below the end of a sentence in text without indents
SIZE_STEP = 0.06  # of the size
SLACK = 0.35  # em
BESIDE = 1.0  # em between a box and the lines beside it
TALL = 2.0  # em: what is lower is a sign in front of a line
ROOM = 0.6  # em
BLANK = 0.25  # em
TAB_GAP = 2.0  # em
SUPPORT = 0.08  # of the lines
JUSTIFIED = 0.2  # of the lines
HANGING = 2.2  # em: a bracket and a comma behind the end of full lines
NO_LINE_END = "([{（［｛《〈「『【〔“‘"
NO_LINE_START = ")]}）］｝》〉」』】〕”’，。、；：∶？！,.;:?!%％…·—"
HANGERS = "，。、；："  # may stand past the end of the line
QUOTES = "“”‘’"  # some engines break neither before nor behind them
STICKING = NO_LINE_START + QUOTES
PAGE = r"(?:[-—–(（]\s*)?(?:第\s*|[Pp]\.?\s*)?(?:\d{1,3}|[ivxlcIVXLC]{1,7})(?:\s*(?:[-—–)）]|页))?"
ENTRY = re.compile(rf"(?:[.…·⋯・_．]\s*){{4,}}\S{{0,14}}$|\t\s*{PAGE}$")
TABBED = re.compile(rf"[^.…·⋯・_．\s]\s*\t\s*{PAGE}$")
NUMBERED = regex.compile(
    r"(?:\d{1,2}(?:(?:[.．]\d{1,2}){1,3}|[、．.])|第[一二三四五六七八九十]{1,3}[章节部]|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖]{1,3}、"
    r"|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳Ⅰ-Ⅻ]|【[^】]{1,12}】|[续附]?[表图]\s?\d{1,2}(?:[-—–.．]\d{1,2})?)"
    r"\s?\p{Han}[^。；，：！？;,:]*"
)
SENTENCE_END = "。！？；”’）"
BREAKING_OFF = re.compile(r"[，、\d]$")
LONG = 0.6  # of the width of the column
PROSE = re.compile(r"[。；]|[，、]$")


class Column(Struct, frozen=True):
    """The text column of a page or frame: where its lines begin and end."""

    left: float
    right: float


class Paragraph(Struct):
    """The lines of one paragraph on one page."""

    lines: list[Line]
    column: Column
    runs_on: bool | None = False
    frame: int | None = None
    footnote: bool = False

    @property
    def size(self) -> float:
        """The size most of its characters are set in."""
        return _weighty((line.size, len(line.text)) for line in self.lines)

    @property
    def bold(self) -> bool:
        """Tell whether most of its characters are bold."""
        return sum(len(line.text) for line in self.lines if line.bold) * 2 > sum(len(line.text) for line in self.lines)

    @property
    def centred(self) -> bool:
        """Tell whether its lines stand in the middle of the column with room on both sides."""
        return all(is_centred(line, self.column) for line in self.lines)

    @property
    def box(self) -> Box:
        """The box round its lines."""
        return surround(line.box for line in self.lines)


def surround(boxes: Iterable[Box]) -> Box:
    """Return the box round ``boxes`` (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def find_column(lines: Sequence[Line], size: float) -> Column:
    """Return where the lines of the text in ``size`` begin and end (at least one line)."""
    body = [line for line in lines if abs(line.size - size) <= SIZE_STEP * size]
    body = body or list(lines)
    lefts = Counter(round(line.x0 / 2) for line in body)
    enough = max(1.0, SUPPORT * len(body))
    left = min((place for place, count in lefts.items() if count >= enough), default=min(lefts)) * 2.0
    return Column(left, _right_end(body))


def _right_end(lines: Sequence[Line]) -> float:
    """Return where full lines end: where many do in justified text, else where hardly any ends behind."""
    places = Counter(round(line.x1 / 2) for line in lines)
    enough = JUSTIFIED * len(lines)
    full = [place for place in places if places[place] + places[place + 1] >= enough]
    rights = sorted(line.x1 - (line.size if line.text[-1] in HANGERS else 0.0) for line in lines)
    if full:
        right = 2.0 * (max(full) + 1)
        behind = right + HANGING * max(line.size for line in lines)
        if sum(end >= behind for end in rights) <= max(1.0, enough):
            return right
    return rights[min(len(rights) - 1, int(len(rights) * 0.95))]


def join_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the segments of one baseline joined, a tab where they stand far apart."""
    joined: list[Line] = []
    for line in lines:
        if joined and joined[-1].row == line.row and line.x0 >= joined[-1].x1:
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _joined(left: Line, right: Line) -> Line:
    far = right.x0 - left.x1 >= TAB_GAP * right.size
    return replace(
        left,
        text=left.text + ("\t" if far else " ") + right.text,
        glyphs=[*left.glyphs, MADE_UP, *right.glyphs],
        top=min(left.top, right.top),
        x1=right.x1,
        bottom=max(left.bottom, right.bottom),
        bold=left.bold if len(left.text) >= len(right.text) else right.bold,
    )


def split_paragraphs(
    lines: Sequence[Line], column: Column, pitch: float | None, boxes: Sequence[Box] = ()
) -> list[Paragraph]:
    """Return the paragraphs that the lines of one column make; ``pitch`` is the usual step in em.

    ``boxes`` may stand in the column: lines beside them are shorter.
    """
    paragraphs: list[Paragraph] = []
    narrow = GAP if any(is_indented(line, column) for line in lines) else NARROW_GAP
    before = column
    for line in lines:
        beside = _beside(line, column, boxes)
        if paragraphs and _goes_on(paragraphs[-1], line, before, beside, pitch, narrow):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line], column))
        before = beside
    return paragraphs


def _beside(line: Line, column: Column, boxes: Iterable[Box]) -> Column:
    """Return the part of the column that the boxes level with ``line`` leave to it."""
    left, right = column.left, column.right
    for x0, top, x1, bottom in boxes:
        if top < line.base and line.base - line.size < bottom and bottom - top > TALL * line.size:
            if line.x1 <= x0 < right:
                right = max(x0 - BESIDE * line.size, line.x1 - SLACK * line.size)
            elif left < x1 <= line.x0:
                left = min(x1 + BESIDE * line.size, line.x0)
    return Column(left, right)


def usual_pitch(lines: Sequence[Line]) -> float | None:
    """Return the commonest step from line to line in em, None for less than three lines."""
    steps = Counter(
        round((below.base - above.base) / above.size, 1)
        for above, below in pairwise(lines)
        if above.page == below.page and same_style(above, below) and 0.9 < (below.base - above.base) / above.size < 3.5
    )
    return max(steps, key=lambda step: (steps[step], -step)) if steps.total() > 1 else None


def same_style(a: Line, b: Line) -> bool:
    """Tell whether two lines are set alike."""
    return abs(a.size - b.size) <= SIZE_STEP * max(a.size, b.size) and a.bold == b.bold


def is_centred(line: Line, column: Column) -> bool:
    """Tell whether a line stands in the middle of the column with room on both sides."""
    left, right = line.x0 - column.left, column.right - line.x1
    return min(left, right) > ROOM * line.size and abs(left - right) < 1.2 * line.size


def ends_entry(line: Line) -> bool:
    """Tell whether a line ends as a directory's entry does: a leader or a tab, and a page."""
    return ENTRY.search(line.text) is not None


def is_full(line: Line, following: Line, column: Column) -> bool:
    """Tell whether what ``following`` begins with would not have fitted at the end of ``line``."""
    most = column.right - SLACK * line.size
    blank = BLANK * line.size if following.text[0].isascii() else 0.0  # it would stand before a number or Latin word
    return line.x1 > most or line.x1 + blank + first_unit(following) > most


def is_indented(line: Line, column: Column) -> bool:
    """Tell whether a line begins as the first of a paragraph does."""
    return INDENT * line.size < line.x0 - column.left < DEEPEST_INDENT * line.size


def _goes_on(
    paragraph: Paragraph, line: Line, before: Column, column: Column, pitch: float | None, narrow: float
) -> bool:
    """Tell whether ``line`` goes on with the paragraph above; ``before`` is the column of that one's last line."""
    above = paragraph.lines[-1]
    if not same_style(above, line) or not (is_full(above, line, before) or _breaks_off(above, line, before)):
        return False
    stretched = TABBED.search(above.text) is not None and PROSE.search(line.text) is not None
    if (ends_entry(above) and not stretched) or _opens_section(above, line):
        return False
    if len(paragraph.lines) == 1 and above.x0 - line.x0 > DEEPEST_INDENT * line.size:
        return False  # above is a line alone, set to the right
    gap = narrow if above.text[-1] in "。！？" else GAP
    if pitch is not None and line.base - above.base > gap * pitch * line.size:
        return False
    level = is_indented(line, column) and abs(line.x0 - above.x0) < 0.1 * line.size
    if is_centred(above, column) and is_centred(line, column) and not level:
        return True
    inset = line.x0 - column.left
    if inset < DEEPEST_INDENT * line.size:
        return not is_indented(line, column) or _stands_in_block(paragraph, line)
    return abs(line.x0 - above.x0) < INDENT * line.size


def _stands_in_block(paragraph: Paragraph, line: Line) -> bool:
    """Tell whether lines set in from the margin, the first of them further, go on with ``line``."""
    above = paragraph.lines[-1]
    if len(paragraph.lines) == 1:
        return above.x0 - line.x0 > INDENT * line.size
    return abs(above.x0 - line.x0) < 0.1 * line.size


def _breaks_off(above: Line, line: Line, column: Column) -> bool:
    """Tell whether a long line ends within a clause, and the next begins where lines do."""
    long = above.x1 - column.left > LONG * (column.right - column.left)
    return long and BREAKING_OFF.search(above.text) is not None and abs(line.x0 - column.left) < INDENT * line.size


def _opens_section(above: Line, line: Line) -> bool:
    """Tell whether a number and words without a stop stand below the end of a sentence, which may fill its line."""
    return above.text[-1] in SENTENCE_END and NUMBERED.fullmatch(line.text) is not None


def first_unit(line: Line) -> float:
    """Return how wide the shortest beginning of a line is that a break may follow.

    Some engines break no more between a comma and a number than within either.
    """
    text = line.text
    end = 0
    while end < len(text) - 1 and text[end] in NO_LINE_END:
        end += 1
    end = _word_end(text, end)
    while end + 1 < len(text) and (text[end + 1] in STICKING or text[end] in NO_LINE_END + QUOTES):
        end += 1
    while end + 1 < len(text) and text[end] in "，。；、∶：）”" and text[end + 1].isascii():
        end = _word_end(text, end + 1)
        while end + 1 < len(text) and text[end + 1] in STICKING:
            end += 1
    return (line.x1 - line.x0) * _breadth(text[: end + 1]) / _breadth(text)


def _word_end(text: str, start: int) -> int:
    """Return where the Latin word or number that begins at ``start`` ends; ``start`` where none does."""
    end = start
    if text[end].isascii() and not text[end].isspace():
        while end + 1 < len(text) and text[end + 1].isascii() and not text[end + 1].isspace():
            end += 1
    return end


def _breadth(text: str) -> float:
    """Return how many characters of full width ``text`` is about as wide as."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def _weighty(pairs: Iterable[tuple[float, int]]) -> float:
    weights: Counter[float] = Counter()
    for value, weight in pairs:
        weights[value] += weight
    return max(weights, key=lambda value: (weights[value], value))
