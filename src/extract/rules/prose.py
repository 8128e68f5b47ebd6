"""Pattern rules for prose: the model of ``patterns/prose/*.yaml``, their compilation and their matching.

A rule says of which indicator a number is when the clause round it reads so and so.  It runs over clauses
that hold one of its anchors.  Slots of ``reads``: ``{value}`` the number with its unit, ``{number}`` any
other number, ``{links}`` the words between a name and its number (为, 共有, 达到 …, or none), ``{gap}`` a few signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

import regex
from msgspec import Meta, Struct

from extract.data import Data, WordList, read_data
from extract.records import FactKind
from extract.rules.catalogue import Catalogue
from extract.rules.clauses import Clause
from extract.rules.grammar import MARK, Grammar

VALUE = regex.compile("«([^«»]+)»")
LEAST_EXAMPLES = 2
TIMEOUT = 0.2
SLOTS = {
    "{value}": f"(?P<value>{MARK})",
    "{number}": MARK,
    "{links}": r"(?:\L<links>)*+",
    "{gap}": f"[^{MARK}]{{0,12}}?",
}

Examples = Annotated[tuple[str, ...], Meta(min_length=LEAST_EXAMPLES)]


class RuleText(Data, frozen=True, kw_only=True):
    """One rule as written: ``matches`` mark the value with «…», ``refuses`` are sentences where it stays silent."""

    id: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
    status: Literal["stable", "draft"] = "stable"
    indicator: str
    anchor: WordList
    reads: str
    unit: WordList = WordList()
    scope: Literal["any", "report", "case"] = "any"
    kind: FactKind | None = None
    matches: Examples
    refuses: Examples

    def __post_init__(self) -> None:
        if not self.anchor:
            raise ValueError("anchor must hold one word at least")


class RuleFile(Data, frozen=True):
    """One file: the rules of one topic, as written."""

    topic: str
    rules: tuple[dict[str, Any], ...]


class Rule(Struct, frozen=True):
    """A rule ready to run; ``name`` is ``file#id``."""

    name: str
    text: RuleText
    pattern: regex.Pattern[str]
    increments: tuple[str, ...] = ()  # words before a name that tell of more of it, not of all: 新增合作企业

    def hits(self, clause: Clause) -> Iterator[int]:
        """Yield the places of the values in ``clause`` that the rule reads."""
        if any(anchor in clause.text for anchor in self.text.anchor):
            for match in self.pattern.finditer(clause.text, timeout=TIMEOUT):
                at = match.start("value")
                more = clause.text.endswith(self.increments, 0, match.start())
                if self.takes(clause, at) and not more:
                    yield at

    def takes(self, clause: Clause, at: int) -> bool:
        """Tell whether the number at ``at`` is in a unit of the rule."""
        quantity = clause.numeral_at(at).quantities[0]
        return not self.text.unit or quantity.unit in self.text.unit or quantity.canonical_unit in self.text.unit


class Prose(Struct, frozen=True):
    """All prose rules, in the order of their files."""

    rules: Sequence[Rule] = ()

    def match(self, clause: Clause, in_case: bool) -> dict[int, Rule]:
        """Return the first rule for each number of ``clause`` that one reads, by place."""
        found: dict[int, Rule] = {}
        for rule in self.rules:
            if rule.text.scope in ("any", "case" if in_case else "report"):
                for at in rule.hits(clause):
                    found.setdefault(at, rule)
        return found


def read_rule(file: str, entry: dict[str, Any], catalogue: Catalogue, grammar: Grammar) -> Rule:
    """Return an entry of ``file`` as a rule; raises ValueError with what to mend."""
    text = read_data(entry, RuleText)
    if text.indicator not in catalogue.indicators:
        raise ValueError(f"indicator: {text.indicator} {catalogue.tell_unknown(text.indicator)}")
    for example in text.matches:
        read_example(example)
    return compile_rule(file, text, grammar)


def compile_rule(file: str, text: RuleText, grammar: Grammar) -> Rule:
    """Return ``text`` ready to run; raises ValueError where its pattern cannot be used."""
    if text.reads.count("{value}") != 1:
        raise ValueError(f"reads must hold the slot {{value}} once, not {text.reads.count('{value}')} times")
    source = text.reads
    for slot, pattern in SLOTS.items():
        source = source.replace(slot, pattern)
    try:
        compiled = regex.compile(source, links=grammar.link_parts, ignore_unused=True)
        return Rule(f"{file}#{text.id}", text, compiled, grammar.increments)
    except regex.error as error:
        raise ValueError(f"reads is no pattern: {error}") from error


def read_example(example: str) -> tuple[str, int, int]:
    """Return the sentence of an example without «», and the span of its value; raises ValueError."""
    marked = VALUE.findall(example)
    if len(marked) != 1:
        raise ValueError(f"{example!r} must mark one value with «…»")
    start = example.index("«")
    return VALUE.sub(r"\1", example), start, start + len(marked[0])
