"""Mentions of tables, figures, cases and sections in running text, and the numbers of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.structure.grammar import DASH
from extract.structure.markers import ARABIC, CHINESE, Markers
from extract.structure.numbers import join_levels, read_levels

Span = tuple[int, int]
Kind = Literal["section", "case", "table", "figure"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in a passage, the span of its number, and the kinds that it can point to, the likeliest first."""

    kinds: tuple[Kind, ...]
    number: str
    span: Span
    digits: Span


class Mentions:
    """Finds references and list numbers in a passage."""

    def __init__(self, markers: Markers) -> None:
        words = markers.references
        pair = f"{ARABIC}(?:{DASH}{ARABIC}){{1,2}}"
        self._named = re.compile(
            rf"(?P<before>(?:{words.before})\s?[“《（(]?)?(?P<name>图表|表格|附表|表|附图|图|案例)\s{{0,3}}"
            rf"(?P<no>{pair}|{ARABIC}(?![.．%％]\d))(?P<after>\s?(?:{words.after}))?"
        )
        self._section = re.compile(
            rf"(?P<before>(?:{words.before})\s?)第?\s?(?P<no>{ARABIC}(?:[.．]{ARABIC}){{0,4}}|{CHINESE})"
            rf"\s?(?:{words.sections})(?=[^\w]|所|中|的|$)"
        )
        self._list = re.compile(rf"(?:^|(?<=[。；：:;，,）)\s]))(?:{markers.lists})")
        self._ordered = re.compile(rf"^(?P<no>{ARABIC}|{CHINESE})\s*[、．.](?!\d)")

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the references of ``text``, in order."""
        for match in self._named.finditer(text):
            kinds = _kinds(match["name"])
            if match["before"] or match["after"] or _is_pair(match["no"]):
                if match.start("name") and text[match.start("name") - 1] in "代发外试版地意企":
                    continue
                span = match.start("name"), match.end("no")
                yield Mention(kinds, join_levels(read_levels(match["no"]), "-"), span, match.span("no"))
        for match in self._section.finditer(text):
            number = join_levels(read_levels(match["no"]), ".")
            yield Mention(("section",), number, (match.end("before"), match.end()), match.span("no"))

    def list_numbers(self, text: str) -> Iterator[Span]:
        """Yield the spans of the numbers that count the points of ``text``: （1）, 一是, 1."""
        if match := self._ordered.match(text):
            yield match.span("no")
        for match in self._list.finditer(text):
            yield next(match.span(name) for name, value in match.groupdict().items() if value)


def _kinds(name: str) -> tuple[Kind, ...]:
    if name == "案例":
        return ("case",)
    return ("figure", "table") if name == "图表" else ("figure",) if "图" in name else ("table",)


def _is_pair(number: str) -> bool:
    return len(read_levels(number)) > 1
