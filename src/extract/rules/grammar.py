"""The words of numeric clauses: the model of ``patterns/grammar.yaml``, with the patterns built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import field

from extract.data import Data, WordList
from extract.late import late

MARK = "\ue000"
"""Stands for one numeral, unit included, in the text of a clause."""


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, longest first; for none, one that never matches."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) or "(?!)"


def without_runs(words: Sequence[str]) -> tuple[str, ...]:
    """Return ``words`` without those that are shorter ones in a row: idle where any number may stand."""
    kept: set[str] = set()
    for word in sorted(words, key=len):
        rest = word
        while rest and (part := next((rest[:end] for end in range(len(rest), 0, -1) if rest[:end] in kept), "")):
            rest = rest[len(part) :]
        if rest:
            kept.add(word)
    return tuple(word for word in words if word in kept)


class Grammar(Data, frozen=True):
    """The words round a number: links, changes, shares, verbs, holders, measures."""

    links: WordList = WordList()
    bounds: WordList = WordList()
    extremes: WordList = WordList()
    comparisons: WordList = WordList()
    comparers: WordList = WordList()
    increments: WordList = WordList()
    groups: WordList = WordList()
    earlier_words: WordList = WordList()
    rises: WordList = WordList()
    falls: WordList = WordList()
    rates: WordList = WordList()
    weak_rises: WordList = WordList()
    degrees: WordList = WordList()
    whole_ends: WordList = WordList()
    towards: WordList = WordList()
    turns: WordList = WordList()
    closers: WordList = WordList()
    adverbs: WordList = WordList()
    change_adverbs: WordList = WordList()
    shares: WordList = WordList()
    share_nouns: WordList = WordList()
    plans: WordList = WordList()
    no_plans: WordList = WordList()
    done: WordList = WordList()
    cumulative: WordList = WordList()
    exclusions: WordList = WordList()
    openers: WordList = WordList()
    opener_signs: dict[str, str] = field(default_factory=dict)
    having: WordList = WordList()
    deeds: WordList = WordList()
    sent: WordList = WordList()
    relatives: WordList = WordList()
    ranks: WordList = WordList()
    light: WordList = WordList()
    light_signs: dict[str, str] = field(default_factory=dict)
    keep: WordList = WordList()
    plain_verbs: WordList = WordList()
    makes: WordList = WordList()
    agents: WordList = WordList()
    grants: WordList = WordList()
    causes: WordList = WordList()
    sent_out: WordList = WordList()
    lessons: WordList = WordList()
    borne: WordList = WordList()
    vague: WordList = WordList()
    areas: WordList = WordList()
    paid: WordList = WordList()
    doers: WordList = WordList()
    founds: WordList = WordList()
    tails: WordList = WordList()
    tails_guarded: dict[str, tuple[str, str]] = field(default_factory=dict)
    adjectives: WordList = WordList()
    defining: WordList = WordList()
    bare: WordList = WordList()
    all_leavers: WordList = WordList()
    subjects: WordList = WordList()
    copulas: WordList = WordList()
    partial_verbs: WordList = WordList()
    gains: WordList = WordList()
    averages: WordList = WordList()
    lent: WordList = WordList()
    joining: WordList = WordList()
    institutions: WordList = WordList()
    inner: WordList = WordList()
    programmes: WordList = WordList()
    row_words: WordList = WordList()
    shared_tails: WordList = WordList()
    plain_roles: WordList = WordList()
    regions: WordList = WordList()
    abroad: WordList = WordList()
    roles: WordList = WordList()
    occasions: WordList = WordList()
    attributives: WordList = WordList()
    attributive_endings: WordList = WordList()
    dependent: WordList = WordList()
    learned: WordList = WordList()
    holders: WordList = WordList()
    holder_schools: WordList = WordList()
    measures: WordList = WordList()
    durations: WordList = WordList()
    people: WordList = WordList()
    classifiers: WordList = WordList()
    visits: WordList = WordList()
    counts: dict[str, str] = field(default_factory=dict)
    shared_units: WordList = WordList()
    loose: WordList = WordList()
    medals: dict[str, str] = field(default_factory=dict)
    times: WordList = WordList()
    awards: WordList = WordList()
    events: WordList = WordList()
    contests: WordList = WordList()
    rank_verbs: WordList = WordList()
    contest_parts: WordList = WordList()
    series: dict[str, WordList] = field(default_factory=dict)
    abstract: WordList = WordList()
    facilities: WordList = WordList()
    branches: WordList = WordList()
    quoted_branches: WordList = WordList()
    branch_owners: WordList = WordList()
    other_kinds: WordList = WordList()
    same_branch: WordList = WordList()
    short_of: WordList = WordList()
    short_or_all: WordList = WordList()
    facility_owners: WordList = WordList()
    facility_sizes: WordList = WordList()
    field_words: WordList = WordList()

    @cached_property
    def link_parts(self) -> tuple[str, ...]:
        """The links that all others are rows of."""
        return without_runs(self.links)

    @cached_property
    def lasts(self) -> re.Pattern[str]:
        """What stands before a duration that is a value: a word for time, or a bound."""
        named, bounds = f"(?:{one_of(self.durations)})", one_of((*self.bounds, *self.extremes))
        links = one_of(without_runs((*self.links, *self.bounds, *self.light)))
        averages = one_of((*self.averages, "年均"))
        moved = f"{named}[由从](?:[^，。；]{{1,10}}(?:{one_of(self.turns)}))?"
        return late(f"(?:{named}(?:{links})*+|{bounds}|(?:{averages})[^，。；,;]{{0,16}}|{moved})$")

    @cached_property
    def countable(self) -> frozenset[str]:
        """The units in which Chinese numerals state a value."""
        counted = {*self.classifiers, *self.people, *self.visits, *self.occasions, *self.times, *self.shared_units}
        return frozenset(counted - set(self.loose))
