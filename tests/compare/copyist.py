"""Copies of cases as someone makes them who wants them to look new."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import jieba

from extract.records import Case, Report

WORD = re.compile(r"[\u4e00-\u9fff]+")
DIGITS = re.compile(r"\d+")
SENTENCE = re.compile(r"(?<=[。；])")


class Copyist:
    """Rewrites texts with words, names and figures of others; the same seed gives the same copies."""

    def __init__(self, seed: int, corpus: Sequence[str], names: Sequence[str]) -> None:
        self.chance = random.Random(seed)
        self.names = sorted(names, key=lambda name: (-len(name), name))
        self.words: dict[int, list[str]] = {}
        for word in (word for text in corpus for word in jieba.lcut(text) if WORD.fullmatch(word)):
            self.words.setdefault(len(word), []).append(word)

    def copy(self, text: str, reworded: float) -> str:
        """Return ``text`` under another school's name, with other figures and a share of its words replaced."""
        for name in self.names:
            text = text.replace(name, "云浦市商贸学校")
        text = DIGITS.sub(lambda found: str(self.chance.randint(1, 10 ** len(found.group()))), text)
        return "".join(self.replace(word, reworded) for word in jieba.lcut(text))

    def replace(self, word: str, rate: float) -> str:
        if WORD.fullmatch(word) and self.chance.random() < rate:
            return self.chance.choice(self.words[len(word)]) if len(word) in self.words else word
        return word


def copyist_for(report: Report, seed: int) -> Copyist:
    names = [name for entity in report.entities for name in (entity.name, *entity.names) if entity.kind == "school"]
    return Copyist(seed, [case.text for case in report.cases], names)


def retell(case: Case, place: int, text: str) -> Case:
    """Return a case of another title and number with ``text``."""
    return case.model_copy(update={"id": f"k{place}", "number": f"9-{place}", "title": "新篇", "text": text})
