"""The markers compiled: what a single line is by its own looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from copy import copy
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extract.late import late
from extract.structure.markers import ARABIC, CHINESE, Markers
from extract.structure.numbers import join_levels, read_levels

PICTURE = late(r"!\[[^\]]{0,200}\]\([^()\s]{1,500}\)")
REMARK = late(r"[（(\[]?[^，。；:：]{1,10}[:：]|[（(][^（()）]{2,40}[)）]$|截[至止]")
DASH = r"\s?[-—–－‐−~～.．·]\s?"
PAIR = f"(?:{ARABIC}|{CHINESE})(?:{DASH}{ARABIC}){{1,2}}"
EDGE = r"(?=[\s:：、．.】）)\]］〕〗]|$)"
FULL_STOP = late(r"[^\s\d.．]\s?[.．]$")  # a sentence may end so, a number or a leader does not
JOINT = late(r"[\s:：|｜,]*")
BRACKETS = "】]］〕〗」》)）"
CLOSERS = "”’\"')）】》」』]〕"
MOST = 300  # characters of a line that can be a caption or case heading
SHORTEST = 8  # characters of a line that says only that a table goes on
ENDS = "。！？!?；;…"
NOTED = late(r"[①-⑳]$|(?<=[。！？!?；;…])\d{1,2}$")  # behind a sentence: the mark of a footnote
MUTE = str.maketrans("", "", " \t\n\r\f\v\u3000\u00a0\u200b")
FOLD = str.maketrans("—–－‐−，：；（）", "-----,:;()")

Kind = Literal["case", "figure", "table"]
Span = tuple[int, int]


class Dress(Struct, frozen=True):
    """How section numbers are printed; ``rank`` orders the dresses from the outermost in."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    rare: bool = False


class Label(Struct, frozen=True):
    """A section number at the head of a line; ``rank`` orders the dresses from the outermost in."""

    dress: str
    rank: tuple[int, int]
    levels: tuple[int, ...]
    digits: Span
    title: str
    glued: bool = False


class Caption(Struct, frozen=True):
    """A case heading, figure caption or table title; ``digits`` spans its number in the line."""

    kind: Kind
    number: str | None
    title: str
    digits: Span | None = None
    continued: bool = False
    unit: str | None = None


def bare(text: str) -> str:
    """Return ``text`` for comparison: no white space, one width, one dash."""
    return unicodedata.normalize("NFKC", text.translate(MUTE)).translate(FOLD)


def compact(text: str) -> str:
    """Return ``text`` without white space."""
    return text.translate(MUTE)


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` closes a sentence or announces what follows it."""
    end = NOTED.sub("", text.rstrip(CLOSERS)) if text[-1:].isnumeric() else text.rstrip(CLOSERS)
    return bool(end) and (end[-1] in ENDS or text[-1] in ":：" or FULL_STOP.search(end) is not None)


def is_title(text: str, most: int = 50) -> bool:
    """Tell whether ``text`` can be a title: short, and no sentence."""
    return 0 < len(text) <= most and "。" not in text and text[-1] not in "，,；;：:、。"


def is_prose(text: str) -> bool:
    """Tell whether ``text`` reads as running text."""
    return len(text) > 60 or (len(text) >= 12 and ("。" in text or text[-1] in "；："))


class Grammar:
    """What lines look like, by the markers of the genre."""

    def __init__(self, markers: Markers) -> None:
        self.dresses = [
            Dress(marker.dress, place, late(str(marker.pattern)), marker.rare)
            for place, marker in enumerate(markers.sections.labels)
        ]
        glued = markers.sections.glued
        self._glued = Dress(glued.dress, self.rank(glued.dress), late(str(glued.pattern)))
        self._unnumbered = late("|".join(f"(?:{one})" for one in markers.sections.unnumbered))
        number = f"{PAIR}|{ARABIC}(?![.．%％])|{CHINESE}{EDGE}"
        self._case = late(
            rf"[{markers.cases.ornaments}\s]*(?P<open>[【\[［〔〖「《(（]?)\s*(?:{markers.cases.names})\s*[（(]?(?P<no>{number})?"
            rf"\s*(?P<close>[】\]］〕〗」》)）]?)\s*(?P<joint>[:：、．.|｜]?)\s*(?P<title>.*)"
        )
        self._ornaments = f" \t\u3000{markers.cases.ornaments}"
        self._closing = late(str(markers.cases.closing))
        self._credit = late(rf"[（(\[]?\s*(?:{markers.cases.credit})")
        self._resumed = late(str(markers.cases.resumed))
        self._counted = late(rf"\s*(?:{markers.cases.not_counted})")
        figure = rf"(?:{markers.figures.names})\s*(?:(?P<no>{number})\s*[:：、．.]?|[:：])"
        self._figure = re.compile(rf"{figure}\s*(?P<title>.*)", re.DOTALL)
        self._beside = late(rf"(?:^|(?<=\s\s)|(?<=\t)){figure}")
        self._unnamed = late(rf"(?P<no>{ARABIC}\s?[-—–－]\s?{ARABIC})\s*(?P<title>(?:[^\W\d]|[“《]).*)")
        self._table = late(
            rf"[（(]?(?P<more>{markers.tables.continued})?(?:{markers.tables.names})\s*(?P<no>{number})"
            rf"\s*(?P<again>[（(]\s*(?:{markers.tables.continued})表?\s*[）)])?[:：、．.]?\s*(?P<title>.*)"
        )
        self._glued_table = late(
            rf"[（(]?(?:{markers.tables.names})(?P<no>{CHINESE})(?!{markers.tables.not_counted})(?P<title>[^，。；]{{2,40}})$"
        )
        self._more = late(rf"[（(]?(?:{markers.tables.continued})表?[）)]?")
        self._again = late(rf"\s*[（(]\s*(?:{markers.tables.continued})表?\s*[）)]$")
        self._title_ends = late(rf"(?:{markers.tables.title_ends})$")
        self._note = late(rf"(?:{markers.notes})\s*[:：]")
        self._unit = late(rf"[（(\[]?\s*(?:{markers.units})\s*[:：]\s*(?P<unit>[^（()）\]]{{1,20}}?)\s*[）)\]]?$")
        self._unit_behind = late(
            rf"(?:\s*[（(\[]\s*(?:{markers.units})\s*[:：]\s*(?P<in>[^（()）\]]{{1,20}}?)\s*[）)\]]"
            rf"|\s+(?:{markers.units})\s*[:：]\s*(?P<out>\S{{1,20}}))$"
        )
        self._declaration = late(str(markers.declarations))
        self._directory = late(str(markers.directories.titles))
        self._lists = markers.directories.kinds
        self._page_number = late(str(markers.furniture.pages))
        self._head = late(str(markers.furniture.heads))

    def nested(self, ranks: Mapping[int, int]) -> Grammar:
        """Return this grammar for a report that counts in the dresses of ``ranks``, and nests them as it says."""
        other = copy(self)
        other.dresses = [replace(one, rank=ranks[one.rank]) for one in self.dresses if one.rank in ranks]
        other._glued = replace(self._glued, rank=other.rank(self._glued.name))
        return other

    def rank(self, name: str) -> int:
        return next(dress.rank for dress in self.dresses if dress.name == name)

    def label(self, text: str) -> Label | None:
        """Return the section number that ``text`` begins with."""
        for dress in self.dresses:
            if match := dress.pattern.match(text):
                levels = read_levels(match["no"])
                depth = len(levels) if dress.name == "dotted" else 0
                title = JOINT.sub("", text[match.end() :], count=1).strip()
                return Label(dress.name, (dress.rank, depth), levels, match.span("no"), title)
        return None

    def glued_label(self, text: str) -> Label | None:
        """Return the number that ``text`` begins with though nothing parts it from the words: 1基本情况."""
        dress = self._glued
        match = dress.pattern.match(text)
        if not match:
            return None
        levels = read_levels(match["no"])
        return Label(dress.name, (dress.rank, 0), levels, match.span("no"), text[match.end() :].strip(), True)

    def case(self, text: str) -> Caption | None:
        """Return what ``text`` says as the heading of a case: with a number, in brackets, or before a colon."""
        match = self._case.match(text) if len(text) <= MOST else None
        if not match or self._counted.match(match["title"]):
            return None
        title, closed = match["title"].strip(self._ornaments), bool(match["close"])
        if match["open"] and not closed:
            title, closed = title.rstrip(BRACKETS), title[-1:] in tuple(BRACKETS)
        parted = closed or match["joint"] or text[: match.start("title")][-1:].isspace()  # 案例 一枚齿轮的两位老师
        if match["no"] is None and not parted and title:
            return None
        return _caption("case", match, title)

    def closes_case(self, text: str) -> bool:
        """Tell whether ``text`` says no more than that a case ends."""
        return len(text) <= SHORTEST and bool(self._closing.fullmatch(text))

    def is_credit(self, text: str) -> bool:
        """Tell whether ``text`` says who wrote the case that it stands under."""
        return is_title(text, 60) and bool(self._credit.match(text))

    def resumes(self, text: str) -> bool:
        """Tell whether ``text`` opens as the prose of a section does."""
        return bool(self._resumed.match(text))

    def figure(self, text: str) -> Caption | None:
        """Return ``text`` as the caption of a figure, numbered or behind 图："""
        match = self._figure.match(text) if len(text) <= MOST else None
        return _caption("figure", match, match["title"].strip()) if match else None

    def figures(self, text: str) -> list[Caption]:
        """Return the captions that stand side by side in ``text``."""
        if len(text) > MOST or not self._figure.match(text):
            return []
        starts = [match.start() for match in self._beside.finditer(text)]
        stops = [*starts[1:], len(text)]
        captions = [self._figure.match(text[:stop], start) for start, stop in zip(starts, stops, strict=True)]
        return [_caption("figure", match, match["title"].strip()) for match in captions if match]

    def unnamed_figure(self, text: str) -> Caption | None:
        """Return ``text`` as a caption that lacks its 图: a chapter and running number, then a title."""
        match = self._unnamed.match(text) if len(text) <= MOST else None
        return _caption("figure", match, match["title"].strip()) if match else None

    def table(self, text: str) -> Caption | None:
        """Return ``text`` as the title of a numbered table, a unit note at its end taken off."""
        match = self._table.match(text) if len(text) <= MOST else None
        if not match:
            more = len(text) <= SHORTEST and self._more.fullmatch(compact(text))
            return Caption("table", None, "", continued=True) if more else None
        title, unit = self.part_unit(match["title"].strip())
        shorn = self._again.sub("", title)
        continued = bool(match["more"] or match["again"]) or shorn != title
        return _caption("table", match, shorn, continued, unit)

    def glued_table(self, text: str) -> Caption | None:
        """Return ``text``, right above a table, as its title though nothing parts the number from it: 表一计分卡."""
        match = self._glued_table.match(text) if len(text) <= MOST else None
        if not match:
            return None
        title, unit = self.part_unit(match["title"].strip())
        return _caption("table", match, title, False, unit)

    def part_unit(self, title: str) -> tuple[str, str | None]:
        """Return ``title`` without the unit note at its end, and the unit."""
        match = self._unit_behind.search(title)
        return (title[: match.start()], match["in"] or match["out"]) if match else (title, None)

    def unit(self, text: str) -> str | None:
        """Return the unit that a line of its own names: （单位：万元）."""
        match = self._unit.match(text) if len(text) <= 40 else None
        return match["unit"] if match else None

    def is_table_title(self, text: str) -> bool:
        """Tell whether ``text`` can be the title of a table without number."""
        return is_title(text, 40) and bool(self._title_ends.search(self.part_unit(text)[0]))

    def is_note(self, text: str) -> bool:
        """Tell whether ``text`` is a note under a table or figure."""
        return bool(self._note.match(text))

    def is_remark(self, text: str) -> bool:
        """Tell whether ``text``, between a table and its title, says something about it: a name before a colon."""
        return is_title(text, 60) and bool(REMARK.match(text))

    def is_picture(self, text: str) -> bool:
        """Tell whether ``text`` stands for a picture, as Markdown has it."""
        return bool(PICTURE.fullmatch(text))

    def is_unnumbered(self, text: str) -> bool:
        """Tell whether ``text`` is the title of a part that bears no number."""
        return len(text) <= 40 and bool(self._unnumbered.fullmatch(compact(text)))

    def is_declaration(self, text: str) -> bool:
        """Tell whether ``text`` is the title of a declaration."""
        return len(text) <= 30 and bool(self._declaration.fullmatch(compact(text)))

    def directory(self, text: str) -> tuple[Kind | None] | None:
        """Return what a directory with the title ``text`` lists (None for sections); None where it is no such title."""
        match = self._directory.fullmatch(compact(text)) if len(text) <= 20 else None
        return (self._lists.get(match["kind"] or ""),) if match else None

    def is_page_number(self, text: str) -> bool:
        """Tell whether ``text`` is a page number in its dress: — 12 —, 第 12 页."""
        return len(text) <= 20 and bool(self._page_number.fullmatch(text))

    def is_head(self, text: str) -> bool:
        """Tell whether ``text`` can be a running head."""
        return len(text) <= 40 and bool(self._head.search(text)) and not ends_sentence(text)


def _caption(kind: Kind, match: re.Match[str], title: str, continued: bool = False, unit: str | None = None) -> Caption:
    if match["no"] is None:
        return Caption(kind, None, title, None, continued, unit)
    return Caption(kind, join_levels(read_levels(match["no"]), "-"), title, match.span("no"), continued, unit)
