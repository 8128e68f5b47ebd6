"""Drafts → facts: ids, keys, places, and which of several statements of one fact is preferred."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from extract import records
from extract.facts.model import Draft
from extract.late import late
from extract.layout.model import Glyphs
from extract.numerals.model import Interval
from extract.records import Canonical, Fact, Where
from extract.rules.catalogue import Catalogue
from extract.structure.model import Outline, Passage

Member = TypeVar("Member", records.Section, records.Case, records.Table)
SENTENCE_END = late(r"[。！？；;\n]")
FIELD, LABEL = "\x1f", "\x1e"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NATIONAL = "table:"
LONGEST_QUOTE = 600  # characters; what runs on for longer is quoted in pieces


def settle_facts(drafts: list[Draft], outline: Outline, glyphs: Glyphs, catalogue: Catalogue) -> list[Fact]:
    """Return the facts of ``drafts`` in text order: ids unique, one preferred per key, conflicts marked.

    The drafts are used up: those of a long report weigh as much as its facts.
    """
    drafts.sort(key=span_of)
    places = Places(outline, glyphs)
    ids = name_facts(drafts)
    owners = {place_of(draft.of) for draft in drafts if draft.of}
    named = zip(map(place_of, reversed(drafts)), reversed(ids), strict=True)
    by_place = {place: id_ for place, id_ in named if place in owners}
    keys = [key_of(draft, catalogue) for draft in drafts]
    preferred, conflicting = judge_rivals(drafts, keys, catalogue)
    facts: list[Fact] = []
    drafts.reverse()
    for i, (id_, key) in enumerate(zip(ids, keys, strict=True)):
        draft = drafts.pop()
        of = by_place.get(place_of(draft.of)) if draft.of else None
        standing = {"id": id_, "key": key, "of": of, "preferred": i in preferred, "conflict": key in conflicting}
        facts.append(make_fact(draft, places, standing))
    return facts


def span_of(draft: Draft) -> tuple[int, int]:
    """Return the span of the draft's raw text in the canonical text."""
    return draft.passage.span(draft.quantity.start, draft.quantity.end)


def place_of(draft: Draft) -> tuple[int, int, str, str]:
    """Return what tells a draft from all others on the way to an ``of``."""
    return (*span_of(draft), draft.name, draft.kind)


# --- ids and keys --------------------------------------------------------------------------


def name_facts(drafts: Sequence[Draft]) -> list[str]:
    """Return ``f`` + start for each draft; further ones at the same start add b, c, …"""
    ids: list[str] = []
    counts: dict[int, int] = {}
    for draft in drafts:
        start, _ = span_of(draft)
        earlier = counts.get(start, 0)
        counts[start] = earlier + 1
        ids.append(f"f{start}{letters(earlier)}")
    return ids


def letters(number: int) -> str:
    """Return nothing for 0, then b, c, … z, bb, bc, …"""
    text = ""
    while number:
        number, digit = divmod(number, len(LETTERS) - 1) if number >= len(LETTERS) else (0, number)
        text = LETTERS[digit] + text
    return text


def key_of(draft: Draft, catalogue: Catalogue) -> str:
    """Return 16 hex digits that all statements of one fact share.

    A name that is no indicator is told apart by its family of units, since a row may stand once in 门 and once in 学时.
    """
    family = catalogue.unit_family(draft.quantity.canonical_unit)
    name = draft.indicator or FIELD.join((LABEL.join(draft.path) or draft.name, family))
    year = str(draft.period.year) if draft.period and draft.period.year else ""
    parts = (draft.entity or "", "".join(name.split(" ")), year, draft.kind, draft.aspect, draft.proviso or "")
    return hashlib.sha256(FIELD.join(parts).encode()).hexdigest()[:16]


# --- rivals --------------------------------------------------------------------------------


def judge_rivals(drafts: Sequence[Draft], keys: Sequence[str], catalogue: Catalogue) -> tuple[set[int], set[str]]:
    """Return the indices of the preferred drafts and the keys whose statements do not agree."""
    rivals: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        rivals.setdefault(key, []).append(i)
    preferred = {min(group, key=lambda i: standing(drafts[i])) for group in rivals.values()}
    conflicting = {key for key, group in rivals.items() if not agree([drafts[i] for i in group], catalogue)}
    return preferred, conflicting


def standing(draft: Draft) -> tuple[int, Decimal, int]:
    """Return the order of trust: national table, other table, prose, case; more precise; earlier."""
    rank = 3 if draft.passage.case else 2
    if draft.source == "table":
        rank = 0 if draft.rule.startswith(NATIONAL) else 1
    low, high = draft.quantity.interval
    width = Decimal("Infinity") if low is None or high is None else high - low
    return rank, width, span_of(draft)[0]


def agree(drafts: Sequence[Draft], catalogue: Catalogue) -> bool:
    """Tell whether the statements share a value, those in units of one family compared.

    A figure without a unit is in the indicator's usual one.
    """
    families: dict[str, list[Interval]] = {}
    for draft in drafts:
        usual = catalogue.indicators[draft.indicator].units[0] if draft.indicator else None
        family = catalogue.unit_family(draft.quantity.canonical_unit or usual)
        families.setdefault(family, []).append(draft.quantity.interval)
    return all(intervals_meet(intervals) for intervals in families.values())


def intervals_meet(intervals: Sequence[Interval]) -> bool:
    """Tell whether ``[lo, hi)`` intervals, closed where lo = hi, have a value in common."""
    low = max((lo for lo, _ in intervals if lo is not None), default=None)
    high = min((hi for _, hi in intervals if hi is not None), default=None)
    if low is None or high is None or low < high:
        return True
    return low == high and all(lo == hi or hi != high for lo, hi in intervals)


# --- places --------------------------------------------------------------------------------


class Named(Struct, frozen=True):
    """How a section, case or table is named in other records."""

    number: str | None
    id: str | None


NOWHERE = Named(None, None)


class Places:
    """Looks up the enclosing parts, the box and the quote of a passage."""

    def __init__(self, outline: Outline, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.text = outline.text
        self.sections = {section.id: Named(section.number or section.title, section.id) for section in outline.sections}
        self.cases = {case.id: Named(case.number or case.title, case.id) for case in outline.cases}
        self.tables = {table.id: Named(table.number or table.title, table.id) for table in outline.tables}
        self.rows = {table.id: table.rows for table in outline.tables}
        self.passage: Passage | None = None
        self.ends: list[int] = []
        self.sentences: dict[int, str] = {}
        self.quotes: dict[tuple[str, int], str] = {}

    def find(self, draft: Draft) -> Where:
        """Return where ``draft`` stands."""
        passage = draft.passage
        start, end = span_of(draft)
        page, box = self.glyphs.locate(start, end)
        section = self.sections.get(passage.section or "", NOWHERE)
        case = self.cases.get(passage.case or "", NOWHERE)
        table = self.tables.get(passage.table or "", NOWHERE)
        return Where(
            start=start,
            end=end,
            page=page,
            bbox=box,
            section=section.number,
            section_id=section.id,
            case=case.number,
            case_id=case.id,
            table=table.number,
            table_id=table.id,
            row=passage.row,
            column=passage.column,
            quote=self.quote(draft),
        )

    def quote(self, draft: Draft) -> str:
        """Return the words of the draft's own span, its row, or its sentence."""
        passage = draft.passage
        if draft.quote:
            return passage.text[slice(*draft.quote)].strip()[:LONGEST_QUOTE]
        if passage.table and passage.row is not None:
            return self.row(passage.table, passage.row)
        return self.sentence(passage, draft.quantity.start, draft.quantity.end)

    def row(self, table: str, row: int) -> str:
        """Return the filled cells of a row."""
        if (table, row) not in self.quotes:
            self.quotes[table, row] = " ".join(filter(None, self.rows[table][row]))[:LONGEST_QUOTE]
        return self.quotes[table, row]

    def sentence(self, passage: Passage, start: int, end: int) -> str:
        """Return the sentence of ``passage`` that holds ``start`` to ``end``."""
        if passage is not self.passage:
            self.passage, self.ends, self.sentences = passage, list(sentence_ends(passage.text)), {}
        ends = self.ends
        first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
        left = ends[first - 1] if first else 0
        right = ends[last] if last < len(ends) else len(passage.text)
        return self.sentences.setdefault(left, passage.text[left:right].strip())


def sentence_ends(text: str) -> Iterator[int]:
    """Yield where the sentences of ``text`` end, and within one that is too long to be quoted whole."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        yield from range(start + LONGEST_QUOTE, match.end(), LONGEST_QUOTE)
        start = match.end()
        yield start
    yield from range(start + LONGEST_QUOTE, len(text), LONGEST_QUOTE)


def make_fact(draft: Draft, places: Places, standing: Mapping[str, object]) -> Fact:
    """Return the record of ``draft`` with its id, key and standing among its rivals."""
    quantity = draft.quantity
    where = places.find(draft)
    return Fact.model_validate(
        {
            **standing,
            "indicator": draft.indicator,
            "name": draft.name,
            "path": list(draft.path),
            "entity": draft.entity,
            "period": draft.period,
            "kind": draft.kind,
            "aspect": draft.aspect,
            "proviso": draft.proviso,
            "raw": unbroken(places.text[where.start : where.end]),
            "value": quantity.value,
            "unit": quantity.unit,
            "canonical": Canonical(value=quantity.canonical_value, unit=quantity.canonical_unit),
            "interval": quantity.interval,
            "decimals": quantity.decimals,
            "hedge": quantity.hedge,
            "direction": draft.direction,
            "source": draft.source,
            "where": where,
            "rule": draft.rule,
            "ocr": places.glyphs.confidence(where.start, where.end) is not None,
        }
    )


def unbroken(text: str) -> str:
    """Return ``text`` without line and page breaks."""
    return re.sub(r"[\n\f]", "", text)
