"""Text without what a copyist replaces (names, years, figures, signs) and what the genre says anyway."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.records import Report

TITLE = r"《[^《》\n]{0,60}》"
FIGURES = r"(?:[^\w《]|[\d_一二三四五六七八九十百千万亿两〇零余多])+|《"
SHORTEST_NAME = 2


class Mask:
    """Takes the names of the entities of ``reports``, ``stock`` phrases, titles and figures out of texts."""

    def __init__(self, reports: Iterable[Report], stock: Iterable[str] = ()) -> None:
        names = (name for report in reports for entity in report.entities for name in (entity.name, *entity.names))
        self.pattern = re.compile("|".join([TITLE, FIGURES, *branches([*names, *stock])]))

    def letters(self, text: str) -> str:
        """Return what is left of ``text``."""
        return self.pattern.sub("", text)

    def places(self, text: str) -> list[int]:
        """Return where each letter of what is left stands in ``text``."""
        places: list[int] = []
        end = 0
        for dropped in self.pattern.finditer(text):
            start, after = dropped.span()
            places += range(end, start)
            end = after
        places += range(end, len(text))
        return places


def branches(words: Iterable[str]) -> list[str]:
    """Return an alternative for each first letter, so that most places of a text are dismissed at once."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)):
        if len(word) >= SHORTEST_NAME:
            by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "".join(map(re.escape, sorted(by_letter)))
    rests = [f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items())]
    return [f"(?=[{firsts}])(?:{'|'.join(rests)})"] if rests else []
