"""Whose figure a sentence gives: not the report's own where a sample or another body was counted before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.records import Fact
from extract.rules.relations import Ratio, Relations

BODY = re.compile(r"(?:[省市州县区]|学校|院校|学院|职校|技校|中专|职中|职高|中心|企业|直|属)$")
STOPS = "；;。"
LONGEST = 24
"""Characters of a name in which that of an indicator is sought."""


def find_foreign(sentence: Sequence[Fact], relations: Relations) -> Iterator[str]:
    """Yield the ids of figures that a sentence gives of a sample, or of the group that it counted before them.

    技工学校毕业生 3852 人，就业率 98.2%: the rate is that of the group, until the sentence's part ends.
    """
    group, code, part = "", None, ""
    for fact in sentence:
        before = clause_before(fact)
        segment = last_clause(before, STOPS)
        if not segment.startswith(part) or any(word in last_clause(segment) for word in relations.cues.whole):
            group, code = "", None
        part = segment
        if fact.indicator is None and fact.kind == "level":
            group, code = split_name(fact, relations) or (group, code)
        elif code and (BODY.search(group) or rests_on(fact, code, relations)):
            yield fact.id
        if fact.unit != "%" and any(word in segment for word in relations.cues.samples):
            yield fact.id


def split_name(fact: Fact, relations: Relations) -> tuple[str, str] | None:
    """Return the group that a name begins with and the indicator that it goes on with: 技工学校 + 毕业生人数."""
    name = fact.name[-LONGEST:]
    for place in range(1, len(name) - 1):
        indicator = relations.catalogue.look_up(name[place:], fact.canonical.unit)
        if indicator:
            return name[:place], indicator.code
    return None


def rests_on(fact: Fact, code: str, relations: Relations) -> bool:
    """Tell whether a rate may be taken of what ``code`` counts."""
    return any(
        fact.indicator == tie.indicator and code in (*tie.numerators, *tie.denominators)
        for tie in relations.of_kind(Ratio)
    )


def clause_before(fact: Fact) -> str:
    """Return what the sentence says before the figure, as far as one can tell."""
    quote, raw = fact.where.quote, fact.raw
    place = quote.find(raw)
    while place > 0 and quote[place - 1] in "0123456789.":
        place = quote.find(raw, place + 1)
    return quote[: max(place, 0)]


def last_clause(words: str, stops: str = "，。；、,;") -> str:
    """Return the words after the last of the marks that end a clause."""
    return words[max(words.rfind(mark) for mark in stops) + 1 :]
