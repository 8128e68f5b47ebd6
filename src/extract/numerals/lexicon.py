"""Units, scale words, hedges and names with numerals: the model of ``patterns/numerals.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from msgspec import field

from extract.data import Data, WordList
from extract.records import Hedge

UnitKind = Literal["counting", "measured", "share", "time"]
HedgeWord = Literal["approx", "near", "gt", "ge", "lt", "le"]

LabelClass = Literal["table_no", "figure_no", "case_no", "other"]


class Units(Data, frozen=True):
    """Units by what they do: count whole things, measure, state a share, or measure time."""

    counting: WordList = WordList()
    measured: WordList = WordList()
    shares: WordList = WordList()
    time: WordList = WordList()


class Hedges(Data, frozen=True):
    """WordList before or behind a figure that open its interval; ``asked``: those of a requirement."""

    before: dict[HedgeWord, WordList] = field(default_factory=dict)
    behind: dict[Hedge, WordList] = field(default_factory=dict)
    guards: dict[str, str] = field(default_factory=dict)
    asked: WordList = WordList()


class Changes(Data, frozen=True):
    """WordList in front of a figure that tell how much more or less."""

    verbs: WordList = WordList()
    compared: WordList = WordList()
    nouns: WordList = WordList()
    comparers: WordList = WordList()
    levels: WordList = WordList()
    spans: WordList = WordList()

    @cached_property
    def long_verbs(self) -> tuple[str, ...]:
        """The verbs of two characters and more, and arrows."""
        return tuple(verb for verb in self.verbs if len(verb) > 1 or not verb.isalpha())


class Lexicon(Data, frozen=True):
    """The words round numerals, as data."""

    units: Units = Units()
    unless: dict[str, str] = field(default_factory=dict)
    per: WordList = WordList()
    measures: WordList = WordList()
    scales: dict[str, int] = field(default_factory=dict)
    hedges: Hedges = Hedges()
    changes: Changes = Changes()
    ordered: WordList = WordList()
    ranked: WordList = WordList()
    awards: WordList = WordList()
    schools: WordList = WordList()
    lessons: WordList = WordList()
    placed: WordList = WordList()
    numbered: WordList = WordList()
    labels: dict[LabelClass, WordList] = field(default_factory=dict)
    unlabelled: WordList = WordList()
    persons: WordList = WordList()
    names: WordList = WordList()
    words: WordList = WordList()

    @cached_property
    def unit_kinds(self) -> Mapping[str, UnitKind]:
        """The kind of every unit of figures."""
        return {
            **dict.fromkeys(self.units.counting, "counting"),
            **dict.fromkeys(self.units.measured, "measured"),
            **dict.fromkeys(self.units.shares, "share"),
            **dict.fromkeys(self.units.time, "time"),
        }

    @cached_property
    def hedges_before(self) -> Mapping[str, HedgeWord]:
        """What each word in front of a figure does to it."""
        return {word: kind for kind, words in self.hedges.before.items() for word in words}

    @cached_property
    def hedges_behind(self) -> Mapping[str, Hedge]:
        """What each word behind a figure does to it."""
        return {word: kind for kind, words in self.hedges.behind.items() for word in words}

    @cached_property
    def label_classes(self) -> Mapping[str, LabelClass]:
        """The class of the number behind each label word, longest word first."""
        pairs = [(word, cls) for cls, words in self.labels.items() for word in words]
        return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The hedges of a requirement."""
        return frozenset(self.hedges.asked)

    @cached_property
    def numeral_words(self) -> frozenset[str]:
        """WordList that hold a numeral and state none."""
        return frozenset(self.words)

    @cached_property
    def numeral_names(self) -> frozenset[str]:
        """Names whose numerals are parts of them."""
        return frozenset(self.names)

    @cached_property
    def chinese_measures(self) -> frozenset[str]:
        """All that makes a Chinese numeral before it a count."""
        return frozenset((*self.measures, *self.units.counting))

    def unit_at(self, text: str, start: int) -> int:
        """Return the end of the longest unit that stands at ``start``, a compound one included, or ``start``."""
        end = self._word_at(self.unit_kinds, text, start)
        if end > start and text[end : end + 1] in {"/", "／"}:
            behind = end + 1
            return max((behind + len(word) for word in self._per_at(text, behind)), default=end)
        return end

    def measure_at(self, text: str, start: int) -> int:
        """Return the end of the longest measure word of a Chinese numeral at ``start``, or ``start``."""
        return self._word_at(self.chinese_measures, text, start)

    def kind_of(self, unit: str) -> UnitKind | None:
        """Return the kind of ``unit``; a compound unit is of its first part's kind, but never counted."""
        if unit in self.unit_kinds:
            return self.unit_kinds[unit]
        return "measured" if unit else None

    def guards_of(self, hedge: str) -> frozenset[str]:
        """Return the characters before which ``hedge`` is part of another word."""
        return self._guards.get(hedge, NOTHING)

    def _per_at(self, text: str, start: int) -> Iterator[str]:
        return (word for word in self.per if text.startswith(word, start))

    def _word_at(self, words: Mapping[str, object] | frozenset[str], text: str, start: int) -> int:
        for end in range(min(len(text), start + LONGEST_UNIT), start, -1):
            if (word := text[start:end]) in words and text[end : end + 1] not in self._barred(word):
                return end
        return start

    def _barred(self, word: str) -> frozenset[str]:
        return self._bars.get(word, NOTHING)

    @cached_property
    def _bars(self) -> Mapping[str, frozenset[str]]:
        return {word: frozenset(characters) for word, characters in self.unless.items()}

    @cached_property
    def _guards(self) -> Mapping[str, frozenset[str]]:
        return {word: frozenset(characters) for word, characters in self.hedges.guards.items()}


LONGEST_UNIT = 8
NOTHING: frozenset[str] = frozenset()
