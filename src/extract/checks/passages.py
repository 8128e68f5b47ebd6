"""Paragraphs that a report prints twice, told by the sentences of their figures."""

from __future__ import annotations

from collections.abc import Iterator

from extract.checks.book import Book, compact, place
from extract.checks.model import Outcome, Problem
from extract.records import Fact

FIGURES, LETTERS = 3, 60
"""Figures and characters of a paragraph that is not printed twice by chance."""
SUMMARY = ("前言", "引言", "摘要", "概述", "综述", "概要", "导语", "总体情况", "结语", "总结")
"""How the titles of parts end that say again what others say."""


def check_passages(book: Book) -> Iterator[Outcome]:
    """Compare each paragraph of figures with those before it: all of its sentences may stand there, too."""
    known: dict[str, Fact] = {}
    summaries = {section.id for section in book.report.sections if section.title.endswith(SUMMARY)}
    for facts in group_paragraphs(book):
        text = compact("".join(dict.fromkeys(fact.where.quote for fact in facts)))
        if len(facts) < FIGURES or len(text) < LETTERS or facts[0].where.section_id in summaries:
            continue
        earlier = known.setdefault(text, facts[0])
        if earlier is not facts[0]:
            yield Outcome((earlier, facts[0]), problem(earlier, facts[0]))


def group_paragraphs(book: Book) -> Iterator[list[Fact]]:
    """Yield the figures of each paragraph of prose, in text order; one over two pages or columns is one."""
    first: dict[str, str] = {}
    for block in book.report.blocks:
        first[block.id] = first.get(block.continues or "", block.id)
    groups: dict[str, list[Fact]] = {}
    for sentence in book.sentences:
        for fact in sentence:
            if (block_id := book.block_of(fact)) is not None:
                groups.setdefault(first[block_id], []).append(fact)
    yield from groups.values()


def problem(earlier: Fact, later: Fact) -> Problem:
    """Return the finding on a paragraph that stands in two places."""
    params: dict[str, object] = {
        "quote": compact(later.where.quote),
        "first_place": place(earlier.where),
        "second_place": place(later.where),
    }
    return Problem("passage_repeat", "warning", params, (earlier, later))
