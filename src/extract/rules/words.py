"""Sets of words, found in a text in time that does not grow with the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Words:
    """Words by their first character and length: a pattern of thousands of names is slow to make and to match."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:1], set()).add(len(word))
        self.lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items() if first}

    def ends(self, text: str, start: int = 0, limit: int | None = None) -> Iterator[int]:
        """Yield where the words that begin at ``start`` of ``text`` end, the longest first."""
        limit = len(text) if limit is None else limit
        for length in self.lengths.get(text[start : start + 1], ()):
            if start + length <= limit and text[start : start + length] in self.words:
                yield start + length

    def find(self, text: str, start: int = 0, limit: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the spans of the words in ``text``, the longest at each place, none in another."""
        limit = len(text) if limit is None else limit
        while start < limit:
            begins = text[start] in self.lengths
            end = next(self.ends(text, start, limit), 0) if begins else 0
            if end:
                yield start, end
            start = end or start + 1
