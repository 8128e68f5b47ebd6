"""Mentions of tables, figures, cases and sections in running text, and the numbers of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from extract.late import late
from extract.structure.grammar import DASH
from extract.structure.markers import ARABIC, CHINESE, Markers
from extract.structure.numbers import join_levels, read_levels

Span = tuple[int, int]
Kind = Literal["section", "case", "table", "figure"]


class Mention(Struct, frozen=True):
    """A reference in a passage, the span of its number, and the kinds that it can point to, the likeliest first."""

    kinds: tuple[Kind, ...]
    number: str
    span: Span
    digits: Span


class Mentions:
    """Finds references and list numbers in a passage."""

    def __init__(self, markers: Markers) -> None:
        words = markers.references
        pair = f"(?:{ARABIC}|{CHINESE})(?:{DASH}{ARABIC}){{1,2}}"
        self._named = late(
            rf"(?P<before>(?:{words.before})\s?[“《（(]?)?(?<!{words.others})(?P<name>(?P<figure>{markers.figures.names})"
            rf"|(?P<table>{markers.tables.names})|(?P<case>案例))\s{{0,3}}"
            rf"(?P<no>{pair}|{ARABIC}(?![.．%％]\d))(?P<after>\s?(?:{words.after}))?"
        )
        self._section = late(
            rf"(?P<before>(?:{words.before})\s?)第?\s?(?P<no>{ARABIC}(?:[.．]{ARABIC}){{0,4}}|{CHINESE})"
            rf"\s?(?:{words.sections})(?=[^\w]|所|中|的|$)"
        )
        self._list = late(rf"(?:^|(?<=[。；：:;，,）)\s]))(?:{markers.lists})")
        self._ordered = late(rf"^(?P<no>{ARABIC}|{CHINESE})\s*[、．.](?!\d)")

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the references of ``text``, in order."""
        for match in self._named.finditer(text):
            if match["before"] or match["after"] or _is_pair(match["no"]):
                span = match.start("name"), match.end("no")
                yield Mention(_kinds(match), join_levels(read_levels(match["no"]), "-"), span, match.span("no"))
        for match in self._section.finditer(text):
            number = join_levels(read_levels(match["no"]), ".")
            yield Mention(("section",), number, (match.end("before"), match.end()), match.span("no"))

    def list_numbers(self, text: str) -> Iterator[Span]:
        """Yield the spans of the numbers that count the points of ``text``: （1）, 一是, 1."""
        if match := self._ordered.match(text):
            yield match.span("no")
        for match in self._list.finditer(text):
            yield next(match.span(name) for name, value in match.groupdict().items() if value)


def _kinds(match: re.Match[str]) -> tuple[Kind, ...]:
    """Return what a mention can point to: 图表 to a figure or, failing that, a table."""
    if match["case"]:
        return ("case",)
    if match["table"]:
        return ("table",)
    return ("figure", "table") if match["figure"].endswith("表") else ("figure",)


def _is_pair(number: str) -> bool:
    return len(read_levels(number)) > 1
