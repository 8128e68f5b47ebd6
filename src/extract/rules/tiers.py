"""The tiers of vocational education, secondary and higher: the words that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import field

from extract.data import Data, WordList
from extract.late import late
from extract.rules.grammar import one_of

SCHOOLS = ("学校", "院校", "校")
JOINED = late("(?:院校|学校|教育)?(?:[与和及、/]|以及)")


class Tiers(Data, frozen=True):
    """How a text names the tiers: the model of ``tiers`` in ``patterns/catalogue/words.yaml``.

    ``names``: each tier with its words, those in one place of the lists standing for each other; the last one is of
    both tiers together.  ``before`` and ``behind``: beside a tier's word they tell of the way from one tier to the
    other (升入高职, 高职单招), ``origins`` behind it whence pupils came (中职生源).  ``leads``: what may stand before
    it where it says whose figures follow.  Behind ``goals`` a tier's word alone is where pupils go.  ``others`` begin
    what is of neither tier, ``totals`` what is told of both, ``wide`` what is told of more than before.
    """

    names: dict[str, WordList] = field(default_factory=dict)
    before: WordList = WordList()
    behind: WordList = WordList()
    origins: WordList = WordList()
    leads: WordList = WordList()
    goals: WordList = WordList()
    others: WordList = WordList()
    totals: WordList = WordList()
    wide: WordList = WordList()

    @property
    def first(self) -> str | None:
        """The lower tier: its words tell of its own pupils though the way to the other follows (中职升学)."""
        return next(iter(self.names), None)

    @property
    def both(self) -> str | None:
        """The name of both tiers together."""
        return next(reversed(self.names), None)

    @cached_property
    def tier_of(self) -> Mapping[str, str]:
        """Each word with its tier."""
        return {word: tier for tier, words in self.names.items() for word in words}

    @cached_property
    def word(self) -> re.Pattern[str]:
        """A word for a tier."""
        return late(one_of(self.tier_of))

    @cached_property
    def across(self) -> re.Pattern[str]:
        """What behind a tier's word tells of a way across."""
        schools = "(?:院校|学校|教育|阶段|层次|[（(])?"
        return late(f"{schools}(?:{one_of(self.behind)})" if self.behind else "(?!)")

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """What may stand before a tier's word at the beginning of a clause."""
        return late(f"(?:{one_of(self.leads)}|的)*" if self.leads else "")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the words for tiers in ``text``: start, end and tier."""
        last = None
        for match in self.word.finditer(text):
            joined = last is not None and JOINED.fullmatch(text, last, match.start())
            led = not text.endswith(self.before, 0, match.start())
            tier = self.tier_of[match.group()]
            if text.startswith(self.origins, match.end()):
                continue
            if (led or joined) and (tier == self.first or not self.across.match(text, match.end())):
                last = match.end()
                yield match.start(), match.end(), tier

    def named(self, text: str) -> str | None:
        """Return the tier that a heading, title or label names, both together where it names both."""
        found = {tier for _, _, tier in self.find(text)}
        return self.both if len(found) > 1 else next(iter(found), None)

    def titled(self, title: str) -> str | None:
        """Return the tier that a heading names; both together where words for the two stand anywhere in it."""
        told = {self.tier_of[match.group()] for match in self.word.finditer(title)}
        return self.both if len(told) > 1 else self.named(title)

    def single(self, name: str) -> str | None:
        """Return the tier of a school within a name: 省级优质中职学校."""
        found = [(end, tier) for _, end, tier in self.find(name)]
        return found[0][1] if len(found) == 1 and name.startswith(SCHOOLS, found[0][0]) else None

    def leading(self, text: str, start: int = 0) -> str | None:
        """Return the tier that ``text`` begins with at ``start``, ``leads`` left out."""
        lead = self.opening.match(text, start)
        place = lead.end() if lead else start
        return next((tier for at, _, tier in self.find(text) if at == place), None)

    def is_alone(self, text: str) -> bool:
        """Tell whether ``text`` is a tier's word and hardly more."""
        match = self.word.match(text)
        return match is not None and len(text) - match.end() <= 2

    def is_name(self, label: str) -> bool:
        """Tell whether ``label`` names a tier and nothing else: 中职, 高等职业教育."""
        match = self.word.match(label)
        return match is not None and label[match.end() :] in ("", "学校", "院校", "教育", "阶段", "层次", "类")

    def crosses(self, text: str) -> bool:
        """Tell whether the words for tiers in ``text`` all tell of the way from one to the other."""
        return self.word.search(text) is not None and next(self.find(text), None) is None

    def split(self, name: str) -> tuple[str, str | None]:
        """Return ``name`` without the word for a tier that it ends in, and that tier: 生师比高职."""
        word = next((word for word in self.tier_of if name.endswith(word) and len(name) > len(word) + 1), "")
        return name.removesuffix(word), self.tier_of.get(word)

    def retell(self, name: str, tier: str) -> str:
        """Return ``name`` with the words of another tier turned into those of ``tier``."""
        places = {word: words.index(word) for words in self.names.values() for word in words}
        own = self.names[tier]
        return self.word.sub(lambda match: own[min(places[match.group()], len(own) - 1)], name)
