"""The words of numeric clauses: the model of ``patterns/grammar.yaml``, with the patterns built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import regex
from pydantic import BaseModel, ConfigDict

MARK = "\ue000"
"""Stands for one numeral, unit included, in the text of a clause."""


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


class Grammar(BaseModel):
    """The words round a number: links, changes, shares, verbs, holders, measures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    links: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()
    extremes: tuple[str, ...] = ()
    comparisons: tuple[str, ...] = ()
    comparers: tuple[str, ...] = ()
    increments: tuple[str, ...] = ()
    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    weak_rises: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    whole_ends: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    change_adverbs: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    share_nouns: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    no_plans: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    cumulative: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    opener_signs: dict[str, str] = {}
    having: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    light_signs: dict[str, str] = {}
    keep: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    sent_out: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    borne: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    paid: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()
    founds: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    tails_guarded: dict[str, tuple[str, str]] = {}
    adjectives: tuple[str, ...] = ()
    defining: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    partial_verbs: tuple[str, ...] = ()
    averages: tuple[str, ...] = ()
    lent: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    row_words: tuple[str, ...] = ()
    shared_tails: tuple[str, ...] = ()
    plain_roles: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    attributives: tuple[str, ...] = ()
    attributive_endings: tuple[str, ...] = ()
    dependent: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    holder_schools: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    classifiers: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    counts: dict[str, str] = {}
    shared_units: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    medals: dict[str, str] = {}
    times: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    contests: tuple[str, ...] = ()
    rank_verbs: tuple[str, ...] = ()
    contest_parts: tuple[str, ...] = ()
    series: dict[str, tuple[str, ...]] = {}
    abstract: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    facility_owners: tuple[str, ...] = ()
    facility_sizes: tuple[str, ...] = ()
    field_words: tuple[str, ...] = ()

    @cached_property
    def lasts(self) -> regex.Pattern[str]:
        """What stands before a duration that is a value: a word for time, or a bound."""
        moved = r"\L<named>[由从](?:[^，。；]{1,10}\L<turned>)?"
        return regex.compile(
            rf"\L<named>(?:\L<links>)*+$|\L<bounds>$|\L<extremes>$|\L<averages>[^，。；]{{0,16}}$|{moved}$",
            named=self.durations,
            links=(*self.links, *self.bounds, *self.light),
            bounds=self.bounds,
            extremes=self.extremes,
            averages=(*self.averages, "年均"),
            turned=self.turns,
        )

    @cached_property
    def countable(self) -> frozenset[str]:
        """The units in which Chinese numerals state a value."""
        counted = {*self.classifiers, *self.people, *self.visits, *self.occasions, *self.times, *self.shared_units}
        return frozenset(counted - set(self.loose))
